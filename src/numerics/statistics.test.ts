import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { createStream, mean, quantile, standardDeviation, wilsonInterval } from './index.ts'
import { expectClose } from './testing.ts'

test('quantile agrees with NumPy’s default (type 7)', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6]
  const expected: [number, number][] = [[0, 1], [0.05, 1], [0.1, 1], [0.25, 1.75], [0.5, 3.5], [0.9, 6.9], [0.95, 7.95], [1, 9]]
  for (const [p, q] of expected) expectClose(quantile(values, p), q, { relative: 1e-15 })
  expect(values).toEqual([3, 1, 4, 1, 5, 9, 2, 6]) // sorted in a copy
  expect(quantile([7], 0.3)).toBe(7)
  expect(quantile([10, 9, 100], 0.5)).toBe(10) // by number, not by text
})

test('quantile lies between its neighbours and commutes with a shift of scale', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (v, p) => {
      const q = quantile(v, p)
      const slack = 1e-9
      expect(v.filter(x => x <= q + slack).length).toBeGreaterThanOrEqual(Math.floor((v.length - 1) * p) + 1)
      expect(v.filter(x => x >= q - slack).length).toBeGreaterThanOrEqual(v.length - 1 - Math.floor((v.length - 1) * p))
      expectClose(quantile(v.map(x => 4 * x), p), 4 * q, { relative: 1e-15 })
    }),
    { seed: 1 }
  )
})

test('mean loses nothing to order or size', () => {
  expect(mean([1e100, 1, -1e100, 3])).toBe(1)
  expect(mean([1.7e308, 1.7e308, 1.7e308])).toBe(1.7e308)
  expect(mean([1, Infinity])).toBe(Infinity)
  expect([mean([]), mean([1, NaN])]).toEqual([NaN, NaN])
  expectClose(mean(Array.from({ length: 1e5 }, () => 0.1)), 0.1, { relative: 1e-16 })
})

test('standardDeviation divides by n − 1 and holds from 1e-300 to 1e300', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9]
  const expected = Math.sqrt(32 / 7)
  for (const scale of [1, 1e-300, 1e300, -3e-160]) {
    expectClose(standardDeviation(values.map(x => x * scale)), expected * Math.abs(scale), { relative: 1e-14 })
  }
  expectClose(standardDeviation(values.map(x => x + 1e9)), expected, { relative: 1e-14 })
  expect([[5, 5, 5], [5], [], [1, NaN]].map(standardDeviation)).toEqual([0, NaN, NaN, NaN])
  expect(standardDeviation([1, Infinity])).toBeNaN()
})

test('wilsonInterval gives the textbook’s numbers and solves its own equation', () => {
  const { low, high } = wilsonInterval(81, 263) // Newcombe 1998: 0.2553, 0.3662
  expectClose([low, high], [0.2553, 0.3662], { absolute: 5e-5 })
  // Its ends are where |p̂ − p| is exactly z standard errors of p.
  for (const p of [low, high]) expectClose(Math.abs(81 / 263 - p) / Math.sqrt((p * (1 - p)) / 263), 1.959963984540054, { relative: 1e-12 })
  expect(wilsonInterval(0, 20).low).toBe(0)
  expect(wilsonInterval(20, 20).high).toBe(1)
  expectClose(wilsonInterval(0, 20).high, 1 - wilsonInterval(20, 20).low, { relative: 1e-14 })
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
  for (const [s, n, c] of [[3, 2, 0.95], [-1, 2, 0.95], [0.5, 2, 0.95], [1, NaN, 0.95], [1, 2, 1]] as const) {
    expect(() => wilsonInterval(s, n, c)).toThrow(InputError)
  }
})

test('wilsonInterval covers the truth about as often as it says', () => {
  const stream = createStream(1, 'coverage')
  let covered = 0
  for (let i = 0; i < 2000; i++) {
    let successes = 0
    for (let t = 0; t < 50; t++) if (stream.uniform() < 0.1) successes++
    const { low, high } = wilsonInterval(successes, 50)
    if (low <= 0.1 && 0.1 <= high) covered++
  }
  expectClose(covered / 2000, 0.97, { absolute: 0.015 }) // exact coverage at n = 50, p = 0.1 is 0.9703
})

test('a quantile outside 0…1 is refused, and missing values show', () => {
  for (const p of [-0.1, 1.1, NaN]) expect(() => quantile([1, 2], p)).toThrow(InputError)
  expect([quantile([], 0.5), quantile([1, NaN, 2], 0)]).toEqual([NaN, NaN])
  expect([quantile([1, Infinity], 1), quantile([-Infinity, -Infinity], 0.5)]).toEqual([Infinity, -Infinity])
})
