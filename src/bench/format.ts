import { formatNumber } from '../numerics/index.ts'
import type { Spread } from './summary.ts'

const NONE = 'n/a'

/** A rate for people: three digits, thousands apart. */
export function rateText(rate: number): string {
  if (!Number.isFinite(rate)) return NONE
  if (rate < 1000) return formatNumber(rate)
  const step = 10 ** (Math.floor(Math.log10(rate)) - 2)
  return String(Math.round(rate / step) * step).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

/** `low–high`, as rates. */
export const rangeText = ({ count, low, high }: Spread, text: (x: number) => string = rateText): string =>
  count === 0 ? NONE : `${text(low)}–${text(high)}`

export const ratioText = (ratio: number): string => (Number.isFinite(ratio) ? ratio.toFixed(ratio < 10 ? 2 : 1) : NONE)

/** Per cent with one decimal. */
export const percent = (share: number, digits = 1): string => (Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : NONE)

/** A duration in the unit that suits it. */
export function timeText(seconds: number): string {
  if (!Number.isFinite(seconds)) return NONE
  if (seconds < 1e-3) return `${formatNumber(seconds * 1e6)} µs`
  return seconds < 1 ? `${formatNumber(seconds * 1e3)} ms` : `${formatNumber(seconds)} s`
}

export const bytesText = (bytes: number): string =>
  bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`

/** `✓ ≥ 6` or `✗ ≥ 6`; empty where nothing is asked or nothing was measured. A NaN is not met: it is not judged. */
export function atLeast(value: number, target: number | null): string {
  if (target === null || Number.isNaN(value)) return ''
  return `${value >= target ? '✓' : '✗'} ≥ ${target}`
}

/** As `atLeast`, for what should stay small. */
export function atMost(value: number, target: number | null, text: (x: number) => string = String): string {
  if (target === null || Number.isNaN(value)) return ''
  return `${value <= target ? '✓' : '✗'} ≤ ${text(target)}`
}
