import { InputError, shown } from '../errors/index.ts'
import type { LayerSnapshot } from '../kernels/index.ts'
import { scaleByPowerOfTwo, spectralNorm, type ScaledNumber } from '../numerics/index.ts'
import { gradedProductValues } from './graded-product.ts'
import { matrix, type Matrix } from './matrix.ts'

/** What of a kernel's snapshot a layer product is made of. */
export type ProductLayer = Pick<LayerSnapshot, 'fanIn' | 'fanOut' | 'weights' | 'slope' | 'largestSlope'>

/** Layers 1…L on `rows` examples: a kernel's snapshot is one, and so is `plainStack`. */
export interface ProductStack {
  readonly rows: number
  readonly layers: readonly ProductLayer[]
}

/** From which layer down to which the error is carried, and for which example of the snapshot. */
export interface ProductRange {
  /** δ arrives at this layer … */
  readonly from: number
  /** … from this one, from + 1 … L. */
  readonly to: number
  /** Row of the snapshot; 0 unless said otherwise. */
  readonly row?: number
}

/** The singular values of J = Σ'^from (W^{from+1})ᵀ ⋯ Σ'^{to−1} (W^to)ᵀ, δ^from = Jδ^to, and what the norms alone would allow. */
export interface ProductSpectrum {
  /** Largest first; min of the two layers' widths. What lies below the range of float64 is 0 here. */
  readonly singularValues: readonly number[]
  readonly largest: number
  readonly smallest: number
  readonly mean: number
  /** √(mean of the squares): by how much a random δ shrinks, where the two layers are equally wide. */
  readonly rms: number
  /** largest/smallest; Infinity when the smallest is exactly 0. */
  readonly condition: number
  /** ∏ sup|φ'| ‖W^k‖₂, the bound that needs no data. */
  readonly bound: number
  /** ∏ max_j|φ'(z_j)| ‖W^k‖₂, with the slopes as they are. */
  readonly boundWithSlopes: number
}

/**
 * The layer-product view of one example: how a stack of layers stretches or shrinks the error that passes down through it · for networks
 * without normalisation and residual links, of which a snapshot knows nothing · every singular value, however far below the largest, to a
 * relative 2⁻⁵³·width·(condition of the weights) or so: 1e-12 for twenty layers of 30 (graded-product.ts) · exact zeros behind dead units
 * and narrower layers · slopes and weights that are not finite are refused · O(width³) a layer · Nielsen 2015, ch. 5, eq. (124).
 */
export function layerProduct(snapshot: ProductStack, range: ProductRange): ProductSpectrum {
  const { from, to, row } = checkedRange(snapshot, range)
  const layers = Array.from({ length: to - from }, (_, i) => ({
    slopes: slopesOf(snapshot.layers[from + i - 1]!, row), weights: weightsOf(snapshot.layers[from + i]!)
  }))
  let [bound, boundWithSlopes] = [1, 1]
  layers.forEach(({ slopes, weights }, i) => {
    const norm = spectralNorm(weights.rows, weights.columns, weights.values)
    bound *= Math.abs(snapshot.layers[from + i - 1]!.largestSlope) * norm
    boundWithSlopes *= slopes.reduce((most, s) => Math.max(most, Math.abs(s)), 0) * norm
  })
  if (!Number.isFinite(boundWithSlopes)) throw new InputError({ code: 'usage', where: 'layerProduct', expected: 'finite slopes', got: shown(boundWithSlopes) })
  const count = Math.min(snapshot.layers[from - 1]!.fanOut, snapshot.layers[to - 1]!.fanOut)
  return { ...statistics(gradedProductValues(layers), count), bound, boundWithSlopes }
}

/** Of `count` values, those that are not listed being 0. */
function statistics(found: readonly ScaledNumber[], count: number): Omit<ProductSpectrum, 'bound' | 'boundWithSlopes'> {
  const values = Array.from({ length: count }, (_, k) => (found[k] ? scaleByPowerOfTwo(found[k].value, found[k].exponent) : 0))
  const [first, last] = [found[0], found[count - 1]]
  const [largest, smallest] = [values[0]!, values.at(-1)!]
  const squares = values.reduce((sum, s) => sum + (s / largest) * (s / largest), 0)
  return {
    singularValues: values, largest, smallest,
    mean: values.reduce((sum, s) => sum + s, 0) / values.length,
    rms: largest === 0 ? 0 : largest * Math.sqrt(squares / values.length),
    // Both may lie below the range of float64 while their ratio does not.
    condition: first && last ? scaleByPowerOfTwo(first.value / last.value, first.exponent - last.exponent) : largest / smallest
  }
}

const weightsOf = ({ fanIn, fanOut, weights }: ProductLayer): Matrix => matrix(fanOut, fanIn, weights)

const slopesOf = ({ fanOut, slope }: ProductLayer, row: number): Float64Array =>
  Float64Array.from({ length: fanOut }, (_, j) => slope[row * fanOut + j]!)

function checkedRange({ layers, rows }: ProductStack, { from, to, row = 0 }: ProductRange): Required<ProductRange> {
  const whole = (where: string, value: number, low: number, high: number): void => {
    if (Number.isInteger(value) && value >= low && value <= high) return
    throw new InputError({ code: 'usage', where, expected: `a whole number from ${low} to ${high}`, got: shown(value) })
  }
  whole('from', from, 1, layers.length - 1)
  whole('to', to, from + 1, layers.length)
  whole('row', row, 0, rows - 1)
  return { from, to, row }
}
