import type { NetworkSpec } from '../experiment/index.ts'
import type { LayerProgram, Program } from '../kernels/index.ts'
import { activations, softmax } from './activations.ts'

/**
 * The kernel program of a network: hidden layers with its activation, normalisation and (from layer 2 on, where widths are
 * equal) residual link; then the output layer, which has none of these. `capacity` is the most rows one pass may have.
 */
export function compile(spec: NetworkSpec, capacity: number): Program {
  const last = spec.layers.length - 2
  const layers = spec.layers.slice(1).map((fanOut, i): LayerProgram => {
    const fanIn = spec.layers[i]!
    if (i < last) {
      const residual = spec.residual && i > 0 && fanIn === fanOut
      return { fanIn, fanOut, activation: activations[spec.activation], normalization: spec.normalization, residual }
    }
    const activation = spec.outputActivation === 'softmax' ? softmax : activations[spec.outputActivation]
    return { fanIn, fanOut, activation, normalization: 'none', residual: false }
  })
  return { layers, cost: spec.cost, capacity }
}
