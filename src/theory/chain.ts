import { InputError, shown } from '../errors/index.ts'
import type { ActivationName } from '../experiment/index.ts'
import { activations as named } from '../network/index.ts'
import { LARGEST_SIGMOID_SLOPE, sigmoid, sigmoidSlope } from './sigmoid.ts'

/**
 * A network of one neuron a layer: z_j = w_j a_{j−1} + b_j, a_j = φ(z_j), j = 1 … L.
 * `weights[j − 1]` is w_j and `biases[j − 1]` is b_j, as in the book (Nielsen 2015, ch. 5).
 */
export interface Chain {
  readonly weights: readonly number[]
  readonly biases: readonly number[]
  /** φ of every neuron; the book's σ where it is left out. */
  readonly activation?: ActivationName
}

/** φ, φ' and sup|φ'| of a chain, with the letter a formula gives it: σ for the sigmoid, φ for any other. */
export interface ChainActivation {
  readonly letter: 'σ' | 'φ'
  readonly output: (z: number) => number
  readonly slope: (z: number) => number
  readonly largestSlope: number
}

const sigmoidChain: ChainActivation = { letter: 'σ', output: sigmoid, slope: sigmoidSlope, largestSlope: LARGEST_SIGMOID_SLOPE }

/** The activation of a chain's neurons. */
export function chainActivation({ activation = 'sigmoid' }: Pick<Chain, 'activation'>): ChainActivation {
  if (activation === 'sigmoid') return sigmoidChain
  const { output, derivative, largestSlope } = named[activation]
  return { letter: 'φ', output, slope: derivative, largestSlope }
}

/** The cost as a function of the last activation, and ∂C/∂a_L. */
export interface ChainCost {
  readonly value: (activation: number) => number
  readonly slope: (activation: number) => number
}

/** C = (a_L − y)²/2, ∂C/∂a_L = a_L − y. */
export function quadraticChainCost(target: number): ChainCost {
  return { value: a => ((a - target) * (a - target)) / 2, slope: a => a - target }
}

/** Weighted inputs and activations of a chain, from its first neuron to its last. */
export interface ChainPass {
  /** z_1 … z_L */
  readonly weightedInputs: readonly number[]
  /** a_0 (the input), a_1 … a_L */
  readonly activations: readonly number[]
}

/** Throws unless the chain has at least one neuron and as many biases as weights. */
export function checkChain(chain: Chain): number {
  const depth = chain.weights.length
  if (depth >= 1 && chain.biases.length === depth) return depth
  const got = `${depth} weights and ${chain.biases.length} biases`
  throw new InputError({ code: 'usage', where: 'chain', expected: 'one weight and one bias a neuron, at least one neuron', got })
}

/** z_j = w_j a_{j−1} + b_j, a_j = φ(z_j) · O(L). */
export function forwardChain(chain: Chain, input: number): ChainPass {
  const depth = checkChain(chain)
  const { output } = chainActivation(chain)
  const weightedInputs: number[] = []
  const activations = [input]
  for (let j = 0; j < depth; j++) {
    const z = chain.weights[j]! * activations[j]! + chain.biases[j]!
    weightedInputs.push(z)
    activations.push(output(z))
  }
  return { weightedInputs, activations }
}

/** ∂C/∂b and ∂C/∂w of every neuron of a chain. */
export interface ChainGradients {
  /** ∂C/∂b_1 … ∂C/∂b_L, each also δ_j = ∂C/∂z_j. */
  readonly biases: readonly number[]
  /** ∂C/∂w_1 … ∂C/∂w_L = δ_j a_{j−1}. */
  readonly weights: readonly number[]
}

/** Backpropagation: δ_L = ∂C/∂a_L · φ'(z_L), δ_j = w_{j+1} δ_{j+1} φ'(z_j) · O(L) · Nielsen 2015, BP1–BP4 for width 1. */
export function backpropagateChain(chain: Chain, input: number, cost: ChainCost): ChainGradients {
  const { weightedInputs, activations } = forwardChain(chain, input)
  const depth = weightedInputs.length
  const { slope } = chainActivation(chain)
  const biases = new Array<number>(depth)
  let delta = cost.slope(activations[depth]!) * slope(weightedInputs[depth - 1]!)
  for (let j = depth; j >= 1; j--) {
    biases[j - 1] = delta
    if (j > 1) delta = chain.weights[j - 1]! * delta * slope(weightedInputs[j - 2]!)
  }
  return { biases, weights: biases.map((d, j) => d * activations[j]!) }
}

/** One factor of the product, with its name as the book writes it (`σ'(z1)`, or `φ'(z1)` where φ is not the sigmoid, `w2`, …, `∂C/∂a4`). */
export interface GradientFactor {
  readonly kind: 'slope' | 'weight' | 'cost'
  /** The neuron it belongs to. */
  readonly layer: number
  readonly name: string
  readonly value: number
}

/**
 * ∂C/∂b_l = σ'(z_l) · w_{l+1}σ'(z_{l+1}) ⋯ w_Lσ'(z_L) · ∂C/∂a_L, factor by factor, left to right, and their product.
 * The second way to ∂C/∂b_l, beside `backpropagateChain` · Nielsen 2015, ch. 5, eq (122) for any depth and layer.
 */
export function gradientProduct(
  chain: Chain,
  input: number,
  cost: ChainCost,
  layer = 1
): { readonly factors: readonly GradientFactor[]; readonly product: number } {
  const { weightedInputs, activations } = forwardChain(chain, input)
  const depth = checkLayer(layer, weightedInputs.length)
  const { letter, slope } = chainActivation(chain)
  const factors: GradientFactor[] = []
  for (let j = layer; j <= depth; j++) {
    if (j > layer) factors.push({ kind: 'weight', layer: j, name: `w${j}`, value: chain.weights[j - 1]! })
    factors.push({ kind: 'slope', layer: j, name: `${letter}'(z${j})`, value: slope(weightedInputs[j - 1]!) })
  }
  factors.push({ kind: 'cost', layer: depth, name: `∂C/∂a${depth}`, value: cost.slope(activations[depth]!) })
  return { factors, product: factors.reduce((product, factor) => product * factor.value, 1) }
}

/** The depth, if `layer` is one of 1 … depth. */
export function checkLayer(layer: number, depth: number): number {
  if (Number.isInteger(layer) && layer >= 1 && layer <= depth) return depth
  throw new InputError({ code: 'usage', where: 'layer', expected: `a whole number from 1 to ${depth}`, got: shown(layer) })
}
