import { type AxisLayout, layoutAxis } from './axis.ts'
import type { LinesFigure, Series } from './figure.ts'
import { spread } from './layout.ts'
import { keyOfMarks, placeMarks, type PlacedMark } from './marks.ts'
import { numberText } from './number.ts'
import { type Look, lookOf } from './palette.ts'
import type { Plot, Size } from './size.ts'
import { clean, fitWidth, textWidth } from './text.ts'
import { pathOf, type Point, thin, thinRuns } from './thin.ts'

export type Curve = {
  readonly name: string
  readonly look: Look
  /** Whether its points are joined. */
  readonly joined: boolean
  /** Path data: the curve, its runs in the lane below a log axis, and its band. Empty strings where there is nothing. */
  readonly line: string
  readonly laneLine: string
  readonly band: string
  readonly markers: readonly Point[]
  readonly end: Point | undefined
}
export type EndLabel = { readonly text: string; readonly look: Look; readonly from: Point; readonly at: Point }
export type LegendEntry = { readonly text: string; readonly look: Look; readonly at: Point; readonly line: boolean }

export type LinesLayout = {
  readonly plot: Plot
  readonly height: number
  readonly x: AxisLayout
  readonly y: AxisLayout
  readonly curves: readonly Curve[]
  readonly labels: readonly EndLabel[]
  readonly legend: readonly LegendEntry[]
  readonly marks: readonly PlacedMark[]
  /** What the marks are, where there are too many to label one by one. */
  readonly markKey: string | undefined
}

/** More series than this are not drawn one by one: nobody could read them. The table behind the figure has them all. */
export const mostSeries = 40

type Run = { readonly points: Point[]; readonly lane: boolean }

/** A series as unbroken runs in px: a value that cannot be placed ends a run, and so does entering or leaving the lane. */
function runsOf(series: Series, x: AxisLayout, y: AxisLayout): Run[] {
  const runs: Run[] = []
  let broken = true
  for (let i = 0; i < Math.min(series.x.length, series.y.length); i++) {
    const [px, py] = [x.place(series.x[i]), y.place(series.y[i])]
    if (px === undefined || py === undefined) {
      broken = true
      continue
    }
    const lane = y.scale === 'log' && series.y[i] <= 0
    if (broken || runs.at(-1)!.lane !== lane) runs.push({ points: [], lane })
    runs.at(-1)!.points.push([px, py])
    broken = false
  }
  return runs
}

/** The band as closed shapes; on a log axis a low end ≤ 0 reaches the plot's foot. */
function bandOf(series: Series, x: AxisLayout, y: AxisLayout, foot: number, budget: number): string {
  if (series.band === undefined) return ''
  const { low, high } = series.band
  const shapes: { upper: Point[]; lower: Point[] }[] = []
  let broken = true
  for (let i = 0; i < Math.min(series.x.length, low.length, high.length); i++) {
    const px = x.place(series.x[i])
    const top = y.place(high[i])
    const bottom = y.scale === 'log' && low[i] <= 0 ? foot : y.place(low[i])
    if (px === undefined || top === undefined || bottom === undefined) {
      broken = true
      continue
    }
    if (broken) shapes.push({ upper: [], lower: [] })
    shapes.at(-1)!.upper.push([px, top])
    shapes.at(-1)!.lower.push([px, bottom])
    broken = false
  }
  const share = budget / Math.max(1, 2 * shapes.length)
  return shapes.map(s => pathOf([...thin(s.upper, share), ...thin(s.lower, share).reverse()], true)).join('')
}

/** Where a curve's markers go: on every point it asks for while they stay 14 px apart, else on a few, staggered by series. */
function markersOf(runs: readonly Run[], series: Series, index: number, several: boolean): Point[] {
  const alone = runs.filter(r => r.points.length === 1).map(r => r.points[0]).slice(0, 60)
  const ends = runs.filter(r => r.lane && r.points.length > 1).flatMap(r => [r.points[0], r.points.at(-1)!]).slice(0, 60)
  const all = runs.flatMap(r => r.points)
  const chosen = [...alone, ...ends]
  if (series.points === true) {
    let last = -Infinity
    for (const p of all) {
      if (Math.abs(p[0] - last) < 14) continue
      chosen.push(p)
      last = p[0]
    }
    if (all.length > 0) chosen.push(all.at(-1)!)
  } else if (several && all.length > 12) {
    for (let k = 0; k < 4; k++) chosen.push(all[Math.floor(((k + 0.3 + 0.4 * ((index * 0.37) % 1)) / 4) * all.length)])
  }
  return chosen.slice(0, 90)
}

function curveOf(series: Series, index: number, figure: LinesFigure, x: AxisLayout, y: AxisLayout, foot: number, budget: number): Curve {
  const runs = runsOf(series, x, y)
  const share = budget / Math.max(1, figure.series.length * (series.band ? 2 : 1))
  const each = (lane: boolean): string => {
    const chosen = runs.filter(r => r.lane === lane && r.points.length > 1)
    return chosen.slice(0, 200).map(r => pathOf(thin(r.points, share / chosen.length))).join('')
  }
  return {
    name: clean(series.name, 120),
    look: lookOf(index, series.dash),
    joined: series.line !== false,
    line: series.line === false ? '' : each(false),
    laneLine: each(true),
    band: bandOf(series, x, y, foot, share),
    markers: markersOf(runs, series, index, figure.series.length > 1),
    end: runs.at(-1)?.points.at(-1)
  }
}

const labelLimit = 205

/** Direct labels at the line ends, moved apart; none when they would stand closer than a line of text. */
function endLabels(curves: readonly Curve[], plot: Plot, font: number): EndLabel[] {
  const ending = curves.filter(c => c.end !== undefined)
  const apart = spread(ending.map(c => c.end![1]), font + 4, plot.top, plot.bottom)
  return ending.map((c, i) => ({
    text: fitWidth(c.name, labelLimit, font), look: c.look, from: c.end!, at: [plot.right + 14, apart[i]]
  }))
}

/** A legend that flows in rows over the width, beginning at `top`. */
function flowLegend(curves: readonly Curve[], size: Size, top: number): { entries: LegendEntry[]; height: number } {
  const entries: LegendEntry[] = []
  const line = size.font + 8
  let [x, y] = [0, top + line / 2]
  for (const curve of curves) {
    const text = fitWidth(curve.name, size.width - 40, size.font)
    const width = 32 + textWidth(text, size.font) + 16
    if (x > 0 && x + width - 16 > size.width) [x, y] = [0, y + line]
    entries.push({ text, look: curve.look, at: [x, y], line: curve.joined })
    x += width
  }
  return { entries, height: curves.length > 0 ? y + line / 2 - top + 6 : 0 }
}

/** Places a reader's eye already rests on: points of the curves about every 5 px, for labels to keep clear of. */
function inked(figure: LinesFigure, x: AxisLayout, y: AxisLayout): Point[] {
  const shown = figure.series.slice(0, mostSeries)
  return shown.flatMap(s => runsOf(s, x, y).flatMap(r => thinRuns(r.points, p => Math.floor(p[0] / 5)))).slice(0, 20_000)
}

function* valuesOf(figure: LinesFigure, axis: 'x' | 'y'): Generator<number> {
  for (const series of figure.series.slice(0, mostSeries)) {
    yield* axis === 'x' ? series.x : series.y
    if (axis === 'y' && series.band !== undefined) {
      yield* series.band.low
      yield* series.band.high
    }
  }
  for (const mark of figure.marks ?? []) yield axis === 'x' ? mark.x : mark.y
}

/** Width in px of the widest tick label; the lane's label counts too. */
function tickRoom(axis: AxisLayout, font: number): number {
  let room = axis.lane ? textWidth(axis.lane.label, font) : 0
  for (const { label } of axis.ticks) {
    if (label === undefined) continue
    const exponent = label.exponent === undefined ? '' : `10${label.exponent}`
    room = Math.max(room, textWidth(label.mantissa, font) + textWidth(exponent, font) * 0.9)
  }
  return Math.ceil(room)
}

/** Lays a lines figure out for one width: every place in px to a tenth, NaN nowhere. */
export function layoutLines(figure: LinesFigure, size: Size): LinesLayout {
  const names = figure.series.slice(0, mostSeries).map(s => clean(s.name, 120))
  const widest = names.reduce((w, n) => Math.max(w, textWidth(n, size.font)), 0)
  const direct = size.name === 'wide' && names.length > 1 && names.length * (size.font + 4) <= size.plotHeight && widest <= labelLimit
  const asLegend = names.length > 1 && !direct
  const draft = names.map((name, i): Curve => ({
    name, look: lookOf(i, figure.series[i].dash), joined: figure.series[i].line !== false,
    line: '', laneLine: '', band: '', markers: [], end: undefined
  }))
  const legend = asLegend ? flowLegend(draft, size, 0) : { entries: [], height: 0 }
  const top = legend.height + size.font + 16
  const bottom = top + size.plotHeight
  const y = layoutAxis(valuesOf(figure, 'y'), { scale: figure.y.scale, from: bottom, to: top, labels: 6 })
  const left = tickRoom(y, size.font) + 12
  const right = size.width - (direct ? Math.min(labelLimit, widest) + 26 : 10)
  const plot = { left, right, top, bottom }
  const x = layoutAxis(valuesOf(figure, 'x'), {
    scale: figure.x.scale, from: left, to: right, labels: size.name === 'wide' ? 7 : 4, pad: 0, lane: false
  })
  const foot = y.lane ? bottom - 26 : bottom
  const curves = names.map((_, i) => curveOf(figure.series[i], i, figure, x, y, foot, size.budget))
  return {
    plot, height: bottom + 2 * size.font + 20, x, y, curves,
    labels: direct ? endLabels(curves, plot, size.font) : [],
    legend: legend.entries,
    markKey: keyOfMarks(figure.marks ?? []),
    marks: placeMarks(figure.marks ?? [], figure.marks?.length ? inked(figure, x, y) : [], x, y, plot, size)
  }
}

/** What the picture says, in words, for those who do not see it. */
export function describeLines(figure: LinesFigure): string {
  const axis = (name: string, a: { label: string; scale: string }): string =>
    `${name}: ${clean(a.label, 120)}${a.scale === 'log' ? ' (logarithmic)' : ''}`
  const lines = figure.series.slice(0, 12).map(s => {
    const seen = s.y.filter(v => Number.isFinite(v))
    return seen.length === 0 ? `${clean(s.name, 80)}: no finite value` :
      `${clean(s.name, 80)}: from ${numberText(seen[0])} to ${numberText(seen.at(-1)!)}`
  })
  return [axis('Horizontal', figure.x), axis('vertical', figure.y), ...lines].join('; ')
}

/** What a reader must know of values that have no place in the picture; empty when there are none. */
export function notesOn(figure: LinesFigure): string {
  let [gaps, left] = [0, 0]
  for (const s of figure.series) {
    for (let i = 0; i < Math.min(s.x.length, s.y.length); i++) {
      if (!Number.isFinite(s.x[i]) || !Number.isFinite(s.y[i])) gaps++
      else if (figure.x.scale === 'log' && s.x[i] <= 0) left++
    }
  }
  const notes: string[] = []
  if (gaps > 0) notes.push(`${gaps} ${gaps === 1 ? 'value is' : 'values are'} not finite and left out.`)
  if (left > 0) notes.push(`${left} ${left === 1 ? 'point' : 'points'} at or below 0 cannot stand on the logarithmic horizontal axis.`)
  if (figure.series.length > mostSeries) notes.push(`The first ${mostSeries} of ${figure.series.length} series are drawn.`)
  return notes.join(' ')
}
