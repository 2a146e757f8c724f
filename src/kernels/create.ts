import { checkProgram } from './check.ts'
import type { Kernel, KernelVariant, Program, Team } from './contract.ts'
import { createWasmKernel } from './wasm/kernel.ts'

/** Which kernel for which program. */
export interface KernelRequest {
  readonly variant: KernelVariant
  readonly program: Program
  /** Threads that share the work of large passes. The bytes do not depend on them. `reference` needs none. */
  readonly team?: Team
}

/**
 * A kernel for one program. Refuses an impossible program with an InputError ('experiment'), and a variant this runtime
 * cannot run (no WebAssembly SIMD, no relaxed SIMD) with an InputError of code 'capability'.
 */
export async function createKernel({ variant, program, team }: KernelRequest): Promise<Kernel> {
  checkProgram(program)
  if (variant === 'simd' || variant === 'simd-fma') return createWasmKernel(variant, program, team)
  // Imported when it is asked for: a page does not carry the oracle. There other names are refused.
  return (await import('./reference/kernel.ts')).createReferenceKernel(program, variant)
}
