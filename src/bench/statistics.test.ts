import { describe, expect, it } from 'vitest'
import { expectClose } from '../numerics/testing.ts'
import { polynomialFit } from './fit.ts'
import type { Rates } from './rounds.ts'
import { fastest, ratios, spreadOf } from './summary.ts'

const rates = (id: string, ...values: number[]): Rates => ({ id, name: id, threads: 1, steps: 1, rates: values })

describe('spreadOf', () => {
  it('is the median and the range, without what is not a number', () => {
    expect(spreadOf([3, 1, NaN, 2])).toEqual({ median: 2, low: 1, high: 3, count: 3 })
    expect(spreadOf([1, 2])).toEqual({ median: 1.5, low: 1, high: 2, count: 2 })
    expect(spreadOf([NaN])).toEqual({ median: NaN, low: NaN, high: NaN, count: 0 })
  })
})

describe('ratios', () => {
  it('are taken round by round, not of the medians', () => {
    // The machine slowed down in the last two rounds, for both: the ratio stays 2. The medians' ratio would too; a shift would not.
    expect(ratios([20, 10, 10], [10, 5, 5])).toEqual({ median: 2, low: 2, high: 2, count: 3 })
    expect(ratios([8, 9, 1], [4, 3, 1]).median).toBe(2)
    expect(spreadOf([8, 9, 1]).median / spreadOf([4, 3, 1]).median).not.toBe(2)
  })
  it('leave out rounds that one of the two did not finish', () => {
    expect(ratios([2, NaN, 6], [1, 1]).count).toBe(1)
  })
})

describe('fastest', () => {
  it('goes by the median, past those without a rate', () => {
    expect(fastest([rates('a', 1, 1, 9), rates('b', 2, 2, 2), rates('c', NaN)])?.id).toBe('b')
    expect(fastest([rates('c', NaN), rates('d')])).toBeUndefined()
  })
})

describe('polynomialFit', () => {
  const x = [1, 10, 100, 1000]
  it('finds a line and a parabola again', () => {
    expectClose(polynomialFit(x, x.map(v => 3 + 0.5 * v), 1).coefficients, [3, 0.5], { relative: 1e-9 })
    const { coefficients, r2, worst } = polynomialFit([16, 32, 64, 128, 512], [16, 32, 64, 128, 512].map(w => 40 + 2 * w + 0.01 * w * w), 2)
    expectClose(coefficients, [40, 2, 0.01], { relative: 1e-9 })
    expectClose([r2, worst], [1, 0], { absolute: 1e-9 })
  })
  it('weighs deviations relatively: 10 % at the smallest counts like 10 % at the largest', () => {
    // The first point is 10 % too high, which plain squares would not see: the intercept moves, and `worst` tells what is left.
    const { coefficients, worst } = polynomialFit(x, [2.2, 11, 101, 1001], 1)
    expect(coefficients[0]).toBeGreaterThan(1.05)
    expect(worst).toBeGreaterThan(0.01)
    expect(worst).toBeLessThan(0.1)
  })
  it('minimises: no coefficient moved a little does better', () => {
    const [xs, t] = [[1, 2, 3, 5, 8], [2, 2.5, 4, 4.5, 9]]
    const { coefficients } = polynomialFit(xs, t, 2)
    const loss = (c: readonly number[]): number => xs.reduce((sum, v, i) => sum + ((c[0]! + c[1]! * v + c[2]! * v * v) / t[i]! - 1) ** 2, 0)
    for (const k of [0, 1, 2]) {
      for (const h of [1e-4, -1e-4]) expect(loss(coefficients.with(k, coefficients[k]! + h))).toBeGreaterThan(loss(coefficients))
    }
  })
  it('says with R² when it does not fit', () => {
    expect(polynomialFit([1, 2, 3, 4], [1, 5, 1, 5], 1).r2).toBeLessThan(0.5)
  })
})
