import { expect, test } from 'vitest'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import {
  bestIdentityWithoutBias, identityError, largestIdentityWeight, minimaxIdentity, sigmoid, taylorIdentity, taylorIdentityError,
  type IdentityNeuron
} from './index.ts'

/** The largest error on a grid: knows nothing of extrema. */
function errorOnGrid({ w1, b, w2, c }: IdentityNeuron, points = 2000): number {
  let worst = 0
  for (let i = 0; i <= points; i++) worst = Math.max(worst, Math.abs(w2 * sigmoid((w1 * i) / points + b) + c - i / points))
  return worst
}

test('identityError is the largest error: against a grid, for any neuron', () => {
  const stream = createStream(1, 'identity')
  for (let i = 0; i < 60; i++) {
    const neuron = { w1: 6 * stream.normal(), b: 3 * stream.normal(), w2: 2 * stream.normal(), c: stream.normal() }
    const [exact, grid] = [identityError(neuron), errorOnGrid(neuron)]
    expect(exact).toBeGreaterThanOrEqual(grid - 1e-15)
    expectClose(exact, grid, { absolute: 1e-5 })
  }
})

test('without an output bias: .0560503844 at w₁ = 5.6476435660, and no neuron found does better', () => {
  const best = bestIdentityWithoutBias()
  expectClose(best.w1, 5.647643566, { absolute: 1e-9 })
  expectClose(best.error, 0.0560503844, { absolute: 1e-8 })
  expectClose(errorOnGrid(best), best.error, { absolute: 1e-6 })
  const stream = createStream(2, 'identity')
  for (let i = 0; i < 20_000; i++) {
    // Half everywhere, half close by, where a better one would be if the balance were wrong.
    const near = i % 2 === 0
    const w1 = near ? best.w1 + 0.05 * stream.normal() : 20 * stream.normal()
    const b = near ? -w1 / 2 + 0.02 * stream.normal() : 10 * stream.normal()
    const w2 = near ? 1 + 0.01 * stream.normal() : 4 * stream.normal()
    expect(identityError({ w1, b, w2, c: 0 })).toBeGreaterThan(best.error)
  }
})

test('the hint’s small w₁ cannot work without a bias: value and slope at ½ need w₁ > 2', () => {
  for (const w1 of [0.1, 0.5, 1, 2]) {
    for (let b = -10; b <= 10; b += 0.25) {
      const value = sigmoid(w1 / 2 + b)
      const w2 = 0.5 / value // right at x = ½
      expect(w2 * w1 * value * (1 - value)).toBeLessThan(1) // then the slope is too small
    }
  }
})

test('with an output bias, Taylor’s choice: its error by formula, by extrema, and below w₁²/96', () => {
  for (const w1 of [0.05, 0.3, 0.9917, 2, 3.5, 8]) {
    expectClose(identityError(taylorIdentity(w1)), taylorIdentityError(w1), { absolute: 1e-14 / w1 })
    expect(taylorIdentityError(w1)).toBeLessThanOrEqual((w1 * w1) / 96)
  }
  expectClose(taylorIdentityError(1e-6), 1e-12 / 96, { relative: 1e-11 })
  expectClose(taylorIdentityError(0.0799999), taylorIdentityError(0.0800001), { relative: 1e-5 }) // the series meets the formula
  expectClose(taylorIdentityError(0.08), taylorIdentityError(0.08 - 1e-14), { relative: 1e-11 })
})

test('with an output bias, the best w₂: equal and opposite errors, a quarter of Taylor’s for small w₁', () => {
  for (const w1 of [0.2, 1, 2, 9]) {
    const best = minimaxIdentity(w1)
    expectClose(identityError(best), best.error, { absolute: 1e-13 })
    for (const other of [0.9999, 1.0001]) {
      const w2 = best.w2 * other
      expect(identityError({ ...best, w2, c: 0.5 - w2 / 2 })).toBeGreaterThan(best.error)
    }
  }
  expectClose(minimaxIdentity(0.1).error / (0.01 / 384), 1, { relative: 1e-2 })
})

test('the largest w₁ for a given error, as published', () => {
  const published = [
    [0.1, 3.552059, 9.36102], [0.01, 0.991766, 2.0208], [0.001, 0.310211, 0.621544], [0.0001, 0.0979913, 0.196018]
  ] as const
  for (const [error, taylor, minimax] of published) {
    expectClose(largestIdentityWeight(error, 'taylor'), taylor, { relative: 2e-6 })
    // theory.md has .196015 for the last minimax value; at 50 digits the error there is 9.99970e-5, and 1e-4 at .196018.
    expectClose(largestIdentityWeight(error, 'minimax'), minimax, { relative: 2e-6 })
  }
})
