import type { ActivationName } from '../experiment/index.ts'
import { arccos, arcsin } from '../numerics/index.ts'
import { activations } from '../network/index.ts'
import { expectation, KINKS, type Normal } from './expectation.ts'
import { pairExpectations, type Fineness, type Functions, type NormalPair } from './pair-expectation.ts'

/** Of one layer's weighted inputs z ~ N(center, variance). */
export interface Moments {
  /** E[φ(z)] */
  readonly mean: number
  /** E[φ(z)²] */
  readonly square: number
  /** E[φ'(z)²] */
  readonly slopeSquare: number
}

/** Of two examples' weighted inputs of the same unit. */
export interface PairMoments {
  /** E[φ(u₁)φ(u₂)] */
  readonly product: number
  /** E[φ'(u₁)φ'(u₂)] */
  readonly slopeProduct: number
}

const PER_SQRT_2PI = 0.3989422804014327
const PER_TWO_PI = 0.15915494309189535
const FOUR_OVER_PI = 4 / Math.PI

/**
 * E[φ], E[φ²] and E[φ'²] under N(center, variance): closed where the activation has a closed form (linear; around 0 also relu,
 * leakyRelu and erf), else by quadrature · relative error < 1e-13 · Cho & Saul 2009 (relu), Williams 1997 (erf).
 */
export function moments(activation: ActivationName, z: Normal): Moments {
  return closedMoments(activation, z) ?? quadratureMoments(activation, z)
}

function closedMoments(activation: ActivationName, { center, variance: q }: Normal): Moments | undefined {
  if (activation === 'linear') return { mean: center, square: q + center * center, slopeSquare: 1 }
  if (center !== 0) return undefined
  if (activation === 'relu' || activation === 'leakyRelu') {
    const a = leakOf(activation)
    return { mean: (1 - a) * Math.sqrt(q) * PER_SQRT_2PI, square: (1 + a * a) * (q / 2), slopeSquare: (1 + a * a) / 2 }
  }
  if (activation !== 'erf') return undefined
  return { mean: 0, square: arcsin((2 * q) / (1 + 2 * q)) / (Math.PI / 2), slopeSquare: FOUR_OVER_PI / Math.sqrt(1 + 4 * q) }
}

/** The same by quadrature alone. */
export function quadratureMoments(activation: ActivationName, z: Normal): Moments {
  const { output, derivative } = activations[activation]
  const of = (f: (z: number) => number): number => expectation(f, z, KINKS[activation])
  const [mean, square] = [of(output), of(x => squared(output(x)))]
  // What cancels to rounding is 0: the mean of an odd activation.
  return { mean: Math.abs(mean) <= 2e-15 * Math.sqrt(square) ? 0 : mean, square, slopeSquare: of(x => squared(derivative(x))) }
}

/**
 * E[φ(u₁)φ(u₂)] and E[φ'(u₁)φ'(u₂)]: closed for the same activations, else by quadrature in polar coordinates,
 * errors as `Fineness` says, of √(E[φ²]E[φ²]) · Cho & Saul 2009 (relu), Williams 1997 (erf).
 */
export function pairMoments(activation: ActivationName, pair: NormalPair, fineness: Fineness = 'fine'): PairMoments {
  return closedPairMoments(activation, pair) ?? quadraturePairMoments(activation, pair, fineness)
}

/** The same where it has a closed form, else undefined · Cho & Saul 2009 (relu); Williams 1997 (erf). */
export function closedPairMoments(activation: ActivationName, { first, second, covariance }: NormalPair): PairMoments | undefined {
  if (activation === 'linear') return { product: covariance + first.center * second.center, slopeProduct: 1 }
  if (first.center !== 0 || second.center !== 0) return undefined
  const [p, q] = [first.variance, second.variance]
  if (activation === 'erf') {
    const inside = (1 + 2 * p) * (1 + 2 * q)
    return {
      product: arcsin((2 * covariance) / Math.sqrt(inside)) / (Math.PI / 2),
      slopeProduct: FOUR_OVER_PI / Math.sqrt(inside - 4 * covariance * covariance)
    }
  }
  if (activation !== 'relu' && activation !== 'leakyRelu') return undefined
  const scale = Math.sqrt(p) * Math.sqrt(q)
  const c = scale > 0 ? Math.max(-1, Math.min(1, covariance / scale)) : 0
  const a = leakOf(activation)
  return {
    product: scale * ((1 + a * a) * ramps(c) - 2 * a * ramps(-c)),
    slopeProduct: (1 + a * a) * steps(c) + 2 * a * steps(-c)
  }
}

/** E[u₁⁺u₂⁺] of two standard normal numbers with correlation c · Cho & Saul 2009, n = 1. */
const ramps = (c: number): number => (Math.sqrt((1 - c) * (1 + c)) + (Math.PI - arccos(c)) * c) * PER_TWO_PI
/** P(u₁ > 0 and u₂ > 0) · Cho & Saul 2009, n = 0. */
const steps = (c: number): number => (Math.PI - arccos(c)) * PER_TWO_PI
const leakOf = (activation: ActivationName): number => activations[activation].derivative(-1)

/** The same by quadrature alone. */
export function quadraturePairMoments(activation: ActivationName, pair: NormalPair, fineness: Fineness = 'fine'): PairMoments {
  const { output, derivative } = activations[activation]
  const both: Functions = (z, into) => {
    into[0] = output(z)
    into[1] = derivative(z)
  }
  const [product, slopeProduct] = pairExpectations(both, [[0, 0], [1, 1]], pair, KINKS[activation], fineness)
  return { product: product!, slopeProduct: slopeProduct! }
}

/** dE[φ²]/dq = E[φφ'(z)(z − center)]/q, the slope of the map of variances before it is multiplied by σ_w² · q > 0. */
export function squareSlope(activation: ActivationName, { center, variance: q }: Normal): number {
  if (activation === 'linear') return 1
  if (center === 0 && (activation === 'relu' || activation === 'leakyRelu')) return moments(activation, { center, variance: q }).slopeSquare
  if (center === 0 && activation === 'erf') return FOUR_OVER_PI / ((1 + 2 * q) * Math.sqrt(1 + 4 * q))
  const { output, derivative } = activations[activation]
  return expectation(z => output(z) * derivative(z) * (z - center), { center, variance: q }, KINKS[activation]) / q
}

const squared = (x: number): number => x * x
