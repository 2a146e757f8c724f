// One update of all parameters. G is the sum over the rows of the stored gradient; `scale` = 2^exponent / rows makes it the mean.
import { addSquares, choose, flush, power2, smallest, splat, total } from './math'
import { layerAt } from './backward'
import { transpose } from './product'
import { getF, getI, getP, setF, setI } from './table'
import {
  CLIP_NORM, CLIP_VALUE, EXPONENT, FAN_IN, GRADIENTS, HEAD_CLIP, HEAD_CLIP_LIMIT, HEAD_L2, HEAD_LAYERS, HEAD_PASS, HEAD_RATE,
  HEAD_ROWS, HEAD_RULE, HEAD_RULE_A, HEAD_RULE_B, HEAD_RULE_C, HEAD_RULE_D, HEAD_RULE_E, HEAD_SHRINK, HEAD_STAMPS, HEAD_TRACK,
  HEAD_UPDATE_FINITE, REST_LENGTH, RULE_ADAGRAD, RULE_ADAM, RULE_RMSPROP, RULE_SGD, STATE_1, STATE_2, STRIDE, SUM_UPDATE_SQUARE, TRANSPOSED,
  WEIGHTS, WEIGHT_LENGTH
} from '../src/kernels/wasm/slots'

/** A float64 number as the kernel's float, with denormals as 0. */
// @ts-ignore: decorator
@inline function float(x: f64): f32 { return Math.abs(x) < 1.1754943508222875e-38 ? 0 : <f32>x }

// The numbers of the update in hand, set once per layer by `prepare`.
let shrink: v128 = splat(1), l2: v128 = splat(0), scale: v128 = splat(0), rate: v128 = splat(0), limit: v128 = splat(0)
let first: v128 = splat(0), second: v128 = splat(0), third: v128 = splat(0), fourth: v128 = splat(0), fifth: v128 = splat(0)
let squares: v128 = splat(0), bad: v128 = splat(0)

/** ΔW of one vector: the new parameter is stored, its square and finiteness noted. */
// @ts-ignore: decorator
@inline function put(p: usize, old: v128, change: v128): void {
  const w = flush(f32x4.add(old, change), smallest())
  v128.store(p, w)
  bad = f32x4.add(bad, f32x4.mul(w, splat(0)))
  squares = addSquares(squares, change)
}

/** The mean gradient of a vector, clamped and with its L2 term. */
// @ts-ignore: decorator
@inline function gradient(g: usize, w: v128): v128 {
  const mean = f32x4.mul(v128.load(g), scale)
  return f32x4.add(f32x4.max(f32x4.min(mean, limit), f32x4.neg(limit)), f32x4.mul(l2, w))
}

/** w ← shrink·w − ηg, no momentum, no clamping: the common case, all in registers. */
function plain(p: usize, g: usize, size: usize, track: bool): void {
  const step = f32x4.mul(rate, scale), keep = shrink, least = smallest(), zero = splat(0)
  let nonFinite = zero
  if (track) {
    // ΔW by its own formula: the difference of the rounded weights would lose its digits.
    const less = f32x4.sub(keep, splat(1))
    for (let i: usize = 0; i < size; i += 16) {
      squares = addSquares(squares, f32x4.sub(f32x4.mul(less, v128.load(p + i)), f32x4.mul(step, v128.load(g + i))))
    }
  }
  for (let i: usize = 0; i < size; i += 16) {
    const w = f32x4.sub(f32x4.mul(keep, v128.load(p + i)), f32x4.mul(step, v128.load(g + i)))
    v128.store(p + i, flush(w, least))
    nonFinite = f32x4.add(nonFinite, f32x4.mul(w, zero))
  }
  bad = f32x4.add(bad, nonFinite)
}

/** w ← shrink·w, where the gradient is zero. */
function shrinkOnly(p: usize, size: usize, track: bool): void {
  const keep = shrink, least = smallest()
  if (track) {
    const less = f32x4.sub(keep, splat(1))
    for (let i: usize = 0; i < size; i += 16) squares = addSquares(squares, f32x4.mul(less, v128.load(p + i)))
  }
  for (let i: usize = 0; i < size; i += 16) v128.store(p + i, flush(f32x4.mul(keep, v128.load(p + i)), least))
}

/** v ← μv − ηg; w ← shrink·w + v, or with Nesterov + μ'v − ηg. first = μ, second = μ', third = Nesterov as a mask. */
function momentum(p: usize, g: usize, v: usize, size: usize): void {
  const less = f32x4.sub(shrink, splat(1))
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i)
    const move = f32x4.mul(rate, gradient(g + i, w))
    const velocity = flush(f32x4.sub(f32x4.mul(first, v128.load(v + i)), move), smallest())
    v128.store(v + i, velocity)
    const ahead = f32x4.sub(f32x4.mul(second, velocity), move)
    put(p + i, w, f32x4.add(f32x4.mul(less, w), choose(ahead, velocity, third)))
  }
}

/** s ← s + g²; w ← w − ηg/(√s + ε). first = ε. */
function adagrad(p: usize, g: usize, s: usize, size: usize): void {
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i), d = gradient(g + i, w)
    const sum = flush(f32x4.add(v128.load(s + i), f32x4.mul(d, d)), smallest())
    v128.store(s + i, sum)
    put(p + i, w, f32x4.neg(f32x4.div(f32x4.mul(rate, d), f32x4.add(f32x4.sqrt(sum), first))))
  }
}

/** s ← ρs + (1−ρ)g²; w ← w − ηg/(√s + ε). first = ρ, second = ε. */
function rmsprop(p: usize, g: usize, s: usize, size: usize): void {
  const other = f32x4.sub(splat(1), first)
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i), d = gradient(g + i, w)
    const mean = flush(f32x4.add(f32x4.mul(first, v128.load(s + i)), f32x4.mul(other, f32x4.mul(d, d))), smallest())
    v128.store(s + i, mean)
    put(p + i, w, f32x4.neg(f32x4.div(f32x4.mul(rate, d), f32x4.add(f32x4.sqrt(mean), second))))
  }
}

/** Adam; first = β₁, second = β₂, third = ε, fourth = 1/(1−β₁ᵗ), fifth = 1/(1−β₂ᵗ). w ← shrink·w − ηm̂/(√v̂ + ε). */
function adam(p: usize, g: usize, m: usize, s: usize, size: usize): void {
  const less = f32x4.sub(shrink, splat(1)), rest1 = f32x4.sub(splat(1), first), rest2 = f32x4.sub(splat(1), second)
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i), d = gradient(g + i, w)
    const mean = flush(f32x4.add(f32x4.mul(first, v128.load(m + i)), f32x4.mul(rest1, d)), smallest())
    const square = flush(f32x4.add(f32x4.mul(second, v128.load(s + i)), f32x4.mul(rest2, f32x4.mul(d, d))), smallest())
    v128.store(m + i, mean)
    v128.store(s + i, square)
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(square, fifth)), third)
    put(p + i, w, f32x4.sub(f32x4.mul(less, w), f32x4.div(f32x4.mul(rate, f32x4.mul(mean, fourth)), root)))
  }
}

// @ts-ignore: decorator
@inline function isPlain(head: usize, layer: usize): bool {
  return getI(head, HEAD_RULE) == RULE_SGD && getP(layer, STATE_1) == 0 && getI(head, HEAD_CLIP) != CLIP_VALUE
}

/** A run of floats at `offset` floats into the layer's parameters, by the rule in hand. */
function apply(head: usize, layer: usize, offset: usize, length: usize, track: bool): void {
  const at = offset << 2, size = length << 2
  const p = getP(layer, WEIGHTS) + at, g = getP(layer, GRADIENTS) + at
  const s1 = getP(layer, STATE_1) + at, s2 = getP(layer, STATE_2) + at
  const rule = getI(head, HEAD_RULE)
  if (isPlain(head, layer)) plain(p, g, size, track)
  else if (rule == RULE_SGD) momentum(p, g, s1, size)
  else if (rule == RULE_ADAGRAD) adagrad(p, g, s1, size)
  else if (rule == RULE_RMSPROP) rmsprop(p, g, s1, size)
  else if (rule == RULE_ADAM) adam(p, g, s1, s2, size)
}

/** Layer 1's weights: rows without a non-zero pixel in this pass have no gradient; the plain rule only shrinks them. */
function applyFirst(head: usize, layer: usize, track: bool): void {
  const rows = getI(layer, FAN_IN), stride = <usize>getI(layer, STRIDE), pass = getI(head, HEAD_PASS)
  const stamps = getP(head, HEAD_STAMPS), g = getP(layer, GRADIENTS), p = getP(layer, WEIGHTS)
  if (!isPlain(head, layer)) {
    apply(head, layer, 0, <usize>getI(layer, WEIGHT_LENGTH), track)
    return
  }
  const idle = getF(head, HEAD_SHRINK) == 1
  // Neighbouring rows of the same kind go through in one run.
  for (let k = 0; k < rows;) {
    const touched = load<i32>(stamps + (<usize>k << 2)) == pass
    let end = k + 1
    while (end < rows && (load<i32>(stamps + (<usize>end << 2)) == pass) == touched) end++
    const row = (<usize>k * stride) << 2, size = (<usize>(end - k) * stride) << 2
    if (touched) plain(p + row, g + row, size, track)
    else if (!idle) shrinkOnly(p + row, size, track)
    k = end
  }
}

function sumOfSquares(p: usize, length: usize): f64 {
  let sum = f64x2.splat(0)
  const size = length << 2
  for (let i: usize = 0; i < size; i += 16) sum = addSquares(sum, v128.load(p + i))
  return total(sum)
}

/** Σ G² over layer 1's touched rows, or over all of another layer's weights. */
export function weightGradientSquares(head: usize, index: i32): f64 {
  const layer = layerAt(head, index), g = getP(layer, GRADIENTS)
  if (index > 0) return sumOfSquares(g, <usize>getI(layer, WEIGHT_LENGTH))
  const rows = getI(layer, FAN_IN), stride = <usize>getI(layer, STRIDE), pass = getI(head, HEAD_PASS), stamps = getP(head, HEAD_STAMPS)
  let sum: f64 = 0
  for (let k = 0; k < rows; k++) {
    if (load<i32>(stamps + (<usize>k << 2)) == pass) sum += sumOfSquares(g + ((<usize>k * stride) << 2), stride)
  }
  return sum
}

export function weightSquares(layer: usize): f64 { return sumOfSquares(getP(layer, WEIGHTS), <usize>getI(layer, WEIGHT_LENGTH)) }

function meanScale(head: usize, layer: usize): f64 { return power2(getI(layer, EXPONENT)) / <f64>getI(head, HEAD_ROWS) }

/** limit / ‖all gradients‖ where that is below 1. */
function clipFactor(head: usize): f64 {
  if (getI(head, HEAD_CLIP) != CLIP_NORM) return 1
  let sum: f64 = 0
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), s = meanScale(head, layer)
    const rest = getP(layer, GRADIENTS) + (<usize>getI(layer, WEIGHT_LENGTH) << 2)
    sum += s * s * (weightGradientSquares(head, l) + sumOfSquares(rest, <usize>getI(layer, REST_LENGTH)))
  }
  const norm = Math.sqrt(sum), most = getF(head, HEAD_CLIP_LIMIT)
  return norm > most ? most / norm : 1
}

/** The step of the rule in the table's head; notes ‖ΔW‖² of each layer's weights and whether all new parameters are finite. */
export function update(head: usize): void {
  const factor = clipFactor(head), track = getI(head, HEAD_TRACK) != 0
  bad = splat(0)
  rate = splat(float(getF(head, HEAD_RATE)))
  limit = splat(getI(head, HEAD_CLIP) == CLIP_VALUE ? <f32>getF(head, HEAD_CLIP_LIMIT) : Infinity)
  first = splat(float(getF(head, HEAD_RULE_A)))
  second = splat(float(getF(head, HEAD_RULE_B)))
  third = getI(head, HEAD_RULE) == RULE_SGD ? i32x4.splat(getF(head, HEAD_RULE_C) != 0 ? -1 : 0) : splat(float(getF(head, HEAD_RULE_C)))
  fourth = splat(float(getF(head, HEAD_RULE_D)))
  fifth = splat(float(getF(head, HEAD_RULE_E)))
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), length = <usize>getI(layer, WEIGHT_LENGTH)
    scale = splat(float(meanScale(head, layer) * factor))
    shrink = splat(<f32>getF(head, HEAD_SHRINK))
    l2 = splat(float(getF(head, HEAD_L2)))
    squares = f64x2.splat(0)
    if (l == 0) applyFirst(head, layer, track)
    else apply(head, layer, 0, length, track)
    if (track) setF(layer, SUM_UPDATE_SQUARE, total(squares))
    shrink = splat(1)
    l2 = splat(0)
    apply(head, layer, length, <usize>getI(layer, REST_LENGTH), false)
    refresh(layer)
  }
  setI(head, HEAD_UPDATE_FINITE, v128.any_true(f32x4.ne(bad, bad)) ? 0 : 1)
}

/** The transposed copy follows the weights. */
export function refresh(layer: usize): void {
  const copy = getP(layer, TRANSPOSED)
  if (copy) transpose((getI(layer, FAN_IN) + 3) & ~3, getI(layer, STRIDE), getP(layer, WEIGHTS), copy)
}
