import fc from 'fast-check'
import { expect, it } from 'vitest'
import { expectClose } from '../../numerics/testing.ts'
import { norm, rootMeanSquare } from './norm.ts'

it('is the length of 3, 4 at every scale float64 has', () => {
  for (const scale of [1e-300, 1e-160, 1, 1e160, 1e300]) expectClose(norm([3 * scale, 0, -4 * scale]), 5 * scale, { relative: 1e-15 })
})

it('is 0 of nothing and of zeros, and not finite where an entry is not', () => {
  expect(norm([])).toBe(0)
  expect(norm([0, -0])).toBe(0)
  expect(norm([1, NaN, 2])).toBeNaN()
  expect(norm([1, -Infinity])).toBe(Infinity)
})

it('equals the plain root of the sum of squares', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1 }), values => {
      const plain = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0))
      expectClose(norm(values), plain, { relative: 1e-13, absolute: 1e-150 })
      expectClose(rootMeanSquare(values, values.length), plain / Math.sqrt(values.length), { relative: 1e-13, absolute: 1e-150 })
    })
  )
})
