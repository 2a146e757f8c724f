import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { histogramOf } from './index.ts'

describe('histogramOf', () => {
  it('counts by hand', () => {
    expect(histogramOf([0, 1, 1.5, 2, 4, NaN, Infinity, -Infinity], 4)).toEqual({ low: 0, high: 4, counts: Uint32Array.of(1, 2, 1, 1), nonFinite: 3 })
    expect(histogramOf([0.05, 0.25], 5, { low: 0, high: 0.25 })).toEqual({ low: 0, high: 0.25, counts: Uint32Array.of(0, 1, 0, 0, 1), nonFinite: 0 })
  })

  it('widens a given range to hold what lies outside', () => {
    expect(histogramOf([-1, 3], 4, { low: 0, high: 1 })).toMatchObject({ low: -1, high: 3, counts: Uint32Array.of(1, 0, 0, 1) })
  })

  it('keeps values that are all equal where they are', () => {
    for (const value of [0, -8, 1.7e308]) {
      expect(histogramOf([value, value], 4)).toEqual({ low: value, high: value, counts: Uint32Array.of(2, 0, 0, 0), nonFinite: 0 })
    }
    expect(histogramOf([0, 0], 2, { low: 0, high: 0 })).toMatchObject({ low: 0, high: 0, counts: Uint32Array.of(2, 0) })
  })

  it('has a range without any finite value', () => {
    expect(histogramOf([], 3)).toEqual({ low: 0, high: 1, counts: new Uint32Array(3), nonFinite: 0 })
    expect(histogramOf([NaN, NaN], 2)).toEqual({ low: 0, high: 1, counts: new Uint32Array(2), nonFinite: 2 })
  })

  it('loses no value, whatever its size, and puts each where a search for its bin does', () => {
    fc.assert(fc.property(fc.array(fc.double(), { maxLength: 60 }), fc.integer({ min: 1, max: 48 }), (values, bins) => {
      const { low, high, counts, nonFinite } = histogramOf(values, bins)
      const finite = values.filter(Number.isFinite)
      expect(nonFinite).toBe(values.length - finite.length)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(finite.length)
      if (finite.length === 0 || new Set(finite).size > 1) expect(low).toBeLessThan(high)
      for (const value of finite) expect(value >= low && value <= high).toBe(true)
      if (high - low < 1e-300 || high - low > 1e300) return
      // Away from the edges: within the first i bins are all values clearly below edge i, and none clearly above it.
      const slack = 1e-9 * (high - low)
      let below = 0
      for (let i = 0; i < bins; i++) {
        const edge = low + ((high - low) * i) / bins
        expect(below).toBeGreaterThanOrEqual(finite.filter(value => value < edge - slack).length)
        expect(below).toBeLessThanOrEqual(finite.filter(value => value < edge + slack).length)
        below += counts[i]!
      }
    }), { seed: 5, numRuns: 300 })
  })
})
