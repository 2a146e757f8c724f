// ‖W‖², ‖ΔW‖² and ‖G‖² of layer 1 for a tracked step that goes straight on, without a sweep of their own. Σv² of every row is known from
// before; the update forms it anew for the rows it writes, and Σg² as it reads them. Σvg needs neither: Σ_k v_k·g_k = Σ_x δ_x·(z_x − b)/s.
// So ‖ΔW‖² = less²·Σv² − 2·less·step·Σvg + step²·Σg².
import { layerAt } from './backward'
import { constant, madd, MAGNITUDE, splat, total } from './math'
import { fillGradients, newScale } from './first'
import { fits, groupOf, rowOf, rowSquares, widen } from './squares'
import { getF, getI, getP, setF, setI } from './table'
import {
  BIASES, DS, FAN_IN, GRADIENTS, HEAD_MAGNITUDES, HEAD_PASS, HEAD_PRODUCTS, HEAD_ROWS, HEAD_SQUARES, HEAD_STAMPS, HEAD_SUMMED, HEAD_TILE,
  HEAD_TILES, SCALE, STRIDE, SUM_GRADIENT_SQUARE, SUM_UPDATE_SQUARE, SUM_WEIGHT_SQUARE, WEIGHTS, WEIGHT_LENGTH, Z
} from '../src/kernels/wasm/slots'

/** Before the first weight is written. */
export function noteBefore(head: usize): void {
  const layer = layerAt(head, 0)
  if (getI(head, HEAD_SUMMED) != getI(head, HEAD_PASS)) sumRows(head, layer)
  const rows = getI(layer, FAN_IN), records = rowOf(layer, 0), end = records + (<usize>rows << 4)
  let a: f64 = 0, b: f64 = 0, c: f64 = 0, d: f64 = 0, p = records
  for (; p + 64 <= end; p += 64) {
    a += load<f64>(p)
    b += load<f64>(p, 16)
    c += load<f64>(p, 32)
    d += load<f64>(p, 48)
  }
  for (; p < end; p += 16) a += load<f64>(p)
  const squares = (a + b) + (c + d), s = getF(layer, SCALE)
  setF(head, HEAD_SQUARES, squares)
  setF(layer, SUM_WEIGHT_SQUARE, s * s * squares)
  sumProducts(head, layer)
}

/** Σv² of the rows that a pass has touched since it was noted. */
function sumRows(head: usize, layer: usize): void {
  const stride = <usize>getI(layer, STRIDE), pass = getI(head, HEAD_PASS)
  let record = rowOf(layer, 0), stamp = getP(head, HEAD_STAMPS), p = getP(layer, WEIGHTS)
  for (let k = getI(layer, FAN_IN); k > 0; k--) {
    if (load<i32>(record, 8) <= load<i32>(stamp)) {
      store<f64>(record, rowSquares(p, stride))
      store<i32>(record, pass, 8)
    }
    record += 16
    stamp += 4
    p += stride << 2
  }
}

/** Σ δ·(z − b)/s over the batch, and what its terms come to without their signs, by which its error is bounded. */
function sumProducts(head: usize, layer: usize): void {
  const width = <usize>getI(layer, STRIDE) << 2, bias = getP(layer, BIASES), bits = constant(MAGNITUDE), s = getF(layer, SCALE)
  let z = getP(layer, Z), d = getP(layer, DS), sum = f64x2.splat(0), size = sum
  for (let r = getI(head, HEAD_ROWS); r > 0; r--) {
    for (let i: usize = 0; i < width;) {
      const stop = min(width, i + 128)
      let a = splat(0), b = a
      for (; i < stop; i += 16) {
        const x = v128.load(z + i), o = v128.load(bias + i), e = v128.load(d + i)
        a = madd(f32x4.sub(x, o), e, a)
        b = madd(f32x4.add(v128.and(x, bits), v128.and(o, bits)), v128.and(e, bits), b)
      }
      sum = widen(sum, a)
      size = widen(size, b)
    }
    z += width
    d += width
  }
  setF(head, HEAD_PRODUCTS, total(sum) / s)
  setF(head, HEAD_MAGNITUDES, total(size) / s)
}

/** Σg² of a tile, f64x2, in the group record of its first row. */
export function clearNote(layer: usize, first: i32): void { v128.store(groupOf(layer, first), f64x2.splat(0)) }

/** When all tiles are through. `less`: what a weight loses per unit of v, `step`: per unit of g. */
export function noteAfter(head: usize, less: f64, step: f64): void {
  const layer = layerAt(head, 0), v = less * less * getF(head, HEAD_SQUARES), product = 2 * less * step
  let sum = f64x2.splat(0)
  for (let i = 0; i < getI(head, HEAD_TILES); i++) sum = f64x2.add(sum, v128.load(groupOf(layer, i * getI(head, HEAD_TILE))))
  let g = total(sum), change = v - product * getF(head, HEAD_PRODUCTS) + step * step * g
  // The product's error is at most 2^-20 of its magnitudes and as a rule a hundredth of that.
  const surely = fits(g) && change >= 1e-3 * (v + step * step * g) && change * 64 >= Math.abs(product) * getF(head, HEAD_MAGNITUDES)
  if (!surely) {
    fillGradients(head)
    g = exactSum(head, layer, 0, 1)
    change = exactSum(head, layer, less, step)
  }
  setF(layer, SUM_UPDATE_SQUARE, change)
  setF(layer, SUM_GRADIENT_SQUARE, g)
  setI(head, HEAD_SUMMED, getI(head, HEAD_PASS) + 1)
}

/** Σ(less·v − step·g)² over all rows, in double, from the updated weights and the gradient filled in: v = v′ + (step/s′)·g. */
function exactSum(head: usize, layer: usize, less: f64, step: f64): f64 {
  const back = step / newScale(head), size = <usize>getI(layer, WEIGHT_LENGTH) << 2, w = getP(layer, WEIGHTS), g = getP(layer, GRADIENTS)
  let sum: f64 = 0
  for (let i: usize = 0; i < size; i += 4) {
    const d = <f64>load<f32>(g + i), x = less * (<f64>load<f32>(w + i) + back * d) - step * d
    sum += x * x
  }
  return sum
}
