import { InputError } from '../errors/index.ts'
import { rootSumOfSquares, singularValues as singularValuesOf } from '../numerics/index.ts'

/** rows × columns numbers, row-major, float64: enough for the theory's small explicit products. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

export function matrix(rows: number, columns: number, values: ArrayLike<number>): Matrix {
  if (values.length === rows * columns) return { rows, columns, values: Float64Array.from(values) }
  const expected = `${rows} × ${columns} = ${rows * columns} values`
  throw new InputError({ code: 'usage', where: 'matrix', expected, got: String(values.length) })
}

/** The square matrix with `values` on its diagonal. */
export function diagonal(values: ArrayLike<number>): Matrix {
  const n = values.length
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) out[i * n + i] = values[i]!
  return { rows: n, columns: n, values: out }
}

export function transpose(m: Matrix): Matrix {
  const out = new Float64Array(m.values.length)
  for (let i = 0; i < m.rows; i++) for (let j = 0; j < m.columns; j++) out[j * m.rows + i] = m.values[i * m.columns + j]!
  return { rows: m.columns, columns: m.rows, values: out }
}

/** AB · [a.rows, b.columns] · sums run in ascending order of the inner index. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) {
    const got = `[${a.rows}, ${a.columns}] times [${b.rows}, ${b.columns}]`
    throw new InputError({ code: 'usage', where: 'multiply', expected: 'as many columns left as rows right', got })
  }
  const out = new Float64Array(a.rows * b.columns)
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.values[i * a.columns + k]!
      for (let j = 0; j < b.columns; j++) out[i * b.columns + j]! += factor * b.values[k * b.columns + j]!
    }
  }
  return { rows: a.rows, columns: b.columns, values: out }
}

/** A column: [n, 1]. */
export function column(values: ArrayLike<number>): Matrix {
  return matrix(values.length, 1, values)
}

/** √Σx², at any size: a norm of 1e-200 is not 0. */
export const euclideanNorm = (values: ArrayLike<number>): number => rootSumOfSquares(values)

/** The singular values, largest first, min(rows, columns) of them · absolute error ≈ 1e-15·√n of the largest (numerics/svd.ts). */
export function singularValues(m: Matrix): Float64Array {
  return singularValuesOf(m.rows, m.columns, m.values)
}
