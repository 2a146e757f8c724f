import type { NetworkSpec } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { drawn } from './drawn.ts'

/**
 * As `initialize`, reading the weights file by its name where the network asks for one. The reader of such files is imported only then, so
 * that a page whose networks are drawn does not carry it.
 */
export async function startingParameters(
  spec: NetworkSpec, seed: number, read: (file: string) => Promise<Uint8Array>
): Promise<LayerParameters[]> {
  const { weights } = spec.initialization
  if (weights.kind !== 'safetensors') return drawn(spec, weights, seed)
  const bytes = await read(weights.file)
  return (await import('./from-file.ts')).fromFile(spec, weights.file, bytes)
}
