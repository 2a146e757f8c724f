import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import {
  backpropagateChain, chainRatio, explodingChain, explodingRatio, chainFactors, forwardChain, gradientProduct, nudgeBias, quadraticChainCost,
  randomChain, sigmoid, sigmoidSlope, type Chain
} from './index.ts'

const number = (size: number) => fc.double({ min: -size, max: size, noNaN: true })
const chains = (size: number) =>
  fc.array(fc.tuple(number(size), number(2)), { minLength: 1, maxLength: 12 }).map(
    (neurons): Chain => ({ weights: neurons.map(n => n[0]), biases: neurons.map(n => n[1]) })
  )

test('the sigmoid and its slope, tails included', () => {
  expect([sigmoid(0), sigmoidSlope(0), sigmoid(-800), sigmoid(800), sigmoidSlope(1e9)]).toEqual([0.5, 0.25, 0, 1, 0])
  expectClose(sigmoid(-700), Math.exp(-700), { relative: 1e-15 })
  for (const z of [-40, -3, -0.1, 0.1, 2, 35]) {
    expectClose(sigmoid(z) + sigmoid(-z), 1, { relative: 3e-16 })
    expectClose(sigmoidSlope(z), sigmoid(z) * sigmoid(-z), { relative: 1e-15 })
    const h = 1e-4
    if (Math.abs(z) < 10) expectClose((sigmoid(z + h) - sigmoid(z - h)) / (2 * h), sigmoidSlope(z), { relative: 1e-8 })
  }
})

test('eq (122), factor by factor, equals backpropagation to 1e-12 for every layer of any chain', () => {
  fc.assert(
    fc.property(chains(20), number(2), number(1), (chain, input, target) => {
      const cost = quadraticChainCost(target)
      const { biases } = backpropagateChain(chain, input, cost)
      for (let layer = 1; layer <= chain.weights.length; layer++) {
        const { factors, product } = gradientProduct(chain, input, cost, layer)
        expectClose(product, biases[layer - 1]!, { relative: 1e-12, absolute: 1e-300 })
        expect(factors.length).toBe(2 * (chain.weights.length - layer) + 2)
        for (const factor of factors) if (factor.kind === 'slope') expect(factor.value).toBeLessThanOrEqual(0.25)
      }
    }),
    { seed: 1, numRuns: 300 }
  )
})

test('both equal central differences of the cost, for biases and weights', () => {
  const stream = createStream(1, 'chain')
  for (let i = 0; i < 20; i++) {
    const chain = randomChain(stream, 4)
    const cost = quadraticChainCost(stream.uniform())
    const { biases, weights } = backpropagateChain(chain, 0.7, cost)
    const costOf = (changed: Chain) => cost.value(forwardChain(changed, 0.7).activations.at(-1)!)
    const h = 1e-4
    for (let j = 0; j < 4; j++) {
      const moved = (values: readonly number[], by: number) => values.map((v, k) => (k === j ? v + by : v))
      const byBias = (by: number) => costOf({ ...chain, biases: moved(chain.biases, by) })
      const byWeight = (by: number) => costOf({ ...chain, weights: moved(chain.weights, by) })
      expectClose(biases[j]!, (byBias(h) - byBias(-h)) / (2 * h), { relative: 1e-6, absolute: 1e-11 })
      expectClose(weights[j]!, (byWeight(h) - byWeight(-h)) / (2 * h), { relative: 1e-6, absolute: 1e-11 })
    }
  }
})

test('the factors carry the book’s names, in its order', () => {
  const chain = { weights: [1, 2, 3, 4], biases: [0, 0, 0, 0] }
  const names = gradientProduct(chain, 1, quadraticChainCost(0)).factors.map(f => f.name)
  expect(names).toEqual(["σ'(z1)", 'w2', "σ'(z2)", 'w3', "σ'(z3)", 'w4', "σ'(z4)", '∂C/∂a4'])
})

test('with |w| < 1, ∂C/∂b₁ is below 1/16 of ∂C/∂b₃', () => {
  fc.assert(
    fc.property(chains(0.999999).filter(c => c.weights.length >= 3), number(2), (chain, input) => {
      const { biases } = backpropagateChain(chain, input, quadraticChainCost(2))
      expect(Math.abs(biases[0]!)).toBeLessThan(Math.abs(biases[2]!) / 16 + 5e-324)
    }),
    { seed: 1 }
  )
})

test('the exploding chain: 25 a layer exactly, 3906.25 and 15625', () => {
  const chain = explodingChain(4, 100, 0.7)
  const cost = quadraticChainCost(0) // ∂C/∂a₄ = a₄ = ½
  expect(forwardChain(chain, 0.7).weightedInputs).toEqual([0, 0, 0, 0])
  expect(chainFactors(chain, 0.7)).toEqual([25, 25, 25, 25])
  const { biases } = backpropagateChain(chain, 0.7, cost)
  expect(biases[0]! / 0.5).toBe(3906.25)
  expect(biases[0]! / biases[3]!).toBe(15625)
  expect(biases.map(b => biases[0]! / b)).toEqual([1, 2, 3, 4].map(k => explodingRatio(100, k)))
  expect(gradientProduct(chain, 0.7, cost).product).toBe(biases[0])
  expect(chainFactors(explodingChain(3, 4, 0.3), 0.3)).toEqual([1, 1, 1]) // w = 4 is the balance point
})

test('the nudge: what the derivation predicts comes near what happens, and nearer as the nudge shrinks', () => {
  const chain = { weights: [0.5, -1, 2, 1.5], biases: [0.1, 0.2, 0.3, -0.4] }
  const cost = quadraticChainCost(1)
  const worst = (change: number) =>
    Math.max(...nudgeBias(chain, 0.4, cost, change).map(s => Math.abs(s.predicted / s.measured - 1)))
  expect(worst(0.1)).toBeGreaterThan(1e-4) // it is an approximation
  for (const change of [0.1, 0.01, 1e-3, 1e-4]) expect(worst(change)).toBeLessThan(0.5 * change)
  expectClose(worst(1e-3) / worst(1e-4), 10, { relative: 0.05 }) // first order
  const steps = nudgeBias(chain, 0.4, cost, 1e-3)
  expect(steps.map(s => s.name)).toEqual(['Δz1', 'Δa1', 'Δz2', 'Δa2', 'Δz3', 'Δa3', 'Δz4', 'Δa4', 'ΔC'])
  const gradient = backpropagateChain(chain, 0.4, cost).biases
  expectClose(steps.at(-1)!.predicted, gradient[0]! * 1e-3, { relative: 1e-14 })
  expectClose(nudgeBias(chain, 0.4, cost, 1e-3, 3).at(-1)!.predicted, gradient[2]! * 1e-3, { relative: 1e-14 })
})

test('the nudge finds a derivation with a wrong factor', () => {
  const wrong = nudgeBias({ weights: [1, 1.01], biases: [0, 0] }, 1, quadraticChainCost(1), 1e-5).at(-1)!
  const measured = nudgeBias({ weights: [1, 1], biases: [0, 0] }, 1, quadraticChainCost(1), 1e-5).at(-1)!
  expect(Math.abs(wrong.predicted / measured.measured - 1)).toBeGreaterThan(1e-3)
})

test('chains that are none are refused', () => {
  const cost = quadraticChainCost(0)
  expect(() => forwardChain({ weights: [], biases: [] }, 1)).toThrow(InputError)
  expect(() => forwardChain({ weights: [1, 2], biases: [1] }, 1)).toThrow(/2 weights and 1 biases/)
  expect(() => gradientProduct({ weights: [1], biases: [1] }, 1, cost, 2)).toThrow(/from 1 to 1/)
  expect(() => nudgeBias({ weights: [1], biases: [1] }, 1, cost, 0.1, 0)).toThrow(InputError)
  expect(() => explodingChain(0, 100, 1)).toThrow(InputError)
})

test('a chain of any activation: product, backpropagation, ratio and central differences agree', () => {
  const stream = createStream(3, 'chain')
  for (const activation of ['tanh', 'relu', 'gelu', 'softsign', 'linear', 'sigmoid'] as const) {
    const chain: Chain = { ...randomChain(stream, 5), activation }
    const cost = quadraticChainCost(0.3)
    const { biases } = backpropagateChain(chain, 0.7, cost)
    for (let layer = 1; layer <= 5; layer++) {
      expectClose(gradientProduct(chain, 0.7, cost, layer).product, biases[layer - 1]!, { relative: 1e-12, absolute: 1e-300 })
      expectClose(chainRatio(chain, 0.7, layer).ratio * biases[layer - 1]!, biases[0]!, { relative: 1e-12, absolute: 1e-300 })
    }
    const costOf = (by: number) =>
      cost.value(forwardChain({ ...chain, biases: chain.biases.map((b, j) => (j === 0 ? b + by : b)) }, 0.7).activations.at(-1)!)
    expectClose(biases[0]!, (costOf(1e-5) - costOf(-1e-5)) / 2e-5, { relative: 1e-5, absolute: 1e-10 })
    const last = nudgeBias(chain, 0.7, cost, 1e-6).at(-1)!
    expectClose(last.predicted, last.measured, { relative: 1e-3, absolute: 1e-14 })
  }
})

test('the ratio of neurons 1 and 3 against the book’s 1/16', () => {
  const small: Chain = { weights: [2, 0.9, -0.9, 5], biases: [0, 0, 0, 0] }
  const { ratio, bound, promised } = chainRatio(small, 0.5, 3)
  expect([bound, promised]).toEqual([1 / 16, true])
  expect(Math.abs(ratio)).toBeLessThan(bound)
  const large = chainRatio(explodingChain(4, 100, 0.5), 0.5, 3)
  expect([large.ratio, large.promised]).toEqual([625, false])
  expect(chainRatio({ ...small, activation: 'tanh' }, 0.5, 3).bound).toBe(1)
})
