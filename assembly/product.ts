// Dense products. Every output element is one chain of additions in ascending order of the summed index, starting from its bias,
// from 0, or from what the pass has summed so far: blocking, packing and threads can change without changing a single bit.
import { BROAD, BROAD_BYTES, fourBroad, fourRest, row32, row4, TALL, tallColumns, tallRest, tallRows } from './blocks'
import { high, low, splat } from './math'

/** Operands up to this many bytes stay in the first-level cache as they lie; beyond, they are packed. */
export const SMALL: i32 = 16384
/** The part of the summed index that a packed panel of B holds: BROAD columns × 256 × 4 bytes. */
const DEPTH: i32 = 256
/** Rows of A further apart than this fall into few sets of the cache: they are packed too. The plain build, which has more to do beside them, always does. */
const SCATTERED: usize = 1024

/** Bytes of a thread's buffer for one tile of layer 1's gradient, 224 rows of 32 floats, and of what its update keeps beside it. */
export const TILE_BUFFER: usize = 28672 + 128

/** Bytes of scratch a thread needs for packed products of up to m rows: its tile buffer, A packed, a panel of B, two blocks of C. */
export function scratchBytes(m: i32): usize { return TILE_BUFFER + <usize>(m + TALL) * DEPTH * 4 + DEPTH * BROAD_BYTES + 1024 }

// @ts-ignore: decorator
@inline function tall(
  k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize
): void {
  if (aStep == 4) tallRows(k, a, aRow, b, bStep, c, cRow, init, initRow)
  else tallColumns(k, a, aStep, b, bStep, c, cRow, init, initRow)
}

/**
 * C [m, n] = init + A B: C_ij = init_ij + Σ_p A_ip B_pj. n in floats, a multiple of 4; steps in bytes. A_ip stands at
 * a + i·aRow + p·aStep, with one of the two steps 4: one routine serves A and Aᵀ. For operands that fit the first-level cache.
 */
export function multiply(
  m: i32, n: i32, k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize
): void {
  const end = <usize>n << 2
  let i = 0
  for (; i + TALL <= m; i += TALL) {
    let j: usize = 0
    for (; j + BROAD_BYTES <= end; j += BROAD_BYTES) tall(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
    if (j < end) tallRest(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow, end - j)
    a += TALL * aRow
    c += TALL * cRow
    init += TALL * initRow
  }
  if (i + 4 <= m && TALL == 6) {
    let j: usize = 0
    for (; j + BROAD_BYTES <= end; j += BROAD_BYTES) fourBroad(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
    if (j < end) fourRest(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow, end - j)
    a += 4 * aRow
    c += 4 * cRow
    init += 4 * initRow
    i += 4
  }
  for (; i < m; i++) {
    let j: usize = 0
    for (; j + 128 <= end; j += 128) row32(k, a, aStep, b + j, bStep, c + j, init + j)
    for (; j < end; j += 16) row4(k, a, aStep, b + j, bStep, c + j, init + j)
    a += aRow
    c += cRow
    init += initRow
  }
}

/** `rows` ≤ TALL rows of A as [k][TALL], with zeros for those that are missing. */
function packRows(rows: i32, k: i32, a: usize, aRow: usize, aStep: usize, to: usize): void {
  if (rows == TALL && aRow == 4) packColumns(k, a, aStep, to)
  else if (rows == TALL) {
    const whole = k & ~3
    transposeTo(whole, a, aRow, to, TALL * 4)
    for (let r = 0; r < TALL; r++) {
      const done = r < 4 ? whole : 0
      packRow(k - done, true, a + <usize>r * aRow + (<usize>done << 2), 4, to + (<usize>(done * TALL + r) << 2))
    }
  } else for (let r = 0; r < TALL; r++) packRow(k, r < rows, a + <usize>r * aRow, aStep, to + (<usize>r << 2))
}

function packRow(k: i32, there: bool, p: usize, step: usize, to: usize): void {
  for (; k > 0; k--) {
    store<f32>(to, there ? load<f32>(p) : 0)
    p += step
    to += TALL * 4
  }
}

/** TALL neighbouring floats of each of k rows of memory. */
function packColumns(k: i32, a: usize, step: usize, to: usize): void {
  for (; k > 0; k--) {
    v128.store(to, v128.load(a))
    if (TALL == 6) store<u64>(to, load<u64>(a, 16), 16)
    else if (TALL == 5) store<f32>(to, load<f32>(a, 16), 16)
    a += step
    to += TALL * 4
  }
}

/** `columns` columns of B, a multiple of 4 up to BROAD, as [k][BROAD]. With `across` they are rows of memory: B_pj stands at b + j·bStep + 4p. */
function packPanel(k: i32, columns: i32, b: usize, bStep: usize, across: bool, to: usize): void {
  if (across) {
    for (let j = 0; j < columns; j += 4) transposeTo(k, b + <usize>j * bStep, bStep, to + (<usize>j << 2), BROAD_BYTES)
    return
  }
  const broad = columns == BROAD
  for (; k > 0; k--) {
    copyRow(to, b, columns, broad)
    b += bStep
    to += BROAD_BYTES
  }
}

/** `columns` floats, BROAD of them if `broad`. */
// @ts-ignore: decorator
@inline function copyRow(to: usize, from: usize, columns: i32, broad: bool): void {
  if (broad) {
    v128.store(to, v128.load(from)); v128.store(to, v128.load(from, 16), 16)
    if (WIDE) {
      v128.store(to, v128.load(from, 32), 32); v128.store(to, v128.load(from, 48), 48)
    }
  } else for (let i: usize = 0; i < <usize>columns << 2; i += 16) v128.store(to + i, v128.load(from + i))
}

/** Four rows of memory, k floats each, as four columns: to_p = (x0_p, x1_p, x2_p, x3_p). Reads up to the next multiple of 4. */
function transposeTo(k: i32, x: usize, xRow: usize, to: usize, toRow: usize): void {
  for (; k > 0; k -= 4) {
    const r0 = v128.load(x), r1 = v128.load(x + xRow), r2 = v128.load(x + 2 * xRow), r3 = v128.load(x + 3 * xRow)
    const s0 = i32x4.shuffle(r0, r1, 0, 4, 1, 5), s1 = i32x4.shuffle(r0, r1, 2, 6, 3, 7)
    const s2 = i32x4.shuffle(r2, r3, 0, 4, 1, 5), s3 = i32x4.shuffle(r2, r3, 2, 6, 3, 7)
    v128.store(to, i64x2.shuffle(s0, s2, 0, 2))
    v128.store(to + toRow, i64x2.shuffle(s0, s2, 1, 3))
    v128.store(to + 2 * toRow, i64x2.shuffle(s1, s3, 0, 2))
    v128.store(to + 3 * toRow, i64x2.shuffle(s1, s3, 1, 3))
    x += 16
    to += 4 * toRow
  }
}

/** T [n][m] = W [m][n] transposed; m and n multiples of 4. */
export function transpose(m: i32, n: i32, w: usize, t: usize): void {
  const wRow = <usize>n << 2, tRow = <usize>m << 2
  for (let i = 0; i < m; i += 4) transposeTo(n, w + <usize>i * wRow, wRow, t + (<usize>i << 2), tRow)
}

/** The same product for operands beyond the first-level cache, panel by panel. `across`: B_pj stands at b + j·bStep + 4p. */
export function multiplyPacked(
  m: i32, n: i32, k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, across: bool, c: usize, cRow: usize,
  init: usize, initRow: usize, scratch: usize
): void {
  const panel = scratch, rows = panel + DEPTH * BROAD_BYTES + 1024
  const pack = !ASC_FEATURE_RELAXED_SIMD || max(aRow, aStep) > SCATTERED
  for (let p = 0; p < k; p += DEPTH) {
    const depth = min(DEPTH, k - p), from = a + <usize>p * aStep, block = <usize>(depth * TALL) << 2
    // The rows left over are packed in any case: they run as a full block with zeros in place of the missing ones.
    for (let i = pack ? 0 : m - m % TALL; i < m; i += TALL) {
      packRows(min(TALL, m - i), depth, from + <usize>i * aRow, aRow, aStep, rows + <usize>(pack ? i / TALL : 0) * block)
    }
    for (let j = 0; j < n; j += BROAD) {
      const column = <usize>j << 2, columns = min(BROAD, n - j)
      packPanel(depth, columns, across ? b + <usize>j * bStep + (<usize>p << 2) : b + <usize>p * bStep + column, bStep, across, panel)
      const s = p > 0 ? c + column : init + column, sRow = p > 0 ? cRow : initRow
      panelTimes(m, depth, columns, pack, from, aRow, aStep, rows, panel, c + column, cRow, s, sRow)
    }
  }
}

function panelTimes(
  m: i32, k: i32, columns: i32, packed: bool, a: usize, aRow: usize, aStep: usize, rows: usize, panel: usize, c: usize, cRow: usize,
  init: usize, initRow: usize
): void {
  const block = <usize>(k * TALL) << 2, broad = columns == BROAD, width = <usize>columns << 2
  let i = 0
  for (; i + TALL <= m; i += TALL) {
    if (packed) {
      if (broad) tallColumns(k, rows, TALL * 4, panel, BROAD_BYTES, c, cRow, init, initRow)
      else tallRest(k, rows, 4, TALL * 4, panel, BROAD_BYTES, c, cRow, init, initRow, width)
      rows += block
    } else {
      if (broad) tall(k, a, aRow, aStep, panel, BROAD_BYTES, c, cRow, init, initRow)
      else tallRest(k, a, aRow, aStep, panel, BROAD_BYTES, c, cRow, init, initRow, width)
      a += TALL * aRow
    }
    c += TALL * cRow
    init += TALL * initRow
  }
  if (i == m) return
  const before = panel + DEPTH * BROAD_BYTES, after = before + TALL * BROAD_BYTES
  for (let r: usize = 0; r < <usize>(m - i); r++) copyRow(before + r * BROAD_BYTES, init + r * initRow, columns, broad)
  if (broad) tallColumns(k, rows, TALL * 4, panel, BROAD_BYTES, after, BROAD_BYTES, before, BROAD_BYTES)
  else tallRest(k, rows, 4, TALL * 4, panel, BROAD_BYTES, after, BROAD_BYTES, before, BROAD_BYTES, width)
  for (let r: usize = 0; r < <usize>(m - i); r++) copyRow(c + r * cRow, after + r * BROAD_BYTES, columns, broad)
}

/** Rows whose sums `columnSums` forms in float. */
const FEW: i32 = 20

/**
 * out f64[width / 4] = Σ over rows of x [rows][width bytes], rows ascending, in float over FEW, in double beyond; `narrow` f32[width / 4]
 * gets the same rounded.
 */
export function columnSums(rows: i32, width: usize, x: usize, out: usize, narrow: usize): void {
  clear(out, 2 * width)
  for (; rows > 0; rows -= FEW) {
    const some = min(rows, FEW)
    for (let j: usize = 0; j < width; j += 16) {
      let part = splat(0), p = x + j
      for (let n = some; n > 0; n--) {
        part = f32x4.add(part, v128.load(p))
        p += width
      }
      v128.store(out + 2 * j, f64x2.add(v128.load(out + 2 * j), low(part)))
      v128.store(out + 2 * j, f64x2.add(v128.load(out + 2 * j, 16), high(part)), 16)
    }
    x += <usize>some * width
  }
  for (let j: usize = 0; j < width; j += 16) {
    const lo = v128.load(out + 2 * j), hi = v128.load(out + 2 * j, 16)
    v128.store(narrow + j, i64x2.shuffle(f32x4.demote_f64x2_zero(lo), f32x4.demote_f64x2_zero(hi), 0, 2))
  }
}

/** size bytes of zeros. */
export function clear(p: usize, size: usize): void {
  for (let i: usize = 0; i < size; i += 16) v128.store(p + i, splat(0))
}
