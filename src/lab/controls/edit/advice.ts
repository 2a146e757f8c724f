import type { ActivationName, Experiment } from '../../../experiment/index.ts'
import type { RunEnd } from '../../../trace/index.ts'
import { edited, type Setting } from './edit.ts'

type NonFiniteEnd = Extract<RunEnd, { readonly kind: 'nonFinite' }>

/** A change that may help, ready to be opened. */
export interface Advice {
  readonly kind: 'learningRate' | 'clipping' | 'weights' | 'l2'
  /** What the number or the name is to be. */
  readonly value: number | string
  readonly experiment: Experiment
}

/** Slopes that are 1 for large z, so that only the weights hold the signal back. */
const RAMPS: readonly ActivationName[] = ['relu', 'leakyRelu', 'elu', 'gelu', 'silu', 'softplus']

/** The round number below a tenth of a rate: 0.3 → 0.03. */
export const aTenth = (rate: number): number => Number((rate / 10).toPrecision(2))

/** A run that is lost in so few updates was far beyond any rate that works. */
const FEW = 10

/**
 * The rate to try: a tenth; where the run was lost at once, down to a hundredth, but not below 0.1 for that. A ReLU network at rate 10
 * is lost at update 3, and at rate 1 at update 5; at 0.1 it learns.
 */
export const smallerRate = (rate: number, step: number): number =>
  (step < FEW ? Math.min(aTenth(rate), Math.max(0.1, aTenth(aTenth(rate)))) : aTenth(rate))

/**
 * What to try where a run met its first non-finite value, the likeliest first. `experiment` is the run's, as it stands at its end. Values
 * that are bad before the first update come from the start alone; those of the data no setting mends.
 */
export function adviceFor(experiment: Experiment, { operation, step }: NonFiniteEnd): readonly Advice[] {
  if (operation === 'input') return []
  const { network, training: { optimizer, gradientClipping, l2 }, data } = experiment
  const { learningRate } = optimizer
  const advice: Advice[] = []
  const add = (kind: Advice['kind'], value: Advice['value'], settings: readonly Setting[]): void => {
    const next = edited(experiment, settings)
    if (next.kind === 'valid') advice.push({ kind, value, experiment: next.experiment })
  }
  const rate = smallerRate(learningRate, step)
  const shrinks = (learningRate * l2) / data.train
  if (operation !== 'initialisation') {
    // Each update takes the weights to 1 − ηλ/n of themselves: beyond 2 they grow without any gradient.
    if (shrinks >= 2) add('l2', 0, [['training.l2', 0]])
    if (learningRate > 0) add('learningRate', rate, [['training.optimizer.learningRate', rate]])
    if (gradientClipping === null) add('clipping', 1, [['training.gradientClipping', 'norm:1']])
  }
  const { weights } = network.initialization
  const kind = RAMPS.includes(network.activation) ? 'he' : 'glorot'
  const large = 'scaling' in weights ? weights.scaling === 'none' || weights.std > 2 : 'gain' in weights ? Math.abs(weights.gain) > 2 : true
  if (large) add('weights', kind, [['network.initialization.weights.kind', kind]])
  return advice
}
