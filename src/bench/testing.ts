import type { Examples } from '../data/index.ts'
import { createStream } from '../numerics/index.ts'
import type { Contest } from './contest.ts'
import type { Rates } from './rounds.ts'
import { workOf } from './work.ts'
import { WORKLOADS } from './workloads.ts'

/** Images that are none: 784 uniform numbers each, four fifths of them 0, one of ten classes. */
export function fakeImages(count: number): Examples {
  const stream = createStream(1, 'shuffle', 0)
  const inputs = Float32Array.from({ length: count * 784 }, (_, i) => (i % 5 === 0 ? stream.uniform() : 0))
  const targets = new Float32Array(count * 10)
  for (let n = 0; n < count; n++) targets[10 * n + (n % 10)] = 1
  return { count, inputs, targets, task: 'classification' }
}

export const ratesOf = (name: string, threads: number, ...rates: number[]): Rates =>
  ({ id: `${name}·${threads}`, name, threads, steps: 1, rates })

/** A contest with made-up rates. */
export function contestOf(workload: string, rates: readonly Rates[], more: Partial<Contest> = {}): Contest {
  const found = WORKLOADS.find(({ name }) => name === workload)!
  const inputs = { nonZeros: 150, touched: 400 }
  return { workload, inputs, work: workOf(found, inputs), rates, roundTrips: rates[0]?.rates.map(() => 1e-7) ?? [], sameBytes: {}, burned: 0, ...more }
}
