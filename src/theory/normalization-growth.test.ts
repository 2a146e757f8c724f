import { expect, it } from 'vitest'
import { ACTIVATION_NAMES, resolve } from '../experiment/index.ts'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { batchNormalizationGrowth, predictNetwork } from './index.ts'
import { simulate } from './testing.ts'

it('has the reference values, and is at least 1', () => {
  expectClose(batchNormalizationGrowth('relu'), Math.PI / (Math.PI - 1), { relative: 1e-14 })
  const table = { tanh: 1.1778072, erf: 1.2257, sigmoid: 1.0335924, gelu: 1.318845, silu: 1.2120811, selu: 1.071575 } as const
  for (const [name, value] of Object.entries(table)) expectClose(batchNormalizationGrowth(name as keyof typeof table), value, { absolute: 5.1e-8 })
  for (const name of ACTIVATION_NAMES) expect(batchNormalizationGrowth(name)).toBeGreaterThanOrEqual(1 - 1e-14)
  expect(() => batchNormalizationGrowth('relo' as 'relu')).toThrow(/Did you mean relu/)
})

/** White inputs in a batch of 200, and 20 ReLU layers of 200 with batch normalisation. */
function deepNormalized() {
  const [count, width] = [200, 300]
  const stream = createStream(2, 'white')
  const inputs = Float32Array.from({ length: count * width }, () => stream.normal())
  const targets = Float32Array.from({ length: count * 2 }, (_, i) => ((i + Math.floor(i / 2)) % 2 === 0 ? 1 : 0))
  const data = { kind: 'csv', inputs: 'x', targets: 'y', train: count, validation: 0 }
  const { network } = resolve({
    data, network: { layers: [width, ...Array<number>(21).fill(200), 2], activation: 'relu', normalization: 'batch', initialization: { biases: { kind: 'zero' } } }
  })
  return { network, examples: { count, inputs, targets, task: 'classification' } as const }
}

/** Of the squared gradient a layer, between layers 10 and 20: the first ones and the last step are other than the rest. */
const growthOf = (rms: (layer: number) => number): number => (rms(10) / rms(20)) ** (2 / 10)

it('is where the recursion of a deep network settles', () => {
  const { network, examples } = deepNormalized()
  const { layers } = predictNetwork(network, examples, examples.count, { groups: 2, angles: 8 })
  // Batches of 200, not infinite ones: 1/N and the effective rank of the batch.
  expectClose(growthOf(l => layers[l - 1]!.deltaRms), batchNormalizationGrowth('relu'), { relative: 0.03 })
})

it('is what real networks do', async () => {
  const { network, examples } = deepNormalized()
  const of = (await simulate(network, examples, 10)).get('deltaRms')!
  const error = (l: number): number => of[l - 1]!.error / of[l - 1]!.value
  // The growth goes like the fifth root of a ratio of two rms.
  const growth = growthOf(l => of[l - 1]!.value)
  expectClose(growth, batchNormalizationGrowth('relu'), { relative: (4 * (error(10) + error(20))) / 5 + 0.02 })
  expect((4 * (error(10) + error(20))) / 5).toBeLessThan(0.05)
})
