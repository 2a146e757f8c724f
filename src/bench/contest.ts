import type { Examples } from '../data/index.ts'
import { missingCapability, type LayerParameters } from '../kernels/index.ts'
import { WASM_NAMES, type Contestant, type WasmName } from './contestant.ts'
import { openControl, tooFar, withoutControl } from './control.ts'
import { asContestant, openBench, readNorms, timeSteps, type Bench, type Ours } from './ours.ts'
import type { Peer } from './peers.ts'
import { alternate, type Plan, type Rates } from './rounds.ts'
import { meanNonZeros, meanTouched, workOf, type Inputs, type Work } from './work.ts'
import type { Workload } from './workloads.ts'

/** One workload with everyone's rates. */
export interface Contest {
  readonly workload: string
  readonly inputs: Inputs
  readonly work: Work
  readonly rates: readonly Rates[]
  /** [rounds] seconds in which a number goes to the other processor and back. */
  readonly roundTrips: readonly number[]
  /** Whether two threads gave the same bytes as one, by variant; absent where it could not be tried. */
  readonly sameBytes: Readonly<Partial<Record<WasmName, boolean>>>
  /** The largest share of a processor that our own process used while a peer had its round: threads of ours that do not sleep. */
  readonly burned: number
}

/** Our kernels as this runtime can run them: its builds on one thread and on two. */
export function ourLineup(): Ours[] {
  const variants = WASM_NAMES.filter(variant => missingCapability(variant) === null)
  return [1, 2].flatMap(count => variants.map((variant): Ours => ({ variant, threads: count })))
}

/** Everyone on one workload, in alternation. One-thread contestants come together, then the two-thread ones. */
export async function holdContest(workload: Workload, images: Examples, peers: readonly Peer[], plan: Plan): Promise<Contest> {
  const benches: Bench[] = []
  const lineup = ourLineup()
  const control = await openControl()
  try {
    const ours: Contestant[] = []
    for (const one of lineup) {
      const bench = await openBench(one, workload, images)
      benches.push(bench)
      ours.push(asContestant(bench, one.threads))
    }
    let burned = 0
    const watched = peers.map(peer => watch(peer.on(workload), plan.seconds / 4, share => { burned = Math.max(burned, share) }))
    const on = (threads: number): Contestant[] => [...watched, ...ours].filter(one => one.threads === threads)
    const all = await alternate([...on(1), control.before, ...on(2), control.after], plan, soFar => tooFar(soFar, plan.rounds))
    const { rates, roundTrips } = withoutControl(all)
    const inputs = inputsOf(workload, images)
    const sameBytes = await compareBytes(lineup, workload, images)
    return { workload: workload.name, inputs, work: workOf(workload, inputs), rates, roundTrips, sameBytes, burned }
  } finally {
    for (const { kernel } of benches) kernel.dispose()
    await control.close()
  }
}

/**
 * Tells which share of a processor this process uses while another one works for `least` seconds or more: beside a warm-up's first steps it
 * still compiles and collects what opening the kernels has left.
 */
function watch(contestant: Contestant, least: number, tell: (share: number) => void): Contestant {
  return {
    ...contestant,
    async run(steps) {
      const before = process.cpuUsage()
      const seconds = await contestant.run(steps)
      const { user, system } = process.cpuUsage(before)
      if (seconds > least) tell((user + system) / 1e6 / seconds)
      return seconds
    }
  }
}

function inputsOf({ layers, examples, batch }: Workload, { inputs }: Examples): Inputs {
  return { nonZeros: meanNonZeros(inputs, layers[0]!, examples), touched: meanTouched(inputs, layers[0]!, examples, batch) }
}

/** Trains each variant for a few steps on one and on two threads from the same start, and compares every parameter. */
async function compareBytes(lineup: readonly Ours[], workload: Workload, images: Examples): Promise<Partial<Record<WasmName, boolean>>> {
  const same: Partial<Record<WasmName, boolean>> = {}
  for (const variant of WASM_NAMES) {
    if (!lineup.some(one => one.variant === variant && one.threads === 2)) continue
    const [one, two] = [await trained({ variant, threads: 1 }, workload, images), await trained({ variant, threads: 2 }, workload, images)]
    same[variant] = one.every((layer, i) => equalBytes(layer.weights, two[i]!.weights) && equalBytes(layer.biases, two[i]!.biases))
  }
  return same
}

async function trained(ours: Ours, workload: Workload, images: Examples): Promise<LayerParameters[]> {
  const bench = await openBench(ours, workload, images)
  try {
    timeSteps(bench, 8, 0, readNorms)
    return bench.kernel.getParameters()
  } finally {
    bench.kernel.dispose()
  }
}

function equalBytes(a: Float32Array | Float64Array, b: Float32Array | Float64Array): boolean {
  return Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0
}
