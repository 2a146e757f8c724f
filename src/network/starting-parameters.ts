import type { NetworkSpec } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { drawn, simple } from './drawn.ts'

/**
 * As `initialize`, reading the weights file by its name where the network asks for one. What reads such files, and what draws the rarer
 * kinds, is imported only then, so that a page whose weights are drawn one by one does not carry it.
 */
export async function startingParameters(
  spec: NetworkSpec, seed: number, read: (file: string) => Promise<Uint8Array>
): Promise<LayerParameters[]> {
  const { weights } = spec.initialization
  switch (weights.kind) {
    case 'safetensors': return (await import('./from-file.ts')).readParameters(spec, weights.file, read)
    case 'orthogonal':
    case 'identity':
    case 'sparse': return drawn(spec, (await import('./structured.ts')).structured(weights), seed)
    default: return drawn(spec, simple(weights), seed)
  }
}
