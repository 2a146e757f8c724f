import type { JSX } from 'preact'
import { type AxisLayout, layoutAxis } from './axis.ts'
import { bulkOf, countOf, meanOf, writtenSummary } from './distribution.ts'
import type { SlopesFigure } from './figure.ts'
import { numberText } from './number.ts'
import { layoutRidges, type Ridge, ridgeHeight, ridgeRows, RidgeView, rowMargins } from './ridges.tsx'
import { labelsAcross, type Plot, roomy, type Size } from './size.ts'
import { HorizontalAxis, Picture, type PictureProps, VerticalAxis } from './svg-parts.tsx'
import { clean } from './text.ts'
import { pathOf, type Point, thinRuns } from './thin.ts'
import { type ChartWords, englishWords } from './words.ts'

export type SlopesLayout = {
  /** The curve's own plot; the ridges stand below it over the same x. */
  readonly plot: Plot
  readonly height: number
  readonly x: AxisLayout
  readonly y: AxisLayout
  readonly curve: string
  /** Where the slope is below a tenth of its peak: [from, to] in px. */
  readonly flat: readonly (readonly [number, number])[]
  readonly ridges: readonly Ridge[]
  readonly slopes: readonly string[]
  readonly bottom: number
  /** Baseline of the head of the numbers. */
  readonly headAt: number
}

type Curve = SlopesFigure['curve']

/** The curve at z, straight between samples; beyond them the nearest sample, as slopes are level far out. */
export function slopeAt({ x, y }: Curve, z: number): number {
  const n = Math.min(x.length, y.length)
  if (n === 0) return Number.NaN
  let [low, high] = [0, n]
  while (low < high) {
    const middle = (low + high) >> 1
    if (x[middle] <= z) low = middle + 1
    else high = middle
  }
  if (low === 0) return y[0]
  if (low === n) return y[n - 1]
  const t = (z - x[low - 1]) / (x[low] - x[low - 1])
  return y[low - 1] + t * (y[low] - y[low - 1])
}

/** Each layer's mean slope: as measured where it is given, else from the curve, true to a bin. */
export const meanSlope = (figure: SlopesFigure, layer: SlopesFigure['layers'][number]): number =>
  layer.slope ?? meanOf(layer, z => slopeAt(figure.curve, z))

function pointsOf({ x, y }: Curve, xs: AxisLayout, ys: AxisLayout): Point[] {
  const points: Point[] = []
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const [px, py] = [xs.place(x[i]), ys.place(y[i])]
    if (px !== undefined && py !== undefined && x[i] >= xs.low && x[i] <= xs.high) points.push([px, py])
  }
  return thinRuns(points, p => Math.floor(p[0]))
}

/** Stretches of x, in px, where the curve stays below a tenth of its peak; they reach to the plot's edges. */
function flatOf({ x, y }: Curve, xs: AxisLayout, plot: Plot): (readonly [number, number])[] {
  let peak = 0
  for (let i = 0; i < y.length; i++) if (Number.isFinite(y[i])) peak = Math.max(peak, Math.abs(y[i]))
  const n = Math.min(x.length, y.length)
  const stretches: [number, number][] = []
  let open = false
  for (let i = 0; i < n && peak > 0; i++) {
    const flat = Math.abs(y[i]) < 0.1 * peak
    const at = xs.place(x[i])
    if (at === undefined) continue
    if (flat && !open) stretches.push([i === 0 ? plot.left : at, at])
    if (flat) stretches.at(-1)![1] = i === n - 1 ? plot.right : at
    open = flat
  }
  return stretches.filter(([a, b]) => b - a >= 1)
}

/** Lays the curve out above the layers' ridges, over one horizontal axis; the mean slopes stand at the right. */
export function layoutSlopes(figure: SlopesFigure, size: Size, words: ChartWords = englishWords): SlopesLayout {
  const rows = ridgeRows(figure.layers.length)
  const slopes = rows.map(i => numberText(meanSlope(figure, figure.layers[i]), 2))
  const curveHeight = Math.max(70, Math.round(size.plotHeight * 0.4))
  const height = ridgeHeight(size.plotHeight - curveHeight, rows.length)
  const numbers = roomy(size) && rows.length > 0 ? [...slopes, words.meanSlope] : slopes
  const [left, right] = rowMargins(rows.map(i => figure.layers[i].name), numbers, size)
  const top = size.font + 16
  const plot = { left, right, top, bottom: top + curveHeight }
  const samples = Array.from({ length: Math.min(figure.curve.x.length, figure.curve.y.length) }, (_, i) => i)
  const values = [...(figure.x.include ?? []), ...samples.map(i => figure.curve.x[i]), ...rows.flatMap(i => bulkOf(figure.layers[i]))]
  const x = layoutAxis(values, { scale: 'linear', from: left, to: right, labels: labelsAcross(size), pad: 0, group: words.group })
  const y = layoutAxis([0, ...(figure.y.include ?? []), ...samples.map(i => figure.curve.y[i])], {
    scale: 'linear', from: plot.bottom, to: top, labels: 3
  })
  const start = plot.bottom + 12
  const bottom = start + height * rows.length
  return {
    plot, x, y, bottom, slopes, headAt: roomy(size) ? plot.bottom - 3 : top - 14, height: bottom + 2 * size.font + 22,
    curve: pathOf(pointsOf(figure.curve, x, y)), flat: flatOf(figure.curve, x, plot),
    ridges: layoutRidges(figure.layers, rows, x, plot, start, height, size.font)
  }
}

/** What the picture says, in words. */
export function describeSlopes(figure: SlopesFigure, words = englishWords): string {
  const layers = figure.layers.slice(0, 30).map(layer => {
    const { low, median, high } = writtenSummary(layer)
    const name = clean(layer.name, 80)
    return countOf(layer) === 0 ? words.noFiniteValue(name) : words.withValue(
      words.spreadOf(name, median, low, high), words.meanSlope, numberText(meanSlope(figure, layer))
    )
  })
  return [words.horizontal(clean(figure.x.label, 120)), words.vertical(clean(figure.y.label, 120)), ...layers].join(words.semicolon)
}

/** The slope with each layer's weighted inputs below it, at one width; where the slope is nearly none, the ground is shaded. */
export function SlopesPicture(props: PictureProps<SlopesFigure>): JSX.Element {
  const { figure, size, id, words = englishWords } = props
  const l = layoutSlopes(figure, size, words)
  const whole = { ...l.plot, bottom: l.bottom }
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={describeSlopes(figure, words)} id={id}>
      {l.flat.map(([from, to]) => (
        <rect class="ds-lane" x={from} y={l.plot.top} width={Math.round((to - from) * 10) / 10} height={l.bottom - l.plot.top} />
      ))}
      {l.x.ticks.map(t => t.label && <path class="ds-grid" d={`M${t.at},${l.plot.bottom}V${l.bottom}`} />)}
      <VerticalAxis axis={l.y} plot={l.plot} label={figure.y.label} font={size.font} labelRoom={size.width * 0.6} />
      <path class="ds-line ds-curve" d={l.curve} />
      {l.ridges.map(ridge => <RidgeView ridge={ridge} plot={l.plot} />)}
      {l.ridges.map((ridge, i) => (
        <text class="ds-strong" x={size.width} y={ridge.middle} dy=".35em" text-anchor="end">{l.slopes[i]}</text>
      ))}
      {l.ridges.length > 0 && <text class="ds-label" x={size.width} y={l.headAt} text-anchor="end">{words.meanSlope}</text>}
      <HorizontalAxis axis={l.x} plot={whole} label={figure.x.label} font={size.font} />
    </Picture>
  )
}
