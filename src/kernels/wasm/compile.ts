import { InputError } from '../../errors/index.ts'
import { simd, simdFma } from './binaries.ts'

export interface KernelExports {
  readonly memory: WebAssembly.Memory
  heapBase(): number
  evaluate(head: number): void
  gradients(head: number): void
  step(head: number): void
  measure(head: number): void
  parametersChanged(head: number): void
}

export type WasmVariant = 'simd' | 'simd-fma'

/** A function of one relaxed multiply-add: validates exactly where the runtime has relaxed SIMD. */
const RELAXED = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
  65, 1, 253, 17, 65, 2, 253, 17, 65, 3, 253, 17, 253, 133, 2, 11
)

const modules = new Map<WasmVariant, Promise<WebAssembly.Module>>()

/** Why this runtime cannot run the variant, or null when it can. */
export function missingCapability(variant: WasmVariant): string | null {
  if (typeof WebAssembly === 'undefined') return 'this runtime has no WebAssembly'
  if (variant === 'simd-fma' && !WebAssembly.validate(RELAXED)) return 'this runtime has no relaxed SIMD'
  return null
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** A fresh instance with its own memory; the module is compiled once per process. Throws InputError 'capability'. */
export async function instantiate(variant: WasmVariant): Promise<KernelExports> {
  const missing = missingCapability(variant)
  if (missing) {
    const remedy = variant === 'simd-fma'
      ? 'Use --kernels simd, Node 22 or later, or node --experimental-wasm-relaxed-simd'
      : 'Use --kernels reference'
    throw new InputError({ code: 'capability', where: 'kernels', expected: `a runtime for '${variant}'`, got: missing, remedy })
  }
  let module = modules.get(variant)
  if (!module) modules.set(variant, (module = WebAssembly.compile(decode(variant === 'simd' ? simd : simdFma))))
  const instance = await WebAssembly.instantiate(await module, {})
  return instance.exports as unknown as KernelExports
}
