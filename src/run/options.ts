import type { Dataset, FileSource } from '../data/index.ts'
import type { KernelVariant, LayerParameters, Team } from '../kernels/index.ts'
import type { Trace } from '../trace/index.ts'
import type { Checkpoint } from './checkpoint.ts'

/** Where a run stands. `cost` and `accuracy` are those of the last reading: on the validation part where it was evaluated. */
export interface RunProgress {
  readonly epoch: number
  readonly epochs: number
  readonly step: number
  readonly accuracy?: number
  readonly cost?: number
}

/** What a run needs beside its experiment. None of it changes a reading, but for where it stops. */
export interface RunOptions {
  /** Where dataset and weights files come from. */
  readonly source: FileSource
  /** Default 'simd': the same bytes on every machine. With `resume`, the checkpoint's. */
  readonly kernel?: KernelVariant
  /** Threads that share the work of large passes; for this run alone. */
  readonly team?: Team
  /** The experiment's data, already loaded: it is not read again. */
  readonly dataset?: Dataset
  /** An AbortSignal, or anything with its `aborted`: the run stops at the next step, with a checkpoint. */
  readonly signal?: { readonly aborted: boolean }
  /** Called after every reading and a few times a second. */
  readonly onProgress?: (progress: RunProgress) => void
  /** Goes on where another run of the same experiment stopped. */
  readonly resume?: Checkpoint
  /** Stops before this epoch, counted from the run's beginning, as an abort there would. */
  readonly maxEpochs?: number
  /** The same in steps. */
  readonly maxSteps?: number
  /** Milliseconds, such as `() => performance.now()`; without one, `seconds` is 0. The result depends on it in nothing else. */
  readonly clock?: () => number
}

/** What a run leaves: its trace, the final parameters, and a checkpoint to go on from. */
export interface RunResult {
  readonly trace: Trace
  /** After the last update. */
  readonly parameters: LayerParameters[]
  /** Enough to go on: `run(experiment, { …, resume: checkpoint })` ends with the very bytes of a run that was never stopped. */
  readonly checkpoint: Checkpoint
  /** Duration by `clock`, data loading included. */
  readonly seconds: number
}
