import { log, mean, normalQuantile, quantile, standardDeviation } from '../numerics/index.ts'

export interface Band {
  readonly low: number
  readonly median: number
  readonly high: number
}

/** 5 %, 50 % and 95 % quantiles. NaN for no values. */
export const band = (values: readonly number[]): Band =>
  values.length === 0
    ? { low: NaN, median: NaN, high: NaN }
    : { low: quantile(values, 0.05), median: quantile(values, 0.5), high: quantile(values, 0.95) }

export const inside = (value: number, { low, high }: Band): boolean => value >= low && value <= high

/** Share of `values` that are below `value`, ties counted half, in per cent. */
export function percentileOf(value: number, values: readonly number[]): number {
  let below = 0
  for (const v of values) below += v < value ? 1 : v === value ? 0.5 : 0
  return (100 * below) / values.length
}

/**
 * How far one positive value lies from a sample of positive values, in standard deviations of a further draw:
 * |ln v − mean ln x| / (sd(ln x)·√(1 + 1/n)). The norms are nearly log-normal over seeds, so ratios are what is compared.
 * Infinity when the sample has no spread or anything is not positive: such evidence never passes as near.
 */
export function logDistance(value: number, values: readonly number[]): number {
  if (!(value > 0) || !values.every(v => v > 0 && v < Infinity)) return Infinity
  const logs = values.map(log)
  const spread = standardDeviation(logs) * Math.sqrt(1 + 1 / values.length)
  const distance = Math.abs(log(value) - mean(logs)) / spread
  return Number.isFinite(distance) ? distance : Infinity
}

/** The distance that a true value passes in 99 % of cases when `comparisons` of them are made at once (Bonferroni, normal). */
export const distanceLimit = (comparisons: number): number => normalQuantile(1 - 0.01 / (2 * comparisons))

export const rootMeanSquare = (values: readonly number[]): number => Math.sqrt(mean(values.map(v => v * v)))

export const median = (values: readonly number[]): number => band(values).median

/** Share of the entries for which the test is true; 0 for none. */
export const share = <T>(entries: readonly T[], test: (entry: T) => boolean): number =>
  entries.length === 0 ? 0 : entries.filter(test).length / entries.length
