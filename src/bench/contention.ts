import { spawn, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { Examples } from '../data/index.ts'
import { missingCapability } from '../kernels/index.ts'
import { WASM_NAMES, idOf } from './contestant.ts'
import { rangeText, rateText, ratioText } from './format.ts'
import { asContestant, openBench, type Bench } from './ours.ts'
import { alternate, type Plan, type Rates } from './rounds.ts'
import { ratios, spreadOf } from './summary.ts'
import { columnsOf, type Table } from './table.ts'
import type { Workload } from './workloads.ts'

/** Our rates on one and on two threads while every processor has another program to run. */
export interface Contention {
  readonly workload: string
  readonly busy: number
  readonly rates: readonly Rates[]
}

export async function measureContention(workload: Workload, images: Examples, plan: Plan): Promise<Contention> {
  const benches: Bench[] = []
  const busy: ChildProcess[] = []
  try {
    const contestants = []
    for (const variant of WASM_NAMES.filter(name => missingCapability(name) === null)) {
      for (const threads of [1, 2]) {
        const bench = await openBench({ variant, threads }, workload, images)
        benches.push(bench)
        contestants.push(asContestant(bench, threads))
      }
    }
    for (let i = 0; i < availableParallelism(); i++) busy.push(burner(60))
    return { workload: workload.name, busy: busy.length, rates: await alternate(contestants, plan) }
  } finally {
    for (const child of busy) child.kill('SIGKILL')
    for (const { kernel } of benches) kernel.dispose()
  }
}

/** A process that wants a processor all the time, and ends by itself should we be killed. */
function burner(seconds: number): ChildProcess {
  return spawn(process.execPath, ['-e', `const end = Date.now() + ${1000 * seconds}; while (Date.now() < end);`], { stdio: 'ignore' })
}

export function contentionTable(found: readonly Contention[]): Table {
  return {
    title: 'Two threads on a loaded machine',
    columns: columnsOf('workload', 'build', '>1 thread, steps/s', '>2 threads', '>2 ÷ 1', '>range'),
    rows: found.flatMap(({ workload, rates }) => WASM_NAMES.flatMap(name => {
      const [one, two] = [1, 2].map(threads => rates.find(({ id }) => id === idOf(name, threads)))
      if (!one || !two) return []
      const ratio = ratios(two.rates, one.rates)
      const median = (r: Rates): string => rateText(spreadOf(r.rates).median)
      return [[workload, name, median(one), median(two), ratioText(ratio.median), rangeText(ratio, ratioText)]]
    })),
    notes: found.slice(0, 1).map(({ busy }) => `With ${busy} other programs that never wait, one for each processor.`)
  }
}
