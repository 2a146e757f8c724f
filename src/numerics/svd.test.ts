import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { createStream, singularValues } from './index.ts'
import { expectClose } from './testing.ts'

const draw = (seed: number, count: number): Float64Array => {
  const stream = createStream(seed, 'matrix')
  return Float64Array.from({ length: count }, () => stream.normal())
}

/** A second way: one-sided Jacobi rotations of the rows (Hestenes 1958), rows ≤ columns. */
function jacobi(rows: number, columns: number, values: Float64Array): number[] {
  const v = Array.from({ length: rows }, (_, i) => values.slice(i * columns, (i + 1) * columns))
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
  for (let sweep = 0; sweep < 40; sweep++) {
    for (let p = 0; p < rows; p++) for (let q = p + 1; q < rows; q++) {
      const [x, y] = [v[p]!, v[q]!]
      const cross = dot(x, y)
      if (Math.abs(cross) < 1e-300) continue
      const half = (dot(y, y) - dot(x, x)) / (2 * cross)
      const t = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(1 + half * half))
      const c = 1 / Math.sqrt(1 + t * t)
      v[p] = x.map((e, i) => c * (e - t * y[i]!))
      v[q] = y.map((e, i) => c * (e + t * x[i]!))
    }
  }
  return v.map(x => Math.sqrt(dot(x, x))).sort((a, b) => b - a)
}

describe('singular values', () => {
  it('agree with Jacobi rotations for every shape', () => {
    for (const [rows, columns] of [[1, 1], [1, 7], [2, 2], [3, 5], [8, 8], [10, 30], [30, 30]] as const) {
      const values = draw(rows * 100 + columns, rows * columns)
      const got = singularValues(rows, columns, values)
      expectClose(got, jacobi(rows, columns, values), { absolute: 1e-14 * got[0]! })
      const turned = Float64Array.from({ length: rows * columns }, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!)
      expectClose(singularValues(columns, rows, turned), got, { absolute: 1e-14 * got[0]! })
    }
  })

  it('are what a matrix was built from: Q₁ diag(s) Q₂ with reflections Q, at every scale', () => {
    const n = 24
    const wanted = Float64Array.from({ length: n }, (_, k) => (k === n - 1 ? 0 : 2 ** -k))
    const [u, v] = [draw(1, n), draw(2, n)]
    const reflect = (w: Float64Array, i: number, j: number): number =>
      (i === j ? 1 : 0) - (2 * w[i]! * w[j]!) / w.reduce((sum, x) => sum + x * x, 0)
    for (const scale of [1, 1e-300, 1e300]) {
      const values = new Float64Array(n * n)
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
        for (let k = 0; k < n; k++) values[i * n + j]! += scale * reflect(u, i, k) * wanted[k]! * reflect(v, k, j)
      }
      expectClose(singularValues(n, n, values), wanted.map(s => s * scale), { absolute: 4e-15 * scale })
    }
  })

  it('of special matrices', () => {
    expectClose(singularValues(2, 2, [3, 0, 4, 5]), [Math.sqrt(45), Math.sqrt(5)], { relative: 1e-15 })
    expectClose(singularValues(3, 3, [1, 1, 1, 1, 1, 1, 1, 1, 1]), [3, 0, 0], { absolute: 1e-15 })
    expectClose(singularValues(4, 4, Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 2 : 0))), [2, 2, 2, 2], { relative: 1e-15 })
    expect([...singularValues(2, 3, [0, 0, 0, 0, 0, 0])]).toEqual([0, 0])
  })

  it('of a large Gaussian matrix follow the quarter circle: edge 2, mean 8/(3π)', () => {
    const n = 300
    const got = singularValues(n, n, draw(5, n * n).map(x => x / Math.sqrt(n)))
    expectClose(got[0]!, 2, { absolute: 0.06 }) // fluctuates and lies below by a few n^(−2/3)
    expectClose(got.reduce((sum, s) => sum + s, 0) / n, 8 / (3 * Math.PI), { absolute: 0.01 })
    expectClose(got.reduce((sum, s) => sum + s * s, 0), draw(5, n * n).reduce((sum, x) => sum + (x * x) / n, 0), { relative: 1e-13 })
  })

  it('refuses what is no matrix of numbers', () => {
    expect(() => singularValues(2, 2, [1, 2, 3])).toThrow(InputError)
    expect(() => singularValues(1, 2, [1, NaN])).toThrow(/finite/)
  })
})
