import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { createStream, erf, gaussianExpectation, mean, wilsonInterval } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import {
  backpropagateChain, BALANCED_WEIGHT_STD, balanceByDepth, factorBelow, factorGeometricMean, factorQuantile, factorRootMeanSquare,
  logGradientRatio, quadraticChainCost, randomChain, sampleFactors, sigmoidSlope
} from './index.ts'

/** |wσ'(wa + b)| by simulation, without the closed forms. */
function simulate(activation: number, n: number, seed = 1): Float64Array {
  const stream = createStream(seed, 'factor')
  return Float64Array.from({ length: n }, () => {
    const w = stream.normal()
    return Math.abs(w) * sigmoidSlope(w * activation + stream.normal())
  })
}

test.each([0, 0.5, 1, -2])('at a = %s the quadratures agree with simulation within 4.5 standard errors', activation => {
  const n = 40_000
  const f = simulate(activation, n)
  for (const t of [0.01, 0.1, 0.25, 0.5, 1]) {
    const p = factorBelow(t, activation)
    expectClose(f.filter(x => x < t).length / n, p, { absolute: 4.5 * Math.sqrt((p * (1 - p)) / n) + 1e-9 })
  }
  const logs = f.map(Math.log)
  expectClose(mean(logs), Math.log(factorGeometricMean(activation)), { absolute: (4.5 * 1.6) / Math.sqrt(n) })
  expectClose(mean(f.map(x => x * x)), factorRootMeanSquare(activation) ** 2, { absolute: (4.5 * 0.08) / Math.sqrt(n) })
})

test('the quadratures agree with what is known otherwise', () => {
  // a = 0: w and σ' are independent, E[F²] = E[σ'(b)²]; and P(F < t) = E_b[erf(t/(σ'(b)√2))], integrated over b instead of w.
  expectClose(factorRootMeanSquare(0) ** 2, gaussianExpectation(b => sigmoidSlope(b) ** 2), { relative: 1e-12 })
  for (const t of [0.001, 0.05, 0.25, 0.9]) {
    expectClose(factorBelow(t, 0), gaussianExpectation(b => erf(t / (sigmoidSlope(b) * Math.SQRT2))), { absolute: 1e-12 })
  }
  expect(factorBelow(0, 0.5)).toBe(0)
  expectClose(factorBelow(5, 0.5), 1, { absolute: 1e-12 })
  for (const p of [0.05, 0.5, 0.95]) expectClose(factorBelow(factorQuantile(p, 0.5), 0.5), p, { absolute: 1e-11 })
  expect(() => factorBelow(-1, 0)).toThrow(InputError)
  expect(() => factorBelow(NaN, 0)).toThrow(InputError)
  expect(() => factorQuantile(1, 0)).toThrow(InputError)
})

test('in random chains: |wσ′| < ¼ with P = .810, median .125, geometric mean .0992, rms .194 (theory.md)', () => {
  const sample = sampleFactors(1, 20_000)
  expect(sample.factors).toBe(60_000)
  const wide = wilsonInterval(Math.round(0.81 * 60_000), 60_000, 0.99999)
  expect(sample.belowQuarter).toBeGreaterThan(wide.low)
  expect(sample.belowQuarter).toBeLessThan(wide.high)
  expectClose(sample.median, 0.125, { absolute: 0.0025 })
  expectClose(sample.geometricMean, 0.0992, { absolute: 0.0025 })
  expectClose(sample.rootMeanSquare, 0.194, { absolute: 0.003 })
  expectClose(sample.smallWeights, erf(Math.SQRT1_2), { absolute: 0.009 }) // P(|w| < 1) = .6827
  expect(sampleFactors(1, 100)).toEqual(sampleFactors(1, 100))
  expect(sampleFactors(2, 100)).not.toEqual(sampleFactors(1, 100))
  expect(() => sampleFactors(1, 0)).toThrow(InputError)
})

test('logGradientRatio is the logarithm of backpropagation’s ratio', () => {
  const stream = createStream(3, 'ratio')
  for (let i = 0; i < 50; i++) {
    const chain = randomChain(stream, 2 + (i % 7))
    const { biases } = backpropagateChain(chain, 0.5, quadraticChainCost(3))
    expectClose(logGradientRatio(chain, 0.5), Math.log(Math.abs(biases[0]! / biases.at(-1)!)), { relative: 1e-12, absolute: 1e-12 })
  }
})

test('at depth 2 the share of balanced chains is an integral: E[Φ-band of 1/σ′]', () => {
  const n = 40_000
  const deviation = Math.sqrt(1.25) // z₁ = w₁/2 + b₁
  const band = (s: number) => erf(2 / (s * Math.SQRT2)) - erf(0.5 / (s * Math.SQRT2))
  const exact = gaussianExpectation(x => band(sigmoidSlope(deviation * x)))
  const [measured] = balanceByDepth(5, [2], n)
  expectClose(measured!.balanced, exact, { absolute: 4.5 * Math.sqrt((exact * (1 - exact)) / n) })
})

test('w, b ~ N(0, 1): no balance from depth 3 on, and the middle falls a decade a layer', () => {
  const [three, ten] = balanceByDepth(1, [3, 10], 4000)
  expect(three!.balanced).toBeLessThan(0.001)
  expect(three!.interval.high).toBeLessThan(0.003)
  expect(ten!.exploding).toBe(0)
  expectClose((ten!.decades.median - three!.decades.median) / 7, Math.log10(factorGeometricMean(0.5)), { relative: 0.05 })
  expect(balanceByDepth(1, [10], 4000)[0]).toEqual(ten) // a depth's chains are its own
})

test('in the best case, centred and tuned to 1, balance still leaves as 1/√depth', () => {
  expectClose(BALANCED_WEIGHT_STD, 4 * Math.exp((0.5772156649015329 + Math.LN2) / 2), { relative: 1e-15 })
  const n = 10_000
  const results = balanceByDepth(1, [2, 10, 50], n, { weightStd: BALANCED_WEIGHT_STD, biases: 'centred' })
  const exact2 = erf(8 / BALANCED_WEIGHT_STD / Math.SQRT2) - erf(2 / BALANCED_WEIGHT_STD / Math.SQRT2) // ½ ≤ |w|/4 ≤ 2
  expectClose(results[0]!.balanced, exact2, { absolute: 4.5 * Math.sqrt((exact2 * (1 - exact2)) / n) })
  const deviation = (Math.PI / Math.sqrt(8)) * Math.sqrt(49)
  const normal50 = erf(Math.LN2 / deviation / Math.SQRT2) // central limit
  expectClose(results[2]!.balanced, normal50, { absolute: 4.5 * Math.sqrt((normal50 * (1 - normal50)) / n) + 0.003 })
  expectClose(results[2]!.exploding, 0.5, { absolute: 0.06 })
  expect(results.map(r => r.balanced)).toEqual(results.map(r => r.balanced).sort((a, b) => b - a))
})
