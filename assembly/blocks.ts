// The register blocks of the dense products, as scripts/kernel-blocks.mjs writes them out. The plain build has room for 5 × 8
// accumulators in V8's fifteen registers, the relaxed one (no register for a rounded product) for 6 × 8. The wide builds are for engines
// that join two neighbouring vectors in one of 256 bits: twice the columns then take as many registers.
import {
  blockAny1x1, blockAny1x8, blockAny4x1, blockAny4x2, blockAny5x1, blockAny6x1, blockAny6x2, blockColumns4x2, blockColumns4x4, blockColumns5x2, blockColumns6x2,
  blockColumns6x4, blockRows4x2, blockRows4x4, blockRows5x2, blockRows6x2, blockRows6x4
} from './generated/blocks'

/** Rows of a full block. */
export const TALL: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : WIDE ? 4 : 5
/** Columns of a full block, and their bytes. */
export const BROAD: i32 = WIDE ? 16 : 8
export const BROAD_BYTES: usize = <usize>BROAD << 2

/** TALL × BROAD, A row by row: A_rp stands at a + r·aRow + 4p. Sizes and offsets in bytes; init_r at init + r·initRow. */
// @ts-ignore: decorator
@inline export function tallRows(
  k: i32, a: usize, aRow: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize
): void {
  if (WIDE) {
    if (ASC_FEATURE_RELAXED_SIMD) blockRows6x4(k, a, aRow, b, bStep, c, cRow, init, initRow)
    else blockRows4x4(k, a, aRow, b, bStep, c, cRow, init, initRow)
  } else if (ASC_FEATURE_RELAXED_SIMD) blockRows6x2(k, a, aRow, b, bStep, c, cRow, init, initRow)
  else blockRows5x2(k, a, aRow, b, bStep, c, cRow, init, initRow)
}

/** TALL × BROAD, A column by column (packed, or a transposed A): A_rp stands at a + 4r + p·aStep. */
// @ts-ignore: decorator
@inline export function tallColumns(
  k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize
): void {
  if (WIDE) {
    if (ASC_FEATURE_RELAXED_SIMD) blockColumns6x4(k, a, aStep, b, bStep, c, cRow, init, initRow)
    else blockColumns4x4(k, a, aStep, b, bStep, c, cRow, init, initRow)
  } else if (ASC_FEATURE_RELAXED_SIMD) blockColumns6x2(k, a, aStep, b, bStep, c, cRow, init, initRow)
  else blockColumns5x2(k, a, aStep, b, bStep, c, cRow, init, initRow)
}

/** Four rows × BROAD, where they are left over of TALL; one of the two steps of A is 4. */
// @ts-ignore: decorator
@inline export function fourBroad(
  k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize
): void {
  if (WIDE) {
    if (aStep == 4) blockRows4x4(k, a, aRow, b, bStep, c, cRow, init, initRow)
    else blockColumns4x4(k, a, aStep, b, bStep, c, cRow, init, initRow)
  } else if (aStep == 4) blockRows4x2(k, a, aRow, b, bStep, c, cRow, init, initRow)
  else blockColumns4x2(k, a, aStep, b, bStep, c, cRow, init, initRow)
}

/** TALL × the last columns of a width that is no multiple of BROAD, `width` bytes of them: in the wide builds eight at a time, then four. */
// @ts-ignore: decorator
@inline export function tallRest(
  k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize, width: usize
): void {
  let j: usize = 0
  if (WIDE) {
    for (; j + 32 <= width; j += 32) {
      if (ASC_FEATURE_RELAXED_SIMD) blockAny6x2(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
      else blockAny4x2(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
    }
  }
  for (; j < width; j += 16) {
    if (ASC_FEATURE_RELAXED_SIMD) blockAny6x1(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
    else if (WIDE) blockAny4x1(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
    else blockAny5x1(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
  }
}

// @ts-ignore: decorator
@inline export function fourRest(
  k: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize, width: usize
): void {
  let j: usize = 0
  if (WIDE) for (; j + 32 <= width; j += 32) blockAny4x2(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
  for (; j < width; j += 16) blockAny4x1(k, a, aRow, aStep, b + j, bStep, c + j, cRow, init + j, initRow)
}

/** One row × 32 columns, for rows left over. */
// @ts-ignore: decorator
@inline export function row32(k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, init: usize): void {
  blockAny1x8(k, a, 0, aStep, b, bStep, c, 0, init, 0)
}

/** One row × 4 columns. */
// @ts-ignore: decorator
@inline export function row4(k: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, init: usize): void {
  blockAny1x1(k, a, 0, aStep, b, bStep, c, 0, init, 0)
}
