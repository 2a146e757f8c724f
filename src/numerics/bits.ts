/** Index of the sign-and-exponent word of a float64 seen as two 32-bit words (1 on little-endian machines). */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0
const LOW = 1 - HIGH
const float = new Float64Array(1)
const words = new Int32Array(float.buffer)

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
  words[LOW] = 0
  words[HIGH] = (k + 1023) << 20
  return float[0]!
}

/** x·2^k for any integer k, rounded once (twice only if the result is subnormal). */
export function scaleByPowerOfTwo(x: number, k: number): number {
  if (k > 1023) return k > 2046 ? x * powerOfTwo(1023) * powerOfTwo(1023) : x * powerOfTwo(1023) * powerOfTwo(k - 1023)
  if (k < -1022) return k < -2044 ? x * powerOfTwo(-1022) * powerOfTwo(-1022) : x * powerOfTwo(k + 969) * powerOfTwo(-969)
  return x * powerOfTwo(k)
}
