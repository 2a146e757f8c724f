import { type AxisLayout, layoutAxis } from './axis.ts'
import type { HeatCurve, HeatFigure, Scale } from './figure.ts'
import { type HeatColor, heatColors } from './heat-colors.ts'
import { numberText } from './number.ts'
import { type Plot, roomy, type Size } from './size.ts'
import { clean, textWidth } from './text.ts'
import { type ChartWords, englishWords } from './words.ts'

/** The most columns and rows drawn. */
export const mostCells = 64
const mostBounds = 12
/** More numbers than these on a map are a wall; the table has them. */
const mostTexts = 80

export type HeatCell = {
  readonly x: number; readonly y: number; readonly width: number; readonly height: number
  /** undefined: the value is not known. */
  readonly color: HeatColor | undefined
}
export type HeatText = { readonly at: readonly [number, number]; readonly text: string; readonly inverted: boolean }
export type HeatLayout = {
  readonly plot: Plot
  readonly height: number
  readonly x: AxisLayout
  readonly y: AxisLayout
  readonly cells: readonly HeatCell[]
  /** Values written on the cells, where they are few enough to be read. */
  readonly texts: readonly HeatText[]
  readonly curves: readonly { readonly path: string; readonly dash: boolean; readonly name: string }[]
  readonly dots: readonly { readonly at: readonly [number, number]; readonly color: HeatColor | undefined }[]
  readonly key: { readonly colors: readonly HeatColor[]; readonly labels: readonly string[]; readonly width: number }
}

/** Borders between columns (rows): midway on the axis's own scale, and as far beyond the first and last. */
export function borders(values: readonly number[], scale: Scale): number[] {
  if (values.length === 0) return []
  const log = scale === 'log' && values.every(v => v > 0)
  const to = (v: number): number => (log ? Math.log(v) : v)
  const from = (v: number): number => (log ? Math.exp(v) : v)
  const at = values.map(to)
  const half = at.length > 1 ? [at[1] - at[0], at.at(-1)! - at.at(-2)!].map(d => d / 2) : [log ? 0.5 : 0.5, 0.5]
  const inner = at.slice(1).map((v, i) => from((v + at[i]) / 2))
  const first = at[0] - half[0]
  return [from(!log && values[0] >= 0 && first < 0 ? 0 : first), ...inner, from(at.at(-1)! + half[1])]
}

/** Which level a value has: how many bounds it reaches. */
export const levelOf = (value: number, bounds: readonly number[]): number => bounds.filter(b => value >= b).length

type Point = readonly [number, number]

/** The pieces of a curve inside the map, cut where they leave it; Infinity counts as far outside. */
export function clipped({ x, y }: Pick<HeatCurve, 'x' | 'y'>, [x0, x1]: Point, [y0, y1]: Point): Point[][] {
  const pieces: Point[][] = []
  let piece: Point[] = []
  const end = (): void => {
    if (piece.length > 1) pieces.push(piece)
    piece = []
  }
  const inside = ([a, b]: Point): boolean => a >= x0 && a <= x1 && b >= y0 && b <= y1
  const count = Math.min(x.length, y.length)
  for (let i = 0; i < count; i++) {
    const p: Point = [x[i], Math.max(-1e300, Math.min(1e300, y[i]))]
    if (!Number.isFinite(p[0]) || Number.isNaN(p[1])) {
      end()
      continue
    }
    const before: Point | undefined = i > 0 && Number.isFinite(x[i - 1]) && !Number.isNaN(y[i - 1]) ?
      [x[i - 1], Math.max(-1e300, Math.min(1e300, y[i - 1]))] : undefined
    if (inside(p)) {
      if (piece.length === 0 && before && !inside(before)) piece.push(crossing(p, before, [x0, x1], [y0, y1]))
      piece.push(p)
    } else {
      if (piece.length > 0 && before) piece.push(crossing(before, p, [x0, x1], [y0, y1]))
      end()
    }
  }
  end()
  return pieces
}

/** Where the way from `a`, inside, to `b`, outside, leaves the map. */
function crossing(a: Point, b: Point, xs: Point, ys: Point): Point {
  const share = (from: number, to: number, [low, high]: Point): number =>
    to > high ? (high - from) / (to - from) : to < low ? (low - from) / (to - from) : 1
  const t = Math.max(0, Math.min(1, share(a[0], b[0], xs), share(a[1], b[1], ys)))
  const leavesUp = b[1] > ys[1] && share(a[1], b[1], ys) === t
  const leavesDown = b[1] < ys[0] && share(a[1], b[1], ys) === t
  return [a[0] + t * (b[0] - a[0]), leavesUp ? ys[1] : leavesDown ? ys[0] : a[1] + t * (b[1] - a[1])]
}

function checkedBounds(bounds: readonly number[]): number[] {
  const rising = bounds.filter(Number.isFinite).filter((b, i, all) => i === 0 || b > all[i - 1])
  return rising.slice(0, mostBounds)
}

/** Lays a map out at one width. Total: hostile numbers give an empty map, never a NaN. */
export function layoutHeat(figure: HeatFigure, size: Size, words: ChartWords = englishWords): HeatLayout {
  const [xs, ys] = [figure.x, figure.y].map(a => a.values.filter(Number.isFinite).slice(0, mostCells))
  const bounds = checkedBounds(figure.bounds)
  const split = figure.split === undefined ? undefined : bounds.filter(b => b < figure.split!).length + 1
  const colors = heatColors(bounds.length + 1, split)
  const [bx, by] = [borders(xs, figure.x.scale), borders(ys, figure.y.scale)]
  const entries = [...(figure.curves ?? []).map(c => c.name), ...(figure.dots?.length ? [figure.dotName ?? words.measured] : [])]
  const keyHeight = 2 * size.font + 26 + entries.length * (size.font + 7)
  const top = keyHeight + 2 * size.font + 10
  const labels = ys.map(v => textWidth(numberText(v, 3, true), size.font))
  const left = Math.ceil(Math.min(size.width / 4, Math.max(34, ...labels))) + 10
  const plot = { left, right: size.width - 12, top, bottom: top + size.plotHeight }
  const x = layoutAxis(bx, { scale: figure.x.scale, from: plot.left, to: plot.right, labels: roomy(size) ? 8 : 5, pad: 0, lane: false })
  const y = layoutAxis(by, { scale: figure.y.scale, from: plot.bottom, to: plot.top, labels: 6, pad: 0, lane: false })
  const known = (r: number, c: number): number => figure.values[r]?.[c] ?? Number.NaN
  const colorOf = (v: number): HeatColor | undefined => (Number.isNaN(v) ? undefined : colors[levelOf(v, bounds)])
  const drawn = bx.length > 0 && by.length > 0
  const cells = drawn ? cellsOf(xs.length, ys.length, (r, c) => colorOf(known(r, c)), bx.map(v => x.place(v) ?? 0), by.map(v => y.place(v) ?? 0)) : []
  return {
    plot, height: plot.bottom + 2 * size.font + 22, x, y, cells,
    texts: drawn ? textsOf(xs, ys, known, colorOf, x, y, plot, size) : [],
    curves: (figure.curves ?? []).slice(0, 6).map(c => ({
      name: clean(c.name, 80), dash: c.dash === true,
      path: clipped(c, [x.low, x.high], [y.low, y.high])
        .map(piece => `M${piece.map(([a, b]) => `${x.place(a)},${y.place(b)}`).join('L')}`).join('')
    })),
    dots: (figure.dots ?? []).slice(0, 400).flatMap(d => {
      const [a, b] = [x.place(d.x), y.place(d.y)]
      const inside = d.x >= x.low && d.x <= x.high && d.y >= y.low && d.y <= y.high
      return a === undefined || b === undefined || !inside ? [] : [{ at: [a, b] as const, color: colorOf(d.value) }]
    }),
    key: { colors, labels: bounds.map(b => numberText(b, 3, true)), width: Math.min(64, Math.floor((size.width - 20) / colors.length)) }
  }
}

/** Cells, neighbours of one colour in a row drawn as one. */
function cellsOf(
  columns: number, rows: number, colorOf: (r: number, c: number) => HeatColor | undefined, x: readonly number[], y: readonly number[]
): HeatCell[] {
  const cells: HeatCell[] = []
  const size = (a: number, b: number): number => Math.round(Math.abs(a - b) * 10) / 10
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns;) {
      const color = colorOf(r, c)
      let end = c + 1
      while (end < columns && colorOf(r, end)?.tone === color?.tone) end++
      cells.push({ x: Math.min(x[c], x[end]), y: Math.min(y[r], y[r + 1]), width: size(x[c], x[end]), height: size(y[r], y[r + 1]), color })
      c = end
    }
  }
  return cells
}

function textsOf(
  xs: readonly number[], ys: readonly number[], known: (r: number, c: number) => number, colorOf: (v: number) => HeatColor | undefined,
  x: AxisLayout, y: AxisLayout, plot: Plot, size: Size
): HeatText[] {
  if (xs.length * ys.length > mostTexts) return []
  const room = (plot.right - plot.left) / xs.length
  const high = (plot.bottom - plot.top) / ys.length
  const texts = ys.flatMap((b, r) => xs.flatMap((a, c): HeatText[] => {
    const v = known(r, c)
    return Number.isNaN(v) ? [] : [{ at: [x.place(a) ?? 0, y.place(b) ?? 0], text: numberText(v, 2), inverted: colorOf(v)?.inverted ?? false }]
  }))
  const widest = texts.reduce((w, t) => Math.max(w, textWidth(t.text, size.font - 1)), 0)
  return high >= size.font + 4 && room >= widest + 4 ? texts : []
}
