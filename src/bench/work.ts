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
  /**
   * Bytes that pass between caches and registers when every array is read and written once where it is needed: a weight forward, back
   * (above the first layer) and twice in the update (in the first layer only the rows touched); an activation and a slope written and
   * read; a δ written and read twice; a non-zero input as {column, value} in both products. Blocking that reads again moves more.
   */
  readonly bytes: number
}

/** What the arithmetic of a batch depends on besides its shape. */
export interface Inputs {
  /** Inputs of one example that are not zero, on average. */
  readonly nonZeros: number
  /** Inputs that are not zero in at least one example of a batch, on average: rows of the first layer's weights that a step changes. */
  readonly touched: number
}

export function workOf({ layers, batch }: Pick<Workload, 'layers' | 'batch'>, { nonZeros, touched }: Inputs): Work {
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
  const first = layers[0]! * layers[1]!
  const moved = 3 * touched * layers[1]! + 4 * (parameters - first) + 7 * activations
  return { dense, sparse, parameters, activations, bytes: 4 * moved + 2 * 8 * batch * nonZeros }
}

/** Values other than zero in a row of `inputs` [count, width], on average over the first `examples` rows. */
export function meanNonZeros(inputs: Float32Array, width: number, examples: number): number {
  let count = 0
  for (let i = 0; i < examples * width; i++) if (inputs[i] !== 0) count++
  return count / examples
}

/** Columns of `inputs` [count, width] that are not zero in at least one row of a batch, on average over up to 50 batches in order. */
export function meanTouched(inputs: Float32Array, width: number, examples: number, batch: number): number {
  const batches = Math.min(50, Math.floor(examples / batch))
  let count = 0
  for (let b = 0; b < batches; b++) {
    const seen = new Uint8Array(width)
    for (let i = b * batch * width; i < (b + 1) * batch * width; i++) if (inputs[i] !== 0) seen[i % width] = 1
    count += seen.reduce((sum, one) => sum + one, 0)
  }
  return count / batches
}
