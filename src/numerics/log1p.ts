// Adapted from FreeBSD msun / fdlibm. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
// Developed at SunPro/SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice is preserved.
//
// JavaScript engines may compute Math.* as they please; these use only + − × ÷ √ and bit patterns, which IEEE 754 fixes,
// so that every engine gives the same bytes.
import { highWord, withHighWord } from './bits.ts'
import { HALF_SQRT2, LN2_HIGH, LN2_LOW, ONE, tail } from './logarithm.ts'

/** ln(1 + x) without cancellation at 0 · error < 1 ulp; −∞ at −1, NaN below · fdlibm s_log1p.c. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN
  if (x === Infinity || Math.abs(x) < 2 ** -54) return x
  let k = 0
  let f = x
  let c = 0
  if (x > 0.41421356 || x < -0.29289321) {
    const u = 1 + x
    const high = highWord(u) + (ONE - HALF_SQRT2)
    k = (high >> 20) - 1023
    if (k < 54) c = (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u // what rounding 1 + x lost
    f = withHighWord(u, (high & 0xfffff) + HALF_SQRT2) - 1
  }
  const halfSquare = 0.5 * f * f
  return tail(f / (2 + f), halfSquare) + (k * LN2_LOW + c) - halfSquare + f + k * LN2_HIGH
}
