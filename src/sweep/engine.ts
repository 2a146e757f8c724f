import { setFlagsFromString } from 'node:v8'
import { missingCapability, useWideBuilds, type KernelVariant } from '../kernels/index.ts'

/**
 * Turns on what the variant needs and Node has behind a flag: relaxed SIMD on Node 20. The flag holds for the whole process,
 * worker threads included, and only for modules compiled after it, so this goes before the first kernel.
 */
export function unlock(variant: KernelVariant): void {
  const before22 = Number(process.versions.node.split('.')[0]) < 22
  if (variant === 'simd-fma' && before22 && missingCapability(variant) !== null) setFlagsFromString('--experimental-wasm-relaxed-simd')
}

/**
 * Has V8 join two neighbouring vectors of 128 bits in one of 256 (`--experimental-wasm-revectorize`, of use from V8 13, Node 24, on
 * x64), and kernels come from the builds made for that: up to twice as fast, with the same bytes. The flag holds for all WebAssembly of the
 * process, so a program asks for this, not a library on its own; before the first kernel. Returns whether it was done: not on other engines,
 * and not where the environment says DELTASCOPE_VECTORS=128.
 */
export function widen(): boolean {
  const able = joinsVectors(process.versions, process.arch) && process.env['DELTASCOPE_VECTORS'] !== '128'
  if (able) setFlagsFromString('--experimental-wasm-revectorize')
  useWideBuilds(able)
  return able
}

/** Node 22 knows the flag too, but does nothing. Bun names a version of V8 and has none. */
export function joinsVectors(versions: Readonly<Record<string, string | undefined>>, arch: string): boolean {
  return arch === 'x64' && versions['bun'] === undefined && Number(versions['v8']?.split('.')[0]) >= 13
}
