import { shown } from '../errors/index.ts'
import { csvFormat, numberIn } from './csv-format.ts'
import { csvRows, isBlank, type CsvRow } from './csv.ts'
import { fileFault } from './fault.ts'

/** A text table, opened: its first record, which may be a header, and the way through the others. */
export interface OpenTable {
  readonly first: CsvRow
  /** The records after the first. Records that hold nothing are passed over. */
  readonly rows: Iterable<CsvRow>
  /** A cell as a number in the file's way of writing them; NaN for what is none. */
  readonly number: (cell: string) => number
}

/** Opens a table of two or more columns; refuses an empty one, and one whose cells are told apart in another way, by what was found. */
export function openTable(text: string, file: string): OpenTable {
  const format = csvFormat(text)
  const rows = filled(csvRows(text, file, format))
  const first = rows.next()
  if (first.done) throw fileFault(file, 'a table with data', 'an empty file')
  const { cells: [only = '', ...others], line } = first.value
  if (others.length === 0) {
    const expected = 'two or more columns separated by commas, semicolons or tabs'
    const other = /[|:~]|(?<=\S) +(?=\S)/.exec(only)?.[0]
    const got = other === undefined ? 'one' : other.startsWith(' ') ? 'values with spaces between them' : `values with ${shown(other)} between them`
    throw fileFault(`${file}, line ${line}`, expected, got, other === undefined ? undefined : 'Put commas in their place')
  }
  return { first: first.value, rows, number: cell => numberIn(format, cell) }
}

function* filled(rows: Iterable<CsvRow>): Generator<CsvRow, void> {
  for (const row of rows) if (!isBlank(row)) yield row
}

const MISSING = /^(?:|\?|-+|\.|n\/?a|nan|null|none|#n\/a)$/i

/** What to do about a cell that is no number, where one can say. */
export function numberRemedy(cell: string, number: OpenTable['number']): string | undefined {
  const text = cell.trim()
  if (MISSING.test(text)) return 'Leave rows with missing values out, or fill them in'
  if (/^[+-]?[\d.,' ]*\d$/.test(text) && /[.,' ]/.test(text)) {
    return `Write numbers ${Number.isNaN(number('1.5')) ? 'as in this file\'s others, such as 1234,5' : 'as 1234.5'}, without marks between thousands`
  }
  return /\p{L}/u.test(text) ? 'Inputs are numbers: put numbers in the place of words' : undefined
}
