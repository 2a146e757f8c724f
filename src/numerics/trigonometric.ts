// Adapted from FreeBSD msun / fdlibm. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
// Developed at SunPro/SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice is preserved.
//
// JavaScript engines may compute Math.* as they please; these use only + − × ÷ √ and bit patterns, which IEEE 754 fixes,
// so that every engine gives the same bytes.
import { highWord } from './bits.ts'
import { cosKernel, sinKernel } from './trigonometric-kernels.ts'

const TWO_PER_PI = 6.36619772367581382433e-1
// π/2 = P1 + P2 + P3 + P3_TAIL, the first three with 33 bits each, so that their products with n < 2²⁰ are exact.
const P1 = 1.57079632673412561417
const P1_TAIL = 6.07710050650619224932e-11
const P2 = 6.07710050630396597660e-11
const P2_TAIL = 2.02226624879595063154e-21
const P3 = 2.02226624871116645580e-21
const P3_TAIL = 8.47842766036889956997e-32

/** |x| ≤ 2²⁰·π/2: the range in which the three-part π/2 reduces the argument to full precision. */
const LIMIT = 1647099

interface Reduced {
  readonly quadrant: number
  /** x − quadrant·π/2 as an unevaluated sum. */
  readonly y0: number
  readonly y1: number
}

function exponentOf(x: number): number {
  return (highWord(x) >> 20) & 0x7ff
}

/** Cody–Waite in up to three rounds, by how much each subtraction cancelled · fdlibm e_rem_pio2.c. */
function reduce(x: number): Reduced {
  const n = Math.floor(x * TWO_PER_PI + 0.5)
  let r = x - n * P1
  let w = n * P1_TAIL
  let y0 = r - w
  const before = exponentOf(x)
  if (before - exponentOf(y0) > 16) {
    let t = r
    w = n * P2
    r = t - w
    w = n * P2_TAIL - (t - r - w)
    y0 = r - w
    if (before - exponentOf(y0) > 49) {
      t = r
      w = n * P3
      r = t - w
      w = n * P3_TAIL - (t - r - w)
      y0 = r - w
    }
  }
  return { quadrant: n & 3, y0, y1: r - y0 - w }
}

/** sin x · error < 1 ulp for |x| ≤ 1,647,099 (2²⁰·π/2); NaN beyond, where the reduction would guess · odd, exactly · fdlibm s_sin.c. */
export function sin(x: number): number {
  const size = Math.abs(x)
  if (!(size <= LIMIT)) return NaN
  if (size < 2 ** -27) return x
  if (size <= 0.7853981633974483) return sinKernel(x, 0)
  const { quadrant, y0, y1 } = reduce(size)
  const y = (quadrant & 1) === 0 ? sinKernel(y0, y1) : cosKernel(y0, y1)
  return (x < 0) !== quadrant > 1 ? -y : y
}

/** cos x · error < 1 ulp for |x| ≤ 1,647,099 (2²⁰·π/2); NaN beyond · even, exactly · fdlibm s_cos.c. */
export function cos(x: number): number {
  const size = Math.abs(x)
  if (!(size <= LIMIT)) return NaN
  if (size <= 0.7853981633974483) return cosKernel(size, 0)
  const { quadrant, y0, y1 } = reduce(size)
  const y = (quadrant & 1) === 0 ? cosKernel(y0, y1) : sinKernel(y0, y1)
  return quadrant === 1 || quadrant === 2 ? -y : y
}
