import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatNumber } from './index.ts'
import { expectClose } from './testing.ts'

test.each([
  [0, 3, '0'], [-0, 3, '0'], [1, 3, '1'], [-1, 3, '-1'], [50000, 3, '50000'], [999999, 3, '999999'],
  [1e6, 3, '1e6'], [1234567, 3, '1.23e6'],
  [0.1, 3, '0.1'], [0.3000004, 3, '0.300'], [1 / 3, 3, '0.333'], [0.0657413433, 3, '0.0657'], [0.00297527, 3, '0.00298'],
  [8.21212e-6, 3, '8.21e-6'], [2e-7, 3, '2e-7'], [12345.678, 3, '12346'], [96.48, 4, '96.48'], [96.48, 3, '96.5'],
  [0.00099999, 3, '0.00100'], [0.000999, 3, '9.99e-4'], [999999.9, 3, '1.00e6'], [999.96, 3, '1000'], [6.8941510323, 11, '6.8941510323'],
  [1e-300, 3, '1e-300'], [-1.234e300, 3, '-1.23e300'], [NaN, 3, 'NaN'], [Infinity, 3, '∞'], [-Infinity, 3, '-∞'], [1.5, NaN, '2']
] as const)('formatNumber(%s, %s) = %s', (x, digits, text) => {
  expect(formatNumber(x, digits)).toBe(text)
})

test('what is shown is the number, to half a unit of its last digit, and short', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e308, max: 1e308, noNaN: true }), fc.integer({ min: 1, max: 6 }), (x, digits) => {
      const text = formatNumber(x, digits)
      expectClose(Number(text), x, { relative: 0.5000001 * 10 ** (1 - digits), absolute: 5e-324 })
      expect(text.length).toBeLessThanOrEqual(digits + 7)
    }),
    { seed: 1, numRuns: 2000 }
  )
})
