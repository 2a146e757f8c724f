import { expect, it } from 'vitest'
import { createStream, erf, exp, log, mean, standardDeviation } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { expectation } from './expectation.ts'
import { interpolated } from './interpolate.ts'
import { sigmoid } from './sigmoid.ts'
import { softmaxMoments } from './softmax-moments.ts'

it('two outputs are a logistic of the difference', () => {
  for (const q of [0, 0.3, 2, 40]) {
    const power = (k: number): number => expectation(z => sigmoid(z) ** k, { center: 0, variance: 2 * q }, [])
    const { second, third, fourth, logSum } = softmaxMoments(2, q)
    expectClose([second, third, fourth], [power(2), power(3), power(4)], { relative: 1e-7 })
    // ln(e^a + e^b) = max + ln(1 + e^−|a−b|), E max = √(q/π).
    const rest = expectation(z => log(1 + exp(-Math.abs(z))), { center: 0, variance: 2 * q }, [0])
    expectClose(logSum, Math.sqrt(q / Math.PI) + rest, { relative: 1e-7 })
  }
})

it('equal logits give equal shares; n outputs are those of a simulation', () => {
  const { second, fourth, logSum } = softmaxMoments(10, 0)
  expectClose([second, fourth, logSum], [0.01, 1e-4, log(10)], { relative: 1e-9 })
  const stream = createStream(4, 'softmax')
  const draws = Array.from({ length: 20_000 }, () => {
    const powers = Array.from({ length: 5 }, () => exp(1.5 * stream.normal()))
    const sum = powers.reduce((a, b) => a + b, 0)
    return { p: powers[0]! / sum, logSum: log(sum) }
  })
  const found = softmaxMoments(5, 2.25)
  const check = (got: number, values: readonly number[]): void =>
    expectClose(got, mean(values), { absolute: (5 * standardDeviation(values)) / Math.sqrt(values.length) })
  check(found.second, draws.map(({ p }) => p * p))
  check(found.third, draws.map(({ p }) => p * p * p))
  check(found.logSum, draws.map(one => one.logSum))
})

it('interpolation is as good as the function, and exact at 0 and where all are equal', () => {
  const points = Array.from({ length: 50 }, (_, i) => 0.05 * 1.1 ** i)
  const of = interpolated(x => [erf(x), exp(-x)], points)
  for (const x of points) expectClose(of(x), [erf(x), exp(-x)], { absolute: 3e-6 })
  expect(interpolated(x => [x], [...points, 0])(0)).toEqual([0])
  expect(interpolated(x => [x * x], Array<number>(40).fill(3))(3)).toEqual([9])
})
