// Adapted from FreeBSD msun / fdlibm. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
// Developed at SunPro/SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice is preserved.
//
// JavaScript engines may compute Math.* as they please; these use only + − × ÷ √ and bit patterns, which IEEE 754 fixes,
// so that every engine gives the same bytes.
/** sin(x + y) for |x| ≤ π/4, y its tail · fdlibm k_sin.c. */
export function sinKernel(x: number, y: number): number {
  const z = x * x
  const w = z * z
  const r =
    8.33333333332248946124e-3 + z * (-1.98412698298579493134e-4 + z * 2.75573137070700676789e-6) +
    z * w * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)
  const v = z * x
  return x - (z * (0.5 * y - v * r) - y - v * -1.66666666666666324348e-1)
}

/** cos(x + y) for |x| ≤ π/4, y its tail · fdlibm k_cos.c. */
export function cosKernel(x: number, y: number): number {
  const z = x * x
  const ww = z * z
  const r =
    z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5)) +
    ww * ww * (-2.75573143513906633035e-7 + z * (2.08757232129817482790e-9 + z * -1.13596475577881948265e-11))
  const half = 0.5 * z
  const w = 1 - half
  return w + (1 - w - half + (z * r - x * y))
}

/** cos πx · error < 2 ulp for 0 ≤ x ≤ 1, and 0 at ½ · what a schedule needs, without the reduction of just any angle. */
export function cosHalfTurn(x: number): number {
  if (x > 0.75) return -cosKernel(Math.PI * (1 - x), 0)
  return x < 0.25 ? cosKernel(Math.PI * x, 0) : sinKernel(Math.PI * (0.5 - x), 0)
}
