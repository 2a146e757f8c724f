import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { artanh, exp, findRoot, maximize, tanh } from './index.ts'
import { expectClose } from './testing.ts'

test('findRoot reaches the last bits of known roots', () => {
  expectClose(findRoot(x => x * x - 2, 0, 2), Math.SQRT2, { relative: 5e-16 })
  expectClose(findRoot(x => x * x - 2, 2, 0), Math.SQRT2, { relative: 5e-16 })
  expectClose(findRoot(x => exp(x) - 1e-200, -1000, 0), -200 * Math.LN10, { relative: 1e-15 })
  expectClose(findRoot(x => 2 * artanh(x) - 1 / x, 0.1, 0.9), 0.647918229, { absolute: 1e-10 }) // theory.md, prevalence
  expect(findRoot(x => x - 3, 3, 5)).toBe(3)
  expect(findRoot(x => x - 5, 3, 5)).toBe(5)
})

test('findRoot ends on flat, steep and discontinuous functions', () => {
  expectClose(findRoot(x => tanh(x - 1000), -1e6, 1e7), 1000, { relative: 1e-14 })
  expect(Math.abs(findRoot(x => x * x * x, -1, 2))).toBeLessThan(1e-100)
  expectClose(findRoot(x => (x < 0.3 ? -1 : 1), 0, 1), 0.3, { relative: 1e-15 })
  expectClose(findRoot(x => x - 0.1, 0, 1, 1e-3), 0.1, { absolute: 1e-3 })
})

test('findRoot finds any monotone cubic’s root quickly', () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: 0.01, max: 10, noNaN: true }), (root, slope) => {
      let calls = 0
      const found = findRoot(x => (calls++, (x - root) * ((x - root) * (x - root) + slope)), -100, 101)
      expectClose(found, root, { relative: 1e-15, absolute: 1e-15 })
      expect(calls).toBeLessThan(100)
    }),
    { seed: 1 }
  )
})

test('findRoot refuses ends of one sign, and a function that is not a number there', () => {
  expect(() => findRoot(x => x * x + 1, -1, 1)).toThrow(InputError)
  expect(() => findRoot(() => NaN, 0, 1)).toThrow(/f\(0\) = NaN/)
})

test('maximize finds peaks, at the ends too', () => {
  const parabola = maximize(x => 2 - (x - 3) * (x - 3), 0, 10)
  expectClose(parabola.x, 3, { relative: 1e-7 })
  expect(parabola.value).toBe(2)
  const skew = maximize(x => x * exp(-x), 0, 40) // x = 1, 1/e
  expectClose(skew.x, 1, { relative: 1e-7 })
  expectClose(skew.value, Math.exp(-1), { relative: 1e-15 })
  expectClose(maximize(x => x, 0, 1).value, 1, { absolute: 1e-7 })
  expectClose(maximize(x => -x, 2, 5).value, -2, { absolute: 1e-6 })
  expectClose(maximize(x => -Math.abs(x - 0.7), 0, 1).x, 0.7, { absolute: 1e-7 })
  expect(() => maximize(x => x, 1, 0)).toThrow(InputError)
})
