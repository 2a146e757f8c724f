/** The stops of a slider, rising. */
export type Stops = readonly number[]

const NICE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]

/** Ten round numbers a decade from 10^low up to and with 10^high. */
export function decades(low: number, high: number): Stops {
  const stops: number[] = []
  for (let power = low; power < high; power++) for (const nice of NICE) stops.push(Number(`${nice}e${power}`))
  return [...stops, Number(`1e${high}`)]
}

export const RATES = decades(-5, 2)
export const MOMENTA: Stops = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995]

/** Widths of a layer: every one to 32, then 16 to each doubling, to 1,024. */
export const WIDTHS: Stops = [
  ...Array.from({ length: 32 }, (_, i) => i + 1),
  ...[2, 4, 8, 16, 32].flatMap(step => Array.from({ length: 16 }, (_, i) => (16 + i + 1) * step))
]

/** The stop nearest to a value, on the scale of the stops. */
export function stopAt(stops: Stops, value: number): number {
  const above = stops.findIndex(stop => stop >= value)
  if (above < 0) return stops.length - 1
  if (above === 0) return 0
  return stops[above]! - value < value - stops[above - 1]! ? above : above - 1
}

/** By how much an arrow key moves a number: a tenth of its leading digit's place; whole numbers by 1. */
export function stepOf(value: number, whole: boolean): number {
  if (whole || value === 0 || !Number.isFinite(value)) return whole ? 1 : 0.1
  const power = Math.floor(Math.log10(Math.abs(value)) + 1e-9) - 1
  return Number(`1e${power}`)
}
