// The register blocks of the dense products: C = init + A B for a few rows and columns, k ascending in every element. The plain
// build has room for 5 × 8 accumulators in V8's fifteen registers, the relaxed one (no register for a rounded product) for 6 × 8.
// The loops are not unrolled on purpose: V8 then starts to spill (measured: −30 %).
import { madd } from './math'

/** Rows of a full block. */
export const TALL: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 5

// @ts-ignore: decorator
@inline function at(p: usize, offset: usize): v128 { return v128.load_splat<f32>(p + offset) }

/** TALL × 8, A row by row: A_rp stands at a + r·aRow + 4p. Sizes and offsets in bytes; init_r at init + r·initRow. */
// @ts-ignore: decorator
@inline export function tallRows(
  k: i32, a: usize, aRow: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize
): void {
  if (ASC_FEATURE_RELAXED_SIMD) tallRows6(k, a, aRow, b, bStep, c, cRow, init, initRow)
  else tallRows5(k, a, aRow, b, bStep, c, cRow, init, initRow)
}

/** TALL × 8, A column by column (packed, or a transposed A): A_rp stands at a + 4r + p·aStep. */
// @ts-ignore: decorator
@inline export function tallColumns(
  k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize
): void {
  if (ASC_FEATURE_RELAXED_SIMD) tallColumns6(k, a, aStep, b, bStep, c, cRow, init, initRow)
  else tallColumns5(k, a, aStep, b, bStep, c, cRow, init, initRow)
}

function tallRows5(k: i32, a: usize, aRow: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize): void {
  let c00 = v128.load(init), c01 = v128.load(init, 16)
  init += initRow
  let c10 = v128.load(init), c11 = v128.load(init, 16)
  init += initRow
  let c20 = v128.load(init), c21 = v128.load(init, 16)
  init += initRow
  let c30 = v128.load(init), c31 = v128.load(init, 16)
  init += initRow
  let c40 = v128.load(init), c41 = v128.load(init, 16)
  let a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow
  for (; k > 0; k--) {
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    const x0 = v128.load_splat<f32>(a)
    c00 = madd(x0, b0, c00); c01 = madd(x0, b1, c01)
    const x1 = v128.load_splat<f32>(a1)
    c10 = madd(x1, b0, c10); c11 = madd(x1, b1, c11)
    const x2 = v128.load_splat<f32>(a2)
    c20 = madd(x2, b0, c20); c21 = madd(x2, b1, c21)
    const x3 = v128.load_splat<f32>(a3)
    c30 = madd(x3, b0, c30); c31 = madd(x3, b1, c31)
    const x4 = v128.load_splat<f32>(a4)
    c40 = madd(x4, b0, c40); c41 = madd(x4, b1, c41)
    a += 4; a1 += 4; a2 += 4; a3 += 4; a4 += 4
    b += bStep
  }
  v128.store(c, c00); v128.store(c, c01, 16)
  c += cRow
  v128.store(c, c10); v128.store(c, c11, 16)
  c += cRow
  v128.store(c, c20); v128.store(c, c21, 16)
  c += cRow
  v128.store(c, c30); v128.store(c, c31, 16)
  c += cRow
  v128.store(c, c40); v128.store(c, c41, 16)
}

function tallRows6(k: i32, a: usize, aRow: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize): void {
  let c00 = v128.load(init), c01 = v128.load(init, 16)
  init += initRow
  let c10 = v128.load(init), c11 = v128.load(init, 16)
  init += initRow
  let c20 = v128.load(init), c21 = v128.load(init, 16)
  init += initRow
  let c30 = v128.load(init), c31 = v128.load(init, 16)
  init += initRow
  let c40 = v128.load(init), c41 = v128.load(init, 16)
  init += initRow
  let c50 = v128.load(init), c51 = v128.load(init, 16)
  let a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow, a5 = a4 + aRow
  for (; k > 0; k--) {
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    const x0 = v128.load_splat<f32>(a)
    c00 = madd(x0, b0, c00); c01 = madd(x0, b1, c01)
    const x1 = v128.load_splat<f32>(a1)
    c10 = madd(x1, b0, c10); c11 = madd(x1, b1, c11)
    const x2 = v128.load_splat<f32>(a2)
    c20 = madd(x2, b0, c20); c21 = madd(x2, b1, c21)
    const x3 = v128.load_splat<f32>(a3)
    c30 = madd(x3, b0, c30); c31 = madd(x3, b1, c31)
    const x4 = v128.load_splat<f32>(a4)
    c40 = madd(x4, b0, c40); c41 = madd(x4, b1, c41)
    const x5 = v128.load_splat<f32>(a5)
    c50 = madd(x5, b0, c50); c51 = madd(x5, b1, c51)
    a += 4; a1 += 4; a2 += 4; a3 += 4; a4 += 4; a5 += 4
    b += bStep
  }
  v128.store(c, c00); v128.store(c, c01, 16)
  c += cRow
  v128.store(c, c10); v128.store(c, c11, 16)
  c += cRow
  v128.store(c, c20); v128.store(c, c21, 16)
  c += cRow
  v128.store(c, c30); v128.store(c, c31, 16)
  c += cRow
  v128.store(c, c40); v128.store(c, c41, 16)
  c += cRow
  v128.store(c, c50); v128.store(c, c51, 16)
}

function tallColumns5(k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize): void {
  let c00 = v128.load(init), c01 = v128.load(init, 16)
  init += initRow
  let c10 = v128.load(init), c11 = v128.load(init, 16)
  init += initRow
  let c20 = v128.load(init), c21 = v128.load(init, 16)
  init += initRow
  let c30 = v128.load(init), c31 = v128.load(init, 16)
  init += initRow
  let c40 = v128.load(init), c41 = v128.load(init, 16)
  for (; k > 0; k--) {
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    const x0 = v128.load_splat<f32>(a)
    c00 = madd(x0, b0, c00); c01 = madd(x0, b1, c01)
    const x1 = v128.load_splat<f32>(a, 4)
    c10 = madd(x1, b0, c10); c11 = madd(x1, b1, c11)
    const x2 = v128.load_splat<f32>(a, 8)
    c20 = madd(x2, b0, c20); c21 = madd(x2, b1, c21)
    const x3 = v128.load_splat<f32>(a, 12)
    c30 = madd(x3, b0, c30); c31 = madd(x3, b1, c31)
    const x4 = v128.load_splat<f32>(a, 16)
    c40 = madd(x4, b0, c40); c41 = madd(x4, b1, c41)
    a += aStep
    b += bStep
  }
  v128.store(c, c00); v128.store(c, c01, 16)
  c += cRow
  v128.store(c, c10); v128.store(c, c11, 16)
  c += cRow
  v128.store(c, c20); v128.store(c, c21, 16)
  c += cRow
  v128.store(c, c30); v128.store(c, c31, 16)
  c += cRow
  v128.store(c, c40); v128.store(c, c41, 16)
}

function tallColumns6(k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize): void {
  let c00 = v128.load(init), c01 = v128.load(init, 16)
  init += initRow
  let c10 = v128.load(init), c11 = v128.load(init, 16)
  init += initRow
  let c20 = v128.load(init), c21 = v128.load(init, 16)
  init += initRow
  let c30 = v128.load(init), c31 = v128.load(init, 16)
  init += initRow
  let c40 = v128.load(init), c41 = v128.load(init, 16)
  init += initRow
  let c50 = v128.load(init), c51 = v128.load(init, 16)
  for (; k > 0; k--) {
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    const x0 = v128.load_splat<f32>(a)
    c00 = madd(x0, b0, c00); c01 = madd(x0, b1, c01)
    const x1 = v128.load_splat<f32>(a, 4)
    c10 = madd(x1, b0, c10); c11 = madd(x1, b1, c11)
    const x2 = v128.load_splat<f32>(a, 8)
    c20 = madd(x2, b0, c20); c21 = madd(x2, b1, c21)
    const x3 = v128.load_splat<f32>(a, 12)
    c30 = madd(x3, b0, c30); c31 = madd(x3, b1, c31)
    const x4 = v128.load_splat<f32>(a, 16)
    c40 = madd(x4, b0, c40); c41 = madd(x4, b1, c41)
    const x5 = v128.load_splat<f32>(a, 20)
    c50 = madd(x5, b0, c50); c51 = madd(x5, b1, c51)
    a += aStep
    b += bStep
  }
  v128.store(c, c00); v128.store(c, c01, 16)
  c += cRow
  v128.store(c, c10); v128.store(c, c11, 16)
  c += cRow
  v128.store(c, c20); v128.store(c, c21, 16)
  c += cRow
  v128.store(c, c30); v128.store(c, c31, 16)
  c += cRow
  v128.store(c, c40); v128.store(c, c41, 16)
  c += cRow
  v128.store(c, c50); v128.store(c, c51, 16)
}

/** TALL × 4, for the last columns of a width that is no multiple of 8. */
export function tallNarrow(
  k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize
): void {
  const two = aRow << 1
  let c0 = v128.load(init), c1 = v128.load(init + initRow), c2 = v128.load(init + 2 * initRow)
  let c3 = v128.load(init + 3 * initRow), c4 = v128.load(init + 4 * initRow)
  if (ASC_FEATURE_RELAXED_SIMD) {
    let c5 = v128.load(init + 5 * initRow)
    for (; k > 0; k--) {
      const b0 = v128.load(b)
      const p = a + two, q = p + two
      c0 = madd(at(a, 0), b0, c0)
      c1 = madd(at(a + aRow, 0), b0, c1)
      c2 = madd(at(p, 0), b0, c2)
      c3 = madd(at(p + aRow, 0), b0, c3)
      c4 = madd(at(q, 0), b0, c4)
      c5 = madd(at(q + aRow, 0), b0, c5)
      a += aStep
      b += bStep
    }
    v128.store(c + 5 * cRow, c5)
  } else {
    for (; k > 0; k--) {
      const b0 = v128.load(b)
      const p = a + two
      c0 = madd(at(a, 0), b0, c0)
      c1 = madd(at(a + aRow, 0), b0, c1)
      c2 = madd(at(p, 0), b0, c2)
      c3 = madd(at(p + aRow, 0), b0, c3)
      c4 = madd(at(p + two, 0), b0, c4)
      a += aStep
      b += bStep
    }
  }
  v128.store(c, c0)
  v128.store(c + cRow, c1)
  v128.store(c + 2 * cRow, c2)
  v128.store(c + 3 * cRow, c3)
  v128.store(c + 4 * cRow, c4)
}

/** One row × 32 columns, for rows left over. */
export function row32(k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, init: usize): void {
  let c0 = v128.load(init), c1 = v128.load(init, 16), c2 = v128.load(init, 32), c3 = v128.load(init, 48)
  let c4 = v128.load(init, 64), c5 = v128.load(init, 80), c6 = v128.load(init, 96), c7 = v128.load(init, 112)
  for (; k > 0; k--) {
    const x = at(a, 0)
    c0 = madd(x, v128.load(b), c0)
    c1 = madd(x, v128.load(b, 16), c1)
    c2 = madd(x, v128.load(b, 32), c2)
    c3 = madd(x, v128.load(b, 48), c3)
    c4 = madd(x, v128.load(b, 64), c4)
    c5 = madd(x, v128.load(b, 80), c5)
    c6 = madd(x, v128.load(b, 96), c6)
    c7 = madd(x, v128.load(b, 112), c7)
    a += aStep
    b += bStep
  }
  v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48)
  v128.store(c, c4, 64); v128.store(c, c5, 80); v128.store(c, c6, 96); v128.store(c, c7, 112)
}

/** One row × 4 columns. */
export function row4(k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, init: usize): void {
  let c0 = v128.load(init)
  for (; k > 0; k--) {
    c0 = madd(at(a, 0), v128.load(b), c0)
    a += aStep
    b += bStep
  }
  v128.store(c, c0)
}
