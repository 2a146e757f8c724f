// The kernels' entry points. `head` is the program table; all memory is laid out by src/kernels/wasm/layout.ts.
import { activate } from './activation'
import { backward, layerAt } from './backward'
import { costs } from './cost'
import { normalize } from './normalization'
import { multiply, multiplySparse } from './product'
import { getF, getI, getP, setI } from './table'
import { refresh, update } from './update'
import {
  A, ACTIVATION, BIASES, FAN_IN, HEAD_COST_SUM, HEAD_ENTRIES, HEAD_LAYERS, HEAD_PASS_FINITE, HEAD_ROWS, HEAD_ROW_LIST,
  HEAD_STARTS, HEAD_TRACK, HEAD_UPDATE_FINITE, MASK, MODE_EVALUATE, MODE_OBSERVE, MODE_TRAIN, NORMALIZATION, NORMALIZED, RESIDUAL, SLOPE, STRIDE, STRIDE_IN,
  WEIGHTS, Z
} from '../src/kernels/wasm/slots'

import { noteWeights } from './measure'
export { measure } from './measure'

function layerForward(head: usize, index: i32, mode: i32): v128 {
  const layer = layerAt(head, index), rows = getI(head, HEAD_ROWS), stride = getI(layer, STRIDE)
  const normalized = getI(layer, NORMALIZATION) != 0
  const sums = getP(layer, normalized ? NORMALIZED : Z), bias = normalized ? <usize>0 : getP(layer, BIASES)
  if (index == 0) {
    multiplySparse(
      rows, getP(head, HEAD_ROW_LIST), getP(head, HEAD_STARTS), getP(head, HEAD_ENTRIES), getP(layer, WEIGHTS), stride, sums, bias
    )
  } else {
    const below = getP(layerAt(head, index - 1), A), widthIn = <usize>getI(layer, STRIDE_IN) << 2, width = <usize>stride << 2
    multiply(rows, stride, getI(layer, FAN_IN), below, widthIn, 4, getP(layer, WEIGHTS), width, sums, width, bias)
  }
  if (normalized) normalize(head, layer, mode)
  const a = getP(layer, A)
  const bad = activate(getI(layer, ACTIVATION), rows, stride, getP(layer, Z), a, getP(layer, SLOPE), getP(layer, MASK))
  if (getI(layer, RESIDUAL)) {
    const below = getP(layerAt(head, index - 1), A), size = <usize>(rows * stride) << 2
    for (let i: usize = 0; i < size; i += 16) v128.store(a + i, f32x4.add(v128.load(a + i), v128.load(below + i)))
  }
  return bad
}

function pass(head: usize, mode: i32, back: bool): void {
  const layers = getI(head, HEAD_LAYERS)
  let bad = f32x4.splat(0)
  for (let l = 0; l < layers; l++) bad = f32x4.add(bad, layerForward(head, l, mode))
  costs(head, layerAt(head, layers - 1), back)
  const finite = !v128.any_true(f32x4.ne(bad, bad)) && Math.abs(getF(head, HEAD_COST_SUM)) < Infinity
  setI(head, HEAD_PASS_FINITE, finite ? 1 : 0)
  setI(head, HEAD_UPDATE_FINITE, 1)
  if (back) backward(head)
}

/** Forward only. */
export function evaluate(head: usize): void { pass(head, MODE_EVALUATE, false) }

/** Forward and backward, nothing changed. */
export function gradients(head: usize): void { pass(head, MODE_OBSERVE, true) }

/** Forward, backward, update. A pass with a non-finite value changes no parameter. */
export function step(head: usize): void {
  pass(head, MODE_TRAIN, true)
  if (!getI(head, HEAD_PASS_FINITE)) return
  if (getI(head, HEAD_TRACK)) noteWeights(head)
  update(head)
}

/** After parameters were written from outside. */
export function parametersChanged(head: usize): void {
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) refresh(layerAt(head, l))
}

/** Where the arena may begin. */
export function heapBase(): usize { return __heap_base }
