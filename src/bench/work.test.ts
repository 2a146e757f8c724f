import { describe, expect, it } from 'vitest'
import { meanNonZeros, meanTouched, workOf } from './work.ts'
import { WORKLOADS } from './workloads.ts'

/** Counts every multiplication and addition by doing them. */
function counted(layers: readonly number[], batch: number, nonZeros: number): number {
  let operations = 0
  const product = (rows: number, inner: number, columns: number): void => {
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) for (let k = 0; k < inner; k++) operations += 2
  }
  for (let l = 1; l < layers.length; l++) {
    const inner = l === 1 ? nonZeros : layers[l - 1]!
    product(batch, inner, layers[l]!) // forward
    product(inner, batch, layers[l]!) // gradient
    if (l > 1) product(batch, layers[l]!, layers[l - 1]!) // back
  }
  return operations
}

describe('workOf', () => {
  it('counts what naive loops do', () => {
    const shape = { layers: [12, 5, 4, 3], batch: 7 }
    const { dense, sparse } = workOf(shape, { nonZeros: 3, touched: 6 })
    expect(dense).toBe(counted(shape.layers, 7, 12))
    expect(sparse).toBe(counted(shape.layers, 7, 3))
  })
  it('counts parameters and activations', () => {
    const { parameters, activations, bytes } = workOf({ layers: [12, 5, 3], batch: 7 }, { nonZeros: 3, touched: 9 })
    expect(parameters).toBe(13 * 5 + 6 * 3)
    expect(activations).toBe(7 * 8)
    // 45 weights of the 9 touched rows three times, the 23 other parameters four times, 56 z's seven times, 21 pixels twice in 8 bytes
    expect(bytes).toBe(4 * (3 * 45 + 4 * 23 + 7 * 56) + 16 * 21)
  })
  it('gives the same dense and sparse count when no input is zero', () => {
    for (const workload of WORKLOADS) {
      const { dense, sparse } = workOf(workload, { nonZeros: 784, touched: 784 })
      expect(sparse).toBe(dense)
    }
  })
})

describe('meanNonZeros', () => {
  it('looks at the first rows only', () => {
    expect(meanNonZeros(Float32Array.of(0, 1, 2, 0, 0, 3, 9, 9, 9), 3, 2)).toBe(1.5)
  })
})

describe('meanTouched', () => {
  it('counts the columns that a batch touches, batch by batch', () => {
    const inputs = Float32Array.of(0, 1, 2, 0, 0, 3, 9, 0, 0, 9, 0, 0)
    expect(meanTouched(inputs, 3, 4, 2)).toBe(1.5) // {1, 2} and {0}
    expect(meanTouched(inputs, 3, 4, 4)).toBe(3)
    expect(meanTouched(inputs, 3, 3, 2)).toBe(2) // a last, smaller batch does not count
  })
})
