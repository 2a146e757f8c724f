import type { Distribution } from './figure.ts'
import { numberText } from './number.ts'

/** What counts in bins say; values within a bin are taken as evenly spread, so quantiles are true to a bin. NaN where there are none. */
export type Summary = {
  readonly count: number
  readonly mean: number
  readonly deviation: number
  readonly low: number
  readonly median: number
  readonly high: number
}

/** More bins than this are no histogram but a mistake. */
const mostBins = 4096
const binsOf = ({ counts }: Distribution): number => Math.min(mostBins, counts.length)
const countAt = (d: Distribution, i: number): number => (Number.isFinite(d.counts[i]) && d.counts[i] > 0 ? d.counts[i] : 0)
const isPlaced = ({ low, high }: Distribution): boolean => Number.isFinite(low) && Number.isFinite(high) && high >= low

/** Number of values in bins; 0 for bounds that are no interval. */
export function countOf(d: Distribution): number {
  let sum = 0
  if (isPlaced(d)) for (let i = 0; i < binsOf(d); i++) sum += countAt(d, i)
  return sum
}

/** The value below which a share p of the values lies; NaN for none. */
export function quantile(d: Distribution, p: number): number {
  const all = countOf(d)
  if (all === 0) return Number.NaN
  const bins = binsOf(d)
  const width = (d.high - d.low) / bins
  let left = p * all
  let last = 0
  for (let i = 0; i < bins; i++) {
    const n = countAt(d, i)
    if (n === 0) continue
    if (left <= n) return d.low + (i + left / n) * width
    left -= n
    last = i
  }
  return d.low + (last + 1) * width
}

/** Σ f(middle of bin) · count / count: the mean of f over the values, true to a bin. */
export function meanOf(d: Distribution, f: (x: number) => number): number {
  const all = countOf(d)
  const bins = binsOf(d)
  const width = (d.high - d.low) / bins
  let sum = 0
  for (let i = 0; all > 0 && i < bins; i++) if (countAt(d, i) > 0) sum += f(d.low + (i + 0.5) * width) * countAt(d, i)
  return all > 0 ? sum / all : Number.NaN
}

/** Mean, standard deviation, and the quantiles 5 %, 50 %, 95 %. */
export function summaryOf(d: Distribution): Summary {
  const mean = meanOf(d, x => x)
  const [low, median, high] = [0.05, 0.5, 0.95].map(p => quantile(d, p))
  return { count: countOf(d), mean, deviation: Math.sqrt(meanOf(d, x => (x - mean) * (x - mean))), low, median, high }
}

/** The summary as it is written: mean and deviation as measured where they were, all else with no more digits than a bin can tell. */
export function writtenSummary(d: Distribution, digits = 3): Readonly<Record<Exclude<keyof Summary, 'count'>, string>> {
  const taken = summaryOf(d)
  const places = Math.max(0, Math.ceil(-Math.log10((d.high - d.low) / binsOf(d))))
  const told = (value: number): string => numberText(places < 100 ? Number(value.toFixed(places)) : value, digits, true)
  const known = (measured: number | undefined, value: number): string => (measured === undefined ? told(value) : numberText(measured, digits))
  return {
    mean: known(d.mean, taken.mean), deviation: known(d.deviation, taken.deviation),
    low: told(taken.low), median: told(taken.median), high: told(taken.high)
  }
}

/** The bounds between which 99 % of the values lie; empty for none. */
export const bulkOf = (d: Distribution): number[] => (countOf(d) === 0 ? [] : [quantile(d, 0.005), quantile(d, 0.995)])

/**
 * The outline of the bins as path data standing on `base`, its peak `height` px high; bins outside `from`…`to` are cut off. A
 * distribution without width is a needle 2 px wide.
 */
export function ridgeOf(
  d: Distribution, place: (value: number) => number | undefined, [from, to]: readonly [number, number], base: number, height: number
): string {
  const bins = binsOf(d)
  let peak = 0
  if (isPlaced(d)) for (let i = 0; i < bins; i++) peak = Math.max(peak, countAt(d, i))
  if (peak === 0) return ''
  const tenth = (x: number): number => Math.round(x * 10) / 10
  const width = (d.high - d.low) / bins
  if (width === 0) return d.low < from || d.low > to ? '' : `M${tenth((place(d.low) ?? 0) - 1)},${base}v${-height}h2v${height}z`
  const edge = (i: number): number => tenth(place(Math.min(to, Math.max(from, d.low + i * width))) ?? 0)
  const first = Math.max(0, Math.floor((from - d.low) / width))
  const end = Math.min(bins, Math.ceil((to - d.low) / width))
  let path = ''
  let level = 0
  for (let i = first; i < end; i++) {
    const next = tenth((countAt(d, i) / peak) * height)
    if (next === level) continue
    path += level === 0 ? `M${edge(i)},${base}V${tenth(base - next)}` : `H${edge(i)}V${tenth(base - next)}`
    if (next === 0) path += 'z'
    level = next
  }
  return level === 0 ? path : `${path}H${edge(end)}V${base}z`
}
