import type { BiasInitialization, NetworkSpec, WeightInitialization } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { createStream, type Stream } from '../numerics/index.ts'
import { startingGains } from './gains.ts'
import { orthogonal } from './orthogonal.ts'

/** A layer's sizes, as its weights [fanOut, fanIn] have them. */
interface Fans {
  readonly fanIn: number
  readonly fanOut: number
}

type Drawn = Exclude<WeightInitialization, { kind: 'safetensors' }>

/**
 * The parameters that a seed gives, float32: weights [fanOut, fanIn] drawn row-major from the stream (seed, 'weights', l), biases from
 * (seed, 'biases', l); gains are 1. `weights` is the network's own kind, told apart from a file.
 */
export function drawn(spec: NetworkSpec, weights: Drawn, seed: number): LayerParameters[] {
  const { biases } = spec.initialization
  return spec.layers.slice(1).map((fanOut, i) => {
    const fans = { fanIn: spec.layers[i]!, fanOut }
    const hidden = i < spec.layers.length - 2
    return {
      weights: drawWeights(weights, fans, createStream(seed, 'weights', i + 1)),
      biases: drawBiases(biases, fanOut, createStream(seed, 'biases', i + 1)),
      ...(hidden ? startingGains(spec.normalization, fanOut) : {})
    }
  })
}

/** One layer's weights [fanOut, fanIn]. */
function drawWeights(kind: Drawn, fans: Fans, stream: Stream): Float32Array {
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
    case 'orthogonal':
      return Float32Array.from(orthogonal(fanOut, fanIn, stream), q => kind.gain * q)
    case 'identity':
      for (let i = 0; i < Math.min(fanIn, fanOut); i++) weights[i * fanIn + i] = kind.gain
      return weights
    case 'sparse':
      return sparse(weights, fans, kind, stream)
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

/** Every unit gets `connections` incoming weights N(0, std²), the rest are 0. Martens 2010, §5. */
function sparse(weights: Float32Array, { fanIn, fanOut }: Fans, kind: Drawn & { kind: 'sparse' }, stream: Stream): Float32Array {
  const inputs = Uint32Array.from({ length: fanIn }, (_, k) => k)
  const count = Math.min(kind.connections, fanIn)
  for (let j = 0; j < fanOut; j++) {
    for (let i = 0; i < count; i++) {
      const pick = i + stream.below(fanIn - i) // a partial Fisher–Yates: any starting order is as good as the next
      ;[inputs[i], inputs[pick]] = [inputs[pick]!, inputs[i]!]
      weights[j * fanIn + inputs[i]!] = kind.std * stream.normal()
    }
  }
  return weights
}
