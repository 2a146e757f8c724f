import { openTable, type OpenTable } from '../../../data/index.ts'
import { LIMITS } from '../../../experiment/index.ts'
import { columnSize, MOST_LOOKED_AT, take, type ColumnSize } from './sizes.ts'

/** A table as far as a network's shape depends on it. */
export interface TableFacts {
  readonly rows: number
  readonly columns: number
  /** The column of targets, by name, or by number counted from 1. */
  readonly targets: string
  readonly classes: Classes
  /** Columns that can be targets: where one column is text, only that one, since inputs are numbers. */
  readonly choices: readonly string[]
  /** The columns of inputs. */
  readonly sizes: readonly ColumnSize[]
}

/** What stands in a column of targets. */
export interface Classes {
  /** Different values; no more are counted than a network may have classes. */
  readonly different: number
  readonly numbers: boolean
  readonly whole: boolean
}

const LABEL = /^(label|class|target|species|digit|y|output|variety|outcome|diagnosis|quality)s?$/i
/** So many columns are offered as targets; others can be typed. */
const MOST_CHOICES = 1000
/** Milliseconds of reading before the page may draw. */
const SLICE = 12

/** Counts the lines of a table and the classes of its targets: of the column named, or the likeliest one (by its name, else the last). */
export async function tableFacts(text: string, file: string, wanted?: string): Promise<TableFacts> {
  const { first, rows, number } = openTable(text, file)
  const { cells } = first
  const others = rows[Symbol.iterator]()
  const second = others.next()
  const header = headerOf(cells, second.done ? undefined : second.value.cells, number)
  const textual = (header && !second.done ? second.value.cells : cells).flatMap((cell, column) => (isWord(cell, number) ? [column] : []))
  const target = targetColumn(cells, header, textual, wanted)
  const nameOf = (column: number): string => (header && isName(header, column, number) ? header[column]! : String(column + 1))
  const reading = new Reading(cells.map((_, column) => columnSize(nameOf(column))), target, number)
  if (!header) reading.add(cells)
  if (!second.done) reading.add(second.value.cells)
  let before = performance.now()
  for (let row = others.next(); !row.done; row = others.next()) {
    reading.add(row.value.cells)
    if (reading.rows % 64 === 0 && performance.now() - before > SLICE) {
      await new Promise(go => setTimeout(go))
      before = performance.now()
    }
  }
  const choices = textual.length === 1 ? textual : Array.from({ length: Math.min(cells.length, MOST_CHOICES) }, (_, column) => column)
  return {
    rows: reading.rows, columns: cells.length, targets: nameOf(target), classes: reading.classes, choices: choices.map(nameOf),
    sizes: reading.sizes.filter((_, column) => column !== target)
  }
}

type ToNumber = OpenTable['number']

/** Neither a number nor a sign for a missing one. */
const isWord = (cell: string, number: ToNumber): boolean =>
  Number.isNaN(number(cell)) && /\p{L}/u.test(cell) && !/^\s*(n\/?a|nan|null|none|#n\/a)\s*$/i.test(cell)

/** The names of the columns, where the first record has them: no number in it, or a word above a number. */
function headerOf(first: readonly string[], second: readonly string[] | undefined, number: ToNumber): readonly string[] | null {
  const isHeader = first.every(cell => Number.isNaN(number(cell)))
    || (second !== undefined && first.some((cell, k) => isWord(cell, number) && !Number.isNaN(number(second[k] ?? ''))))
  return isHeader ? first.map(cell => cell.trim()) : null
}

/** Whether a column can be called by its name: a text that no other column has. */
const isName = (header: readonly string[], column: number, number: ToNumber): boolean =>
  header[column] !== '' && Number.isNaN(number(header[column]!)) && header.indexOf(header[column]!) === header.lastIndexOf(header[column]!)

function targetColumn(
  cells: readonly string[], header: readonly string[] | null, textual: readonly number[], wanted: string | undefined
): number {
  const named = header && wanted !== undefined ? header.indexOf(wanted) : -1
  if (named >= 0) return named
  const number = Number(wanted)
  if (Number.isInteger(number) && number !== 0 && Math.abs(number) <= cells.length) return number > 0 ? number - 1 : cells.length + number
  // A lone text among numbers is a label.
  if (textual.length === 1) return textual[0]!
  const likely = header ? header.findIndex(name => LABEL.test(name)) : -1
  return likely >= 0 ? likely : textual.at(-1) ?? cells.length - 1
}

/** Goes over the rows once. */
class Reading {
  rows = 0
  readonly sizes: readonly ColumnSize[]
  readonly #target: number
  readonly #number: ToNumber
  readonly #seen = new Set<string>()
  #numbers = true
  #whole = true

  constructor(sizes: readonly ColumnSize[], target: number, number: ToNumber) {
    this.sizes = sizes
    this.#target = target
    this.#number = number
  }

  add(cells: readonly string[]): void {
    this.rows++
    this.#label((cells[this.#target] ?? '').trim())
    if (this.rows * this.sizes.length > MOST_LOOKED_AT) return
    for (let k = 0; k < this.sizes.length; k++) {
      const value = k === this.#target ? NaN : this.#number(cells[k] ?? '')
      if (!Number.isNaN(value)) take(this.sizes[k]!, value)
    }
  }

  #label(text: string): void {
    const value = this.#number(text)
    if (this.#numbers && Number.isNaN(value)) this.#numbers = this.#whole = false
    if (this.#whole && !Number.isSafeInteger(value)) this.#whole = false
    if (this.#seen.size <= LIMITS.classes) this.#seen.add(this.#numbers ? String(value) : text)
  }

  get classes(): Classes {
    return { different: this.#seen.size, numbers: this.#numbers, whole: this.#whole }
  }
}
