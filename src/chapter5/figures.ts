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
/** "two layers", where the room is short and the title says which layers. */
export const shortDepthName = (depth: number): string => depthName(depth).replace(' hidden', '')

/** "19 of 20", "all 20" or "none of 20". */
export const outOf = (count: number, all: number): string => (count === all ? `all ${all}` : `${count === 0 ? 'none' : count} of ${all}`)
/** A share in per cent; none and all without decimals. */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(share === 0 || share === 1 ? 0 : digits)} %`
