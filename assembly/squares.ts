// Sums of squares of matrices: in float over 32 vectors at a time, in double beyond, so that they cost little and lose little
// (relative error below 2^-19; where the floats' range would not do, all in double).
import { constant, high, low, madd, splat, together, total, ZERO } from './math'
import { clear } from './product'
import { layerAt } from './backward'
import { getF, getI, getP, setF, setI } from './table'
import { rowsOf } from './update'
import {
  FAN_IN, GRADIENTS, GROUP_SUMS, HEAD_LAYERS, HEAD_NOTED, HEAD_PASS, HEAD_STAMPS, ROW_SUMS, SCALE, STRIDE, SUM_GRADIENT_SQUARE,
  SUM_UPDATE_SQUARE, SUM_WEIGHT_SQUARE, WEIGHTS
} from '../src/kernels/wasm/slots'

/** Squares between these neither underflow nor overflow as floats in any way that matters to their sum. */
const LEAST: f64 = 1e-26, MOST: f64 = 1e30
/** Bytes whose squares are summed in float: of a layer's whole rows, and of one row of layer 1, whose columns are seen to in bands. */
export const SHORT_BYTES: usize = 512, BAND: usize = 128
/** Rows whose notes go together. */
export const GROUP: i32 = 32
/** Bytes of a group's record: Σv², Σ(ΔW)², Σg², Σv² of idle rows; while they are formed three f64x2, apart, and six vectors of floats. */
const RECORD: usize = 256

// @ts-ignore: decorator
@inline export function fits(sum: f64): bool { return sum >= LEAST && sum <= MOST }
// @ts-ignore: decorator
@inline export function rowOf(layer: usize, k: i32): usize { return getP(layer, ROW_SUMS) + (<usize>k << 4) }
// @ts-ignore: decorator
@inline function groupOf(layer: usize, k: i32): usize { return getP(layer, GROUP_SUMS) + (<usize>(k >> 5) * RECORD) }
// @ts-ignore: decorator
@inline export function widen(sum: v128, part: v128): v128 { return f64x2.add(sum, f64x2.add(low(part), high(part))) }

/** Σ x² over `length` floats (a multiple of 4): in float over `run` bytes, even and odd vectors apart, as everywhere here. */
export function squaresOf(p: usize, length: usize, run: usize): f64 {
  const end = p + (length << 2)
  let sum = f64x2.splat(0)
  for (let q = p; q < end;) {
    const stop = min(end, q + run), pairs = q + ((stop - q) & ~31)
    let even = splat(0), odd = even
    for (; q < pairs; q += 32) {
      const x = v128.load(q), y = v128.load(q, 16)
      even = madd(x, x, even); odd = madd(y, y, odd)
    }
    let part = f32x4.add(even, odd)
    if (q < stop) {
      const x = v128.load(q)
      part = madd(x, x, part)
      q = stop
    }
    sum = widen(sum, part)
  }
  const got = total(sum)
  // Half and half: 0·∞ would be NaN.
  return fits(got) ? got : exactRows(1, p, p, end - p, 0.5, -0.5)
}

/** A sum of squares over a layer's rows of x as it was found on the way, or from x where the floats' range would not do. */
export function sureSum(found: f64, layer: usize, x: usize, rows: i32): f64 {
  return fits(found) ? found : squaresOf(x, <usize>(getI(layer, STRIDE) * rows), SHORT_BYTES)
}

/**
 * Notes Σv², Σ(less·v − step·g)² and Σg² of those of 32 rows that are in the mask, before the update: rows of `width` bytes from w and g
 * on, with `apart` (layer 1's) one by one, else as one run. The second comes from the products, less²Σv² − 2·less·step·Σvg + step²Σg²,
 * unless these all but cancel.
 */
export function noteGroup(layer: usize, apart: bool, k: i32, mask: u32, w: usize, g: usize, width: usize, less: f64, step: f64): void {
  const record = groupOf(layer, k), count = <usize>(32 - clz(mask))
  clear(record, 80)
  if (!apart) addProducts(record, w, g, count * width)
  else for (let rest = mask; rest != 0; rest &= rest - 1) {
    const row = <usize>ctz(rest) * width
    for (let j: usize = 0; j < width; j += BAND) addProducts(record, w + row + j, g + row + j, min(width - j, BAND))
  }
  let v = total(v128.load(record)), d = total(v128.load(record, 64))
  let change = less * less * v - 2 * less * step * total(v128.load(record, 32)) + step * step * d
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

/** Adds Σv², Σvg and Σg² of `size` bytes from w and g on to the f64x2 at `sums`, 32 and 64 bytes behind; 96 behind there is room for six vectors. */
function addProducts(sums: usize, w: usize, g: usize, size: usize): void {
  const parts = sums + 96, zero = constant(ZERO)
  let vv = v128.load(sums), vg = v128.load(sums, 32), gg = v128.load(sums, 64)
  for (let i: usize = 0; i < size; i += SHORT_BYTES) {
    const stop = min(size, i + SHORT_BYTES), pairs = i + ((stop - i) & ~31)
    let a = zero, b = zero, c = zero, d = zero, e = zero, f = zero
    for (let p = i; p < pairs; p += 32) {
      const x = v128.load(w + p), u = v128.load(w + p, 16), y = v128.load(g + p), v = v128.load(g + p, 16)
      a = madd(x, x, a); b = madd(u, u, b)
      c = madd(x, y, c); d = madd(u, v, d)
      e = madd(y, y, e); f = madd(v, v, f)
    }
    let xx = together(a, b, parts), xy = together(c, d, parts + 32), yy = together(e, f, parts + 64)
    if (pairs < stop) {
      const x = v128.load(w + pairs), y = v128.load(g + pairs)
      xx = madd(x, x, xx)
      xy = madd(x, y, xy)
      yy = madd(y, y, yy)
    }
    vv = widen(vv, xx)
    vg = widen(vg, xy)
    gg = widen(gg, yy)
  }
  v128.store(sums, vv)
  v128.store(sums, vg, 32)
  v128.store(sums, gg, 64)
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
      store<f64>(row, squaresOf(getP(layer, WEIGHTS) + ((<usize>at * stride) << 2), stride, BAND))
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
    for (let record = getP(layer, GROUP_SUMS), end = record + <usize>groups * RECORD; record < end; record += RECORD) {
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

/** Σ of the squares of a layer's WEIGHTS or GRADIENTS, added as by `noteGroup`; in layer 1's gradient only the rows that the pass touched. */
export function sumOfSquares(head: usize, index: i32, what: i32): f64 {
  const layer = layerAt(head, index), stride = <usize>getI(layer, STRIDE), stamps = getP(head, HEAD_STAMPS), pass = getI(head, HEAD_PASS)
  const first = index == 0, rows = first ? getI(layer, FAN_IN) : rowsOf(layer), count = first ? 1 : GROUP, some = first && what == GRADIENTS
  let sum: f64 = 0
  let p = getP(layer, what)
  for (let k = 0; k < rows; k += count) {
    if (!some || load<i32>(stamps + (<usize>k << 2)) == pass) sum += squaresOf(p, <usize>min(count, rows - k) * stride, first ? BAND : SHORT_BYTES)
    p += (<usize>count * stride) << 2
  }
  return sum
}
