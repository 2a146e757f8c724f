import { presetNamed, resolve, type Experiment } from '../experiment/index.ts'
import { quantile, wilsonInterval } from '../numerics/index.ts'
import { series, type Trace } from '../trace/index.ts'
import type { Budget, PlannedRun } from './claim.ts'
import { curveQuantities } from './experiments.ts'
import { chanceMargin, labelCounts } from './published.ts'
import { median } from './statistics.ts'

/** A change to the book's four hidden layers: one thing, or what belongs together (SELU and its weights), or a pair that the name says. */
export interface Cure {
  readonly preset: string
  readonly name: string
  /** Epochs of the default size: more for those that take long to leave the plateau, if they do. */
  readonly epochs: number
  /** What the claim says of it; undefined where it says nothing. */
  readonly said?: 'helps' | 'does not'
  /** Changes how steps are taken, and not the network. */
  readonly descent?: true
}

export const cures: readonly Cure[] = [
  { preset: 'speed-4', name: 'none (the book’s)', epochs: 500, said: 'does not' },
  { preset: 'cure-scaled', name: 'scaled weights', epochs: 80, said: 'helps' },
  { preset: 'cure-tanh', name: 'tanh', epochs: 80, said: 'helps' },
  { preset: 'cure-relu', name: 'ReLU', epochs: 80, said: 'helps' },
  { preset: 'cure-selu', name: 'SELU', epochs: 80 },
  { preset: 'cure-selu-slow', name: 'SELU (η / 2)', epochs: 80, said: 'helps' },
  { preset: 'cure-batch', name: 'batch normalisation', epochs: 80, said: 'helps' },
  { preset: 'cure-layer', name: 'layer normalisation', epochs: 150 },
  { preset: 'cure-residual', name: 'residual links', epochs: 80, said: 'helps' },
  { preset: 'cure-momentum', name: 'momentum 0.9', epochs: 150, said: 'does not', descent: true },
  { preset: 'cure-adam', name: 'Adam (η 0.001)', epochs: 150, said: 'does not', descent: true },
  { preset: 'cure-adam-free', name: 'Adam (η 0.01, λ 0)', epochs: 150, descent: true }
]

type Training = Experiment['training']
const training = (change: Partial<Training>) => (e: Experiment): Experiment => ({ ...e, training: { ...e.training, ...change } })

/** Only in the full size: further single changes, and pairs. */
export const furtherCures: readonly (Omit<Cure, 'epochs'> & { readonly change: (e: Experiment) => Experiment })[] = [
  {
    preset: 'speed-4', name: 'biases 0',
    change: e => ({ ...e, network: { ...e.network, initialization: { ...e.network.initialization, biases: { kind: 'zero' } } } })
  },
  { preset: 'speed-4', name: 'λ 0', descent: true, change: training({ l2: 0 }) },
  {
    preset: 'speed-4', name: 'η 1', descent: true,
    change: training({ optimizer: { kind: 'sgd', learningRate: 1, momentum: 0, nesterov: false } })
  },
  { preset: 'cure-momentum', name: 'momentum 0.9 (λ 0)', descent: true, change: training({ l2: 0 }) },
  {
    preset: 'speed-4', name: 'momentum 0.99', descent: true,
    change: training({ optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0.99, nesterov: false } })
  },
  { preset: 'cure-adam', name: 'Adam (η 0.001, λ 0)', descent: true, change: training({ l2: 0 }) },
  { preset: 'cure-adam-free', name: 'Adam (η 0.01)', descent: true, change: training({ l2: 5 }) },
  { preset: 'large-weights-4', name: 'weights N(0, 1)', change: e => e }
]

interface Planned { readonly cure: Cure; readonly change?: (e: Experiment) => Experiment }
const chosen = (full: boolean): readonly Planned[] =>
  [
    ...cures.map(cure => ({ cure: full ? { ...cure, epochs: 500 } : cure })),
    ...(full ? furtherCures.map(({ change, ...cure }) => ({ cure: { ...cure, epochs: 500 }, change })) : [])
  ]

const seedsOf = ({ full }: Budget): number => (full ? 20 : 10)

/** The book's network as claims 4 to 6 have it, so that its runs are theirs. */
function experimentOf({ cure, change }: Planned, seed: number): Experiment {
  const base = { ...presetNamed(cure.preset).experiment, seed }
  const changed = change ? change(base) : base
  return resolve({
    ...changed,
    training: { ...changed.training, epochs: cure.epochs },
    observe: {
      ...changed.observe, every: { epochs: 1 }, perNeuron: false,
      quantities: cure.preset === 'speed-4' && !change ? curveQuantities : ['deltaNorm', 'accuracy']
    }
  })
}

/** Runs of one cure after another, the same seeds for each. */
export const cureRuns = (budget: Budget): PlannedRun[] =>
  chosen(budget.full).flatMap(planned =>
    Array.from({ length: seedsOf(budget) }, (_, k) => ({ mode: 'run' as const, experiment: experimentOf(planned, k + 1) }))
  )

/** One run: how it began, left the plateau and ended. */
export interface CureRun {
  /** First epoch from which on every reading is above chance; Infinity when it never left for good. */
  readonly left: number
  /** Share right at the last reading; 0 for a run that ended non-finite. */
  readonly accuracy: number
  /** ‖δ‖ of the last hidden layer over the first. */
  readonly ratioAtStart: number
  readonly ratioAtEnd: number
  readonly diverged: boolean
}

export interface CureRuns { readonly cure: Cure; readonly runs: readonly CureRun[] }
export interface CuresEvidence { readonly cures: readonly CureRuns[] }

/** Accuracy that is not better than naming one digit, with the margin of claim 6. */
export const chanceAccuracy = (chanceMargin * Math.max(...labelCounts[1000]!)) / 1000

/** First epoch from which on all accuracies are above the threshold; Infinity when the last is not. */
export function leftAt(accuracy: ArrayLike<number>, epoch: ArrayLike<number>, above: number): number {
  let at = Infinity
  for (let i = accuracy.length - 1; i >= 0 && accuracy[i]! > above; i--) at = epoch[i]!
  return at
}

function runOf(trace: Trace): CureRun {
  const { value: accuracy, epoch } = series(trace, 'accuracy', 0)
  const [first, last] = [1, 4].map(layer => series(trace, 'deltaNorm', layer).value)
  const ratio = (i: number): number => last!.at(i)! / first!.at(i)!
  const diverged = trace.end.kind === 'nonFinite'
  return {
    left: diverged ? Infinity : leftAt(accuracy, epoch, chanceAccuracy),
    accuracy: diverged ? 0 : (accuracy.at(-1) ?? NaN),
    ratioAtStart: ratio(0),
    ratioAtEnd: diverged ? NaN : ratio(-1),
    diverged
  }
}

/** Traces come in the order of `cureRuns`: as many of each cure, the default list or the full one. */
export function gatherCures(traces: readonly Trace[]): CuresEvidence {
  const full = traces.at(-1)?.experiment.training.epochs === 500
  const list = chosen(full).map(({ cure }) => cure)
  const each = traces.length / list.length
  return { cures: list.map((cure, i) => ({ cure, runs: traces.slice(i * each, (i + 1) * each).map(runOf) })) }
}

export type CureVerdict = 'helps' | 'does not' | 'cannot tell'

/** How many runs left the plateau, with Wilson's 95 % interval, and what that says: an interval wholly on one side of one half decides. */
export function cureVerdict(runs: readonly CureRun[]): { left: number; low: number; high: number; verdict: CureVerdict } {
  const left = runs.filter(run => run.left < Infinity).length
  const { low, high } = wilsonInterval(left, runs.length)
  return { left, low, high, verdict: low > 0.5 ? 'helps' : high < 0.5 ? 'does not' : 'cannot tell' }
}

/** Median with the smallest and largest of the values; runs that never left count as later than all others. */
export function spreadOf(values: readonly number[]): { readonly low: number; readonly median: number; readonly high: number } {
  const finite = values.filter(v => !Number.isNaN(v))
  if (finite.length === 0) return { low: NaN, median: NaN, high: NaN }
  const middle = finite.some(v => v === Infinity) ? [...finite].sort((a, b) => a - b)[Math.floor((finite.length - 1) / 2)]! : median(finite)
  return { low: quantile(finite, 0), median: middle, high: quantile(finite, 1) }
}
