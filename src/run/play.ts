import type { Dataset } from '../data/index.ts'
import { InputError } from '../errors/index.ts'
import { resolve, withChange, type Experiment, type TrainingNumbers } from '../experiment/index.ts'
import type { KernelVariant, LayerParameters, NonFinite, Program, Snapshot } from '../kernels/index.ts'
import { TraceBuilder, type Columns, type RunEnd, type Trace } from '../trace/index.ts'
import type { Position } from '../training/index.ts'
import { startingPoint, type Checkpoint } from './checkpoint.ts'
import type { RunOptions } from './options.ts'
import { openSession, type Session } from './session.ts'

/** Readings outside a trace, or a part of one. */
export interface Readings {
  readonly quantities: readonly string[]
  readonly columns: Columns
}

/** What opening a run needs; the rest of `RunOptions` says how far it goes. */
export type PlayOptions = Pick<RunOptions, 'source' | 'kernel' | 'team' | 'dataset' | 'resume'>

/**
 * An experiment in one's hands: loaded, its weights drawn (or as a checkpoint left them), to be trained update by update. `run` is made
 * of it. Whatever is looked at between two updates changes no bytes of the run. Dispose of it.
 */
export async function openPlay(experiment: Experiment, options: PlayOptions): Promise<Play> {
  const variant = options.kernel ?? options.resume?.kernel ?? 'simd'
  if (!options.resume) return new Play(await openSession(startingPoint(experiment, variant), options), null)
  const { checkResume, goingOn } = await import('./check-resume.ts')
  checkResume(options.resume, experiment, variant)
  const checkpoint = goingOn(options.resume, experiment)
  const { end } = checkpoint.trace
  return new Play(await openSession(checkpoint, options), end.kind === 'stopped' ? null : end)
}

/** A run as it stands between two updates. */
export class Play {
  readonly #session: Session
  #experiment: Experiment
  #end: RunEnd | null
  /** The kernel's last pass went over the observed rows, and nothing was updated since. */
  #seen = false

  constructor(session: Session, end: RunEnd | null) {
    this.#session = session
    this.#experiment = session.experiment
    this.#end = end
  }

  /** The document of the run so far: with the changes that were made on the way. */
  get experiment(): Experiment { return this.#experiment }
  get kernel(): KernelVariant { return this.#session.kernel.variant }
  get program(): Program { return this.#session.kernel.program }
  get dataset(): Dataset { return this.#session.dataset }
  get stepsPerEpoch(): number { return this.#session.trainer.stepsPerEpoch }
  /** Updates in the whole run. */
  get steps(): number { return this.#session.trainer.steps }
  /** The update to be taken next. */
  get position(): Position { return this.#session.trainer.position() }
  /** How it ended: all updates and the last reading done, or the first non-finite value. */
  get end(): RunEnd | null { return this.#end }
  /** Readings so far. */
  get readings(): number { return this.#session.builder.length }
  /** Whether a reading stands before the update to be taken next. */
  get due(): boolean { return this.#session.observer.due(this.position.step) }

  /** Takes the next update, and before it the reading if one is due; after the last update the last reading. Nothing once it ended. */
  step(): void {
    if (this.#end) return
    const { trainer, observer } = this.#session
    this.#seen = false
    const position = trainer.position()
    const isLast = position.step === trainer.steps
    const bad = isLast ? observer.read(position) : observer.step()
    if (bad) this.#end = nonFiniteEnd(bad, position, trainer.stepsPerEpoch)
    else if (isLast) this.#end = { kind: 'done' }
  }

  /** Cost and accuracy of the last reading, on the validation part where it was evaluated. */
  latest(): { readonly cost?: number; readonly accuracy?: number } { return this.#session.observer.latest() }

  /** Rows that went through the kernel since the last call: what pacing counts. */
  rowsSpent(): number { return this.#session.observer.rowsSpent() }

  /** Other numbers from the next update on: `experiment` gains a change (at the beginning, those numbers). Refuses as `resolve` does. */
  change(numbers: TrainingNumbers): void {
    this.#goOn(withChange(this.#experiment, this.position.step, numbers))
  }

  /**
   * So many epochs in all, more than before. A run that was done goes on, without its last reading, which is taken anew if one is due
   * there. Refused where the schedule counts on the number of epochs.
   */
  extend(epochs: number): void {
    const { training } = this.#experiment
    if (training.schedule.kind === 'cosine') {
      const expected = `the ${training.epochs} epochs that its cosine schedule is made for`
      throw new InputError({ code: 'experiment', where: 'training.epochs', expected, got: String(epochs) })
    }
    if (!(epochs > training.epochs)) {
      throw new InputError({ code: 'experiment', where: 'training.epochs', expected: `more than ${training.epochs}`, got: String(epochs) })
    }
    this.#goOn(resolve({ ...this.#experiment, training: { ...training, epochs } }))
    if (this.#end?.kind !== 'done') return
    this.#end = null
    this.#session.builder.dropFrom(this.position.step)
  }

  /** A copy of the readings from number `start` on. */
  since(start: number): Readings {
    const { builder } = this.#session
    return { quantities: builder.quantities, columns: builder.since(start) }
  }

  /** The reading that the next step will take, if one is due here; it costs a pass of its own and is not part of the trace. */
  peek(): Readings | null {
    const { builder, observer } = this.#session
    if (this.#end || !this.due) return null
    const apart = new TraceBuilder(this.#experiment, this.kernel, builder.quantities)
    this.#seen = observer.peek(this.position, apart)
    return { quantities: apart.quantities, columns: apart.since(0) }
  }

  /** All arrays of a pass over the observed examples, where the network stands. Costs that pass and the copies. */
  snapshot(): Snapshot {
    const { kernel, experiment } = this.#session
    if (!this.#seen) kernel.gradients('train', Uint32Array.from({ length: experiment.observe.examples }, (_, i) => i))
    this.#seen = true
    return kernel.snapshot()
  }

  parameters(): LayerParameters[] { return this.#session.kernel.getParameters() }

  /** The trace so far; unless it ended, one that stopped here. O(readings). */
  trace(): Trace {
    return this.#session.builder.finish(this.#end ?? { kind: 'stopped', ...this.position }, this.#experiment)
  }

  /** Everything to go on from, with the trace so far. */
  checkpoint(): Checkpoint {
    const { kernel, observer } = this.#session
    const { step, epoch } = this.position
    const state = step === 0 ? null : kernel.getState()
    const updateNorms = observer.updateNorms()
    return { version: 1, experiment: this.#experiment, kernel: kernel.variant, step, epoch, state, updateNorms, trace: this.trace() }
  }

  dispose(): void { this.#session.kernel.dispose() }

  #goOn(experiment: Experiment): void {
    this.#experiment = experiment
    this.#session.trainer.goOn(experiment.training)
  }
}

/** Parameters that were bad before the step were made so by the update before it, and are put down to that one. */
export function nonFiniteEnd({ operation, layer, quantity }: NonFinite, { step, epoch }: Position, stepsPerEpoch: number): RunEnd {
  const end = { kind: 'nonFinite', step, epoch, layer, quantity, operation } as const
  if (operation !== 'initialisation or update') return end
  if (step === 0) return { ...end, operation: 'initialisation' }
  return { ...end, step: step - 1, epoch: Math.floor((step - 1) / stepsPerEpoch), operation: 'update' }
}
