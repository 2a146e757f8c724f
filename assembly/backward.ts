// δ from layer to layer. The stored δ of a layer has its largest entry near 1; the true value is stored · 2^EXPONENT, exactly.
// So a product over hundreds of layers neither underflows nor meets a denormal.
import { constant, flush, larger, largest, MAGNITUDE, NEGLIGIBLE, SMALLEST, splat } from './math'
import { TALL } from './blocks'
import { columnSums, multiply, multiplyPacked, SMALL, TILE_BUFFER, transpose } from './product'
import { fillTiles, firstBand, settleBound, stepStraight, straight } from './first'
import { gradientByColumn } from './sparse'
import { noteBefore } from './track'
import { beginUpdate } from './rules'
import { observing, settleSums } from './measure'
import { addSignals, clearSignals, RUN, settleSignals, throughSlopes } from './signals'
import { normalizeBack } from './normalization'
import { getI, getP, setF, setI } from './table'
import { meet, notes, shareEnd } from './team'
import {
  A, BACK, DELTA, DELTA_SUM, DS, EXPONENT, FAN_IN, FAN_OUT, GRADIENTS, HALVED_FROM, HEAD_COLUMN_STARTS,
  HEAD_FILLED, HEAD_LAYERS, HEAD_PACK, HEAD_PACK_BYTES, HEAD_PASS, HEAD_PASS_FINITE, HEAD_ROWS, HEAD_SIZE, HEAD_STAMPS, HEAD_THREADS,
  HEAD_TILE, HEAD_TRACK, HEAD_ZEROS, LAYER_SIZE, MODE_TRAIN, NORMALIZATION, SECOND, SLOPE, STRIDE, STRIDE_IN,
  SUM_MEAN_SQUARE, WEIGHTS, WEIGHT_LENGTH
} from '../src/kernels/wasm/slots'

// @ts-ignore: decorator
@inline export function layerAt(head: usize, index: i32): usize { return head + (<usize>(HEAD_SIZE + index * LAYER_SIZE) << 3) }

// @ts-ignore: decorator
@inline export function scratchOf(head: usize, t: i32): usize { return tileBuffer(head, t) + TILE_BUFFER }
/** A thread's buffer for one tile of layer 1's gradient: zeros whenever nobody is at work on it. */
// @ts-ignore: decorator
@inline export function tileBuffer(head: usize, t: i32): usize { return getP(head, HEAD_PACK) + <usize>t * getP(head, HEAD_PACK_BYTES) }

// @ts-ignore: decorator
@inline export function isSmall(layer: usize): bool { return getI(layer, FAN_IN) * getI(layer, STRIDE) * 4 <= SMALL }

/** Unbiased exponent of a normal float. */
// @ts-ignore: decorator
@inline function exponentOf(x: f32): i32 { return <i32>((reinterpret<u32>(x) >> 23) & 0xff) - 127 }

// @ts-ignore: decorator
@inline function powerOf2(e: i32): f32 { return reinterpret<f32>(<u32>(e + 127) << 23) }

/** The largest of what every thread has found, known to all of them. Two notes in turn: one may be written while the other is read. */
function agree(head: usize, t: i32, turn: i32, mine: f32): f32 {
  const place = <usize>(turn & 1) << 2
  if (getI(head, HEAD_THREADS) == 1) return mine
  store<f32>(notes(head, t) + place, mine)
  meet(head)
  let most = mine
  for (let i = 0; i < getI(head, HEAD_THREADS); i++) most = max(most, load<f32>(notes(head, i) + place))
  return most
}

/** Turns of `agree` taken by this instance in this pass: the same in all threads, since all take the same way. */
let turn = 0

/** Brings the layer's δ, whose largest entry the threads know their parts of, near 1 when it has left [2^-20, 2^20]. Returns its exponent. */
function settle(head: usize, t: i32, layer: usize, back: usize, mine: f32, exponent: i32): i32 {
  const most = agree(head, t, turn++, mine)
  if (!(most < Infinity)) {
    if (t == 0) setI(head, HEAD_PASS_FINITE, 0)
  } else if (most != 0 && !(most >= 9.5367431640625e-7 && most <= 1048576)) {
    exponent = rescale(head, t, layer, back, most, exponent)
    meet(head)
  }
  if (t == 0) setI(layer, EXPONENT, exponent)
  return exponent
}

function rescale(head: usize, t: i32, layer: usize, back: usize, most: f32, exponent: i32): i32 {
  const width = <usize>getI(layer, STRIDE) << 2
  const from = <usize>shareEnd(head, getI(head, HEAD_ROWS), TALL, t) * width, end = <usize>shareEnd(head, getI(head, HEAD_ROWS), TALL, t + 1) * width
  const slope = getP(layer, SLOPE), delta = getP(layer, DELTA), bits = constant(MAGNITUDE)
  let shift = -exponentOf(most)
  if (back) {
    let m = splat(0)
    for (let i = from; i < end; i += 16) m = larger(m, v128.load(back + i), bits)
    shift = min(shift, 100 - exponentOf(agree(head, t, turn++, largest(m))))
  }
  shift = max(-120, min(120, shift))
  const factor = splat(powerOf2(shift))
  for (let i = from; i < end; i += 16) {
    let v: v128
    if (back) {
      const b = v128.load(back + i), s = v128.load(slope + i)
      // The order keeps the intermediate product away from both ends of the range.
      v = shift > 0 ? f32x4.mul(b, f32x4.mul(s, factor)) : f32x4.mul(f32x4.mul(b, factor), s)
      v128.store(back + i, flush(f32x4.mul(b, factor), bits, constant(SMALLEST)))
    } else v = f32x4.mul(v128.load(delta + i), factor)
    v128.store(delta + i, flush(v, bits, constant(NEGLIGIBLE)))
  }
  return exponent - shift
}

/**
 * In how many parts a layer's gradient is formed: in a large batch that of a small hidden layer is the sum of one over either half of the batch, so that
 * each of two threads reads what it has written itself. Whatever the threads, or the bytes would depend on them.
 */
// @ts-ignore: decorator
@inline function halvesOf(head: usize, layer: usize): i32 { return getP(layer, SECOND) && getI(head, HEAD_ROWS) >= HALVED_FROM ? 2 : 1 }

/** Bias and weight gradients (sums over the rows) of one layer whose δ is settled: this thread's part of them. */
function gradients(head: usize, t: i32, index: i32, train: bool): void {
  const layer = layerAt(head, index), rows = getI(head, HEAD_ROWS), stride = getI(layer, STRIDE), width = <usize>stride << 2
  const fanIn = getI(layer, FAN_IN), widthIn = <usize>getI(layer, STRIDE_IN) << 2, zeros = getP(head, HEAD_ZEROS)
  const halves = halvesOf(head, layer), blocks = (fanIn + TALL - 1) / TALL
  // This thread's share of the blocks of all parts, one after another.
  const mine = shareEnd(head, halves * blocks, 1, t), next = shareEnd(head, halves * blocks, 1, t + 1)
  for (let h = 0; h < halves; h++) {
    const begin = max(0, mine - h * blocks), end = min(blocks, next - h * blocks)
    if (begin >= end) continue
    const first = <usize>(rows * h / halves), depth = rows * (h + 1) / halves - <i32>first
    const g = getP(layer, h ? SECOND : GRADIENTS), rest = g + (<usize>getI(layer, WEIGHT_LENGTH) << 2)
    if (begin == 0) columnSums(depth, width, getP(layer, DELTA) + first * width, h ? rest + width : getP(layer, DELTA_SUM), rest)
    if (getI(layer, NORMALIZATION) != 0) normalizeBack(head, layer, rest + width)
    if (index == 0) continue
    const from = <usize>(begin * TALL), count = min(end * TALL, fanIn) - <i32>from, c = g + from * width, d = getP(layer, DS) + first * width
    const a = getP(layerAt(head, index - 1), A) + first * widthIn + (from << 2)
    if (!isSmall(layer)) multiplyPacked(count, stride, depth, a, 4, widthIn, d, width, false, c, width, zeros, 0, scratchOf(head, t))
    else for (let r = 0; r < depth; r += RUN) {
      const some = min(RUN, depth - r), at = <usize>r
      multiply(count, stride, some, a + at * widthIn, 4, widthIn, d + at * width, width, c, width, r ? c : zeros, r ? width : 0)
    }
  }
  if (index == 0) firstGradient(head, t, layer, train)
}

/** Adds what the second half has left to the first: this thread's share. All threads have gone through both by then. */
function joinHalves(head: usize, t: i32, layer: usize): void {
  if (halvesOf(head, layer) == 1) return
  const length = getI(layer, WEIGHT_LENGTH) + getI(layer, STRIDE), g = getP(layer, GRADIENTS), second = getP(layer, SECOND)
  for (let i = <usize>shareEnd(head, length, 4, t) << 2, end = <usize>shareEnd(head, length, 4, t + 1) << 2; i < end; i += 16) {
    v128.store(g + i, f32x4.add(v128.load(g + i), v128.load(second + i)))
  }
  if (t > 0) return
  const sums = getP(layer, DELTA_SUM), more = second + (<usize>length << 2)
  for (let i: usize = 0; i < <usize>getI(layer, STRIDE) << 3; i += 16) {
    v128.store(sums + i, f64x2.add(v128.load(sums + i), v128.load(more + i)))
  }
}

/** Layer 1: from entries by column if the batch comes again, else straight on to the update where a step may, else scattered. */
function firstGradient(head: usize, t: i32, layer: usize, train: bool): void {
  const columns = getI(layer, FAN_IN), starts = getP(head, HEAD_COLUMN_STARTS), pass = getI(head, HEAD_PASS)
  if (train && straight(head)) {
    // A non-finite δ, which all threads know of after this, changes no parameter.
    if (t == 0 && getI(head, HEAD_PASS_FINITE)) {
      settleBound(head)
      if (getI(head, HEAD_TRACK)) noteBefore(head)
    }
    meet(head)
    beginUpdate()
    if (getI(head, HEAD_PASS_FINITE)) stepStraight(head, t)
    return
  }
  if (starts) {
    const from = shareEnd(head, columns, 1, t), to = shareEnd(head, columns, 1, t + 1), tile = getI(head, HEAD_TILE)
    gradientByColumn(
      from, to, columns, (getI(head, HEAD_ROWS) + tile - 1) / tile, tile, starts, getP(layer, DS), <usize>getI(layer, STRIDE) << 2,
      getP(layer, GRADIENTS), getP(head, HEAD_STAMPS), pass
    )
  } else fillTiles(head, t, firstBand(head, 1, t), firstBand(head, 1, t + 1), getI(head, HEAD_FILLED) == pass - 1)
  meet(head)
  if (t == 0) setI(head, HEAD_FILLED, pass)
}

/** BACK and δ of the layer below for this thread's rows; returns the largest |δ| among them. */
function signalBelow(head: usize, t: i32, index: i32, look: bool): v128 {
  const layer = layerAt(head, index), below = layerAt(head, index - 1), rows = getI(head, HEAD_ROWS)
  const from = shareEnd(head, rows, TALL, t), to = shareEnd(head, rows, TALL, t + 1)
  const strideIn = getI(layer, STRIDE_IN), width = <usize>getI(layer, STRIDE) << 2, widthIn = <usize>strideIn << 2
  const zeros = getP(head, HEAD_ZEROS), fanOut = getI(layer, FAN_OUT), w = getP(layer, WEIGHTS), scratch = scratchOf(head, t)
  const ds = getP(layer, DS), back = getP(below, BACK)
  if (!isSmall(layer)) {
    const d = ds + <usize>from * width, b = back + <usize>from * widthIn
    multiplyPacked(to - from, strideIn, fanOut, d, width, 4, w, width, true, b, widthIn, zeros, 0, scratch)
    return throughSlopes(layer, below, from, to, look)
  }
  transpose(strideIn, getI(layer, STRIDE), w, scratch)
  let most = splat(0)
  for (let r = from; r < to; r += RUN) {
    const end = min(r + RUN, to)
    multiply(
      end - r, strideIn, fanOut, ds + <usize>r * width, width, 4, scratch, widthIn, back + <usize>r * widthIn, widthIn, zeros, 0
    )
    most = i32x4.max_s(most, throughSlopes(layer, below, r, end, look))
  }
  return most
}

function largestDelta(head: usize, t: i32, layer: usize): v128 {
  const width = <usize>getI(layer, STRIDE) << 2, rows = getI(head, HEAD_ROWS), delta = getP(layer, DELTA)
  const from = <usize>shareEnd(head, rows, TALL, t) * width, end = <usize>shareEnd(head, rows, TALL, t + 1) * width
  const bits = constant(MAGNITUDE)
  let most = splat(0)
  for (let i = from; i < end; i += 16) most = larger(most, v128.load(delta + i), bits)
  return most
}

/** Backpropagation over the whole network; the output layer's DELTA must stand for this thread's rows. */
export function backward(head: usize, t: i32, mode: i32): void {
  const layers = getI(head, HEAD_LAYERS), output = layerAt(head, layers - 1)
  const look = observing(head, mode), train = mode == MODE_TRAIN
  turn = 0
  let exponent = settle(head, t, output, 0, largest(largestDelta(head, t, output)), 0)
  if (look) addSignals(output, getI(head, HEAD_ROWS))
  for (let l = layers - 1; l > 0; l--) {
    gradients(head, t, l, train)
    if (look) clearSignals(layerAt(head, l - 1))
    const most = largest(signalBelow(head, t, l, look)), below = layerAt(head, l - 1), before = exponent
    exponent = settle(head, t, below, getP(below, BACK), most, exponent)
    joinHalves(head, t, layerAt(head, l))
    if (!look) continue
    if (exponent == before) settleSignals(below, getI(head, HEAD_ROWS))
    else addSignals(below, getI(head, HEAD_ROWS))
  }
  if (look) settleSums(head)
  gradients(head, t, 0, train)
  meet(head)
  if (t == 0) noteMeans(head)
}

/** ‖Σ δ‖² of every layer, for deltaNorm. */
function noteMeans(head: usize): void {
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), sums = getP(layer, DELTA_SUM), size = <usize>getI(layer, STRIDE) << 3
    let sum = f64x2.splat(0)
    for (let i: usize = 0; i < size; i += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(sums + i), v128.load(sums + i)))
    setF(layer, SUM_MEAN_SQUARE, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1))
  }
}
