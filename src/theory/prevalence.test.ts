import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { log, maximize } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { prevalenceRange, prevalenceWidth, sigmoidSlope, widestPrevalence } from './index.ts'

test('published widths', () => {
  const table = [[6.9, 0.447742932716], [5, 0.384969460048], [10, 0.412687413779], [100, 0.0916972667824]] as const
  for (const [w, width] of table) expectClose(prevalenceWidth(w), width, { absolute: 6e-13 })
  expect([4, -4, 3.9, 0, NaN, Infinity].map(prevalenceWidth)).toEqual([0, 0, 0, 0, NaN, 0])
})

test('eq (123) as the book writes it, and by root finding on the factor itself, agree', () => {
  const sizes = fc.double({ min: 4.05, max: 600, noNaN: true })
  fc.assert(
    fc.property(sizes, fc.double({ min: -50, max: 50, noNaN: true }), fc.boolean(), (size, b, flip) => {
      const w = flip ? -size : size
      const book = (2 / size) * log((size * (1 + Math.sqrt(1 - 4 / size))) / 2 - 1)
      expectClose(prevalenceWidth(w), book, { relative: 1e-12 })
      const range = prevalenceRange(w, b)!
      expectClose(range.width, book, { relative: 1e-12 })
      expectClose(range.high - range.low, book, { absolute: 1e-11 })
      const factor = (a: number) => Math.abs(w * sigmoidSlope(w * a + b))
      for (const end of [range.low, range.high]) expectClose(factor(end), 1, { relative: 1e-10 })
      expect(factor((range.low + range.high) / 2)).toBeGreaterThan(1)
      expect(factor(range.low - 1e-6)).toBeLessThan(1)
      expect(factor(range.high + 1e-6)).toBeLessThan(1)
    }),
    { seed: 1, numRuns: 300 }
  )
})

test('near |w| = 4, where the book’s form loses its digits, the width follows √(|w| − 4)', () => {
  for (const over of [1e-3, 1e-6, 1e-9, 1e-12]) {
    const w = 4 + over
    const s = Math.sqrt((w - 4) / w)
    expectClose(prevalenceWidth(w), (4 / w) * (s + s ** 3 / 3 + s ** 5 / 5 + s ** 7 / 7), { relative: 1e-13 })
    expectClose(prevalenceRange(w, 1)!.width, prevalenceWidth(w), { relative: 3e-16 / over + 1e-12 })
  }
})

test('|w| ≥ 4 is needed, whatever the bias and the activation', () => {
  fc.assert(
    fc.property(fc.double({ min: -3.999, max: 3.999, noNaN: true }), fc.double({ noNaN: true }), (w, z) => {
      expect(Math.abs(w * sigmoidSlope(z))).toBeLessThan(1)
      expect(prevalenceRange(w, z === Infinity || z === -Infinity ? 0 : z)).toBeNull()
    }),
    { seed: 1 }
  )
  expect(prevalenceRange(4, 2)).toEqual({ low: -0.5, high: -0.5, width: 0 })
  expect(() => prevalenceRange(NaN, 0)).toThrow(InputError)
})

test('the widest: .4477432047 at |w| = 6.8941510323, by stationarity and by search', () => {
  const { weight, width } = widestPrevalence()
  expectClose(weight, 6.8941510323, { absolute: 1e-9 })
  expectClose(width, 0.4477432047, { absolute: 1e-9 })
  expectClose(prevalenceWidth(weight), width, { relative: 1e-14 })
  const searched = maximize(prevalenceWidth, 4, 100)
  expectClose(searched.x, weight, { relative: 1e-7 })
  expectClose(searched.value, width, { relative: 1e-14 })
})
