import { describe, expect, it } from 'vitest'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { chooseShrink, readoutCorrect, ridgeReadout, type Rows } from './ridge.ts'

const drawn = (seed: number, count: number, width: number, keep = 1): Rows => {
  const stream = createStream(seed, 'ridge test')
  return { values: Float64Array.from({ length: count * width }, () => (stream.uniform() < keep ? stream.normal() + 1 : 0)), count, width }
}
const mapped = ({ values, count, width }: Rows, f: (x: readonly number[]) => readonly number[]): Rows => {
  const rows = Array.from({ length: count }, (_, i) => f(Array.from({ length: width }, (_, k) => values[i * width + k]!)))
  return { values: rows.flat(), count, width: rows[0]!.length }
}

describe('ridge regression', () => {
  it('finds the weights of a linear map, constant and all', () => {
    const x = drawn(1, 200, 3, 0.5)
    const y = mapped(x, ([a, b, c]) => [2 * a! - b! + 7, c! / 3])
    const { weights, inputMeans, targetMeans } = ridgeReadout(x, y, 1e-13)
    ;[2, 0, -1, 0, 0, 1 / 3].forEach((w, i) => expectClose(weights[i]!, w, { absolute: 1e-9 }))
    expectClose(targetMeans[0]! - 2 * inputMeans[0]! + inputMeans[1]!, 7, { absolute: 1e-9 })
  })
  it('is stationary: the gradient of its own objective is 0', () => {
    const [x, y] = [drawn(2, 60, 4), drawn(3, 60, 2)]
    const { weights: w, inputMeans, targetMeans } = ridgeReadout(x, y, 0.3)
    let trace = 0
    for (let i = 0; i < 60; i++) for (let k = 0; k < 4; k++) trace += (x.values[i * 4 + k]! - inputMeans[k]!) ** 2
    for (let k = 0; k < 4; k++) {
      for (let j = 0; j < 2; j++) {
        let slope = (0.3 * trace * w[k * 2 + j]!) / 4
        for (let i = 0; i < 60; i++) {
          const at = (q: number): number => x.values[i * 4 + q]! - inputMeans[q]!
          const out = targetMeans[j]! + [0, 1, 2, 3].reduce((sum, q) => sum + w[q * 2 + j]! * at(q), 0)
          slope -= at(k) * (y.values[i * 2 + j]! - out)
        }
        expectClose(slope, 0, { absolute: 1e-10 * trace })
      }
    }
  })
  it('leaves out inputs that never vary, and answers with the means where none do', () => {
    const x = mapped(drawn(4, 50, 1), ([a]) => [a!, 5, 0])
    const { weights } = ridgeReadout(x, mapped(x, ([a]) => [3 * a!]), 1e-12)
    expectClose(weights[0]!, 3, { absolute: 1e-9 })
    expectClose(weights[1]!, 0, { absolute: 1e-9 })
    const flat = mapped(x, () => [1])
    expect([...ridgeReadout(flat, x, 0.1).weights]).toEqual([0, 0, 0])
  })
  it('counts classes right: all of a linear problem, by scale alike, and no more than chance of unrelated ones', () => {
    const x = drawn(5, 400, 2)
    const y = mapped(x, ([a, b]) => (a! > b! ? [1, 0] : [0, 1]))
    const score = (factor: number): number => {
      const scaled = mapped(x, v => v.map(u => factor * u))
      return readoutCorrect(ridgeReadout(scaled, y, 1e-6), scaled, y)
    }
    expect(score(1)).toBeGreaterThan(380)
    expect(score(1e-4)).toBe(score(1))
    const noise = drawn(6, 400, 2)
    expect(readoutCorrect(ridgeReadout(noise, y, 1e-6), noise, y)).toBeLessThan(250)
  })
  it('chooses a strong shrink where there is only noise to fit and a weak one where there is none', () => {
    const many = drawn(7, 250, 195)
    const clean = mapped(drawn(8, 400, 3), v => v)
    const y = mapped(clean, ([a, b]) => (a! > b! ? [1, 0] : [0, 1]))
    const noisy = mapped(many, ([a]) => (a! > 1 ? [1, 0] : [0, 1]))
    expect(chooseShrink(many, noisy, [1e-9, 3])).toBe(3)
    expect(chooseShrink(clean, y, [1e-9, 1e6])).toBe(1e-9)
  })
})
