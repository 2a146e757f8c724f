// Matrix products. Every output element is one chain of additions in ascending order of the summed index, starting from
// its bias or 0: blocking, packing and threads can change without changing a single bit.
import { madd, splat } from './math'

// @ts-ignore: decorator
@inline function at(p: usize): v128 { return v128.load_splat<f32>(p) }

/** 4 rows × 8 columns in registers. */
function block4x8(k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, bias: usize): void {
  let c00 = bias ? v128.load(bias) : splat(0)
  let c01 = bias ? v128.load(bias, 16) : splat(0)
  let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01
  let a0 = a, a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow
  for (; k > 0; k--) {
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    let x = at(a0)
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01)
    x = at(a1)
    c10 = madd(x, b0, c10); c11 = madd(x, b1, c11)
    x = at(a2)
    c20 = madd(x, b0, c20); c21 = madd(x, b1, c21)
    x = at(a3)
    c30 = madd(x, b0, c30); c31 = madd(x, b1, c31)
    a0 += aStep; a1 += aStep; a2 += aStep; a3 += aStep
    b += bStep
  }
  v128.store(c, c00); v128.store(c, c01, 16)
  c += cRow
  v128.store(c, c10); v128.store(c, c11, 16)
  c += cRow
  v128.store(c, c20); v128.store(c, c21, 16)
  c += cRow
  v128.store(c, c30); v128.store(c, c31, 16)
}

/** 4 rows × 4 columns. */
function block4x4(k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, bias: usize): void {
  let c0 = bias ? v128.load(bias) : splat(0)
  let c1 = c0, c2 = c0, c3 = c0
  let a0 = a, a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow
  for (; k > 0; k--) {
    const b0 = v128.load(b)
    c0 = madd(at(a0), b0, c0)
    c1 = madd(at(a1), b0, c1)
    c2 = madd(at(a2), b0, c2)
    c3 = madd(at(a3), b0, c3)
    a0 += aStep; a1 += aStep; a2 += aStep; a3 += aStep
    b += bStep
  }
  v128.store(c, c0)
  v128.store(c + cRow, c1)
  v128.store(c + 2 * cRow, c2)
  v128.store(c + 3 * cRow, c3)
}

/** One row × 16 or 4 columns. */
function row16(k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, bias: usize): void {
  let c0 = bias ? v128.load(bias) : splat(0)
  let c1 = bias ? v128.load(bias, 16) : splat(0)
  let c2 = bias ? v128.load(bias, 32) : splat(0)
  let c3 = bias ? v128.load(bias, 48) : splat(0)
  for (; k > 0; k--) {
    const x = at(a)
    c0 = madd(x, v128.load(b), c0)
    c1 = madd(x, v128.load(b, 16), c1)
    c2 = madd(x, v128.load(b, 32), c2)
    c3 = madd(x, v128.load(b, 48), c3)
    a += aStep
    b += bStep
  }
  v128.store(c, c0)
  v128.store(c, c1, 16)
  v128.store(c, c2, 32)
  v128.store(c, c3, 48)
}

function row4(k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, bias: usize): void {
  let c0 = bias ? v128.load(bias) : splat(0)
  for (; k > 0; k--) {
    c0 = madd(at(a), v128.load(b), c0)
    a += aStep
    b += bStep
  }
  v128.store(c, c0)
}

/**
 * C [m, n] = bias + A B: C_ij = bias_j + Σ_p A_ip B_pj, p ascending. n in floats, a multiple of 4; row and step widths in bytes:
 * A_ip stands at a + i·aRow + p·aStep, so that one routine serves A and Aᵀ. bias 0 means none.
 */
export function multiply(
  m: i32, n: i32, k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, bias: usize
): void {
  let i = 0
  for (; i + 4 <= m; i += 4) {
    let j: usize = 0
    const end = <usize>n << 2
    for (; j + 32 <= end; j += 32) block4x8(k, a, aRow, aStep, b + j, bStep, c + j, cRow, bias ? bias + j : 0)
    if (j < end) block4x4(k, a, aRow, aStep, b + j, bStep, c + j, cRow, bias ? bias + j : 0)
    a += 4 * aRow
    c += 4 * cRow
  }
  for (; i < m; i++) {
    let j: usize = 0
    const end = <usize>n << 2
    for (; j + 64 <= end; j += 64) row16(k, a, aStep, b + j, bStep, c + j, bias ? bias + j : 0)
    for (; j < end; j += 16) row4(k, a, aStep, b + j, bStep, c + j, bias ? bias + j : 0)
    a += aRow
    c += cRow
  }
}

/** C [rows, stride] = bias + X W over the non-zero entries {u32 column, f32 value} of the listed examples; W [columns][stride]. */
export function multiplySparse(
  rows: i32, list: usize, starts: usize, entries: usize, w: usize, stride: i32, c: usize, bias: usize
): void {
  const width = <usize>stride << 2
  for (let r = 0; r < rows; r++) {
    const row = starts + (<usize>load<u32>(list + ((<usize>r) << 2)) << 2)
    const first = entries + (<usize>load<u32>(row) << 3)
    const last = entries + (<usize>load<u32>(row, 4) << 3)
    let j: usize = 0
    for (; j + 128 <= width; j += 128) sparse32(first, last, w + j, width, c + j, bias ? bias + j : 0)
    for (; j < width; j += 16) sparse4(first, last, w + j, width, c + j, bias ? bias + j : 0)
    c += width
  }
}

function sparse32(e: usize, last: usize, w: usize, width: usize, c: usize, bias: usize): void {
  let c0 = bias ? v128.load(bias) : splat(0), c1 = bias ? v128.load(bias, 16) : splat(0)
  let c2 = bias ? v128.load(bias, 32) : splat(0), c3 = bias ? v128.load(bias, 48) : splat(0)
  let c4 = bias ? v128.load(bias, 64) : splat(0), c5 = bias ? v128.load(bias, 80) : splat(0)
  let c6 = bias ? v128.load(bias, 96) : splat(0), c7 = bias ? v128.load(bias, 112) : splat(0)
  for (; e < last; e += 8) {
    const p = w + <usize>load<u32>(e) * width
    const x = v128.load_splat<f32>(e + 4)
    c0 = madd(x, v128.load(p), c0)
    c1 = madd(x, v128.load(p, 16), c1)
    c2 = madd(x, v128.load(p, 32), c2)
    c3 = madd(x, v128.load(p, 48), c3)
    c4 = madd(x, v128.load(p, 64), c4)
    c5 = madd(x, v128.load(p, 80), c5)
    c6 = madd(x, v128.load(p, 96), c6)
    c7 = madd(x, v128.load(p, 112), c7)
  }
  v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48)
  v128.store(c, c4, 64); v128.store(c, c5, 80); v128.store(c, c6, 96); v128.store(c, c7, 112)
}

function sparse4(e: usize, last: usize, w: usize, width: usize, c: usize, bias: usize): void {
  let c0 = bias ? v128.load(bias) : splat(0)
  for (; e < last; e += 8) c0 = madd(v128.load_splat<f32>(e + 4), v128.load(w + <usize>load<u32>(e) * width), c0)
  v128.store(c, c0)
}

/** Zeroes the rows of g that the pass before touched: all of g is zero then, at the cost of the touched rows only. */
export function clearTouched(columns: i32, stride: i32, g: usize, stamps: usize, before: i32): void {
  const width = <usize>stride << 2
  for (let k = 0; k < columns; k++) {
    if (load<i32>(stamps + (<usize>k << 2)) == before) {
      const row = g + <usize>k * width
      for (let j: usize = 0; j < width; j += 16) v128.store(row + j, splat(0))
    }
  }
}

/**
 * G [columns][stride] += Xᵀ D over the listed examples' non-zero entries, examples ascending. Only touched rows are written; a row's
 * stamp becomes `pass`. The rows must be zero before: clearTouched.
 */
export function gradientSparse(
  rows: i32, list: usize, starts: usize, entries: usize, d: usize, stride: i32, g: usize, stamps: usize, pass: i32
): void {
  const width = <usize>stride << 2
  for (let r = 0; r < rows; r++) {
    const row = starts + (<usize>load<u32>(list + ((<usize>r) << 2)) << 2)
    const first = entries + (<usize>load<u32>(row) << 3)
    const last = entries + (<usize>load<u32>(row, 4) << 3)
    for (let e = first; e < last; e += 8) store<i32>(stamps + (<usize>load<u32>(e) << 2), pass)
    let j: usize = 0
    for (; j + 128 <= width; j += 128) spread32(first, last, d + j, width, g + j)
    for (; j < width; j += 16) spread4(first, last, d + j, width, g + j)
    d += width
  }
}

function spread32(e: usize, last: usize, d: usize, width: usize, g: usize): void {
  const d0 = v128.load(d), d1 = v128.load(d, 16), d2 = v128.load(d, 32), d3 = v128.load(d, 48)
  const d4 = v128.load(d, 64), d5 = v128.load(d, 80), d6 = v128.load(d, 96), d7 = v128.load(d, 112)
  for (; e < last; e += 8) {
    const p = g + <usize>load<u32>(e) * width
    const x = v128.load_splat<f32>(e + 4)
    v128.store(p, madd(x, d0, v128.load(p)))
    v128.store(p, madd(x, d1, v128.load(p, 16)), 16)
    v128.store(p, madd(x, d2, v128.load(p, 32)), 32)
    v128.store(p, madd(x, d3, v128.load(p, 48)), 48)
    v128.store(p, madd(x, d4, v128.load(p, 64)), 64)
    v128.store(p, madd(x, d5, v128.load(p, 80)), 80)
    v128.store(p, madd(x, d6, v128.load(p, 96)), 96)
    v128.store(p, madd(x, d7, v128.load(p, 112)), 112)
  }
}

function spread4(e: usize, last: usize, d: usize, width: usize, g: usize): void {
  const d0 = v128.load(d)
  for (; e < last; e += 8) {
    const p = g + <usize>load<u32>(e) * width
    v128.store(p, madd(v128.load_splat<f32>(e + 4), d0, v128.load(p)))
  }
}

/** T [n][m] = W [m][n] transposed; m and n multiples of 4. */
export function transpose(m: i32, n: i32, w: usize, t: usize): void {
  const wRow = <usize>n << 2, tRow = <usize>m << 2
  for (let i = 0; i < m; i += 4) {
    for (let j = 0; j < n; j += 4) {
      let p = w + <usize>i * wRow + (<usize>j << 2)
      const r0 = v128.load(p)
      const r1 = v128.load(p + wRow)
      const r2 = v128.load(p + 2 * wRow)
      const r3 = v128.load(p + 3 * wRow)
      const s0 = i32x4.shuffle(r0, r1, 0, 4, 1, 5), s1 = i32x4.shuffle(r0, r1, 2, 6, 3, 7)
      const s2 = i32x4.shuffle(r2, r3, 0, 4, 1, 5), s3 = i32x4.shuffle(r2, r3, 2, 6, 3, 7)
      p = t + <usize>j * tRow + (<usize>i << 2)
      v128.store(p, i64x2.shuffle(s0, s2, 0, 2))
      v128.store(p + tRow, i64x2.shuffle(s0, s2, 1, 3))
      v128.store(p + 2 * tRow, i64x2.shuffle(s1, s3, 0, 2))
      v128.store(p + 3 * tRow, i64x2.shuffle(s1, s3, 1, 3))
    }
  }
}

/** out f64[stride] = Σ over rows of x [rows][stride], in double, rows ascending; `narrow` f32[stride] gets the same rounded. */
export function columnSums(rows: i32, stride: i32, x: usize, out: usize, narrow: usize): void {
  const width = <usize>stride << 2
  for (let j: usize = 0; j < width; j += 16) {
    let lo = f64x2.splat(0), hi = f64x2.splat(0)
    let p = x + j
    for (let r = 0; r < rows; r++) {
      const v = v128.load(p)
      lo = f64x2.add(lo, f64x2.promote_low_f32x4(v))
      hi = f64x2.add(hi, f64x2.promote_low_f32x4(i64x2.shuffle(v, v, 1, 1)))
      p += width
    }
    v128.store(out + 2 * j, lo)
    v128.store(out + 2 * j, hi, 16)
    v128.store(narrow + j, i64x2.shuffle(f32x4.demote_f64x2_zero(lo), f32x4.demote_f64x2_zero(hi), 0, 2))
  }
}
