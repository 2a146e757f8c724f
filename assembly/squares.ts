// Sums of squares of matrices: in float over eight vectors at a time, in double beyond, so that they cost little and lose little
// (relative error below 2^-21; where the floats' range would not do, all in double).
import { addSquares, low, high, splat, total } from './math'
import { layerAt } from './backward'
import { getF, getI, getP, setF, setI } from './table'
import {
  FAN_IN, GRADIENTS, HEAD_LAYERS, HEAD_NOTED, HEAD_PASS, HEAD_STAMPS, ROW_SUMS, SCALE, STRIDE, SUM_GRADIENT_SQUARE, SUM_UPDATE_SQUARE,
  SUM_WEIGHT_SQUARE, WEIGHTS, WEIGHT_LENGTH
} from '../src/kernels/wasm/slots'

/** Squares between these neither underflow nor overflow as floats in any way that matters to their sum. */
const LEAST: f64 = 1e-26, MOST: f64 = 1e30

// @ts-ignore: decorator
@inline function fits(sum: f64): bool { return sum >= LEAST && sum <= MOST }

// @ts-ignore: decorator
@inline export function rowOf(layer: usize, k: i32): usize { return getP(layer, ROW_SUMS) + (<usize>k << 5) }

/** Σ x² over `length` floats (a multiple of 4). */
export function squaresOf(p: usize, length: usize): f64 {
  const end = p + (length << 2)
  let sum: f64 = 0
  while (p < end) {
    const stop = min(end, p + 128)
    let part = splat(0)
    for (let q = p; q < stop; q += 16) {
      const x = v128.load(q)
      part = f32x4.add(part, f32x4.mul(x, x))
    }
    const got = wide(part)
    sum += fits(got) ? got : exactSquares(p, stop)
    p = stop
  }
  return sum
}

function exactSquares(p: usize, end: usize): f64 {
  let sum = f64x2.splat(0)
  for (; p < end; p += 16) sum = addSquares(sum, v128.load(p))
  return total(sum)
}

/** Notes of row k of the weights Σ w², Σ (less·w − step·g)², Σ g², before the update. */
export function noteRow(head: usize, layer: usize, k: i32, less: v128, step: v128): void {
  const size = <usize>getI(layer, STRIDE) << 2, at = <usize>k * size, row = rowOf(layer, k)
  for (let j: usize = 0; j < size; j += 128) {
    notePart(row, getP(layer, WEIGHTS) + at + j, getP(layer, GRADIENTS) + at + j, min(size - j, 128), less, step, j > 0)
  }
  store<i32>(row, getI(head, HEAD_PASS), 24)
}

/** The share of up to 32 of the row's weights in one sweep; with `go` added to what stands there. */
export function notePart(row: usize, w: usize, g: usize, size: usize, less: v128, step: v128, go: bool): void {
  let pw = splat(0), pc = pw, pg = pw
  for (let i: usize = 0; i < size; i += 16) {
    const x = v128.load(w + i), y = v128.load(g + i)
    const c = f32x4.sub(f32x4.mul(less, x), f32x4.mul(step, y))
    pw = f32x4.add(pw, f32x4.mul(x, x))
    pg = f32x4.add(pg, f32x4.mul(y, y))
    pc = f32x4.add(pc, f32x4.mul(c, c))
  }
  const a = wide(pw), b = wide(pc), c = wide(pg)
  store<f64>(row, (go ? load<f64>(row) : 0) + (fits(a) ? a : exactSquares(w, w + size)))
  store<f64>(row, (go ? load<f64>(row, 8) : 0) + (fits(b) ? b : exactChanges(w, g, size, less, step)), 8)
  store<f64>(row, (go ? load<f64>(row, 16) : 0) + (fits(c) ? c : exactSquares(g, g + size)), 16)
}

// @ts-ignore: decorator
@inline function wide(part: v128): f64 { return total(f64x2.add(low(part), high(part))) }

function exactChanges(w: usize, g: usize, size: usize, less: v128, step: v128): f64 {
  let sum = f64x2.splat(0)
  for (let i: usize = 0; i < size; i += 16) {
    sum = addSquares(sum, f32x4.sub(f32x4.mul(less, v128.load(w + i)), f32x4.mul(step, v128.load(g + i))))
  }
  return total(sum)
}

/** The notes of all rows, rows ascending, as each layer's ‖W‖² before the update, ‖ΔW‖² and ‖G‖². */
export function sumNotes(head: usize): void {
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), rows = getI(layer, FAN_IN)
    let w: f64 = 0, c: f64 = 0, g: f64 = 0
    for (let row = getP(layer, ROW_SUMS), end = row + (<usize>rows << 5); row < end; row += 32) {
      w += load<f64>(row)
      c += load<f64>(row, 8)
      g += load<f64>(row, 16)
    }
    const s = getF(layer, SCALE)
    setF(layer, SUM_WEIGHT_SQUARE, s * s * w)
    setF(layer, SUM_UPDATE_SQUARE, c)
    setF(layer, SUM_GRADIENT_SQUARE, g)
  }
  setI(head, HEAD_NOTED, getI(head, HEAD_PASS))
}

/** Σ of the squares of a layer's WEIGHTS or GRADIENTS, row by row; in layer 1's gradient only the rows that the pass touched. */
export function sumOfSquares(head: usize, index: i32, what: i32): f64 {
  const layer = layerAt(head, index), rows = getI(layer, FAN_IN), stride = <usize>getI(layer, STRIDE), pass = getI(head, HEAD_PASS)
  const stamps = getP(head, HEAD_STAMPS), some = index == 0 && what == GRADIENTS
  let sum: f64 = 0
  let p = getP(layer, what)
  for (let k = 0; k < rows; k++) {
    if (!some || load<i32>(stamps + (<usize>k << 2)) == pass) sum += squaresOf(p, stride)
    p += stride << 2
  }
  return sum
}
