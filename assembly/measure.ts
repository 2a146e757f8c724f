// The reductions the instruments ask for, over what the last pass left in memory: one read of each array, float64 sums in fixed order.
import { addSquares, addValues, high, low, splat, total } from './math'
import { layerAt } from './backward'
import { weightGradientSquares, weightSquares } from './update'
import { getF, getI, getP, setF, setI } from './table'
import {
  A, BACK, COUNT_DEAD, COUNT_SATURATED, DELTA, FAN_OUT, HEAD_LAYERS, HEAD_NOTED, HEAD_PASS, HEAD_ROWS, SATURATED_BELOW, SLOPE, STRIDE, SUM_A, SUM_A_SQUARE,
  SUM_BACK_SQUARE, SUM_DELTA_SQUARE, SUM_GRADIENT_SQUARE, SUM_SLOPE_SQUARE, SUM_WEIGHT_SQUARE, SUM_Z, SUM_Z_SQUARE, Z
} from '../src/kernels/wasm/slots'

function signals(layer: usize, size: usize): void {
  const delta = getP(layer, DELTA), back = getP(layer, BACK)
  let d = f64x2.splat(0), b = f64x2.splat(0)
  for (let i: usize = 0; i < size; i += 16) {
    d = addSquares(d, v128.load(delta + i))
    if (back) b = addSquares(b, v128.load(back + i))
  }
  setF(layer, SUM_DELTA_SQUARE, total(d))
  setF(layer, SUM_BACK_SQUARE, back ? total(b) : NaN)
}

function moments(layer: usize, size: usize): void {
  const z = getP(layer, Z), a = getP(layer, A)
  let z1 = f64x2.splat(0), z2 = f64x2.splat(0), a1 = f64x2.splat(0), a2 = f64x2.splat(0)
  for (let i: usize = 0; i < size; i += 16) {
    const x = v128.load(z + i), y = v128.load(a + i)
    z1 = addValues(z1, x)
    z2 = addSquares(z2, x)
    a1 = addValues(a1, y)
    a2 = addSquares(a2, y)
  }
  setF(layer, SUM_Z, total(z1))
  setF(layer, SUM_Z_SQUARE, total(z2))
  setF(layer, SUM_A, total(a1))
  setF(layer, SUM_A_SQUARE, total(a2))
}

function slopes(layer: usize, rows: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2, padding = getI(layer, STRIDE) - getI(layer, FAN_OUT)
  const below = splat(<f32>getF(layer, SATURATED_BELOW))
  let squares = f64x2.splat(0), few = i32x4.splat(0)
  let alive = 0
  for (let j: usize = 0; j < width; j += 16) {
    let p = getP(layer, SLOPE) + j
    let any = i32x4.splat(0)
    for (let r = 0; r < rows; r++) {
      const s = v128.load(p)
      squares = f64x2.add(f64x2.add(squares, f64x2.mul(low(s), low(s))), f64x2.mul(high(s), high(s)))
      few = i32x4.sub(few, f32x4.lt(f32x4.abs(s), below))
      any = v128.or(any, f32x4.ne(s, splat(0)))
      p += width
    }
    alive += popcnt(i32x4.bitmask(any))
  }
  const counted = i32x4.extract_lane(few, 0) + i32x4.extract_lane(few, 1) + i32x4.extract_lane(few, 2) + i32x4.extract_lane(few, 3)
  setF(layer, SUM_SLOPE_SQUARE, total(squares))
  setI(layer, COUNT_SATURATED, counted - padding * rows)
  setI(layer, COUNT_DEAD, getI(layer, FAN_OUT) - alive)
}

/** ‖W‖² of every layer as it is before the update of this pass. */
export function noteWeights(head: usize): void {
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) setF(layerAt(head, l), SUM_WEIGHT_SQUARE, weightSquares(layerAt(head, l)))
  setI(head, HEAD_NOTED, getI(head, HEAD_PASS))
}

export function measure(head: usize): void {
  const rows = getI(head, HEAD_ROWS)
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), size = <usize>(rows * getI(layer, STRIDE)) << 2
    signals(layer, size)
    moments(layer, size)
    slopes(layer, rows)
    setF(layer, SUM_GRADIENT_SQUARE, weightGradientSquares(head, l))
  }
  if (getI(head, HEAD_NOTED) != getI(head, HEAD_PASS)) noteWeights(head)
}
