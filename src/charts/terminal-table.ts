import { plainNumber } from './number.ts'
import { cells, clean, takeCells } from './text.ts'

/** Where a table may stand: `width` in cells (default 80), `ascii` for rules of minus signs. */
export type TerminalTableOptions = { readonly width?: number; readonly ascii?: boolean }

const gap = 2

/** Words with the space before them; a word of wide signs (Chinese) may be broken after each of them. */
function piecesOf(text: string): string[] {
  return text.split(/(?<=\s)(?=\S)|(?<=[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uff60])(?=[^\s，。、；：！？）」』])/u)
}

/** `text` in lines of at most `width` cells, broken at spaces, between wide signs, and within a word only where it does not fit a line. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text)) {
    let rest = piece
    if (line !== '' && cells(line + rest.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    while (cells(rest.trimEnd()) > width) {
      const start = takeCells(rest, width) || [...rest][0]
      lines.push(start)
      rest = rest.slice(start.length)
    }
    line += rest
  }
  return [...lines, line.trimEnd()].filter((l, i) => l !== '' || i === 0)
}

const pad = (text: string, width: number, right: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - cells(text)))
  return right ? space + text : text + space
}

/** Widths of the columns: natural where all fit; else each keeps its longest word and the rest is shared by need; undefined if too wide. */
function widthsOf(table: readonly (readonly string[])[], numeric: readonly boolean[], room: number): number[] | undefined {
  const columns = table[0].length
  const over = (measure: (cell: string) => number): number[] =>
    Array.from({ length: columns }, (_, c) => table.reduce((w, row) => Math.max(w, measure(row[c])), 1))
  const natural = over(cells)
  const total = (w: readonly number[]): number => w.reduce((a, b) => a + b, 0)
  if (total(natural) <= room) return natural
  const words = over(cell => piecesOf(cell).reduce((w, p) => Math.max(w, cells(p.trimEnd())), 1))
  const least = natural.map((n, c) => (numeric[c] ? n : Math.min(n, Math.max(6, Math.min(16, words[c])))))
  const spare = room - total(least)
  if (spare < 0) return undefined
  const wanted = natural.map((n, c) => n - least[c])
  const shares = wanted.map((w, c) => least[c] + Math.floor((w * spare) / Math.max(1, total(wanted))))
  let left = room - total(shares)
  return shares.map((s, c) => (s < natural[c] && left > 0 ? (left--, s + 1) : s))
}

/** One row as lines side by side. */
function setRow(row: readonly string[], widths: readonly number[], numeric: readonly boolean[]): string[] {
  const wrapped = row.map((cell, c) => wrap(cell, widths[c]))
  const height = wrapped.reduce((h, lines) => Math.max(h, lines.length), 1)
  return Array.from({ length: height }, (_, i) =>
    wrapped.map((lines, c) => pad(lines[i] ?? '', widths[c], numeric[c])).join(' '.repeat(gap)).trimEnd())
}

/** A table too wide for its columns as records: a name and a value a line. */
function asRecords(names: readonly string[], body: readonly (readonly string[])[], width: number): string {
  const left = Math.min(Math.floor(width / 2), names.reduce((w, n) => Math.max(w, cells(n)), 1))
  const widths = [left, Math.max(1, width - left - gap)]
  return body.map(row => row.flatMap((cell, c) => setRow([names[c], cell], widths, [false, false])).join('\n')).join('\n\n')
}

/**
 * An aligned table for a terminal: columns of numbers stand right, others left and wrap; a table that cannot be set side by
 * side becomes records, one below the other. Chinese, Japanese and Korean signs count as two cells. No line is wider than `width`.
 */
export function terminalTable(
  columns: readonly string[], rows: readonly (readonly (string | number)[])[], options: TerminalTableOptions = {}
): string {
  if (columns.length === 0) return ''
  const width = Math.max(20, Math.floor(Number.isFinite(options.width) ? options.width! : 80))
  const names = columns.map(c => clean(c, 400))
  const body = rows.map(row => names.map((_, c) => {
    const cell = row[c] ?? ''
    return typeof cell === 'number' ? plainNumber(cell, 4) : clean(cell, 4000)
  }))
  const numeric = names.map((_, c) => rows.length > 0 && rows.every(r => typeof r[c] === 'number'))
  const widths = widthsOf([names, ...body], numeric, width - gap * (names.length - 1))
  if (widths === undefined) return asRecords(names, body, width)
  const rule = widths.map(w => (options.ascii === true ? '-' : '─').repeat(w)).join(' '.repeat(gap))
  return [...setRow(names, widths, numeric), rule, ...body.flatMap(row => setRow(row, widths, numeric))].join('\n')
}
