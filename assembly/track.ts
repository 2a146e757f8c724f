// ‖W‖², ‖ΔW‖² and ‖G‖² of layer 1 for a tracked step that goes straight on, without a sweep of their own. The update forms Σg² of what it
// reads and Σv², for the next step, of what it writes; Σvg = Σ_k v_k·g_k = Σ_x δ_x·(z_x − b)/s needs no weights. So
// ‖ΔW‖² = less²·Σv² − 2·less·step·Σvg + step²·Σg². Nothing depends on how many steps before were tracked.
import { layerAt } from './backward'
import { constant, madd, MAGNITUDE, splat, together, total, ZERO } from './math'
import { fillGradients, newScale } from './first'
import { partsOf } from './measure'
import { fits, SHORT_BYTES, squaresOf, widen } from './squares'
import { getF, getI, getP, setF, setI } from './table'
import {
  BIASES, DS, FAN_IN, GRADIENTS, HEAD_LANES, HEAD_LANES_HOLD, HEAD_MAGNITUDES, HEAD_PRODUCTS, HEAD_ROWS, HEAD_SQUARES, HEAD_TILES, HEAD_TILE_SUMS, HEAD_UPDATE_FINITE,
  SCALE, STRIDE, SUM_GRADIENT_SQUARE, SUM_UPDATE_SQUARE, SUM_WEIGHT_SQUARE, WEIGHTS, WEIGHT_LENGTH, Z
} from '../src/kernels/wasm/slots'

/** How often 32 columns go into a layer's. */
// @ts-ignore: decorator
@inline export function bandsOf(layer: usize): i32 { return (getI(layer, STRIDE) + 31) >> 5 }
/** Σg² of 32 columns of a tile, f64x2; the bands of a tile are numbered together. */
// @ts-ignore: decorator
@inline export function noteOf(head: usize, n: i32): usize { return getP(head, HEAD_TILE_SUMS) + (<usize>n << 4) }
/** Bytes of a row's lanes: Σv² of each 32 weights, a vector of four sums that are still to be added. */
// @ts-ignore: decorator
@inline export function lanesWidth(layer: usize): usize { return <usize>bandsOf(layer) << 4 }
// @ts-ignore: decorator
@inline export function lanesOf(head: usize, k: i32): usize { return getP(head, HEAD_LANES) + <usize>k * lanesWidth(layerAt(head, 0)) }

/** Before the first weight is written. */
export function noteBefore(head: usize): void {
  const layer = layerAt(head, 0), s = getF(layer, SCALE), end = lanesOf(head, (getI(layer, FAN_IN) + 3) & ~3)
  if (getI(head, HEAD_LANES_HOLD) < 2) sumLanes(head, layer)
  const parts = partsOf(layer)
  let sum = f64x2.splat(0)
  for (let p = lanesOf(head, 0); p < end;) {
    const stop = min(end, p + 512)
    let even = constant(ZERO), odd = even
    for (; p < stop; p += 32) {
      even = f32x4.add(even, v128.load(p)); odd = f32x4.add(odd, v128.load(p, 16))
    }
    sum = widen(sum, together(even, odd, parts))
  }
  let squares = total(sum)
  if (!fits(squares)) squares = squaresOf(getP(layer, WEIGHTS), <usize>getI(layer, WEIGHT_LENGTH), SHORT_BYTES)
  setF(head, HEAD_SQUARES, squares)
  setF(layer, SUM_WEIGHT_SQUARE, s * s * squares)
  sumProducts(head, layer)
}

/** The lanes of all rows, as `stepTracked` forms those of the rows that it writes. */
function sumLanes(head: usize, layer: usize): void {
  const width = <usize>getI(layer, STRIDE) << 2
  let p = getP(layer, WEIGHTS), lane = lanesOf(head, 0)
  for (let k = getI(layer, FAN_IN); k > 0; k--) {
    for (let i: usize = 0; i < width; lane += 16) {
      const stop = min(width, i + 128), pairs = i + ((stop - i) & ~31)
      let even = splat(0), odd = even
      for (; i < pairs; i += 32) {
        even = madd(v128.load(p + i), v128.load(p + i), even)
        odd = madd(v128.load(p + i, 16), v128.load(p + i, 16), odd)
      }
      let sum = f32x4.add(even, odd)
      if (i < stop) sum = madd(v128.load(p + i), v128.load(p + i), sum)
      i = stop
      v128.store(lane, sum)
    }
    p += width
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

/** When all tiles are through. `less`: what a weight loses per unit of v, `step`: per unit of g. */
export function noteAfter(head: usize, less: f64, step: f64): void {
  const layer = layerAt(head, 0), v = getF(head, HEAD_SQUARES), p = getF(head, HEAD_PRODUCTS), move = step / newScale(head)
  let sum = f64x2.splat(0)
  for (let n = 0, all = getI(head, HEAD_TILES) * bandsOf(layer); n < all; n++) sum = f64x2.add(sum, v128.load(noteOf(head, n)))
  let g = total(sum), change = less * less * v - 2 * less * step * p + step * step * g
  // The error of p is at most 2^-20 of its magnitudes and as a rule a hundredth of that.
  const whole = less * less * v + step * step * g, doubt = Math.abs(less) * step * getF(head, HEAD_MAGNITUDES)
  // Σv² after the update: below MOST no weight has overflowed.
  if (!(fits(g) && fits(v - 2 * move * p + move * move * g) && change >= 1e-3 * whole && change * 32 >= doubt)) {
    fillGradients(head)
    g = exactSum(layer, 0, 1, move)
    change = exactSum(layer, less, step, move)
    if (!(squaresOf(getP(layer, WEIGHTS), <usize>getI(layer, WEIGHT_LENGTH), SHORT_BYTES) < Infinity)) setI(head, HEAD_UPDATE_FINITE, 0)
  }
  setF(layer, SUM_UPDATE_SQUARE, change)
  setF(layer, SUM_GRADIENT_SQUARE, g)
}

/** Σ(less·v − step·g)² over all rows, in double, from the updated weights and the gradient filled in: v = v′ + move·g. */
function exactSum(layer: usize, less: f64, step: f64, move: f64): f64 {
  const size = <usize>getI(layer, WEIGHT_LENGTH) << 2, w = getP(layer, WEIGHTS), g = getP(layer, GRADIENTS)
  let sum: f64 = 0
  for (let i: usize = 0; i < size; i += 4) {
    const d = <f64>load<f32>(g + i), x = less * (<f64>load<f32>(w + i) + move * d) - step * d
    sum += x * x
  }
  return sum
}
