import { powerOfTwo, scaleByPowerOfTwo } from './bits.ts'

const bits = new DataView(new ArrayBuffer(8))

/** ⌊log₂|x|⌋ for finite x ≠ 0, subnormal numbers included. */
export function exponentOf(x: number): number {
  bits.setFloat64(0, x)
  const field = (bits.getUint32(0) >>> 20) & 0x7ff
  if (field > 0) return field - 1023
  bits.setFloat64(0, x * powerOfTwo(54))
  return ((bits.getUint32(0) >>> 20) & 0x7ff) - 1023 - 54
}

/**
 * √(Σᵢ vᵢ² / divisor) · 2^exponent. Neither the squares nor their sum leave the range, however small or large the values are.
 * Relative error ≤ (n/2 + 4)·2⁻⁵³. A NaN among the values gives NaN, else an infinity gives Infinity; no values or only zeros give 0.
 */
export function rootSumOfSquares(values: ArrayLike<number>, exponent = 0, divisor = 1): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!)
    if (!(size <= largest)) {
      if (size !== size) return NaN
      largest = size
    }
  }
  if (largest === 0) return 0
  if (largest === Infinity) return hasNaN(values) ? NaN : Infinity
  const e = exponentOf(largest)
  // Two factors, because 2^1074 (for the smallest subnormal number) is not itself a number.
  const first = powerOfTwo(Math.trunc(-e / 2))
  const second = powerOfTwo(-e - Math.trunc(-e / 2))
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const v = values[i]! * first * second
    sum += v * v
  }
  return scaleByPowerOfTwo(Math.sqrt(sum / divisor), e + exponent)
}

function hasNaN(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) return true
  return false
}
