// Sums of squares of matrices: in float over eight vectors at a time, in double beyond, so that they cost little and lose little
// (relative error below 2^-21; where the floats' range would not do, all in double).
import { addSquares, high, low, madd, splat, total } from './math'
import { layerAt } from './backward'
import { getF, getI, getP, setF, setI } from './table'
import {
  FAN_IN, GRADIENTS, GROUP_SUMS, HEAD_LAYERS, HEAD_NOTED, HEAD_PASS, HEAD_STAMPS, ROW_SUMS, SCALE, STRIDE, SUM_GRADIENT_SQUARE,
  SUM_UPDATE_SQUARE, SUM_WEIGHT_SQUARE, WEIGHTS
} from '../src/kernels/wasm/slots'

/** Squares between these neither underflow nor overflow as floats in any way that matters to their sum. */
const LEAST: f64 = 1e-26, MOST: f64 = 1e30
/** Rows whose notes go together. */
export const GROUP: i32 = 32

// @ts-ignore: decorator
@inline export function fits(sum: f64): bool { return sum >= LEAST && sum <= MOST }
// @ts-ignore: decorator
@inline export function rowOf(layer: usize, k: i32): usize { return getP(layer, ROW_SUMS) + (<usize>k << 4) }
// @ts-ignore: decorator
@inline export function groupOf(layer: usize, k: i32): usize { return getP(layer, GROUP_SUMS) + (<usize>(k >> 5) << 5) }
// @ts-ignore: decorator
@inline export function widen(sum: v128, part: v128): v128 { return f64x2.add(sum, f64x2.add(low(part), high(part))) }

/** Σ x² over `length` floats (a multiple of 4). */
export function squaresOf(p: usize, length: usize): f64 {
  const end = p + (length << 2)
  let sum = f64x2.splat(0)
  for (let q = p; q < end;) {
    const stop = min(end, q + 128)
    let part = splat(0)
    for (; q < stop; q += 16) {
      const x = v128.load(q)
      part = madd(x, x, part)
    }
    sum = widen(sum, part)
  }
  const got = total(sum)
  return fits(got) ? got : exactSquares(p, end)
}

function exactSquares(p: usize, end: usize): f64 {
  let sum = f64x2.splat(0)
  for (; p < end; p += 16) sum = addSquares(sum, v128.load(p))
  return total(sum)
}

/**
 * Notes Σv², Σ(less·v − step·g)² and Σg² of those of 32 rows that are in the mask, before the update: rows of `width` bytes from w and g
 * on. The second comes from the products, less²Σv² − 2·less·step·Σvg + step²Σg², unless these all but cancel.
 */
export function noteGroup(layer: usize, k: i32, mask: u32, w: usize, g: usize, width: usize, less: f64, step: f64): void {
  const record = groupOf(layer, k)
  let vv = f64x2.splat(0), vg = vv, gg = vv
  for (let rest = mask; rest != 0; rest &= rest - 1) {
    const row = <usize>ctz(rest), p = w + row * width, q = g + row * width
    for (let i: usize = 0; i < width;) {
      const stop = min(width, i + 128)
      let a = splat(0), b = a, c = a
      for (; i < stop; i += 16) {
        const x = v128.load(p + i), y = v128.load(q + i)
        a = madd(x, x, a)
        b = madd(x, y, b)
        c = madd(y, y, c)
      }
      vv = widen(vv, a)
      vg = widen(vg, b)
      gg = widen(gg, c)
    }
  }
  let v = total(vv), d = total(gg), change = less * less * v - 2 * less * step * total(vg) + step * step * d
  if (!fits(v) || !fits(d) || change < 1e-3 * (less * less * v + step * step * d)) {
    v = exactRows(mask, w, g, width, 1, 0)
    d = exactRows(mask, w, g, width, 0, -1)
    change = exactRows(mask, w, g, width, less, step)
  }
  store<f64>(record, v)
  store<f64>(record, change, 8)
  store<f64>(record, d, 16)
  store<f64>(record, 0, 24)
}

/** Σ(a·v − b·g)², all in double. */
function exactRows(mask: u32, w: usize, g: usize, width: usize, a: f64, b: f64): f64 {
  let sum: f64 = 0
  for (; mask != 0; mask &= mask - 1) {
    const row = <usize>ctz(mask), p = w + row * width, q = g + row * width
    for (let i: usize = 0; i < width; i += 4) {
      const x = a * <f64>load<f32>(p + i) - b * <f64>load<f32>(q + i)
      sum += x * x
    }
  }
  return sum
}

/** What a rule has summed of ΔW² itself. */
export function noteChange(layer: usize, k: i32, change: f64): void { store<f64>(groupOf(layer, k), change, 8) }

/**
 * Notes Σv² of the rows in the mask, which have no gradient: known from before where no pass has touched the row since. After
 * `noteGroup` of the same rows' others.
 */
export function noteIdle(head: usize, layer: usize, k: i32, mask: u32): void {
  const stride = <usize>getI(layer, STRIDE), stamps = getP(head, HEAD_STAMPS), pass = getI(head, HEAD_PASS)
  let sum: f64 = 0
  for (; mask != 0; mask &= mask - 1) {
    const at = k + <i32>ctz(mask), row = rowOf(layer, at)
    if (load<i32>(row, 8) <= load<i32>(stamps + (<usize>at << 2))) {
      store<f64>(row, squaresOf(getP(layer, WEIGHTS) + ((<usize>at * stride) << 2), stride))
      store<i32>(row, pass, 8)
    }
    sum += load<f64>(row)
  }
  store<f64>(groupOf(layer, k), sum, 24)
}

/** From layer index `first` up the notes of all groups, ascending, as each layer's ‖W‖² before the update, ‖ΔW‖² and ‖G‖². `less`: what layer 1's idle rows shrink by. */
export function sumNotes(head: usize, less: f64, first: i32): void {
  for (let l = first; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), groups = (getI(layer, FAN_IN) + GROUP - 1) / GROUP
    let v: f64 = 0, c: f64 = 0, g: f64 = 0, idle: f64 = 0
    for (let record = getP(layer, GROUP_SUMS), end = record + (<usize>groups << 5); record < end; record += 32) {
      v += load<f64>(record)
      c += load<f64>(record, 8)
      g += load<f64>(record, 16)
      idle += load<f64>(record, 24)
    }
    const s = getF(layer, SCALE)
    setF(layer, SUM_WEIGHT_SQUARE, s * s * (v + idle))
    setF(layer, SUM_UPDATE_SQUARE, c + less * less * idle)
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
