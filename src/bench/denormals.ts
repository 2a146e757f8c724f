import type { Examples } from '../data/index.ts'
import { formatNumber } from '../numerics/index.ts'
import { idOf, type WasmName } from './contestant.ts'
import { atMost, ratioText, timeText } from './format.ts'
import { openBench, readNorms, timeSteps, type Bench } from './ours.ts'
import { alternate, type Plan } from './rounds.ts'
import { ratios, spreadOf, type Spread } from './summary.ts'
import { columnsOf, type Table } from './table.ts'
import type { Workload } from './workloads.ts'

/** A net of so many hidden layers of 30 sigmoids, its weights those of the book times `scale`. */
interface Case {
  readonly label: string
  readonly hidden: number
  readonly scale: number
}

/** What one net's steps cost after some training. */
export interface DenormalCase extends Case {
  /** ‖δ¹‖ at the end: how far the signal has vanished. */
  readonly firstNorm: number
  /** Seconds a step. */
  readonly seconds: Spread
  /** Time a step and hidden layer over the 4-layer net's, round by round. */
  readonly perLayer: Spread
}

export interface Denormals {
  readonly variant: WasmName
  readonly cases: readonly DenormalCase[]
}

/**
 * σ′ ≈ 0.2 and weights of std 1/√30: δ shrinks by about 5 a layer; with weights times 0.02 by about 250, below float32 and its
 * denormals in all but the top twenty layers.
 */
const CASES: readonly Case[] = [
  { label: '1 layer', hidden: 1, scale: 1 },
  { label: '4 layers', hidden: 4, scale: 1 },
  { label: '100 layers', hidden: 100, scale: 1 },
  { label: '100 layers, weights × 0.02', hidden: 100, scale: 0.02 },
  { label: '100 layers, weights × 5', hidden: 100, scale: 5 }
]
const [ONE, FOUR, DEEP, UNDERFLOWING, HEALTHY] = [0, 1, 2, 3, 4] as const
const BATCH = 100
const TRAINING_STEPS = 200

/** In alternation, so that the per-layer ratios are of adjacent rounds. */
export async function measureDenormals(variant: WasmName, images: Examples, plan: Plan): Promise<Denormals> {
  const benches: Bench[] = []
  try {
    for (const one of CASES) benches.push(await trainedBench(variant, one, images))
    const contestants = benches.map((bench, i) => {
      const name = CASES[i]!.label
      return { id: idOf(name, 1), name, threads: 1, run: async (steps: number) => timeSteps(bench, steps, 0, readLast) }
    })
    const rates = await alternate(contestants, plan)
    const perLayer = rates.map(({ rates: all }, i) => all.map(rate => 1 / (rate * CASES[i]!.hidden)))
    const cases = CASES.map((one, i): DenormalCase => ({
      ...one, firstNorm: benches[i]!.kernel.sums()[0]!.deltaNorm, seconds: spreadOf(rates[i]!.rates.map(rate => 1 / rate)),
      perLayer: ratios(perLayer[i]!, perLayer[FOUR]!)
    }))
    return { variant, cases }
  } finally {
    for (const { kernel } of benches) kernel.dispose()
  }
}

/** Only the output's norm: deep in a vanishing net a norm may be 0, which is no reason to stop. */
const readLast = ({ kernel }: Bench): void => {
  if (!(kernel.sums().at(-1)!.deltaNorm > 0)) throw new Error('the output layer has no error')
}

async function trainedBench(variant: WasmName, { hidden, scale }: Case, images: Examples): Promise<Bench> {
  const layers = [784, ...new Array<number>(hidden).fill(30), 10]
  const workload: Workload = { name: `${hidden}`, layers, examples: 1000, batch: BATCH, learningRate: 0.1, l2: 5, gather: true }
  const bench = await openBench({ variant, threads: 1 }, workload, images)
  const scaled = bench.kernel.getParameters().map((layer, i) =>
    i === 0 || i >= hidden ? layer : { ...layer, weights: Float32Array.from(layer.weights, w => w * scale) })
  bench.kernel.setParameters(scaled)
  timeSteps(bench, TRAINING_STEPS, 0, hidden <= 4 ? readNorms : readLast)
  return bench
}

export function denormalTable(all: readonly Denormals[]): Table {
  return {
    title: 'Deep nets and denormals',
    columns: columnsOf('build', 'hidden layers', '>‖δ¹‖', '>a step', '>a step and hidden layer', '>÷ the 4-layer net', 'asked'),
    rows: all.flatMap(({ variant, cases }) => cases.map((one, i) => [
      i === 0 ? variant : '', one.label, formatNumber(one.firstNorm), timeText(one.seconds.median),
      timeText(one.seconds.median / one.hidden), ratioText(one.perLayer.median), one.hidden > 4 ? atMost(one.perLayer.median, 1) : ''
    ])),
    notes: [
      `784-30×h-10, batch ${BATCH}, after ${TRAINING_STEPS} steps; 784 inputs make the first hidden layer the dearest.`,
      ...all.flatMap(notesOf)
    ]
  }
}

/** What the first layer hides in a time per layer: what a further layer adds, and the same arithmetic with and without vanishing. */
function notesOf({ variant, cases }: Denormals): string[] {
  const time = (i: number): number => cases[i]!.seconds.median
  const added = (from: number, to: number): string => timeText((time(to) - time(from)) / (cases[to]!.hidden - cases[from]!.hidden))
  const [deep, underflowing] = [DEEP, UNDERFLOWING].map(i => ratioText(time(i) / time(HEALTHY)))
  return [
    `${variant}: each hidden layer from the second to the fourth adds ${added(ONE, FOUR)}, each beyond ${added(FOUR, DEEP)}.`,
    `${variant}: the vanishing nets take ${deep} and ${underflowing} times as long as the one whose δ stays within float32.`
  ]
}
