import type { Examples } from '../kernels/index.ts'

/**
 * Pairs of examples that are alike: of about the same norms and the same angle between them. All numbers are means over the pairs, so
 * that what depends on them linearly is exact and the rest good to the square of a cell's width.
 */
export interface Cell {
  /** Share of all N² ordered pairs. */
  readonly weight: number
  /** Groups of examples by norm that the two belong to. */
  readonly first: number
  readonly second: number
  /** An example with itself. */
  readonly same: boolean
  /** x·x, x'·x' and x·x', over the width of the input. */
  readonly overlap: Overlap
  /** y·y', Σy and Σy'. */
  readonly targets: { readonly product: number; readonly first: number; readonly second: number }
}

/** Second moments of two vectors, each sum over units divided by their number. */
export interface Overlap {
  readonly first: number
  readonly second: number
  readonly product: number
}

/** What theory has to know of the data: N examples as cells of pairs. */
export interface Overlaps {
  readonly examples: number
  /** Examples whose pairs were looked at. */
  readonly sampled: number
  readonly groups: number
  readonly cells: readonly Cell[]
}

/** How finely pairs are told apart. */
export interface Resolution {
  /** Groups of examples by norm. */
  readonly groups: number
  /** Cells by angle for each two groups. */
  readonly angles: number
  /** Pairs are taken of at most so many evenly spaced examples; default 2000. */
  readonly examples?: number
}

const USUAL: Resolution = { groups: 5, angles: 10 }
/** Finer groups of single examples, which cost little. */
const FINER = 4
const MOST_PRODUCTS = 8e8
const MOST_EXAMPLES = 2000

/**
 * The overlaps of the first `count` examples; `centred` takes their mean off the inputs first, as batch normalisation does.
 * Above 2000 examples (or about 1000 of 784 pixels) evenly spaced ones stand for all in the pairs of different examples ·
 * O(sampled² · non-zero inputs).
 */
export function overlapsOf(examples: Examples, count: number, centred: boolean, resolution: Resolution = USUAL): Overlaps {
  const width = examples.inputs.length / examples.count
  const most = Math.min(resolution.examples ?? MOST_EXAMPLES, MOST_EXAMPLES, Math.floor(Math.sqrt(MOST_PRODUCTS / width)))
  const sampled = Math.max(1, Math.min(count, most))
  const rows = Array.from({ length: sampled }, (_, i) => Math.floor((i * count) / sampled))
  const data = gather(examples, rows, count, centred)
  const order = Array.from(rows.keys()).sort((a, b) => data.square[a]! - data.square[b]! || a - b)
  const groups = Math.min(resolution.groups, sampled)
  const rank = new Float64Array(sampled)
  order.forEach((row, place) => (rank[row] = place / sampled))
  const cells = [...singles(data, order, groups, centred ? 1 : FINER, count), ...(count > 1 && sampled > 1 ? pairs(data, rank, groups, resolution.angles, count) : [])]
  return { examples: count, sampled, groups, cells }
}

interface Data {
  readonly count: number
  readonly width: number
  readonly outputs: number
  readonly inputs: Float64Array
  readonly targets: Float64Array
  /** |x|²/width and Σy of each. */
  readonly square: Float64Array
  readonly mass: Float64Array
}

function gather(examples: Examples, rows: readonly number[], count: number, centred: boolean): Data {
  const width = examples.inputs.length / examples.count
  const outputs = examples.targets.length / examples.count
  const inputs = new Float64Array(rows.length * width)
  const targets = new Float64Array(rows.length * outputs)
  const middle = centred ? meanRow(examples.inputs, width, count) : new Float64Array(width)
  rows.forEach((row, n) => {
    for (let k = 0; k < width; k++) inputs[n * width + k] = examples.inputs[row * width + k]! - middle[k]!
    for (let j = 0; j < outputs; j++) targets[n * outputs + j] = examples.targets[row * outputs + j]!
  })
  const square = Float64Array.from(rows, (_, n) => dot(inputs, n * width, inputs, n * width, width) / width)
  const mass = Float64Array.from(rows, (_, n) => targets.subarray(n * outputs, (n + 1) * outputs).reduce((sum, y) => sum + y, 0))
  return { count: rows.length, width, outputs, inputs, targets, square, mass }
}

function meanRow(values: Float32Array, width: number, count: number): Float64Array {
  const sums = new Float64Array(width)
  for (let n = 0; n < count; n++) for (let k = 0; k < width; k++) sums[k]! += values[n * width + k]!
  return sums.map(sum => sum / count)
}

function dot(a: Float64Array, from: number, b: Float64Array, at: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += a[from + i]! * b[at + i]!
  return sum
}

/** Each example with itself: weight 1/N in all. */
function singles(data: Data, order: readonly number[], groups: number, finer: number, count: number): Cell[] {
  const parts = Math.min(groups * finer, order.length)
  return Array.from({ length: parts }, (_, part): Cell => {
    const members = order.slice(Math.floor((part * order.length) / parts), Math.floor(((part + 1) * order.length) / parts))
    const mean = (value: (row: number) => number): number => members.reduce((sum, row) => sum + value(row), 0) / members.length
    const square = mean(row => data.square[row]!)
    const mass = mean(row => data.mass[row]!)
    const { targets, outputs } = data
    const product = mean(row => dot(targets, row * outputs, targets, row * outputs, outputs))
    const group = Math.floor((part * groups) / parts)
    return {
      weight: members.length / order.length / count, first: group, second: group, same: true,
      overlap: { first: square, second: square, product: square }, targets: { product, first: mass, second: mass }
    }
  })
}

/** Sums over the pairs of a cell, in this order. */
const FIELDS = 7

function pairs(data: Data, rank: Float64Array, groups: number, angles: number, count: number): Cell[] {
  const { products, ranges } = allProducts(data, rank, groups)
  const sums = new Float64Array(groups * groups * angles * FIELDS)
  const { square, mass, targets, outputs } = data
  let at = 0
  for (let a = 0; a < data.count; a++) {
    for (let b = a + 1; b < data.count; b++, at++) {
      const [low, high] = rank[a]! <= rank[b]! ? [a, b] : [b, a]
      const pair = groupOf(rank[low]!, groups) * groups + groupOf(rank[high]!, groups)
      const [least, most] = [ranges[2 * pair]!, ranges[2 * pair + 1]!]
      const place = most > least ? Math.min(angles - 1, Math.floor((angles * (cosine(products[at]!, square, a, b) - least)) / (most - least))) : 0
      const cell = (pair * angles + place) * FIELDS
      const add = [1, square[low]!, square[high]!, products[at]!, dot(targets, a * outputs, targets, b * outputs, outputs), mass[low]!, mass[high]!]
      for (let f = 0; f < FIELDS; f++) sums[cell + f]! += add[f]!
    }
  }
  return cellsOf(sums, groups, angles, (1 - 1 / count) / ((data.count * (data.count - 1)) / 2))
}

const groupOf = (rank: number, groups: number): number => Math.floor(rank * groups)

const cosine = (product: number, square: Float64Array, a: number, b: number): number => {
  const scale = Math.sqrt(square[a]!) * Math.sqrt(square[b]!)
  return scale > 0 ? product / scale : 0
}

/** x_a·x_b/width of all a < b, and the range of their cosines for each two groups. */
function allProducts(data: Data, rank: Float64Array, groups: number): { products: Float64Array; ranges: Float64Array } {
  const { count, width, inputs, square } = data
  const products = new Float64Array((count * (count - 1)) / 2)
  const ranges = Float64Array.from({ length: 2 * groups * groups }, (_, i) => (i % 2 === 0 ? Infinity : -Infinity))
  let at = 0
  for (let a = 0; a < count; a++) {
    // Four fifths of an MNIST image are zeros.
    const places: number[] = []
    for (let k = 0; k < width; k++) if (inputs[a * width + k] !== 0) places.push(k)
    const [index, values] = [Uint32Array.from(places), Float64Array.from(places, k => inputs[a * width + k]!)]
    for (let b = a + 1; b < count; b++, at++) {
      let sum = 0
      for (let i = 0; i < index.length; i++) sum += values[i]! * inputs[b * width + index[i]!]!
      products[at] = sum / width
      const [low, high] = rank[a]! <= rank[b]! ? [a, b] : [b, a]
      const pair = groupOf(rank[low]!, groups) * groups + groupOf(rank[high]!, groups)
      const c = cosine(products[at]!, square, a, b)
      ranges[2 * pair] = Math.min(ranges[2 * pair]!, c)
      ranges[2 * pair + 1] = Math.max(ranges[2 * pair + 1]!, c)
    }
  }
  return { products, ranges }
}

function cellsOf(sums: Float64Array, groups: number, angles: number, each: number): Cell[] {
  const cells: Cell[] = []
  for (let cell = 0; cell < groups * groups * angles; cell++) {
    const [pairsHere, first, second, product, targets, firstMass, secondMass] = sums.subarray(cell * FIELDS, (cell + 1) * FIELDS)
    const n = pairsHere!
    if (n === 0) continue
    const pair = Math.floor(cell / angles)
    cells.push({
      weight: n * each, first: Math.floor(pair / groups), second: pair % groups, same: false,
      overlap: { first: first! / n, second: second! / n, product: product! / n },
      targets: { product: targets! / n, first: firstMass! / n, second: secondMass! / n }
    })
  }
  return cells
}
