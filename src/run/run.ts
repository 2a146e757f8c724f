import type { Experiment } from '../experiment/index.ts'
import type { NonFinite } from '../kernels/index.ts'
import type { RunEnd } from '../trace/index.ts'
import type { Position } from '../training/index.ts'
import { startingPoint, type Checkpoint } from './checkpoint.ts'
import type { RunOptions, RunResult } from './options.ts'
import { openSession, type Session } from './session.ts'

/**
 * Trains an experiment and returns its trace. Readings at epoch e are taken before the update of epoch e: entry 0 is the
 * initialisation, and one more follows the last update, so that E epochs make E + 1 entries (likewise with `every: {steps}`).
 * A non-finite value ends the run with a trace that says where; an abort or `maxEpochs` ends it with a checkpoint to go on from.
 * Same experiment, same kernel, same bytes. A mistake in the experiment, data or checkpoint throws InputError.
 */
export async function run(experiment: Experiment, options: RunOptions): Promise<RunResult> {
  const begun = options.clock?.() ?? 0
  const variant = options.kernel ?? options.resume?.kernel ?? 'simd'
  if (options.resume) (await import('./check-resume.ts')).checkResume(options.resume, experiment, variant)
  const checkpoint = options.resume ?? startingPoint(experiment, variant)
  const session = await openSession(checkpoint, options)
  try {
    const over = options.resume && options.resume.trace.end.kind !== 'stopped'
    const end = over ? checkpoint.trace.end : await train(session, options)
    return resultOf(session, end, secondsSince(begun, options))
  } finally {
    session.kernel.dispose()
  }
}

/** The readings of epoch 0 only, without a step: what `run` would have read first. Its checkpoint is the run's beginning. */
export async function measureExperiment(experiment: Experiment, options: RunOptions): Promise<RunResult> {
  const begun = options.clock?.() ?? 0
  const checkpoint = startingPoint(experiment, options.kernel ?? 'simd')
  const session = await openSession(checkpoint, options, true)
  try {
    const start = { epoch: 0, step: 0 }
    const bad = session.observer.read(start)
    const trace = session.builder.finish(bad ? nonFiniteEnd(bad, start, session) : { kind: 'done' })
    return { trace, parameters: session.kernel.getParameters(), checkpoint, seconds: secondsSince(begun, options) }
  } finally {
    session.kernel.dispose()
  }
}

async function train(session: Session, options: RunOptions): Promise<RunEnd> {
  const { trainer, observer, pacer } = session
  const limit = Math.min((options.maxEpochs ?? Infinity) * trainer.stepsPerEpoch, options.maxSteps ?? Infinity)
  for (;;) {
    const position = trainer.position()
    const isLast = position.step === trainer.steps
    if (options.signal?.aborted || (position.step >= limit && !isLast)) return { kind: 'stopped', ...position }
    const bad = isLast ? observer.read(position) : observer.step()
    const paused = pacer.spend(observer.rowsSpent())
    if (paused || isLast || observer.due(position.step)) report(session, options)
    if (bad) return nonFiniteEnd(bad, position, session)
    if (isLast) return { kind: 'done' }
    if (paused) await pacer.pause()
  }
}

/** Parameters that were bad before the step were made so by the update before it, and are put down to that one. */
function nonFiniteEnd({ operation, layer, quantity }: NonFinite, { step, epoch }: Position, { trainer }: Session): RunEnd {
  const end = { kind: 'nonFinite', step, epoch, layer, quantity, operation } as const
  if (operation !== 'initialisation or update') return end
  if (step === 0) return { ...end, operation: 'initialisation' }
  return { ...end, step: step - 1, epoch: Math.floor((step - 1) / trainer.stepsPerEpoch), operation: 'update' }
}

function report({ trainer, observer, experiment }: Session, { onProgress }: RunOptions): void {
  if (!onProgress) return
  const { epoch, step } = trainer.position()
  onProgress({ epoch, epochs: experiment.training.epochs, step, ...observer.latest() })
}

function resultOf({ experiment, kernel, trainer, builder, observer }: Session, end: RunEnd, seconds: number): RunResult {
  const trace = builder.finish(end)
  const { step, epoch } = trainer.position()
  const state = step === 0 ? null : kernel.getState()
  const updateNorms = observer.updateNorms()
  const checkpoint: Checkpoint = { version: 1, experiment, kernel: kernel.variant, step, epoch, state, updateNorms, trace }
  return { trace, parameters: kernel.getParameters(), checkpoint, seconds }
}

function secondsSince(begun: number, { clock }: RunOptions): number {
  return clock ? (clock() - begun) / 1000 : 0
}
