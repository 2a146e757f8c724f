import type { ActivationName, CostName } from '../experiment/index.ts'
import { activations } from '../network/index.ts'
import { exp, log1p } from '../numerics/index.ts'
import { expectation, KINKS, normalMass, type Normal } from './expectation.ts'
import { interpolated } from './interpolate.ts'
import { moments } from './moments.ts'
import type { Cell } from './overlaps.ts'
import { pairExpectations, type Functions, type NormalPair } from './pair-expectation.ts'
import { saturatedShare } from './saturation.ts'
import { softmaxMoments } from './softmax-moments.ts'
import type { WideLayer } from './wide-layer.ts'

type Scalar = (z: number) => number

/** What the output layer sends back, for each cell. */
export interface OutputErrors {
  /** E[δ·δ'] summed over the units. */
  readonly deltas: readonly number[]
  /** Σ_j E[∂δ_j/∂z_j] of the first and the second example: how far δ follows z. */
  readonly curvatures: readonly (readonly [first: number, second: number])[]
}

/** δ of the output layer: its second moments over pairs of examples, and its mean slope. */
export function outputErrors(layer: WideLayer, cost: CostName, cells: readonly Cell[], zs: readonly NormalPair[]): OutputErrors {
  return { deltas: outputDeltas(layer, cost, cells, zs), curvatures: outputCurvatures(layer, cost, cells, zs) }
}

function outputCurvatures(layer: WideLayer, cost: CostName, cells: readonly Cell[], zs: readonly NormalPair[]): [number, number][] {
  const { fanOut: n } = layer
  const variances = zs.flatMap(({ first, second }) => [first.variance, second.variance])
  const softmax = cost === 'logLikelihood'
  const of = interpolated(q => {
    if (softmax) return [0, 1 / n - softmaxMoments(n, q).second]
    // Stein: E[g'] = E[g(z)(z − center)]/q.
    const { value, slope } = errorParts(layer, cost)
    const { center } = layer
    const mean = (f: Scalar): number => (q > 0 ? expectation(z => f(z) * (z - center), { center, variance: q }, []) / q : 0)
    return [mean(value), mean(slope)]
  }, variances)
  return cells.map(({ targets }, i) => {
    const at = (q: number, mass: number): number => (softmax ? n * mass * of(q)[1]! : n * of(q)[0]! - mass * of(q)[1]!)
    return [at(zs[i]!.first.variance, targets.first), at(zs[i]!.second.variance, targets.second)]
  })
}

function outputDeltas(layer: WideLayer, cost: CostName, cells: readonly Cell[], zs: readonly NormalPair[]): number[] {
  if (cost === 'logLikelihood') return softmaxDeltas(layer, cells, zs)
  const { value, slope } = errorParts(layer, cost)
  const parts: Functions = (z, into) => {
    into[0] = value(z)
    into[1] = slope(z)
  }
  return cells.map(({ targets }, i) => {
    // δ = g(z) − y h(z), unit by unit.
    const [gg, gh, hg, hh] = pairExpectations(parts, [[0, 0], [0, 1], [1, 0], [1, 1]], zs[i]!, [], 'quick') as
      [number, number, number, number]
    return layer.fanOut * gg - targets.second * gh - targets.first * hg + targets.product * hh
  })
}

/** δ = ∂C/∂z = g(z) − y h(z): (a − y) for the cross-entropy, (a − y)φ'(z) for the quadratic cost. */
function errorParts({ activation }: WideLayer, cost: CostName): { readonly value: Scalar; readonly slope: Scalar } {
  const { output, derivative } = activations[activation as ActivationName]
  if (cost === 'crossEntropy') return { value: output, slope: () => 1 }
  return { value: z => output(z) * derivative(z), slope: derivative }
}

/**
 * δ = (Σy)p − y. E[p·p'] as a power series in the correlation of z: its constant 1/n, its first coefficient and its sum at c = 1 are
 * exact, and what is left stands at c². Exact for c = 0 and 1; the rest is small for the variances networks start with.
 */
function softmaxDeltas({ fanOut: n }: WideLayer, cells: readonly Cell[], zs: readonly NormalPair[]): number[] {
  const second = interpolated(q => [softmaxMoments(n, q).second], zs.flatMap(z => [z.first.variance, z.second.variance]))
  return cells.map(({ targets }, i) => {
    const { first, second: other, covariance } = zs[i]!
    const scale = Math.sqrt(first.variance * other.variance)
    const c = scale > 0 ? Math.min(1, covariance / scale) : 1
    const series = (q: number): { readonly linear: number; readonly rest: number } => {
      const square = second(q)[0]!
      const slope = 1 / n - square // E[∂p_j/∂z_j]
      const linear = n > 1 ? (q * (n * slope) * (n * slope)) / (n - 1) : 0
      return { linear, rest: Math.max(0, n * square - 1 / n - linear) }
    }
    const [a, b] = [series(first.variance), series(other.variance)]
    const both = 1 / n + Math.sqrt(a.linear * b.linear) * c + Math.sqrt(a.rest * b.rest) * c * c
    const { first: mass, second: otherMass, product } = targets
    return mass * otherMass * both - (2 / n) * mass * otherMass + product
  })
}

/** Of the output layer at the start, means over its units and the examples' own values. */
export interface OutputReading {
  readonly activationMean: number
  readonly activationSquare: number
  readonly slopeMeanSquare: number
  /** NaN for softmax, whose slope is not one unit's own. */
  readonly saturatedShare: number
}

/** Moments of a = φ(z) of the output layer for one example. */
export function outputReading({ activation, fanOut: n }: WideLayer, z: Normal): OutputReading {
  if (activation === 'softmax') {
    const { second, third, fourth } = softmaxMoments(n, z.variance)
    return { activationMean: 1 / n, activationSquare: second, slopeMeanSquare: second - 2 * third + fourth, saturatedShare: NaN }
  }
  const { mean, square, slopeSquare } = moments(activation, z)
  return { activationMean: mean, activationSquare: square, slopeMeanSquare: slopeSquare, saturatedShare: saturatedShare(activation, z) }
}

/** E[a a'] of one output unit; NaN for softmax. */
export function outputProduct({ activation }: WideLayer, z: NormalPair): number {
  if (activation === 'softmax') return NaN
  const { output } = activations[activation]
  return pairExpectations((u, into) => (into[0] = output(u)), [[0, 0]], z, KINKS[activation], 'quick')[0]!
}

/** E[C_x] of an example with target sums Σy and |y|². */
export function expectedCost(layer: WideLayer, cost: CostName, z: Normal, mass: number, square: number): number {
  const { fanOut: n, activation } = layer
  switch (cost) {
    case 'quadratic': {
      const { mean, square: output } = moments(activation as ActivationName, z)
      return (n * output - 2 * mean * mass + square) / 2
    }
    case 'crossEntropy':
      return n * expectation(x => Math.max(x, 0) + log1p(exp(-Math.abs(x))), z, []) - z.center * mass
    case 'logLikelihood':
      return mass * softmaxMoments(n, z.variance).logSum
    default:
      return cost satisfies never
  }
}

/** P(the example counts as right): by symmetry 1/n, or for one output P(a ≥ ½) where the target is 1. */
export function expectedAccuracy({ fanOut: n, activation }: WideLayer, z: Normal, mass: number): number {
  if (n > 1) return 1 / n
  const above = normalMass(activation === 'linear' ? 0.5 : 0, Infinity, z)
  return mass * above + (1 - mass) * (1 - above)
}
