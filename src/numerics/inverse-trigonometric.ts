// Adapted from FreeBSD msun / fdlibm. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
// Developed at SunPro/SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice is preserved.
import { upperHalf } from './bits.ts'

const HALF_PI = 1.57079632679489655800
const HALF_PI_TAIL = 6.12323399573676603587e-17

/** (asin √t − √t)/√t for 0 ≤ t ≤ ¼ · fdlibm e_asin.c. */
function ratio(t: number): number {
  const p =
    t * (1.66666666666666657415e-1 + t * (-3.25565818622400915405e-1 + t * (2.01212532134862925881e-1 +
      t * (-4.00555345006794114027e-2 + t * (7.91534994289814532176e-4 + t * 3.47933107596021167570e-5)))))
  const q =
    1 + t * (-2.40339491173441421878 + t * (2.02094576023350569471 + t * (-6.88283971605453293030e-1 + t * 7.70381505559019352791e-2)))
  return p / q
}

/** arcsin x in [−π/2, π/2] · error < 2 ulp · NaN outside [−1, 1] · odd, exactly · fdlibm e_asin.c. */
export function arcsin(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -27 || x !== x) return x
  if (size > 1) return NaN
  if (size < 0.5) return x + x * ratio(x * x)
  const angle = HALF_PI - (2 * halfAngle((1 - size) / 2) - HALF_PI_TAIL)
  return x < 0 ? -angle : angle
}

/** arcsin √t, with √t as a sum of two numbers where its rounding would show. */
function halfAngle(t: number): number {
  const root = Math.sqrt(t)
  if (t === 0) return 0
  const head = upperHalf(root)
  const tail = (t - head * head) / (root + head)
  return head + (ratio(t) * root + tail)
}

/** arccos x in [0, π] · error < 1 ulp, near x = 1 too · NaN outside [−1, 1] · fdlibm e_acos.c. */
export function arccos(x: number): number {
  const size = Math.abs(x)
  if (!(size <= 1)) return NaN
  if (size < 0.5) return HALF_PI - (x - (HALF_PI_TAIL - x * ratio(x * x)))
  return x > 0 ? 2 * halfAngle((1 - x) / 2) : Math.PI - (2 * halfAngle((1 + x) / 2) - 2 * HALF_PI_TAIL)
}
