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
  0xffffff00, 0, 0x3e8f6bc1, 0x3e8f5e8c, 0x3ecce904, 0x3f2aaa81, 0x40000000
])
/** All bits but the sign; the smallest normal float less one bit, for `flush`; 1; the sign; 2^-70 as for `flush`; the upper 24 bits; 0. */
export const MAGNITUDE = 0, SMALLEST = 1, ONE = 2, SIGN = 14, NEGLIGIBLE = 15, UPPER = 16, ZERO = 17
/** exp: the smallest argument, log₂e, 1.5·2²³ (adding it leaves the nearest whole number in the low bits), ln 2 in two parts, the polynomial. */
export const LOWEST = 3, LOG2E = 4, ROUND = 5, LN2_HIGH = 6, LN2_LOW = 7, TAIL = 8
/** Of `twiceArtanh`. */
const ARTANH = 18

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

// What the exponential is made of takes its constants as arguments: loops read them once, and read again in every turn they cost a tenth.

/** (eʳ − 1 − r)/r² on |r| ≤ ½ ln 2: minimax polynomial of Cephes' expf (Moshier 1992), error of eʳ below 2e-7. p… = constants from TAIL on. */
// @ts-ignore: decorator
@inline function expTail(r: v128, square: v128, p0: v128, p1: v128, p2: v128, p3: v128, p4: v128, p5: v128): v128 {
  // Three short chains in place of one long: the processor can work on more of them at a time.
  return madd(madd(madd(p0, r, p1), square, madd(p2, r, p3)), square, madd(p4, r, p5))
}

/** e^r 2ⁿ for |r| ≤ ½ ln 2. */
// @ts-ignore: decorator
@inline export function exponential(r: v128, power: v128, one: v128, p0: v128, p1: v128, p2: v128, p3: v128, p4: v128, p5: v128): v128 {
  const square = f32x4.mul(r, r)
  return f32x4.mul(madd(expTail(r, square, p0, p1, p2, p3, p4, p5), square, f32x4.add(r, one)), power)
}

/** x − n ln 2. */
// @ts-ignore: decorator
@inline export function remainder(x: v128, n: v128, ln2High: v128, ln2Low: v128): v128 {
  return madd(n, ln2Low, f32x4.sub(x, f32x4.mul(n, ln2High)))
}

/** 2ⁿ from a whole number n in the low bits, or 0 where x is below `lowest`. */
// @ts-ignore: decorator
@inline export function powerOf(x: v128, shifted: v128, one: v128, lowest: v128): v128 {
  return v128.andnot(i32x4.add(i32x4.shl(shifted, 23), one), f32x4.lt(x, lowest))
}

/** eˣ; 0 below −87.3 (the smallest normal float), capped at e⁸⁸; NaN stays NaN. Like those below not inlined: a dozen copies would be a tenth of the build. */
export function exp4(x: v128): v128 { return expBelow(f32x4.pmin(x, splat(88))) }

/** The same for x ≤ 88. */
// @ts-ignore: decorator
@inline export function expBelow(x: v128): v128 {
  const lowest = constant(LOWEST), round = constant(ROUND), one = constant(ONE), low = f32x4.pmax(x, lowest)
  const shifted = madd(low, constant(LOG2E), round), r = remainder(low, f32x4.sub(shifted, round), constant(LN2_HIGH), constant(LN2_LOW))
  return exponential(
    r, powerOf(x, shifted, one, lowest), one,
    constant(TAIL), constant(TAIL + 1), constant(TAIL + 2), constant(TAIL + 3), constant(TAIL + 4), constant(TAIL + 5)
  )
}

/** eˣ − 1 without cancellation near 0. */
export function expm14(x: v128): v128 {
  const near = f32x4.lt(f32x4.abs(x), splat(0.34))
  const square = f32x4.mul(x, x)
  const tail = expTail(
    x, square, constant(TAIL), constant(TAIL + 1), constant(TAIL + 2), constant(TAIL + 3), constant(TAIL + 4), constant(TAIL + 5)
  )
  return choose(madd(tail, square, x), f32x4.sub(exp4(x), splat(1)), near)
}

/** ln(1 + t) for 0 ≤ t ≤ 1. */
export function log1p4(t: v128): v128 { return twiceArtanh(f32x4.div(t, f32x4.add(t, splat(2)))) }

/** 2 artanh s for 0 ≤ s ≤ ⅓: minimax polynomial (Lawson's method), relative error below 6e-9 before rounding. ln(1+t) for s = t/(2+t). */
// @ts-ignore: decorator
@inline export function twiceArtanh(s: v128): v128 {
  const q = f32x4.mul(s, s)
  let p = madd(constant(ARTANH), q, constant(ARTANH + 1))
  p = madd(p, q, constant(ARTANH + 2))
  p = madd(p, q, constant(ARTANH + 3))
  return f32x4.mul(s, madd(p, q, constant(ARTANH + 4)))
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

/** ln(1 + x) for x ≥ 0, to a float's digits: 1 + x = 2ᵉ (1 + t), 0 ≤ t < 1. What is no finite number stays so. */
export function log1p(x: f64): f64 {
  if (!(x < Infinity)) return x
  const bits = reinterpret<i64>(1 + x), e = <i32>(bits >> 52) - 1023
  const t = e ? reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000) - 1 : x
  return <f64>f32x4.extract_lane(log1p4(splat(<f32>t)), 0) + <f64>e * 0.6931471805599453
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
