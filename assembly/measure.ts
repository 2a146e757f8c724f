// The reductions the instruments ask for, over what the last pass left in memory: one read of each array, in fixed order. Sums run in
// float over eight rows and in double beyond. Moments are taken about each unit's value in the first row, so that the variance of
// units that hardly vary keeps its digits.
import { constant, high, low, madd, MAGNITUDE, splat, total } from './math'
import { layerAt } from './backward'
import { fillGradients } from './first'
import { sumOfSquares } from './squares'
import { getF, getI, getP, setF, setI } from './table'
import {
  A, BACK, COUNT_DEAD, COUNT_SATURATED, DELTA, FAN_OUT, GRADIENTS, HEAD_LAYERS, HEAD_NOTED, HEAD_PASS, HEAD_ROWS, HEAD_SCRATCH, SATURATED_BELOW, SCALE,
  SLOPE, STRIDE, SUM_A, SUM_A_SQUARE, SUM_BACK_SQUARE, SUM_DELTA_SQUARE, SUM_GRADIENT_SQUARE, SUM_SLOPE_SQUARE, SUM_WEIGHT_SQUARE, SUM_Z,
  SUM_Z_SQUARE, WEIGHTS, Z
} from '../src/kernels/wasm/slots'

/** Rows whose sums are formed in float. */
const SHORT: i32 = 8

// @ts-ignore: decorator
@inline function widen(sum: v128, part: v128): v128 { return f64x2.add(sum, f64x2.add(low(part), high(part))) }

function signals(layer: usize, rows: i32): void {
  const delta = getP(layer, DELTA), back = getP(layer, BACK), end = <usize>(rows * getI(layer, STRIDE)) << 2
  let d = f64x2.splat(0), b = f64x2.splat(0)
  for (let i: usize = 0; i < end;) {
    const stop = min(end, i + 16 * SHORT)
    let pd = splat(0), pb = splat(0)
    for (; i < stop; i += 16) {
      const x = v128.load(delta + i)
      pd = madd(x, x, pd)
      if (back) {
        const y = v128.load(back + i)
        pb = madd(y, y, pb)
      }
    }
    d = widen(d, pd)
    b = widen(b, pb)
  }
  setF(layer, SUM_DELTA_SQUARE, total(d))
  setF(layer, SUM_BACK_SQUARE, back ? total(b) : NaN)
}

/**
 * Σx and Σx² of a [rows][stride] array into two slots. `room` holds, a column of four units, Σ(x − pilot) and Σ(x − pilot)² of the lower
 * and the upper two: rows go by eights through all columns, so that each is read once.
 */
function moments(layer: usize, rows: i32, x: usize, room: usize, sumSlot: i32, squareSlot: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2, n = f64x2.splat(rows)
  for (let i: usize = 0; i < 4 * width; i += 16) v128.store(room + i, splat(0))
  for (let r = 0; r < rows; r += SHORT) {
    const first = x + <usize>r * width, end = x + <usize>min(rows, r + SHORT) * width
    for (let j: usize = 0; j < width; j += 16) {
      const pilot = v128.load(x + j), to = room + 4 * j
      let s1 = splat(0), s2 = splat(0)
      for (let p = first + j; p < end; p += width) {
        const d = f32x4.sub(v128.load(p), pilot)
        s1 = f32x4.add(s1, d)
        s2 = madd(d, d, s2)
      }
      v128.store(to, f64x2.add(v128.load(to), low(s1)))
      v128.store(to, f64x2.add(v128.load(to, 16), high(s1)), 16)
      v128.store(to, f64x2.add(v128.load(to, 32), low(s2)), 32)
      v128.store(to, f64x2.add(v128.load(to, 48), high(s2)), 48)
    }
  }
  let sum = f64x2.splat(0), square = f64x2.splat(0)
  for (let j: usize = 0; j < width; j += 16) {
    const pilot = v128.load(x + j), l = low(pilot), h = high(pilot), at = room + 4 * j
    const l1 = v128.load(at), h1 = v128.load(at, 16), l2 = v128.load(at, 32), h2 = v128.load(at, 48)
    sum = f64x2.add(sum, f64x2.add(about(n, l, l1), about(n, h, h1)))
    square = f64x2.add(square, f64x2.add(squareAbout(n, l, l1, l2), squareAbout(n, h, h1, h2)))
  }
  setF(layer, sumSlot, total(sum))
  setF(layer, squareSlot, total(square))
}

/** Σx = n·pilot + Σd. */
// @ts-ignore: decorator
@inline function about(n: v128, pilot: v128, sum: v128): v128 { return f64x2.add(f64x2.mul(n, pilot), sum) }

/** Σx² = n·pilot² + 2·pilot·Σd + Σd². */
// @ts-ignore: decorator
@inline function squareAbout(n: v128, pilot: v128, sum: v128, squares: v128): v128 {
  return f64x2.add(f64x2.mul(pilot, f64x2.add(f64x2.mul(n, pilot), f64x2.add(sum, sum))), squares)
}

/** Σ of the squared slopes, pairs with a small one, units without any. `room` holds, a column of four units, who has met a slope. */
function slopes(layer: usize, rows: i32, room: usize): void {
  const width = <usize>getI(layer, STRIDE) << 2, padding = getI(layer, STRIDE) - getI(layer, FAN_OUT), slope = getP(layer, SLOPE)
  const below = i32x4.splat(reinterpret<i32>(<f32>getF(layer, SATURATED_BELOW))), bits = constant(MAGNITUDE)
  let squares = f64x2.splat(0), few = i32x4.splat(0)
  for (let i: usize = 0; i < width; i += 16) v128.store(room + i, splat(0))
  for (let r = 0; r < rows; r += SHORT) {
    const first = slope + <usize>r * width, end = slope + <usize>min(rows, r + SHORT) * width
    for (let j: usize = 0; j < width; j += 16) {
      let part = splat(0), any = v128.load(room + j)
      for (let p = first + j; p < end; p += width) {
        const s = v128.load(p), size = v128.and(s, bits)
        part = madd(s, s, part)
        few = i32x4.sub(few, i32x4.lt_s(size, below))
        any = v128.or(any, size)
      }
      v128.store(room + j, any)
      squares = widen(squares, part)
    }
  }
  let alive = 0
  for (let j: usize = 0; j < width; j += 16) alive += popcnt(i32x4.bitmask(i32x4.ne(v128.load(room + j), splat(0))))
  const counted = i32x4.extract_lane(few, 0) + i32x4.extract_lane(few, 1) + i32x4.extract_lane(few, 2) + i32x4.extract_lane(few, 3)
  setF(layer, SUM_SLOPE_SQUARE, total(squares))
  setI(layer, COUNT_SATURATED, counted - padding * rows)
  setI(layer, COUNT_DEAD, getI(layer, FAN_OUT) - alive)
}

/** All sums of the last pass that a step with HEAD_TRACK has not noted already. */
export function measure(head: usize): void {
  const rows = getI(head, HEAD_ROWS), noted = getI(head, HEAD_NOTED) == getI(head, HEAD_PASS)
  const room = getP(head, HEAD_SCRATCH)
  if (!noted) fillGradients(head)
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l)
    signals(layer, rows)
    moments(layer, rows, getP(layer, Z), room, SUM_Z, SUM_Z_SQUARE)
    moments(layer, rows, getP(layer, A), room, SUM_A, SUM_A_SQUARE)
    slopes(layer, rows, room)
    if (noted) continue
    const scale = getF(layer, SCALE)
    setF(layer, SUM_GRADIENT_SQUARE, sumOfSquares(head, l, GRADIENTS))
    setF(layer, SUM_WEIGHT_SQUARE, scale * scale * sumOfSquares(head, l, WEIGHTS))
  }
}
