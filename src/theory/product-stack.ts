import { InputError } from '../errors/index.ts'
import type { NetworkSpec } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { activations } from '../network/index.ts'
import type { ProductLayer, ProductStack } from './layer-product.ts'

/**
 * One input through the hidden layers of a plain network, z^l = W^l a^{l−1} + b^l, a^l = φ(z^l), in float64: the slopes and weights of
 * which `layerProduct` makes its matrix. The output layer's slopes take no part in it and stand as 1 · parameters as
 * `startingParameters` gives them · networks with normalisation or residual links are refused.
 */
export function plainStack(network: NetworkSpec, parameters: readonly LayerParameters[], input: ArrayLike<number>): ProductStack {
  if (network.normalization !== 'none' || network.residual) {
    throw new InputError({ code: 'capability', where: 'network', expected: 'neither normalisation nor residual links', got: 'one of them' })
  }
  if (input.length !== network.layers[0]) {
    throw new InputError({ code: 'usage', where: 'input', expected: `${network.layers[0]} numbers`, got: `${input.length}` })
  }
  const { output, derivative, largestSlope } = activations[network.activation]
  let below: ArrayLike<number> = input
  const layers = parameters.map(({ weights, biases }, l): ProductLayer => {
    const [fanIn, fanOut] = [below.length, biases.length]
    if (l === parameters.length - 1) return { fanIn, fanOut, weights, slope: new Float64Array(fanOut).fill(1), largestSlope: 1 }
    const z = Float64Array.from(biases, (bias, j) => bias + dot(weights, j * fanIn, below))
    below = z.map(output)
    return { fanIn, fanOut, weights, slope: z.map(derivative), largestSlope }
  })
  return { rows: 1, layers }
}

function dot(weights: ArrayLike<number>, start: number, a: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += weights[start + k]! * a[k]!
  return sum
}
