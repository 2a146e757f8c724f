import type { Experiment } from '../experiment/index.ts'
import type { KernelVariant, LayerParameters, NonFinite, Program } from '../kernels/index.ts'
import type { RunEnd, Trace } from '../trace/index.ts'
import type { Position } from '../training/index.ts'
import { startingPoint, type Checkpoint } from './checkpoint.ts'
import type { RunOptions } from './options.ts'
import { openSession, type Session } from './session.ts'

/** What opening a run needs; the rest of `RunOptions` says how far it goes. */
export type PlayOptions = Pick<RunOptions, 'source' | 'kernel' | 'team' | 'dataset' | 'resume'>

/** What a run begins with, or goes on from, and how it had ended if it had. */
export async function opened(experiment: Experiment, options: PlayOptions): Promise<readonly [session: Session, end: RunEnd | null]> {
  const variant = options.kernel ?? options.resume?.kernel ?? 'simd'
  if (!options.resume) return [await openSession(startingPoint(experiment, variant), options), null]
  const { checkResume, goingOn } = await import('./check-resume.ts')
  checkResume(options.resume, experiment, variant)
  const checkpoint = goingOn(options.resume, experiment)
  const { end } = checkpoint.trace
  return [await openSession(checkpoint, options), end.kind === 'stopped' ? null : end]
}

/** A run as it stands between two updates, for whoever only lets it go on: `run`. `Play` is one that can be looked at and changed. */
export class Course {
  protected readonly session: Session
  protected document: Experiment
  protected ended: RunEnd | null

  constructor(session: Session, end: RunEnd | null) {
    this.session = session
    this.document = session.experiment
    this.ended = end
  }

  /** The document of the run so far: with the changes that were made on the way. */
  get experiment(): Experiment { return this.document }
  get kernel(): KernelVariant { return this.session.kernel.variant }
  get program(): Program { return this.session.kernel.program }
  get stepsPerEpoch(): number { return this.session.trainer.stepsPerEpoch }
  /** Updates in the whole run. */
  get steps(): number { return this.session.trainer.steps }
  /** The update to be taken next. */
  get position(): Position { return this.session.trainer.position() }
  /** How it ended: all updates and the last reading done, or the first non-finite value. */
  get end(): RunEnd | null { return this.ended }
  /** Whether a reading stands before the update to be taken next. */
  get due(): boolean { return this.session.observer.due(this.position.step) }

  /** Takes the next update, and before it the reading if one is due; after the last update the last reading. Nothing once it ended. */
  step(): void {
    if (this.ended) return
    const { trainer, observer } = this.session
    const position = trainer.position()
    const isLast = position.step === trainer.steps
    const bad = isLast ? observer.read(position) : observer.step()
    if (bad) this.ended = nonFiniteEnd(bad, position, trainer.stepsPerEpoch)
    else if (isLast) this.ended = { kind: 'done' }
  }

  /** Cost and accuracy of the last reading, on the validation part where it was evaluated. */
  latest(): { readonly cost?: number; readonly accuracy?: number } { return this.session.observer.latest() }

  /** Rows that went through the kernel since the last call: what pacing counts. */
  rowsSpent(): number { return this.session.observer.rowsSpent() }

  parameters(): LayerParameters[] { return this.session.kernel.getParameters() }

  /** The trace so far; unless it ended, one that stopped here. O(readings). */
  trace(): Trace {
    return this.session.builder.finish(this.ended ?? { kind: 'stopped', ...this.position }, this.document)
  }

  /** Everything to go on from, with the trace so far. */
  checkpoint(): Checkpoint {
    const { kernel, observer } = this.session
    const { step, epoch } = this.position
    const state = step === 0 ? null : kernel.getState()
    const updateNorms = observer.updateNorms()
    return { version: 1, experiment: this.document, kernel: kernel.variant, step, epoch, state, updateNorms, trace: this.trace() }
  }

  dispose(): void { this.session.kernel.dispose() }
}

/** Parameters that were bad before the step were made so by the update before it, and are put down to that one. */
export function nonFiniteEnd({ operation, layer, quantity }: NonFinite, { step, epoch }: Position, stepsPerEpoch: number): RunEnd {
  const end = { kind: 'nonFinite', step, epoch, layer, quantity, operation } as const
  if (operation !== 'initialisation or update') return end
  if (step === 0) return { ...end, operation: 'initialisation' }
  return { ...end, step: step - 1, epoch: Math.floor((step - 1) / stepsPerEpoch), operation: 'update' }
}
