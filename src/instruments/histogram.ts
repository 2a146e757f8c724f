/**
 * counts[i] of the values in [low + i·w, low + (i+1)·w), w = (high − low)/bins, `high` among the last; where all are equal, low = high and
 * the first bin holds them. `nonFinite` were left out.
 */
export interface Histogram {
  readonly low: number
  readonly high: number
  readonly counts: Uint32Array
  readonly nonFinite: number
}

/** The ends of a histogram, where they are not to be those of the values. */
export interface HistogramRange { readonly low: number; readonly high: number }

/**
 * The distribution of the finite values over `bins` equal bins from the least to the greatest of them, or over `range` widened to hold
 * them all. Values that are all equal have a range without width, and the first bin holds them; without any finite value the range is `range`,
 * or 0 to 1. A value within an ulp of a bin's edge may count as its neighbour's. Two passes; allocates the counts.
 */
export function histogramOf(values: ArrayLike<number>, bins: number, range?: HistogramRange): Histogram {
  let [low, high] = range ? [range.low, range.high] : [Infinity, -Infinity]
  let finite = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    finite++
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) [low, high] = [0, 1]
  const counts = new Uint32Array(bins)
  // Halves, where the whole width would overflow.
  const unit = Number.isFinite(high - low) ? 1 : 0.5
  const width = high * unit - low * unit
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    counts[width === 0 ? 0 : Math.min(bins - 1, Math.floor(((value * unit - low * unit) / width) * bins))]!++
  }
  return { low, high, counts, nonFinite: values.length - finite }
}
