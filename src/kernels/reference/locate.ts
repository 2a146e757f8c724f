import type { NonFinite } from '../contract.ts'
import type { LayerBackward } from './backward.ts'
import type { Forward } from './forward.ts'
import { allFinite } from './norm.ts'
import { PARAMETER_NAMES, type LayerState } from './state.ts'

/**
 * The first value that is no finite number, in the order of computation: inputs (layer 0's activation), parameters of all
 * layers, forward from layer 1, the cost, then backward from the output layer, each layer's δ before its gradients.
 */
export function locate(state: readonly LayerState[], forward: Forward, backward: readonly LayerBackward[] | null): NonFinite | null {
  return locateBefore(state, forward) ?? locateForward(forward) ?? (backward ? locateBackward(backward) : null)
}

function locateBefore(state: readonly LayerState[], { inputs }: Forward): NonFinite | null {
  if (!allFinite(inputs)) return { quantity: 'activation', layer: 0, operation: 'input' }
  for (const [i, layer] of state.entries()) {
    for (const quantity of PARAMETER_NAMES) {
      const values = layer[quantity]
      if (values && !allFinite(values)) return { quantity, layer: i + 1, operation: 'initialisation or update' }
    }
  }
  return null
}

function locateForward({ layers, result }: Forward): NonFinite | null {
  for (const [i, { product, z, a }] of layers.entries()) {
    if (!allFinite(product)) return { quantity: 'weightedInput', layer: i + 1, operation: 'matrix product' }
    if (!allFinite(z)) return { quantity: 'weightedInput', layer: i + 1, operation: 'normalisation' }
    if (!allFinite(a)) return { quantity: 'activation', layer: i + 1, operation: 'activation' }
  }
  return Number.isFinite(result.cost) ? null : { quantity: 'cost', layer: layers.length, operation: 'cost' }
}

function locateBackward(layers: readonly LayerBackward[]): NonFinite | null {
  for (let i = layers.length - 1; i >= 0; i--) {
    const { delta, gradient } = layers[i]!
    if (!allFinite(delta)) return { quantity: 'delta', layer: i + 1, operation: 'backpropagation' }
    for (const name of PARAMETER_NAMES) {
      const values = gradient[name]
      if (values && !allFinite(values)) return { quantity: GRADIENT_NAMES[name], layer: i + 1, operation: 'gradient' }
    }
  }
  return null
}

const GRADIENT_NAMES = { weights: 'gradWeights', biases: 'gradBiases', gains: 'gradGains' } as const
