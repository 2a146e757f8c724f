import { InputError, shown } from '../errors/index.ts'
import { artanh, erf, exp, findRoot, gaussianExpectation, integrate, log } from '../numerics/index.ts'
import { sigmoidSlope } from './sigmoid.ts'

// The size of one factor, F = |wσ'(wa + b)| with w, b ~ N(0, 1) independent and the activation a below held fixed.
// Nielsen 2015, ch. 5, "What's causing the vanishing gradient problem?": usually |wσ'(z)| < ¼. All by quadrature, no simulation.

const PER_SQRT_2PI = 0.3989422804014327
const EULER_GAMMA = 0.5772156649015329

/** P(p < Z ≤ q) of a standard normal · absolute error < 2e-16. */
function normalBetween(p: number, q: number): number {
  return 0.5 * (erf(q * Math.SQRT1_2) - erf(p * Math.SQRT1_2))
}

/**
 * P(F < t). For |w| ≤ 4t it is certain; above, F ≥ t just where |z| ≤ z* = 2 artanh √(1 − 4t/|w|), and z ~ N(wa, 1) given w, so
 * P(F ≥ t) = 2∫_{4t}^{∞} φ(w) [Φ(z* − wa) − Φ(−z* − wa)] dw · absolute error < 1e-13 · t ≥ 0, any a.
 */
export function factorBelow(threshold: number, activation: number): number {
  const t = Math.abs(threshold)
  if (!(threshold >= 0) || !Number.isFinite(activation)) {
    const got = `${shown(threshold)} and ${shown(activation)}`
    throw new InputError({ code: 'usage', where: 'factorBelow', expected: 'a threshold of at least 0 and a finite activation', got })
  }
  if (t === 0) return 0
  // w = 4t + u² makes the integrand smooth at the lower end, where z* has a square root.
  const density = (u: number) => {
    const w = 4 * t + u * u
    const z = 2 * artanh(u / Math.sqrt(w))
    return 2 * u * exp(-0.5 * w * w) * normalBetween(-z - w * activation, z - w * activation)
  }
  return 1 - 2 * PER_SQRT_2PI * integrate(density, 0, Math.sqrt(13), 32)
}

/** The t with P(F < t) = p, by root finding on `factorBelow` · 0 < p < 1 · error < 1e-12. */
export function factorQuantile(p: number, activation: number): number {
  if (!(p > 0 && p < 1)) {
    throw new InputError({ code: 'usage', where: 'factorQuantile', expected: 'a share between 0 and 1', got: shown(p) })
  }
  return findRoot(t => factorBelow(t, activation) - p, 0, 10, 1e-14)
}

/**
 * exp E[ln F] = exp(E ln|w| + E ln σ'(z)), with E ln|w| = −(γ + ln 2)/2 and z ~ N(0, 1 + a²): the size of a typical factor,
 * by which a deep product shrinks a layer · error < 1e-14.
 */
export function factorGeometricMean(activation: number): number {
  const deviation = Math.sqrt(1 + activation * activation)
  return exp(-(EULER_GAMMA + log(2)) / 2 + gaussianExpectation(x => logSlope(deviation * x)))
}

/** ln σ'(z) = −|z| − 2 ln(1 + e^(−|z|)), finite where σ' itself underflows. */
function logSlope(z: number): number {
  const size = Math.abs(z)
  return -size - 2 * log(1 + exp(-size))
}

/** √E[F²]: E over w of w²·E[σ'(wa + b)²], both by quadrature · error < 1e-13. */
export function factorRootMeanSquare(activation: number): number {
  const square = gaussianExpectation(w => {
    const slopeSquare = (b: number) => {
      const slope = sigmoidSlope(w * activation + b)
      return exp(-0.5 * b * b) * slope * slope
    }
    const inner = integrate(slopeSquare, -9, 9, 6)
    return w * w * PER_SQRT_2PI * inner
  })
  return Math.sqrt(square)
}
