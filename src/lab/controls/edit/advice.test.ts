import { expect, test } from 'vitest'
import { resolve, type ExperimentInput } from '../../../experiment/index.ts'
import { adviceFor, aTenth, smallerRate } from './advice.ts'

const end = (operation: string) => ({ kind: 'nonFinite', step: 3, epoch: 3, layer: 1, quantity: 'weights', operation }) as const
const from = (input: Partial<ExperimentInput>) => resolve({ network: { layers: [784, 30, 10] }, ...input })
const kinds = (input: Partial<ExperimentInput>, operation: string) =>
  adviceFor(from(input), end(operation)).map(({ kind, value }) => [kind, value])

test('a rate that was too large: a tenth of it, or clipping; each opens a document that says so', () => {
  const advice = adviceFor(from({ training: { optimizer: { kind: 'sgd', learningRate: 0.3 } } }), end('update'))
  expect(advice.map(({ kind, value }) => [kind, value])).toEqual([['learningRate', 0.03], ['clipping', 1]])
  expect(advice[0]!.experiment.training.optimizer.learningRate).toBe(0.03)
  expect(advice[1]!.experiment.training.gradientClipping).toEqual({ kind: 'norm', limit: 1 })
})

test('decay that alone makes weights grow comes first', () => {
  expect(kinds({ training: { optimizer: { kind: 'sgd', learningRate: 100 }, l2: 30 } }, 'update')[0]).toEqual(['l2', 0])
})

test('weights drawn too large: ramps get He’s, others Glorot’s; bad as drawn, only the start can be changed', () => {
  const wide = { initialization: { weights: { kind: 'normal', scaling: 'none' } } } as const
  expect(kinds({ network: { layers: [784, 30, 10], activation: 'relu', ...wide } }, 'matrix product').at(-1)).toEqual(['weights', 'he'])
  expect(kinds({ network: { layers: [784, 30, 10], ...wide } }, 'initialisation')).toEqual([['weights', 'glorot']])
})

test('bad data: nothing to advise', () => expect(kinds({}, 'input')).toEqual([]))

test('a tenth is short to read', () => expect([0.3, 0.25, 100, 7e-5].map(aTenth)).toEqual([0.03, 0.025, 10, 7e-6]))

test('lost at once, a rate far above 0.1 comes down by two powers of ten, never below 0.1 for that; lost later, by one', () => {
  expect([10, 1, 100, 0.3].map(rate => smallerRate(rate, 3))).toEqual([0.1, 0.1, 1, 0.03])
  expect([10, 1].map(rate => smallerRate(rate, 200))).toEqual([1, 0.1])
})

test('a network that was lost at update 3 is to be tried at the smaller rate', () => {
  const advice = adviceFor(from({ training: { optimizer: { kind: 'sgd', learningRate: 10 } } }), end('matrix product'))[0]!
  expect([advice.value, advice.experiment.training.optimizer.learningRate]).toEqual([0.1, 0.1])
})
