import type { ActivationName } from '../experiment/index.ts'
import { findRoot } from '../numerics/index.ts'
import { activations } from '../network/index.ts'
import { checkActivation, checkVariance } from './mean-field.ts'
import { moments, squareSlope } from './moments.ts'
import { saturatedShare } from './saturation.ts'

/** A point of the edge of chaos: χ₁ = 1 at a fixed point of the variance. */
export interface CriticalPoint {
  readonly kind: 'edge'
  readonly activation: ActivationName
  readonly biasVariance: number
  readonly weightVariance: number
  /** q*; Infinity where the variance grows by a constant a layer. */
  readonly preactivationVariance: number
  /** χ_q = dq'/dq there. */
  readonly varianceSlope: number
  /** Share of the units with |φ'| below 5 % of its largest. */
  readonly saturatedShare: number
  /**
   * Whether a deep network can be trained from there: the variance stays (χ_q ≤ 1) and fewer than half of the units are saturated. Always so of
   * relu, leakyRelu and linear: the idle half of ReLU's units is no hindrance, and σ_b² > 0 adds to the variance what does not grow.
   */
  readonly usable: boolean
  readonly reason: string
}

/** No weight variance makes χ₁ = 1 at a fixed point. */
export interface NoCriticalPoint {
  readonly kind: 'none'
  readonly activation: ActivationName
  readonly biasVariance: number
  readonly usable: false
  readonly reason: string
}

/**
 * The edge of chaos at this bias variance. By its own parameter q it is σ_w² = 1/E[φ'²], σ_b² = q − E[φ²]/E[φ'²]; q is found as a
 * root of the second · error < 1e-9 · closed for relu, leakyRelu, linear, and for σ_b² = 0 where φ(0) = 0 (q* = 0,
 * σ_w² = 2/(φ'(0⁻)² + φ'(0⁺)²)) · Schoenholz et al. 2017; Hayou et al. 2019.
 */
export function criticalLine(activation: ActivationName, biasVariance: number): CriticalPoint | NoCriticalPoint {
  checkActivation(activation)
  checkVariance('biasVariance', biasVariance)
  if (activation === 'relu' || activation === 'leakyRelu' || activation === 'linear') return homogeneous(activation, biasVariance)
  const { output, derivative } = activations[activation]
  if (biasVariance === 0 && output(0) === 0) {
    // As q → 0 the activation is two straight halves.
    const slopeSquare = (derivative(1e-300) ** 2 + derivative(-1e-300) ** 2) / 2
    // χ_q is 1 there; whether a small variance dies out or grows is decided by the next order.
    const grows = moments(activation, { center: 0, variance: 0.01 }).square / slopeSquare > 0.01 * (1 + 1e-12)
    return judged(activation, 0, 1 / slopeSquare, 0, 1, grows)
  }
  const excess = (q: number): number => {
    const { square, slopeSquare } = moments(activation, { center: 0, variance: q })
    return q - square / slopeSquare - biasVariance
  }
  for (let q = 1e-8; q < 1e9; q *= 1.5) {
    if (excess(q) >= 0 || excess(1.5 * q) < 0) continue
    const root = findRoot(excess, q, 1.5 * q)
    const weightVariance = 1 / moments(activation, { center: 0, variance: root }).slopeSquare
    return judged(activation, biasVariance, weightVariance, root, weightVariance * squareSlope(activation, { center: 0, variance: root }))
  }
  const reason = `At every fixed point χ₁ < 1: ${activation} has no edge of chaos at this bias variance.`
  return { kind: 'none', activation, biasVariance, usable: false, reason }
}

/** φ(sz) = sφ(z): χ₁ does not depend on q, and one weight variance is critical whatever the variance is. */
function homogeneous(activation: ActivationName, biasVariance: number): CriticalPoint {
  const weightVariance = 1 / moments(activation, { center: 0, variance: 1 }).slopeSquare
  const grows = biasVariance > 0
  const reason = grows ? 'usable: the variance grows by the bias variance a layer, not by a factor' : 'usable: every variance stays as it is'
  return {
    kind: 'edge', activation, biasVariance, weightVariance, preactivationVariance: grows ? Infinity : 1, varianceSlope: 1,
    saturatedShare: saturatedShare(activation, { center: 0, variance: 1 }), usable: true, reason
  }
}

function judged(
  activation: ActivationName, biasVariance: number, weightVariance: number, q: number, varianceSlope: number,
  runsAway = varianceSlope > 1 + 1e-9
): CriticalPoint {
  const saturated = saturatedShare(activation, { center: 0, variance: q })
  const usable = !runsAway && saturated < 0.5
  const reason = runsAway
    ? 'not usable: the variance runs away from this fixed point'
    : saturated >= 0.5 ? 'not usable: half of the units or more are saturated' : 'usable'
  return {
    kind: 'edge', activation, biasVariance, weightVariance, preactivationVariance: q, varianceSlope, saturatedShare: saturated, usable, reason
  }
}
