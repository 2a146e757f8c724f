import type { Examples } from '../contract.ts'
import type { Arena } from './memory.ts'

/** Columns of the first layer that go together: 160 rows of 32 weights are 20 KiB, which stay in a first-level cache of 32. */
export const TILE = 160
const WORDS = TILE / 32

export interface LoadedExamples {
  readonly count: number
  readonly task: Examples['task']
  readonly tiles: number
  /** u32 [count · tiles + 1]: where each example's entries of each tile of columns begin. */
  readonly starts: number
  /** {u32 column, f32 value} for every value that is not 0 (a NaN is not 0: it must be found, not skipped). */
  readonly entries: number
  /** u32 [count][tiles][TILE / 32]: a bit for every column with an entry. */
  readonly masks: number
  /** f32 [count][outputs up to 4]. */
  readonly targets: number
}

const SMALLEST = 1.1754943508222875e-38 // a denormal would stall the processor; it counts as 0

/** The examples in the kernel's form: four fifths of an MNIST image are zeros, and a zero costs nothing. */
export function sparse(examples: Examples, fanIn: number, fanOut: number, arena: Arena): LoadedExamples {
  const { count, inputs, task } = examples
  const tiles = Math.ceil(fanIn / TILE)
  let filled = 0
  for (let i = 0; i < inputs.length; i++) if (!(Math.abs(inputs[i]!) < SMALLEST)) filled++
  const starts = arena.take((count * tiles + 1) * 4)
  const entries = arena.take(filled * 8)
  const stride = (fanOut + 3) & ~3
  const targets = arena.take(count * stride * 4)
  const masks = arena.take(count * tiles * WORDS * 4)
  const startView = arena.u32(starts, count * tiles + 1)
  const columns = arena.u32(entries, filled * 2)
  const values = arena.f32(entries, filled * 2)
  const bits = arena.i32(masks, count * tiles * WORDS)
  let next = 0
  for (let n = 0; n < count; n++) {
    for (let k = 0, at = n * fanIn; k < fanIn; k++, at++) {
      if (k % TILE === 0) startView[n * tiles + k / TILE] = next
      const x = inputs[at]!
      if (Math.abs(x) < SMALLEST) continue
      columns[2 * next] = k
      values[2 * next + 1] = x
      bits[(n * tiles + Math.floor(k / TILE)) * WORDS + ((k % TILE) >> 5)]! |= 1 << (k & 31)
      next++
    }
  }
  startView[count * tiles] = next
  const targetView = arena.f32(targets, count * stride)
  for (let n = 0; n < count; n++) targetView.set(examples.targets.subarray(n * fanOut, (n + 1) * fanOut), n * stride)
  return { count, task, tiles, starts, entries, masks, targets }
}
