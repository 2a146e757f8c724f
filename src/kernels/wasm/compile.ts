import { InputError } from '../../errors/index.ts'
import type { TeamJob } from '../contract.ts'
import { MOST_PAGES } from './memory.ts'

export interface KernelExports {
  heapBase(): number
  scratchBytes(rows: number): number
  evaluate(head: number): void
  gradients(head: number): void
  step(head: number): void
  measure(head: number): void
  unscale(head: number): void
  /** Layer 1's gradient, where the last pass left it out. */
  fillGradients(head: number): void
  /** The life of another thread of a team, until `leave`. */
  serve(head: number, thread: number, ticket: number): void
  leave(head: number): void
}

export type WasmVariant = 'simd' | 'simd-fma'

/** A function of one relaxed multiply-add: validates exactly where the runtime has relaxed SIMD. */
const RELAXED = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
  65, 1, 253, 17, 65, 2, 253, 17, 65, 3, 253, 17, 253, 133, 2, 11
)

const modules = new Map<string, Promise<WebAssembly.Module>>()

let wide = false

/**
 * Whether this thread's kernels come from the builds for an engine that joins two neighbouring vectors of 128 bits in one of 256, as V8
 * from Node 24 on does behind `--experimental-wasm-revectorize` on x64. They give the same bytes everywhere, but elsewhere run slower.
 */
export function useWideBuilds(on: boolean): void { wide = on }
export const usesWideBuilds = (): boolean => wide

/** Why this runtime cannot run the variant, or null when it can. */
export function missingCapability(variant: WasmVariant): string | null {
  if (typeof WebAssembly === 'undefined') return 'this runtime has no WebAssembly'
  if (variant === 'simd-fma' && !WebAssembly.validate(RELAXED)) return 'this runtime has no relaxed SIMD'
  return null
}

/** Only the build that is asked for: a page does not download the other. */
function load(variant: WasmVariant, wide: boolean): Promise<{ readonly wasm: string }> {
  if (wide) return variant === 'simd' ? import('./builds/simd-wide.ts') : import('./builds/simd-fma-wide.ts')
  return variant === 'simd' ? import('./builds/simd.ts') : import('./builds/simd-fma.ts')
}

/** Base64 of deflated bytes. Deflated before they became base64: a server's compression cannot make up for that afterwards. */
function inflate(base64: string): Promise<ArrayBuffer> {
  const text = atob(base64)
  const bytes = Uint8Array.from(text, character => character.charCodeAt(0))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()
}

/** A kernel's code in its memory. The memory is shared where the runtime lets threads share one. */
export interface Instance {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly exports: KernelExports
}

/** A fresh instance with its own memory; the module is compiled once per process. Throws InputError 'capability'. */
export async function instantiate(variant: WasmVariant): Promise<Instance> {
  const missing = missingCapability(variant)
  if (missing) {
    const remedy = variant === 'simd-fma'
      ? 'Use --kernels simd, Node 22 or later, or node --experimental-wasm-relaxed-simd'
      : 'Use --kernels reference'
    throw new InputError({ code: 'capability', where: 'kernels', expected: `a runtime for '${variant}'`, got: missing, remedy })
  }
  const name = wide ? `${variant}-wide` : variant
  let compiled = modules.get(name)
  if (!compiled) modules.set(name, (compiled = load(variant, wide).then(({ wasm }) => inflate(wasm)).then(bytes => WebAssembly.compile(bytes))))
  const module = await compiled
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
  return { module, memory, exports: await enter(module, memory) }
}

async function enter(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<KernelExports> {
  let words = new Int32Array(memory.buffer)
  const sleep = (index: number, old: number): void => {
    if (index >= words.length) words = new Int32Array(memory.buffer)
    Atomics.wait(words, index, old)
  }
  const instance = await WebAssembly.instantiate(module, { env: { memory, sleep } })
  return instance.exports as unknown as KernelExports
}

/**
 * The part of a team's other threads, number 1 and up: calls `entered` and then blocks its thread until the kernel is disposed of,
 * asleep but for the passes it is called to.
 */
export async function serveKernel({ module, memory, head, ticket }: TeamJob, thread: number, entered: () => void): Promise<void> {
  const wasm = await enter(module, memory)
  entered()
  wasm.serve(head, thread, ticket)
}
