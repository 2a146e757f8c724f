import { type AxisLayout, layoutAxis } from './axis.ts'
import type { Scale, Series } from './figure.ts'
import { spread } from './layout.ts'
import { plainNumber, type SetNumber, superscript } from './number.ts'
import { cells, clean, fitCells } from './text.ts'
import { type ChartWords, englishWords } from './words.ts'

/** How a terminal plot is drawn. Width and height are in cells; the height is that of the plot, without axis and title. */
export type TerminalPlotOptions = {
  readonly width?: number
  readonly height?: number
  readonly yScale?: Scale
  readonly xScale?: Scale
  readonly title?: string
  readonly xLabel?: string
  readonly yLabel?: string
  /** Only ASCII signs: one sign a cell where braille has 2 × 4 dots. */
  readonly ascii?: boolean
  /** ANSI colours; off unless asked. */
  readonly color?: boolean
  readonly words?: ChartWords
}

type Canvas = {
  readonly columns: number
  readonly rows: number
  /** Dots of each cell, the series drawn there last (−1 for none), and the sign written over it, if any. */
  readonly bits: Uint8Array
  readonly owner: Int16Array
  readonly text: string[]
}

const keys = '123456789abcdefghijklmnopqrstuvwxyz'
const ansi = [33, 172, 36, 160, 141, 138] as const
/** Braille dot numbers, by row and column within a cell (Unicode block U+2800). */
const dotBits = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]] as const

const keyOf = (series: number): string => keys[series % keys.length]
const paint = (text: string, series: number, color: boolean): string =>
  color && series >= 0 ? `\u001b[38;5;${ansi[series % ansi.length]}m${text}\u001b[0m` : text

/** Sets one dot; `fineX` and `fineY` are dots a cell (2 × 4 in braille, 1 × 1 in ASCII). */
function dot(canvas: Canvas, x: number, y: number, series: number, fineX: number, fineY: number): void {
  const [column, row] = [Math.floor(x / fineX), Math.floor(y / fineY)]
  if (column < 0 || row < 0 || column >= canvas.columns || row >= canvas.rows) return
  const cell = row * canvas.columns + column
  canvas.bits[cell] |= fineX === 2 ? dotBits[y - row * 4][x - column * 2] : 1
  canvas.owner[cell] = series
}

/** A straight line of dots (Bresenham 1965). */
function line(from: readonly [number, number], to: readonly [number, number], set: (x: number, y: number) => void): void {
  let [x, y] = from
  const [dx, dy] = [Math.abs(to[0] - x), -Math.abs(to[1] - y)]
  const [sx, sy] = [x < to[0] ? 1 : -1, y < to[1] ? 1 : -1]
  let error = dx + dy
  for (;;) {
    set(x, y)
    if (x === to[0] && y === to[1]) return
    const twice = 2 * error
    if (twice >= dy) {
      error += dy
      x += sx
    }
    if (twice <= dx) {
      error += dx
      y += sy
    }
  }
}

/** Draws one series and answers where it ends, in dots; its key is written on it, so that no colour is needed to know it. */
function draw(
  canvas: Canvas, series: Series, index: number, x: AxisLayout, y: AxisLayout, fine: readonly [number, number], keyed: boolean
): number | undefined {
  let before: [number, number] | undefined
  let wasLane = false
  const path: [number, number][] = []
  for (let i = 0; i < Math.min(series.x.length, series.y.length); i++) {
    const [px, py] = [x.place(series.x[i]), y.place(series.y[i])]
    if (px === undefined || py === undefined) {
      before = undefined
      continue
    }
    const at: [number, number] = [Math.round(px), Math.round(py)]
    const lane = y.scale === 'log' && series.y[i] <= 0
    line(before === undefined || lane !== wasLane ? at : before, at, (dx, dy) => dot(canvas, dx, dy, index, fine[0], fine[1]))
    path.push(at)
    before = at
    wasLane = lane
  }
  for (let k = 0; keyed && k < 3 && path.length > 0; k++) {
    const [px, py] = path[Math.floor(((k + 0.25 + 0.5 * ((index * 0.37) % 1)) / 3) * path.length)]
    const [column, row] = [Math.floor(px / fine[0]), Math.floor(py / fine[1])]
    const cell = row * canvas.columns + column
    canvas.text[cell] = keyOf(index)
    canvas.owner[cell] = index
  }
  return path.at(-1)?.[1]
}

const tickText = (label: SetNumber, ascii: boolean): string => {
  const mantissa = label.mantissa === '' ? '1' : label.mantissa === '−' ? '-1' : label.mantissa.replace('−', '-')
  if (label.exponent === undefined) return mantissa
  if (ascii) return `${mantissa}e${label.exponent}`
  return mantissa === '1' ? `10${superscript(label.exponent)}` : `${mantissa}·10${superscript(label.exponent)}`
}

/** The rows' labels at the left edge: one a row, the first that claims it. */
function rowLabels(y: AxisLayout, rows: number, fineY: number, ascii: boolean): string[] {
  const labels = new Array<string>(rows).fill('')
  if (y.lane) labels[Math.min(rows - 1, Math.floor(Math.round(y.lane.at) / fineY))] = ascii ? y.lane.label.replace('≤', '<=') : y.lane.label
  for (const tick of y.ticks) {
    const row = Math.floor(Math.round(tick.at) / fineY)
    if (tick.label && row >= 0 && row < rows && labels[row] === '') labels[row] = tickText(tick.label, ascii)
  }
  return labels
}

/** The line under the plot and the labels below it, each centred on its tick as far as there is room. */
function foot(
  x: AxisLayout, columns: number, margin: number, gutter: number, fineX: number, options: TerminalPlotOptions
): string[] {
  const ascii = options.ascii === true
  const rule = new Array<string>(columns).fill(ascii ? '-' : '─')
  let labels = ''
  for (const tick of x.ticks) {
    if (!tick.label) continue
    const column = Math.min(columns - 1, Math.floor(Math.round(tick.at) / fineX))
    const text = tickText(tick.label, ascii)
    const start = Math.max(0, Math.min(columns - cells(text), column - Math.floor(cells(text) / 2)))
    if (labels !== '' && start < labels.length + 2) continue
    rule[column] = ascii ? '+' : '┬'
    labels = labels.padEnd(start) + text
  }
  const name = fitCells(clean(options.xLabel ?? '', 60), columns)
  const beside = cells(labels) + 2 + cells(name) <= columns + gutter
  const names = name === '' ? [labels] : beside ? [`${labels}  ${name}`] : [labels, name.padStart(columns - cells(name) + name.length)]
  return [`${' '.repeat(margin + 1)}${ascii ? '+' : '└'}${rule.join('')}`, ...names.map(n => ' '.repeat(margin + 2) + n)]
}

type Sign = { readonly text: string; readonly series: number }

/** What stands at the right of each row: key, name and last value of the series that ends there. */
function signs(
  series: readonly Series[], ends: readonly (number | undefined)[], rows: number, fineY: number, words: ChartWords
): Map<number, Sign> {
  const shown = series.map((s, i) => ({ s, i, end: ends[i] })).filter(e => e.end !== undefined)
  const at = spread(shown.map(e => e.end! / fineY), 1, 0, rows - 1)
  const signAt = (s: Series, i: number): Sign => ({ text: signOf(s, i, series.length, words), series: i })
  return new Map(shown.map(({ s, i }, k) => [Math.min(rows - 1, Math.round(at[k])), signAt(s, i)]))
}

function signOf(series: Series, index: number, count: number, words: ChartWords): string {
  const last = series.y[Math.min(series.x.length, series.y.length) - 1]
  const value = last === undefined ? words.noValues : plainNumber(last)
  return `${count > 1 ? `${keyOf(index)} ` : ''}${fitCells(clean(series.name, 60), 24)}  ${value}`
}

function plotRows(
  canvas: Canvas, labels: readonly string[], margin: number, right: ReadonlyMap<number, Sign>, gutter: number, options: TerminalPlotOptions
): string[] {
  const [ascii, color] = [options.ascii === true, options.color === true]
  return labels.map((label, row) => {
    let text = `${' '.repeat(margin - cells(label))}${label} ${label === '' ? (ascii ? '|' : '│') : ascii ? '+' : '┤'}`
    for (let c = 0; c < canvas.columns; c++) {
      const cell = row * canvas.columns + c
      const bits = canvas.bits[cell]
      const owner = canvas.owner[cell]
      const plain = bits === 0 ? ' ' : ascii ? keyOf(owner) : String.fromCharCode(0x2800 + bits)
      text += bits === 0 ? ' ' : paint(canvas.text[cell] ?? plain, owner, color)
    }
    const sign = right.get(row)
    if (sign !== undefined && gutter > 0) text += ` ${paint(fitCells(sign.text, gutter - 1), sign.series, color)}`
    return text.trimEnd()
  })
}

/**
 * A small plot of curves for a terminal: braille dots (or ASCII), a log axis with a lane for values ≤ 0, gaps at NaN, and the
 * name and last value of every series beside its end (below the plot where the window is narrow). Pure: series in, lines out;
 * at most 35 series; no line is wider than `width`.
 */
export function terminalPlot(series: readonly Series[], options: TerminalPlotOptions = {}): string {
  const [width, rows] = [clamp(options.width ?? 78, 24, 300), clamp(options.height ?? 12, 3, 100)]
  const shown = series.slice(0, keys.length)
  const [ascii, words] = [options.ascii === true, options.words ?? englishWords]
  const fine = ascii ? [1, 1] as const : [2, 4] as const
  const scale = options.yScale ?? 'linear'
  const y = layoutAxis(shown.flatMap(s => s.y.slice(0, s.x.length)), {
    scale, from: rows * fine[1] - 1, to: 0, labels: Math.max(2, Math.floor(rows / 2)), laneDepth: fine[1], pad: 0.03
  })
  const labels = rowLabels(y, rows, fine[1], ascii)
  const margin = labels.reduce((w, l) => Math.max(w, cells(l)), 1)
  const widest = shown.reduce((w, s, i) => Math.max(w, cells(signOf(s, i, shown.length, words))), 0) + 1
  const gutter = shown.length <= rows && width - widest - margin - 2 >= 20 ? widest : 0
  const columns = width - margin - 2 - gutter
  const x = layoutAxis(shown.flatMap(s => s.x.slice(0, s.y.length)), {
    scale: options.xScale ?? 'linear', from: 0, to: columns * fine[0] - 1, pad: 0, lane: false,
    labels: Math.max(2, Math.floor(columns / 14))
  })
  const canvas = { columns, rows, bits: new Uint8Array(columns * rows), owner: new Int16Array(columns * rows).fill(-1), text: [] }
  const ends = shown.map((s, i) => draw(canvas, s, i, x, y, fine, !ascii && shown.length > 1))
  const head = [options.title, options.yLabel].filter(t => t !== undefined && t !== '').map(t => fitCells(clean(t, 300), width))
  const below = gutter > 0 ? [] : shown.map((s, i) => paint(fitCells(signOf(s, i, shown.length, words), width), i, options.color === true))
  const right = gutter > 0 ? signs(shown, ends, rows, fine[1], words) : new Map<number, Sign>()
  const body = plotRows(canvas, labels, margin, right, gutter, options)
  const under = foot(x, columns, margin, gutter, fine[0], options).map(l => fitCells(l, width).trimEnd())
  const more = series.length > shown.length ? [words.seriesLeft(series.length - shown.length)] : []
  return [...head, ...body, ...under, ...below, ...more].join('\n')
}

const clamp = (x: number, low: number, high: number): number => (Number.isFinite(x) ? Math.min(high, Math.max(low, Math.floor(x))) : low)
