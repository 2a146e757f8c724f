import type { Experiment, TrainingChange, TrainingSpec } from './document.ts'
import { resolve } from './resolve.ts'

/** The numbers of the training that may change on the way. */
export type TrainingNumbers = Omit<TrainingChange, 'step'>
const NAMES = ['learningRate', 'momentum', 'l2'] as const satisfies readonly (keyof TrainingNumbers)[]

/** The training as it stands at an update: `changes` up to and with that step in its own fields, and no such field. O(changes). */
export function trainingAt(training: TrainingSpec, step: number): TrainingSpec {
  const { changes = [], ...rest } = training
  return changes.filter(change => change.step <= step).reduce<TrainingSpec>(withNumbers, rest)
}

/**
 * The experiment with these numbers from update `step` on; at step 0 they are simply its own. What is so already is left out, and a change
 * that says nothing is none, so that a slider moved there and back leaves no trace. Changes at later steps stay. Refuses what `resolve`
 * refuses.
 */
export function withChange(experiment: Experiment, step: number, numbers: TrainingNumbers): Experiment {
  const { changes = [], ...rest } = experiment.training
  if (step === 0) return resolve({ ...experiment, training: { ...withNumbers(rest, numbers), changes } })
  const earlier = changes.filter(change => change.step < step)
  const later = changes.filter(change => change.step > step)
  const here = changes.find(change => change.step === step)
  const before = trainingAt({ ...rest, changes: earlier }, step)
  const merged: TrainingChange = { ...here, ...numbers, step }
  const said = NAMES.filter(name => merged[name] !== undefined && merged[name] !== numberOf(before, name))
  const change: TrainingChange = { step, ...Object.fromEntries(said.map(name => [name, merged[name]])) }
  return resolve({ ...experiment, training: { ...rest, changes: [...earlier, ...(said.length > 0 ? [change] : []), ...later] } })
}

function withNumbers(training: TrainingSpec, { learningRate, momentum, l2 }: TrainingNumbers): TrainingSpec {
  const rate = learningRate === undefined ? {} : { learningRate }
  const size = momentum === undefined ? {} : { momentum }
  // A momentum that this optimizer has not is refused by `resolve`, as an unknown key.
  return { ...training, optimizer: { ...training.optimizer, ...rate, ...size } as TrainingSpec['optimizer'], l2: l2 ?? training.l2 }
}

/** Sutskever's schedule is no number, and differs from every one. */
function numberOf({ optimizer, l2 }: TrainingSpec, name: keyof TrainingNumbers): unknown {
  if (name === 'l2') return l2
  if (name === 'learningRate') return optimizer.learningRate
  return optimizer.kind === 'sgd' ? optimizer.momentum : undefined
}
