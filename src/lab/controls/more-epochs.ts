import { LIMITS } from '../../experiment/index.ts'
import { experiment, extend, play } from '../state/lab.ts'

const MOST_AT_ONCE = 10_000

/** So many epochs can be put to a run that is done: as many as it had. None where its schedule is made for their number. */
export function moreEpochs(): number {
  const { epochs, schedule } = experiment.value.training
  return schedule.kind === 'cosine' ? 0 : Math.max(0, Math.min(MOST_AT_ONCE, epochs || 1, LIMITS.epochs - epochs))
}

export function goOn(): void {
  extend(experiment.value.training.epochs + moreEpochs())
  play()
}
