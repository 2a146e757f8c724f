import { loadDataset, type Dataset } from '../data/index.ts'
import type { DataSpec, Experiment } from '../experiment/index.ts'
import { createKernel, type Examples, type Kernel, type KernelVariant, type LayerParameters } from '../kernels/index.ts'
import { compile, startingParameters } from '../network/index.ts'
import { TraceBuilder } from '../trace/index.ts'
import { createTrainer, type Trainer } from '../training/index.ts'
import { startingPoint, type Checkpoint } from './checkpoint.ts'
import { createObserver, type Observer } from './observer.ts'
import type { RunOptions, RunResult } from './options.ts'

/** Everything a run works with. Its kernel must be disposed of. */
export interface Session {
  readonly experiment: Experiment
  readonly kernel: Kernel
  readonly trainer: Trainer
  readonly builder: TraceBuilder
  readonly observer: Observer
  readonly dataset: Dataset
}

/** Loads the data, builds the network and puts it where the checkpoint left it. `readOnly` keeps just the observed training rows. */
export async function openSession(checkpoint: Checkpoint, options: RunOptions, readOnly = false): Promise<Session> {
  const { experiment } = checkpoint
  const { seed, network, training, observe } = experiment
  const dataset = options.dataset ?? (await loadDataset(neededOf(experiment), seed, options.source, network.layers.at(-1)))
  if (!fits(experiment, dataset)) throw (await import('./misfit.ts')).dataMisfit(experiment, dataset)
  const examples = dataset.train.count
  const capacity = Math.max(Math.min(training.batchSize, examples), observe.examples, Math.min(1000, dataset.validation.count), 1)
  // One capacity for run and measure: evaluation goes in pieces of it, and the order of a sum must not depend on who asks.
  const { team } = options
  const kernel = await createKernel({ variant: checkpoint.kernel, program: compile(network, capacity), ...(team ? { team } : {}) })
  try {
    kernel.load('train', readOnly ? firstRows(dataset.train, observe.examples) : dataset.train)
    if (validates(experiment)) kernel.load('validation', dataset.validation)
    if (checkpoint.state) kernel.setState(checkpoint.state)
    else kernel.setParameters(await initialParameters(experiment, options))
    const trainer = createTrainer({ kernel, training, seed, examples, step: checkpoint.step })
    if (checkpoint.step > trainer.steps) {
      throw (await import('./misfit.ts')).misfit('checkpoint.step', `at most ${trainer.steps}`, String(checkpoint.step))
    }
    const builder = TraceBuilder.from(checkpoint.trace)
    const observer = createObserver({ experiment, kernel, trainer, builder, dataset, updateNorms: checkpoint.updateNorms })
    return { experiment, kernel, trainer, builder, observer, dataset }
  } catch (error) {
    kernel.dispose()
    throw error
  }
}

/** The parameters an experiment begins with. A weights file is read through the source. */
export async function initialParameters(experiment: Experiment, { source }: Pick<RunOptions, 'source'>): Promise<LayerParameters[]> {
  return startingParameters(experiment.network, experiment.seed, file => source.read(file))
}

/** How well parameters do on a set of examples. */
export interface Evaluation {
  /** Mean over the examples, without the L2 term. */
  readonly cost: number
  /** Share of the examples counted right; NaN for regression. */
  readonly accuracy: number
  /** Examples counted right, of so many. */
  readonly correct: number
  readonly examples: number
}

/**
 * Cost and accuracy of these parameters on examples that need not be the run's own (the test part, say): forward only,
 * batch normalisation with its running statistics. Allocates a kernel and disposes of it.
 */
export async function accuracyOn(
  experiment: Experiment, parameters: readonly LayerParameters[], examples: Examples, variant: KernelVariant = 'simd'
): Promise<Evaluation> {
  const kernel = await createKernel({ variant, program: compile(experiment.network, Math.max(1, Math.min(1000, examples.count))) })
  try {
    kernel.load('validation', examples)
    kernel.setParameters(parameters)
    const { cost, correct } = kernel.evaluate('validation')
    const accuracy = examples.task === 'classification' ? correct / examples.count : NaN
    return { cost, accuracy, correct, examples: examples.count }
  } finally {
    kernel.dispose()
  }
}

/** A run that was cancelled before it began: no readings, no parameters, and a checkpoint from which it can start. */
export function notStarted(experiment: Experiment, kernel: KernelVariant): RunResult {
  const checkpoint = startingPoint(experiment, kernel)
  return { trace: checkpoint.trace, parameters: [], checkpoint, seconds: 0 }
}

/** MNIST's validation images are read only where something is read on them: a page has few of them. */
function neededOf(experiment: Experiment): DataSpec {
  const { data } = experiment
  return data.kind === 'mnist' && !validates(experiment) ? { ...data, validation: 0 } : data
}

function firstRows(examples: Examples, count: number): Examples {
  const part = (values: Float32Array): Float32Array => values.subarray(0, (values.length / examples.count) * count)
  return { ...examples, count, inputs: part(examples.inputs), targets: part(examples.targets) }
}

function validates(experiment: Experiment): boolean {
  return experiment.observe.quantities.some(name => name === 'validationCost' || name === 'validationAccuracy')
}

/** The document cannot know what a file holds; here both are at hand. What to say of a misfit is imported when there is one. */
function fits(experiment: Experiment, { train, validation, inputSize, outputSize }: Dataset): boolean {
  const { network: { layers }, observe, data } = experiment
  return layers[0] === inputSize && layers.at(-1) === outputSize && data.train === train.count && observe.examples <= train.count &&
    (validation.count > 0 || !validates(experiment))
}
