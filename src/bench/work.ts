import type { Workload } from './workloads.ts'

/** The arithmetic of one step. */
export interface Work {
  /**
   * Multiplications and additions of the matrix products, two for every pair: forward Z = A Wᵀ, weight gradient Δᵀ A, and, above the
   * first layer, the way back Δ W. Slopes, costs and updates are not counted.
   */
  readonly dense: number
  /** The same with the first layer's two products over the inputs that are not zero: what is left to do when zeros are skipped. */
  readonly sparse: number
  /** float32 parameters: weights and biases. */
  readonly parameters: number
  /** float32 values of one layer-wise array of the whole batch (z, a, δ or slope), output included. */
  readonly activations: number
  /** The least a step has to move between memory and registers, in bytes; see `bytesOf`. */
  readonly bytes: number
}

/** `nonZeros`: inputs of one example that are not zero, on average. */
export function workOf({ layers, batch }: Pick<Workload, 'layers' | 'batch'>, nonZeros: number): Work {
  let dense = 0
  let sparse = 0
  let parameters = 0
  let activations = 0
  layers.slice(1).forEach((fanOut, i) => {
    const fanIn = layers[i]!
    const products = i === 0 ? 2 : 3
    dense += 2 * products * batch * fanIn * fanOut
    sparse += 2 * products * batch * (i === 0 ? nonZeros : fanIn) * fanOut
    parameters += (fanIn + 1) * fanOut
    activations += batch * fanOut
  })
  return { dense, sparse, parameters, activations, bytes: bytesOf(layers, batch, nonZeros, parameters, activations) }
}

/**
 * Every parameter read forward, read and written by the update, and, above the first layer, read on the way back; every
 * activation and slope written once and read once, every δ written once and read twice (its layer's gradient, the way back);
 * every input that is not zero read as {column, value} in both products of the first layer. With each array read once a product:
 * what the caches have to deliver at least, however the loops are blocked.
 */
function bytesOf(layers: readonly number[], batch: number, nonZeros: number, parameters: number, activations: number): number {
  const first = layers[0]! * layers[1]!
  return 4 * (3 * parameters + (parameters - first)) + 4 * activations * (2 + 2 + 3) + 2 * 8 * batch * nonZeros
}

/** Values other than zero in a row of `inputs` [count, width], on average over the first `examples` rows. */
export function meanNonZeros(inputs: Float32Array, width: number, examples: number): number {
  let count = 0
  for (let i = 0; i < examples * width; i++) if (inputs[i] !== 0) count++
  return count / examples
}
