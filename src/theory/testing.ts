// For tests: what real networks measure at their initialisation, over many seeds, to hold predictions against.
import { LAYER_QUANTITIES, type NetworkSpec } from '../experiment/index.ts'
import { measure } from '../instruments/index.ts'
import { createKernel, type Examples } from '../kernels/index.ts'
import { compile, initialize } from '../network/index.ts'
import { createStream, mean, standardDeviation } from '../numerics/index.ts'

/** Examples in a few clusters, so that pairs of them have many different overlaps; one-hot targets. */
export function clusters(count: number, width: number, classes: number, seed = 1): Examples {
  const stream = createStream(seed, 'clusters')
  const centers = Float64Array.from({ length: classes * width }, () => stream.normal())
  const inputs = new Float32Array(count * width)
  const targets = new Float32Array(count * classes)
  for (let n = 0; n < count; n++) {
    const label = stream.below(classes)
    const size = 0.6 + 0.6 * stream.uniform()
    targets[n * classes + label] = 1
    for (let k = 0; k < width; k++) inputs[n * width + k] = size * (centers[label * width + k]! + 0.8 * stream.normal())
  }
  return { count, inputs, targets, task: 'classification' }
}

/** A quantity's value over the seeds: rms for norms and gains, mean for the rest, with its standard error. */
export interface Simulated { readonly value: number; readonly error: number }

/** quantity → layer 1 … L, over seeds 1 … `seeds`. */
export async function simulate(network: NetworkSpec, examples: Examples, seeds: number): Promise<ReadonlyMap<string, readonly Simulated[]>> {
  const kernel = await createKernel({ variant: 'simd', program: compile(network, examples.count) })
  try {
    kernel.load('train', examples)
    const rows = Uint32Array.from({ length: examples.count }, (_, i) => i)
    const found = new Map<string, number[][]>()
    for (let seed = 1; seed <= seeds; seed++) {
      kernel.setParameters(initialize(network, seed))
      kernel.gradients('train', rows)
      for (const { layer, quantity, value } of measure(kernel.sums(), LAYER_QUANTITIES, false)) {
        const layers = found.get(quantity) ?? []
        found.set(quantity, layers)
        ;(layers[layer - 1] ??= []).push(value)
      }
    }
    return new Map([...found].map(([quantity, layers]) => [quantity, layers.map(values => summary(quantity, values))]))
  } finally {
    kernel.dispose()
  }
}

/** Norms: √⟨x²⟩ with the error of the mean square carried over. */
export function summary(quantity: string, values: readonly number[]): Simulated {
  const error = (x: readonly number[]): number => standardDeviation(x) / Math.sqrt(x.length)
  if (!/Norm|Rms|Gain/.test(quantity)) return { value: mean(values), error: error(values) }
  const squares = values.map(x => x * x)
  const value = Math.sqrt(mean(squares))
  return { value, error: error(squares) / (2 * value) }
}
