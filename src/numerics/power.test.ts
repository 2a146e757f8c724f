import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectClose } from './testing.ts'
import { exponentOf, powerOfTwo, rootSumOfSquares, scaleByPowerOfTwo, wholePower } from './index.ts'

const seeded = { seed: 11, numRuns: 300 }
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).filter(x => x !== 0)

describe('powers of two', () => {
  it('are exact over the whole range', () => {
    let power = 1
    for (let e = 0; e <= 1023; e++, power *= 2) expect(powerOfTwo(e)).toBe(power)
    power = 1
    for (let e = 0; e >= -1022; e--, power /= 2) expect(powerOfTwo(e)).toBe(power)
  })

  it('bracket every number: 2^e ≤ |x| < 2^(e+1), subnormal ones included', () => {
    fc.assert(
      fc.property(finite, x => {
        const e = exponentOf(x)
        const scaled = Math.abs(scaleByPowerOfTwo(x, -e))
        return scaled >= 1 && scaled < 2
      }),
      seeded
    )
    expect(exponentOf(5e-324)).toBe(-1074)
    expect(exponentOf(Number.MAX_VALUE)).toBe(1023)
  })

  it('scale as repeated doubling does, to 0 and Infinity at the ends', () => {
    expect(scaleByPowerOfTwo(1.5, 2000)).toBe(Infinity)
    expect(scaleByPowerOfTwo(-1.5, -5000)).toBe(-0)
    expect(scaleByPowerOfTwo(1, -1074)).toBe(5e-324)
    expect(scaleByPowerOfTwo(5e-324, 2097)).toBe(powerOfTwo(1023))
    expect(scaleByPowerOfTwo(NaN, 3000)).toBeNaN()
    // A little under 1½ units of the last place: rounded once 1 unit, rounded twice 1½ and then, to even, 2.
    expect(scaleByPowerOfTwo(3 - 2 ** -51, -1075)).toBe(5e-324)
  })
})

describe('rootSumOfSquares', () => {
  it('is the plain norm where that does not leave the range, and scales exactly', () => {
    const vectors = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(vectors, fc.integer({ min: -900, max: 900 }), (values, e) => {
        const plain = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / 7)
        if (plain < 1e-100) return
        expectClose(rootSumOfSquares(values, 0, 7), plain, { relative: 1e-14 })
        expectClose(rootSumOfSquares(values, e, 7), scaleByPowerOfTwo(rootSumOfSquares(values, 0, 7), e))
      }),
      seeded
    )
  })

  it('holds at 1e-300, at 1e300 and among subnormal numbers, where squares do not exist', () => {
    expectClose(rootSumOfSquares([3e-300, -4e-300]), 5e-300, { relative: 1e-15 })
    expectClose(rootSumOfSquares([3e300, -4e300]), 5e300, { relative: 1e-15 })
    expect(rootSumOfSquares([3 * 5e-324, 4 * 5e-324])).toBe(5 * 5e-324)
    expectClose(rootSumOfSquares([0.3, 0.4], -1000), 0.5 * powerOfTwo(-1000), { relative: 1e-15 })
  })

  it('gives 0 for nothing and zeros, keeps NaN and infinities', () => {
    expect(rootSumOfSquares([])).toBe(0)
    expect(rootSumOfSquares([0, -0], 5)).toBe(0)
    expect(rootSumOfSquares([1, NaN, Infinity])).toBeNaN()
    expect(rootSumOfSquares([Infinity, 1, NaN])).toBeNaN()
    expect(rootSumOfSquares([-Infinity, 1])).toBe(Infinity)
  })
})

it('power is repeated multiplication', () => {
  expect([wholePower(2, 0), wholePower(2, 10), wholePower(-3, 3), wholePower(0.5, 1074)]).toEqual([1, 1024, -27, 5e-324])
  expectClose(wholePower(0.999, 1000), 0.36769542477096373, { relative: 1e-13 })
})
