import type { WasmName } from './contestant.ts'

/**
 * One training step to be timed side by side: forward, backward, the SGD update with the book's L2 term on the weights, and one
 * deltaNorm a layer. Sigmoid units, cross-entropy on sigmoid outputs, weights N(0, 1/fanIn), biases N(0, 1), float32.
 */
export interface Workload {
  readonly name: string
  /** Sizes with the input and the output. */
  readonly layers: readonly number[]
  /** The first so many MNIST training images. */
  readonly examples: number
  readonly batch: number
  readonly learningRate: number
  readonly l2: number
  /** Mini-batches out of a fresh shuffle; otherwise the one full batch in its natural order. */
  readonly gather: boolean
}

const hidden = (count: number, width: number): number[] => new Array<number>(count).fill(width)

export const WORKLOADS: readonly Workload[] = [
  { name: 'minibatch', layers: [784, 30, 30, 10], examples: 50_000, batch: 10, learningRate: 0.1, l2: 5, gather: true },
  { name: 'fullbatch', layers: [784, ...hidden(4, 30), 10], examples: 1000, batch: 1000, learningRate: 0.1, l2: 5, gather: false },
  { name: 'deep100', layers: [784, ...hidden(8, 100), 10], examples: 50_000, batch: 128, learningRate: 0.1, l2: 0, gather: true },
  { name: 'wide512', layers: [784, ...hidden(8, 512), 10], examples: 50_000, batch: 256, learningRate: 0.1, l2: 0, gather: true }
]

/** The least a ratio has to be; null where nothing is asked. */
export interface Targets {
  /** One thread against the faster peer on one thread. */
  readonly oneThread: Readonly<Record<WasmName, number>>
  /** Two threads against the faster peer at its best thread count. */
  readonly twoThreads: number | null
  /** Two threads against our own one thread. */
  readonly scaling: number
  /** The largest share of a step that reading every quantity of every layer may add. */
  readonly observing: number | null
}

export const TARGETS: Readonly<Record<string, Targets>> = {
  minibatch: { oneThread: { simd: 6, 'simd-fma': 6 }, twoThreads: null, scaling: 1, observing: 0.15 },
  fullbatch: { oneThread: { simd: 1.8, 'simd-fma': 2.2 }, twoThreads: 3, scaling: 1.7, observing: 0.05 },
  deep100: { oneThread: { simd: 1, 'simd-fma': 1.35 }, twoThreads: 1.8, scaling: 1.7, observing: 0.05 },
  wide512: { oneThread: { simd: 0.45, 'simd-fma': 0.65 }, twoThreads: null, scaling: 1.7, observing: null }
}
