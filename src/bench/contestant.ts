/** The two builds of our kernels. */
export type WasmName = 'simd' | 'simd-fma'
export const WASM_NAMES: readonly WasmName[] = ['simd', 'simd-fma']

/** Someone who can take a number of steps of the present workload and tell how long they took. */
export interface Contestant {
  /** Unique among the contestants of a run, such as `PyTorch·2`. */
  readonly id: string
  readonly name: string
  readonly threads: number
  /** Of a round's length, where a shorter one will do. */
  readonly share?: number
  /** Seconds that `steps` steps took, by the contestant's own clock. Rejects when it cannot go on. */
  run(steps: number): Promise<number>
}

export const idOf = (name: string, threads: number): string => `${name}·${threads}`
