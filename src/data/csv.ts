import { shown } from '../errors/index.ts'
import { csvFormat, type CsvFormat } from './csv-format.ts'
import { fileFault } from './fault.ts'

/** One record of a CSV file. */
export interface CsvRow {
  readonly cells: readonly string[]
  /** The line it begins on, counted from 1; a quoted cell may hold line ends. */
  readonly line: number
}

interface Cursor {
  readonly text: string
  readonly file: string
  readonly format: CsvFormat
  at: number
  line: number
}

/** A cell in quotes, from its opening quote to past its closing one; "" inside stands for one quote. */
function quotedCell(cursor: Cursor): string {
  const { text, file, line } = cursor
  let cell = ''
  let from = cursor.at + 1
  for (;;) {
    const end = text.indexOf('"', from)
    if (end < 0) throw fileFault(`${file}, line ${line}`, 'a closing quote', 'the end of the file')
    cell += text.slice(from, end)
    cursor.at = end + 1
    if (text[end + 1] !== '"') break
    cell += '"'
    from = end + 2
  }
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) cursor.line++
  return cell
}

/** A cell without quotes, up to the separator or line end. */
function plainCell(cursor: Cursor): string {
  const { text } = cursor
  const separates = cursor.format.separator.charCodeAt(0)
  const from = cursor.at
  let at = from
  for (let c = text.charCodeAt(at); at < text.length && c !== separates && c !== 10 && c !== 13; c = text.charCodeAt(++at)) {
    if (c === 34 || c === 0) {
      const got = c === 34 ? 'a quote inside a cell that does not begin with one' : 'a zero byte'
      const remedy = c === 34 ? 'Put the whole cell in quotes and double the quotes inside' : undefined
      throw fileFault(`${cursor.file}, line ${cursor.line}`, 'text', got, remedy)
    }
  }
  cursor.at = at
  return text.slice(from, at)
}

/** Past the spaces at a place, where something follows them that they may stand before. */
function passSpaces(cursor: Cursor, before: RegExp): void {
  let at = cursor.at
  while (cursor.text[at] === ' ') at++
  if (at > cursor.at && before.test(cursor.text[at] ?? '\n')) cursor.at = at
}

function cell(cursor: Cursor): string {
  passSpaces(cursor, /"/)
  if (cursor.text[cursor.at] !== '"') return plainCell(cursor)
  const quoted = quotedCell(cursor)
  passSpaces(cursor, /[,;\t\r\n]/)
  return quoted
}

/** Past the separator, line end or end of file after a cell; true when the record goes on. */
function separator(cursor: Cursor): boolean {
  const { text, file, format } = cursor
  const next = text[cursor.at]
  if (next === format.separator) {
    cursor.at++
    return true
  }
  if (next === '\r' && text[cursor.at + 1] === '\n') cursor.at++
  else if (next !== '\n' && next !== undefined) {
    const lone = next === '\r'
    const remedy = lone ? 'Save the table with the line ends of Windows or Unix' : undefined
    const expected = `${SEPARATORS[format.separator]} or the end of the line after a cell`
    throw fileFault(`${file}, line ${cursor.line}`, expected, lone ? 'a carriage return alone' : shown(next), remedy)
  }
  cursor.at++
  cursor.line++
  return false
}

const SEPARATORS = { ',': 'a comma', ';': 'a semicolon', '\t': 'a tab' } as const

/**
 * The records of a CSV text in its format: commas, semicolons or tabs, optional quotes (spaces around them count for nothing), lines end in
 * CRLF or LF; empty lines at the end are dropped. A stray quote, text after a closing quote or a carriage return alone is an InputError with
 * its line. Source: RFC 4180.
 */
export function* csvRows(text: string, file: string, format: CsvFormat = csvFormat(text)): Generator<CsvRow, void> {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  const line = text.slice(0, format.start).includes('\n') ? 2 : 1
  const cursor: Cursor = { text: text.slice(0, end), file, format, at: format.start, line }
  while (cursor.at < end) {
    const { line } = cursor
    const cells: string[] = []
    do cells.push(cell(cursor))
    while (separator(cursor))
    yield { cells, line }
  }
}

/** Whether a record holds nothing: an empty line, or the rows of separators alone that spreadsheets leave below a table. */
export const isBlank = ({ cells }: CsvRow): boolean => cells.every(cell => cell.trim() === '')
