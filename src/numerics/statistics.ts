import { InputError, shown } from '../errors/index.ts'
import { highWord, powerOfTwo } from './bits.ts'
import { normalQuantile } from './normal.ts'

/** Σx/n, summed with Neumaier's compensation, so that the order hardly matters · NaN for no values · O(n). */
export function mean(values: ArrayLike<number>): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    const next = sum + x
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum
    sum = next
  }
  if (Number.isFinite(sum)) return (sum + lost) / values.length
  // Either a value is not finite, which has to show, or only the sum overflowed, and dividing first keeps it in range.
  let scaled = 0
  for (let i = 0; i < values.length; i++) scaled += values[i]! / values.length
  return scaled
}

/**
 * √(Σ(x−x̄)²/(n−1)): the sample's standard deviation · NaN below two values.
 * Squares are taken of deviations scaled by a power of two, so that values near 1e-300 or 1e300 neither vanish nor overflow · O(n).
 */
export function standardDeviation(values: ArrayLike<number>): number {
  const n = values.length
  if (n < 2) return NaN
  const center = mean(values)
  let largest = 0
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(values[i]! - center)) // Math.max keeps a NaN
  if (largest === 0 || !Number.isFinite(largest)) return largest === Infinity ? NaN : largest
  const exponent = Math.min(1022, Math.max(-1021, (highWord(largest) >> 20) - 1023))
  const scale = powerOfTwo(-exponent)
  let squares = 0
  for (let i = 0; i < n; i++) {
    const deviation = (values[i]! - center) * scale
    squares += deviation * deviation
  }
  return Math.sqrt(squares / (n - 1)) * powerOfTwo(exponent)
}

/**
 * The p-quantile by linear interpolation between order statistics at (n−1)p (Hyndman & Fan 1996, type 7: NumPy's and R's default).
 * NaN for no values or if one of them is NaN · p in [0, 1] · O(n log n), sorts a copy.
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new InputError({ code: 'usage', where: 'quantile(values, p)', expected: 'p from 0 to 1', got: shown(p) })
  const sorted = Float64Array.from(values).sort() // a typed array sorts by number, NaN last
  const n = sorted.length
  if (n === 0 || Number.isNaN(sorted[n - 1]!)) return NaN
  const at = (n - 1) * p
  const below = Math.floor(at)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, n - 1)]!
  const weight = at - below
  return weight === 0 || low === high ? low : low * (1 - weight) + high * weight
}

/**
 * Wilson's score interval for a share: (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n), z = Φ⁻¹((1 + confidence)/2).
 * Inside [0, 1] always; [0, 1] for no trials · Wilson 1927.
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): { readonly low: number; readonly high: number } {
  const usage = (expected: string, got: unknown) => new InputError({ code: 'usage', where: 'wilsonInterval', expected, got: shown(got) })
  if (!(Number.isSafeInteger(trials) && trials >= 0)) throw usage('a whole number of trials', trials)
  if (!(Number.isSafeInteger(successes) && successes >= 0 && successes <= trials)) {
    throw usage(`successes from 0 to the ${trials} trials`, successes)
  }
  if (!(confidence > 0 && confidence < 1)) throw usage('a confidence between 0 and 1', confidence)
  if (trials === 0) return { low: 0, high: 1 }
  const z = normalQuantile(0.5 + confidence / 2)
  const share = successes / trials
  const zz = (z * z) / trials
  const middle = share + zz / 2
  const reach = Math.sqrt(zz * ((share * (trials - successes)) / trials + zz / 4))
  return {
    low: successes === 0 ? 0 : Math.max(0, (middle - reach) / (1 + zz)),
    high: successes === trials ? 1 : Math.min(1, (middle + reach) / (1 + zz))
  }
}
