import { exponentOf, gradedFactors, gradedSingularValues, powerOfTwo, rootSumOfSquares, scaleByPowerOfTwo, type ScaledNumber } from '../numerics/index.ts'
import type { Matrix } from './matrix.ts'

/** ΣWᵀ: slopes of the lower layer's units, and the weights [upper units, lower units]. */
export interface GradedLayer {
  readonly slopes: Float64Array
  readonly weights: Matrix
}

/**
 * The singular values of Σ₁W₁ᵀ ⋯ Σ_kW_kᵀ, largest first; those that are 0 are left out. The product is never formed, because its small
 * singular values would drown in the rounding of its entries, 10⁻¹⁶ of the largest: from the last layer on it is held as Q diag(2^e) T with
 * orthonormal columns in Q and a well-conditioned T, and one-sided Jacobi rotations have the singular values of diag(2^e) T.
 * What comes out belongs to layers whose matrices differ from the given ones by a few 2⁻⁵³·n, slopes and units of any size taken out: a
 * relative error of some 2⁻⁵³·n·κ of the worst Wᵀ, for the smallest value too, 1e-200 of the largest or less. A Wᵀ with a
 * singular value below 8n·2⁻⁵³ of its largest counts as singular ·
 * O(n³) a layer · Stewart 1994 (graded products); Higham 2000 (the QR); Demmel & Veselić 1992 (the rotations).
 */
export function gradedProductValues(layers: readonly GradedLayer[]): ScaledNumber[] {
  const balanced = layers.map(({ weights }) => balance(weights))
  const last = balanced.at(-1)!
  let held: Held = { columns: units(last.weights.rows), exponents: last.exponents, rows: units(last.weights.rows) }
  for (let l = layers.length - 1; l >= 0; l--) {
    const { weights } = balanced[l]!
    const scales = layers[l]!.slopes.map((slope, i) => (l > 0 ? scaleByPowerOfTwo(slope, balanced[l - 1]!.exponents[i]!) : slope))
    const passed = held.columns.map(q => passedDown(q, weights, scales))
    const noise = 8 * Math.max(weights.rows, weights.columns) * powerOfTwo(-53)
    const { columns, exponents, rows } = gradedFactors({ columns: passed, exponents: held.exponents }, sizesOf(weights, scales), noise)
    held = { columns, exponents, rows: rows.map(row => combined(row, held.rows)) }
  }
  return gradedSingularValues(held.rows, held.exponents)
}

/** Q diag(2^exponents) T: Q by its columns, T by its rows. */
interface Held {
  readonly columns: readonly Float64Array[]
  readonly exponents: readonly number[]
  readonly rows: readonly Float64Array[]
}

const units = (n: number): Float64Array[] => Array.from({ length: n }, (_, k) => {
  const unit = new Float64Array(n)
  unit[k] = 1
  return unit
})

/** W = diag(2^exponents)·weights, its rows brought to lengths from 1 to 2: what an upper unit's size is goes to its slope. */
function balance({ rows, columns, values }: Matrix): { readonly weights: Matrix; readonly exponents: number[] } {
  const scaled = Float64Array.from(values)
  const exponents = Array.from({ length: rows }, (_, u) => {
    const row = scaled.subarray(u * columns, (u + 1) * columns)
    const norm = rootSumOfSquares(row)
    const exponent = norm === 0 ? 0 : exponentOf(norm)
    for (let i = 0; i < columns; i++) row[i] = scaleByPowerOfTwo(row[i]!, -exponent)
    return exponent
  })
  return { weights: { rows, columns, values: scaled }, exponents }
}

/** diag(scales)Wᵀq */
function passedDown(q: Float64Array, { columns, values }: Matrix, scales: Float64Array): Float64Array {
  const out = new Float64Array(columns)
  for (let u = 0; u < q.length; u++) {
    const [share, at] = [q[u]!, u * columns]
    if (share !== 0) for (let i = 0; i < columns; i++) out[i] = out[i]! + share * values[at + i]!
  }
  for (let i = 0; i < columns; i++) out[i] = out[i]! * scales[i]!
  return out
}

/** The lengths of the rows of diag(scales)Wᵀ. */
function sizesOf({ columns, values }: Matrix, scales: Float64Array): Float64Array {
  const squares = new Float64Array(columns)
  for (let at = 0; at < values.length; at += columns) for (let i = 0; i < columns; i++) squares[i] = squares[i]! + values[at + i]! * values[at + i]!
  return squares.map((square, i) => Math.abs(scales[i]!) * Math.sqrt(square))
}

/** Σ_j factors_j rows_j */
function combined(factors: Float64Array, rows: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(rows[0]!.length)
  rows.forEach((row, j) => {
    const factor = factors[j]!
    if (factor !== 0) for (let i = 0; i < out.length; i++) out[i] = out[i]! + factor * row[i]!
  })
  return out
}
