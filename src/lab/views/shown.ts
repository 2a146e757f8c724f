import { computed } from '@preact/signals'
import type { Experiment } from '../../experiment/index.ts'
import type { Frame } from '../../player/index.ts'
import { shownEpoch, shownFrame, shownMoment } from '../state/cursor.ts'
import { emptyHistory, history, type History } from '../state/history.ts'
import { arrived, end, experiment, facts } from '../state/lab.ts'
import { lastBefore, type Broken } from './finding.ts'
import { momentOf, type Moment } from './moment.ts'
import type { TimeFrame } from './time-figures.ts'

/** Layers 1…L of an experiment, the last the output. */
export const layersOf = ({ network }: Experiment): number => network.layers.length - 1

/** The layers that charts over time compare: the hidden ones, as in the book; with fewer than two of them the output too. */
export function comparedLayers(layers: number): number[] {
  const hidden = layers - 1
  return Array.from({ length: hidden < 2 ? layers : hidden }, (_, i) => i + 1)
}

/** An experiment that is being opened, or could not be, has neither readings nor a picture; those of the one before it are not its own. */
export const drawnHistory = computed<History>(() => (arrived.value ? history.value : emptyHistory()))
export const drawnFrame = computed<Frame | null>(() => (arrived.value ? shownFrame.value : null))

const momentAt = (index: number): Moment | null => momentOf(drawnHistory.value, index, drawnFrame.value, layersOf(experiment.value))

/** The readings of the moment that every view shows. */
export const shown = computed(() => momentAt(shownMoment.value))

/** The moment of the picture: of earlier moments not every picture is kept, and while a run goes on the newest is seldom of a recorded one. */
export const pictured = computed(() => drawnFrame.value && momentAt(drawnHistory.value.steps.indexOf(drawnFrame.value.step)))

/** The epoch of a moment that a panel has instead of the one that is shown; null where there is no difference to speak of. */
export const elsewhere = (moment: Moment | null): number | null =>
  (moment !== null && shownEpoch.value !== null && shown.value?.step !== moment.step ? moment.epoch : null)

const GAINS = ['deltaRms', 'weightGain', 'slopeGain'] as const

/** The moment at which it is known what layers make of the signal: the one shown where the run reads that, else the picture's. */
export const gained = computed(() => (GAINS.every(name => experiment.value.observe.quantities.includes(name)) ? shown.value : pictured.value))

/** Set while the moment shown is the one at which the run broke off, null before it. */
export const broken = computed<Broken | null>(() => {
  const [over, moment] = [end.value, shown.value]
  return over?.kind === 'nonFinite' && moment && (shownEpoch.value === null || moment.step >= over.step) ? over : null
})

/** The epoch of the values shown, where the run broke off since; null where it did not. */
export const lastShown = computed<number | null>(() => lastBefore(shown.value, broken.value))

/** The last finite one of a series, with its epoch; null where there is none. */
export function lastFinite(values: readonly number[], epochs: readonly number[]): { readonly value: number; readonly epoch: number } | null {
  const at = values.findLastIndex(Number.isFinite)
  return at < 0 ? null : { value: values[at]!, epoch: epochs[at] ?? NaN }
}

/** What charts over epochs need of the run. */
export const timeFrame = computed<TimeFrame>(() => ({
  experiment: experiment.value, stepsPerEpoch: facts.value.stepsPerEpoch, newest: drawnHistory.value.epochs.at(-1) ?? 0, end: end.value
}))
