import type { Dataset } from '../data/index.ts'
import type { Experiment } from '../experiment/index.ts'
import { isInstrument } from '../instruments/index.ts'
import type { Kernel, LayerSums, NonFinite, PassResult } from '../kernels/index.ts'
import type { Position, Trainer } from '../training/index.ts'
import type { TraceBuilder } from '../trace/index.ts'
import { createRecorder, type Passes, type Recorder } from './recorder.ts'

export interface ObserverOptions {
  readonly experiment: Experiment
  readonly kernel: Kernel
  readonly trainer: Trainer
  readonly builder: TraceBuilder
  readonly dataset: Dataset
  /** From a checkpoint. */
  readonly updateNorms: readonly number[]
}

/** Takes the readings: knows when one is due, on which pass, and what was asked for. */
export interface Observer {
  /** A reading stands at this step: at 0, at every so many epochs or steps, and after the last. */
  due(step: number): boolean
  /** Reads the state before the step, on a pass of its own. */
  read(position: Position): NonFinite | null
  /** The passes of a reading, for whoever records it elsewhere: the run knows nothing of it. */
  look(): Passes
  /** Takes a step, and the reading if one is due. The result is the first non-finite value of the passes, if any. */
  step(): NonFinite | null
  /** ‖ΔW‖_F of the last step, where the next reading needs it. */
  updateNorms(): readonly number[]
  /** Cost and accuracy of the last reading. */
  latest(): { readonly cost?: number; readonly accuracy?: number }
  /** Rows that went through the kernel since the last call. */
  rowsSpent(): number
}

export function createObserver(options: ObserverOptions): Observer {
  return new RunObserver(options)
}

class RunObserver implements Observer {
  readonly #options: ObserverOptions
  readonly #recorder: Recorder
  /** Steps between readings. */
  readonly #period: number
  readonly #observed: Uint32Array
  readonly #asksLayers: boolean
  readonly #asksUpdates: boolean
  readonly #asksTraining: boolean
  readonly #asksValidation: boolean
  /** The training step passes over the very rows a reading is taken on, so its own pass is the reading's. */
  readonly #sharesPass: boolean
  readonly #norms: number[]
  #passes: Passes = { train: null, validation: null }
  #rows = 0

  constructor(options: ObserverOptions) {
    this.#options = options
    const { experiment, dataset, trainer, builder } = options
    const { observe, training } = experiment
    const examples = dataset.train.count
    this.#recorder = createRecorder(experiment, dataset, trainer.stepsPerEpoch, builder)
    this.#period = 'steps' in observe.every ? observe.every.steps : observe.every.epochs * trainer.stepsPerEpoch
    this.#observed = Uint32Array.from({ length: observe.examples }, (_, i) => i)
    this.#asksLayers = observe.perNeuron || observe.quantities.some(isInstrument)
    this.#asksUpdates = observe.quantities.includes('updateRatio')
    this.#asksTraining = this.#asksLayers || observe.quantities.includes('cost') || observe.quantities.includes('accuracy')
    this.#asksValidation = observe.quantities.includes('validationCost') || observe.quantities.includes('validationAccuracy')
    this.#sharesPass = observe.examples === examples && training.batchSize >= examples
    this.#norms = [...options.updateNorms]
  }

  due(step: number): boolean {
    return step % this.#period === 0 || step === this.#options.trainer.steps
  }

  read(position: Position): NonFinite | null {
    return this.#reading(position, false)
  }

  look(): Passes {
    return { validation: this.#asksValidation ? this.#validate() : null, train: this.#asksTraining ? this.#ownPass() : null }
  }

  step(): NonFinite | null {
    const position = this.#options.trainer.position()
    const due = this.due(position.step)
    if (due && this.#sharesPass) return this.#blame(this.#reading(position, true), position)
    const bad = due ? this.read(position) : null
    if (bad) return bad
    const result = this.#update()
    if (this.#tracks(position.step)) this.#keepNorms(this.#options.kernel.sums())
    return this.#blame(this.#badOf(result), position)
  }

  updateNorms(): readonly number[] {
    return [...this.#norms]
  }

  latest(): { readonly cost?: number; readonly accuracy?: number } {
    return this.#recorder.progress(this.#passes)
  }

  rowsSpent(): number {
    const rows = this.#rows
    this.#rows = 0
    return rows
  }

  #ownPass(): PassResult {
    this.#rows += this.#observed.length
    return this.#options.kernel.gradients('train', this.#observed)
  }

  #validate(): PassResult {
    this.#rows += this.#options.dataset.validation.count
    return this.#options.kernel.evaluate('validation')
  }

  #update(): PassResult {
    const { trainer } = this.#options
    this.#rows += trainer.rows().length
    return trainer.step(this.#tracks(trainer.position().step))
  }

  /**
   * ‖ΔW‖ costs a little, so it is asked only of the step before a reading; and of a step whose pass is the reading's, because only such
   * a step knows ‖W‖ from before its update.
   */
  #tracks(step: number): boolean {
    return this.#asksUpdates && (this.due(step + 1) || (this.#sharesPass && this.due(step)))
  }

  #keepNorms(sums: readonly LayerSums[]): void {
    for (let l = 0; l < sums.length; l++) this.#norms[l] = sums[l]!.updateNorm
  }

  #badOf(result: PassResult | null): NonFinite | null {
    if (!result || result.finite) return null
    return this.#options.kernel.locateNonFinite() ?? { quantity: 'cost', layer: 0, operation: 'unknown' }
  }

  /** After a step: parameters that are bad although its pass was not were made so by its own update, not by one before. */
  #blame(bad: NonFinite | null, { step }: Position): NonFinite | null {
    if (bad?.operation !== 'initialisation or update' || this.#options.trainer.position().step === step) return bad
    const finite = this.#options.kernel.snapshot().layers.every(layer => allFinite(layer.weightedInput) && allFinite(layer.delta))
    return finite ? { ...bad, operation: 'update' } : bad
  }

  /** The validation part goes first: a shared pass, which is that of the update, changes the parameters. */
  #reading({ step }: Position, shared: boolean): NonFinite | null {
    const validation = this.#asksValidation ? this.#validate() : null
    const bad = this.#badOf(validation)
    const train = shared && !bad ? this.#update() : this.#asksTraining ? this.#ownPass() : null
    this.#passes = { train, validation }
    const sums = train && this.#asksLayers ? this.#options.kernel.sums() : null
    // The reading's update is the one that led to this state: of the step before, not of the step whose pass it may share.
    this.#recorder.take(step, this.#passes, sums, this.#norms)
    if (sums && this.#sharesPass && this.#tracks(step)) this.#keepNorms(sums)
    return this.#badOf(train) ?? bad
  }
}

function allFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false
  return true
}
