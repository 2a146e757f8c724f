import { InputError, nearestName, shown } from '../errors/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { decodeSafetensors, writeTensors, type Metadata, type Tensor } from './safetensors.ts'

const VECTORS = ['biases', 'gains', 'runningMean', 'runningVariance'] as const

/**
 * A network's parameters as a safetensors file: `layers.1.weights` [fanOut, fanIn], `layers.1.biases` [fanOut] and, where there
 * are any, gains, runningMean and runningVariance, each in its own precision. `metadata` holds texts by name.
 */
export function encodeSafetensors(layers: readonly LayerParameters[], metadata?: Metadata): Uint8Array<ArrayBuffer> {
  const tensors = new Map<string, Tensor>()
  layers.forEach((layer, i) => {
    const fanOut = layer.biases.length
    tensors.set(`layers.${i + 1}.weights`, { shape: [fanOut, layer.weights.length / fanOut], data: layer.weights })
    for (const name of VECTORS) {
      const data = layer[name]
      if (data) tensors.set(`layers.${i + 1}.${name}`, { shape: [data.length], data })
    }
  })
  return writeTensors(tensors, metadata)
}

/** The parameters of a network of these sizes, in the file's precision. Refuses missing, unknown and wrongly shaped arrays. */
export function parametersFrom(bytes: Uint8Array, layers: readonly number[]): LayerParameters[] {
  const tensors = decodeSafetensors(bytes)
  const known = new Set<string>()
  const take = (name: string, shape: readonly number[]): Float32Array | Float64Array | undefined => {
    known.add(name)
    const tensor = tensors.get(name)
    if (tensor && String(tensor.shape) !== String(shape)) refuse(name, `shape ${shown(shape)}`, shown(tensor.shape))
    return tensor?.data
  }
  const parameters = layers.slice(1).map((fanOut, i): LayerParameters => {
    const need = (name: string, shape: readonly number[]): Float32Array | Float64Array =>
      take(name, shape) ?? refuse(name, `an array of shape ${shown(shape)}`, 'none', nearestName(name, [...tensors.keys()].slice(0, 1000)))
    const found: { -readonly [K in keyof LayerParameters]: LayerParameters[K] } = {
      weights: need(`layers.${i + 1}.weights`, [fanOut, layers[i]!]),
      biases: need(`layers.${i + 1}.biases`, [fanOut])
    }
    for (const name of VECTORS) {
      const data = take(`layers.${i + 1}.${name}`, [fanOut])
      if (data) found[name] = data
    }
    return found
  })
  for (const name of tensors.keys()) if (!known.has(name)) refuse(name, `arrays of a ${layers.join('-')} network only`, 'this one')
  return parameters
}

function refuse(name: string, expected: string, got: string, nearest?: string): never {
  const remedy = nearest === undefined ? {} : { remedy: `Nearest name in the file: ${shown(nearest)}` }
  throw new InputError({ code: 'file', where: `safetensors: ${shown(name)}`, expected, got, ...remedy })
}
