import { type AxisLayout, layoutAxis, tickRoom } from './axis.ts'
import type { LinesFigure, Series } from './figure.ts'
import { spread } from './layout.ts'
import { keyOfMarks, placeMarks, type PlacedMark } from './marks.ts'
import { momentsOf, placeMoments, type PlacedMoment } from './moments.ts'
import { ghostDash, type Look, lookOf } from './palette.ts'
import { labelsAcross, labelsUp, type Plot, roomy, type Size } from './size.ts'
import { clean, fitWidth, textWidth } from './text.ts'
import { pathOf, type Point, thinRows, thinRuns } from './thin.ts'
import { type ChartWords, englishWords } from './words.ts'

export type Curve = {
  readonly name: string
  readonly look: Look
  readonly ghost: boolean
  /** A ghost that no run left: what theory expects. */
  readonly theory: boolean
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
export type LegendEntry = {
  readonly text: string
  readonly look: Look
  readonly at: Point
  readonly line: boolean
  readonly ghost: boolean
}

export type LinesLayout = {
  readonly plot: Plot
  readonly height: number
  readonly x: AxisLayout
  readonly y: AxisLayout
  readonly curves: readonly Curve[]
  readonly labels: readonly EndLabel[]
  readonly legend: readonly LegendEntry[]
  readonly marks: readonly PlacedMark[]
  readonly changes: readonly PlacedMoment[]
  readonly end: PlacedMoment | undefined
  /** What the marks are, where there are too many to label one by one. */
  readonly markKey: string | undefined
}

/** More series than this are not drawn one by one: nobody could read them. The table behind the figure has them all. */
export const mostSeries = 40

const isGhost = ({ ghost }: Series): boolean => ghost !== undefined && ghost !== false

/**
 * Which series of a figure are drawn: all, or evenly chosen ones with the first and the last. What theory expects and kept runs have numbers of
 * their own, so that they neither crowd curves out nor are crowded out by them; ghosts go where the curve of their look goes.
 */
export function drawnSeries(series: readonly Series[]): readonly Series[] {
  if (series.length <= mostSeries) return series
  const all = series.map((s, i) => (s.look === undefined ? { ...s, look: i } : s))
  const own = all.filter(s => !isGhost(s))
  const shown = thinRows(own.length, mostSeries).map(i => own[i])
  const looks = new Set(shown.map(s => s.look))
  const beside = all.filter(s => isGhost(s) && (shown.length === own.length || looks.has(s.look)))
  const drawn = new Set([...shown, ...fewGhosts(beside.filter(s => s.ghost === 'theory')), ...fewGhosts(beside.filter(s => s.ghost !== 'theory'))])
  return all.filter(s => drawn.has(s))
}

/** Of too many ghosts those of evenly chosen looks. */
function fewGhosts(ghosts: readonly Series[]): readonly Series[] {
  const looks = [...new Set(ghosts.map(s => s.look))]
  const kept = new Set(thinRows(looks.length, Math.floor((mostSeries * looks.length) / ghosts.length)).map(i => looks[i]))
  return ghosts.length <= mostSeries ? ghosts : ghosts.filter(s => kept.has(s.look))
}

function looksOf(series: Series, index: number): Look {
  const look = lookOf(series.look ?? index, series.dash)
  if (series.ghost === 'theory') return { ...look, dash: '7 5' }
  return isGhost(series) ? { ...look, dash: ghostDash(Number(series.ghost === true ? 0 : series.ghost)) } : look
}

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
function bandOf(series: Series, x: AxisLayout, y: AxisLayout, foot: number, budget: number, thin: Size['thin']): string {
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

/**
 * Where a curve's markers go: on every point it asks for while they stay 14 px apart, else on a few, staggered by series; on a page, whose
 * swatches show them, at the curve's end too.
 */
function markersOf(runs: readonly Run[], series: Series, index: number, several: boolean, live: boolean): Point[] {
  const alone = runs.filter(r => r.points.length === 1).map(r => r.points[0]).slice(0, 60)
  const ends = runs.filter(r => r.lane && r.points.length > 1).flatMap(r => [r.points[0], r.points.at(-1)!]).slice(0, 60)
  const all = runs.length === 1 ? runs[0].points : runs.flatMap(r => r.points)
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
  const end = all.at(-1)
  if (live && end !== undefined && !chosen.includes(end)) chosen.push(end)
  return chosen.slice(0, 90)
}

function curveOf(series: Series, index: number, figure: LinesFigure, x: AxisLayout, y: AxisLayout, foot: number, size: Size): Curve {
  const runs = runsOf(series, x, y)
  const share = size.budget / Math.max(1, figure.series.length * (series.band ? 2 : 1))
  const each = (lane: boolean): string => {
    const chosen = runs.filter(r => r.lane === lane && r.points.length > 1)
    return chosen.slice(0, 200).map(r => pathOf(size.thin(r.points, share / chosen.length))).join('')
  }
  return {
    name: clean(series.name, 120),
    look: looksOf(series, index),
    ghost: isGhost(series),
    theory: series.ghost === 'theory',
    joined: series.line !== false,
    line: series.line === false ? '' : each(false),
    laneLine: each(true),
    band: bandOf(series, x, y, foot, share, size.thin),
    markers: isGhost(series) ? [] : markersOf(runs, series, index, figure.series.length > 1, size.name === 'live'),
    end: runs.at(-1)?.points.at(-1)
  }
}

const labelLimit = 205

const isNamed = (curve: Pick<Curve, 'name' | 'ghost'>): boolean => !curve.ghost || curve.name !== ''

/** What stands at the ends of lines: whose names, and the room for the widest. */
type EndNames = { readonly names: ReadonlyMap<number, string>; readonly widest: number }

/**
 * The names at the lines' ends: none where there is no room for them. On a page, whose width and height are what they are, short names
 * where the full ones are too wide, and of very many lines only evenly chosen ones.
 */
function endNames({ series }: LinesFigure, names: readonly string[], size: Size): EndNames | undefined {
  const live = size.name === 'live'
  const named = names.flatMap((name, i) => (isNamed({ name, ghost: isGhost(series[i]) }) ? [i] : []))
  if (named.length < 2) return undefined
  const fits = live ? Math.floor(size.plotHeight / (size.font + 1)) : Math.floor(size.plotHeight / (size.font + 4))
  if (named.length > fits && (!live || fits < 2)) return undefined
  const chosen = thinRows(named.length, fits).map(k => named[k])
  const shorts = chosen.map(i => clean(series[i].short ?? names[i], 120))
  for (const texts of live ? [chosen.map(i => names[i]), shorts] : [chosen.map(i => names[i])]) {
    const widest = texts.reduce((w, text) => Math.max(w, textWidth(text, size.font)), 0)
    const room = roomy(size) || (live && widest + 26 <= size.width / 6)
    if (room && widest <= labelLimit) return { names: new Map(chosen.map((i, k) => [i, texts[k]])), widest }
  }
  return undefined
}

/** Direct labels beside the plot, moved apart; on a page, where a run goes on, they follow the lines' ends. */
function endLabels(curves: readonly Curve[], { names }: EndNames, plot: Plot, size: Size): EndLabel[] {
  const ending = curves.flatMap((c, i) => (c.end !== undefined && names.has(i) ? [{ text: names.get(i)!, look: c.look, end: c.end }] : []))
  const apart = spread(ending.map(({ end }) => end[1]), size.font + 4, plot.top, plot.bottom)
  return ending.map(({ text, look, end }, i) => ({
    text: fitWidth(text, labelLimit, size.font), look, from: end,
    at: [(size.name === 'live' ? Math.min(plot.right, end[0]) : plot.right) + 14, apart[i]]
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
    entries.push({ text, look: curve.look, at: [x, y], line: curve.joined, ghost: curve.ghost })
    x += width
  }
  return { entries, height: curves.length > 0 ? y + line / 2 - top + 6 : 0 }
}

/** Places a reader's eye already rests on: points of the curves about every 5 px, for labels to keep clear of. */
function inked(figure: LinesFigure, x: AxisLayout, y: AxisLayout): Point[] {
  return figure.series.flatMap(s => runsOf(s, x, y).flatMap(r => thinRuns(r.points, p => Math.floor(p[0] / 5)))).slice(0, 20_000)
}

function* valuesOf(figure: LinesFigure, axis: 'x' | 'y'): Generator<number> {
  yield* figure[axis].include ?? []
  for (const series of figure.series) {
    yield* axis === 'x' ? series.x : series.y
    if (axis === 'y' && series.band !== undefined) {
      yield* series.band.low
      yield* series.band.high
    }
  }
  for (const mark of figure.marks ?? []) yield axis === 'x' ? mark.x : mark.y
  if (axis === 'x') for (const moment of momentsOf(figure)) yield moment.x
}

/** Lays a lines figure out for one width: every place in px to a tenth, NaN nowhere. */
export function layoutLines(whole: LinesFigure, size: Size, words: ChartWords = englishWords): LinesLayout {
  const figure = { ...whole, series: drawnSeries(whole.series) }
  const names = figure.series.map(s => clean(s.name, 120))
  const labelled = names.filter((name, i) => isNamed({ name, ghost: isGhost(figure.series[i]) }))
  const direct = endNames(figure, names, size)
  const asLegend = labelled.length > 1 && !direct && figure.legend !== false
  const draft = names.map((name, i): Curve => ({
    name, look: looksOf(figure.series[i], i), ghost: isGhost(figure.series[i]), theory: figure.series[i].ghost === 'theory', joined: figure.series[i].line !== false,
    line: '', laneLine: '', band: '', markers: [], end: undefined
  })).filter(isNamed)
  const legend = asLegend ? flowLegend(draft, size, 0) : { entries: [], height: 0 }
  const top = legend.height + size.font + 16
  const bottom = top + size.plotHeight
  const y = layoutAxis(valuesOf(figure, 'y'), { scale: figure.y.scale, from: bottom, to: top, labels: labelsUp(size), tidy: size.name === 'live', group: words.group })
  const left = tickRoom(y, size.font) + 12
  const right = size.width - (direct ? direct.widest + 26 : 10)
  const plot = { left, right, top, bottom }
  const x = layoutAxis(valuesOf(figure, 'x'), {
    scale: figure.x.scale, from: left, to: right, labels: labelsAcross(size), pad: 0, lane: false, whole: figure.x.whole === true, group: words.group
  })
  const foot = y.lane ? bottom - 26 : bottom
  const curves = names.map((_, i) => curveOf(figure.series[i], i, figure, x, y, foot, size))
  return {
    plot, height: bottom + 2 * size.font + 20, x, y, curves,
    labels: direct ? endLabels(curves, direct, plot, size) : [],
    legend: legend.entries,
    ...placeMoments(figure, x, plot, size.font),
    markKey: keyOfMarks(figure.marks ?? [], words),
    marks: placeMarks(figure.marks ?? [], figure.marks?.length ? inked(figure, x, y) : [], x, y, plot, size)
  }
}
