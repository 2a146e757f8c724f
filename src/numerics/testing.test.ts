import { expect, test } from 'vitest'
import { expectClose } from './testing.ts'

test('expectClose accepts what is near and nothing else', () => {
  expectClose(1.0000001, 1, { relative: 1e-6 })
  expectClose(1e-9, 0, { absolute: 1e-8 })
  expectClose(-100.5, -100, { relative: 0.01 })
  expectClose(5, 5)
  expectClose(Infinity, Infinity, { relative: 1 })
  expectClose([1, 2], Float64Array.of(1, 2.1), { absolute: 0.11 })
  const refused: (() => void)[] = [
    () => expectClose(1.1, 1, { relative: 1e-6 }),
    () => expectClose(1e-9, 0, { relative: 1 }),
    () => expectClose(NaN, 1, { absolute: Infinity }),
    () => expectClose(1, NaN, { relative: 1e300 }),
    () => expectClose(NaN, NaN, { absolute: 1 }),
    () => expectClose(1e308, Infinity, { relative: 0.5 }),
    () => expectClose(-Infinity, Infinity, { relative: 1 }),
    () => expectClose(Infinity, 1, { relative: 1e300 }),
    () => expectClose([1], [1, 2]),
    () => expectClose([1, NaN], [1, 2], { absolute: 5 }),
    () => expectClose(1, [1])
  ]
  for (const attempt of refused) expect(attempt).toThrow()
  expect(() => expectClose([1, 3], [1, 2], { absolute: 0.5 })).toThrow(/^\[1\] got 3, expected 2/)
})
