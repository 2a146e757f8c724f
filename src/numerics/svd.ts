import { InputError } from '../errors/index.ts'
import { scaleByPowerOfTwo } from './bits.ts'
import { exponentOf, rootSumOfSquares } from './power.ts'

/**
 * The singular values of A [rows, columns], row-major, largest first; min(rows, columns) of them.
 * Householder reflections from both sides bring A to a bidiagonal B (Golub & Kahan 1965); the singular values of B are the positive
 * eigenvalues of the tridiagonal matrix with B's entries beside a zero diagonal, found by bisection on Sturm counts
 * (Demmel & Kahan 1990, §2). Absolute error ≈ 1e-15·√n of the largest · 4(mn² − n³/3) operations and 8mn bytes.
 * Non-finite entries are a caller's mistake.
 */
export function singularValues(rows: number, columns: number, values: ArrayLike<number>): Float64Array {
  return leadingValues(rows, columns, values, Math.min(rows, columns))
}

/** ‖A‖₂, bit for bit the first of `singularValues`, in a fraction of their time: the others are not searched for. */
export function spectralNorm(rows: number, columns: number, values: ArrayLike<number>): number {
  return leadingValues(rows, columns, values, Math.min(1, rows, columns))[0] ?? 0
}

/** The `count` largest. */
function leadingValues(rows: number, columns: number, values: ArrayLike<number>, count: number): Float64Array {
  if (values.length !== rows * columns) {
    const expected = `${rows} × ${columns} = ${rows * columns} values`
    throw new InputError({ code: 'usage', where: 'singularValues', expected, got: String(values.length) })
  }
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  if (!Number.isFinite(largest)) {
    throw new InputError({ code: 'usage', where: 'singularValues', expected: 'finite entries', got: String(largest) })
  }
  if (largest === 0) return new Float64Array(count)
  // By a power of two, so that squares neither underflow nor overflow and nothing is rounded.
  const exponent = exponentOf(largest)
  const work = upright(rows, columns, values, exponent)
  const reduced = bidiagonal(Math.max(rows, columns), Math.min(rows, columns), work)
  return sturmValues(reduced, count).map(value => scaleByPowerOfTwo(value, exponent))
}

/** A copy, scaled by 2^−exponent, with at least as many rows as columns. */
function upright(rows: number, columns: number, values: ArrayLike<number>, exponent: number): Float64Array {
  const work = new Float64Array(rows * columns)
  const turn = columns > rows
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) work[turn ? j * rows + i : i * columns + j] = scaleByPowerOfTwo(values[i * columns + j]!, -exponent)
  }
  return work
}

/** Stands for a pivot of 0. */
const TINY = 1e-150

interface Bidiagonal {
  readonly diagonal: Float64Array
  /** above[k] stands right of diagonal[k]; the last is 0. */
  readonly above: Float64Array
}

/** Reduces A [m, n], m ≥ n, in place. All passes run along rows. */
function bidiagonal(m: number, n: number, a: Float64Array): Bidiagonal {
  const diagonal = new Float64Array(n)
  const above = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    const column = Float64Array.from({ length: m - k }, (_, i) => a[(k + i) * n + k]!)
    diagonal[k] = reflector(column)
    fromLeft(a, n, k, k + 1, column)
    if (k + 1 >= n) continue
    const row = a.slice(k * n + k + 1, (k + 1) * n)
    above[k] = reflector(row)
    fromRight(a, n, k + 1, m, k + 1, row)
  }
  return { diagonal, above }
}

/** Turns x into the unit vector v with (1 − 2vvᵀ)x = (value, 0, …); v = 0 where nothing is to be done. */
function reflector(x: Float64Array): number {
  const norm = rootSumOfSquares(x)
  const head = x[0]!
  if (norm === Math.abs(head)) return x.fill(0), head
  const value = head > 0 ? -norm : norm
  x[0] = head - value
  const size = rootSumOfSquares(x)
  for (let i = 0; i < x.length; i++) x[i] = x[i]! / size
  return value
}

/** A ← (1 − 2vvᵀ)A on rows from `row` and columns from `column`. */
function fromLeft(a: Float64Array, n: number, row: number, column: number, v: Float64Array): void {
  const along = new Float64Array(n)
  for (let i = 0; i < v.length; i++) {
    const at = (row + i) * n
    const weight = 2 * v[i]!
    if (weight !== 0) for (let j = column; j < n; j++) along[j] = along[j]! + weight * a[at + j]!
  }
  for (let i = 0; i < v.length; i++) {
    const at = (row + i) * n
    const weight = v[i]!
    if (weight !== 0) for (let j = column; j < n; j++) a[at + j] = a[at + j]! - weight * along[j]!
  }
}

/** A ← A(1 − 2vvᵀ) on rows from..to and columns from `column`. */
function fromRight(a: Float64Array, n: number, from: number, to: number, column: number, v: Float64Array): void {
  for (let i = from; i < to; i++) {
    const at = i * n + column
    let along = 0
    for (let j = 0; j < v.length; j++) along += a[at + j]! * v[j]!
    along *= 2
    for (let j = 0; j < v.length; j++) a[at + j] = a[at + j]! - along * v[j]!
  }
}

/** The `count` largest singular values of a bidiagonal matrix, largest first, each by bisection to the last bit that the count can tell apart. */
function sturmValues({ diagonal, above }: Bidiagonal, count: number): Float64Array {
  const n = diagonal.length
  const squares = new Float64Array(2 * n - 1)
  for (let k = 0; k < n; k++) {
    squares[2 * k] = diagonal[k]! * diagonal[k]!
    if (k + 1 < n) squares[2 * k + 1] = above[k]! * above[k]!
  }
  let bound = 0
  for (let k = 0; k < n; k++) bound = Math.max(bound, Math.abs(diagonal[k]!) + Math.max(Math.abs(above[k]!), k > 0 ? Math.abs(above[k - 1]!) : 0))
  bound *= 1 + 1e-14
  const values = new Float64Array(count)
  let high = bound
  for (let k = 0; k < count; k++) {
    // The k-th largest: the point above which exactly k values lie. What was found is the upper end of the next search.
    let low = 0
    while (high - low > 1e-16 * bound) {
      const middle = 0.5 * (low + high)
      if (middle === low || middle === high) break
      if (countAbove(squares, middle) > k) low = middle
      else high = middle
    }
    values[k] = low === 0 ? 0 : 0.5 * (low + high)
  }
  return values
}

/** How many singular values exceed x > 0: positive pivots of T − x, T tridiagonal with zero diagonal (Sturm). */
function countAbove(squares: Float64Array, x: number): number {
  let count = 0
  let pivot = -x
  for (let i = 0; i < squares.length; i++) {
    pivot = -x - squares[i]! / (pivot === 0 ? -TINY : pivot)
    if (pivot > 0) count++
  }
  return count
}
