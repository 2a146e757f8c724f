import type { MnistSample } from './mnist-sample.ts'

/** What targets mean: one-hot classes (or 0/1 with one output), or values. */
export type Task = 'classification' | 'regression'

/**
 * inputs [count, inputSize], targets [count, outputSize], row-major float32.
 * Structurally the kernels' `Examples`, declared here because this room knows no kernel.
 */
export interface Examples {
  readonly count: number
  readonly inputs: Float32Array
  readonly targets: Float32Array
  readonly task: Task
}

/** Training and validation examples of one width, as float32. */
export interface Dataset {
  readonly inputSize: number
  /** Width of a target row: one unit a class, 1 for two classes in one column (0/1), or the number of regression targets. */
  readonly outputSize: number
  readonly task: Task
  readonly train: Examples
  readonly validation: Examples
  /** Classification: the name of each class, by unit; two names for the single 0/1 column. Empty for regression. */
  readonly classes: readonly string[]
}

/**
 * Where bytes come from. A missing file rejects. Names: `mnist/train-images-idx3-ubyte` and its three siblings,
 * and the user's own files as the experiment writes them.
 */
export interface FileSource {
  read(name: string): Promise<Uint8Array>
  /** A native SHA-256 of these bytes in lower-case hex, where the platform has a faster one than JavaScript. */
  sha256?(bytes: Uint8Array): Promise<string>
  /** MNIST's first images, where they are at hand without the whole files: what asks for no more than they are is served from them. */
  mnistSample?(): Promise<MnistSample>
}
