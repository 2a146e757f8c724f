// The first layer's products. Inputs are held without their zeros (src/kernels/wasm/examples.ts): four fifths of an MNIST image cost
// nothing. Columns go in tiles, so that a tile's rows of W or G stay in the first-level cache while all examples pass over them.
// Orders of addition: an element of Z adds its columns ascending, an element of G its examples ascending, whatever the tiles.
import { madd, splat } from './math'

/** Examples that pass over a tile of W together: their rows of Z stay in the cache as well. */
const GROUP: i32 = 64

/**
 * Z [rows][width bytes] = bias + scale · X W for the examples list[from…to); W [columns][width]. starts[example·tiles + tile] is the
 * first of the example's entries {u32 column, f32 value} in the tile.
 */
export function multiplySparse(
  from: i32, to: i32, list: usize, starts: usize, tiles: i32, entries: usize, w: usize, width: usize, scale: f32, z: usize, bias: usize
): void {
  for (let begin = from; begin < to; begin += GROUP) {
    const end = min(begin + GROUP, to)
    for (let j: usize = 0; j < width;) {
      const wide = j + 128 <= width
      for (let t = 0; t < tiles; t++) {
        for (let r = begin; r < end; r++) {
          const row = starts + (<usize>(load<u32>(list + (<usize>r << 2)) * tiles + t) << 2), c = z + <usize>r * width + j
          const first = entries + (<usize>load<u32>(row) << 3), last = entries + (<usize>load<u32>(row, 4) << 3)
          if (wide) sparse32(first, last, w + j, width, c, t > 0)
          else sparse4(first, last, w + j, width, c, t > 0)
        }
      }
      j += wide ? 128 : 16
    }
    const s = splat(scale)
    for (let r = begin; r < end; r++) {
      const row = z + <usize>r * width
      for (let j: usize = 0; j < width; j += 16) v128.store(row + j, madd(s, v128.load(row + j), v128.load(bias + j)))
    }
  }
}

function sparse32(e: usize, last: usize, w: usize, width: usize, c: usize, go: bool): void {
  const zero = splat(0)
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero
  if (go) {
    c0 = v128.load(c); c1 = v128.load(c, 16); c2 = v128.load(c, 32); c3 = v128.load(c, 48)
    c4 = v128.load(c, 64); c5 = v128.load(c, 80); c6 = v128.load(c, 96); c7 = v128.load(c, 112)
  }
  for (; e < last; e += 8) {
    const p = w + <usize>load<u32>(e) * width
    const x = v128.load_splat<f32>(e, 4)
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

function sparse4(e: usize, last: usize, w: usize, width: usize, c: usize, go: bool): void {
  let c0 = go ? v128.load(c) : splat(0)
  for (; e < last; e += 8) c0 = madd(v128.load_splat<f32>(e, 4), v128.load(w + <usize>load<u32>(e) * width), c0)
  v128.store(c, c0)
}

/**
 * Tiles [from, to) of G [columns][width bytes] = Xᵀ D over the listed examples, scattered example by example, into rows that are zero
 * but for those stamped in the pass `before`. A row's stamp becomes `pass` where it has an entry.
 */
export function gradientSparse(
  rows: i32, list: usize, starts: usize, tiles: i32, tile: i32, columns: i32, from: i32, to: i32, entries: usize, d: usize, width: usize,
  g: usize, stamps: usize, before: i32, pass: i32
): void {
  for (let t = from; t < to; t++) {
    clearTouched(t * tile, min(columns, t * tile + tile), width, g, stamps, before)
    for (let r = 0; r < rows; r++) {
      const row = starts + (<usize>(load<u32>(list + (<usize>r << 2)) * tiles + t) << 2)
      for (let e = load<u32>(row), last = load<u32>(row, 4); e < last; e++) {
        store<i32>(stamps + (<usize>load<u32>(entries + (<usize>e << 3)) << 2), pass)
      }
    }
    for (let j: usize = 0; j < width; j += 128) scatter(rows, list, starts, tiles, t, entries, d + j, width, min(width - j, 128), g + j, width)
  }
}

/** G rows += Xᵀ D for one tile and up to 32 columns of D; G_k stands at g + k·gWidth. */
export function scatter(
  rows: i32, list: usize, starts: usize, tiles: i32, t: i32, entries: usize, d: usize, width: usize, some: usize, g: usize, gWidth: usize
): void {
  for (let r = 0; r < rows; r++) {
    const row = starts + (<usize>(load<u32>(list + (<usize>r << 2)) * tiles + t) << 2)
    const first = entries + (<usize>load<u32>(row) << 3), last = entries + (<usize>load<u32>(row, 4) << 3)
    if (some == 128) spread32(first, last, d, g, gWidth)
    else for (let j: usize = 0; j < some; j += 16) spread4(first, last, d + j, g + j, gWidth)
    d += width
  }
}

function clearTouched(from: i32, to: i32, width: usize, g: usize, stamps: usize, before: i32): void {
  for (let k = from; k < to; k++) {
    if (load<i32>(stamps + (<usize>k << 2)) == before) {
      const row = g + <usize>k * width
      for (let j: usize = 0; j < width; j += 16) v128.store(row + j, splat(0))
    }
  }
}

function spread32(e: usize, last: usize, d: usize, g: usize, width: usize): void {
  const d0 = v128.load(d), d1 = v128.load(d, 16), d2 = v128.load(d, 32), d3 = v128.load(d, 48)
  const d4 = v128.load(d, 64), d5 = v128.load(d, 80), d6 = v128.load(d, 96), d7 = v128.load(d, 112)
  for (; e < last; e += 8) {
    const p = g + <usize>load<u32>(e) * width
    const x = v128.load_splat<f32>(e, 4)
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

function spread4(e: usize, last: usize, d: usize, g: usize, width: usize): void {
  const d0 = v128.load(d)
  for (; e < last; e += 8) {
    const p = g + <usize>load<u32>(e) * width
    v128.store(p, madd(v128.load_splat<f32>(e, 4), d0, v128.load(p)))
  }
}

/**
 * The same rows [from, to) of G from entries held by column, for a batch that comes again: the gradient of a column accumulates in
 * registers. Entries {u32 place in the batch, f32 value} of tile t (of examples) and column k begin at starts[t·columns + k].
 */
export function gradientByColumn(
  from: i32, to: i32, columns: i32, tiles: i32, starts: usize, entries: usize, d: usize, width: usize, g: usize, stamps: usize, pass: i32
): void {
  for (let k = from; k < to; k++) store<i32>(stamps + (<usize>k << 2), pass)
  for (let j: usize = 0; j < width;) {
    const wide = j + 128 <= width
    for (let t = 0; t < tiles; t++) {
      let first = entries + (<usize>load<u32>(starts + (<usize>(t * columns + from) << 2)) << 3)
      for (let k = from; k < to; k++) {
        const last = entries + (<usize>load<u32>(starts + (<usize>(t * columns + k) << 2), 4) << 3), p = g + <usize>k * width + j
        if (first < last || t == 0) {
          if (wide) sparse32(first, last, d + j, width, p, t > 0)
          else sparse4(first, last, d + j, width, p, t > 0)
        }
        first = last
      }
    }
    j += wide ? 128 : 16
  }
}
