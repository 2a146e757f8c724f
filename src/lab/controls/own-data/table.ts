import { csvRows } from '../../../data/index.ts'
import { InputError } from '../../../errors/index.ts'
import { LIMITS } from '../../../experiment/index.ts'

/** A table as far as a network's shape depends on it. */
export interface TableFacts {
  readonly rows: number
  readonly columns: number
  /** The column of targets, by name, or by number counted from 1. */
  readonly targets: string
  readonly classes: Classes
  /** Columns that can be targets: where one column is text, only that one, since inputs are numbers. */
  readonly choices: readonly string[]
}

/** What stands in a column of targets. */
export interface Classes {
  /** Different values; no more are counted than a network may have classes. */
  readonly different: number
  readonly numbers: boolean
  readonly whole: boolean
}

const LABEL = /^(label|class|target|species|digit|y|output)s?$/i
const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell))
/** So many columns are offered as targets; others can be typed. */
const MOST_CHOICES = 1000
/** Milliseconds of reading before the page may draw. */
const SLICE = 12

/** Counts the lines of a table and the classes of its targets: of the column named, or the likeliest one (by its name, else the last). */
export async function tableFacts(text: string, file: string, wanted?: string): Promise<TableFacts> {
  const rows = csvRows(text, file)
  const first = rows.next()
  if (first.done || first.value.cells.length < 2) {
    const got = first.done ? 'an empty file' : 'one column'
    throw new InputError({ code: 'file', where: file, expected: 'a table of two or more columns, separated by commas', got })
  }
  const { cells } = first.value
  const header = cells.every(cell => !isNumber(cell)) ? cells.map(cell => cell.trim()) : null
  const second = header ? rows.next() : first
  const textual = (second.done ? cells : second.value.cells).flatMap((cell, column) => (isNumber(cell) ? [] : [column]))
  const target = targetColumn(cells, header, textual, wanted)
  const counting = new Counting()
  if (!second.done) counting.add(second.value.cells[target] ?? '')
  let before = performance.now()
  for (const row of rows) {
    counting.add(row.cells[target] ?? '')
    if (counting.rows % 256 === 0 && performance.now() - before > SLICE) {
      await new Promise(go => setTimeout(go))
      before = performance.now()
    }
  }
  const { rows: count, classes } = counting
  const nameOf = (column: number): string => (header ? header[column]! : String(column + 1))
  const choices = textual.length === 1 ? textual : Array.from({ length: Math.min(cells.length, MOST_CHOICES) }, (_, column) => column)
  return { rows: count, columns: cells.length, targets: nameOf(target), classes, choices: choices.map(nameOf) }
}

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
  return likely >= 0 ? likely : cells.length - 1
}

class Counting {
  rows = 0
  readonly #seen = new Set<string>()
  #numbers = true
  #whole = true

  add(cell: string): void {
    this.rows++
    const text = cell.trim()
    if (this.#numbers && !isNumber(text)) this.#numbers = this.#whole = false
    if (this.#whole && !Number.isSafeInteger(Number(text))) this.#whole = false
    if (this.#seen.size <= LIMITS.classes) this.#seen.add(this.#numbers ? String(Number(text)) : text)
  }

  get classes(): Classes {
    return { different: this.#seen.size, numbers: this.#numbers, whole: this.#whole }
  }
}
