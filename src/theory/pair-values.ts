import type { ActivationName } from '../experiment/index.ts'
import { activations } from '../network/index.ts'
import { arccos, cos } from '../numerics/index.ts'
import { KINKS } from './expectation.ts'
import { interpolated } from './interpolate.ts'
import { closedPairMoments } from './moments.ts'
import { pairExpectations, type Functions, type NormalPair } from './pair-expectation.ts'
import type { WideLayer } from './wide-layer.ts'

/** The weighted inputs of one cell: z, what x̂ was divided by (1 without normalisation), and E[x̂x̂'] or the covariance without biases. */
export interface Standing {
  readonly z: NormalPair
  readonly scale: number
  readonly product: number
}

/** Expectations over one pair: E[φφ'], E[φ'φ'], E[(φφ')(φφ')] and, with normalisation, E[φ'φ'x̂x̂'] and E[φ'φ'(x̂² + x̂'²)]. */
export interface PairValues {
  readonly product: number
  readonly slopeProduct: number
  readonly leaningProduct: number
  readonly normalizedSlopes: number
  readonly normalizedSquares: number
}

/** The expectations of every cell of a layer. `memory` is the prediction's own: deep layers repeat each other. */
export function pairValues(layer: WideLayer, zs: readonly Standing[], memory: Map<string, PairValues>): PairValues[] {
  return alike(layer, zs, memory) ?? zs.map(({ z, product }) => remembered(memory, layer, z, product))
}

/** Variances that differ by less count as equal: what that costs is below the error of the quadrature. */
const EQUAL = 2e-5

/**
 * Deep in a network, and behind layer normalisation, all examples have the same variance, and the moments of a pair depend on its
 * correlation alone: they are computed at the nodes of a polynomial in the angle between the two. Undefined where variances differ.
 */
function alike(layer: WideLayer, zs: readonly Standing[], memory: Map<string, PairValues>): PairValues[] | undefined {
  const variances = zs.flatMap(({ z }) => [z.first.variance, z.second.variance])
  const [low, high] = [variances.reduce((a, b) => Math.min(a, b)), variances.reduce((a, b) => Math.max(a, b))]
  if (!(low > 0) || high > low * (1 + EQUAL)) return undefined
  const q = (low + high) / 2
  const bias = zs[0]!.z.covariance - zs[0]!.product
  const of = interpolated(angle => {
    const covariance = q * cos(angle)
    const at = { center: layer.center, variance: q }
    const found = remembered(memory, layer, { first: at, second: at, covariance }, covariance - bias)
    return [found.product, found.slopeProduct, found.leaningProduct, found.normalizedSlopes, found.normalizedSquares]
  }, zs.map(angleOf))
  return zs.map(standing => {
    const [product, slopeProduct, leaningProduct, normalizedSlopes, normalizedSquares] = of(angleOf(standing)) as [number, number, number, number, number]
    return { product, slopeProduct, leaningProduct, normalizedSlopes, normalizedSquares }
  })
}

const angleOf = ({ z: { first, second, covariance } }: Standing): number =>
  arccos(Math.max(-1, Math.min(1, covariance / Math.sqrt(first.variance * second.variance))))

/** In a deep network the cells settle on a fixed point: what was computed for one layer serves the next. */
function remembered(memory: Map<string, PairValues>, layer: WideLayer, z: NormalPair, product: number): PairValues {
  const key = [layer.center, z.first.variance, z.second.variance, z.covariance, product].map(x => x.toPrecision(12)).join()
  const known = memory.get(key)
  if (known) return known
  const activation = layer.activation as ActivationName
  const values = layer.normalization === 'none' ? plainPair(activation, z) : normalizedPair(activation, z, product)
  memory.set(key, values)
  return values
}

function plainPair(activation: ActivationName, z: NormalPair): PairValues {
  const { output, derivative } = activations[activation]
  const closed = closedPairMoments(activation, z)
  if (!closed) {
    const functions: Functions = (u, into) => {
      into[0] = output(u)
      into[1] = derivative(u)
      into[2] = into[0] * into[1]
    }
    const [product, slopeProduct, leaningProduct] = pairExpectations(functions, [[0, 0], [1, 1], [2, 2]], z, KINKS[activation], 'quick')
    return { product: product!, slopeProduct: slopeProduct!, leaningProduct: leaningProduct!, normalizedSlopes: NaN, normalizedSquares: NaN }
  }
  // Of relu and linear φφ' is φ itself.
  const same = activation === 'relu' || activation === 'linear'
  const leaning: Functions = (u, into) => (into[0] = output(u) * derivative(u))
  const leaningProduct = same ? closed.product : pairExpectations(leaning, [[0, 0]], z, KINKS[activation], 'quick')[0]!
  return { ...closed, leaningProduct, normalizedSlopes: NaN, normalizedSquares: NaN }
}

/**
 * With normalisation z = x̂ + b also E[φ'φ'x̂x̂'] and E[φ'φ'(x̂² + x̂'²)]: given z and z', x̂ is normal with the mean C(C + σ_b²11ᵀ)⁻¹(z − center) and a
 * covariance that does not depend on z, C being that of x̂.
 */
function normalizedPair(activation: ActivationName, z: NormalPair, product: number): PairValues {
  const { output, derivative } = activations[activation]
  const { center } = z.first
  const bias = z.covariance - product
  const [p, q] = [z.first.variance, z.second.variance]
  const functions: Functions = (u, into) => {
    const [phi, slope] = [output(u), derivative(u)]
    into[0] = phi
    into[1] = slope
    into[2] = slope * (u - center)
    into[3] = slope * (u - center) * (u - center)
    into[4] = phi * slope
  }
  const products = [[0, 0], [1, 1], [2, 2], [3, 1], [1, 3], [4, 4]] as const
  const found = pairExpectations(functions, products, z, KINKS[activation], 'quick')
  const [phi, slopes, both, first, second, leaning] = found as [number, number, number, number, number, number]
  // Rows of C(C + σ_b²11ᵀ)⁻¹ = 1 − σ_b²11ᵀ(…)⁻¹: both examples lose the same share of each z.
  const determinant = p * q - z.covariance * z.covariance
  const alike = !(determinant > 1e-14 * p * q)
  const lost1 = bias === 0 ? 0 : alike ? bias / (2 * p) : (bias * (q - z.covariance)) / determinant
  const lost2 = bias === 0 ? 0 : alike ? bias / (2 * q) : (bias * (p - z.covariance)) / determinant
  // E[(z − L)(z' − L)] with L = lost1·z + lost2·z' (centred).
  const linear = both * ((1 - lost1) * (1 - lost2) + lost1 * lost2) - first * lost1 * (1 - lost1) - second * lost2 * (1 - lost2)
  const rest = bias * (1 - lost1 - lost2)
  const squares = first * ((1 - lost1) * (1 - lost1) + lost1 * lost1) + second * ((1 - lost2) * (1 - lost2) + lost2 * lost2) -
    2 * both * ((1 - lost1) * lost2 + (1 - lost2) * lost1)
  return {
    product: phi, slopeProduct: slopes, leaningProduct: leaning, normalizedSlopes: linear + rest * slopes, normalizedSquares: squares + 2 * rest * slopes
  }
}
