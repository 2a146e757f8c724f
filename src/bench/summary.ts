import { quantile } from '../numerics/index.ts'
import type { Rates } from './rounds.ts'

/** Median, least and largest of the finite values; NaN without any. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly count: number
}

export function spreadOf(values: readonly number[]): Spread {
  const finite = values.filter(Number.isFinite)
  if (finite.length === 0) return { median: NaN, low: NaN, high: NaN, count: 0 }
  return { median: quantile(finite, 0.5), low: Math.min(...finite), high: Math.max(...finite), count: finite.length }
}

/** a ÷ b, round by round: rounds of one number are adjacent in time, so what the machine did to both cancels. */
export function ratios(a: readonly number[], b: readonly number[]): Spread {
  return spreadOf(a.map((rate, round) => rate / (b[round] ?? NaN)))
}

/** Of these contestants the one with the highest median rate; undefined when none has a rate. */
export function fastest(rates: readonly Rates[]): Rates | undefined {
  return rates
    .filter(one => spreadOf(one.rates).count > 0)
    .toSorted((a, b) => spreadOf(b.rates).median - spreadOf(a.rates).median)[0]
}
