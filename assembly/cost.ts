// The cost of a pass, the rows counted right, and the output layer's δ. From z wherever a would lose digits: a saturated unit's
// δ and cost stay exact.
import { addSquares, addValues, choose, exp4, expBelow, log, log1p4, magnitude, splat, total } from './math'
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
    else if (kind == COST_CROSS_ENTROPY) cost = crossEntropy(width, z, y, d, mask)
    else cost = logLikelihood(units, width, z, a, s, y, d, mask)
    store<f64>(costs + (<usize>r << 3), cost)
    correct += right(units, a, y)
  }
  return getI(head, HEAD_TASK) == TASK_CLASSIFICATION ? correct : 0
}

/** C = ½‖a − y‖², δ = (a − y) ⊙ φ'(z). For sigmoid outputs a − y = (1−y)σ(z) − yσ(−z), which keeps its digits near 0 and 1. */
function quadratic(width: usize, z: usize, a: usize, s: usize, y: usize, d: usize, sigmoid: bool, mask: usize): f64 {
  let sum = f64x2.splat(0)
  for (let j: usize = 0; j < width; j += 16) {
    const w = v128.load(y + j)
    const e = sigmoid ? v128.and(sigmoidError(v128.load(z + j), w, farSide(v128.load(z + j))), v128.load(mask + j)) : f32x4.sub(v128.load(a + j), w)
    sum = addSquares(sum, e)
    if (d) v128.store(d + j, f32x4.mul(e, v128.load(s + j)))
  }
  return 0.5 * total(sum)
}

/** σ(z) − y without cancellation. t = e^−|z|. */
// @ts-ignore: decorator
@inline function sigmoidError(z: v128, y: v128, t: v128): v128 {
  const r = f32x4.div(splat(1), f32x4.add(splat(1), t))
  const tr = f32x4.mul(t, r)
  const negative = f32x4.lt(z, splat(0))
  const on = choose(tr, r, negative), off = choose(r, tr, negative)
  return f32x4.sub(f32x4.mul(f32x4.sub(splat(1), y), on), f32x4.mul(y, off))
}

/** C = Σ softplus(z) − y z, δ = (1−y) σ(z) − y σ(−z). In pairs, as in activation.ts. */
function crossEntropy(width: usize, z: usize, y: usize, d: usize, mask: usize): f64 {
  let sum = f64x2.splat(0)
  let j: usize = 0
  if (WIDE) for (; j < (width & ~31); j += 32) {
    const x = v128.load(z + j), v = v128.load(z + j, 16), w = v128.load(y + j), u = v128.load(y + j, 16)
    const m = v128.load(mask + j), n = v128.load(mask + j, 16), s = farSide(x), t = farSide(v)
    sum = addValues(addValues(sum, v128.and(softplusCost(x, w, s), m)), v128.and(softplusCost(v, u, t), n))
    if (!d) continue
    const e = v128.and(sigmoidError(x, w, s), m), f = v128.and(sigmoidError(v, u, t), n)
    v128.store(d + j, f, 16)
    v128.store(d + j, e)
  }
  for (; j < width; j += 16) {
    const x = v128.load(z + j), w = v128.load(y + j), m = v128.load(mask + j), s = farSide(x)
    sum = addValues(sum, v128.and(softplusCost(x, w, s), m))
    if (d) v128.store(d + j, v128.and(sigmoidError(x, w, s), m))
  }
  return total(sum)
}

/** e^−|z|, from which both sides of the sigmoid follow. */
// @ts-ignore: decorator
@inline function farSide(z: v128): v128 { return expBelow(f32x4.neg(magnitude(z))) }

// @ts-ignore: decorator
@inline function softplusCost(x: v128, y: v128, t: v128): v128 {
  return f32x4.add(f32x4.sub(f32x4.max(x, splat(0)), f32x4.mul(y, x)), log1p4(t))
}

/**
 * a = softmax(z), C = Σ y (logΣexp(z) − z), δ = a·Σy − y; slope = a(1−a), the diagonal of the softmax's Jacobian.
 * With the largest logit taken out of the sum, 1 − a keeps its digits when a is almost 1.
 */
function logLikelihood(units: i32, width: usize, z: usize, a: usize, s: usize, y: usize, d: usize, mask: usize): f64 {
  let top: i32 = 0
  for (let j = 1; j < units; j++) if (load<f32>(z + (<usize>j << 2)) > load<f32>(z + (<usize>top << 2))) top = j
  const most = load<f32>(z + (<usize>top << 2))
  for (let j: usize = 0; j < width; j += 16) {
    v128.store(a + j, v128.and(exp4(f32x4.sub(v128.load(z + j), splat(most))), v128.load(mask + j)))
  }
  let rest: f64 = 0
  for (let j = 0; j < units; j++) if (j != top) rest += <f64>load<f32>(a + (<usize>j << 2))
  const whole = 1 + rest
  let mass: f64 = 0, cost: f64 = 0
  const logWhole = rest < 1e-8 ? rest : log(whole)
  for (let j = 0; j < units; j++) {
    const w = <f64>load<f32>(y + (<usize>j << 2))
    mass += w
    if (w != 0) cost += w * (logWhole + <f64>most - <f64>load<f32>(z + (<usize>j << 2)))
  }
  for (let j = 0; j < units; j++) {
    const c = <usize>j << 2
    const e = <f64>load<f32>(a + c), w = <f64>load<f32>(y + c)
    const others = j == top ? rest : whole - e
    if (d) store<f32>(d + c, <f32>((mass * e - w * whole) / whole))
    if (d && j == top && mass == 1) store<f32>(d + c, <f32>((1 - w - w * rest) / whole))
    store<f32>(a + c, <f32>(e / whole))
    store<f32>(s + c, <f32>((e / whole) * (others / whole)))
  }
  return cost
}

/** 1 when the row counts as right: the same first largest entry, or the same side of ½. */
function right(units: i32, a: usize, y: usize): i32 {
  if (units == 1) return i32((load<f32>(a) >= 0.5) == (load<f32>(y) >= 0.5))
  let best = 0, wanted = 0
  for (let j = 1; j < units; j++) {
    const c = <usize>j << 2
    if (load<f32>(a + c) > load<f32>(a + (<usize>best << 2))) best = j
    if (load<f32>(y + c) > load<f32>(y + (<usize>wanted << 2))) wanted = j
  }
  return i32(best == wanted)
}
