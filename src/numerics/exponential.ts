// Adapted from FreeBSD msun / fdlibm. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
// Developed at SunPro/SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice is preserved.
//
// JavaScript engines may compute Math.* as they please; these use only + − × ÷ √ and bit patterns, which IEEE 754 fixes,
// so that every engine gives the same bytes.
import { powerOfTwo, scaleByPowerOfTwo } from './bits.ts'

const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10
const PER_LN2 = 1.44269504088896338700
const HALF_LN2 = 0.34657359027997264
const OVERFLOW = 709.782712893383973096
const UNDERFLOW = -745.13321910194110842

/** eˣ · error < 1 ulp; ∞ above 709.7827, subnormal below −708.39, 0 below −745.13 · fdlibm e_exp.c. */
export function exp(x: number): number {
  if (x !== x) return x
  if (x > OVERFLOW) return Infinity
  if (x < UNDERFLOW) return 0
  let k = 0
  let high = x
  let low = 0
  let r = x
  const size = Math.abs(x)
  if (size > HALF_LN2) {
    k = (PER_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0
    high = x - k * LN2_HIGH
    low = k * LN2_LOW
    r = high - low
  } else if (size < 2 ** -28) return 1 + x
  const rr = r * r
  const high3 = 6.61375632143793436117e-5 + rr * (-1.6533902205465251539e-6 + rr * 4.13813679705723846039e-8)
  const c = r - rr * (1.66666666666666019037e-1 + rr * (-2.77777777770155933842e-3 + rr * high3))
  const y = 1 + ((r * c) / (2 - c) - low + high)
  return k === 0 ? y : scaleByPowerOfTwo(y, k)
}

/** eˣ − 1 without cancellation at 0 · error < 1 ulp · fdlibm s_expm1.c. */
export function expm1(x: number): number {
  if (x !== x || x === 0) return x
  if (x > OVERFLOW) return Infinity
  if (x < -38.816242) return -1
  const size = Math.abs(x)
  if (size < 2 ** -54) return x
  let k = 0
  let r = x
  let c = 0
  if (size > HALF_LN2) {
    k = (PER_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0
    const high = x - k * LN2_HIGH
    const low = k * LN2_LOW
    r = high - low
    c = high - r - low
  }
  const half = 0.5 * r
  const square = r * half
  const poly =
    1 +
    square *
      (-3.33333333333331316428e-2 +
        square *
          (1.58730158725481460165e-3 +
            square * (-7.93650757867487942473e-5 + square * (4.00821782732936239552e-6 + square * -2.01099218183624371326e-7))))
  const t = 3 - poly * half
  const e = square * ((poly - t) / (6 - r * t))
  return k === 0 ? r - (r * e - square) : rescaled(r, r * (e - c) - c - square, k)
}

/** 2ᵏ(1 + r − e) − 1, in the order of operations that loses nothing for each range of k. */
function rescaled(r: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (r - e) - 0.5
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e)
  if (k < 0 || k > 56) return scaleByPowerOfTwo(r - e + 1, k) - 1
  const down = powerOfTwo(-k)
  return (k < 20 ? r - e + (1 - down) : r - (e + down) + 1) * powerOfTwo(k)
}
