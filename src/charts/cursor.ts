import type { LinesFigure, Series } from './figure.ts'
import { spread } from './layout.ts'
import type { LinesLayout } from './lines-layout.ts'
import { drawnSeries } from './lines-layout.ts'
import { grouped, numberText } from './number.ts'
import type { Look } from './palette.ts'
import type { Size } from './size.ts'
import { textWidth } from './text.ts'
import type { Point } from './thin.ts'
import { englishWords } from './words.ts'

/** What a series says at the cursor: its own recorded point, and where the value is written (undefined: there is no room). */
export type CursorPoint = {
  readonly series: number
  readonly look: Look
  readonly x: number
  readonly y: number
  readonly at: Point
  readonly text: string
  readonly label: Point | undefined
}

/** The cursor in px: a rule at `at`, its x in words, and a point on every series that reaches there. */
export type CursorLayout = {
  readonly at: number
  readonly text: string
  readonly points: readonly CursorPoint[]
  /** On which side of the rule the values stand. */
  readonly anchor: 'start' | 'end'
}

/** Place of the last x ≤ value in a rising list, or −1; O(log n). */
function lastAtOrBefore(xs: readonly number[], value: number, count: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (xs[middle] <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Index of the recorded x that is nearest to `value`; −1 where a series has none. Needs rising x; O(log n). */
export function nearestIndex({ x, y }: Pick<Series, 'x' | 'y'>, value: number): number {
  const count = Math.min(x.length, y.length)
  const before = lastAtOrBefore(x, value, count)
  if (before < 0) return count > 0 ? 0 : -1
  return before + 1 < count && x[before + 1] - value < value - x[before] ? before + 1 : before
}

/** The recorded x of any series that is nearest to `value`, for a pointer to snap to; null where nothing is recorded. */
export function nearestX(figure: LinesFigure, value: number): number | null {
  let nearest: number | null = null
  for (const series of drawnSeries(figure.series)) {
    const i = nearestIndex(series, value)
    if (i < 0) continue
    if (nearest === null || Math.abs(series.x[i] - value) < Math.abs(nearest - value)) nearest = series.x[i]
  }
  return nearest
}

/** The recorded x before (−1) or after (+1) `from` on any series, for arrow keys; `from` itself at the ends. */
export function nextX(figure: LinesFigure, from: number, direction: -1 | 1): number {
  let next = from
  for (const series of drawnSeries(figure.series)) {
    const count = Math.min(series.x.length, series.y.length)
    const at = lastAtOrBefore(series.x, from, count)
    const i = direction > 0 ? at + 1 : at >= 0 && series.x[at] === from ? at - 1 : at
    const x = i >= 0 && i < count ? series.x[i] : from
    if (direction * (x - from) > 0 && (next === from || direction * (next - x) > 0)) next = x
  }
  return next
}

/** A ghost recorded at other x says nothing of x beyond so many px. */
const mostApart = 8

/** Where series `index` stands at x: the nearest recorded point, unless the series ends before x or begins after it. */
function pointAt(figure: LinesFigure, layout: LinesLayout, index: number, x: number): Omit<CursorPoint, 'label'> | undefined {
  const series = figure.series[index]
  const count = Math.min(series.x.length, series.y.length)
  const i = nearestIndex(series, x)
  if (i < 0 || x < series.x[0] || x > series.x[count - 1]) return undefined
  const [px, py] = [layout.x.place(series.x[i]), layout.y.place(series.y[i])]
  if (px === undefined || py === undefined) return undefined
  if (layout.curves[index].ghost && Math.abs(px - layout.x.place(x)!) > mostApart) return undefined
  return { series: index, look: layout.curves[index].look, x: series.x[i], y: series.y[i], at: [px, py], text: numberText(series.y[i]) }
}

/** To the right of the rule, unless values `room` px wide would leave the plot there or meet the names at the lines' ends. */
function sideOf({ plot, labels }: LinesLayout, size: Size, at: number, room: number): 'start' | 'end' {
  const meets = labels.some(l => at + room > l.at[0] && at < l.at[0] + textWidth(l.text, size.font))
  return at - room >= plot.left && (at + room > plot.right || meets) ? 'end' : 'start'
}

/** Lays the cursor at x over a layout; undefined where x has no place. Ghosts get a point but no written value. */
export function layoutCursor(
  whole: LinesFigure, layout: LinesLayout, size: Size, x: number, group: string = englishWords.group
): CursorLayout | undefined {
  const figure = { ...whole, series: drawnSeries(whole.series) }
  const at = layout.x.place(x)
  if (at === undefined || x < layout.x.low || x > layout.x.high) return undefined
  const points = layout.curves.flatMap((_, i) => pointAt(figure, layout, i, x) ?? []).map(p => ({ ...p, text: grouped(p.text, group) }))
  const written = points.filter(p => !layout.curves[p.series].ghost)
  const line = size.font + 3
  const { top, bottom } = layout.plot
  const widest = written.reduce((w, p) => Math.max(w, textWidth(p.text, size.font)), 0)
  const anchor = sideOf(layout, size, at, widest + 15)
  const fits = written.length * line <= bottom - top
  const heights = fits ? spread(written.map(p => p.at[1]), line, top + line / 2, bottom - line / 2) : []
  const beside = at + (anchor === 'start' ? 11 : -11)
  const labels = new Map(written.map((p, i) => [p.series, fits ? [beside, heights[i]] as const : undefined]))
  return { at, text: grouped(numberText(x, 6, true), group), anchor, points: points.map(p => ({ ...p, label: labels.get(p.series) })) }
}
