import { InputError, readBytes } from '../errors/index.ts'
import type { NetworkSpec, NormalizationName } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { startingGains } from './gains.ts'
import { parametersFrom } from './parameters-file.ts'

/**
 * The parameters of a safetensors file of this network, `file` being its name: in its own precision, so that a float64 kernel goes on
 * exactly from the float64 it wrote. Gains it lacks are 1; a file written with another normalisation is refused.
 */
export function fromFile(spec: NetworkSpec, file: string, bytes: Uint8Array | undefined): LayerParameters[] {
  const where = 'network.initialization.weights.file'
  if (!bytes) throw new InputError({ code: 'file', where, expected: `the bytes of ${file}`, got: 'none' })
  return parametersFrom(bytes, spec.layers, file).map((layer, i) => {
    const kind = i < spec.layers.length - 2 ? spec.normalization : 'none'
    checkNormalization(layer, kind, `${file}: layers.${i + 1}`)
    for (const [name, values] of Object.entries(layer)) checkRange(values as Float64Array, `${file}: layers.${i + 1}.${name}`)
    return { ...startingGains(kind, layer.biases.length), ...layer }
  })
}

/** The same, the file read by its name. */
export async function readParameters(spec: NetworkSpec, file: string, read: (file: string) => Promise<unknown>): Promise<LayerParameters[]> {
  return fromFile(spec, file, await readBytes(read, file))
}

/** Without its gains or running statistics a normalised network is another one, so they are not dropped. */
function checkNormalization(layer: LayerParameters, kind: NormalizationName, where: string): void {
  const { gains, runningMean, runningVariance } = layer
  const refuse = (name: string, expected: string, got: string, remedy: string): never => {
    throw new InputError({ code: 'file', where: `${where}.${name}`, expected, got, remedy })
  }
  const remedy = 'Set network.normalization to that of the network that wrote the file.'
  if (gains && kind === 'none') refuse('gains', 'no gains, since this layer is not normalized', 'gains', remedy)
  if (!runningMean !== !runningVariance) {
    refuse(runningMean ? 'runningVariance' : 'runningMean', 'both running statistics or none', 'only the other', 'Write both.')
  }
  if (runningMean && kind !== 'batch') {
    refuse('runningMean', 'no running statistics, since this layer has no batch normalization', 'running statistics', remedy)
  }
}

/** A finite number that float32 cannot hold is refused, whatever the kernel: in some it would turn into an infinity. */
function checkRange(values: ArrayLike<number>, where: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!) || Number.isFinite(Math.fround(values[i]!))) continue
    throw new InputError({ code: 'file', where, expected: 'numbers within ±3.4e38', got: String(values[i]) })
  }
}
