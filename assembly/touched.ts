// The rows of layer 1 that a pass has touched, under plain descent: their part of a tile's gradient goes into their weights.
import { stampOf } from './first'
import { constant, flush, larger, madd, MAGNITUDE, SMALLEST, together, ZERO } from './math'
import { widen } from './squares'
import { getI } from './table'
import { HEAD_PASS } from '../src/kernels/wasm/slots'

/** Where `stepWord` finds its number, behind a vector. */
export const MOVE: usize = 16

// @ts-ignore: decorator
@inline function less(w: v128, move: v128, g: v128): v128 { return f32x4.sub(w, f32x4.mul(move, g)) }

/**
 * w ← w − move·g for the rows of a word's mask, up to 32 weights of each; g goes back to zero, the rows are stamped. Vectors go in pairs, as
 * in activation.ts. With `whole` it is all 32, of which none can overflow or become a denormal (`settleBound` in first.ts); otherwise
 * `keep` holds the largest so far. Behind it stands move.
 */
export function stepWord(head: usize, k: i32, mask: u32, w: usize, width: usize, g: usize, some: usize, whole: bool, keep: usize): void {
  const bits = constant(MAGNITUDE), least = constant(SMALLEST), zero = constant(ZERO), move = v128.load32_splat(keep, MOVE)
  const stamps = stampOf(head, k), pass = getI(head, HEAD_PASS)
  while (mask != 0) {
    const row = <usize>ctz(mask), q = g + (row << 7), p = w + row * width
    let x: v128, y: v128
    mask &= mask - 1
    store<i32>(stamps + (row << 2), pass)
    // Written out: in a loop of four turns a third of the instructions would be the loop's.
    if (whole) {
      x = less(v128.load(p, 0), move, v128.load(q, 0)); y = less(v128.load(p, 16), move, v128.load(q, 16))
      v128.store(p, y, 16); v128.store(p, x, 0); v128.store(q, zero, 16); v128.store(q, zero, 0)
      x = less(v128.load(p, 32), move, v128.load(q, 32)); y = less(v128.load(p, 48), move, v128.load(q, 48))
      v128.store(p, y, 48); v128.store(p, x, 32); v128.store(q, zero, 48); v128.store(q, zero, 32)
      x = less(v128.load(p, 64), move, v128.load(q, 64)); y = less(v128.load(p, 80), move, v128.load(q, 80))
      v128.store(p, y, 80); v128.store(p, x, 64); v128.store(q, zero, 80); v128.store(q, zero, 64)
      x = less(v128.load(p, 96), move, v128.load(q, 96)); y = less(v128.load(p, 112), move, v128.load(q, 112))
      v128.store(p, y, 112); v128.store(p, x, 96); v128.store(q, zero, 112); v128.store(q, zero, 96)
    } else for (let i: usize = 0; i < some; i += 16) {
      x = less(v128.load(p + i), move, v128.load(q + i))
      v128.store(p + i, flush(x, bits, least))
      v128.store(q + i, zero)
      v128.store(keep, larger(v128.load(keep), x, bits))
    }
  }
}

/**
 * The same for a tracked step: Σg² is added to `note`, f64x2, and Σv² of a row's new weights goes to its lanes, `apart` bytes from row to
 * row. A weight that overflows is found by `noteAfter`.
 */
export function stepTracked(
  head: usize, k: i32, mask: u32, w: usize, width: usize, g: usize, some: usize, whole: bool, keep: usize, note: usize, lanes: usize, apart: usize
): void {
  const bits = constant(MAGNITUDE), least = constant(SMALLEST), zero = constant(ZERO), move = v128.load32_splat(keep, MOVE)
  const stamps = stampOf(head, k), pass = getI(head, HEAD_PASS), parts = keep + 64
  let sum = v128.load(note)
  while (mask != 0) {
    const row = <usize>ctz(mask)
    let q = g + (row << 7), p = w + row * width, gx = zero, gy = zero, vx = zero, vy = zero, x: v128, y: v128, d: v128, e: v128
    mask &= mask - 1
    store<i32>(stamps + (row << 2), pass)
    if (whole) {
      d = v128.load(q, 0); e = v128.load(q, 16)
      x = less(v128.load(p, 0), move, d); y = less(v128.load(p, 16), move, e)
      v128.store(p, y, 16); v128.store(p, x, 0); v128.store(q, zero, 16); v128.store(q, zero, 0)
      gx = madd(d, d, gx); gy = madd(e, e, gy); vx = madd(x, x, vx); vy = madd(y, y, vy)
      d = v128.load(q, 32); e = v128.load(q, 48)
      x = less(v128.load(p, 32), move, d); y = less(v128.load(p, 48), move, e)
      v128.store(p, y, 48); v128.store(p, x, 32); v128.store(q, zero, 48); v128.store(q, zero, 32)
      gx = madd(d, d, gx); gy = madd(e, e, gy); vx = madd(x, x, vx); vy = madd(y, y, vy)
      d = v128.load(q, 64); e = v128.load(q, 80)
      x = less(v128.load(p, 64), move, d); y = less(v128.load(p, 80), move, e)
      v128.store(p, y, 80); v128.store(p, x, 64); v128.store(q, zero, 80); v128.store(q, zero, 64)
      gx = madd(d, d, gx); gy = madd(e, e, gy); vx = madd(x, x, vx); vy = madd(y, y, vy)
      d = v128.load(q, 96); e = v128.load(q, 112)
      x = less(v128.load(p, 96), move, d); y = less(v128.load(p, 112), move, e)
      v128.store(p, y, 112); v128.store(p, x, 96); v128.store(q, zero, 112); v128.store(q, zero, 96)
      gx = madd(d, d, gx); gy = madd(e, e, gy); vx = madd(x, x, vx); vy = madd(y, y, vy)
    } else for (let i: usize = 32; i <= some; i += 32, p += 32, q += 32) {
      d = v128.load(q); e = v128.load(q, 16)
      x = flush(less(v128.load(p), move, d), bits, least); y = flush(less(v128.load(p, 16), move, e), bits, least)
      v128.store(p, y, 16); v128.store(p, x); v128.store(q, zero, 16); v128.store(q, zero)
      gx = madd(d, d, gx); gy = madd(e, e, gy); vx = madd(x, x, vx); vy = madd(y, y, vy)
    }
    let vv = together(vx, vy, parts), gg = together(gx, gy, parts + 32)
    if (some & 16) {
      d = v128.load(q); x = flush(less(v128.load(p), move, d), bits, least)
      v128.store(p, x)
      v128.store(q, zero)
      gg = madd(d, d, gg)
      vv = madd(x, x, vv)
    }
    v128.store(lanes + row * apart, vv)
    sum = widen(sum, gg)
  }
  v128.store(note, sum)
}
