import type { Experiment, WeightInitialization } from '../experiment/index.ts'
import { exp, log, mean, standardDeviation } from '../numerics/index.ts'
import { series, type Trace } from '../trace/index.ts'
import type { Budget, PlannedRun } from './claim.ts'
import { valuesOf } from './evidence.ts'
import { variant } from './experiments.ts'
import { indices } from './figures.ts'

/** Momentum's kind and largest value; the schedule is the paper's. */
export interface Method {
  readonly name: string
  readonly max: number
  readonly nesterov: boolean
}

export const methods: readonly Method[] = [
  { name: 'none', max: 0, nesterov: false },
  { name: 'classical 0.9', max: 0.9, nesterov: false },
  { name: 'classical 0.99', max: 0.99, nesterov: false },
  { name: 'Nesterov 0.9', max: 0.9, nesterov: true },
  { name: 'Nesterov 0.99', max: 0.99, nesterov: true }
]

/** One finished run: the squared error of a training image, ‖a − y‖² = 2C, in order of time. */
export interface MomentumRun {
  readonly task: 'curves' | 'mnist'
  readonly method: string
  /** `sparse ×1`, …, or `normalised`. */
  readonly start: string
  readonly seed: number
  readonly rate: number
  readonly steps: readonly number[]
  readonly error: readonly number[]
}

/** A cell's learning rate in the default size and in the full one, where it makes six times as many updates at larger momentum. */
type Rates = readonly [usual: number, full: number]

/**
 * The best rates of grids by factors of two to four around these, found once with seed 101, which no claim uses: tuned for each cell and
 * each number of updates, as the paper's were, but on another seed.
 */
const curvesRates: Readonly<Record<string, Rates>> = {
  none: [2, 4], 'classical 0.9': [0.5, 1], 'classical 0.99': [0.5, 0.125], 'Nesterov 0.9': [1, 1], 'Nesterov 0.99': [1, 0.25]
}
const mnistRates: Readonly<Record<string, Rates>> = {
  none: [1, 1], 'classical 0.9': [0.1, 0.06], 'classical 0.99': [0.1, 0.03], 'Nesterov 0.9': [0.3, 0.125], 'Nesterov 0.99': [0.1, 0.06]
}
/** Of Nesterov 0.99 from starts other than the sparse one. */
const startRate = (scale?: number): Rates => [1, scale === 0.25 ? 0.125 : 0.25]

/** The paper lowers a momentum above 0.9 to 0.9 for its last updates; a default run is too short for that, and its momentum ends at 0.95. */
const lowered = { updates: 1000, momentum: 0.9 }

const sparse = (std: number): WeightInitialization => ({ kind: 'sparse', connections: 15, std })
const normalised: WeightInitialization = { kind: 'glorot', distribution: 'uniform', gain: 1 }

/** Factors on the sparse weights other than 1; the default run takes the outer two. */
export const otherScales: readonly number[] = [0.25, 0.5, 2, 4]

interface Cell {
  readonly preset: 'curves-autoencoder' | 'digits-autoencoder'
  readonly method: Method
  readonly weights: WeightInitialization
  readonly rates: Rates
  readonly seeds: number
  readonly epochs: number
  readonly full: boolean
}

function changed({ method, weights, rates, epochs, full }: Cell, e: Experiment): Experiment {
  const updates = (epochs * e.data.train) / e.training.batchSize
  const changes = full && method.max > lowered.momentum ? [{ step: updates - lowered.updates, momentum: lowered.momentum }] : []
  const momentum = method.max === 0 ? 0 : ({ kind: 'sutskever', max: method.max } as const)
  return {
    ...e,
    network: { ...e.network, initialization: { ...e.network.initialization, weights } },
    training: {
      ...e.training, epochs, optimizer: { kind: 'sgd', learningRate: rates[full ? 1 : 0], momentum, nesterov: method.nesterov },
      ...(changes.length > 0 ? { changes } : {})
    },
    observe: { ...e.observe, every: { epochs: epochs / 10 } }
  }
}

/** Every method from the sparse start on curves, and by default three of them on digits; other starts for Nesterov 0.99, and for no momentum from the normalised one. */
export function momentumRuns({ full }: Budget): PlannedRun[] {
  const [none, , , , nesterov] = methods as [Method, Method, Method, Method, Method]
  const curves = { preset: 'curves-autoencoder', seeds: full ? 8 : 4, epochs: full ? 600 : 100, full } as const
  const start = { ...curves, seeds: full ? 8 : 3, method: nesterov }
  const cells: Cell[] = [
    ...methods.map(method => ({ ...curves, method, weights: sparse(1), rates: curvesRates[method.name]! })),
    ...otherScales.filter(scale => full || scale < 0.5 || scale > 2).map(scale => ({ ...start, weights: sparse(scale), rates: startRate(scale) })),
    { ...start, weights: normalised, rates: startRate() },
    { ...start, weights: normalised, method: none, rates: [4, 4] },
    ...methods.filter(({ max }) => full || max !== 0.9).map(method => ({
      preset: 'digits-autoencoder' as const, seeds: full ? 4 : 2, epochs: full ? 300 : 40, full, method, weights: sparse(1), rates: mnistRates[method.name]!
    }))
  ]
  return cells.flatMap(cell =>
    indices(cell.seeds).map(s => ({ mode: 'run' as const, experiment: variant(cell.preset, s + 1, e => changed(cell, e)) }))
  )
}

function methodOf({ training: { optimizer } }: Experiment): string {
  if (optimizer.kind !== 'sgd' || typeof optimizer.momentum === 'number') return 'none'
  return `${optimizer.nesterov ? 'Nesterov' : 'classical'} ${optimizer.momentum.max}`
}

/** Every run, also one that ended non-finite: its error is then NaN or infinite and loses every comparison. */
export function gatherMomentum(traces: readonly Trace[]): MomentumRun[] {
  return traces.map(trace => {
    const { data, network, seed, training } = trace.experiment
    const { weights } = network.initialization
    return {
      task: data.kind === 'curves' ? 'curves' : 'mnist',
      method: methodOf(trace.experiment),
      start: weights.kind === 'sparse' ? `sparse ×${weights.std}` : 'normalised',
      seed,
      rate: training.optimizer.learningRate,
      steps: [...series(trace, 'cost', 0).step],
      error: valuesOf(trace, 'cost', 0).map(c => 2 * c)
    }
  })
}

/** What names a cell of the table. */
export interface CellName {
  readonly task: MomentumRun['task']
  readonly method: string
  readonly start: string
}

export const ofCell = (runs: readonly MomentumRun[], { task, method, start }: CellName): readonly MomentumRun[] =>
  runs.filter(r => r.task === task && r.method === method && r.start === start)

export const finalError = (run: MomentumRun): number => run.error.at(-1)!

/** Student's t at 97.5 % by degrees of freedom 1 … 7. */
const studentQuantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365]

/** Error of one cell over that of another, seed by seed: geometric mean with its 95 % interval (t on the logarithms). */
export interface Comparison {
  readonly pairs: number
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/**
 * Pairs are runs of the same seed, which share their data and their start; of several pairs of cells a seed's logarithms are averaged
 * first, so that seeds stay the independent units. NaN where there are fewer than two seeds.
 */
export function compare(runs: readonly MomentumRun[], cells: readonly (readonly [first: CellName, second: CellName])[]): Comparison {
  const errorOf = (cell: CellName, seed: number): number | undefined => ofCell(runs, cell).filter(r => r.seed === seed).map(finalError)[0]
  const logs = [...new Set(runs.map(r => r.seed))].flatMap(seed => {
    const own = cells.flatMap(([first, second]) => {
      const [a, b] = [errorOf(first, seed), errorOf(second, seed)]
      return a === undefined || b === undefined ? [] : [log(a / b)]
    })
    return own.length === cells.length ? [mean(own)] : []
  })
  const pairs = logs.length
  const half = ((studentQuantiles[pairs - 2] ?? NaN) * standardDeviation(logs)) / Math.sqrt(pairs)
  if (pairs < 2) return { pairs, ratio: NaN, low: NaN, high: NaN }
  const middle = mean(logs)
  return { pairs, ratio: exp(middle), low: exp(middle - half), high: exp(middle + half) }
}
