import type { Experiment } from '../experiment/index.ts'

/** Readings as columns of equal length. `layer` 0 is the whole network, `neuron` −1 the whole layer. */
export interface Columns {
  readonly step: Float64Array
  readonly epoch: Float64Array
  readonly layer: Uint16Array
  readonly neuron: Int32Array
  /** Index into `Trace.quantities`. */
  readonly quantity: Uint8Array
  readonly value: Float64Array
}

/** How the run ended. `nonFinite` names the first bad value. */
export type RunEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped'; readonly epoch: number; readonly step: number }
  | { readonly kind: 'nonFinite'; readonly step: number; readonly epoch: number; readonly layer: number; readonly quantity: string; readonly operation: string }

/** The record of one run: what was run, by which kernel, every reading, and how it ended. */
export interface Trace {
  readonly version: 1
  /** Resolved: with every default filled in and the seed. */
  readonly experiment: Experiment
  /** 'reference', 'simd', 'simd-fma'; 'predicted' of theory, 'foreign' or a name of its own of a trace from elsewhere. */
  readonly kernel: string
  /** SHA-256 over experiment, kernel and readings, first 16 hex digits. Equal fingerprints mean equal bytes. */
  readonly fingerprint: string
  readonly quantities: readonly string[]
  readonly columns: Columns
  readonly end: RunEnd
}

/** One reading, as it stands in JSON: layer null for the whole network; neuron only where one is meant. */
export interface Reading {
  readonly step: number
  readonly epoch: number
  readonly layer: number | null
  readonly neuron?: number
  readonly quantity: string
  readonly value: number
}
