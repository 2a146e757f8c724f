// The first layer's products. Inputs are held without their zeros (src/kernels/wasm/examples.ts): four fifths of an MNIST image cost
// nothing. Columns go in tiles, so that a tile's rows of W or G stay in the first-level cache while all examples pass over them.
// An entry is four bytes: the column within its tile below, the upper 24 bits of the value above; a value of more bits takes two.
// Orders of addition: an element of Z adds its columns ascending, an element of G its examples ascending, whatever the tiles.
import { constant, madd, splat, UPPER } from './math'

/** Examples that pass over a tile of W together: their rows of Z stay in the cache as well. */
const GROUP: i32 = 64

/** An entry's value in all lanes. `value`: the mask of its bits. */
// @ts-ignore: decorator
@inline function valueOf(e: usize, value: v128): v128 { return v128.and(v128.load32_splat(e), value) }
// @ts-ignore: decorator
@inline function valueMask(): v128 { return constant(UPPER) }

/** Z [rows][width bytes] = bias + scale · X W for the records list[from…to); W [columns][width], in tiles of `tile` columns. */
export function multiplySparse(
  from: i32, to: i32, list: usize, tiles: i32, tile: i32, w: usize, width: usize, scale: f32, z: usize, bias: usize
): void {
  for (let begin = from; begin < to; begin += GROUP) {
    const end = min(begin + GROUP, to)
    fetch(begin, end, list, tiles)
    for (let j: usize = 0; j < width; j += 128) {
      for (let t = 0; t < tiles; t++) {
        const rows = w + <usize>(t * tile) * width + j
        let c = z + <usize>begin * width + j
        for (let r = begin; r < end; r++) {
          const at = load<u32>(list + (<usize>r << 2)), ends = at + (<usize>t << 2)
          c = sums(at + load<u32>(ends), at + load<u32>(ends, 4), rows, width, min(width - j, 128), c, t > 0)
        }
      }
    }
    for (let r = begin; r < end; r++) scaleRow(scale, z + <usize>r * width, bias, width)
  }
}

/** row ← s·row + bias. In pairs, as in activation.ts. */
function scaleRow(scale: f32, row: usize, bias: usize, width: usize): void {
  const s = splat(scale)
  let j: usize = 0
  if (WIDE) for (; j < (width & ~31); j += 32) {
    const x = madd(s, v128.load(row + j), v128.load(bias + j)), y = madd(s, v128.load(row + j, 16), v128.load(bias + j, 16))
    v128.store(row + j, y, 16); v128.store(row + j, x)
  }
  for (; j < width; j += 16) v128.store(row + j, madd(s, v128.load(row + j), v128.load(bias + j)))
}

/**
 * Reads a word of every cache line of a group's records: these wait for the memory all at once, while the products, each of which
 * needs its turn, would wait for them one after another. The sum goes to nobody; it only keeps the reads from being left out.
 */
function fetch(from: i32, to: i32, list: usize, tiles: i32): void {
  let sum = 0
  // First the beginnings, which say where the ends are: else each record would wait for its own before the next one is asked for.
  for (let r = from; r < to; r++) sum ^= load<i32>(load<u32>(list + (<usize>r << 2)))
  for (let r = from; r < to; r++) {
    const at = load<u32>(list + (<usize>r << 2)), end = at + load<u32>(at + (<usize>tiles << 2))
    for (let e = at; e < end; e += 64) sum ^= load<i32>(e)
  }
  fetched = sum
}
export let fetched = 0

/** Σ value · row over entries [e, last), up to 32 columns of rows `width` bytes apart; with `go` added to what stands in c. */
// @ts-ignore: decorator
@inline function sums(e: usize, last: usize, rows: usize, width: usize, some: usize, c: usize, go: bool): usize {
  if (some == 128) {
    // In its caller V8 11.3 would run out of registers; V8 from Node 24 on puts it there by itself, but not always.
    if (!WIDE) return callSparse32(e, last, rows, width, c, go)
    sparse32(e, last, rows, width, c, go)
  } else for (let i: usize = 0; i < some; i += 16) sparse4(e, last, rows + i, width, c + i, go)
  return c + width
}

/** 32 zeros. */
const NOTHING = memory.data(128, 16)

/** The same as a function of its own: the decorated one is copied into whoever names it. */
function callSparse32(e: usize, last: usize, w: usize, width: usize, c: usize, go: bool): usize {
  sparse32(e, last, w, width, c, go)
  return c + width
}

// @ts-ignore: decorator
@inline function sparse32(e: usize, last: usize, w: usize, width: usize, c: usize, go: bool): void {
  const value = valueMask(), zero = splat(0)
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero
  // An engine that joins vectors wants them loaded in any case, and the upper store first; the others have no registers for that.
  if (WIDE || go) {
    const from = WIDE && !go ? NOTHING : c
    c0 = v128.load(from); c1 = v128.load(from, 16); c2 = v128.load(from, 32); c3 = v128.load(from, 48)
    c4 = v128.load(from, 64); c5 = v128.load(from, 80); c6 = v128.load(from, 96); c7 = v128.load(from, 112)
  }
  // As in the register blocks (scripts/kernel-blocks.mjs) addresses are stepped before they are used.
  e -= 4; last -= 4
  while (e != last) {
    e += 4
    const p = w + <usize>load<u8>(e) * width
    const x = valueOf(e, value)
    c0 = madd(x, v128.load(p), c0)
    c1 = madd(x, v128.load(p, 16), c1)
    c2 = madd(x, v128.load(p, 32), c2)
    c3 = madd(x, v128.load(p, 48), c3)
    c4 = madd(x, v128.load(p, 64), c4)
    c5 = madd(x, v128.load(p, 80), c5)
    c6 = madd(x, v128.load(p, 96), c6)
    c7 = madd(x, v128.load(p, 112), c7)
  }
  if (WIDE) {
    v128.store(c, c7, 112); v128.store(c, c6, 96); v128.store(c, c5, 80); v128.store(c, c4, 64)
    v128.store(c, c3, 48); v128.store(c, c2, 32); v128.store(c, c1, 16); v128.store(c, c0)
  } else {
    v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48)
    v128.store(c, c4, 64); v128.store(c, c5, 80); v128.store(c, c6, 96); v128.store(c, c7, 112)
  }
}

function sparse4(e: usize, last: usize, w: usize, width: usize, c: usize, go: bool): void {
  const value = valueMask()
  let c0 = go ? v128.load(c) : splat(0)
  for (; e < last; e += 4) c0 = madd(valueOf(e, value), v128.load(w + <usize>load<u8>(e) * width), c0)
  v128.store(c, c0)
}

/** Rows of one tile of G += Xᵀ D for up to 32 columns of D, example by example; G's rows stand 128 bytes apart from g on. */
export function scatter(rows: i32, list: usize, t: i32, d: usize, width: usize, some: usize, g: usize): void {
  for (let r = 0; r < rows; r++) {
    const at = load<u32>(list + (<usize>r << 2)), ends = at + (<usize>t << 2)
    const first = at + load<u32>(ends), last = at + load<u32>(ends, 4)
    if (some == 128) spread32(first, last, d, g)
    else for (let j: usize = 0; j < some; j += 16) spread4(first, last, d + j, g + j)
    d += width
  }
}

function spread32(e: usize, last: usize, d: usize, g: usize): void {
  const value = valueMask()
  const d0 = v128.load(d), d1 = v128.load(d, 16), d2 = v128.load(d, 32), d3 = v128.load(d, 48)
  const d4 = v128.load(d, 64), d5 = v128.load(d, 80), d6 = v128.load(d, 96), d7 = v128.load(d, 112)
  e -= 4; last -= 4
  while (e != last) {
    e += 4
    const p = g + (<usize>load<u8>(e) << 7)
    const x = valueOf(e, value)
    // Both loads before both stores: an engine that joins vectors does not move one past the other.
    let lower = madd(x, d0, v128.load(p)), upper = madd(x, d1, v128.load(p, 16))
    v128.store(p, upper, 16); v128.store(p, lower)
    lower = madd(x, d2, v128.load(p, 32)); upper = madd(x, d3, v128.load(p, 48))
    v128.store(p, upper, 48); v128.store(p, lower, 32)
    lower = madd(x, d4, v128.load(p, 64)); upper = madd(x, d5, v128.load(p, 80))
    v128.store(p, upper, 80); v128.store(p, lower, 64)
    lower = madd(x, d6, v128.load(p, 96)); upper = madd(x, d7, v128.load(p, 112))
    v128.store(p, upper, 112); v128.store(p, lower, 96)
  }
}

function spread4(e: usize, last: usize, d: usize, g: usize): void {
  const d0 = v128.load(d), value = valueMask()
  for (; e < last; e += 4) {
    const p = g + (<usize>load<u8>(e) << 7)
    v128.store(p, madd(valueOf(e, value), d0, v128.load(p)))
  }
}

/**
 * Rows [from, to) of G [columns][width] = Xᵀ D from entries held by column, for a batch that comes again: the gradient of a column
 * accumulates in registers. Examples go in tiles as columns do above: starts[t·columns + k] is the address of the entries of tile t and
 * column k, each the place in its tile of `tile` rows of D and a value.
 */
export function gradientByColumn(
  from: i32, to: i32, columns: i32, tiles: i32, tile: i32, starts: usize, d: usize, width: usize, g: usize, stamps: usize, pass: i32
): void {
  for (let j: usize = 0; j < width; j += 128) {
    for (let t = 0; t < tiles; t++) {
      const rows = d + <usize>(t * tile) * width + j
      let first = <usize>load<u32>(starts + (<usize>(t * columns + from) << 2))
      let c = g + <usize>from * width + j
      for (let k = from; k < to; k++) {
        const last = <usize>load<u32>(starts + (<usize>(t * columns + k) << 2), 4)
        if (first < last) store<i32>(stamps + (<usize>k << 2), pass)
        c = first < last || t == 0 ? sums(first, last, rows, width, min(width - j, 128), c, t > 0) : c + width
        first = last
      }
    }
  }
}
