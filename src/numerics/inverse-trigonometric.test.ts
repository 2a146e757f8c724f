import { describe, expect, it } from 'vitest'
import { arccos, arcsin, cos, createStream, sin } from './index.ts'
import { expectClose } from './testing.ts'

const stream = createStream(1, 'inverse trigonometric')
const points = Array.from({ length: 20_000 }, () => 2 * stream.uniform() - 1)
const nearOne = Array.from({ length: 60 }, (_, k) => 1 - 2 ** -k)

describe('arcsin and arccos', () => {
  it('agree with the engine\'s own within two ulps', () => {
    for (const x of [...points, ...nearOne]) {
      expectClose(arcsin(x), Math.asin(x), { relative: 4.5e-16 })
      expectClose(arccos(x), Math.acos(x), { relative: 4.5e-16 })
      expectClose(arccos(-x), Math.acos(-x), { relative: 4.5e-16 })
    }
  })
  it('undo sin and cos, and meet at the ends', () => {
    for (const x of points.slice(0, 2000)) {
      expectClose(sin(arcsin(x)), x, { absolute: 6e-16 })
      expectClose(cos(arccos(x)), x, { absolute: 6e-16 })
    }
    expect([arcsin(0), arcsin(1), arcsin(-1), arccos(1), arccos(0), arccos(-1)])
      .toEqual([0, Math.PI / 2, -Math.PI / 2, 0, Math.PI / 2, Math.PI])
    expect([arcsin(1.1), arccos(-1.1), arcsin(NaN), arccos(NaN)]).toEqual([NaN, NaN, NaN, NaN])
    expect(Object.is(arcsin(-0), -0)).toBe(true)
  })
})
