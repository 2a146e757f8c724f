import type { RunResult } from '../run/index.ts'

/** Where in a run a value is read: its first or its last reading. */
export type End = 'first' | 'last'

/**
 * The first or last reading of a quantity of a layer (0: the network); NaN where there is none.
 * One pass over the trace, however often asked.
 */
export function valueAt(result: RunResult, quantity: string, layer: number, end: End): number {
  return endsOf(result)[end].get(`${quantity} ${layer}`) ?? NaN
}

/** One value a run. */
export const valuesAt = (results: readonly RunResult[], quantity: string, layer: number, end: End): number[] =>
  results.map(result => valueAt(result, quantity, layer, end))

/** Whether the quantity was read at all. */
export const wasRead = (result: RunResult, quantity: string, layer: number): boolean =>
  endsOf(result).last.has(`${quantity} ${layer}`)

type Ends = Readonly<Record<End, ReadonlyMap<string, number>>>
const known = new WeakMap<RunResult, Ends>()

function endsOf(result: RunResult): Ends {
  const before = known.get(result)
  if (before) return before
  const { trace } = result
  const { layer, neuron, quantity, value } = trace.columns
  const [first, last] = [new Map<string, number>(), new Map<string, number>()]
  for (let i = 0; i < value.length; i++) {
    if (neuron[i] !== -1) continue
    const key = `${trace.quantities[quantity[i]!]!} ${layer[i]!}`
    if (!first.has(key)) first.set(key, value[i]!)
    last.set(key, value[i]!)
  }
  const ends = { first, last }
  known.set(result, ends)
  return ends
}
