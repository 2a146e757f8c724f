import type { Dataset } from '../data/index.ts'
import type { Experiment } from '../experiment/index.ts'
import { isInstrument, measure } from '../instruments/index.ts'
import type { Kernel, NonFinite, PassResult } from '../kernels/index.ts'
import type { Position, Trainer } from '../training/index.ts'
import type { TraceBuilder } from '../trace/index.ts'

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
  private readonly options: ObserverOptions
  private readonly observed: Uint32Array
  private readonly asksLayers: boolean
  private readonly asksUpdates: boolean
  private readonly asksTraining: boolean
  private readonly asksValidation: boolean
  /** The training step passes over the very rows a reading is taken on, so its own pass is the reading's. */
  private readonly sharesPass: boolean
  private norms: readonly number[]
  private last: { readonly cost?: number; readonly accuracy?: number } = {}
  private rows = 0

  constructor(options: ObserverOptions) {
    this.options = options
    const { observe, training } = options.experiment
    const examples = options.dataset.train.count
    this.observed = Uint32Array.from({ length: observe.examples }, (_, i) => i)
    this.asksLayers = observe.perNeuron || observe.quantities.some(isInstrument)
    this.asksUpdates = observe.quantities.includes('updateRatio')
    this.asksTraining = this.asksLayers || observe.quantities.includes('cost') || observe.quantities.includes('accuracy')
    this.asksValidation = observe.quantities.includes('validationCost') || observe.quantities.includes('validationAccuracy')
    this.sharesPass = observe.examples === examples && training.batchSize >= examples
    this.norms = options.updateNorms
  }

  due(step: number): boolean {
    const { every } = this.options.experiment.observe
    const { stepsPerEpoch, steps } = this.options.trainer
    return step % ('steps' in every ? every.steps : every.epochs * stepsPerEpoch) === 0 || step === steps
  }

  read(position: Position): NonFinite | null {
    return this.reading(position, () => (this.asksTraining ? this.ownPass() : null))
  }

  step(): NonFinite | null {
    const position = this.options.trainer.position()
    const due = this.due(position.step)
    if (due && this.sharesPass) return this.blame(this.reading(position, () => this.update()), position)
    const bad = due ? this.read(position) : null
    if (bad) return bad
    const track = this.tracks(position.step)
    const result = this.update()
    if (track) this.norms = this.options.kernel.sums().map(sums => sums.updateNorm)
    return this.blame(this.badOf(result), position)
  }

  updateNorms(): readonly number[] {
    return this.norms
  }

  latest(): { readonly cost?: number; readonly accuracy?: number } {
    return this.last
  }

  rowsSpent(): number {
    const { rows } = this
    this.rows = 0
    return rows
  }

  private ownPass(): PassResult {
    this.rows += this.observed.length
    return this.options.kernel.gradients('train', this.observed)
  }

  private validate(): PassResult {
    this.rows += this.options.dataset.validation.count
    return this.options.kernel.evaluate('validation')
  }

  private update(): PassResult {
    const { trainer } = this.options
    this.rows += trainer.rows().length
    return trainer.step(this.tracks(trainer.position().step))
  }

  /** ‖ΔW‖ costs a little, so it is asked only of the step before a reading. */
  private tracks(step: number): boolean {
    return this.asksUpdates && this.due(step + 1)
  }

  private badOf(result: PassResult | null): NonFinite | null {
    if (!result || result.finite) return null
    return this.options.kernel.locateNonFinite() ?? { quantity: 'cost', layer: 0, operation: 'unknown' }
  }

  /** After a step: parameters that are bad although its pass was not were made so by its own update, not by one before. */
  private blame(bad: NonFinite | null, { step }: Position): NonFinite | null {
    const stepped = this.options.trainer.position().step > step
    if (bad?.operation !== 'initialisation or update' || !stepped) return bad
    const finite = this.options.kernel.snapshot().layers.every(layer => allFinite(layer.weightedInput) && allFinite(layer.delta))
    return finite ? { ...bad, operation: 'update' } : bad
  }

  /** The validation part goes first: a shared pass changes the parameters. */
  private reading(position: Position, pass: () => PassResult | null): NonFinite | null {
    const validation = this.asksValidation ? this.validate() : null
    const bad = this.badOf(validation)
    const train = bad ? (this.asksTraining ? this.ownPass() : null) : pass()
    this.record(position, train, validation)
    return this.badOf(train) ?? bad
  }

  private record({ step }: Position, train: PassResult | null, validation: PassResult | null): void {
    const { builder, trainer, experiment, kernel } = this.options
    const { quantities, perNeuron } = experiment.observe
    const epoch = step / trainer.stepsPerEpoch
    const values = this.networkValues(train, validation)
    for (const quantity of quantities) {
      const value = values.get(quantity)
      if (value !== undefined) builder.add(step, epoch, 0, -1, quantity, value)
    }
    if (!train || !this.asksLayers) return
    const sums = kernel.sums()
    // The reading's update is the one that led to this state: of the step before, not of the step whose pass it may share.
    for (const { layer, neuron, quantity, value } of measure(sums, quantities, perNeuron, this.norms)) {
      builder.add(step, epoch, layer, neuron, quantity, value)
    }
    if (this.sharesPass && this.tracks(step)) this.norms = sums.map(layer => layer.updateNorm)
  }

  /** Accuracy is the share of rows counted right; regression has none. */
  private networkValues(train: PassResult | null, validation: PassResult | null): ReadonlyMap<string, number> {
    const { dataset } = this.options
    const values = new Map<string, number>()
    const put = (pass: PassResult | null, rows: number, cost: string, accuracy: string): void => {
      if (!pass) return
      values.set(cost, pass.cost)
      if (dataset.task === 'classification') values.set(accuracy, pass.correct / rows)
    }
    put(train, this.observed.length, 'cost', 'accuracy')
    put(validation, dataset.validation.count, 'validationCost', 'validationAccuracy')
    const cost = values.get('validationCost') ?? values.get('cost')
    const accuracy = values.get('validationAccuracy') ?? values.get('accuracy')
    this.last = { ...(cost === undefined ? {} : { cost }), ...(accuracy === undefined ? {} : { accuracy }) }
    return values
  }
}

function allFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false
  return true
}
