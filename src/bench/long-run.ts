import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Examples } from '../data/index.ts'
import { LAYER_QUANTITIES } from '../experiment/index.ts'
import { TraceBuilder } from '../trace/index.ts'
import type { WasmName } from './contestant.ts'
import { bytesText, rateText, ratioText, timeText } from './format.ts'
import { experimentOf, openBench, readNorms, timeSteps } from './ours.ts'
import type { Table } from './table.ts'
import { WORKLOADS, type Workload } from './workloads.ts'

/** Memory after a tenth of the steps and after all of them. */
export interface MemoryUse {
  readonly variant: WasmName
  readonly steps: readonly [number, number]
  /** Resident set of the process after a garbage collection, bytes. */
  readonly resident: readonly [number, number]
  /** JavaScript heap in use after a garbage collection, bytes. */
  readonly heap: readonly [number, number]
  /** Pages of 64 KiB of the kernel's wasm memory; null where it could not be seen. */
  readonly pages: readonly [number, number] | null
  /** Steps a second over the first tenth and over the rest. */
  readonly rates: readonly [number, number]
}

/** 10⁵ steps, unless said otherwise of the minibatch workload, ‖δ‖ of every layer read at each. */
export async function measureMemory(
  variant: WasmName, images: Examples, steps = 100_000, workload: Workload = WORKLOADS[0]!
): Promise<MemoryUse> {
  const memories: WebAssembly.Memory[] = []
  const bench = await watching(memories, () => openBench({ variant, threads: 1 }, workload, images))
  const collect = collector()
  const state = (): [number, number, number] => {
    collect()
    const pages = memories.reduce((sum, { buffer }) => sum + buffer.byteLength / 65_536, 0)
    return [process.memoryUsage.rss(), process.memoryUsage().heapUsed, pages]
  }
  try {
    const first = Math.round(steps / 10)
    const early = timeSteps(bench, first, 0, readNorms)
    const before = state()
    const late = timeSteps(bench, steps - first, 1, readNorms)
    const after = state()
    return {
      variant, steps: [first, steps], resident: [before[0], after[0]], heap: [before[1], after[1]],
      pages: memories.length > 0 ? [before[2], after[2]] : null, rates: [first / early, (steps - first) / late]
    }
  } finally {
    bench.kernel.dispose()
  }
}

/** The contract does not show a kernel's memory, so instances are looked at as they are made. */
async function watching<T>(seen: WebAssembly.Memory[], work: () => Promise<T>): Promise<T> {
  const original = WebAssembly.instantiate
  const note = (instance: WebAssembly.Instance): void => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory && !seen.includes(value)) seen.push(value)
  }
  const watched = async (...given: Parameters<typeof original>): Promise<unknown> => {
    const result: unknown = await original(...given)
    note(result instanceof WebAssembly.Instance ? result : (result as WebAssembly.WebAssemblyInstantiatedSource).instance)
    return result
  }
  WebAssembly.instantiate = watched as typeof original
  try {
    return await work()
  } finally {
    WebAssembly.instantiate = original
  }
}

/** A garbage collection on demand, without a flag on the command line. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  return typeof gc === 'function' ? () => void gc() : () => undefined
}

export function memoryTable(uses: readonly MemoryUse[]): Table {
  const lines = uses.map(({ variant, steps, resident, heap, pages, rates }) => {
    const [early, late] = steps.map(count => rateText(count))
    const wasm = pages ? `wasm ${pages[0]} → ${pages[1]} pages` : 'wasm memory n/a'
    return `${variant}: resident ${bytesText(resident[0])} → ${bytesText(resident[1])} (${signedBytes(resident[1] - resident[0])}), ` +
      `heap ${bytesText(heap[0])} → ${bytesText(heap[1])}, ${wasm}, from step ${early} to step ${late}; ` +
      `${rateText(rates[0])} → ${rateText(rates[1])} steps/s.`
  })
  return { title: 'Memory over a long run (minibatch)', columns: [], rows: [], notes: lines }
}

const signedBytes = (bytes: number): string => `${bytes < 0 ? '−' : '+'}${bytesText(Math.abs(bytes))}`

/** Seconds that each tenth of the readings took to be appended to one trace: in frames, as a run takes them, and one by one. */
export interface TraceGrowth {
  readonly readings: number
  readonly framed: readonly number[]
  readonly single: readonly number[]
}

/** As many as three layers have. */
const PLACES = Array.from({ length: 37 }, (_, i) => ({ layer: 1 + Math.floor(i / 13), neuron: -1, quantity: LAYER_QUANTITIES[i % 13]! }))

/**
 * `append` adds readings up to a number. The second of two traces counts: the first has the compiler in it, and stays, so that the memory of
 * its first readings does not come back for those of the second.
 */
function tenthsOf(readings: number, append: (builder: TraceBuilder) => (end: number) => void): number[] {
  let tenths: number[] = []
  const kept: TraceBuilder[] = []
  for (let repeat = 0; repeat < 2; repeat++) {
    const builder = new TraceBuilder(experimentOf(WORKLOADS[0]!), 'simd', LAYER_QUANTITIES), upTo = append(builder)
    kept.push(builder)
    tenths = Array.from({ length: 10 }, (_, tenth) => {
      const begun = performance.now()
      upTo(Math.round(((tenth + 1) * readings) / 10))
      return (performance.now() - begun) / 1000
    })
  }
  if (kept.some(builder => builder.length < readings)) throw new Error('a reading was lost')
  return tenths
}

export function measureTrace(readings = 1_000_000): TraceGrowth {
  const framed = tenthsOf(readings, builder => {
    const shape = builder.shapeOf(PLACES), values = Float64Array.from(PLACES, (_, i) => i)
    return end => { for (let i = builder.length; i < end; i += PLACES.length) builder.frame(i, i / 5000, shape, values) }
  })
  const single = tenthsOf(readings, builder => end => {
    for (let i = builder.length; i < end; i++) builder.add(i >> 2, i / 5000, 1 + (i & 3), -1, LAYER_QUANTITIES[i & 3]!, i)
  })
  return { readings, framed, single }
}

export function traceTable({ readings, framed, single }: TraceGrowth): Table {
  const each = rateText(readings / 10)
  const line = (how: string, tenths: readonly number[], bytes: string): string => {
    const [first, last] = [tenths[0]!, tenths.at(-1)!]
    return `${how}: first ${each} ${timeText(first)}, last ${each} ${timeText(last)} (${ratioText(last / first)} times), ` +
      `slowest tenth ${timeText(Math.max(...tenths))}. ${bytes} bytes a reading.`
  }
  return {
    title: `${rateText(readings)} readings appended to one trace`,
    columns: [], rows: [],
    notes: [line(`In frames of ${PLACES.length}`, framed, (8 + 16 / PLACES.length).toFixed(1)), line('One by one', single, '31')]
  }
}
