import type { Mistake } from '../errors/index.ts'
import type { Experiment, TrainingChange } from '../experiment/index.ts'
import type { KernelVariant } from '../kernels/index.ts'
import type { Histogram } from '../instruments/index.ts'
import type { LayerPrediction } from '../theory/index.ts'
import type { Columns, RunEnd } from '../trace/index.ts'

export type { Histogram }

/**
 * What a page and the worker that trains for it say to each other. Everything is plain data for postMessage.
 * `run` numbers the experiment that was opened: a page drops what belongs to one it has left.
 */
export type Command =
  /** Loads the data, draws the weights and answers `opened`; a run that was open is dropped. */
  | { readonly kind: 'open'; readonly run: number; readonly experiment: Experiment; readonly kernel: KernelVariant }
  /** Trains until `pause`, the last epoch or a non-finite value; at most so many updates a second (null: as fast as it can). */
  | { readonly kind: 'play'; readonly run: number; readonly updatesPerSecond: number | null }
  | { readonly kind: 'pause'; readonly run: number }
  /** Takes so many updates, or goes to the end of so many epochs, and pauses. */
  | { readonly kind: 'advance'; readonly run: number; readonly by: { readonly updates: number } | { readonly epochs: number } }
  /** From the next update on. The experiment gains a `training.changes` entry, so that the run stays a function of its document. */
  | { readonly kind: 'change'; readonly run: number; readonly change: Omit<TrainingChange, 'step'> }
  /** So many epochs in all, more than the experiment had; refused where the schedule depends on them. */
  | { readonly kind: 'extend'; readonly run: number; readonly epochs: number }
  /** A file of the user's, under the name that `data.inputs` gives it. Kept over runs. */
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  /** Lets go of such a file. */
  | { readonly kind: 'forget'; readonly name: string }
  /** What theory expects of the layers at the start; answered by `predicted`. */
  | { readonly kind: 'predict'; readonly run: number }
  | { readonly kind: 'export'; readonly run: number; readonly request: number; readonly format: ExportFormat }

export type ExportFormat = 'jsonl' | 'csv' | 'safetensors'

export type PlayerEvent =
  | { readonly kind: 'opened'; readonly run: number; readonly experiment: Experiment; readonly kernel: KernelVariant; readonly stepsPerEpoch: number
      /** Of the training part that is observed: rows, and the width of an input. */
      readonly examples: number; readonly classes: readonly string[]; readonly seconds: number }
  /**
   * Readings since the last event (quantities by name), where the run stands, and a picture of the network there. At most some 30 a second.
   * At rest, and with slow updates, the reading that is due next is shown before the run takes it, and comes again when it did.
   */
  | { readonly kind: 'progress'; readonly run: number; readonly experiment: Experiment; readonly step: number; readonly epoch: number
      readonly quantities: readonly string[]; readonly columns: Columns; readonly frame: Frame | null
      readonly updatesPerSecond: number; readonly playing: boolean
      /** Set once the run is over: done, or the first non-finite value. `fingerprint` then is the trace's. */
      readonly end: RunEnd | null; readonly fingerprint: string | null }
  /** A mistake in the experiment or in a file: what a command line would print. */
  | { readonly kind: 'failed'; readonly run: number; readonly mistake: Mistake }
  /** Layers 1…L; null where theory cannot say. */
  | { readonly kind: 'predicted'; readonly run: number; readonly layers: readonly LayerPrediction[] | null }
  | { readonly kind: 'exported'; readonly run: number; readonly request: number; readonly name: string; readonly type: string; readonly bytes: Uint8Array
      readonly fingerprint: string }
  /** A file that could not be made; the run goes on. */
  | { readonly kind: 'notExported'; readonly run: number; readonly request: number; readonly why: string }

/** The network at one moment, on the observed examples: what a trace does not hold. */
export interface Frame {
  readonly step: number
  readonly epoch: number
  /** Layers 1…L. */
  readonly layers: readonly FrameLayer[]
}

export interface FrameLayer {
  readonly units: number
  /** [units] ∂C/∂b_j = mean of δ_j over the observed examples, signed. */
  readonly deltaMean: Float64Array
  /** Distribution of z, of a and of φ′(z) over units and observed examples. */
  readonly weightedInput: Histogram
  readonly activation: Histogram
  readonly slope: Histogram
  /**
   * What the page draws and says of this moment, by quantity, whether or not the experiment records it, and `slopeMean`, the mean of φ′(z)
   * over units and observed examples. Nothing of it enters the trace.
   */
  readonly readings: Readonly<Record<string, number>>
  /** W [units, fanIn] row-major where that is at most 4,096 numbers, for lines between neurons; else null. */
  readonly weights: Float32Array | null
}

