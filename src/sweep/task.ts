import { loadDataset, type Dataset, type FileSource } from '../data/index.ts'
import type { Experiment } from '../experiment/index.ts'
import type { KernelVariant, Team } from '../kernels/index.ts'
import { measureExperiment, notStarted, run, type Checkpoint, type RunOptions, type RunResult } from '../run/index.ts'

/** `run` trains and reads; `measure` reads the initialisation only. */
export type RunMode = 'run' | 'measure'

/** One experiment for the pool. `measure` takes the readings of epoch 0 and trains nothing. */
export interface Task {
  readonly kind: RunMode
  readonly experiment: Experiment
  readonly resume?: Checkpoint
  /** Only the trace is wanted: parameters come back empty and the checkpoint as one not begun, so that 100,000 results fit into memory. */
  readonly keep?: 'trace'
}

/** fraction 0…1 of the run's epochs. */
export interface TaskProgress {
  readonly fraction: number
  readonly epoch?: number
  readonly cost?: number
  readonly accuracy?: number
}

export interface TaskContext {
  readonly kernel: KernelVariant
  readonly signal: AbortSignal
  readonly dataset: (experiment: Experiment) => Promise<Dataset>
  readonly source: FileSource
  /** A team for a run that is worth one. */
  readonly team?: () => Promise<Team>
  readonly onProgress?: (progress: TaskProgress) => void
}

/** Multiply-adds of a task below which it is over before other threads have started. */
const LEAST_SHARED = 2e9

/** Runs one task here, in this thread. Its `seconds` are wall clock, without the loading of its data. */
export async function performTask(task: Task, context: TaskContext): Promise<RunResult> {
  const dataset = await context.dataset(task.experiment)
  const team = estimatedCost(task) >= LEAST_SHARED ? await context.team?.() : undefined
  const options: RunOptions = {
    source: context.source,
    kernel: context.kernel,
    dataset,
    signal: context.signal,
    clock: () => performance.now(),
    ...(team ? { team } : {}),
    ...(task.resume ? { resume: task.resume } : {}),
    ...(context.onProgress ? { onProgress: progressOf(context.onProgress) } : {})
  }
  const result = await (task.kind === 'measure' ? measureExperiment(task.experiment, options) : run(task.experiment, options))
  if (task.keep !== 'trace') return result
  const { trace, seconds } = result
  return { ...notStarted(task.experiment, context.kernel), trace, seconds }
}

function progressOf(report: (progress: TaskProgress) => void): NonNullable<RunOptions['onProgress']> {
  return ({ epoch, epochs, cost, accuracy }) =>
    report({
      fraction: epochs > 0 ? Math.min(1, epoch / epochs) : 1,
      epoch,
      ...(cost === undefined ? {} : { cost }),
      ...(accuracy === undefined ? {} : { accuracy })
    })
}

/**
 * Loads each distinct dataset once and keeps the last two: a sweep over seeds or depths shares one, and a thread never
 * holds more than it works on. The whole of MNIST is 188 MB as float32.
 */
export function datasetCache(source: FileSource, keep = 2): (experiment: Experiment) => Promise<Dataset> {
  const kept = new Map<string, Promise<Dataset>>()
  return ({ data, seed, network }) => {
    const outputs = network.layers.at(-1) ?? 0
    // Files hold the same examples whatever the seed; synthetic sets are drawn from it.
    const drawn = 'noise' in data || data.kind === 'curves'
    const key = JSON.stringify([data, outputs, drawn ? seed : null])
    const loaded = kept.get(key) ?? loadDataset(data, seed, source, outputs)
    kept.delete(key)
    kept.set(key, loaded)
    loaded.catch(() => kept.delete(key))
    for (const old of kept.keys()) if (kept.size > keep) kept.delete(old)
    return loaded
  }
}

/**
 * Rough arithmetic of a task, in multiply-adds: three products a weight and example in training, three more for every
 * example read. Only the order matters: the longest go first, so that no thread is left alone with a long one at the end.
 */
export function estimatedCost({ kind, experiment }: Task): number {
  const { network, training, data, observe } = experiment
  let weights = 0
  for (let l = 1; l < network.layers.length; l++) weights += (network.layers[l - 1] ?? 0) * (network.layers[l] ?? 0)
  const reading = 3 * observe.examples * weights
  if (kind === 'measure') return reading
  const stepsPerEpoch = Math.ceil(data.train / Math.max(1, training.batchSize))
  const readingsPerEpoch = 'epochs' in observe.every ? 1 / observe.every.epochs : stepsPerEpoch / observe.every.steps
  return training.epochs * (3 * data.train * weights + readingsPerEpoch * reading)
}
