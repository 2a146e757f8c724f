import { readRows, rowSize, type NumberArray } from '../../../data/index.ts'

/** How far one column of inputs reaches, over the rows looked at. */
export interface ColumnSize {
  readonly name: string
  low: number
  high: number
  whole: boolean
}

/** A column and its largest |x|. */
export interface Reach {
  readonly name: string
  readonly size: number
}

/** Inputs that a network learns badly from as they are. `smallest` is null where they are all large alike. */
export interface Unequal {
  readonly largest: Reach
  readonly smallest: Reach | null
}

/** With the book's weights a lone input of this size already takes a sigmoid to its ends; columns that differ so much learn at different speeds. */
const TOO_MUCH = 20
/** Numbers looked at; a hint needs no more. */
export const MOST_LOOKED_AT = 2_000_000
const MOST_IN_ARRAYS = 200_000
/** Tables this wide whose numbers are whole and from 0 to 255 are pixels. */
const LEAST_PIXELS = 64

export const columnSize = (name: string): ColumnSize => ({ name, low: Infinity, high: -Infinity, whole: true })

export function take(size: ColumnSize, value: number): void {
  if (value < size.low) size.low = value
  if (value > size.high) size.high = value
  if (size.whole && !Number.isInteger(value)) size.whole = false
}

const reach = ({ name, low, high }: ColumnSize, scale: number): Reach =>
  ({ name, size: scale * Math.max(Math.abs(low), Math.abs(high)) })

/** Whether columns differ much in how far they spread, or reach far beyond where a sigmoid is steep. */
export function unequal(sizes: readonly ColumnSize[], scale: number): Unequal | null {
  const moving = sizes.filter(({ low, high }) => high > low)
  const [first, ...others] = moving.length > 0 ? moving : sizes.filter(({ high }) => high > -Infinity)
  if (!first) return null
  let [large, wide, narrow] = [first, first, first]
  for (const one of others) {
    if (reach(one, scale).size > reach(large, scale).size) large = one
    if (one.high - one.low > wide.high - wide.low) wide = one
    if (one.high - one.low < narrow.high - narrow.low) narrow = one
  }
  if (wide.high - wide.low > TOO_MUCH * (narrow.high - narrow.low)) return { largest: reach(wide, scale), smallest: reach(narrow, scale) }
  return reach(large, scale).size > TOO_MUCH ? { largest: reach(large, scale), smallest: null } : null
}

export const arePixels = (sizes: readonly ColumnSize[]): boolean =>
  sizes.length >= LEAST_PIXELS && sizes.every(({ low, high, whole }) => whole && low >= 0 && high <= 255) && sizes.some(({ high }) => high > 1)

/** The columns of an array, over as many rows as are looked at. They have no names but their numbers. */
export function arraySizes(inputs: NumberArray): readonly ColumnSize[] {
  const columns = rowSize(inputs)
  const rows = Math.min(inputs.shape[0]!, Math.floor(MOST_IN_ARRAYS / columns))
  const sizes = Array.from({ length: rows > 0 ? columns : 0 }, (_, k) => columnSize(String(k + 1)))
  const values = readRows(inputs, 0, rows, 1, new Float64Array(rows * columns))
  for (let i = 0; i < values.length; i++) take(sizes[i % columns]!, values[i]!)
  return sizes
}
