import type { BiasInitialization, NetworkSpec, WeightInitialization } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { createStream, type Stream } from '../numerics/index.ts'
import { startingGains } from './gains.ts'
import type { Structured } from './structured.ts'

/** A layer's sizes, as its weights [fanOut, fanIn] have them. */
export interface Fans {
  readonly fanIn: number
  readonly fanOut: number
}

/** Draws one layer's weights [fanOut, fanIn], row-major. */
export type DrawWeights = (fans: Fans, stream: Stream) => Float32Array

type Simple = Exclude<WeightInitialization, Structured | { kind: 'safetensors' }>

/**
 * The parameters that a seed gives, float32: weights [fanOut, fanIn] drawn row-major from the stream (seed, 'weights', l), biases from
 * (seed, 'biases', l); gains are 1.
 */
export function drawn(spec: NetworkSpec, drawWeights: DrawWeights, seed: number): LayerParameters[] {
  const { biases } = spec.initialization
  return spec.layers.slice(1).map((fanOut, i) => {
    const fans = { fanIn: spec.layers[i]!, fanOut }
    const hidden = i < spec.layers.length - 2
    return {
      weights: drawWeights(fans, createStream(seed, 'weights', i + 1)),
      biases: drawBiases(biases, fanOut, createStream(seed, 'biases', i + 1)),
      ...(hidden ? startingGains(spec.normalization, fanOut) : {})
    }
  })
}

/** Weights drawn one by one, or all the same; `structured` has the other kinds. */
export const simple = (kind: Simple): DrawWeights => (fans, stream) => {
  const { fanIn, fanOut } = fans
  const weights = new Float32Array(fanOut * fanIn)
  switch (kind.kind) {
    case 'normal':
    case 'uniform':
      return fill(weights, kind.kind, kind.std * scaleOf(kind.scaling, fans), stream)
    case 'he':
    case 'glorot':
    case 'lecun':
      return fill(weights, kind.distribution, kind.gain * Math.sqrt(varianceOf(kind.kind, fans)), stream)
    case 'constant':
      return weights.fill(kind.value)
    default:
      return kind satisfies never
  }
}

function drawBiases(kind: BiasInitialization, units: number, stream: Stream): Float32Array {
  const biases = new Float32Array(units)
  switch (kind.kind) {
    case 'normal':
      return fill(biases, 'normal', kind.std, stream)
    case 'zero':
      return biases
    case 'constant':
      return biases.fill(kind.value)
    default:
      return kind satisfies never
  }
}

/** Draws of standard deviation `std`: N(0, std²), or uniform on ±std·√3. */
function fill(values: Float32Array, distribution: 'normal' | 'uniform', std: number, stream: Stream): Float32Array {
  const halfWidth = std * Math.sqrt(3)
  if (distribution === 'normal') for (let i = 0; i < values.length; i++) values[i] = std * stream.normal()
  else for (let i = 0; i < values.length; i++) values[i] = halfWidth * (2 * stream.uniform() - 1)
  return values
}

function scaleOf(scaling: 'none' | 'fanIn' | 'fanAverage', { fanIn, fanOut }: Fans): number {
  if (scaling === 'none') return 1
  return 1 / Math.sqrt(scaling === 'fanIn' ? fanIn : (fanIn + fanOut) / 2)
}

/** He et al. 2015, eq. 10; Glorot & Bengio 2010, eq. 16; LeCun et al. 1998, §4.6. */
function varianceOf(kind: 'he' | 'glorot' | 'lecun', { fanIn, fanOut }: Fans): number {
  if (kind === 'glorot') return 2 / (fanIn + fanOut)
  return (kind === 'he' ? 2 : 1) / fanIn
}
