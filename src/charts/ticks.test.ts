import { tickStep as theirStep, ticks as theirs } from 'd3-array'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ticks, tickStep } from './ticks.ts'

it.each([
  [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]], [0, 10, 3, [0, 5, 10]], [-3, 3, 3, [-2, 0, 2]], [0, 0.3, 3, [0, 0.1, 0.2, 0.3]], [7, 7, 4, [7]], [0, 1, 0, []]
] as const)('from %f to %f about %f', (low, high, count, expected) => {
  expect(ticks(low, high, count)).toEqual(expected)
})

it('are those of d3-array, wherever an axis may stand', () => {
  const size = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -300, max: 299 })).map(([m, e]) => m * 10 ** e)
  fc.assert(fc.property(size, size, fc.integer({ min: 1, max: 12 }), (a, b, count) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)]
    if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high)) || high - low < 1e-300) return
    expect(ticks(low, high, count)).toEqual(theirs(low, high, count))
    expect(tickStep(low, high, count)).toBe(theirStep(low, high, count))
  }), { seed: 7, numRuns: 2000 })
})
