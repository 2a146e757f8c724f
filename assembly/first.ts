// Layer 1 under plain descent. Its weights are held as w = s·v: L2 shrinks the one number s, and only the rows with a non-zero input in
// this pass, which alone have a gradient, are written.
import { layerAt, tileBuffer } from './backward'
import { constant, flush, larger, MAGNITUDE, power2, SMALLEST, splat } from './math'
import { float, noteLargest, plain, setLayer } from './rules'
import { clear, TILE_BUFFER } from './product'
import { scatter } from './sparse'
import { GROUP, noteGroup, noteIdle, rowOf, SHORT_BYTES, squaresOf } from './squares'
import { getF, getI, getP, setF, setI } from './table'
import { MOVE, stepTracked, stepWord } from './touched'
import { bandsOf, lanesOf, lanesWidth, noteOf } from './track'
import { isPlain, meanScale } from './update'
import {
  DS, FAN_IN, FROZEN, GRADIENTS, HEAD_BOUND, HEAD_COLUMN_STARTS, HEAD_FILLED, HEAD_INPUT_EXPONENT, HEAD_LANES_HOLD, HEAD_LIMIT, HEAD_MASK_AT,
  HEAD_PASS, HEAD_RATE, HEAD_ROWS, HEAD_ROW_LIST, HEAD_SHRINK, HEAD_STAMPS, HEAD_THREADS, HEAD_TILE, HEAD_TILES, HEAD_TRACK, HELD_FROM,
  NORMALIZATION, SCALE, STRIDE, WEIGHTS, WEIGHT_LENGTH
} from '../src/kernels/wasm/slots'

/** A scale below this goes back into the weights: far from both ends of the floats' range. */
const LEAST_SCALE: f64 = 0.015625
/** See `settleBound`. Their quotient is below 2^128: no gradient overflows where the bound holds. */
const MOST_BOUND: f64 = 1e29, LEAST_MOVE: f32 = 1e-9

// @ts-ignore: decorator
@inline export function stampOf(head: usize, k: i32): usize { return getP(head, HEAD_STAMPS) + (<usize>k << 2) }
// @ts-ignore: decorator
@inline function isTouched(head: usize, k: i32): bool { return load<i32>(stampOf(head, k)) == getI(head, HEAD_PASS) }
// @ts-ignore: decorator
@inline function shrunk(head: usize): f64 { return getF(layerAt(head, 0), SCALE) * getF(head, HEAD_SHRINK) }

/** The scale after this step; 1 when it goes back into the weights. Every thread computes it; `update` stores it when all are through. */
export function newScale(head: usize): f64 {
  const layer = layerAt(head, 0), now = shrunk(head)
  if (getI(layer, FROZEN)) return getF(layer, SCALE)
  return now >= LEAST_SCALE ? now : 1
}

/** Whether this step may go straight from δ to the update, tile by tile, without the whole gradient ever standing in memory. */
export function straight(head: usize): bool {
  const layer = layerAt(head, 0)
  if (!isPlain(head, layer) || getI(layer, FROZEN) || getF(head, HEAD_LIMIT) != Infinity) return false
  // Whether a large batch is one that comes again must not show in the sums.
  if (getI(head, HEAD_TRACK) && (getI(layer, NORMALIZATION) || getI(head, HEAD_ROWS) >= HELD_FROM)) return false
  return getP(head, HEAD_COLUMN_STARTS) == 0 && shrunk(head) >= LEAST_SCALE
}

/** Rows [from, to) by the gradient that stands in GRADIENTS. */
export function applyScaled(head: usize, layer: usize, from: i32, to: i32, mean: f64, track: bool): void {
  const stride = <usize>getI(layer, STRIDE), p = getP(layer, WEIGHTS), g = getP(layer, GRADIENTS)
  const now = shrunk(head), less = now - getF(layer, SCALE), eta = getF(head, HEAD_RATE)
  if (track) {
    for (let k = from; k < to; k += GROUP) {
      const count = min(GROUP, to - k), all = allOf(count), row = (<usize>k * stride) << 2
      let mask: u32 = 0
      for (let i = 0; i < count; i++) mask |= <u32>isTouched(head, k + i) << i
      noteGroup(layer, true, k, mask, p + row, g + row, stride << 2, less, eta * mean)
      noteIdle(head, layer, k, all & ~mask)
    }
  }
  if (!(now >= LEAST_SCALE)) scaleRows(layer, from, to, now)
  setLayer(mean, eta / newScale(head), 1, 0)
  // Neighbouring touched rows go through in one run.
  for (let k = from; k < to; k++) {
    if (!isTouched(head, k)) continue
    let end = k + 1
    while (end < to && isTouched(head, end)) end++
    const row = (<usize>k * stride) << 2
    plain(p + row, g + row, (<usize>(end - k) * stride) << 2)
    k = end
  }
}

/** A mask of the lowest `count` bits, up to 32. */
// @ts-ignore: decorator
@inline function allOf(count: i32): u32 { return count >= 32 ? 0xffffffff : (<u32>1 << count) - 1 }

/** What the scale loses in this step: the change of a row without a gradient, per unit of v. */
export function idleShrink(head: usize): f64 {
  const layer = layerAt(head, 0)
  return isPlain(head, layer) && !getI(layer, FROZEN) ? shrunk(head) - getF(layer, SCALE) : 0
}

/** The rows have changed without a stamp. */
export function forget(layer: usize, from: i32, to: i32): void {
  for (let k = from; k < to; k++) store<i32>(rowOf(layer, k), -1, 8)
}

/**
 * Where thread t's part of layer 1's gradient begins, in bands of tiles: each thread takes a run of what comes to the same number of entries,
 * of which tiles at an image's rim have few and those within have many. Neighbours in one hand: columns of a row share cache lines.
 */
export function firstBand(head: usize, bands: i32, t: i32): i32 {
  const tiles = getI(head, HEAD_TILES), threads = getI(head, HEAD_THREADS)
  if (t == 0 || t == threads) return t > 0 ? tiles * bands : 0
  let all: f64 = 0
  for (let i = 0; i < tiles; i++) all += entriesOf(head, i)
  const asked = all * <f64>t / <f64>threads
  let before: f64 = 0
  for (let i = 0; i < tiles; i++) {
    const some = entriesOf(head, i)
    if (before + some > asked) return i * bands + <i32>((asked - before) / some * <f64>bands + 0.5)
    before += some
  }
  return tiles * bands
}

/** Bytes of the batch's entries in a tile. */
function entriesOf(head: usize, tile: i32): f64 {
  const list = getP(head, HEAD_ROW_LIST)
  let bytes: u32 = 0
  for (let r = list, end = list + (<usize>getI(head, HEAD_ROWS) << 2); r < end; r += 4) {
    const ends = <usize>load<u32>(r) + (<usize>tile << 2)
    bytes += load<u32>(ends, 4) - load<u32>(ends)
  }
  return bytes
}

/** What a weight of layer 1 loses per unit of its gradient's sum: the product of two floats, as `plain` has it. */
function moveOf(head: usize, layer: usize): f32 { return float(getF(head, HEAD_RATE) / newScale(head)) * float(meanScale(head, layer)) }

/**
 * Before a step that goes straight on: what no weight of layer 1 will exceed, as δ is at most 2^20 in its unit. Infinity if that is too near to
 * the end of the floats to say that none overflows, or if one might become a denormal, δ being at least 2^-70: then every weight is looked at.
 */
export function settleBound(head: usize): void {
  const layer = layerAt(head, 0), move = moveOf(head, layer), known = getI(head, HEAD_LANES_HOLD) && getF(head, HEAD_BOUND) < Infinity
  let bound: f64 = Infinity
  if (move > LEAST_MOVE && !getI(layer, NORMALIZATION)) {
    bound = known ? getF(head, HEAD_BOUND) : Math.sqrt(squaresOf(getP(layer, WEIGHTS), <usize>getI(layer, WEIGHT_LENGTH), SHORT_BYTES))
    bound += <f64>move * <f64>getI(head, HEAD_ROWS) * power2(getI(head, HEAD_INPUT_EXPONENT) - 106)
  }
  setF(head, HEAD_BOUND, bound < MOST_BOUND ? bound : Infinity)
}

/**
 * This thread's part, tile by tile, 32 columns of each at a time: gradient into a buffer that stays in the first-level cache, update with its
 * notes, buffer back to zero.
 */
export function stepStraight(head: usize, t: i32): void {
  const layer = layerAt(head, 0), width = <usize>getI(layer, STRIDE) << 2, tile = getI(head, HEAD_TILE), bands = bandsOf(layer)
  const buffer = tileBuffer(head, t), track = getI(head, HEAD_TRACK) != 0, ds = getP(layer, DS), mean = meanScale(head, layer)
  const move = moveOf(head, layer)
  const keep = buffer + TILE_BUFFER - 128, whole = getF(head, HEAD_BOUND) < Infinity
  clear(keep, MOVE)
  store<f32>(keep, move, MOVE)
  for (let n = firstBand(head, bands, t), end = firstBand(head, bands, t + 1); n < end; n++) {
    const i = n / bands, first = i * tile, j = <usize>(n % bands) << 7, some = min(width - j, 128), note = noteOf(head, n)
    if (track) v128.store(note, f64x2.splat(0))
    scatter(getI(head, HEAD_ROWS), getP(head, HEAD_ROW_LIST), i, ds + j, width, some, buffer)
    for (let word = 0; word < tile >> 5; word++) {
      const k = first + (word << 5), mask = entryMask(head, i, word), w = getP(layer, WEIGHTS) + <usize>k * width + j
      const g = buffer + (<usize>word << 12)
      if (track) stepTracked(head, k, mask, w, width, g, some, whole && some == 128, keep, note, lanesOf(head, k) + (j >> 3), lanesWidth(layer))
      else stepWord(head, k, mask, w, width, g, some, whole && some == 128, keep)
    }
  }
  noteLargest(v128.load(keep))
}

/** The columns of a word of a tile in which some example of this pass has an entry. */
function entryMask(head: usize, tile: i32, word: i32): u32 {
  const list = getP(head, HEAD_ROW_LIST), at = getP(head, HEAD_MASK_AT) + (<usize>(tile * (getI(head, HEAD_TILE) >> 5) + word) << 2)
  let mask: u32 = 0
  for (let r = list, end = list + (<usize>getI(head, HEAD_ROWS) << 2); r < end; r += 4) mask |= load<u32>(<usize>load<u32>(r) + at)
  return mask
}

/** Layer 1's gradient into GRADIENTS, tiles [from, to), by way of thread t's buffer. `known`: only rows stamped in the pass before are not zero there. */
export function fillTiles(head: usize, t: i32, from: i32, to: i32, known: bool): void {
  const layer = layerAt(head, 0), width = <usize>getI(layer, STRIDE) << 2, pass = getI(head, HEAD_PASS)
  const tile = getI(head, HEAD_TILE), columns = getI(layer, FAN_IN), buffer = tileBuffer(head, t)
  for (let i = from; i < to; i++) {
    const first = i * tile, g = getP(layer, GRADIENTS) + <usize>first * width
    for (let k = 0; k < min(columns - first, tile); k++) {
      if (!known || load<i32>(stampOf(head, first + k)) == pass - 1) clear(g + <usize>k * width, width)
    }
    for (let j: usize = 0; j < width; j += 128) {
      const some = min(width - j, 128)
      scatter(getI(head, HEAD_ROWS), getP(head, HEAD_ROW_LIST), i, getP(layer, DS) + j, width, some, buffer)
      for (let word = 0; word < tile >> 5; word++) {
        for (let mask = entryMask(head, i, word); mask != 0; mask &= mask - 1) {
          const row = (word << 5) + <i32>ctz(mask), p = g + <usize>row * width + j, q = buffer + (<usize>row << 7)
          store<i32>(stampOf(head, first + row), pass)
          for (let n: usize = 0; n < some; n += 16) {
            v128.store(p + n, v128.load(q + n))
            v128.store(q + n, splat(0))
          }
        }
      }
    }
  }
}

/** After a pass that went straight on: the gradient that it left out. */
export function fillGradients(head: usize): void {
  if (getI(head, HEAD_FILLED) == getI(head, HEAD_PASS)) return
  fillTiles(head, 0, 0, getI(head, HEAD_TILES), false)
  setI(head, HEAD_FILLED, getI(head, HEAD_PASS))
}

/** Rows [from, to) of the weights times s. */
function scaleRows(layer: usize, from: i32, to: i32, s: f64): void {
  const stride = <usize>getI(layer, STRIDE) << 2, by = splat(<f32>s), bits = constant(MAGNITUDE), least = constant(SMALLEST)
  let most = splat(0)
  for (let p = getP(layer, WEIGHTS) + <usize>from * stride, end = p + <usize>(to - from) * stride; p < end; p += 16) {
    const w = f32x4.mul(by, v128.load(p))
    v128.store(p, flush(w, bits, least))
    most = larger(most, w, bits)
  }
  noteLargest(most)
  forget(layer, from, to)
}

/** Before a rule that knows no scale: the weights as they are meant. */
export function unscale(head: usize): void {
  const layer = layerAt(head, 0), scale = getF(layer, SCALE)
  if (scale == 1) return
  scaleRows(layer, 0, getI(layer, FAN_IN), scale)
  store<f64>(layer + ((<usize>SCALE) << 3), 1)
  setI(head, HEAD_LANES_HOLD, 0)
}
