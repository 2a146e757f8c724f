import { expect, it } from 'vitest'
import { ACTIVATION_NAMES, resolve } from '../experiment/index.ts'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { batchNormalizationGrowth, predictNetwork } from './index.ts'

it('has the reference values (theory.md 4.3), and is at least 1', () => {
  expectClose(batchNormalizationGrowth('relu'), Math.PI / (Math.PI - 1), { relative: 1e-14 })
  const table = { tanh: 1.1778072, erf: 1.2257, sigmoid: 1.0335924, gelu: 1.318845, silu: 1.2120811, selu: 1.071575 } as const
  for (const [name, value] of Object.entries(table)) expectClose(batchNormalizationGrowth(name as keyof typeof table), value, { absolute: 5.1e-8 })
  for (const name of ACTIVATION_NAMES) expect(batchNormalizationGrowth(name)).toBeGreaterThanOrEqual(1 - 1e-14)
  expect(() => batchNormalizationGrowth('relo' as 'relu')).toThrow(/Did you mean relu/)
})

it('is where the recursion of a deep network settles', () => {
  const [count, width] = [200, 300]
  const stream = createStream(2, 'white')
  const inputs = Float32Array.from({ length: count * width }, () => stream.normal())
  const targets = Float32Array.from({ length: count * 2 }, (_, i) => ((i + Math.floor(i / 2)) % 2 === 0 ? 1 : 0))
  const data = { kind: 'csv', inputs: 'x', targets: 'y', train: count, validation: 0 }
  const { network } = resolve({
    data, network: { layers: [width, ...Array<number>(30).fill(200), 2], activation: 'relu', normalization: 'batch', initialization: { biases: { kind: 'zero' } } }
  })
  const { layers } = predictNetwork(network, { count, inputs, targets, task: 'classification' }, count, { groups: 2, angles: 8 })
  const growth = (layers[9]!.deltaRms / layers[19]!.deltaRms) ** (2 / 10)
  // Batches of 200, not infinite ones: 1/N and the effective rank of the batch.
  expectClose(growth, batchNormalizationGrowth('relu'), { relative: 0.03 })
})
