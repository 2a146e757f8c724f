// The way forward: examples go through the layers in runs, so that what a layer has just written is still at hand for the next.
import { activate } from './activation'
import { layerAt, isSmall, scratchOf } from './backward'
import { TALL } from './blocks'
import { costs } from './cost'
import { overflowed } from './math'
import { addRows, observing, SHORT_ROWS } from './measure'
import { normalize } from './normalization'
import { multiply, multiplyPacked } from './product'
import { multiplySparse } from './sparse'
import { getF, getI, getP, setF, setI } from './table'
import { meet, notes, shareEnd } from './team'
import {
  A, ACTIVATION, BIASES, FAN_IN, FAN_OUT, HEAD_CORRECT, HEAD_COST_SUM, HEAD_LAYERS, HEAD_PASS_FINITE, HEAD_ROWS, HEAD_ROW_COSTS,
  HEAD_ROW_LIST, HEAD_RUN, HEAD_THREADS, HEAD_TILE, HEAD_TILES, HEAD_ZEROS, MASK, NORMALIZATION, NORMALIZED, RESIDUAL, SCALE, SLOPE,
  STRIDE, STRIDE_IN, WEIGHTS, Z
} from '../src/kernels/wasm/slots'

/** Rows [from, to) through one layer, with `look` to its sums. Returns the largest |z|, as `larger` does. */
function layerForward(head: usize, t: i32, index: i32, mode: i32, from: i32, to: i32, look: bool): v128 {
  const layer = layerAt(head, index), stride = getI(layer, STRIDE), width = <usize>stride << 2, at = <usize>from * width
  const normalized = getI(layer, NORMALIZATION) != 0, w = getP(layer, WEIGHTS)
  const sums = getP(layer, normalized ? NORMALIZED : Z), bias = getP(normalized ? head : layer, normalized ? HEAD_ZEROS : BIASES)
  if (index == 0) {
    multiplySparse(
      from, to, getP(head, HEAD_ROW_LIST), getI(head, HEAD_TILES), getI(head, HEAD_TILE), w, width, <f32>getF(layer, SCALE), sums, bias
    )
  } else {
    const widthIn = <usize>getI(layer, STRIDE_IN) << 2, below = getP(layerAt(head, index - 1), A) + <usize>from * widthIn
    const k = getI(layer, FAN_IN)
    if (isSmall(layer)) multiply(to - from, stride, k, below, widthIn, 4, w, width, sums + at, width, bias, 0)
    else multiplyPacked(to - from, stride, k, below, widthIn, 4, w, width, false, sums + at, width, bias, 0, scratchOf(head, t))
  }
  if (normalized) normalize(head, layer, mode, from, to)
  let most = f32x4.splat(0)
  // With sums to form a few rows at a time, which are then still at hand.
  const few = look ? SHORT_ROWS : to - from
  for (let r = from; r < to; r += few) {
    const end = min(to, r + few)
    most = i32x4.max_s(most, activateRows(head, layer, index, r, end))
    if (look) addRows(layer, r, end)
  }
  return most
}

/** a and φ′(z), with the residual link added to a. */
function activateRows(head: usize, layer: usize, index: i32, from: i32, to: i32): v128 {
  const stride = getI(layer, STRIDE), at = <usize>(from * stride) << 2, size = <usize>((to - from) * stride) << 2, a = getP(layer, A) + at
  const most = activate(getI(layer, ACTIVATION), to - from, getI(layer, FAN_OUT), stride, getP(layer, Z) + at, a, getP(layer, SLOPE) + at, getP(layer, MASK))
  if (getI(layer, RESIDUAL)) {
    const below = getP(layerAt(head, index - 1), A) + at
    for (let i: usize = 0; i < size; i += 16) v128.store(a + i, f32x4.add(v128.load(a + i), v128.load(below + i)))
  }
  return most
}

/** This thread's rows through all layers, to the cost and, with `back`, to the output layer's δ. */
export function forward(head: usize, t: i32, mode: i32, back: bool): void {
  const layers = getI(head, HEAD_LAYERS), rows = getI(head, HEAD_ROWS), run = getI(head, HEAD_RUN), look = observing(head, mode)
  const from = shareEnd(head, rows, TALL, t), to = shareEnd(head, rows, TALL, t + 1)
  let most = f32x4.splat(0)
  let correct = 0
  for (let r = from; r < to; r += run) {
    const end = min(r + run, to)
    for (let l = 0; l < layers; l++) {
      // Softmax's a comes with the cost.
      most = i32x4.max_s(most, layerForward(head, t, l, mode, r, end, look && l < layers - 1))
    }
    correct += costs(head, layerAt(head, layers - 1), r, end, back)
    if (look) addRows(layerAt(head, layers - 1), r, end)
  }
  const note = notes(head, t)
  store<i32>(note, overflowed(most) ? 1 : 0, 8)
  store<i32>(note, correct, 12)
  meet(head)
  if (t == 0) conclude(head, rows)
}

/** The cost as one sum over the rows in order, whoever computed them. */
function conclude(head: usize, rows: i32): void {
  let sum: f64 = 0
  for (let r = getP(head, HEAD_ROW_COSTS), end = r + (<usize>rows << 3); r < end; r += 8) sum += load<f64>(r)
  let bad = 0, correct = 0
  for (let i = 0; i < getI(head, HEAD_THREADS); i++) {
    bad |= load<i32>(notes(head, i), 8)
    correct += load<i32>(notes(head, i), 12)
  }
  setF(head, HEAD_COST_SUM, sum)
  setI(head, HEAD_CORRECT, correct)
  setI(head, HEAD_PASS_FINITE, bad == 0 && Math.abs(sum) < Infinity ? 1 : 0)
}
