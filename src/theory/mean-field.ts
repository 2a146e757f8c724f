import { ACTIVATION_NAMES, type ActivationName } from '../experiment/index.ts'
import { InputError, nearestName, shown } from '../errors/index.ts'
import { exp, findRoot, gaussLegendre, log } from '../numerics/index.ts'
import { activations } from '../network/index.ts'
import { KINKS } from './expectation.ts'
import { moments, pairMoments, squareSlope } from './moments.ts'

/** An infinitely wide network: W_ij ~ N(0, weightVariance/fanIn), b ~ N(0, biasVariance). */
export interface MeanFieldSettings {
  readonly activation: ActivationName
  /** σ_w² = fanIn · Var(W_ij) ≥ 0 */
  readonly weightVariance: number
  /** σ_b² ≥ 0 */
  readonly biasVariance: number
}

/**
 * `ordered`: χ₁ < 1, gradients vanish with depth. `chaotic`: χ₁ > 1, they explode. `critical`: |χ₁ − 1| ≤ 1e-8, a name only: c* and the
 * depth scales are those of the side that χ₁ lies on, as long as it is told from 1 by more than its own error.
 */
export type Phase = 'ordered' | 'critical' | 'chaotic'

/** Where signals and gradients go in a deep network of these settings. All dimensionless; depth scales in layers. */
export interface MeanField extends MeanFieldSettings {
  /** q*: the fixed point of q' = σ_w² E[φ(√q z)²] + σ_b² that q = 1 goes to; Infinity when it grows without end. */
  readonly preactivationVariance: number
  /** χ_q = dq'/dq at q*. */
  readonly varianceSlope: number
  /** χ₁ = σ_w² E[φ'(√q* z)²]: the factor of the squared gradient a layer, and the slope of c' at c = 1. */
  readonly correlationSlope: number
  /** c*: the stable fixed point of the correlation between two inputs; NaN where every one is a fixed point. */
  readonly correlation: number
  /** χ_c* = σ_w² E[φ'(u₁)φ'(u₂)] at c*: how much of a distance from c* is left after a layer. */
  readonly correlationRate: number
  /** −1/ln χ_q, −1/ln χ_c* and 1/|ln χ₁|: layers over which a distance from q*, one from c*, the squared gradient change by e. */
  readonly depthScale: { readonly variance: number; readonly correlation: number; readonly gradient: number }
  /** 1/√χ₁: how many times as large ‖δ‖ is one layer further up. */
  readonly gradientFactor: number
  readonly phase: Phase
  /** What a reader has to know to read the numbers right; mostly empty. */
  readonly notes: readonly string[]
}

/** Largest σ² taken: beyond it, float32 networks overflow in a layer or two, and so does the theory. */
const LARGEST = 1e6
const CRITICAL = 1e-8

/**
 * Fixed points, slopes and depth scales of an infinitely wide network · errors < 1e-9 (worst near χ₁ = 1, where c* → 1); near there a depth
 * scale ξ has a relative error of about 1e-13 ξ, and from ξ = 1e13 or so on it is Infinity · 10–300 ms ·
 * Poole et al. 2016 (q*, c*, χ₁); Schoenholz et al. 2017 (ξ_q, ξ_c, ξ_∇); derived again here, docs/theory.md has the reference values.
 */
export function meanField(settings: MeanFieldSettings): MeanField {
  const { activation, weightVariance, biasVariance } = checked(settings)
  const { variance, notes } = fixedVariance({ activation, weightVariance, biasVariance })
  const { varianceSlope, correlationSlope } = slopesAt(activation, weightVariance, variance)
  const beyond = beyondOne(activation, weightVariance, variance)
  const { correlation, correlationRate } = fixedCorrelation({ activation, weightVariance, biasVariance }, variance, correlationSlope, beyond)
  return {
    activation, weightVariance, biasVariance, preactivationVariance: variance, varianceSlope, correlationSlope, correlation, correlationRate,
    depthScale: {
      variance: decayDepth(varianceSlope),
      correlation: beyond === 0 ? Infinity : decayDepth(correlationRate),
      gradient: gradientDepth(correlationSlope, beyond)
    },
    gradientFactor: 1 / Math.sqrt(correlationSlope),
    phase: phaseOf(correlationSlope),
    notes
  }
}

/** ξ_∇ = 1/|ln χ₁|; Infinity where χ₁ cannot be told from 1. */
export const gradientDepth = (correlationSlope: number, beyond: number): number => (beyond === 0 ? Infinity : 1 / Math.abs(log(correlationSlope)))

/** χ₁ − 1, or 0 where that is no more than its error: rounding, and that of q* times how fast χ₁ changes with it. */
export function beyondOne(activation: ActivationName, weightVariance: number, q: number): number {
  const { varianceSlope, correlationSlope } = slopesAt(activation, weightVariance, q)
  const beyond = correlationSlope - 1
  if (Math.abs(beyond) > CRITICAL) return beyond
  // q'/q is known to NOISE, and so q* to NOISE/|1 − χ_q| of itself.
  const change = q > 0 && q < Infinity ? (slopesAt(activation, weightVariance, 1.001 * q).correlationSlope - correlationSlope) / 0.001 : 0
  const error = NOISE * (1 + (change === 0 ? 0 : Math.abs(change / (1 - varianceSlope))))
  return Math.abs(beyond) > error ? beyond : 0
}

export const phaseOf = (correlationSlope: number): Phase =>
  Math.abs(correlationSlope - 1) <= CRITICAL ? 'critical' : correlationSlope < 1 ? 'ordered' : 'chaotic'

/** −1/ln χ; Infinity for χ ≥ 1. */
const decayDepth = (slope: number): number => (Math.abs(slope) >= 1 - 1e-15 ? Infinity : slope === 0 ? 0 : -1 / log(Math.abs(slope)))

/** The settings, if they make sense. */
export function checked(settings: MeanFieldSettings): MeanFieldSettings {
  checkActivation(settings.activation)
  checkVariance('weightVariance', settings.weightVariance)
  checkVariance('biasVariance', settings.biasVariance)
  return settings
}

export function checkActivation(activation: unknown): asserts activation is ActivationName {
  if (ACTIVATION_NAMES.some(name => name === activation)) return
  const near = typeof activation === 'string' ? nearestName(activation, ACTIVATION_NAMES) : undefined
  const remedy = near === undefined ? {} : { remedy: `Did you mean ${near}?` }
  throw new InputError({
    code: 'usage', where: 'activation', expected: `one of ${ACTIVATION_NAMES.join(', ')}`, got: shown(activation), ...remedy
  })
}

export function checkVariance(where: string, value: number): void {
  if (typeof value === 'number' && value >= 0 && value <= LARGEST) return
  throw new InputError({ code: 'usage', where, expected: `a number from 0 to ${LARGEST}`, got: shown(value) })
}

/** q' = σ_w² E[φ²] + σ_b². */
const nextVariance = ({ activation, weightVariance, biasVariance }: MeanFieldSettings, q: number): number =>
  weightVariance * moments(activation, { center: 0, variance: q }).square + biasVariance

interface FixedVariance { readonly variance: number; readonly notes: readonly string[] }

const FARTHEST = 1e10
const NEAREST = 1e-15
/** Relative rounding of q'/q: a smaller growth has no sign. */
const NOISE = 4e-14

/** The first fixed point met from q = 1 in the direction in which q moves. */
export function fixedVariance(settings: MeanFieldSettings): FixedVariance {
  const growth = (q: number): number => nextVariance(settings, q) / q - 1
  const start = growth(1)
  if (Math.abs(start) <= NOISE && Math.abs(growth(16)) <= NOISE) {
    return { variance: 1, notes: ['Every variance is a fixed point here; q* stands for the variance of 1 that one begins with.'] }
  }
  const up = start > 0
  // Steps of a fifth, so that of two fixed points the nearer one is seen.
  const ratio = up ? 1.2 : 1 / 1.2
  for (let q = 1; q < FARTHEST && q > NEAREST; q *= ratio) {
    const next = growth(q * ratio)
    if (up ? next >= -NOISE : next <= NOISE) continue
    const crosses = growth(q) > 0 === up
    return { variance: crosses ? findRoot(growth, Math.min(q, q * ratio), Math.max(q, q * ratio)) : q, notes: [] }
  }
  if (up) return { variance: Infinity, notes: ['The variance grows without end.'] }
  return { variance: 0, notes: ['The signal dies out with depth: q* is 0.'] }
}

/** χ_q and χ₁; at q* = Infinity by the activation's slopes far out, at 0 by those at 0. */
export function slopesAt(activation: ActivationName, weightVariance: number, q: number): { varianceSlope: number; correlationSlope: number } {
  if (q > 0 && q < Infinity) {
    const correlationSlope = weightVariance * moments(activation, { center: 0, variance: q }).slopeSquare
    return { varianceSlope: weightVariance * squareSlope(activation, { center: 0, variance: q }), correlationSlope }
  }
  const at = q === 0 ? 1e-300 : 1e300
  const { derivative } = activations[activation]
  const slope = (weightVariance * (derivative(at) ** 2 + derivative(-at) ** 2)) / 2
  return { varianceSlope: slope, correlationSlope: slope }
}

/** c* by root finding on the map of correlations, which is convex on [0, 1] and has one root below 1 in the chaotic phase. */
function fixedCorrelation(
  { activation, weightVariance, biasVariance }: MeanFieldSettings, q: number, correlationSlope: number, beyond: number
): { readonly correlation: number; readonly correlationRate: number } {
  // Without an offset a network whose activation is a straight line at q* (q* = 0, or linear) leaves correlations as they are.
  const { derivative } = activations[activation]
  const straight = activation === 'linear' || (q === 0 && derivative(1e-300) === derivative(-1e-300))
  if (straight && (biasVariance === 0 || q === Infinity)) return { correlation: NaN, correlationRate: 1 }
  if (q === Infinity) return { correlation: 1, correlationRate: 1 }
  // An odd activation without biases keeps 0 as a fixed point, and bent as it is has χ₁ > 1, by however little.
  const odd = biasVariance === 0 && q > 0 && moments(activation, { center: 0, variance: q }).mean === 0
  if (beyond < 0 || (beyond === 0 && !odd)) return { correlation: 1, correlationRate: correlationSlope }
  const z = { center: 0, variance: q }
  const at = (c: number) => pairMoments(activation, { first: z, second: z, covariance: c * q })
  const rate = (c: number): number => weightVariance * at(c).slopeProduct
  const excess = (distance: number): number => (weightVariance * at(1 - distance).product + biasVariance) / q - (1 - distance)
  if (odd || excess(1) <= 1e-14) return { correlation: 0, correlationRate: rate(0) }
  const jumps = KINKS[activation].some(kink => Math.abs(derivative(kink + 1e-9) - derivative(kink - 1e-9)) > 1e-6)
  // There the limit is nearer than what rounding leaves of the search; where φ' jumps 1 − c* goes like the square of χ₁ − 1.
  if (beyond <= (jumps ? 1e-7 : CRITICAL)) return edgeCorrelation(jumps, q, rate, beyond)
  const correlation = 1 - (beyond < NEAR ? nearRoot(rate, correlationSlope) : farRoot(excess, correlationSlope))
  return { correlation, correlationRate: rate(correlation) }
}

/**
 * Where c* is 1 but for a hair: with χ_c = χ₁ − κ(1 − c), whose mean between c* and 1 is 1, χ_c* = 1 − (χ₁ − 1); where φ' jumps χ_c falls
 * by κ√(1 − c), χ_c* = 1 − (χ₁ − 1)/2, and 1 − c* is all but rounding · ξ_c to 2e-4 of itself. Else c* is searched for, as long as χ₁ − 1
 * stands out of the error of expectations over pairs.
 */
function edgeCorrelation(
  jumps: boolean, q: number, rate: (c: number) => number, beyond: number
): { readonly correlation: number; readonly correlationRate: number } {
  if (jumps) return { correlation: 1, correlationRate: 1 - beyond / 2 }
  const told = beyond > (q > 30 ? 3e-9 : 1e-11)
  return { correlation: told ? 1 - nearRoot(rate, 1 + beyond) : 1, correlationRate: 1 - beyond }
}

/** 1 − c* as the root of c' − c. */
function farRoot(excess: (distance: number) => number, correlationSlope: number): number {
  // Below 1 the map first lies under the diagonal: by half the slope's excess over 1, far enough for the sign to be right.
  let near = Math.min(0.5, (correlationSlope - 1) / 8)
  while (near > 1e-12 && excess(near) > 0) near /= 4
  return near > 1e-12 ? findRoot(excess, near, 1) : 0
}

/** χ₁ − 1 below which c' − c is all rounding near its root. */
const NEAR = 0.01

/**
 * 1 − c* without a difference of numbers near 1: g = (1 − c')/(1 − c) is the mean of σ_w² E[φ'φ'] between c and 1, and 1 at c*. In
 * r = √(1 − c) it is smooth even where φ' jumps; χ₁ − g goes about like r² (or r, there), so that Newton's steps in ln r are few.
 */
function nearRoot(rate: (c: number) => number, correlationSlope: number): number {
  const { nodes, weights } = gaussLegendre(8)
  let r = Math.sqrt(correlationSlope - 1)
  for (let i = 0; i < 30; i++) {
    let mean = 0
    nodes.forEach((node, k) => {
      const t = (1 + node) / 2
      mean += weights[k]! * t * rate(1 - r * r * t * t)
    })
    const fallen = correlationSlope - mean
    const slope = 2 * (mean - rate(1 - r * r)) // dg/d ln r = −slope
    const step = (fallen * log(fallen / (correlationSlope - 1))) / slope
    if (!(Math.abs(step) < 100)) break
    r = Math.min(1, r * exp(-step))
    if (Math.abs(step) < 1e-6) break
  }
  return r * r
}
