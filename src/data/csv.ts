import { shown } from '../errors/index.ts'
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

/** A cell without quotes, up to the comma or line end. */
function plainCell(cursor: Cursor): string {
  const { text } = cursor
  const from = cursor.at
  let at = from
  for (let c = text.charCodeAt(at); at < text.length && c !== 44 && c !== 10 && c !== 13; c = text.charCodeAt(++at)) {
    if (c === 34 || c === 0) {
      const got = c === 34 ? 'a quote inside a cell that does not begin with one' : 'a zero byte'
      const remedy = c === 34 ? 'Put the whole cell in quotes and double the quotes inside' : undefined
      throw fileFault(`${cursor.file}, line ${cursor.line}`, 'text', got, remedy)
    }
  }
  cursor.at = at
  return text.slice(from, at)
}

/** Past the comma, line end or end of file after a cell; true when the record goes on. */
function separator(cursor: Cursor): boolean {
  const { text, file } = cursor
  const next = text[cursor.at]
  if (next === ',') {
    cursor.at++
    return true
  }
  if (next === '\r' && text[cursor.at + 1] === '\n') cursor.at++
  else if (next !== '\n' && next !== undefined) {
    const got = next === '\r' ? 'a carriage return alone' : shown(next)
    throw fileFault(`${file}, line ${cursor.line}`, 'a comma or the end of the line after a cell', got)
  }
  cursor.at++
  cursor.line++
  return false
}

/**
 * The records of a CSV text: commas, optional quotes, lines end in CRLF or LF; empty lines at the end are dropped.
 * Never guesses: a stray quote, text after a closing quote or a carriage return alone is an InputError with its line. Source: RFC 4180.
 */
export function* csvRows(text: string, file: string): Generator<CsvRow, void> {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  const cursor: Cursor = { text: text.slice(0, end), file, at: text.startsWith('\ufeff') ? 1 : 0, line: 1 }
  while (cursor.at < end) {
    const { line } = cursor
    const cells: string[] = []
    do cells.push(cursor.text[cursor.at] === '"' ? quotedCell(cursor) : plainCell(cursor))
    while (separator(cursor))
    yield { cells, line }
  }
}
