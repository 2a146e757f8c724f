import type { Series } from '../charts/index.ts'
import { band } from './statistics.ts'

/** A median with its 5–95 % band over runs: values[run][time] at x[time]. */
export function bandSeries(name: string, x: readonly number[], values: readonly (readonly number[])[]): Series {
  const bands = x.map((_, t) => band(values.map(v => v[t] ?? NaN).filter(v => !Number.isNaN(v))))
  const curve = { name, x, y: bands.map(b => b.median) }
  return values.length < 2 ? curve : { ...curve, band: { low: bands.map(b => b.low), high: bands.map(b => b.high) } }
}

/** 0, 1, …, n − 1. */
export const indices = (n: number): number[] => Array.from({ length: n }, (_, k) => k)

export const hiddenName = (layer: number): string => `hidden layer ${layer}`
export const depthName = (depth: number): string =>
  `${['no', 'one', 'two', 'three', 'four'][depth] ?? depth} hidden layer${depth === 1 ? '' : 's'}`
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`
