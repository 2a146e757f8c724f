import { usesWideBuilds } from '../kernels/index.ts'
import { quantile } from '../numerics/index.ts'
import type { WasmName } from './contestant.ts'

// Bytes of the few instructions that the peak takes (WebAssembly core specification, "Binary format"; relaxed SIMD, 0xfd 0x105).
const [I32, V128, NO_RESULT] = [0x7f, 0x7b, 0x40] as const
const get = (local: number): number[] => [0x20, local]
const set = (local: number): number[] => [0x21, local]
const SPLAT = [0xfd, 0x13]
const MUL = [0xfd, 0xe6, 0x01]
const ADD = [0xfd, 0xe4, 0x01]
const MADD = [0xfd, 0x85, 0x02]
const LANE_0 = [0xfd, 0x1f, 0]
const load = (address: number): number[] => [0x41, 0, 0xfd, 0x00, 4, ...leb(address)]
const store = (address: number, local: number): number[] => [0x41, 0, ...get(local), 0xfd, 0x0b, 4, ...leb(address)] // at i32.const 0 + address
const f32 = (value: number): number[] => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)]
const section = (id: number, body: readonly number[]): number[] => [id, ...leb(body.length), ...body]

/** Unsigned LEB128. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]
}

/** Multiply-adds of one chain within one turn of the loop. */
const UNROLLED = 8

/**
 * A module that exports run(turns: i32) → f32: `chains` vectors, each x ← x·c + d over and over. A chain waits for itself and for
 * nothing else, nothing is loaded or stored, and no product is the same twice, so that no compiler can take one out of the loop.
 * Plain SIMD takes a multiplication and an addition for it, relaxed SIMD one multiply-add where the processor has it.
 * With `wide` a chain is of two vectors, which come from neighbouring places of the memory, where there are zeros, and go back there at the
 * end, the upper one first: that is what an engine joins them by.
 */
export function peakModule(variant: WasmName, chains: number, wide = false): Uint8Array<ArrayBuffer> {
  const [turns, factor, offset, first] = [0, 1, 2, 3], vectors = wide ? 2 * chains : chains
  const each = (body: (local: number) => number[]): number[] => Array.from({ length: vectors }, (_, i) => body(first + i)).flat()
  const step = variant === 'simd'
    ? (x: number): number[] => [...get(x), ...get(factor), ...MUL, ...get(offset), ...ADD, ...set(x)]
    : (x: number): number[] => [...get(x), ...get(factor), ...get(offset), ...MADD, ...set(x)]
  const code = [
    ...f32(0.5), ...SPLAT, ...set(factor), ...f32(1), ...SPLAT, ...set(offset),
    ...each(x => [...(wide ? load(16 * (x - first)) : [...f32(x / 8), ...SPLAT]), ...set(x)]),
    0x03, NO_RESULT, // loop
    ...Array.from({ length: UNROLLED }, () => each(step)).flat(),
    ...get(turns), 0x41, 1, 0x6b, 0x22, turns, 0x0d, 0, // i32.const 1, i32.sub, local.tee turns, br_if 0
    0x0b,
    ...(wide ? Array.from({ length: vectors }, (_, i) => store(16 * (i ^ 1), first + (i ^ 1))).flat() : []),
    ...get(first), ...each(x => (x === first ? [] : [...get(x), ...ADD])), ...LANE_0,
    0x0b
  ]
  const locals = [1, vectors + 2, V128]
  const body = [...locals, ...code]
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 1, I32, 1, 0x7d]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [1, 3, ...new Uint8Array([0x72, 0x75, 0x6e]), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body])
  ])
}

/** Floating-point operations of `run(turns)`: four lanes a vector, a multiplication and an addition each. */
export const peakOperations = (vectors: number, turns: number): number => turns * UNROLLED * vectors * 4 * 2

export interface Peak {
  /** GFLOP/s of one thread, the highest over the chain counts, each the median of its rounds. */
  readonly gflops: number
  readonly chains: number
}

/** Chains that fit into sixteen registers beside the two constants and what the compiler keeps for itself, and fewer. */
const CHAINS = [8, 10, 12, 13]

/** The most a build can do here: arithmetic in registers alone, `seconds` a measurement. Throws where the instructions are missing. */
export async function measurePeak(variant: WasmName, seconds: number, rounds = 5): Promise<Peak> {
  const found: Peak[] = []
  const wide = usesWideBuilds()
  for (const chains of CHAINS) {
    const { instance } = await WebAssembly.instantiate(peakModule(variant, chains, wide))
    const run = instance.exports.run as (turns: number) => number
    const time = (turns: number): number => {
      const begun = performance.now()
      run(turns)
      return (performance.now() - begun) / 1000
    }
    let turns = 10_000
    while (time(turns) < seconds / 2 && turns < 2 ** 30) turns *= 2
    const rates = Array.from({ length: rounds }, () => peakOperations(wide ? 2 * chains : chains, turns) / time(turns) / 1e9)
    found.push({ gflops: quantile(rates, 0.5), chains })
  }
  return found.toSorted((a, b) => b.gflops - a.gflops)[0]!
}
