import { chainActivation, checkLayer, forwardChain, type Chain, type GradientFactor } from './chain.ts'

/** How fast neuron 1 learns beside neuron `layer`, and what the book's argument says of it. */
export interface ChainRatio {
  readonly layer: number
  /** φ'(z_1), w_2, φ'(z_2), …, w_layer, left to right. */
  readonly factors: readonly GradientFactor[]
  /** ∂C/∂b_1 ÷ ∂C/∂b_layer, as the product of `factors`: the cost and everything above the layer cancel. */
  readonly ratio: number
  /** (sup|φ'|)^(layer − 1): 1/16 for the sigmoid and layer 3. */
  readonly bound: number
  /** Whether every weight among the factors has |w| ≤ 1, so that |ratio| ≤ bound is certain. */
  readonly promised: boolean
}

/**
 * ∂C/∂b_1 ÷ ∂C/∂b_l = φ'(z_1) w_2 φ'(z_2) w_3 ⋯ φ'(z_{l−1}) w_l · Nielsen 2015, ch. 5, "Why the vanishing gradient problem occurs":
 * with |w_j| < 1 below ¼^(l−1), so that ∂C/∂b_1 is 16 times smaller than ∂C/∂b_3, or more.
 */
export function chainRatio(chain: Chain, input: number, layer: number): ChainRatio {
  const { weightedInputs } = forwardChain(chain, input)
  checkLayer(layer, weightedInputs.length)
  const { letter, slope, largestSlope } = chainActivation(chain)
  const factors: GradientFactor[] = []
  let [bound, promised] = [1, true]
  for (let j = 2; j <= layer; j++) {
    const weight = chain.weights[j - 1]!
    factors.push({ kind: 'slope', layer: j - 1, name: `${letter}'(z${j - 1})`, value: slope(weightedInputs[j - 2]!) })
    factors.push({ kind: 'weight', layer: j, name: `w${j}`, value: weight })
    bound *= largestSlope
    promised &&= Math.abs(weight) <= 1
  }
  return { layer, factors, ratio: factors.reduce((product, factor) => product * factor.value, 1), bound, promised }
}
