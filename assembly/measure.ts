// The reductions the instruments ask for, over what the last pass left in memory: one read of each array, in fixed order. Sums run in
// float over 60 rows and in double beyond. Moments are taken about each unit's value in the first row, so that the variance of
// units that hardly vary keeps its digits.
import { constant, high, low, madd, MAGNITUDE, splat, total, ZERO } from './math'
import { layerAt } from './backward'
import { fillGradients } from './first'
import { clear } from './product'
import { addSignals } from './signals'
import { sumOfSquares, sureSum, widen } from './squares'
import { getF, getI, getP, setF, setI } from './table'
import {
  A, BACK, COUNT_DEAD, COUNT_SATURATED, DELTA, FAN_OUT, GRADIENTS, HEAD_LAYERS, HEAD_MEASURED, HEAD_NOTED, HEAD_PASS, HEAD_ROWS, HEAD_THREADS,
  HEAD_TRACK, MODE_EVALUATE, MODE_OBSERVE, ROOM, SATURATED_BELOW, SCALE, SLOPE, STRIDE, SUM_A, SUM_A_SQUARE, SUM_BACK_SQUARE,
  SUM_DELTA_SQUARE, SUM_GRADIENT_SQUARE, SUM_SLOPE_SQUARE, SUM_WEIGHT_SQUARE, SUM_Z, SUM_Z_SQUARE, WEIGHTS, Z
} from '../src/kernels/wasm/slots'

/** Rows whose sums are formed in float: runs of rows (layout.ts) are a multiple of it. */
export const SHORT_ROWS: i32 = 60

/**
 * Whether a pass forms its sums on the way, of what is still in the cache: one that is made to be looked at. Several threads leave that to
 * `measure`, as their shares would divide the additions otherwise.
 */
export function observing(head: usize, mode: i32): bool {
  return getI(head, HEAD_THREADS) == 1 && mode != MODE_EVALUATE && (mode == MODE_OBSERVE || getI(head, HEAD_TRACK) != 0)
}

/**
 * Adds rows [from, to) of z, a and φ′(z) to what ROOM holds of the rows before, `from` a multiple of SHORT_ROWS. Of four units each: Σ(z − pilot)
 * and Σ(z − pilot)² of the lower and the upper two, the same of a, and who has met a slope; then Σφ′² and how many are small.
 */
export function addRows(layer: usize, from: i32, to: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2, room = getP(layer, ROOM), sums = room + 9 * width, parts = partsOf(layer)
  if (from == 0) clear(room, 9 * width + 64)
  // By way of the memory: V8 would convert and splat it anew in the loop.
  store<f32>(parts, <f32>getF(layer, SATURATED_BELOW), 256)
  // For a few rows the way by `parts` costs more than it saves.
  const pairs: usize = WIDE && to - from > 16 ? width & ~31 : 0
  for (let r = from; r < to; r += SHORT_ROWS) {
    const first = <usize>r * width, end = <usize>min(to, r + SHORT_ROWS) * width
    if (WIDE) for (let j: usize = 0; j < pairs; j += 32) {
      sumPairs(layer, j, first + j, end, width, room + 8 * width + j, sums, parts)
      putParts(room + 4 * j, width, sums, parts)
      putParts(room + 4 * j + 64, width, sums, parts + 16)
    }
    if (pairs < width) addVectors(layer, pairs, first, end, width, room, sums, parts)
  }
}

/** Columns from j on of the rows from `first` to end, up to SHORT_ROWS of them. */
function addVectors(layer: usize, j: usize, first: usize, end: usize, width: usize, room: usize, sums: usize, parts: usize): void {
  const bits = constant(MAGNITUDE), below = v128.load32_splat(parts, 256), z = getP(layer, Z), a = getP(layer, A), slope = getP(layer, SLOPE)
  let squares = v128.load(sums), few = v128.load(sums, 32)
  for (; j < width; j += 16) {
    const pilotZ = v128.load(z + j), pilotA = v128.load(a + j), met = room + 8 * width + j
    let z1 = splat(0), z2 = z1, a1 = z1, a2 = z1, part = z1, any = v128.load(met)
    for (let p = first + j; p < end; p += width) {
      const dz = f32x4.sub(v128.load(z + p), pilotZ), da = f32x4.sub(v128.load(a + p), pilotA), size = v128.and(v128.load(slope + p), bits)
      z1 = f32x4.add(z1, dz)
      z2 = madd(dz, dz, z2)
      a1 = f32x4.add(a1, da)
      a2 = madd(da, da, a2)
      part = madd(size, size, part)
      few = i32x4.sub(few, i32x4.gt_s(below, size))
      any = v128.or(any, size)
    }
    v128.store(met, any)
    put(room + 4 * j, z1, z2)
    put(room + 4 * j + 4 * width, a1, a2)
    squares = widen(squares, part)
  }
  v128.store(sums, squares)
  v128.store(sums, few, 32)
}

/**
 * Where a layer's sums in hand stand. In `addRows` those in float of up to SHORT_ROWS rows, each for a vector and its neighbour: Σ(z − pilot), its
 * square's, those of a, Σφ′²; then SATURATED_BELOW. See `together` for why this is no place of our own.
 */
// @ts-ignore: decorator
@inline export function partsOf(layer: usize): usize { return getP(layer, ROOM) + 36 * <usize>getI(layer, STRIDE) + 64 }

/**
 * The same for two neighbouring columns, as an engine that joins vectors wants it: pairs of everything, upper stores first; sums of floats
 * go to `parts`.
 */
function sumPairs(
  layer: usize, j: usize, p: usize, end: usize, width: usize, met: usize, sums: usize, parts: usize
): void {
  const bits = constant(MAGNITUDE), below = v128.load32_splat(parts, 256), zero = constant(ZERO)
  const z = getP(layer, Z), a = getP(layer, A), slope = getP(layer, SLOPE)
  const pilotZ = v128.load(z + j), pilotZu = v128.load(z + j, 16), pilotA = v128.load(a + j), pilotAu = v128.load(a + j, 16)
  let z1 = zero, z2 = zero, a1 = zero, a2 = zero, part = zero, any = v128.load(met), few = v128.load(sums, 32)
  let z1u = zero, z2u = zero, a1u = zero, a2u = zero, partu = zero, anyu = v128.load(met, 16), fewu = v128.load(sums, 48)
  for (; p < end; p += width) {
    const dz = f32x4.sub(v128.load(z + p), pilotZ), dzu = f32x4.sub(v128.load(z + p, 16), pilotZu)
    const da = f32x4.sub(v128.load(a + p), pilotA), dau = f32x4.sub(v128.load(a + p, 16), pilotAu)
    const size = v128.and(v128.load(slope + p), bits), sizeu = v128.and(v128.load(slope + p, 16), bits)
    z1 = f32x4.add(z1, dz); z1u = f32x4.add(z1u, dzu)
    z2 = madd(dz, dz, z2); z2u = madd(dzu, dzu, z2u)
    a1 = f32x4.add(a1, da); a1u = f32x4.add(a1u, dau)
    a2 = madd(da, da, a2); a2u = madd(dau, dau, a2u)
    part = madd(size, size, part); partu = madd(sizeu, sizeu, partu)
    few = i32x4.sub(few, i32x4.gt_s(below, size)); fewu = i32x4.sub(fewu, i32x4.gt_s(below, sizeu))
    any = v128.or(any, size); anyu = v128.or(anyu, sizeu)
  }
  v128.store(parts, z1u, 16); v128.store(parts, z1); v128.store(parts, z2u, 48); v128.store(parts, z2, 32)
  v128.store(parts, a1u, 80); v128.store(parts, a1, 64); v128.store(parts, a2u, 112); v128.store(parts, a2, 96)
  v128.store(parts, partu, 144); v128.store(parts, part, 128)
  v128.store(met, anyu, 16); v128.store(met, any)
  v128.store(sums, fewu, 48); v128.store(sums, few, 32)
}

/** One vector's parts to what ROOM holds in double. */
// @ts-ignore: decorator
@inline function putParts(to: usize, width: usize, sums: usize, parts: usize): void {
  put(to, v128.load(parts), v128.load(parts, 32))
  put(to + 4 * width, v128.load(parts, 64), v128.load(parts, 96))
  v128.store(sums, widen(v128.load(sums), v128.load(parts, 128)))
}

// @ts-ignore: decorator
@inline function put(to: usize, s1: v128, s2: v128): void {
  v128.store(to, f64x2.add(v128.load(to), low(s1)))
  v128.store(to, f64x2.add(v128.load(to, 16), high(s1)), 16)
  v128.store(to, f64x2.add(v128.load(to, 32), low(s2)), 32)
  v128.store(to, f64x2.add(v128.load(to, 48), high(s2)), 48)
}

/** Σx and Σx² of all rows into two slots, from the sums about the first row's values. */
function settleMoments(layer: usize, rows: i32, x: usize, room: usize, sumSlot: i32, squareSlot: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2, n = f64x2.splat(rows)
  let sum = f64x2.splat(0), square = f64x2.splat(0)
  for (let j: usize = 0; j < width; j += 16) {
    const pilot = v128.load(x + j), l = low(pilot), h = high(pilot), at = room + 4 * j
    const l1 = v128.load(at), h1 = v128.load(at, 16), l2 = v128.load(at, 32), h2 = v128.load(at, 48)
    sum = f64x2.add(sum, f64x2.add(about(n, l, l1), about(n, h, h1)))
    square = f64x2.add(square, f64x2.add(squareAbout(n, l, l1, l2), squareAbout(n, h, h1, h2)))
  }
  setF(layer, sumSlot, total(sum))
  setF(layer, squareSlot, sureSum(total(square), layer, x, rows))
}

/** Σx = n·pilot + Σd. */
// @ts-ignore: decorator
@inline function about(n: v128, pilot: v128, sum: v128): v128 { return f64x2.add(f64x2.mul(n, pilot), sum) }

/** Σx² = n·pilot² + 2·pilot·Σd + Σd². */
// @ts-ignore: decorator
@inline function squareAbout(n: v128, pilot: v128, sum: v128, squares: v128): v128 {
  return f64x2.add(f64x2.mul(pilot, f64x2.add(f64x2.mul(n, pilot), f64x2.add(sum, sum))), squares)
}

/** When all rows are through: the layer's sums from its ROOM. */
function settleRows(layer: usize, rows: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2, room = getP(layer, ROOM), met = room + 8 * width, units = getI(layer, FAN_OUT)
  settleMoments(layer, rows, getP(layer, Z), room, SUM_Z, SUM_Z_SQUARE)
  settleMoments(layer, rows, getP(layer, A), room + 4 * width, SUM_A, SUM_A_SQUARE)
  let alive = 0
  for (let j: usize = 0; j < width; j += 16) alive += popcnt(i32x4.bitmask(i32x4.ne(v128.load(met + j), splat(0))))
  const few = i32x4.add(v128.load(met + width, 32), v128.load(met + width, 48))
  const counted = i32x4.extract_lane(few, 0) + i32x4.extract_lane(few, 1) + i32x4.extract_lane(few, 2) + i32x4.extract_lane(few, 3)
  setF(layer, SUM_SLOPE_SQUARE, sureSum(total(v128.load(met + width)), layer, getP(layer, SLOPE), rows))
  setI(layer, COUNT_SATURATED, counted - (getI(layer, STRIDE) - units) * rows)
  setI(layer, COUNT_DEAD, units - alive)
}

/** After a pass that was `observing`, before anything of it is overwritten. */
export function settleSums(head: usize): void {
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) settleRows(layerAt(head, l), getI(head, HEAD_ROWS))
  setI(head, HEAD_MEASURED, getI(head, HEAD_PASS))
}

/** All sums of the last pass that it has not formed itself. */
export function measure(head: usize): void {
  const rows = getI(head, HEAD_ROWS), pass = getI(head, HEAD_PASS)
  if (getI(head, HEAD_MEASURED) != pass) {
    for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
      addRows(layerAt(head, l), 0, rows)
      addSignals(layerAt(head, l), rows)
    }
    settleSums(head)
  }
  if (getI(head, HEAD_NOTED) == pass) return
  fillGradients(head)
  for (let l = 0; l < getI(head, HEAD_LAYERS); l++) {
    const layer = layerAt(head, l), scale = getF(layer, SCALE)
    setF(layer, SUM_GRADIENT_SQUARE, sumOfSquares(head, l, GRADIENTS))
    setF(layer, SUM_WEIGHT_SQUARE, scale * scale * sumOfSquares(head, l, WEIGHTS))
  }
}
