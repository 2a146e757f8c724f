import type { NetworkSpec } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { drawn, simple } from './drawn.ts'
import { fromFile } from './from-file.ts'
import { structured } from './structured.ts'

/**
 * The parameters a network starts with, float32: weights [fanOut, fanIn] drawn row-major from the stream (seed, 'weights', l),
 * biases from (seed, 'biases', l); gains are 1. `weightsFile` is the safetensors file of that initialisation, and then nothing is drawn:
 * its numbers are taken in its own precision, so that a float64 kernel goes on exactly from the float64 it wrote; gains it lacks are 1.
 */
export function initialize(spec: NetworkSpec, seed: number, weightsFile?: Uint8Array): LayerParameters[] {
  const { weights } = spec.initialization
  switch (weights.kind) {
    case 'safetensors': return fromFile(spec, weights.file, weightsFile)
    case 'orthogonal':
    case 'identity':
    case 'sparse': return drawn(spec, structured(weights), seed)
    default: return drawn(spec, simple(weights), seed)
  }
}
