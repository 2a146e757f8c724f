import { InputError, shown } from '../errors/index.ts'
import type { Chain } from './chain.ts'

/**
 * The book's exploding chain: all weights w, and biases that keep every z at 0, where σ' = ¼ is largest:
 * b_1 = −w a_0, then b_j = −w/2 since a_{j−1} = σ(0) = ½. Every factor w_jσ'(z_j) is w/4 exactly (25 for w = 100),
 * ∂C/∂b_1 = ¼(w/4)^(L−1) ∂C/∂a_L and ∂C/∂b_1 ÷ ∂C/∂b_k = (w/4)^(k−1) · Nielsen 2015, ch. 5, "The exploding gradient problem".
 */
export function explodingChain(depth: number, weight: number, input: number): Chain {
  if (!(Number.isInteger(depth) && depth >= 1)) {
    throw new InputError({ code: 'usage', where: 'depth', expected: 'a whole number of neurons, at least 1', got: shown(depth) })
  }
  return {
    weights: Array.from({ length: depth }, () => weight),
    biases: Array.from({ length: depth }, (_, j) => (j === 0 ? -weight * input : -weight / 2))
  }
}

/** (w/4)^(k−1): how many times faster than neuron k the first neuron of the exploding chain learns · exact while it is a float64. */
export function explodingRatio(weight: number, layer: number): number {
  let ratio = 1
  for (let j = 1; j < layer; j++) ratio *= weight / 4
  return ratio
}
