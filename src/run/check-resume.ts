import { InputError, shown } from '../errors/index.ts'
import type { Experiment } from '../experiment/index.ts'
import type { KernelVariant } from '../kernels/index.ts'
import { canonicalJson, dropFrom, TraceBuilder } from '../trace/index.ts'
import type { Checkpoint } from './checkpoint.ts'

/**
 * Refuses a checkpoint of another experiment or kernel: what came out would be neither's run. What is still to come may be another:
 * `training.changes` from the checkpoint's step on, and more epochs where the schedule does not count on their number.
 */
export function checkResume(checkpoint: Checkpoint, experiment: Experiment, kernel: KernelVariant): void {
  if (checkpoint.kernel !== kernel) {
    throw mistake('kernel', `${checkpoint.kernel}, as in the checkpoint`, kernel, 'Resume with the same kernels, or start anew')
  }
  const { step, experiment: saved } = checkpoint
  const epochs = laterEpochs(saved, experiment) ? saved.training.epochs : experiment.training.epochs
  const differing = differingPath(past(saved, step, saved.training.epochs), past(experiment, step, epochs), '')
  if (differing === null) return
  const [path, was, asked] = differing
  const remedy = 'A run can only go on as the experiment it began as'
  throw mistake(path || 'experiment', `${shown(was)}, as in the checkpoint`, shown(asked), remedy)
}

/** The checkpoint as one of this experiment, which `checkResume` let through. A run that was done and now has more epochs only stopped. */
export function goingOn(checkpoint: Checkpoint, experiment: Experiment): Checkpoint {
  const { step, epoch, kernel, trace } = checkpoint
  if (canonicalJson(experiment) === canonicalJson(checkpoint.experiment)) return checkpoint
  const longer = trace.end.kind === 'done' && experiment.training.epochs > checkpoint.experiment.training.epochs
  const builder = TraceBuilder.from({ ...trace, experiment, kernel })
  if (longer) dropFrom(builder, step)
  return { ...checkpoint, experiment, trace: builder.finish(longer ? { kind: 'stopped', epoch, step } : trace.end) }
}

/** Of a cosine schedule every step depends on the number of epochs. */
function laterEpochs({ training }: Experiment, asked: Experiment): boolean {
  return training.schedule.kind !== 'cosine' && asked.training.epochs > training.epochs
}

/** What decided the run before this step. */
function past(experiment: Experiment, step: number, epochs: number): Experiment {
  const { changes = [], ...training } = experiment.training
  return { ...experiment, training: { ...training, epochs, changes: changes.filter(change => change.step < step) } }
}

type Difference = readonly [path: string, a: unknown, b: unknown]

/** The first path at which two plain documents differ, with both values; null when they are equal. */
function differingPath(a: unknown, b: unknown, path: string): Difference | null {
  if (canonicalJson(a) === canonicalJson(b)) return null
  if (!isRecord(a) || !isRecord(b)) return [path, a, b]
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = differingPath(a[key], b[key], path === '' ? key : `${path}.${key}`)
    if (found) return found
  }
  return [path, a, b]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mistake(where: string, expected: string, got: string, remedy: string): InputError {
  return new InputError({ code: 'experiment', where, expected, got, remedy })
}
