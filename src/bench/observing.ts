import type { Examples } from '../data/index.ts'
import { LAYER_QUANTITIES } from '../experiment/index.ts'
import { measureInto, measurePlan, plannedReadings } from '../instruments/index.ts'
import type { LayerSums } from '../kernels/index.ts'
import { TraceBuilder, type Shape } from '../trace/index.ts'
import type { Contestant, WasmName } from './contestant.ts'
import { atMost, percent, rangeText, rateText } from './format.ts'
import { openBench, readNothing, timeSteps, type Bench, type Reading } from './ours.ts'
import { alternate, type Plan, type Rates } from './rounds.ts'
import { ratios, spreadOf, type Spread } from './summary.ts'
import { columnsOf, type Table } from './table.ts'
import { TARGETS, type Workload } from './workloads.ts'

/** One workload and build: the same steps unobserved, with every field of the sums read, and with every quantity of every layer traced. */
export interface Observing {
  readonly workload: string
  readonly variant: WasmName
  readonly rates: readonly Rates[]
}

const [UNOBSERVED, SUMS, TRACED] = ['unobserved', 'sums', 'traced'] as const

/** Reads every field of every layer's sums. The result means nothing. */
function readFields(sums: readonly LayerSums[]): number {
  let total = 0
  for (const s of sums) {
    total += s.deltaMean[0]! + s.deltaNorm + s.deltaRms + s.backRms + s.weightGradientNorm + s.weightNorm + s.updateNorm + s.activationSum +
      s.activationSquareSum + s.weightedInputSum + s.weightedInputSquareSum + s.slopeSquareSum + s.saturatedCount + s.deadCount
  }
  return total
}

/** As a run that observes every step does (src/run/recorder.ts): all quantities of all layers, each a reading of a trace. */
function tracing(bench: Bench): Reading {
  const builder = new TraceBuilder(bench.experiment, bench.kernel.variant, LAYER_QUANTITIES)
  const plan = measurePlan(LAYER_QUANTITIES, false)
  const norms: number[] = bench.experiment.network.layers.slice(1).map(() => 0)
  let shape: Shape | null = null
  let values = new Float64Array(0)
  const { batch, examples } = bench.workload
  return ({ kernel }, step) => {
    const sums = kernel.sums()
    if (!shape) {
      const places = plannedReadings(plan, sums)
      shape = builder.shapeOf(places)
      values = new Float64Array(places.length)
    }
    measureInto(plan, sums, norms, values, 0, [])
    builder.frame(step, (step * batch) / examples, shape, values)
    for (let l = 0; l < sums.length; l++) norms[l] = sums[l]!.updateNorm
  }
}

const reader = (id: string, run: (steps: number, epoch: number) => number): Contestant => {
  let epoch = 0
  return { id, name: id, threads: 1, run: async steps => run(steps, epoch++) }
}

/** The three in alternation on one kernel. Every round has a trace of its own, which grows from empty. */
export async function observe(variant: WasmName, workload: Workload, images: Examples, plan: Plan): Promise<Observing> {
  const bench = await openBench({ variant, threads: 1 }, workload, images)
  const { trackingRule } = bench
  try {
    const kept = new Float64Array(1) // a store that no compiler leaves out
    const rates = await alternate([
      reader(UNOBSERVED, (steps, epoch) => timeSteps(bench, steps, epoch, readNothing)),
      reader(SUMS, (steps, epoch) => timeSteps(bench, steps, epoch, ({ kernel }) => { kept[0] = readFields(kernel.sums()) }, trackingRule)),
      reader(TRACED, (steps, epoch) => timeSteps(bench, steps, epoch, tracing(bench), trackingRule))
    ], plan)
    return { workload: workload.name, variant, rates }
  } finally {
    bench.kernel.dispose()
  }
}

/** The share of a step that reading adds: t_observed/t_unobserved − 1, round by round. */
export function costOf({ rates }: Observing, what: 'sums' | 'traced'): Spread {
  const find = (id: string): readonly number[] => rates.find(one => one.id === id)?.rates ?? []
  const { median, low, high, count } = ratios(find(UNOBSERVED), find(what))
  return { median: median - 1, low: low - 1, high: high - 1, count }
}

export function observingTable(observed: readonly Observing[]): Table {
  return {
    title: 'The cost of observing every step',
    columns: columnsOf(
      'workload', 'build', '>unobserved, steps/s', '>every field of sums()', '>range', '>all quantities into a trace', '>range', 'asked'
    ),
    rows: observed.map(one => {
      const [sums, traced] = [costOf(one, SUMS), costOf(one, TRACED)]
      const plain = spreadOf(one.rates.find(({ id }) => id === UNOBSERVED)?.rates ?? [])
      const asked = atMost(traced.median, TARGETS[one.workload]?.observing ?? null, x => percent(x, 0))
      return [
        one.workload, one.variant, rateText(plain.median), signed(sums.median), rangeText(sums, signed), signed(traced.median),
        rangeText(traced, signed), asked
      ]
    }),
    notes: [`All ${LAYER_QUANTITIES.length} quantities of every layer, ‖ΔW‖ included. Unobserved: the step alone, without even ‖δ‖.`]
  }
}

const signed = (share: number): string => `${share >= 0 ? '+' : ''}${percent(share)}`
