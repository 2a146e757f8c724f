import { expect, it } from 'vitest'
import type { NetworkSpec } from '../experiment/index.ts'
import { createKernel } from '../kernels/index.ts'
import { compile } from './index.ts'

const spec: NetworkSpec = {
  layers: [4, 5, 5, 3, 3],
  activation: 'relu',
  outputActivation: 'sigmoid',
  cost: 'crossEntropy',
  initialization: { weights: { kind: 'constant', value: 0 }, biases: { kind: 'zero' } },
  normalization: 'batch',
  residual: true
}

it('gives hidden layers the activation, the normalisation and, at equal widths from layer 2 on, the link; the output none of it', () => {
  const relu = { activation: { name: 'relu', largestSlope: 1 }, normalization: 'batch' }
  expect(compile(spec, 7)).toEqual({
    cost: 'crossEntropy',
    capacity: 7,
    layers: [
      { fanIn: 4, fanOut: 5, ...relu, residual: false },
      { fanIn: 5, fanOut: 5, ...relu, residual: true },
      { fanIn: 5, fanOut: 3, ...relu, residual: false },
      { fanIn: 3, fanOut: 3, activation: { name: 'sigmoid', largestSlope: 0.25 }, normalization: 'none', residual: false }
    ]
  })
})

it('links nothing into layer 1, nor anywhere without being asked', () => {
  expect(compile({ ...spec, layers: [5, 5, 5, 2] }, 1).layers.map(layer => layer.residual)).toEqual([false, true, false])
  expect(compile({ ...spec, residual: false }, 1).layers.some(layer => layer.residual)).toBe(false)
})

it('compiles what a kernel accepts, for every output and cost', async () => {
  const outputs = [['sigmoid', 'quadratic'], ['sigmoid', 'crossEntropy'], ['linear', 'quadratic'], ['softmax', 'logLikelihood']] as const
  for (const [outputActivation, cost] of outputs) {
    const program = compile({ ...spec, outputActivation, cost }, 3)
    expect((await createKernel({ variant: 'reference', program })).program).toBe(program)
  }
  expect(compile({ ...spec, outputActivation: 'softmax', cost: 'logLikelihood' }, 3).layers.at(-1)!.activation).toEqual({ name: 'softmax', largestSlope: 0.25 })
})

it('is plain data, which a thread can be sent', () => {
  const program = compile(spec, 7)
  expect(JSON.parse(JSON.stringify(program))).toEqual(program)
})
