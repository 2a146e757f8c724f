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

/**
 * Constants of the inner loops, as bits. They are read from memory before a loop: V8 would build a v128.const anew in every turn, in
 * three instructions, which cost more than the arithmetic they serve.
 */
const CONSTANTS = memory.data<u32>([
  0x7fffffff, 0x007fffff, 0x3f800000, 0xc2ae999a, 0x3fb8aa3b, 0x4b400000, 0x3f318000, 0x395e8083,
  0x39506967, 0x3ab743ce, 0x3c088908, 0x3d2aa9c1, 0x3e2aaaaa, 0x3f000000, 0x80000000, 0x1c7fffff,
  0xffffff00, 0
])
/** All bits but the sign; the smallest normal float less one bit, for `flush`; 1; the sign; 2^-70 as for `flush`; the upper 24 bits; 0. */
export const MAGNITUDE = 0, SMALLEST = 1, ONE = 2, SIGN = 14, NEGLIGIBLE = 15, UPPER = 16, ZERO = 17
/** exp: the smallest argument, log₂e, 1.5·2²³ (adding it leaves the nearest whole number in the low bits), ln 2 in two parts, the polynomial. */
export const LOWEST = 3
const LOG2E = 4, ROUND = 5, LN2_HIGH = 6, LN2_LOW = 7, TAIL = 8

// @ts-ignore: decorator
@inline export function constant(i: i32): v128 { return v128.load32_splat(CONSTANTS + (<usize>i << 2)) }

// @ts-ignore: decorator
@inline export function magnitude(x: v128): v128 { return v128.and(x, constant(MAGNITUDE)) }

/** Zero for magnitudes up to `least` (kept: NaN), so that no denormal is ever stored: SMALLEST or NEGLIGIBLE. `bits`: MAGNITUDE. */
// @ts-ignore: decorator
@inline export function flush(x: v128, bits: v128, least: v128): v128 { return v128.and(x, i32x4.gt_s(v128.and(x, bits), least)) }

/**
 * The larger of the magnitudes as integers, which order like floats that are not negative, with infinity and NaN above all others.
 * One instruction, and no NaN is lost. `bits`: MAGNITUDE.
 */
// @ts-ignore: decorator
@inline export function larger(most: v128, x: v128, bits: v128): v128 { return i32x4.max_s(most, v128.and(x, bits)) }

/** (eʳ − 1 − r)/r² on |r| ≤ ½ ln 2: minimax polynomial of Cephes' expf (Moshier 1992), relative error of eʳ below 2e-7. */
// @ts-ignore: decorator
@inline export function expTail(r: v128, square: v128): v128 {
  // Three short chains in place of one long: the processor can work on more of them at a time.
  const high = madd(constant(TAIL), r, constant(TAIL + 1)), middle = madd(constant(TAIL + 2), r, constant(TAIL + 3))
  return madd(madd(high, square, middle), square, madd(constant(TAIL + 4), r, constant(TAIL + 5)))
}

/** eˣ; 0 below −87.3 (the smallest normal float), capped at e⁸⁸; NaN stays NaN. Like those below not inlined: a dozen copies would be a tenth of the build. */
export function exp4(x: v128): v128 { return expBelow(f32x4.pmin(x, splat(88))) }

/** The same for x ≤ 88. */
// @ts-ignore: decorator
@inline export function expBelow(x: v128): v128 {
  const low = f32x4.pmax(x, constant(LOWEST)), shifted = shiftedExponent(low), r = remainder(low, shifted), square = f32x4.mul(r, r)
  return f32x4.mul(madd(expTail(r, square), square, f32x4.add(r, constant(ONE))), powerOf(x, shifted))
}

/** x ≥ −87.3 over ln 2 as a whole number n in the low bits; r = x − n ln 2; 2ⁿ, or 0 where x is lower. eˣ = e^r 2ⁿ. */
// @ts-ignore: decorator
@inline export function shiftedExponent(low: v128): v128 { return madd(low, constant(LOG2E), constant(ROUND)) }
// @ts-ignore: decorator
@inline export function remainder(low: v128, shifted: v128): v128 {
  const n = f32x4.sub(shifted, constant(ROUND))
  return madd(n, constant(LN2_LOW), f32x4.sub(low, f32x4.mul(n, constant(LN2_HIGH))))
}
// @ts-ignore: decorator
@inline export function powerOf(x: v128, shifted: v128): v128 {
  return v128.andnot(i32x4.add(i32x4.shl(shifted, 23), constant(ONE)), f32x4.lt(x, constant(LOWEST)))
}

/** eˣ − 1 without cancellation near 0. */
export function expm14(x: v128): v128 {
  const near = f32x4.lt(f32x4.abs(x), splat(0.34))
  const square = f32x4.mul(x, x)
  return choose(madd(expTail(x, square), square, x), f32x4.sub(exp4(x), splat(1)), near)
}

/** ln(1 + t) for 0 ≤ t ≤ 1, as 2 artanh(t/(2+t)): the series' error is below 2e-8 relative. */
export function log1p4(t: v128): v128 {
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
export function erfc4(x: v128): v128 {
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
export function erf4(x: v128): v128 {
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

/**
 * The sum of the two vectors of a pair, by way of 32 bytes of memory where an engine is to join them: it does so from two neighbouring
 * stores down to what they come from. `at` must be known at run time only, and what is summed in double from two such sums must not be
 * stored side by side: V8 13.6 and 14.1 then lose the upper vector (the long tests run these versions).
 */
// @ts-ignore: decorator
@inline export function together(lower: v128, upper: v128, at: usize): v128 {
  if (!WIDE) return f32x4.add(lower, upper)
  v128.store(at, upper, 16); v128.store(at, lower)
  return f32x4.add(v128.load(at), v128.load(at, 16))
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

/** Largest of the four lanes of `larger` (NaN if any is). */
// @ts-ignore: decorator
@inline export function largest(x: v128): f32 {
  const a = max(i32x4.extract_lane(x, 0), i32x4.extract_lane(x, 1)), b = max(i32x4.extract_lane(x, 2), i32x4.extract_lane(x, 3))
  return reinterpret<f32>(max(a, b))
}

/** Whether a `larger` has met infinity or NaN. */
// @ts-ignore: decorator
@inline export function overflowed(most: v128): bool { return v128.any_true(i32x4.gt_s(most, i32x4.splat(0x7f7fffff))) }

/** 2^e as a double, for −1022 ≤ e ≤ 1023; beyond, 0 or infinity. */
export function power2(e: i32): f64 {
  if (e < -1022) return 0
  if (e > 1023) return Infinity
  return reinterpret<f64>(<i64>(e + 1023) << 52)
}
