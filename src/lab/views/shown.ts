import { computed } from '@preact/signals'
import type { Experiment } from '../../experiment/index.ts'
import { shownFrame, shownMoment } from '../state/cursor.ts'
import { history } from '../state/history.ts'
import { end, experiment, facts } from '../state/lab.ts'
import { momentOf, type Moment } from './moment.ts'
import type { TimeFrame } from './time-figures.ts'

/** Layers 1…L of an experiment, the last the output. */
export const layersOf = ({ network }: Experiment): number => network.layers.length - 1

/** The layers that charts over time compare: the hidden ones, as in the book; with fewer than two of them the output too. */
export function comparedLayers(layers: number): number[] {
  const hidden = layers - 1
  return Array.from({ length: hidden < 2 ? layers : hidden }, (_, i) => i + 1)
}

/** The readings of the moment that every view shows. */
export const shown = computed<Moment | null>(() => momentOf(history.value, shownMoment.value, shownFrame.value, layersOf(experiment.value)))

/** What charts over epochs need of the run. */
export const timeFrame = computed<TimeFrame>(() => ({
  experiment: experiment.value, stepsPerEpoch: facts.value.stepsPerEpoch, newest: history.value.epochs.at(-1) ?? 0, end: end.value
}))
