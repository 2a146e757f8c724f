// The error on its way through a layer's slopes, δ = ∂C/∂a ⊙ φ′(z), and Σδ² and Σ(∂C/∂a)² of what stands there: in float over 512 bytes,
// even and odd vectors apart, in double beyond, each RUN of rows anew. Loops go through vectors in pairs, as in activation.ts.
import { constant, flush, larger, madd, MAGNITUDE, NEGLIGIBLE, splat, together, total, ZERO } from './math'
import { partsOf } from './measure'
import { SHORT_BYTES, sureSum, widen } from './squares'
import { getI, getP, setF } from './table'
import { BACK, DELTA, RESIDUAL, SLOPE, STRIDE, SUM_BACK_SQUARE, SUM_DELTA_SQUARE } from '../src/kernels/wasm/slots'

/** Rows of the batch whose parts of A and D stay in the first-level cache while a small layer's gradient passes over them. */
export const RUN: i32 = 120

/** Σδ² and Σ(∂C/∂a)² so far, f64x2 each, apart from each other: see `together`. */
// @ts-ignore: decorator
@inline function sumsOf(layer: usize): usize { return partsOf(layer) + 272 }

export function clearSignals(layer: usize): void {
  v128.store(sumsOf(layer), splat(0))
  v128.store(sumsOf(layer), splat(0), 32)
}

/**
 * What `throughSlopes` has summed over all rows becomes the layer's. In δ's unit ∂C/∂a is 1/φ′(z), whose square the floats do not hold behind
 * units that are saturated enough: then once more in double.
 */
export function settleSignals(layer: usize, rows: i32): void {
  const back = getP(layer, BACK)
  setF(layer, SUM_DELTA_SQUARE, total(v128.load(sumsOf(layer))))
  setF(layer, SUM_BACK_SQUARE, back ? sureSum(total(v128.load(sumsOf(layer), 32)), layer, back, rows) : NaN)
}

/** The same of a layer whose δ stands already. */
export function addSignals(layer: usize, rows: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2
  clearSignals(layer)
  for (let r = 0; r < rows; r += RUN) addRun(layer, <usize>r * width, <usize>min(rows, r + RUN) * width)
  settleSignals(layer, rows)
}

/** Adds the squares of bytes [from, end) of δ and ∂C/∂a. */
function addRun(layer: usize, from: usize, end: usize): void {
  const delta = getP(layer, DELTA), own = getP(layer, BACK), back = own ? own : delta, zero = constant(ZERO)
  const parts = partsOf(layer), sums = sumsOf(layer)
  for (let i = from; i < end; i += SHORT_BYTES) {
    const stop = min(end, i + SHORT_BYTES), pairs = i + ((stop - i) & ~31)
    let d0 = zero, d1 = zero, b0 = zero, b1 = zero
    for (let p = i; p < pairs; p += 32) {
      const v = v128.load(delta + p), w = v128.load(delta + p, 16), b = v128.load(back + p), c = v128.load(back + p, 16)
      d0 = madd(v, v, d0); d1 = madd(w, w, d1)
      b0 = madd(b, b, b0); b1 = madd(c, c, b1)
    }
    let d = together(d0, d1, parts), b = together(b0, b1, parts + 32)
    if (pairs < stop) {
      d = madd(v128.load(delta + pairs), v128.load(delta + pairs), d)
      b = madd(v128.load(back + pairs), v128.load(back + pairs), b)
    }
    v128.store(sums, widen(v128.load(sums), d))
    v128.store(sums, widen(v128.load(sums, 32), b), 32)
  }
}

/**
 * δ = BACK ⊙ slope on rows [from, to), with the residual link's share added to BACK first. Entries below 2^-70 of the unit in which δ
 * is held are noise to every sum; dropping them keeps later products normal. With `look` the squares are added to the layer's sums. Returns the
 * largest |δ|.
 */
export function throughSlopes(layer: usize, below: usize, from: i32, to: i32, look: bool): v128 {
  const width = <usize>getI(below, STRIDE) << 2
  if (getI(layer, RESIDUAL)) addLink(getP(below, BACK) + <usize>from * width, getP(layer, BACK) + <usize>from * width, <usize>(to - from) * width)
  if (!look) return slopesOf(below, <usize>from * width, <usize>to * width)
  let most = splat(0)
  for (let r = from; r < to; r += RUN) {
    for (let i = <usize>r * width, end = <usize>min(to, r + RUN) * width; i < end; i += 8 * SHORT_BYTES) {
      const stop = min(end, i + 8 * SHORT_BYTES)
      if (WIDE && ((stop - i) & 31) == 0) most = i32x4.max_s(most, slopesSummed(below, i, stop))
      else {
        // While it is in the first-level cache.
        most = i32x4.max_s(most, slopesOf(below, i, stop))
        addRun(below, i, stop)
      }
    }
  }
  return most
}

/** `slopesOf` and `addRun` in one, on whole pairs: twice the registers hold what both need. */
function slopesSummed(below: usize, from: usize, end: usize): v128 {
  const back = getP(below, BACK), slope = getP(below, SLOPE), delta = getP(below, DELTA)
  const bits = constant(MAGNITUDE), least = constant(NEGLIGIBLE), zero = constant(ZERO), parts = partsOf(below), sums = sumsOf(below)
  let most = zero, other = zero
  for (let i = from; i < end; i += SHORT_BYTES) {
    const stop = min(end, i + SHORT_BYTES)
    let d0 = zero, d1 = zero, b0 = zero, b1 = zero
    for (let p = i; p < stop; p += 32) {
      const b = v128.load(back + p), c = v128.load(back + p, 16)
      const v = f32x4.mul(b, v128.load(slope + p)), w = f32x4.mul(c, v128.load(slope + p, 16)), sizeV = v128.and(v, bits), sizeW = v128.and(w, bits)
      const kept = v128.and(v, i32x4.gt_s(sizeV, least)), left = v128.and(w, i32x4.gt_s(sizeW, least))
      most = i32x4.max_s(most, sizeV); other = i32x4.max_s(other, sizeW)
      d0 = madd(kept, kept, d0); d1 = madd(left, left, d1)
      b0 = madd(b, b, b0); b1 = madd(c, c, b1)
      v128.store(delta + p, left, 16); v128.store(delta + p, kept)
    }
    v128.store(sums, widen(v128.load(sums), together(d0, d1, parts)))
    v128.store(sums, widen(v128.load(sums, 32), together(b0, b1, parts + 32)), 32)
  }
  v128.store(parts, other, 16); v128.store(parts, most)
  return i32x4.max_s(v128.load(parts), v128.load(parts, 16))
}

function addLink(back: usize, link: usize, size: usize): void {
  for (let i: usize = 0; i < size; i += 16) v128.store(back + i, f32x4.add(v128.load(back + i), v128.load(link + i)))
}

function slopesOf(below: usize, i: usize, end: usize): v128 {
  const back = getP(below, BACK), slope = getP(below, SLOPE), delta = getP(below, DELTA), pairs = i + ((end - i) & ~31)
  const bits = constant(MAGNITUDE), least = constant(NEGLIGIBLE)
  let most = splat(0), other = most
  if (WIDE) for (; i < pairs; i += 32) {
    const v = f32x4.mul(v128.load(back + i), v128.load(slope + i)), w = f32x4.mul(v128.load(back + i, 16), v128.load(slope + i, 16))
    most = larger(most, v, bits); other = larger(other, w, bits)
    v128.store(delta + i, flush(w, bits, least), 16); v128.store(delta + i, flush(v, bits, least))
  }
  for (; i < end; i += 16) {
    const v = f32x4.mul(v128.load(back + i), v128.load(slope + i))
    most = larger(most, v, bits)
    v128.store(delta + i, flush(v, bits, least))
  }
  return i32x4.max_s(most, other)
}
