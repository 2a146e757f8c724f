// Elementary functions on four floats at a time, and float64 sums of them. Own code, so that the same bytes come out of every engine.

/** a·b + c: one rounding in the relaxed build, two in the plain one. */
// @ts-ignore: decorator
@inline export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

// @ts-ignore: decorator
@inline export function splat(x: f32): v128 { return f32x4.splat(x) }

// @ts-ignore: decorator
@inline export function choose(whenTrue: v128, whenFalse: v128, mask: v128): v128 { return v128.bitselect(whenTrue, whenFalse, mask) }

/** Zero for magnitudes below `least` (kept: NaN), so that no denormal is ever stored. */
// @ts-ignore: decorator
@inline export function flush(x: v128, least: v128): v128 { return v128.andnot(x, f32x4.lt(f32x4.abs(x), least)) }

// @ts-ignore: decorator
@inline export function smallest(): v128 { return splat(reinterpret<f32>(0x00800000)) }

/** (eʳ − 1 − r)/r² on |r| ≤ ½ ln 2: minimax polynomial of Cephes' expf (Moshier 1992), relative error of eʳ below 2e-7. */
// @ts-ignore: decorator
@inline function expTail(r: v128): v128 {
  let p = madd(splat(1.9875691500e-4), r, splat(1.3981999507e-3))
  p = madd(p, r, splat(8.3334519073e-3))
  p = madd(p, r, splat(4.1665795894e-2))
  p = madd(p, r, splat(1.6666665459e-1))
  return madd(p, r, splat(5.0000001201e-1))
}

/** eˣ; 0 below −87.3 (the smallest normal float), capped at e⁸⁸; NaN stays NaN. */
// @ts-ignore: decorator
@inline export function exp4(x: v128): v128 {
  const tooLow = f32x4.lt(x, splat(-87.3))
  const c = f32x4.max(f32x4.min(x, splat(88.0)), splat(-87.3))
  const n = f32x4.nearest(f32x4.mul(c, splat(1.44269504088896341)))
  let r = f32x4.sub(c, f32x4.mul(n, splat(0.693359375)))
  r = f32x4.add(r, f32x4.mul(n, splat(2.12194440e-4)))
  const p = f32x4.add(madd(expTail(r), f32x4.mul(r, r), r), splat(1))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  return v128.andnot(f32x4.mul(p, power), tooLow)
}

/** eˣ − 1 without cancellation near 0. */
// @ts-ignore: decorator
@inline export function expm14(x: v128): v128 {
  const near = f32x4.lt(f32x4.abs(x), splat(0.34))
  return choose(madd(expTail(x), f32x4.mul(x, x), x), f32x4.sub(exp4(x), splat(1)), near)
}

/** ln(1 + t) for 0 ≤ t ≤ 1, as 2 artanh(t/(2+t)): the series' error is below 2e-8 relative. */
// @ts-ignore: decorator
@inline export function log1p4(t: v128): v128 {
  const s = f32x4.div(t, f32x4.add(t, splat(2)))
  const q = f32x4.mul(s, s)
  let p = madd(q, splat(2.0 / 15), splat(2.0 / 13))
  p = madd(p, q, splat(2.0 / 11))
  p = madd(p, q, splat(2.0 / 9))
  p = madd(p, q, splat(2.0 / 7))
  p = madd(p, q, splat(2.0 / 5))
  p = madd(p, q, splat(2.0 / 3))
  return f32x4.mul(s, madd(p, q, splat(2)))
}

/** tanh x from t = e^(−2|x|), and near 0 by Cephes' tanhf polynomial. */
// @ts-ignore: decorator
@inline export function tanh4(x: v128, t: v128): v128 {
  const q = f32x4.mul(x, x)
  let p = madd(splat(-5.70498872745e-3), q, splat(2.06390887954e-2))
  p = madd(p, q, splat(-5.37397155531e-2))
  p = madd(p, q, splat(1.33314422036e-1))
  p = madd(p, q, splat(-3.33332819422e-1))
  const near = madd(f32x4.mul(p, q), x, x)
  const far = f32x4.div(f32x4.sub(splat(1), t), f32x4.add(splat(1), t))
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)))
  return choose(near, signed, f32x4.lt(f32x4.abs(x), splat(0.625)))
}

/** erfc x for x ≥ 0: the Chebyshev fit of Numerical Recipes (Press et al. 1992, erfcc), relative error below 1.2e-7 before rounding. */
// @ts-ignore: decorator
@inline export function erfc4(x: v128): v128 {
  const t = f32x4.div(splat(1), madd(splat(0.5), x, splat(1)))
  let p = madd(splat(0.17087277), t, splat(-0.82215223))
  p = madd(p, t, splat(1.48851587))
  p = madd(p, t, splat(-1.13520398))
  p = madd(p, t, splat(0.27886807))
  p = madd(p, t, splat(-0.18628806))
  p = madd(p, t, splat(0.09678418))
  p = madd(p, t, splat(0.37409196))
  p = madd(p, t, splat(1.00002368))
  p = madd(p, t, splat(-1.26551223))
  return f32x4.mul(t, exp4(f32x4.sub(p, f32x4.mul(x, x))))
}

/** erf x: its series below ½, 1 − erfc beyond. */
// @ts-ignore: decorator
@inline export function erf4(x: v128): v128 {
  const q = f32x4.mul(x, x)
  let p = madd(splat(-1.0 / 1320), q, splat(1.0 / 216))
  p = madd(p, q, splat(-1.0 / 42))
  p = madd(p, q, splat(1.0 / 10))
  p = madd(p, q, splat(-1.0 / 3))
  const near = f32x4.mul(splat(1.1283791670955126), madd(f32x4.mul(p, q), x, x))
  const far = f32x4.sub(splat(1), erfc4(f32x4.abs(x)))
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)))
  return choose(near, signed, f32x4.lt(f32x4.abs(x), splat(0.5)))
}

/** ln x for normal x > 0, float64: exponent and 2 artanh((m−1)/(m+1)), m in [√½, √2). */
export function log(x: f64): f64 {
  const bits = reinterpret<i64>(x)
  let e = <i32>((bits >> 52) & 0x7ff) - 1023
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000)
  if (m > 1.4142135623730951) { m *= 0.5; e++ }
  const s = (m - 1) / (m + 1)
  const q = s * s
  let p: f64 = 1.0 / 19
  for (let d = 17; d >= 1; d -= 2) p = p * q + 1.0 / <f64>d
  return 2 * s * p + <f64>e * 0.6931471805599453
}

/** The upper two floats as doubles. */
// @ts-ignore: decorator
@inline export function high(x: v128): v128 { return f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1)) }
// @ts-ignore: decorator
@inline export function low(x: v128): v128 { return f64x2.promote_low_f32x4(x) }

/** acc + the sum of x's squares, in double. */
// @ts-ignore: decorator
@inline export function addSquares(acc: v128, x: v128): v128 {
  const l = low(x)
  const h = high(x)
  return f64x2.add(f64x2.add(acc, f64x2.mul(l, l)), f64x2.mul(h, h))
}

// @ts-ignore: decorator
@inline export function addValues(acc: v128, x: v128): v128 { return f64x2.add(f64x2.add(acc, low(x)), high(x)) }

// @ts-ignore: decorator
@inline export function total(x: v128): f64 { return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1) }

/** Largest of the four lanes (NaN if any is). */
// @ts-ignore: decorator
@inline export function largest(x: v128): f32 {
  return max(max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)), max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)))
}

/** 2^e as a double, for −1022 ≤ e ≤ 1023; beyond, 0 or infinity. */
export function power2(e: i32): f64 {
  if (e < -1022) return 0
  if (e > 1023) return Infinity
  return reinterpret<f64>(<i64>(e + 1023) << 52)
}
