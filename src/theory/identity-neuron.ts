import { artanh, findRoot, tanh } from '../numerics/index.ts'
import { sigmoid } from './sigmoid.ts'

/** y = w₂σ(w₁x + b) + c on x ∈ [0, 1], meant to be x; c is the next layer's bias, 0 as the problem is posed. */
export interface IdentityNeuron {
  readonly w1: number
  readonly b: number
  readonly w2: number
  readonly c: number
}

/** w₂σ(w₁x + b) + c. */
export const identityOutput = ({ w1, b, w2, c }: IdentityNeuron, x: number): number => w2 * sigmoid(w1 * x + b) + c

/**
 * max over [0, 1] of |w₂σ(w₁x + b) + c − x|, exactly: at the ends and where w₁w₂σ'(z) = 1, z = ±2 artanh √(1 − 4/(w₁w₂)).
 * Rounding ≈ 2e-16·(|w₂| + |c|), which for small w₁ is not small beside the error: use `taylorIdentityError` there.
 */
export function identityError(neuron: IdentityNeuron): number {
  const { w1, b, w2 } = neuron
  const error = (x: number) => Math.abs(identityOutput(neuron, x) - x)
  let worst = Math.max(error(0), error(1))
  const slope = w1 * w2
  if (slope >= 4) {
    const z = 2 * artanh(Math.sqrt((slope - 4) / slope))
    for (const end of [-z, z]) {
      const x = (end - b) / w1
      if (x > 0 && x < 1) worst = Math.max(worst, error(x))
    }
  }
  return worst
}

/**
 * The best w₂σ(w₁x + b) without an output bias: error 0.0560503844 at w₁ = 5.6476435660, b = −w₁/2, w₂ = 1.
 * By symmetry about x = ½, w₂ = 1 and the error σ(w₁(x − ½)) − x is odd there; it is smallest when its value at the end equals
 * its value, turned round, at the inner extremum (equioscillation). Nielsen 2015, ch. 5, problem "Identity neuron", as posed:
 * no choice does better, and the hint's small w₁ does worse, since matching value and slope at ½ needs w₁ > 2.
 */
export function bestIdentityWithoutBias(): IdentityNeuron & { readonly error: number } {
  const gap = (w1: number) => {
    const z = 2 * artanh(Math.sqrt((w1 - 4) / w1)) // the inner extremum: w₁σ'(z) = 1 at x = ½ − z/w₁
    return sigmoid(-w1 / 2) - (0.5 - z / w1 - sigmoid(-z))
  }
  const w1 = findRoot(gap, 4.5, 8)
  const neuron = { w1, b: -w1 / 2, w2: 1, c: 0 }
  return { ...neuron, error: identityError(neuron) }
}

/**
 * With an output bias, as a Taylor series in w₁(x − ½) suggests: b = −w₁/2, w₂ = 4/w₁, c = ½ − 2/w₁.
 * Value and slope are right at x = ½; the error is largest at the ends and goes to 0 with w₁: see `taylorIdentityError`.
 */
export function taylorIdentity(w1: number): IdentityNeuron {
  return { w1, b: -w1 / 2, w2: 4 / w1, c: 0.5 - 2 / w1 }
}

/** ½ − (2/w₁) tanh(w₁/4), at most w₁²/96 · relative error < 1e-11, small w₁ included (by its series below 0.08). */
export function taylorIdentityError(w1: number): number {
  const x = Math.abs(w1) / 4
  if (x >= 0.02) return 0.5 - tanh(x) / (2 * x)
  const xx = x * x
  return xx * (1 / 6 - xx * (1 / 15 - xx * (17 / 630 - xx * (31 / 2835))))
}

/**
 * The w₂ that makes the largest error smallest for a given w₁ (with b = −w₁/2, c = ½ − w₂/2): a little above 4/w₁, so that the
 * error at the ends and at the inner extremum are equal and opposite. About a quarter of Taylor's: w₁²/384 for small w₁.
 * w₁ from 0.01 (below, rounding decides) to 1e3.
 */
export function minimaxIdentity(w1: number): IdentityNeuron & { readonly error: number } {
  // With t = x − ½: h(t) = (w₂/2) tanh(w₁t/2) − t; h(½) < 0, and h(t*) > 0 at w₁t*/2 = artanh √(1 − 4/(w₁w₂)).
  const balance = (w2: number) => {
    const slope = w1 * w2
    const s = Math.sqrt(Math.max(0, (slope - 4) / slope))
    const inner = (w2 / 2) * s - (2 / w1) * artanh(s)
    const end = (w2 / 2) * tanh(w1 / 4) - 0.5
    return inner + end
  }
  const w2 = findRoot(balance, 4 / w1, 1 / tanh(w1 / 4))
  const neuron = { w1, b: -w1 / 2, w2, c: 0.5 - w2 / 2 }
  return { ...neuron, error: 0.5 - (w2 / 2) * tanh(w1 / 4) }
}

/**
 * The largest w₁ whose error stays within `error`, by Taylor's w₂ (0 < error < 0.498) or the best one (0 < error < 0.246: for large w₁
 * it goes to ¼) · theory.md, section 1.3.
 */
export function largestIdentityWeight(error: number, choice: 'taylor' | 'minimax'): number {
  const errorAt = choice === 'taylor' ? taylorIdentityError : (w1: number) => minimaxIdentity(w1).error
  return findRoot(w1 => errorAt(w1) - error, 0.01, 1000, 1e-12)
}
