import { scaleByPowerOfTwo } from './bits.ts'
import { exponentOf } from './power.ts'

/** A matrix by its columns, of which number j stands for columns[j]·2^exponents[j]: columns may be of any two sizes. */
export interface GradedColumns {
  readonly columns: readonly Float64Array[]
  readonly exponents: readonly number[]
}

/** A = Q diag(2^exponents) T: the columns of Q [rank of them] are orthonormal, every row of T has its largest entry between 1 and 2. */
export interface GradedFactors extends GradedColumns {
  readonly rows: readonly Float64Array[]
}

/**
 * The factors of A = diag(sizes) B diag(2^exponents), by Householder reflections with the largest remaining column first and the rows
 * sorted by size: so that rounding is relative to the row and the column that an entry stands in, and T is about as well-conditioned as B,
 * however many powers of ten lie between the rows or between the columns. What is left of a column when all of it is at most
 * `noise` times its row's size counts as 0, so that a rank that is short to rounding is short · O(m n²) · Cox & Higham 1998; Higham 2000.
 */
export function gradedFactors({ columns, exponents }: GradedColumns, sizes: Float64Array, noise: number): GradedFactors {
  const order = Array.from(sizes.keys()).sort((i, j) => sizes[j]! - sizes[i]!)
  const least = order.map(i => noise * sizes[i]!)
  const work = columns.map((column, place) => ({ column: gathered(column, order), exponent: exponents[place]!, place }))
  const reflectors: Float64Array[] = []
  const found: number[] = []
  for (let k = 0; k < Math.min(order.length, work.length) && pivot(work, k, least); k++) {
    const v = work[k]!.column.slice(k)
    const value = householder(v)
    for (let j = k + 1; j < work.length; j++) reflect(work[j]!.column, k, v)
    work[k]!.column[k] = value
    found.push(work[k]!.exponent + exponentOf(value))
    reflectors.push(v)
  }
  const rows = found.map((exponent, k) => {
    const row = new Float64Array(work.length)
    for (let j = k; j < work.length; j++) row[work[j]!.place] = scaleByPowerOfTwo(work[j]!.column[k]!, work[j]!.exponent - exponent)
    return row
  })
  return { columns: orthonormal(reflectors, order), exponents: found, rows }
}

interface Column {
  readonly column: Float64Array
  readonly exponent: number
  /** Where it stood in A. */
  readonly place: number
}

/** Brings the column with the largest rest, from row k down, to place k; false when all rests are noise. */
function pivot(work: Column[], k: number, least: readonly number[]): boolean {
  const norms = work.map(({ column }, j) => (j < k ? 0 : tailNorm(column, k)))
  for (;;) {
    let best = k
    for (let j = k + 1; j < work.length; j++) {
      if (norms[best] === 0 || scaleByPowerOfTwo(norms[j]!, work[j]!.exponent - work[best]!.exponent) > norms[best]!) best = j
    }
    if (norms[best] === 0) return false
    const { column } = work[best]!
    if (column.some((x, i) => i >= k && Math.abs(x) > least[i]!)) {
      ;[work[k], work[best]] = [work[best]!, work[k]!]
      return true
    }
    column.fill(0, k)
    norms[best] = 0
  }
}

/** √(x_k² + x_{k+1}² + …), scaled so that no square underflows. */
function tailNorm(x: Float64Array, k: number): number {
  let largest = 0
  for (let i = k; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]!))
  if (largest === 0) return 0
  let sum = 0
  for (let i = k; i < x.length; i++) sum += (x[i]! / largest) * (x[i]! / largest)
  return largest * Math.sqrt(sum)
}

/** x_i for every i of `order`. */
function gathered(x: Float64Array, order: readonly number[]): Float64Array {
  const out = new Float64Array(order.length)
  for (let i = 0; i < out.length; i++) out[i] = x[order[i]!]!
  return out
}

/**
 * Turns x ≠ 0 into the unit vector v with (1 − 2vvᵀ)x = (value, 0, …). However small the rest of x is beside its head, it is not left
 * out: in a row as small as that it counts.
 */
function householder(x: Float64Array): number {
  const norm = tailNorm(x, 0)
  const value = x[0]! > 0 ? -norm : norm
  x[0] = x[0]! - value
  const size = tailNorm(x, 0)
  for (let i = 0; i < x.length; i++) x[i] = x[i]! / size
  return value
}

/** x ← (1 − 2vvᵀ)x from row `from` down. */
function reflect(x: Float64Array, from: number, v: Float64Array): void {
  let along = 0
  for (let i = 0; i < v.length; i++) along += v[i]! * x[from + i]!
  along *= 2
  for (let i = 0; i < v.length; i++) x[from + i] = x[from + i]! - along * v[i]!
}

/** The first columns of the reflections' product, with the rows back in their places. */
function orthonormal(reflectors: readonly Float64Array[], order: readonly number[]): Float64Array[] {
  return reflectors.map((_, j) => {
    const sorted = new Float64Array(order.length)
    sorted[j] = 1
    for (let k = j; k >= 0; k--) reflect(sorted, k, reflectors[k]!)
    const column = new Float64Array(order.length)
    for (let i = 0; i < column.length; i++) column[order[i]!] = sorted[i]!
    return column
  })
}
