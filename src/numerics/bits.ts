/** Index of the sign-and-exponent word of a float64 seen as two 32-bit words (1 on little-endian machines). */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0
const LOW = 1 - HIGH
const float = new Float64Array(1)
const words = new Int32Array(float.buffer)
/** A power of two: the lower word stays 0. */
const asPower = new Float64Array(1)
const power = new Int32Array(asPower.buffer)

/** The upper 32 bits of x: sign, exponent, and the first 20 bits of the mantissa. */
export function highWord(x: number): number {
  float[0] = x
  return words[HIGH]!
}

/** x with its upper 32 bits replaced. */
export function withHighWord(x: number, high: number): number {
  float[0] = x
  words[HIGH] = high
  return float[0]
}

/** x with the lower half of its mantissa cleared, so that its square is exact. */
export function upperHalf(x: number): number {
  float[0] = x
  words[LOW] = 0
  return float[0]
}

/** 2^k, exact, for −1022 ≤ k ≤ 1023. */
export function powerOfTwo(k: number): number {
  const high = (k + 1023) << 20
  // As a rule the last one again; a number read just after a part of it was written holds the processor up.
  if (power[HIGH] !== high) power[HIGH] = high
  return asPower[0]!
}

/** x·2^k for any integer k. Exact, but a result outside the normal range is rounded once (to a subnormal number, 0 or ±Infinity). */
export function scaleByPowerOfTwo(x: number, k: number): number {
  // A step of −969 = −1022 + 53 keeps the last, rounding multiplication the only inexact one.
  for (; k > 1023; k -= 1023) {
    x *= powerOfTwo(1023)
    if (x === 0 || !Number.isFinite(x)) return x
  }
  for (; k < -1022; k += 969) {
    x *= powerOfTwo(-969)
    if (x === 0 || !Number.isFinite(x)) return x
  }
  return x * powerOfTwo(k)
}
