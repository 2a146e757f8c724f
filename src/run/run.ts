import type { Experiment } from '../experiment/index.ts'
import { startingPoint } from './checkpoint.ts'
import { Course, nonFiniteEnd, opened } from './course.ts'
import type { RunOptions, RunResult } from './options.ts'
import { createPacer } from './pause.ts'
import { openSession } from './session.ts'

/**
 * Trains an experiment and returns its trace. Readings at epoch e are taken before the update of epoch e: entry 0 is the
 * initialisation, and one more follows the last update, so that E epochs make E + 1 entries (likewise with `every: {steps}`).
 * A non-finite value ends the run with a trace that says where; an abort or `maxEpochs` ends it with a checkpoint to go on from.
 * Same experiment, same kernel, same bytes. A mistake in the experiment, data or checkpoint throws InputError.
 */
export async function run(experiment: Experiment, options: RunOptions): Promise<RunResult> {
  const begun = options.clock?.() ?? 0
  const course = new Course(...await opened(experiment, options))
  try {
    await train(course, options)
    const checkpoint = course.checkpoint()
    return { trace: checkpoint.trace, parameters: course.parameters(), checkpoint, seconds: secondsSince(begun, options) }
  } finally {
    course.dispose()
  }
}

/** The readings of epoch 0 only, without a step: what `run` would have read first. Its checkpoint is the run's beginning. */
export async function measureExperiment(experiment: Experiment, options: RunOptions): Promise<RunResult> {
  const begun = options.clock?.() ?? 0
  const checkpoint = startingPoint(experiment, options.kernel ?? 'simd')
  const { kernel, trainer, observer, builder } = await openSession(checkpoint, options, true)
  try {
    const start = { epoch: 0, step: 0 }
    const bad = observer.read(start)
    const trace = builder.finish(bad ? nonFiniteEnd(bad, start, trainer.stepsPerEpoch) : { kind: 'done' })
    return { trace, parameters: kernel.getParameters(), checkpoint, seconds: secondsSince(begun, options) }
  } finally {
    kernel.dispose()
  }
}

/** Until the end, the limit or an abort. */
async function train(course: Course, options: RunOptions): Promise<void> {
  const pacer = createPacer(course.kernel, course.program)
  const limit = Math.min((options.maxEpochs ?? Infinity) * course.stepsPerEpoch, options.maxSteps ?? Infinity)
  while (!course.end) {
    const { due, position: { step } } = course
    if (options.signal?.aborted || (step >= limit && step < course.steps)) return
    course.step()
    const paused = pacer.spend(course.rowsSpent())
    if (paused || due) report(course, options)
    if (paused && !course.end) await pacer.pause()
  }
}

function report(course: Course, { onProgress }: RunOptions): void {
  if (!onProgress) return
  const { epoch, step } = course.position
  onProgress({ epoch, epochs: course.experiment.training.epochs, step, ...course.latest() })
}

function secondsSince(begun: number, { clock }: RunOptions): number {
  return clock ? (clock() - begun) / 1000 : 0
}
