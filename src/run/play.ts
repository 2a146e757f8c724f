import type { Dataset } from '../data/index.ts'
import { InputError } from '../errors/index.ts'
import { resolve, withChange, type Experiment, type TrainingNumbers } from '../experiment/index.ts'
import type { Snapshot } from '../kernels/index.ts'
import { dropFrom, TraceBuilder, type Columns } from '../trace/index.ts'
import { Course, opened, type PlayOptions } from './course.ts'
import { createRecorder } from './recorder.ts'

/** Readings outside a trace, or a part of one. */
export interface Readings {
  readonly quantities: readonly string[]
  readonly columns: Columns
}

/**
 * An experiment in one's hands: loaded, its weights drawn (or as a checkpoint left them), to be trained update by update. Whatever is
 * looked at between two updates changes no bytes of the run. Dispose of it.
 */
export async function openPlay(experiment: Experiment, options: PlayOptions): Promise<Play> {
  return new Play(...await opened(experiment, options))
}

/** A run as it stands between two updates. */
export class Play extends Course {
  /** The kernel's last pass went over the observed rows, and nothing was updated since. */
  #seen = false

  get dataset(): Dataset { return this.session.dataset }
  /** Readings so far. */
  get readings(): number { return this.session.builder.length }

  override step(): void {
    if (!this.ended) this.#seen = false
    super.step()
  }

  /** Other numbers from the next update on: `experiment` gains a change (at the beginning, those numbers). Refuses as `resolve` does. */
  change(numbers: TrainingNumbers): void {
    this.#goOn(withChange(this.experiment, this.position.step, numbers))
  }

  /**
   * So many epochs in all, more than before. A run that was done goes on, without its last reading, which is taken anew if one is due
   * there. Refused where the schedule counts on the number of epochs.
   */
  extend(epochs: number): void {
    const { training } = this.experiment
    if (training.schedule.kind === 'cosine') {
      const expected = `the ${training.epochs} epochs that its cosine schedule is made for`
      throw new InputError({ code: 'experiment', where: 'training.epochs', expected, got: String(epochs) })
    }
    if (!(epochs > training.epochs)) {
      throw new InputError({ code: 'experiment', where: 'training.epochs', expected: `more than ${training.epochs}`, got: String(epochs) })
    }
    this.#goOn(resolve({ ...this.experiment, training: { ...training, epochs } }))
    if (this.end?.kind !== 'done') return
    this.ended = null
    dropFrom(this.session.builder, this.position.step)
  }

  /** A copy of the readings from number `start` on. */
  since(start: number): Readings {
    const { builder } = this.session
    return { quantities: builder.quantities, columns: builder.copy(start) }
  }

  /** The reading that the next step will take, if one is due here; it costs a pass of its own and is not part of the trace. */
  peek(): Readings | null {
    const { builder, dataset, kernel, observer } = this.session
    if (this.end || !this.due) return null
    const { step } = this.position
    const apart = new TraceBuilder(this.experiment, this.kernel, builder.quantities)
    const recorder = createRecorder(this.experiment, dataset, this.stepsPerEpoch, apart)
    const passes = observer.look()
    recorder.take(step, passes, passes.train && kernel.sums(), observer.updateNorms())
    this.#seen = passes.train !== null
    return { quantities: apart.quantities, columns: apart.copy() }
  }

  /** All arrays of a pass over the observed examples, where the network stands. Costs that pass and the copies. */
  snapshot(): Snapshot {
    const { kernel, experiment } = this.session
    if (!this.#seen) kernel.gradients('train', Uint32Array.from({ length: experiment.observe.examples }, (_, i) => i))
    this.#seen = true
    return kernel.snapshot()
  }

  #goOn(experiment: Experiment): void {
    this.document = experiment
    this.session.trainer.goOn(experiment.training)
  }
}
