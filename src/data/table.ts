import { nearestName, shown } from '../errors/index.ts'
import type { FileDataSpec } from '../experiment/index.ts'
import { checkFloats } from './amounts.ts'
import { checkRows } from './arrays.ts'
import type { CsvRow } from './csv.ts'
import type { Dataset, Examples } from './dataset.ts'
import { dataFault, fileFault } from './fault.ts'
import { oneHot } from './one-hot.ts'
import { numberRemedy, openTable, type OpenTable } from './open-table.ts'
import { columnMoments, standardized } from './standardize.ts'
import { classesOfCells } from './targets.ts'

type Request = Pick<FileDataSpec, 'targets' | 'task' | 'scale' | 'train' | 'validation' | 'standardize'>

interface Layout {
  readonly file: string
  readonly columns: number
  /** Where the targets are, counted from 0. */
  readonly target: number
  /** The names of the columns, when the file has a header. */
  readonly header: readonly string[] | null
  readonly number: OpenTable['number']
}

/** A column number as written: 1 is the first, −1 the last. undefined for a name. */
function columnNumber(targets: string, columns: number): number | undefined {
  if (!/^-?[1-9]\d{0,8}$/.test(targets)) return undefined
  const n = Number(targets)
  const index = n > 0 ? n - 1 : columns + n
  return index >= 0 && index < columns ? index : undefined
}

/**
 * Whether the first record is a header, and which column holds the targets. It is a header when it names the target column by a text,
 * or when no input cell of it is a number; a name found there goes before a number. A mixture is data, and its text cell the error.
 */
function layoutOf({ first, number }: OpenTable, targets: string, file: string): Layout {
  const { cells } = first
  const columns = cells.length
  const isNumber = (cell: string): boolean => !Number.isNaN(number(cell))
  const names = cells.map(cell => cell.trim())
  const name = targets.trim()
  const named = names.indexOf(name)
  const numbered = columnNumber(name, columns)
  const textual = (skip: number | undefined): boolean => names.every((cell, k) => k === skip || !isNumber(cell))
  if (named >= 0 && (!isNumber(name) || textual(named))) {
    if (names.indexOf(name, named + 1) >= 0) throw fileFault(`${file}, line ${first.line}`, `one column named ${shown(name)}`, 'several')
    return { file, columns, target: named, header: names, number }
  }
  if (numbered !== undefined) return { file, columns, target: numbered, header: textual(numbered) ? names : null, number }
  // Only a record without numbers is surely a header: a cell offered from among data would, taken at its word, be read as one and its row be lost.
  const headed = textual(undefined)
  const near = headed && !isNumber(name) ? nearestName(name, names) : undefined
  throw dataFault(
    'data.targets',
    `a column of ${file}: a number from 1 to ${columns}${headed ? `, or a name such as ${shown(names.at(-1))}` : ''}`,
    shown(targets),
    near === undefined ? undefined : `Did you mean ${shown(near)}?`
  )
}

function columnText({ header }: Layout, column: number): string {
  return header ? `column ${column + 1} (${shown(header[column])})` : `column ${column + 1}`
}

/** A cell as a finite number times `scale` that fits float32. */
function numberAt(layout: Layout, row: CsvRow, column: number, scale: number): number {
  const cell = row.cells[column]!
  const value = layout.number(cell) * scale
  if (Number.isFinite(Math.fround(value))) return value
  const where = `${layout.file}, line ${row.line}, ${columnText(layout, column)}`
  const remedy = Number.isNaN(value) ? numberRemedy(cell, layout.number) : undefined
  throw fileFault(where, 'a finite number that fits float32', cell.trim() === '' ? 'an empty cell' : shown(cell), remedy)
}

interface Table {
  readonly layout: Layout
  /** Input values of the rows asked for, row after row; exact where they are still to be standardized. */
  readonly values: Float32Array | Float64Array
  /** The target cells of all rows. */
  readonly cells: readonly string[]
  /** The line of each row. */
  readonly lines: readonly number[]
}

function readTable(text: string, file: string, request: Request): Table {
  const wanted = request.train + request.validation
  const table = openTable(text, file)
  const { first, rows } = table
  const layout = layoutOf(table, request.targets, file)
  const inputSize = layout.columns - 1
  checkFloats(file, wanted, request.standardize ? 2 * inputSize : inputSize)
  // A cell and its comma or line end take a character or more each, so the text bounds what is allocated.
  const values = new (request.standardize ? Float64Array : Float32Array)(Math.min(wanted * inputSize, text.length))
  const cells: string[] = []
  const lines: number[] = []
  let filled = 0
  const take = (row: CsvRow): void => {
    if (row.cells.length !== layout.columns) {
      throw fileFault(`${file}, line ${row.line}`, `${layout.columns} columns, as in line ${first.line}`, String(row.cells.length))
    }
    for (let k = 0; cells.length < wanted && k < layout.columns; k++) {
      if (k !== layout.target) values[filled++] = numberAt(layout, row, k, request.scale)
    }
    const cell = row.cells[layout.target]!.trim()
    if (cell === '') {
      throw fileFault(`${file}, line ${row.line}, ${columnText(layout, layout.target)}`, 'a label or target', 'an empty cell')
    }
    cells.push(cell)
    lines.push(row.line)
  }
  if (!layout.header) take(first)
  for (const row of rows) take(row)
  if (cells.length === 0) throw fileFault(file, 'rows below the header', 'none')
  checkRows(request, cells.length, file)
  return { layout, values, cells, lines }
}

/**
 * A dataset of a CSV table: one column holds labels or one target value, all others are inputs (times `scale`).
 * Labels: whole numbers, or text (classes in the order of their code units); told from all rows of the file.
 */
export function tableDataset(text: string, file: string, request: Request, outputSize?: number): Dataset {
  const table = readTable(text, file, request)
  const { layout, values, cells, lines } = table
  const { train, validation, task } = request
  const inputSize = layout.columns - 1
  const where = (row: number): string => `${file}, line ${lines[row]}, ${columnText(layout, layout.target)}`
  const encode = task === 'classification' ? labels(cells, layout, where, outputSize) : measured(cells, layout, where, outputSize)
  const inputs = request.standardize ? standardizedRows(table, train) : (values as Float32Array)
  const part = (first: number, count: number): Examples => ({
    count,
    inputs: inputs.slice(first * inputSize, (first + count) * inputSize),
    targets: encode.rows(first, count),
    task
  })
  return { inputSize, outputSize: encode.size, task, train: part(0, train), validation: part(train, validation), classes: encode.names }
}

function standardizedRows({ layout, values, lines }: Table, train: number): Float32Array {
  const exact = values as Float64Array
  const place = (row: number, k: number): string =>
    `${layout.file}, line ${lines[row]}, ${columnText(layout, k < layout.target ? k : k + 1)}`
  return standardized(exact, columnMoments(exact, train, layout.columns - 1), place)
}

interface Encoder {
  readonly size: number
  readonly names: readonly string[]
  readonly rows: (first: number, count: number) => Float32Array
}

type Where = (row: number) => string

function labels(cells: readonly string[], { file, number }: Layout, where: Where, outputSize?: number): Encoder {
  const { units, names, outputSize: size } = classesOfCells(cells, number, where, file, outputSize)
  return { size, names, rows: (first, count) => oneHot(units, first, count, size) }
}

function measured(cells: readonly string[], { number }: Layout, where: Where, outputSize = 1): Encoder {
  if (outputSize !== 1) throw dataFault('network.layers', '1 output for the one target column of the table', String(outputSize))
  const value = (row: number): number => {
    const found = Math.fround(number(cells[row]!))
    if (!Number.isFinite(found)) throw fileFault(where(row), 'a finite number that fits float32', shown(cells[row]))
    return found
  }
  return { size: 1, names: [], rows: (first, count) => Float32Array.from({ length: count }, (_, n) => value(first + n)) }
}
