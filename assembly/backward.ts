// δ from layer to layer. The stored δ of a layer has its largest entry near 1; the true value is stored · 2^EXPONENT, exactly.
// So a product over hundreds of layers neither underflows nor meets a denormal.
import { flush, largest, smallest, splat } from './math'
import { clearTouched, columnSums, gradientSparse, multiply } from './product'
import { normalizeBack } from './normalization'
import { getI, getP, setI } from './table'
import {
  A, BACK, DELTA, DELTA_SUM, DS, EXPONENT, FAN_IN, FAN_OUT, GRADIENTS, HEAD_ENTRIES, HEAD_LAYERS, HEAD_PASS, HEAD_PASS_FINITE, HEAD_ROWS,
  HEAD_ROW_LIST, HEAD_SIZE, HEAD_STAMPS, HEAD_STARTS, LAYER_SIZE, NORMALIZATION, RESIDUAL, SLOPE, STRIDE, STRIDE_IN, TRANSPOSED, WEIGHT_LENGTH
} from '../src/kernels/wasm/slots'

/** Entries this far below a layer's largest are rounding noise to every sum; dropping them keeps later products normal. */
const NEGLIGIBLE: f32 = 8.470329e-22 // 2^-70

// @ts-ignore: decorator
@inline export function layerAt(head: usize, index: i32): usize { return head + (<usize>(HEAD_SIZE + index * LAYER_SIZE) << 3) }

/** Unbiased exponent of a normal float. */
// @ts-ignore: decorator
@inline function exponentOf(x: f32): i32 { return <i32>((reinterpret<u32>(x) >> 23) & 0xff) - 127 }

// @ts-ignore: decorator
@inline function powerOf2(e: i32): f32 { return reinterpret<f32>(<u32>(e + 127) << 23) }

/** δ = back ⊙ slope (output layer: back 0, δ stands there already), rescaled when its largest entry leaves [2^-20, 2^20]. */
function settle(head: usize, layer: usize, back: usize, exponent: i32): void {
  const size = <usize>(getI(head, HEAD_ROWS) * getI(layer, STRIDE)) << 2
  const slope = getP(layer, SLOPE), delta = getP(layer, DELTA)
  let m = splat(0)
  for (let i: usize = 0; i < size; i += 16) {
    const v = back ? f32x4.mul(v128.load(back + i), v128.load(slope + i)) : v128.load(delta + i)
    m = f32x4.max(m, f32x4.abs(v))
    if (back) v128.store(delta + i, flush(v, splat(NEGLIGIBLE)))
  }
  const most = largest(m)
  setI(layer, EXPONENT, exponent)
  if (!(most < Infinity)) {
    setI(head, HEAD_PASS_FINITE, 0)
    return
  }
  if (most == 0 || (most >= 9.5367431640625e-7 && most <= 1048576)) return
  rescale(layer, size, back, most, exponent)
}

function rescale(layer: usize, size: usize, back: usize, most: f32, exponent: i32): void {
  const slope = getP(layer, SLOPE), delta = getP(layer, DELTA)
  let shift = -exponentOf(most)
  if (back) {
    let m = splat(0)
    for (let i: usize = 0; i < size; i += 16) m = f32x4.max(m, f32x4.abs(v128.load(back + i)))
    shift = min(shift, 100 - exponentOf(largest(m)))
  }
  shift = max(-120, min(120, shift))
  const factor = splat(powerOf2(shift))
  for (let i: usize = 0; i < size; i += 16) {
    let v: v128
    if (back) {
      const b = v128.load(back + i), s = v128.load(slope + i)
      // The order keeps the intermediate product away from both ends of the range.
      v = shift > 0 ? f32x4.mul(b, f32x4.mul(s, factor)) : f32x4.mul(f32x4.mul(b, factor), s)
      v128.store(back + i, flush(f32x4.mul(b, factor), smallest()))
    } else v = f32x4.mul(v128.load(delta + i), factor)
    v128.store(delta + i, flush(v, splat(NEGLIGIBLE)))
  }
  setI(layer, EXPONENT, exponent - shift)
}

/** Everything of the way back for one layer whose δ is settled: bias and weight gradients (sums over the rows), and δ of the layer below. */
function layerBack(head: usize, index: i32): void {
  const layer = layerAt(head, index), rows = getI(head, HEAD_ROWS), stride = getI(layer, STRIDE)
  const gradients = getP(layer, GRADIENTS), rest = gradients + (<usize>getI(layer, WEIGHT_LENGTH) << 2)
  columnSums(rows, stride, getP(layer, DELTA), getP(layer, DELTA_SUM), rest)
  if (getI(layer, NORMALIZATION) != 0) normalizeBack(head, layer, rest + (<usize>stride << 2))
  const ds = getP(layer, DS), width = <usize>stride << 2
  if (index == 0) {
    clearTouched(getI(layer, FAN_IN), stride, gradients, getP(head, HEAD_STAMPS), getI(head, HEAD_PASS) - 1)
    gradientSparse(
      rows, getP(head, HEAD_ROW_LIST), getP(head, HEAD_STARTS), getP(head, HEAD_ENTRIES), ds, stride, gradients,
      getP(head, HEAD_STAMPS), getI(head, HEAD_PASS)
    )
    return
  }
  const below = layerAt(head, index - 1), widthIn = <usize>getI(layer, STRIDE_IN) << 2
  multiply(getI(layer, FAN_IN), stride, rows, getP(below, A), 4, widthIn, ds, width, gradients, width, 0)
  const back = getP(below, BACK)
  multiply(rows, getI(layer, STRIDE_IN), getI(layer, FAN_OUT), ds, width, 4, getP(layer, TRANSPOSED), widthIn, back, widthIn, 0)
  if (getI(layer, RESIDUAL)) {
    const from = getP(layer, BACK), size = <usize>rows * width
    for (let i: usize = 0; i < size; i += 16) v128.store(back + i, f32x4.add(v128.load(back + i), v128.load(from + i)))
  }
  settle(head, below, back, getI(layer, EXPONENT))
}

/** Backpropagation over the whole network; the output layer's DELTA must stand. */
export function backward(head: usize): void {
  const layers = getI(head, HEAD_LAYERS)
  setI(head, HEAD_PASS, getI(head, HEAD_PASS) + 1)
  settle(head, layerAt(head, layers - 1), 0, 0)
  for (let l = layers - 1; l >= 0; l--) layerBack(head, l)
}
