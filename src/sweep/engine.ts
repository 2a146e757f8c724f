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
 * The versions of V8 that the wide builds are tested with (tests/long/engines.test.ts): those of Node 24, 25 and 26. It is an experiment of
 * theirs, which may end the process over code that it cannot join, so no other version is trusted unseen.
 */
const JOINING = ['13.6', '14.1', '14.6']

/**
 * Has V8 join two neighbouring vectors of 128 bits in one of 256 (`--experimental-wasm-revectorize`, on x64), and kernels come from the
 * builds made for that: up to twice as fast, with the same bytes. The flag holds for all WebAssembly of the process, so a program asks for
 * this, not a library on its own; before the first kernel. Returns whether it was done: not on other engines than `JOINING`, and not where
 * the environment says DELTASCOPE_VECTORS=128.
 */
export function widen(): boolean {
  const able = joinsVectors(process.versions, process.arch) && process.env['DELTASCOPE_VECTORS'] !== '128'
  if (able) setFlagsFromString('--experimental-wasm-revectorize')
  useWideBuilds(able)
  return able
}

/** Bun names a version of V8 and has none. */
export function joinsVectors(versions: Readonly<Record<string, string | undefined>>, arch: string): boolean {
  const version = versions['v8']?.split('.').slice(0, 2).join('.') ?? ''
  return arch === 'x64' && versions['bun'] === undefined && JOINING.includes(version)
}
