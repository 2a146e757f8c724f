import { InputError } from '../errors/index.ts'
import type { ActivationName, NetworkSpec, NormalizationName, OutputActivationName, WeightInitialization } from '../experiment/index.ts'

/** One layer as mean-field theory sees it. */
export interface WideLayer {
  readonly fanIn: number
  readonly fanOut: number
  readonly activation: ActivationName | OutputActivationName
  /** σ_w² = fanIn · Var(W_ij), the mean of W_ij being 0. */
  readonly weightVariance: number
  /** Mean and variance of the biases. */
  readonly center: number
  readonly biasVariance: number
  readonly normalization: NormalizationName
  readonly residual: boolean
}

/** The layers of a network at its initialisation. Weights that are not random, with mean 0, are refused. */
export function wideLayers(network: NetworkSpec): WideLayer[] {
  const { layers, activation, outputActivation, normalization, initialization, residual } = network
  const last = layers.length - 2
  const { biases } = initialization
  return layers.slice(1).map((fanOut, i): WideLayer => {
    const fanIn = layers[i]!
    return {
      fanIn, fanOut,
      activation: i < last ? activation : outputActivation,
      weightVariance: weightVariance(initialization.weights, fanIn, fanOut),
      center: biases.kind === 'constant' ? biases.value : 0,
      biasVariance: biases.kind === 'normal' ? biases.std * biases.std : 0,
      normalization: i < last ? normalization : 'none',
      residual: residual && i > 0 && i < last && fanIn === fanOut
    }
  })
}

/** fanIn · Var(W_ij) of an initialisation. He et al. 2015; Glorot & Bengio 2010, eq. 12; orthogonal: E[Q_ij²] = 1/max. */
export function weightVariance(weights: WeightInitialization, fanIn: number, fanOut: number): number {
  switch (weights.kind) {
    case 'normal':
    case 'uniform': {
      const scale = weights.scaling === 'none' ? fanIn : weights.scaling === 'fanIn' ? 1 : (2 * fanIn) / (fanIn + fanOut)
      return weights.std * weights.std * scale
    }
    case 'he':
      return 2 * weights.gain * weights.gain
    case 'lecun':
      return weights.gain * weights.gain
    case 'glorot':
      return ((2 * fanIn) / (fanIn + fanOut)) * weights.gain * weights.gain
    case 'orthogonal':
      return (fanIn / Math.max(fanIn, fanOut)) * weights.gain * weights.gain
    case 'sparse':
      return Math.min(weights.connections, fanIn) * weights.std * weights.std
    case 'identity':
      if (weights.gain === 0) return 0
      throw notRandom(weights.kind)
    case 'constant':
      if (weights.value === 0) return 0
      throw notRandom(weights.kind)
    case 'safetensors':
      throw notRandom(weights.kind)
    default:
      return weights satisfies never
  }
}

function notRandom(kind: string): InputError {
  return new InputError({
    code: 'capability', where: 'network.initialization.weights.kind', expected: 'weights drawn at random with mean 0, which the theory is of',
    got: kind, remedy: 'No weight is random there: deltascope measure reads such a network exactly'
  })
}
