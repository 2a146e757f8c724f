import { setFlagsFromString } from 'node:v8'
import { missingCapability, type KernelVariant } from '../kernels/index.ts'

/**
 * Turns on what the variant needs and Node has behind a flag: relaxed SIMD on Node 20. The flag holds for the whole process,
 * worker threads included, and only for modules compiled after it, so this goes before the first kernel.
 */
export function unlock(variant: KernelVariant): void {
  const before22 = Number(process.versions.node.split('.')[0]) < 22
  if (variant === 'simd-fma' && before22 && missingCapability(variant) !== null) setFlagsFromString('--experimental-wasm-relaxed-simd')
}
