// Adapted from FreeBSD msun / fdlibm. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
// Developed at SunPro/SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice is preserved.
//
// JavaScript engines may compute Math.* as they please; these use only + − × ÷ √ and bit patterns, which IEEE 754 fixes,
// so that every engine gives the same bytes.
import { highWord, withHighWord } from './bits.ts'

export const LN2_HIGH = 6.9314718036912381649e-1
export const LN2_LOW = 1.90821492927058770002e-10
export const ONE = 0x3ff00000
export const HALF_SQRT2 = 0x3fe6a09e

/** log(1+f) − f + f²/2 divided into its rational tail, with s = f/(2+f), as s·(f²/2 + R(s²)). */
export function tail(s: number, halfSquare: number): number {
  const z = s * s
  const w = z * z
  const odd = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1))
  const even = z * (6.66666666666673513e-1 + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)))
  return s * (halfSquare + even + odd)
}

/** ln x · error < 1 ulp; −∞ at 0, NaN below · fdlibm e_log.c. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return x
  let k = 0
  let y = x
  if (x < 2.2250738585072014e-308) {
    y = x * 18014398509481984 // 2^54
    k = -54
  }
  const high = highWord(y) + (ONE - HALF_SQRT2)
  k += (high >> 20) - 1023
  const f = withHighWord(y, (high & 0xfffff) + HALF_SQRT2) - 1
  const halfSquare = 0.5 * f * f
  return tail(f / (2 + f), halfSquare) + k * LN2_LOW - halfSquare + f + k * LN2_HIGH
}
