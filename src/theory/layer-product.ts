import { InputError, shown } from '../errors/index.ts'
import type { LayerSnapshot } from '../kernels/index.ts'
import { exponentOf, scaleByPowerOfTwo } from '../numerics/index.ts'
import { matrix, multiply, singularValues, transpose, type Matrix } from './matrix.ts'

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
  /** Largest first; min of the two layers' widths. */
  readonly singularValues: readonly number[]
  readonly largest: number
  readonly smallest: number
  readonly mean: number
  /** √(mean of the squares): by how much a random δ shrinks, where the two layers are equally wide. */
  readonly rms: number
  /** largest/smallest */
  readonly condition: number
  /** ∏ sup|φ'| ‖W^k‖₂, the bound that needs no data. */
  readonly bound: number
  /** ∏ max_j|φ'(z_j)| ‖W^k‖₂, with the slopes as they are. */
  readonly boundWithSlopes: number
}

interface ScaledMatrix { readonly matrix: Matrix; readonly exponent: number }

/**
 * The layer-product view of one example: how a stack of layers stretches or shrinks the error that passes down through it · for networks
 * without normalisation and residual links, of which a snapshot knows nothing · O(width³) a layer · Nielsen 2015, ch. 5, eq. (124).
 */
export function layerProduct(snapshot: ProductStack, range: ProductRange): ProductSpectrum {
  const { from, to, row } = checkedRange(snapshot, range)
  let product: ScaledMatrix = jacobian(snapshot, from, row)
  let [bound, boundWithSlopes] = [1, 1]
  for (let l = from; l < to; l++) {
    if (l > from) product = times(product, jacobian(snapshot, l, row))
    const { largestSlope } = snapshot.layers[l - 1]!
    const norm = singularValues(weightsOf(snapshot.layers[l]!))[0]!
    bound *= Math.abs(largestSlope) * norm
    boundWithSlopes *= slopesOf(snapshot.layers[l - 1]!, row).reduce((most, s) => Math.max(most, Math.abs(s)), 0) * norm
  }
  const values = Array.from(singularValues(product.matrix), s => scaleByPowerOfTwo(s, product.exponent))
  return { ...statistics(values), bound, boundWithSlopes }
}

function statistics(values: readonly number[]): Omit<ProductSpectrum, 'bound' | 'boundWithSlopes'> {
  const [largest, smallest] = [values[0]!, values.at(-1)!]
  const squares = values.reduce((sum, s) => sum + (s / largest) * (s / largest), 0)
  return {
    singularValues: values, largest, smallest,
    mean: values.reduce((sum, s) => sum + s, 0) / values.length,
    rms: largest === 0 ? 0 : largest * Math.sqrt(squares / values.length),
    condition: largest / smallest
  }
}

/** Σ'^l (W^{l+1})ᵀ [units of l, units of l + 1]. */
function jacobian(snapshot: ProductStack, layer: number, row: number): ScaledMatrix {
  const slopes = slopesOf(snapshot.layers[layer - 1]!, row)
  const weights = transpose(weightsOf(snapshot.layers[layer]!))
  const values = weights.values.map((w, i) => w * slopes[Math.floor(i / weights.columns)]!)
  return { matrix: { ...weights, values }, exponent: 0 }
}

/** The product, with a power of two taken out, so that hundreds of layers do not underflow. */
function times(a: ScaledMatrix, b: ScaledMatrix): ScaledMatrix {
  const product = multiply(a.matrix, b.matrix)
  const largest = product.values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const shift = largest > 0 && largest < Infinity ? exponentOf(largest) : 0
  const values = product.values.map(x => scaleByPowerOfTwo(x, -shift))
  return { matrix: { ...product, values }, exponent: a.exponent + b.exponent + shift }
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
