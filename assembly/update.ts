// One update of all parameters by the rule in the table's head.
import { layerAt, scratchOf } from './backward'
import { TALL } from './blocks'
import { power2 } from './math'
import {
  adam, addChanges, beginUpdate, meanGradients, momentum, plain, scaledByRoot, setLayer, SWEEP, takeSquares, wentBad
} from './rules'
import { applyScaled, forget, idleShrink, newScale, straight } from './first'
import { keepStatistics } from './normalization'
import { GROUP, noteChange, noteGroup, SHORT_BYTES, squaresOf, sumNotes, sumOfSquares } from './squares'
import { getF, getI, getP, setF, setI } from './table'
import { meet, shareEnd } from './team'
import { noteAfter } from './track'
import {
  EXPONENT, FROZEN, GRADIENTS, HEAD_L2, HEAD_LANES_HOLD, HEAD_LAYERS, HEAD_LIMIT, HEAD_RATE,
  HEAD_ROWS, HEAD_RULE, HEAD_SHRINK, HEAD_TRACK,
  HEAD_UPDATE_FINITE, REST_LENGTH, RULE_ADAM, RULE_SGD, SCALE, STATE_1, STATE_2, STRIDE, WEIGHTS, WEIGHT_LENGTH
} from '../src/kernels/wasm/slots'

// @ts-ignore: decorator
@inline export function isPlain(head: usize, layer: usize): bool {
  return getI(head, HEAD_RULE) == RULE_SGD && getP(layer, STATE_1) == 0
}

/** A run of floats at `offset` floats into the layer's parameters, by the rule in hand. `d`: room for what they change by, SWEEP bytes. */
function apply(head: usize, layer: usize, offset: usize, length: usize, d: usize, track: bool): void {
  const at = offset << 2, size = length << 2, p = getP(layer, WEIGHTS) + at, g = getP(layer, GRADIENTS) + at
  if (isPlain(head, layer)) {
    plain(p, g, size)
    return
  }
  const rule = getI(head, HEAD_RULE), s1 = getP(layer, STATE_1) + at, s2 = getP(layer, STATE_2) + at
  for (let i: usize = 0; i < size; i += SWEEP) {
    const some = min(size - i, SWEEP)
    meanGradients(head, some, p + i, g + i, d)
    if (rule == RULE_SGD) momentum(head, some, s1 + i, d)
    else if (rule == RULE_ADAM) adam(head, some, s1 + i, s2 + i, d)
    else scaledByRoot(head, some, s1 + i, d)
    addChanges(some, p + i, d, track)
  }
}

// @ts-ignore: decorator
@inline export function rowsOf(layer: usize): i32 { return getI(layer, WEIGHT_LENGTH) / getI(layer, STRIDE) }

export function meanScale(head: usize, layer: usize): f64 { return power2(getI(layer, EXPONENT)) / <f64>getI(head, HEAD_ROWS) }

/** Rows [from, to) of a layer's weights, unless it is frozen. With `track` the sums of W, ΔW and G are noted group by group before they change. */
function applyRows(head: usize, layer: usize, from: i32, to: i32, mean: f64, d: usize, track: bool, frozen: bool): void {
  const stride = <usize>getI(layer, STRIDE), less = frozen ? 0 : getF(head, HEAD_SHRINK) - 1, step = frozen ? 0 : getF(head, HEAD_RATE) * mean
  const most = track ? GROUP : max(to - from, 1)
  takeSquares()
  for (let k = from; k < to; k += most) {
    const count = min(most, to - k)
    if (track) note(head, layer, k, count, less, step)
    if (frozen) continue
    apply(head, layer, <usize>k * stride, <usize>count * stride, d, track)
    if (track && !isPlain(head, layer)) noteChange(layer, k, takeSquares())
  }
}

/** Notes of rows k … k + count, which all have a gradient. */
function note(head: usize, layer: usize, k: i32, count: i32, less: f64, step: f64): void {
  const width = <usize>getI(layer, STRIDE) << 2, at = <usize>k * width, mask = count >= 32 ? <u32>0xffffffff : (<u32>1 << count) - 1
  noteGroup(layer, layer == layerAt(head, 0), k, mask, getP(layer, WEIGHTS) + at, getP(layer, GRADIENTS) + at, width, less, step)
}

/** limit / ‖all gradients‖ where that is below 1. */
function clipFactor(head: usize): f64 {
  const most = getF(head, HEAD_LIMIT)
  if (most == Infinity) return 1
  let sum: f64 = 0
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), s = meanScale(head, layer)
    if (getI(layer, FROZEN)) continue
    const rest = getP(layer, GRADIENTS) + (<usize>getI(layer, WEIGHT_LENGTH) << 2)
    sum += s * s * (sumOfSquares(head, l, GRADIENTS) + squaresOf(rest, <usize>getI(layer, REST_LENGTH), SHORT_BYTES))
  }
  const norm = Math.sqrt(sum)
  return norm > most ? most / norm : 1
}

/** This thread's part of the step; notes ‖W‖², ‖ΔW‖² and ‖G‖² of each layer's weights on request, and whether all new parameters are finite. */
export function update(head: usize, t: i32): void {
  const factor = clipFactor(head), track = getI(head, HEAD_TRACK) != 0, layers = getI(head, HEAD_LAYERS), eta = getF(head, HEAD_RATE)
  let scale: f64 = 1
  if (!straight(head)) beginUpdate()
  for (let l = 0; l < layers; l++) {
    const layer = layerAt(head, l), rows = rowsOf(layer)
    keepStatistics(layer)
    // Without notes the rows whose gradient this thread has formed, which are in its cache.
    const block = track ? GROUP : TALL, from = shareEnd(head, rows, block, t), to = shareEnd(head, rows, block, t + 1)
    const mean = meanScale(head, layer) * factor
    const frozen = getI(layer, FROZEN) != 0
    if (frozen && l == 0) scale = getF(layer, SCALE)
    if (l == 0 && isPlain(head, layer) && !frozen) {
      if (!straight(head)) applyScaled(head, layer, from, to, mean, track)
      scale = newScale(head)
    } else {
      setLayer(mean, eta, getF(head, HEAD_SHRINK), getF(head, HEAD_L2))
      applyRows(head, layer, from, to, mean, scratchOf(head, t), track, frozen)
      if (l == 0 && !frozen) forget(layer, from, to)
    }
    if (t > 0 || frozen) continue
    setLayer(mean, eta, 1, 0)
    apply(head, layer, <usize>getI(layer, WEIGHT_LENGTH), <usize>getI(layer, REST_LENGTH), scratchOf(head, t), false)
  }
  if (wentBad()) setI(head, HEAD_UPDATE_FINITE, 0)
  meet(head)
  if (t > 0) return
  const noted = straight(head)
  setI(head, HEAD_LANES_HOLD, noted ? (track ? 2 : 1) : 0)
  if (track) {
    if (noted) noteAfter(head, idleShrink(head), eta * meanScale(head, layerAt(head, 0)))
    sumNotes(head, idleShrink(head), noted ? 1 : 0)
  }
  setF(layerAt(head, 0), SCALE, scale)
}
