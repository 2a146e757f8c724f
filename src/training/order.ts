import { createStream, shuffle } from '../numerics/index.ts'

/** Steps in one epoch; a last, smaller batch counts. */
export function stepsPerEpoch(examples: number, batchSize: number): number {
  return Math.ceil(examples / batchSize)
}

/**
 * [examples] the order in which an epoch visits the training examples: a shuffle of its own stream (seed, 'order', epoch), so that
 * any epoch's order can be had without the earlier ones. A full batch takes the rows in their natural order.
 */
export function epochOrder(seed: number, epoch: number, examples: number, batchSize: number): Uint32Array {
  if (batchSize >= examples) return Uint32Array.from({ length: examples }, (_, i) => i)
  return shuffle(createStream(seed, 'order', epoch), examples)
}
