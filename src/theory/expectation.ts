import type { ActivationName } from '../experiment/index.ts'
import { erf, erfc, gaussianExpectation } from '../numerics/index.ts'

/** Where φ or one of its derivatives jumps; elsewhere every activation is analytic. */
export const KINKS: Readonly<Record<ActivationName, readonly number[]>> = {
  sigmoid: [], tanh: [], relu: [0], leakyRelu: [0], elu: [0], selu: [0], gelu: [], silu: [], softplus: [], softsign: [0],
  hardTanh: [-1, 1], erf: [], linear: []
}

/** z ~ N(center, variance). */
export interface Normal {
  readonly center: number
  readonly variance: number
}

/**
 * E[f(z)], z ~ N(center, variance), by composite Gauss–Legendre split at the kinks and graded around them and around 0, where f has its
 * features (of size 1) · relative error ≈ 1e-14 of E|f| for every activation, its slope and their products, up to variance 1e8.
 */
export function expectation(f: (z: number) => number, { center, variance }: Normal, kinks: readonly number[]): number {
  if (!(variance > 0)) return f(center)
  const deviation = Math.sqrt(variance)
  const cuts = gradedCuts(kinks, deviation).map(cut => (cut - center) / deviation)
  return gaussianExpectation(x => f(center + deviation * x), { kinks: cuts })
}

/** The kinks and 0, with steps of 1, 2, 4, … to both sides until the rule's own panels of half a deviation are as fine. */
function gradedCuts(kinks: readonly number[], deviation: number): number[] {
  const cuts = [0, ...kinks]
  for (let step = 1; step < 0.5 * deviation; step *= 2) for (const kink of [0, ...kinks]) cuts.push(kink - step, kink + step)
  return cuts
}

/** P(low < z < high). */
export function normalMass(low: number, high: number, { center, variance }: Normal): number {
  if (!(variance > 0)) return center > low && center < high ? 1 : 0
  const scale = Math.SQRT1_2 / Math.sqrt(variance)
  const [a, b] = [(low - center) * scale, (high - center) * scale]
  // On one side of 0 the complement keeps the tail's digits.
  if (a > 0) return 0.5 * (erfc(a) - erfc(b))
  if (b < 0) return 0.5 * (erfc(-b) - erfc(-a))
  return 0.5 * (erf(b) - erf(a))
}
