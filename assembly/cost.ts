// The cost of a pass, the rows counted right, and the output layer's δ. From z wherever a would lose digits: a saturated unit's
// δ and cost stay exact.
import { addSquares, addValues, choose, constant, exp4, high, log1p, low, ONE, splat, total, twiceArtanh, ZERO } from './math'
import { getI, getP } from './table'
import {
  A, ACTIVATION, COST_CROSS_ENTROPY, COST_QUADRATIC, DELTA, FAN_OUT, HEAD_COST, HEAD_ROW_COSTS, HEAD_ROW_LIST, HEAD_TARGET_AT, HEAD_TASK, MASK,
  SIGMOID, SLOPE, STRIDE, TASK_CLASSIFICATION, Z
} from '../src/kernels/wasm/slots'

/** The cost of each row in [from, to) into HEAD_ROW_COSTS, with `back` also DELTA of the output layer; returns how many count as right. */
export function costs(head: usize, layer: usize, from: i32, to: i32, back: bool): i32 {
  const kind = getI(head, HEAD_COST), sigmoid = getI(layer, ACTIVATION) == SIGMOID
  const units = getI(layer, FAN_OUT), width = <usize>getI(layer, STRIDE) << 2
  const list = getP(head, HEAD_ROW_LIST), targetAt = getP(head, HEAD_TARGET_AT), mask = getP(layer, MASK), costs = getP(head, HEAD_ROW_COSTS)
  let correct = 0
  for (let r = from; r < to; r++) {
    const y = <usize>load<u32>(list + (<usize>r << 2)) + targetAt
    const p = <usize>r * width
    const z = getP(layer, Z) + p, a = getP(layer, A) + p, s = getP(layer, SLOPE) + p
    const d = back ? getP(layer, DELTA) + p : 0
    let cost: f64
    if (kind == COST_QUADRATIC) cost = quadratic(width, z, a, s, y, d, sigmoid, mask)
    else if (kind == COST_CROSS_ENTROPY) cost = crossEntropy(width, z, a, s, y, d, mask)
    else cost = logLikelihood(width, z, a, s, y, d, mask)
    store<f64>(costs + (<usize>r << 3), cost)
    correct += right(units, width, units == 1 ? a : z, y, mask)
  }
  return getI(head, HEAD_TASK) == TASK_CLASSIFICATION ? correct : 0
}

/** C = ½‖a − y‖², δ = (a − y) ⊙ φ'(z). For sigmoid outputs a − y keeps its digits near 0 and 1. */
function quadratic(width: usize, z: usize, a: usize, s: usize, y: usize, d: usize, sigmoid: bool, mask: usize): f64 {
  const one = constant(ONE)
  let sum = f64x2.splat(0)
  for (let j: usize = 0; j < width; j += 16) {
    const w = v128.load(y + j), x = v128.load(a + j), slope = v128.load(s + j)
    const e = sigmoid ? v128.and(sigmoidError(x, otherSide(v128.load(z + j), x, slope, one), w, one), v128.load(mask + j)) : f32x4.sub(x, w)
    sum = addSquares(sum, e)
    if (d) v128.store(d + j, f32x4.mul(e, slope))
  }
  return 0.5 * total(sum)
}

/** σ(−z) beside a = σ(z) and σ′ = σ(z) σ(−z): each digit of 1 − a, also where a is almost 1. */
// @ts-ignore: decorator
@inline function otherSide(z: v128, a: v128, slope: v128, one: v128): v128 {
  return choose(f32x4.sub(one, a), f32x4.div(slope, a), f32x4.lt(z, constant(ZERO)))
}

/** σ(z) − y = (1−y) σ(z) − y σ(−z), without cancellation. */
// @ts-ignore: decorator
@inline function sigmoidError(a: v128, other: v128, y: v128, one: v128): v128 {
  return f32x4.sub(f32x4.mul(f32x4.sub(one, y), a), f32x4.mul(y, other))
}

/** C = Σ softplus(z) − y z, δ = (1−y) σ(z) − y σ(−z). */
function crossEntropy(width: usize, z: usize, a: usize, s: usize, y: usize, d: usize, mask: usize): f64 {
  const one = constant(ONE)
  let sum = f64x2.splat(0)
  for (let j: usize = 0; j < width; j += 16) {
    const x = v128.load(z + j), w = v128.load(y + j), m = v128.load(mask + j), on = v128.load(a + j), off = otherSide(x, on, v128.load(s + j), one)
    sum = addValues(sum, v128.and(softplusCost(x, w, on, off, one), m))
    if (d) v128.store(d + j, v128.and(sigmoidError(on, off, w, one), m))
  }
  return total(sum)
}

/** softplus(z) − y z. The first is max(z, 0) − ln σ(|z|) = max(z, 0) + 2 artanh(t/(2+t)), t = σ(−|z|)/σ(|z|); both sides come to 1. */
// @ts-ignore: decorator
@inline function softplusCost(z: v128, y: v128, on: v128, off: v128, one: v128): v128 {
  const rest = twiceArtanh(f32x4.div(f32x4.pmin(on, off), f32x4.add(one, f32x4.pmax(on, off))))
  return f32x4.add(f32x4.sub(f32x4.pmax(z, constant(ZERO)), f32x4.mul(y, z)), rest)
}

/**
 * a = softmax(z), C = Σ y (logΣexp(z) − z), δ = a·Σy − y; slope = a(1−a), the diagonal of the softmax's Jacobian. The first of the largest
 * units stays out of the sum, and what belongs to it is formed from the others' sum: so 1 − a keeps its digits when a is almost 1.
 */
function logLikelihood(width: usize, z: usize, a: usize, s: usize, y: usize, d: usize, mask: usize): f64 {
  const most = largestOf(width, z, mask), base = low(most), one = constant(ONE), zero = constant(ZERO)
  let top = width, tops = -1, others = f64x2.splat(0), asked = others, short = others
  for (let j: usize = 0; j < width; j += 16) {
    const x = v128.load(z + j), w = v128.load(y + j), m = v128.load(mask + j), is = v128.and(f32x4.eq(x, most), m)
    const e = v128.and(exp4(f32x4.sub(x, most)), m), which = i32x4.bitmask(is)
    v128.store(a + j, e)
    others = addValues(others, v128.andnot(e, is))
    if (which && top == width) top = j + (<usize>ctz(which) << 2)
    tops += popcnt(which)
    asked = addValues(asked, w)
    // Where nothing is asked z may be −∞.
    const there = choose(x, most, f32x4.ne(w, zero))
    short = f64x2.add(short, f64x2.mul(low(w), f64x2.sub(base, low(there))))
    short = f64x2.add(short, f64x2.mul(high(w), f64x2.sub(base, high(there))))
  }
  const rest = total(others) + <f64>tops, whole = 1 + rest, mass = total(asked), sum = splat(<f32>mass), part = splat(<f32>(1 / whole))
  for (let j: usize = 0; j < width; j += 16) {
    const p = f32x4.mul(v128.load(a + j), part)
    v128.store(a + j, p)
    v128.store(s + j, f32x4.mul(p, f32x4.sub(one, p)))
    if (d) v128.store(d + j, f32x4.sub(f32x4.mul(sum, p), v128.load(y + j)))
  }
  if (top < width) {
    const w = <f64>load<f32>(y + top)
    store<f32>(s + top, <f32>(rest / (whole * whole)))
    if (d) store<f32>(d + top, <f32>((mass - w - w * rest) / whole))
  }
  return mass * log1p(rest) + total(short)
}

/** The largest of a row, in all lanes. */
function largestOf(width: usize, x: usize, mask: usize): v128 {
  const lowest = splat(-Infinity)
  let most = lowest
  for (let j: usize = 0; j < width; j += 16) most = f32x4.pmax(most, choose(v128.load(x + j), lowest, v128.load(mask + j)))
  most = f32x4.pmax(most, i32x4.shuffle(most, most, 2, 3, 0, 1))
  return f32x4.pmax(most, i32x4.shuffle(most, most, 1, 0, 3, 2))
}

/** 1 when the row counts as right: x has the same first largest entry (of z, whose order a saturated a loses), or x = a is on the same side of ½. */
function right(units: i32, width: usize, x: usize, y: usize, mask: usize): i32 {
  if (units == 1) return i32((load<f32>(x) >= 0.5) == (load<f32>(y) >= 0.5))
  const most = largestOf(width, x, mask), wanted = largestOf(width, y, mask)
  // 32 at a time: where the largest stands cannot be foreseen, and a branch that is guessed wrong costs more than a few vectors.
  for (let j: usize = 0; j < width;) {
    let here = 0, there = 0
    for (let i = 0; i < 32 && j < width; i += 4) {
      here |= at(v128.load(x + j), most) << i
      there |= at(v128.load(y + j), wanted) << i
      j += 16
    }
    if (here | there) return i32(ctz(here) == ctz(there))
  }
  return 0
}

/** A bit for each lane of x that is the one wanted. Padding may be too: it comes after the units, and the first counts. */
// @ts-ignore: decorator
@inline function at(x: v128, wanted: v128): i32 { return i32x4.bitmask(f32x4.eq(x, wanted)) }
