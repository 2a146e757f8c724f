import { describe, expect, it } from 'vitest'
import { createStream, gradedFactors, gradedSingularValues, singularValues, spectralNorm } from './index.ts'
import { expectClose } from './testing.ts'

const draw = (seed: number, rows: number, columns: number): Float64Array[] => {
  const stream = createStream(seed, 'graded')
  return Array.from({ length: rows }, () => Float64Array.from({ length: columns }, () => stream.normal()))
}
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
/** 1 − 2wwᵀ/w·w, by its rows. */
const reflection = (w: Float64Array): Float64Array[] => Array.from(w, (x, i) => w.map((y, j) => (i === j ? 1 : 0) - (2 * x * y) / dot(w, w)))
const noiseless = (size: number): Float64Array => new Float64Array(size).fill(1)

describe('graded factors', () => {
  it('multiply to the matrix again, for every shape, with orthonormal columns', () => {
    for (const [m, n] of [[1, 1], [5, 5], [7, 4], [4, 7]] as const) {
      const columns = draw(10 * m + n, n, m)
      const found = gradedFactors({ columns, exponents: columns.map(() => 0) }, noiseless(m), 0)
      expect([found.columns.length, found.rows.length]).toEqual([Math.min(m, n), Math.min(m, n)])
      for (const [k, q] of found.columns.entries()) for (const [l, other] of found.columns.entries()) expectClose(dot(q, other), k === l ? 1 : 0, { absolute: 1e-15 * m })
      columns.forEach((column, j) => {
        const again = column.map((_, i) => found.columns.reduce((sum, q, k) => sum + q[i]! * 2 ** found.exponents[k]! * found.rows[k]![j]!, 0))
        expectClose(again, column, { absolute: 1e-14 })
      })
      for (const row of found.rows) {
        const largest = Math.max(...row.map(Math.abs))
        expect(largest).toBeGreaterThanOrEqual(1)
        expect(largest).toBeLessThan(2 + 1e-12)
      }
    }
  })

  it('keep a row of 1e-200 to all its digits: diag(1, 1e-100, 1e-200) times a reflection has these singular values', () => {
    const sizes = [1e-100, 1, 1e-200]
    const rows = reflection(Float64Array.of(1, 2, -0.5)).map((row, i) => row.map(x => x * sizes[i]!))
    const columns = rows.map((_, j) => Float64Array.from(rows, row => row[j]!))
    // As exact columns of any size, too.
    for (const exponents of [[0, 0, 0], [700, 700, 700]]) {
      const found = gradedFactors({ columns, exponents }, Float64Array.from(sizes), 1e-15)
      const values = gradedSingularValues(found.rows, found.exponents)
      expectClose(values.map(({ value, exponent }) => value * 2 ** (exponent - exponents[0]!)), [1, 1e-100, 1e-200], { relative: 2e-15 })
    }
  })

  it('stop where only noise is left, and where rows are 0', () => {
    const same = Array.from({ length: 4 }, () => Float64Array.of(0.1, 0.7, 0.3))
    const [exponents, sizes] = [[0, 0, 0, 0], noiseless(3)]
    expect(gradedFactors({ columns: same, exponents }, sizes, 1e-14).rows).toHaveLength(1)
    const half = draw(3, 4, 3).map(column => column.fill(0, 1, 2))
    expect(gradedFactors({ columns: half, exponents }, Float64Array.of(1, 0, 1), 0).rows).toHaveLength(2)
    expect(gradedFactors({ columns: same.map(c => c.fill(0)), exponents }, sizes, 0).rows).toEqual([])
  })
})

describe('graded singular values', () => {
  it('of rows alike in size are those of the bidiagonal way', () => {
    for (const [rows, columns] of [[1, 1], [1, 6], [6, 6], [10, 30], [30, 30]] as const) {
      const t = draw(7 * rows, rows, columns)
      const expected = singularValues(rows, columns, t.flatMap(row => [...row]))
      const found = gradedSingularValues(t, t.map(() => 0)).map(({ value, exponent }) => value * 2 ** exponent)
      expectClose(found, expected, { absolute: 1e-14 * expected[0]! })
    }
    expect(gradedSingularValues([], [])).toEqual([])
  })

  it('of rows that no float64 could hold beside each other: the product is the determinant, the largest a row\'s length', () => {
    // T = [[1, 1], [0, 1]]: s₁ → √2·2^e₁, s₁s₂ = 2^(e₁+e₂).
    const [first, second] = gradedSingularValues([Float64Array.of(0, 1), Float64Array.of(1, 1)], [-3000, 5])
    expect([first!.exponent, second!.exponent]).toEqual([5, -3001])
    expectClose([first!.value, second!.value], [Math.SQRT2, Math.SQRT2], { relative: 4e-16 })
  })
})

it('the spectral norm is the first singular value, bit for bit', () => {
  for (const [rows, columns] of [[1, 1], [3, 8], [20, 20]] as const) {
    const values = draw(5, rows, columns).flatMap(row => [...row])
    expect(spectralNorm(rows, columns, values)).toBe(singularValues(rows, columns, values)[0])
  }
  expect(spectralNorm(2, 2, [0, 0, 0, 0])).toBe(0)
})
