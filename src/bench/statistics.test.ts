import { describe, expect, it } from 'vitest'
import { expectClose } from '../numerics/testing.ts'
import { linearFit, powerFit } from './fit.ts'
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

describe('fits', () => {
  const x = [1, 10, 100, 1000]
  it('find a line and a power law again', () => {
    const line = linearFit(x, x.map(v => 3 + 0.5 * v))
    expectClose([line.intercept, line.slope, line.r2], [3, 0.5, 1], { relative: 1e-12 })
    const power = powerFit(x, x.map(v => 0.25 * v * Math.sqrt(v)))
    expectClose([power.factor, power.exponent, power.r2], [0.25, 1.5, 1], { relative: 1e-12 })
  })
  it('weigh deviations relatively: 10 % at the smallest counts like 10 % at the largest', () => {
    // The first point is 10 % too high, which plain squares would not see: the intercept moves, and `worst` tells what is left.
    const { intercept, worst } = linearFit(x, [2.2, 11, 101, 1001])
    expect(intercept).toBeGreaterThan(1.05)
    expect(worst).toBeGreaterThan(0.01)
    expect(worst).toBeLessThan(0.1)
    expectClose(powerFit([1, 2, 4], [1, 2, 4 * 1.331]).worst, 0.1, { relative: 0.2 })
  })
  it('say with R² when they do not fit', () => {
    expect(linearFit([1, 2, 3, 4], [1, 5, 1, 5]).r2).toBeLessThan(0.5)
    expect(powerFit([1, 2, 4, 8], [1, 9, 1, 9]).r2).toBeLessThan(0.5)
  })
})
