import { InputError, shown } from '../errors/index.ts'
import { artanh, findRoot, log } from '../numerics/index.ts'
import { sigmoidSlope } from './sigmoid.ts'

/**
 * The widest range of activations a over which one factor can be at least 1, |wσ'(wa + b)| ≥ 1, whatever b:
 * (2/|w|) ln(|w|(1 + √(1 − 4/|w|))/2 − 1) = (4/|w|) artanh √(1 − 4/|w|); 0 for |w| ≤ 4, since σ' ≤ ¼.
 * Near |w| = 4 the logarithm's argument nears 1, so there it is taken as artanh · relative error < 1e-14 for every |w| > 4.
 * Nielsen 2015, ch. 5, eq (123).
 */
export function prevalenceWidth(weight: number): number {
  const size = Math.abs(weight)
  if (size <= 4 || size === Infinity) return 0
  const s = Math.sqrt((size - 4) / size)
  return size < 8 ? (4 / size) * artanh(s) : (2 / size) * log(size * ((1 + s) / 2) - 1)
}

/** wσ'(wa + b): one factor of the chain's product as a function of the activation below it. */
export const prevalenceFactor = (weight: number, bias: number, activation: number): number =>
  weight * sigmoidSlope(weight * activation + bias)

/** The input activations a for which |wσ′(wa + b)| ≥ 1. */
export interface ActivationRange {
  readonly low: number
  readonly high: number
  readonly width: number
}

/**
 * The same range by root finding on |wσ'(wa + b)| = 1, from its peak a = −b/w outward: the ends and their distance.
 * null if no activation reaches 1 (|w| < 4). The second way to eq (123), which knows nothing of it.
 */
export function prevalenceRange(weight: number, bias: number): ActivationRange | null {
  if (!Number.isFinite(weight) || !Number.isFinite(bias)) {
    throw new InputError({ code: 'usage', where: 'prevalenceRange', expected: 'finite numbers', got: shown([weight, bias]) })
  }
  const size = Math.abs(weight)
  if (size < 4) return null
  const excess = (z: number) => size * sigmoidSlope(z) - 1
  // At z = |w| the factor is below |w|e^(−|w|) < 1, so that one crossing lies between; the other is its mirror image.
  const reach = excess(0) <= 0 ? 0 : findRoot(excess, 0, size)
  const ends = [(-reach - bias) / weight, (reach - bias) / weight]
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  return { low, high, width: (2 * reach) / size }
}

/**
 * Where `prevalenceWidth` is largest: d/d|w| = 0 ⇔ 2 artanh s = 1/s with s = √(1 − 4/|w|), |w| = 4/(1 − s²), width = 2/(|w|s).
 * |w| = 6.8941510323, width = 0.4477432047 (the book: ≈ 6.9 and ≈ 0.45) · error < 1e-14 · Nielsen 2015, ch. 5, problem after eq (123).
 */
export function widestPrevalence(): { readonly weight: number; readonly width: number } {
  const s = findRoot(x => 2 * artanh(x) - 1 / x, 0.1, 0.9)
  const weight = 4 / ((1 - s) * (1 + s))
  return { weight, width: 2 / (weight * s) }
}
