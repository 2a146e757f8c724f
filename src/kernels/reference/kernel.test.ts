import { describe, expect, it } from 'vitest'
import { expectClose } from '../../numerics/testing.ts'
import type { LayerParameters, LayerProgram, Program, UpdateRule } from '../contract.ts'
import { createReferenceKernel } from './kernel.ts'

const linear = { name: 'linear', output: (z: number) => z, derivative: () => 1, largestSlope: 1 }
const layer = (fanIn: number, fanOut: number, rest: Partial<LayerProgram> = {}): LayerProgram => ({
  fanIn, fanOut, activation: linear, normalization: 'none', residual: false, ...rest
})
const rule: UpdateRule = {
  kind: 'sgd', learningRate: 0, momentum: 0, momentumNext: 0, nesterov: false, shrink: 1, l2: 0, clip: null, trackUpdate: false
}
const one = (...values: number[]): LayerParameters => ({ weights: Float64Array.from(values), biases: new Float64Array(1) })

describe('batch normalisation', () => {
  const program: Program = { layers: [layer(1, 1, { normalization: 'batch' }), layer(1, 1)], cost: 'quadratic', capacity: 4 }
  const kernel = createReferenceKernel(program)
  kernel.load('train', { count: 4, inputs: Float32Array.of(1, 3, 10, 30), targets: new Float32Array(4), task: 'regression' })
  kernel.setParameters([one(1), one(1)])
  const [low, high] = [Uint32Array.of(0, 1), Uint32Array.of(2, 3)]

  it('trains on the rows’ own mean and biased variance', () => {
    kernel.gradients('train', low)
    const x = 1 / Math.sqrt(1 + 1e-5)
    expectClose(kernel.snapshot().layers[0]!.weightedInput, [-x, x], { relative: 1e-14 })
  })
  it('leaves the running statistics unset until a step, and evaluates by the rows’ own meanwhile', () => {
    expect(kernel.getParameters()[0]!.runningMean).toBeUndefined()
    expectClose(kernel.activations('train', low, 1), kernel.snapshot().layers[0]!.activation)
  })
  it('sets them outright at the first step, then keeps nine tenths', () => {
    kernel.step('train', low, rule)
    expect([...kernel.getParameters()[0]!.runningMean!, ...kernel.getParameters()[0]!.runningVariance!]).toEqual([2, 1])
    kernel.gradients('train', high)
    expect(kernel.getParameters()[0]!.runningMean![0]).toBe(2)
    kernel.step('train', high, rule)
    expectClose(kernel.getParameters()[0]!.runningMean!, [0.9 * 2 + 0.1 * 20], { relative: 1e-14 })
    expectClose(kernel.getParameters()[0]!.runningVariance!, [0.9 * 1 + 0.1 * 100], { relative: 1e-14 })
  })
  it('evaluates by them', () => {
    const spread = Math.sqrt(10.9 + 1e-5)
    expectClose(kernel.activations('train', low, 1), [(1 - 3.8) / spread, (3 - 3.8) / spread], { relative: 1e-13 })
  })
})

it('layer normalisation gives every row mean 0 and variance 1 before gains and biases', () => {
  const program: Program = { layers: [layer(1, 2, { normalization: 'layer' }), layer(2, 1)], cost: 'quadratic', capacity: 1 }
  const kernel = createReferenceKernel(program)
  kernel.load('train', { count: 1, inputs: Float32Array.of(1), targets: Float32Array.of(0), task: 'regression' })
  const first = { weights: Float64Array.of(3, 7), biases: Float64Array.of(10, 20), gains: Float64Array.of(5, 2) }
  kernel.setParameters([first, one(0, 0)])
  const x = 2 / Math.sqrt(4 + 1e-5)
  expectClose(kernel.activations('train', Uint32Array.of(0), 1), [10 - 5 * x, 20 + 2 * x], { relative: 1e-14 })
})

it('a residual link adds the activation below', () => {
  const program: Program = { layers: [layer(1, 1), layer(1, 1, { residual: true }), layer(1, 1)], cost: 'quadratic', capacity: 1 }
  const kernel = createReferenceKernel(program)
  kernel.load('train', { count: 1, inputs: Float32Array.of(1), targets: Float32Array.of(0), task: 'regression' })
  kernel.setParameters([one(2), one(3), one(1)])
  kernel.gradients('train', Uint32Array.of(0))
  const { layers } = kernel.snapshot()
  expect(layers.map(({ activation }) => activation[0])).toEqual([2, 8, 8])
  expect(layers.map(({ delta }) => delta[0])).toEqual([32, 8, 8]) // (1 + 3)·8, 1·8, a − 0
})

it('finds a sum that overflows in a residual link, and gradients that do', () => {
  const program: Program = { layers: [layer(1, 1), layer(1, 1, { residual: true }), layer(1, 1)], cost: 'quadratic', capacity: 1 }
  const kernel = createReferenceKernel(program)
  kernel.load('train', { count: 1, inputs: Float32Array.of(1), targets: Float32Array.of(1), task: 'regression' })
  kernel.setParameters([one(1e308), one(1), one(1)])
  expect(kernel.gradients('train', Uint32Array.of(0)).finite).toBe(false)
  expect(kernel.locateNonFinite()).toEqual({ quantity: 'activation', layer: 2, operation: 'activation' })
  kernel.setParameters([one(0), one(1e200), one(1e200)])
  expect(kernel.gradients('train', Uint32Array.of(0)).finite).toBe(false)
  expect(kernel.locateNonFinite()).toEqual({ quantity: 'delta', layer: 1, operation: 'backpropagation' })
})

it('refuses a pass before its examples, sums before a pass, and a layer that is not there', () => {
  const kernel = createReferenceKernel({ layers: [layer(1, 1)], cost: 'quadratic', capacity: 1 })
  expect(() => kernel.gradients('train', Uint32Array.of(0))).toThrow('examples loaded before a pass')
  expect(() => kernel.sums()).toThrow('gradients or step before')
  kernel.load('train', { count: 1, inputs: Float32Array.of(1), targets: Float32Array.of(0), task: 'regression' })
  expect(() => kernel.activations('train', Uint32Array.of(0), 2)).toThrow('a layer from 1 to 1')
})
