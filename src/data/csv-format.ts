import { parseNumber } from './number-text.ts'

/** How the cells of a text table are told apart, and how its numbers are written. */
export interface CsvFormat {
  readonly separator: ',' | ';' | '\t'
  /** The mark before a number's fraction. A comma only where it separates no cells. */
  readonly decimal: '.' | ','
  /** Where the first record begins: past a byte order mark and past Excel's line `sep=;`. */
  readonly start: number
}

const SEP_LINE = /^sep=([,;\t])\r?\n/i
const DECIMAL_COMMA = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/

/**
 * The format of a text table, told from its first record alone: semicolons (or else tabs) where it has some and every comma in it is the
 * decimal comma of a number, which is how spreadsheets write tables in much of Europe; otherwise commas. A decimal comma holds for the whole
 * file, as soon as one cell of it is a number written so.
 */
export function csvFormat(text: string): CsvFormat {
  const mark = text.startsWith('\ufeff') ? 1 : 0
  const said = SEP_LINE.exec(text.slice(mark, mark + 8))
  const start = mark + (said?.[0].length ?? 0)
  const separator = (said?.[1] as CsvFormat['separator'] | undefined) ?? separatorOf(firstRecord(text, start))
  return { separator, decimal: separator === ',' ? '.' : decimalOf(text, start, separator), start }
}

/** A cell as a number, as `parseNumber`, in the format's writing; NaN for the other one. */
export function numberIn({ decimal }: CsvFormat, cell: string): number {
  if (decimal === '.') return parseNumber(cell)
  return cell.includes('.') ? NaN : parseNumber(cell.replace(',', '.'))
}

/** The first record, what stands in quotes left out. */
function firstRecord(text: string, start: number): string {
  let record = ''
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') {
      at = text.indexOf('"', at + 1)
      if (at < 0) break
    } else if (text[at] === '\n' || text[at] === '\r') {
      if (record !== '') break
    } else record += text[at]
  }
  return record
}

function separatorOf(record: string): CsvFormat['separator'] {
  for (const separator of [';', '\t'] as const) {
    const cells = record.split(separator)
    if (cells.length > 1 && cells.every(cell => !cell.includes(',') || DECIMAL_COMMA.test(cell.trim()))) return separator
  }
  return ','
}

function decimalOf(text: string, start: number, separator: ';' | '\t'): '.' | ',' {
  const cell = new RegExp(`(?:^|[${separator}\\r\\n])[ "]*[+-]?\\d*,\\d+(?:[eE][+-]?\\d+)?[ "]*(?=[${separator}\\r\\n]|$)`)
  return cell.test(text.slice(start)) ? ',' : '.'
}
