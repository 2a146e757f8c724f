/** Added to every variance before the root. */
const EPSILON = 1e-5
/**
 * running ← MEMORY·running + (1 − MEMORY)·rows' own; the first step sets it outright. The variance is the rows' own, biased one, so that
 * after full-batch steps evaluation is the training pass's function; Ioffe & Szegedy's algorithm 2 and PyTorch take rows/(rows − 1) of it,
 * and PyTorch starts from (0, 1).
 */
export const MEMORY = 0.9

export type NormalizationKind = 'batch' | 'layer'

/** x̂ = (s − mean) / √(variance + ε), mean and biased variance of a group: 'batch' a unit over the rows, 'layer' a row over the units. */
export interface Normalized {
  /** x̂ [rows, units] */
  readonly values: Float64Array
  /** [groups] */
  readonly mean: Float64Array
  readonly variance: Float64Array
}

interface Shape {
  readonly kind: NormalizationKind
  readonly rows: number
  readonly units: number
}

const groupsOf = ({ kind, rows, units }: Shape): number => (kind === 'batch' ? units : rows)
const groupOf = ({ kind, units }: Shape, index: number): number => (kind === 'batch' ? index % units : Math.floor(index / units))

/** Mean over each group. */
function groupMean(shape: Shape, value: (index: number, group: number) => number): Float64Array {
  const means = new Float64Array(groupsOf(shape))
  const size = shape.rows * shape.units
  for (let i = 0; i < size; i++) {
    const group = groupOf(shape, i)
    means[group] = means[group]! + value(i, group)
  }
  const members = size / means.length
  return means.map(sum => sum / members)
}

/** s [rows, units] normalised by its own statistics. Ioffe & Szegedy 2015, algorithm 1; Ba, Kiros & Hinton 2016, eq. 3. */
export function normalize(shape: Shape, s: Float64Array): Normalized {
  const mean = groupMean(shape, i => s[i]!)
  const variance = groupMean(shape, (i, g) => (s[i]! - mean[g]!) * (s[i]! - mean[g]!))
  return normalizeWith(shape, s, mean, variance)
}

/** s [rows, units] normalised by given statistics (evaluation with batch normalisation). */
export function normalizeWith(shape: Shape, s: Float64Array, mean: Float64Array, variance: Float64Array): Normalized {
  const values = s.map((x, i) => {
    const g = groupOf(shape, i)
    return (x - mean[g]!) / Math.sqrt(variance[g]! + EPSILON)
  })
  return { values, mean, variance }
}

/**
 * ∂C/∂s from g = ∂C/∂x̂ (both [rows, units]), through the statistics:
 * (g − mean(g) − x̂·mean(g⊙x̂)) / √(variance + ε), means over the group.
 */
export function normalizeBackward(shape: Shape, { values, variance }: Normalized, g: Float64Array): Float64Array {
  const mean = groupMean(shape, i => g[i]!)
  const along = groupMean(shape, i => g[i]! * values[i]!)
  return g.map((x, i) => {
    const group = groupOf(shape, i)
    return (x - mean[group]! - values[i]! * along[group]!) / Math.sqrt(variance[group]! + EPSILON)
  })
}
