import { InputError } from '../errors/index.ts'
import type { ActivationName } from '../experiment/index.ts'
import type { Normal } from './expectation.ts'
import { interpolated } from './interpolate.ts'
import { moments, squareSlope } from './moments.ts'
import type { Cell, Overlap, Overlaps } from './overlaps.ts'
import type { NormalPair } from './pair-expectation.ts'
import { pairValues, type PairValues, type Standing } from './pair-values.ts'
import type { WideLayer } from './wide-layer.ts'

/** Added to every variance by both normalisations (kernels/reference/normalize.ts). */
const EPSILON = 1e-5

/** A layer's activations in one cell: second moments over the units, and means. */
export interface Signal extends Overlap {
  readonly firstMean: number
  readonly secondMean: number
}

/** What normalisation did to one cell, for the way back. */
export interface NormalizedCell {
  /** The two examples' deviations √(variance + ε) of s, by which x̂ was divided. */
  readonly scale: number
  /** E[x̂x̂'] */
  readonly product: number
  /** E[φ'φ' x̂x̂'] */
  readonly slopeProduct: number
  /** E[φ'φ' (x̂² + x̂'²)] */
  readonly slopeSquares: number
}

/** One cell of one layer after the forward pass. */
export interface ForwardCell {
  readonly z: NormalPair
  readonly signal: Signal
  /** E[φ'(z)φ'(z')]; NaN for the output layer, whose costs have slopes of their own. */
  readonly slopeProduct: number
  /** E[φφ'(z) φφ'(z')]: the same for a signal that leans along the activations. */
  readonly leaningProduct: number
  /** dE[φ²]/dq at z and at z'. */
  readonly growth: readonly [first: number, second: number]
  readonly normalized: NormalizedCell | null
}

/** A layer after the forward pass, cell by cell. */
export interface ForwardLayer {
  readonly cells: readonly ForwardCell[]
  /** What came in, with the mean over the batch taken off where normalisation does that. */
  readonly inputs: readonly Overlap[]
}

/** Takes the overlaps through every layer: q, c and the moments of φ · Poole et al. 2016, for pairs of examples. */
export function forwardLayers(layers: readonly WideLayer[], overlaps: Overlaps): ForwardLayer[] {
  const memory = new Map<string, PairValues>()
  let signals: readonly Signal[] = overlaps.cells.map(({ overlap }) => ({ ...overlap, firstMean: 0, secondMean: 0 }))
  return layers.map((layer, l) => {
    // The input's mean has been taken off before the overlaps were formed; later layers' are taken off here.
    const inputs = layer.normalization === 'batch' && l > 0 ? centred(overlaps, signals) : signals
    const zs = weightedInputs(layer, overlaps, inputs)
    checkRange(zs, l + 1)
    const forward = l === layers.length - 1
      ? zs.map(({ z }): ForwardCell => ({ z, signal: NO_SIGNAL, slopeProduct: NaN, leaningProduct: NaN, growth: [NaN, NaN], normalized: null }))
      : activated(layer, overlaps.cells, zs, signals, memory)
    signals = forward.map(({ signal }) => signal)
    return { cells: forward, inputs }
  })
}

/** Squares beyond which a float32 overflows. */
const LARGEST = 1e76

function checkRange(zs: readonly Standing[], layer: number): void {
  if (zs.every(({ z }) => z.first.variance <= LARGEST && z.second.variance <= LARGEST)) return
  throw new InputError({
    code: 'experiment', where: `layer ${layer}`, expected: 'weighted inputs that a float32 can hold', got: 'an overflow',
    remedy: 'Choose smaller weights or biases'
  })
}

const NO_SIGNAL: Signal = { first: NaN, second: NaN, product: NaN, firstMean: NaN, secondMean: NaN }

/**
 * K_ab − mean_b − mean_a + mean, with the means of a's and b's groups. The squares of single examples are their group's too: a difference
 * within a group, whose own mean is not known, would grow by E[φ'²]/Var[φ] a layer.
 */
function centred({ cells, groups }: Overlaps, signals: readonly Overlap[]): Overlap[] {
  const { rows, all } = groupMeans(cells, groups, signals.map(({ product }) => product))
  const [sums, weights] = [new Float64Array(groups), new Float64Array(groups)]
  cells.forEach(({ same, first, weight }, i) => {
    if (!same) return
    sums[first]! += weight * signals[i]!.product
    weights[first]! += weight
  })
  const square = sums.map((sum, g) => Math.max(0, sum / weights[g]! - 2 * rows[g]! + all))
  return signals.map(({ product }, i) => {
    const { first, second, same } = cells[i]!
    const most = Math.sqrt(square[first]! * square[second]!)
    const between = Math.max(-most, Math.min(most, product - rows[first]! - rows[second]! + all))
    return { first: square[first]!, second: square[second]!, product: same ? square[first]! : between }
  })
}

/** Means over the second example of a symmetric function of pairs, for each group of the first; and over both. */
export function groupMeans(cells: readonly Cell[], groups: number, values: readonly number[]): { readonly rows: Float64Array; readonly all: number } {
  const [sums, weights] = [new Float64Array(groups), new Float64Array(groups)]
  cells.forEach(({ first, second, weight }, i) => {
    for (const group of [first, second]) {
      sums[group]! += (weight / 2) * values[i]!
      weights[group]! += weight / 2
    }
  })
  return { rows: sums.map((sum, g) => sum / weights[g]!), all: sums.reduce((sum, x) => sum + x, 0) }
}

/** z of each cell: normal with covariance σ_w² K + σ_b², or normalised. */
function weightedInputs(layer: WideLayer, { cells }: Overlaps, inputs: readonly Overlap[]): Standing[] {
  const { weightVariance, biasVariance, center, normalization } = layer
  const batch = normalization === 'batch' ? weightVariance * ownMean(cells, inputs) + EPSILON : 0
  return inputs.map(({ first, second, product }) => {
    const scales = normalization === 'none'
      ? [1, 1]
      : [first, second].map(k => (normalization === 'batch' ? Math.sqrt(batch) : Math.sqrt(weightVariance * k + EPSILON)))
    const [s1, s2] = [scales[0]!, scales[1]!]
    const at = (k: number, scale: number): Normal => ({ center, variance: (weightVariance * k) / scale / scale + biasVariance })
    const covariance = (weightVariance * product) / s1 / s2
    const z = { first: at(first, s1), second: at(second, s2), covariance: covariance + biasVariance }
    return { z, scale: s1 * s2, product: covariance }
  })
}

/** Mean over the examples of a quantity of one. */
function ownMean(cells: readonly Cell[], values: readonly Overlap[]): number {
  let [sum, weights] = [0, 0]
  cells.forEach(({ same, weight }, i) => {
    if (!same) return
    sum += weight * values[i]!.product
    weights += weight
  })
  return sum / weights
}

/** φ of every cell. */
function activated(
  layer: WideLayer, cells: readonly Cell[], zs: readonly Standing[], before: readonly Signal[], memory: Map<string, PairValues>
): ForwardCell[] {
  const activation = layer.activation as ActivationName
  const variances = zs.flatMap(({ z }) => [z.first.variance, z.second.variance])
  const of = interpolated(q => {
    const at = { center: layer.center, variance: q }
    const { mean, square } = moments(activation, at)
    return [mean, square, q > 0 ? squareSlope(activation, at) : 0]
  }, variances)
  const pairs = pairValues(layer, zs, memory)
  return zs.map(({ z, scale, product }, i) => {
    const [mean1, square1, growth1] = of(z.first.variance)
    const [mean2, square2, growth2] = of(z.second.variance)
    const values = pairs[i]!
    const own = cells[i]!.same ? square1! : values.product
    const phi: Signal = { first: square1!, second: square2!, product: own, firstMean: mean1!, secondMean: mean2! }
    return {
      z, signal: layer.residual ? sumOf(phi, before[i]!) : phi, slopeProduct: values.slopeProduct, leaningProduct: values.leaningProduct,
      growth: [growth1!, growth2!],
      normalized: layer.normalization === 'none' ? null : { scale, product, slopeProduct: values.normalizedSlopes, slopeSquares: values.normalizedSquares }
    }
  })
}

/** Moments of φ(z) + a: W draws φ(z_j) alike for every unit j, so that E[φ a'] is the product of the means over the units. */
function sumOf(phi: Signal, a: Signal): Signal {
  return {
    first: phi.first + a.first + 2 * phi.firstMean * a.firstMean,
    second: phi.second + a.second + 2 * phi.secondMean * a.secondMean,
    product: phi.product + a.product + phi.firstMean * a.secondMean + a.firstMean * phi.secondMean,
    firstMean: phi.firstMean + a.firstMean,
    secondMean: phi.secondMean + a.secondMean
  }
}
