import type { Axis, LinesFigure, Moment as Flag, Series } from '../../charts/index.ts'
import type { Experiment, TrainingChange } from '../../experiment/index.ts'
import type { RunEnd } from '../../trace/index.ts'
import type { ViewWords } from '../words/views.ts'
import { epochText } from '../words/numbers.ts'
import { valueText } from './numbers-text.ts'

/** What every chart over epochs shows of the run: how far it may go, what a hand changed on the way, where it broke off. */
export interface TimeFrame {
  readonly experiment: Experiment
  readonly stepsPerEpoch: number
  /** The newest moment. */
  readonly newest: number
  readonly end: RunEnd | null
}

/** A chart over epochs. */
export function timeFigure(title: string, y: Axis, series: readonly Series[], frame: TimeFrame, w: ViewWords): LinesFigure {
  return {
    kind: 'lines', title, caption: '', legend: false,
    x: { label: w.epoch, scale: 'linear', include: [0, windowEnd(frame.newest, frame.experiment.training.epochs)] }, y, series, ...flags(frame, w)
  }
}

/**
 * Where the axis of epochs ends: 1, 2 or 5 times a power of ten that holds the newest moment, so that it moves in steps and not with every
 * update; the last epoch where that is nearer. Without any epoch 1, so that what theory expects of the start has a length.
 */
export function windowEnd(newest: number, epochs: number): number {
  const least = Math.max(newest, Math.min(10, epochs))
  let power = 1
  while (power * 10 <= least) power *= 10
  const end = [1, 2, 5, 10].map(n => n * power).find(n => n >= least)!
  return end >= epochs ? Math.max(epochs, newest) || end : end
}

/** Changes of the training's numbers, and a run's bad end, on the axis of epochs. */
function flags({ experiment, stepsPerEpoch, newest, end }: TimeFrame, w: ViewWords): Pick<LinesFigure, 'changes' | 'end'> {
  const changes: Flag[] = (experiment.training.changes ?? []).flatMap(change => {
    const x = change.step / stepsPerEpoch
    return x <= Math.max(newest, 0) ? [{ x, label: changeText(change, w) }] : []
  })
  return {
    ...(changes.length > 0 ? { changes } : {}),
    ...(end?.kind === 'nonFinite' ? { end: { x: end.step / stepsPerEpoch, label: w.change.ended(epochText(end.step / stepsPerEpoch)) } } : {})
  }
}

/** What a change set: "η = 0.5, λ = 0". */
export function changeText(change: TrainingChange, w: ViewWords): string {
  return (['learningRate', 'momentum', 'l2'] as const)
    .flatMap(name => (change[name] === undefined ? [] : [w.change[name](valueText(change[name], 3, true))])).join(w.comma)
}
