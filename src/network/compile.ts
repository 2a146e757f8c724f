import type { NetworkSpec } from '../experiment/index.ts'
import type { Activation, LayerProgram, Program } from '../kernels/index.ts'
import { LARGEST_SLOPES } from './largest-slopes.ts'

const named = (name: keyof typeof LARGEST_SLOPES): Activation => ({ name, largestSlope: LARGEST_SLOPES[name] })

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
      return { fanIn, fanOut, activation: named(spec.activation), normalization: spec.normalization, residual }
    }
    return { fanIn, fanOut, activation: named(spec.outputActivation), normalization: 'none', residual: false }
  })
  return { layers, cost: spec.cost, capacity }
}
