// The reductions the instruments ask for, over what the last pass left in memory: one read of each array, in fixed order. Sums run in
// float over 60 rows and in double beyond. Moments are taken about each unit's value in the first of the 60, so that the variance of
// units that hardly vary keeps its digits.
import { constant, high, low, madd, MAGNITUDE, splat, total, ZERO } from './math'
import { layerAt } from './backward'
import { fillGradients } from './first'
import { clear } from './product'
import { addSignals } from './signals'
import { sumOfSquares, sureSum, widen } from './squares'
import { getF, getI, getP, setF, setI } from './table'
import {
  A, COUNT_DEAD, COUNT_SATURATED, FAN_OUT, GRADIENTS, HEAD_LAYERS, HEAD_MEASURED, HEAD_NOTED, HEAD_PASS, HEAD_ROWS, HEAD_THREADS, HEAD_TRACK,
  MODE_EVALUATE, MODE_OBSERVE, ROOM, SATURATED_BELOW, SCALE, SLOPE, STRIDE, SUM_A, SUM_A_SQUARE, SUM_GRADIENT_SQUARE, SUM_SLOPE_SQUARE,
  SUM_WEIGHT_SQUARE, SUM_Z, SUM_Z_SQUARE, WEIGHTS, Z
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
 * Adds rows [from, to) of z, a and φ′(z) to what ROOM holds of the rows before, `from` a multiple of SHORT_ROWS: who has met a slope, for each unit,
 * then the layer's totals.
 */
export function addRows(layer: usize, from: i32, to: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2, room = getP(layer, ROOM), parts = partsOf(layer)
  if (from == 0) clear(room, width + TOTALS)
  // For a few rows the way by `parts` costs more than it saves.
  const pairs: usize = WIDE && to - from > 16 ? width & ~31 : 0
  for (let r = from; r < to; r += SHORT_ROWS) {
    const first = <usize>r * width, some = min(to - r, SHORT_ROWS), end = first + <usize>some * width
    store<f64>(parts, <f64>some, 256)
    if (WIDE) for (let j: usize = 0; j < pairs; j += 32) {
      sumPairs(layer, first + j, end, width, room + j, room + width, parts)
      for (let k: usize = 0; k < 32; k += 16) {
        const at = first + j + k, own = parts + k, sums = room + width
        putMoments(sums + 64, v128.load(getP(layer, Z) + at), v128.load(own), v128.load(own, 32), parts)
        putMoments(sums + 128, v128.load(getP(layer, A) + at), v128.load(own, 64), v128.load(own, 96), parts)
        v128.store(sums, widen(v128.load(sums), v128.load(own, 128)))
      }
    }
    if (pairs < width) addVectors(layer, pairs, first, end, width, room, parts)
  }
}

/** Bytes of a layer's totals: Σφ′²; how many slopes are small, in even and odd vectors; Σz, Σz², Σa, Σa². The sums are f64x2, apart: see `together`. */
const TOTALS: usize = 192

/** Columns from j on of the rows from `first` to end, up to SHORT_ROWS of them. */
function addVectors(layer: usize, j: usize, first: usize, end: usize, width: usize, room: usize, parts: usize): void {
  const bits = constant(MAGNITUDE), below = v128.load32_splat(layer, SATURATED_BELOW << 3), z = getP(layer, Z), a = getP(layer, A), slope = getP(layer, SLOPE)
  const sums = room + width
  let squares = v128.load(sums), few = v128.load(sums, 32)
  for (; j < width; j += 16) {
    const pilotZ = v128.load(z + first + j), pilotA = v128.load(a + first + j)
    let z1 = splat(0), z2 = z1, a1 = z1, a2 = z1, part = z1, any = v128.load(room + j)
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
    v128.store(room + j, any)
    putMoments(sums + 64, pilotZ, z1, z2, parts)
    putMoments(sums + 128, pilotA, a1, a2, parts)
    squares = widen(squares, part)
  }
  v128.store(sums, squares)
  v128.store(sums, few, 32)
}

/**
 * Where a layer's sums in hand stand. In `addRows` those in float of up to SHORT_ROWS rows, each for a vector and its neighbour: Σ(z − pilot), its
 * square's, those of a, Σφ′²; then how many rows they are. See `together` for why this is no place of our own.
 */
// @ts-ignore: decorator
@inline export function partsOf(layer: usize): usize { return getP(layer, ROOM) + (<usize>getI(layer, STRIDE) << 2) + TOTALS }

/**
 * The same for two neighbouring columns, as an engine that joins vectors wants it: pairs of everything, upper stores first; sums of floats
 * go to `parts`.
 */
function sumPairs(layer: usize, p: usize, end: usize, width: usize, met: usize, sums: usize, parts: usize): void {
  const bits = constant(MAGNITUDE), below = v128.load32_splat(layer, SATURATED_BELOW << 3), zero = constant(ZERO)
  const z = getP(layer, Z), a = getP(layer, A), slope = getP(layer, SLOPE)
  const pilotZ = v128.load(z + p), pilotZu = v128.load(z + p, 16), pilotA = v128.load(a + p), pilotAu = v128.load(a + p, 16)
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

/** Adds Σx = n·pilot + Σd and Σx² = n·pilot² + 2·pilot·Σd + Σd² of four units' n rows, d = x − pilot, to the totals at `to`. */
function putMoments(to: usize, pilot: v128, s1: v128, s2: v128, parts: usize): void {
  const n = v128.load64_splat(parts, 256), l = low(pilot), h = high(pilot), l1 = low(s1), h1 = high(s1)
  const suml = f64x2.add(f64x2.mul(n, l), l1), sumh = f64x2.add(f64x2.mul(n, h), h1)
  const squarel = f64x2.add(f64x2.mul(l, f64x2.add(suml, l1)), low(s2)), squareh = f64x2.add(f64x2.mul(h, f64x2.add(sumh, h1)), high(s2))
  v128.store(to, f64x2.add(v128.load(to), f64x2.add(suml, sumh)))
  v128.store(to, f64x2.add(v128.load(to, 32), f64x2.add(squarel, squareh)), 32)
}

/** When all rows are through: the layer's sums from its ROOM. */
function settleRows(layer: usize, rows: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2, met = getP(layer, ROOM), sums = met + width, units = getI(layer, FAN_OUT)
  setF(layer, SUM_Z, total(v128.load(sums, 64)))
  setF(layer, SUM_Z_SQUARE, sureSum(total(v128.load(sums, 96)), layer, getP(layer, Z), rows))
  setF(layer, SUM_A, total(v128.load(sums, 128)))
  setF(layer, SUM_A_SQUARE, sureSum(total(v128.load(sums, 160)), layer, getP(layer, A), rows))
  let alive = 0
  for (let j: usize = 0; j < width; j += 16) alive += popcnt(i32x4.bitmask(i32x4.ne(v128.load(met + j), splat(0))))
  const few = i32x4.add(v128.load(sums, 32), v128.load(sums, 48))
  const counted = i32x4.extract_lane(few, 0) + i32x4.extract_lane(few, 1) + i32x4.extract_lane(few, 2) + i32x4.extract_lane(few, 3)
  setF(layer, SUM_SLOPE_SQUARE, sureSum(total(v128.load(sums)), layer, getP(layer, SLOPE), rows))
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
