import type { JSX } from 'preact'
import type { AxisLayout } from './axis.ts'
import { ridgeOf, summaryOf, type Summary } from './distribution.ts'
import type { Distribution } from './figure.ts'
import { type Look, lookOf } from './palette.ts'
import { type Plot, roomy, type Size } from './size.ts'
import { clean, fitWidth, textWidth } from './text.ts'
import { thinRows } from './thin.ts'

/** One layer's distribution in px: its outline, the line of its middle nine tenths and the tick of its median. */
export type Ridge = {
  readonly name: string
  readonly look: Look
  readonly base: number
  readonly middle: number
  readonly path: string
  readonly whisker: readonly [number, number] | undefined
  readonly median: number | undefined
  readonly summary: Summary
}

/** The most rows drawn; first and last are always among them. */
const mostRidges = 30

/** Which layers are drawn: all, or evenly chosen ones. */
export const ridgeRows = (count: number): number[] => thinRows(count, mostRidges)

/** Height of a row: `room` shared by all, but neither too low to read nor a wall. */
export const ridgeHeight = (room: number, count: number): number => Math.round(Math.min(64, Math.max(22, room / Math.max(1, count))))

/** Where a plot of rows begins and ends between the names at its left and the numbers at its right, if any. */
export function rowMargins(names: readonly string[], numbers: readonly string[], size: Size): readonly [left: number, right: number] {
  const widest = (texts: readonly string[], least: number): number => texts.reduce((w, t) => Math.max(w, textWidth(t, size.font)), least)
  const left = Math.min(size.width * (roomy(size) ? 0.3 : 0.34), widest(names.map(n => clean(n, 80)), 20))
  return [Math.ceil(left) + 12, size.width - (numbers.length > 0 ? Math.ceil(widest(numbers, 20)) + 14 : 8)]
}

/** Lays ridges out one below the other from `top`, over a common axis. */
export function layoutRidges(
  layers: readonly Distribution[], rows: readonly number[], x: AxisLayout, plot: Plot, top: number, height: number, font: number
): Ridge[] {
  const inside = (v: number): number | undefined => (v < x.low || v > x.high ? undefined : x.place(v))
  return rows.map((index, i) => {
    const layer = layers[index]
    const base = top + (i + 1) * height - 6
    const summary = summaryOf(layer)
    const ends = [summary.low, summary.high].map(v => x.place(v))
    return {
      name: fitWidth(clean(layer.name, 80), plot.left - 12, font), look: lookOf(index), base, middle: base - (height - 10) / 2, summary,
      path: ridgeOf(layer, x.place, [x.low, x.high], base, height - 12),
      whisker: ends[0] === undefined || ends[1] === undefined ? undefined : [ends[0], ends[1]],
      median: inside(summary.median)
    }
  })
}

/** One ridge with its name; what has no values shows a dash. */
export function RidgeView({ ridge: r, plot }: { readonly ridge: Ridge; readonly plot: Plot }): JSX.Element {
  return (
    <g>
      <text x={0} y={r.middle} dy=".35em">{r.name}</text>
      <path class="ds-axis ds-base" d={`M${plot.left},${r.base}H${plot.right}`} />
      {r.path ? <path class={`ds-ridge ${r.look.tone}`} d={r.path} fill={r.look.color} stroke={r.look.color} /> : (
        <text class="ds-tick" x={(plot.left + plot.right) / 2} y={r.middle} dy=".35em" text-anchor="middle">–</text>
      )}
      {r.whisker && <path class="ds-whisker" d={`M${r.whisker[0]},${r.base + 2.5}H${r.whisker[1]}`} />}
      {r.median !== undefined && <path class="ds-median" d={`M${r.median},${r.base - 3}v8`} />}
    </g>
  )
}
