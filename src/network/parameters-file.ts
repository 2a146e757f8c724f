import { InputError, nearestName, shown } from '../errors/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { decodeSafetensors, writeTensors, type Metadata, type Tensor } from './safetensors.ts'

const VECTORS = ['biases', 'gains', 'runningMean', 'runningVariance'] as const

/**
 * A network's parameters as a safetensors file: `layers.1.weights` [fanOut, fanIn], `layers.1.biases` [fanOut] and, where there
 * are any, gains, runningMean and runningVariance, each in its own precision. `metadata` holds texts by name. W is row-major, a row for each
 * unit, as PyTorch has it (TensorFlow's kernels are the transposed). Throws InputError where lengths do not fit each other.
 */
export function encodeSafetensors(layers: readonly LayerParameters[], metadata?: Metadata): Uint8Array<ArrayBuffer> {
  const tensors = new Map<string, Tensor>()
  layers.forEach((layer, i) => {
    const fanOut = layer.biases.length
    const fanIn = i > 0 ? layers[i - 1]!.biases.length : layer.weights.length / fanOut
    tensors.set(`layers.${i + 1}.weights`, { shape: [fanOut, fanIn], data: layer.weights })
    for (const name of VECTORS) {
      const data = layer[name]
      if (data) tensors.set(`layers.${i + 1}.${name}`, { shape: [data.length], data })
    }
  })
  return writeTensors(tensors, metadata)
}

/** The parameters of a network of these sizes, in the file's precision. Refuses missing, unknown and wrongly shaped arrays; `file` is its name then. */
export function parametersFrom(bytes: Uint8Array, layers: readonly number[], file = 'safetensors'): LayerParameters[] {
  const tensors = decodeSafetensors(bytes, file)
  const refuse = (name: string, expected: string, got: string, remedy?: string): never => {
    throw new InputError({ code: 'file', where: `${file}: ${shown(name)}`, expected, got, remedy })
  }
  const known = new Set<string>()
  const take = (name: string, shape: readonly number[]): Float32Array | Float64Array | undefined => {
    known.add(name)
    const tensor = tensors.get(name)
    if (tensor && String(tensor.shape) !== String(shape)) refuse(name, `shape ${shown(shape)}`, shown(tensor.shape), turned(shape, tensor.shape))
    return tensor?.data
  }
  const parameters = layers.slice(1).map((fanOut, i): LayerParameters => {
    const need = (name: string, shape: readonly number[]): Float32Array | Float64Array =>
      take(name, shape) ?? refuse(name, `an array of shape ${shown(shape)}`, 'none', missing(name, [...tensors.keys()].slice(0, 1000)))
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

const turned = ([rows, columns]: readonly number[], [first, second]: readonly number[]): string | undefined =>
  (columns !== undefined && rows === second && columns === first ? 'Transpose it: a row holds what one unit multiplies its inputs by' : undefined)

function missing(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names)
  if (nearest !== undefined) return `Nearest name in the file: ${shown(nearest)}`
  return `Names are layers.1.weights, layers.1.biases, layers.2.weights, …; the file has ${shown(names.slice(0, 8).join(', '))}`
}
