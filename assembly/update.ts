// One update of all parameters by the rule in the table's head.
import { layerAt } from './backward'
import { power2, splat } from './math'
import { adagrad, adam, float, momentum, plain, rmsprop, scaled, setLayer, setRule, takeSquares, wentBad } from './rules'
import { noteRow, rowOf, squaresOf, sumNotes, sumOfSquares } from './squares'
import { getF, getI, getP, setF, setI } from './table'
import { meet, shareEnd } from './team'
import {
  CLIP_NORM, CLIP_VALUE, EXPONENT, GRADIENTS, HEAD_CLIP, HEAD_CLIP_LIMIT, HEAD_L2, HEAD_LAYERS, HEAD_PASS, HEAD_RATE,
  HEAD_ROWS, HEAD_RULE, HEAD_RULE_A, HEAD_RULE_B, HEAD_RULE_C, HEAD_RULE_D, HEAD_RULE_E, HEAD_SHRINK, HEAD_STAMPS, HEAD_TRACK,
  HEAD_UPDATE_FINITE, REST_LENGTH, RULE_ADAGRAD, RULE_ADAM, RULE_RMSPROP, RULE_SGD, SCALE, STATE_1, STATE_2, STRIDE, WEIGHTS, WEIGHT_LENGTH
} from '../src/kernels/wasm/slots'

/** A scale below this goes back into the weights: far from both ends of the floats' range. */
const LEAST_SCALE: f64 = 0.015625

// @ts-ignore: decorator
@inline function isPlain(head: usize, layer: usize): bool {
  return getI(head, HEAD_RULE) == RULE_SGD && getP(layer, STATE_1) == 0 && getI(head, HEAD_CLIP) != CLIP_VALUE
}

/** A run of floats at `offset` floats into the layer's parameters, by the rule in hand. */
function apply(head: usize, layer: usize, offset: usize, length: usize): void {
  const at = offset << 2, size = length << 2
  const p = getP(layer, WEIGHTS) + at, g = getP(layer, GRADIENTS) + at
  const s1 = getP(layer, STATE_1) + at, s2 = getP(layer, STATE_2) + at
  const rule = getI(head, HEAD_RULE)
  if (isPlain(head, layer)) plain(p, g, size)
  else if (rule == RULE_SGD) momentum(p, g, s1, size)
  else if (rule == RULE_ADAGRAD) adagrad(p, g, s1, size)
  else if (rule == RULE_RMSPROP) rmsprop(p, g, s1, size)
  else if (rule == RULE_ADAM) adam(p, g, s1, s2, size)
}

// @ts-ignore: decorator
@inline function rowsOf(layer: usize): i32 { return getI(layer, WEIGHT_LENGTH) / getI(layer, STRIDE) }

// @ts-ignore: decorator
@inline function isTouched(head: usize, k: i32): bool {
  return load<i32>(getP(head, HEAD_STAMPS) + (<usize>k << 2)) == getI(head, HEAD_PASS)
}

function meanScale(head: usize, layer: usize): f64 { return power2(getI(layer, EXPONENT)) / <f64>getI(head, HEAD_ROWS) }

/** Rows [from, to) of a layer's weights. With `track` the sums of each row of W, ΔW and G are noted before they change. */
function applyRows(head: usize, layer: usize, from: i32, to: i32, mean: f64, track: bool): void {
  const stride = <usize>getI(layer, STRIDE)
  if (!track) {
    apply(head, layer, <usize>from * stride, <usize>(to - from) * stride)
    return
  }
  takeSquares()
  const less = splat(<f32>(getF(head, HEAD_SHRINK) - 1)), step = splat(float(getF(head, HEAD_RATE) * mean)), plainly = isPlain(head, layer)
  for (let k = from; k < to; k++) {
    noteRow(head, layer, k, less, step)
    apply(head, layer, <usize>k * stride, stride)
    if (!plainly) store<f64>(rowOf(layer, k), takeSquares(), 8)
  }
}

/**
 * Layer 1 by the plain rule: w = s·v, L2 shrinks s, and only rows with a non-zero input in this pass have a gradient to follow.
 * Every thread computes the same new scale; `update` stores it when all have read the old one.
 */
function applyScaled(head: usize, layer: usize, from: i32, to: i32, mean: f64, track: bool): f64 {
  const stride = <usize>getI(layer, STRIDE), p = getP(layer, WEIGHTS), g = getP(layer, GRADIENTS)
  const old = getF(layer, SCALE), eta = getF(head, HEAD_RATE)
  let now = old * getF(head, HEAD_SHRINK)
  if (track) {
    const less = splat(float(now - old)), step = splat(float(eta * mean))
    for (let k = from; k < to; k++) if (isTouched(head, k)) noteRow(head, layer, k, less, step); else noteIdleRow(head, layer, k, now - old)
  }
  if (!(now >= LEAST_SCALE)) {
    setLayer(0, 0, now, 0)
    plain(p + ((<usize>from * stride) << 2), g + ((<usize>from * stride) << 2), (<usize>(to - from) * stride) << 2)
    now = 1
    forget(layer, from, to)
  }
  setLayer(mean, eta / now, 1, 0)
  // Neighbouring touched rows go through in one run.
  for (let k = from; k < to; k++) {
    if (!isTouched(head, k)) continue
    let end = k + 1
    while (end < to && isTouched(head, end)) end++
    const row = (<usize>k * stride) << 2
    scaled(p + row, g + row, (<usize>(end - k) * stride) << 2)
    k = end
  }
  return now
}

/** A row without a gradient: its sum of squares is known from before if no pass has touched it since. */
function noteIdleRow(head: usize, layer: usize, k: i32, less: f64): void {
  const row = rowOf(layer, k), stamp = load<i32>(getP(head, HEAD_STAMPS) + (<usize>k << 2))
  if (load<i32>(row, 24) <= stamp) {
    store<f64>(row, squaresOf(getP(layer, WEIGHTS) + ((<usize>k * <usize>getI(layer, STRIDE)) << 2), <usize>getI(layer, STRIDE)))
    store<i32>(row, getI(head, HEAD_PASS), 24)
  }
  store<f64>(row, less * less * load<f64>(row), 8)
  store<f64>(row, 0, 16)
}

/** The rows have changed without a stamp. */
function forget(layer: usize, from: i32, to: i32): void {
  for (let k = from; k < to; k++) store<i32>(rowOf(layer, k), -1, 24)
}

/** limit / ‖all gradients‖ where that is below 1. */
function clipFactor(head: usize): f64 {
  if (getI(head, HEAD_CLIP) != CLIP_NORM) return 1
  let sum: f64 = 0
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), s = meanScale(head, layer)
    const rest = getP(layer, GRADIENTS) + (<usize>getI(layer, WEIGHT_LENGTH) << 2)
    sum += s * s * (sumOfSquares(head, l, GRADIENTS) + squaresOf(rest, <usize>getI(layer, REST_LENGTH)))
  }
  const norm = Math.sqrt(sum), most = getF(head, HEAD_CLIP_LIMIT)
  return norm > most ? most / norm : 1
}

function setRuleOf(head: usize): void {
  const c = getF(head, HEAD_RULE_C)
  setRule(
    getF(head, HEAD_RULE_A), getF(head, HEAD_RULE_B), getI(head, HEAD_RULE) == RULE_SGD ? i32x4.splat(c != 0 ? -1 : 0) : splat(float(c)),
    getF(head, HEAD_RULE_D), getF(head, HEAD_RULE_E), getI(head, HEAD_CLIP) == CLIP_VALUE ? <f32>getF(head, HEAD_CLIP_LIMIT) : Infinity
  )
}

/** This thread's part of the step; notes ‖W‖², ‖ΔW‖² and ‖G‖² of each layer's weights on request, and whether all new parameters are finite. */
export function update(head: usize, t: i32): void {
  const factor = clipFactor(head), track = getI(head, HEAD_TRACK) != 0, layers = getI(head, HEAD_LAYERS), eta = getF(head, HEAD_RATE)
  let scale: f64 = 1
  setRuleOf(head)
  for (let l = 0; l < layers; l++) {
    const layer = layerAt(head, l), rows = rowsOf(layer), from = shareEnd(head, rows, 4, t), to = shareEnd(head, rows, 4, t + 1)
    const mean = meanScale(head, layer) * factor
    if (l == 0 && isPlain(head, layer)) scale = applyScaled(head, layer, from, to, mean, track)
    else {
      setLayer(mean, eta, getF(head, HEAD_SHRINK), getF(head, HEAD_L2))
      applyRows(head, layer, from, to, mean, track)
      if (l == 0) forget(layer, from, to)
    }
    if (t > 0) continue
    setLayer(mean, eta, 1, 0)
    apply(head, layer, <usize>getI(layer, WEIGHT_LENGTH), <usize>getI(layer, REST_LENGTH))
    takeSquares()
  }
  if (wentBad()) setI(head, HEAD_UPDATE_FINITE, 0)
  meet(head)
  if (t > 0) return
  if (track) sumNotes(head)
  setF(layerAt(head, 0), SCALE, scale)
}

/** Before a rule that knows no scale: the weights as they are meant. */
export function unscale(head: usize): void {
  const layer = layerAt(head, 0), scale = getF(layer, SCALE)
  if (scale == 1) return
  setRuleOf(head)
  setLayer(0, 0, scale, 0)
  plain(getP(layer, WEIGHTS), getP(layer, GRADIENTS), <usize>getI(layer, WEIGHT_LENGTH) << 2)
  setF(layer, SCALE, 1)
  forget(layer, 0, rowsOf(layer))
}
