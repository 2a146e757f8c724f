import { powerOfTwo, scaleByPowerOfTwo } from './bits.ts'
import { exponentOf } from './power.ts'

/** value·2^exponent with 1 ≤ value < 2: numbers beyond the range of float64. */
export interface ScaledNumber {
  readonly value: number
  readonly exponent: number
}

/** One row, x·2^exponent, and x·x. */
interface Row {
  readonly x: Float64Array
  exponent: number
  square: number
}

/**
 * The singular values of diag(2^exponents)·T, T by its rows (none of them 0), largest first, as many as rows: one-sided Jacobi rotations make the rows
 * orthogonal. Each value, however small beside the largest, has a relative error ≈ 2⁻⁵³·n·κ(T), κ of T with rows scaled to length 1 ·
 * O(rows²·n) a sweep, a handful of sweeps · Hestenes 1958; Demmel & Veselić 1992.
 */
export function gradedSingularValues(rows: readonly Float64Array[], exponents: readonly number[]): ScaledNumber[] {
  const work = rows.map((x, i): Row => ({ x: Float64Array.from(x), exponent: exponents[i]!, square: 0 }))
  const nearlyZero = (rows[0]?.length ?? 0) * powerOfTwo(-52)
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    for (const row of work) normalize(row)
    work.sort((a, b) => b.exponent - a.exponent || b.square - a.square)
    let rotations = 0
    for (let p = 0; p < work.length; p++) {
      for (let q = p + 1; q < work.length; q++) if (rotate(work[p]!, work[q]!, nearlyZero)) rotations++
    }
    if (rotations === 0) break
  }
  return work.map(({ square, exponent }) => ({ value: Math.sqrt(square), exponent })).sort((a, b) => b.exponent - a.exponent || b.value - a.value)
}

/** Quadratic in the end; ten are rarely needed. */
const MOST_SWEEPS = 40

/** Makes 1 ≤ x·x < 4, so that neither it nor a product of two rows leaves the range. */
function normalize(row: Row): void {
  row.square = dot(row.x, row.x)
  const shift = Math.floor(exponentOf(row.square) / 2)
  if (shift === 0) return
  for (let i = 0; i < row.x.length; i++) row.x[i] = scaleByPowerOfTwo(row.x[i]!, -shift)
  row.square = scaleByPowerOfTwo(row.square, -2 * shift)
  row.exponent += shift
}

/**
 * Turns two rows until they are orthogonal; false if they are. With r = 2^(difference of the exponents) ≤ 1 the rotation by t = τr makes
 * x ← (x + r²τy)/√(1 + r²τ²) and y ← (y − τx)/√(1 + r²τ²): where r² is 0 in float64, y loses its part along x, and x stays.
 */
function rotate(first: Row, second: Row, nearlyZero: number): boolean {
  const along = dot(first.x, second.x)
  if (Math.abs(along) <= nearlyZero * Math.sqrt(first.square * second.square)) return false
  const swap = scaleByPowerOfTwo(second.square, 2 * (second.exponent - first.exponent)) > first.square
  const [large, small] = swap ? [second, first] : [first, second]
  const ratio = scaleByPowerOfTwo(1, 2 * (small.exponent - large.exponent))
  const apart = large.square - ratio * small.square
  const tau = (2 * along) / (apart + Math.sqrt(apart * apart + 4 * ratio * along * along))
  const cosine = 1 / Math.sqrt(1 + ratio * tau * tau)
  const [x, y] = [large.x, small.x]
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i]!, y[i]!]
    x[i] = cosine * (a + ratio * tau * b)
    y[i] = cosine * (b - tau * a)
  }
  large.square = dot(x, x)
  small.square = dot(y, y)
  return true
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
