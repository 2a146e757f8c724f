import { expect, it } from 'vitest'
import { checkProgram } from './check.ts'
import type { LayerProgram, Program } from './contract.ts'

const activation = (name: string): LayerProgram['activation'] => ({ name, output: z => z, derivative: () => 1, largestSlope: 1 })
const layer = (fanIn: number, fanOut: number, rest: Partial<LayerProgram> = {}): LayerProgram => ({
  fanIn, fanOut, activation: activation('sigmoid'), normalization: 'none', residual: false, ...rest
})
const good: Program = {
  layers: [layer(4, 3, { normalization: 'batch' }), layer(3, 3, { residual: true }), layer(3, 2)],
  cost: 'crossEntropy',
  capacity: 10
}

it('lets a program through that can run', () => {
  expect(() => checkProgram(good)).not.toThrow()
  expect(() => checkProgram({ ...good, layers: [layer(4, 2, { activation: activation('softmax') })], cost: 'logLikelihood' })).not.toThrow()
})

const bad: readonly (readonly [string, Partial<Program>])[] = [
  ['program.layers: expected at least one layer, got 0', { layers: [] }],
  ['program.capacity: expected a whole number of rows ≥ 1, got 0', { capacity: 0 }],
  ['program.capacity: expected a whole number of rows ≥ 1, got NaN', { capacity: NaN }],
  ['program.layers[1].fanIn: expected the 3 units of the layer below, got 4', { layers: [layer(4, 3), layer(4, 2)] }],
  ['program.layers[0].fanOut: expected a whole number ≥ 1, got 1.5', { layers: [layer(4, 1.5)] }],
  ['program.layers[0].fanIn: expected a whole number ≥ 1, got -1', { layers: [layer(-1, 1)] }],
  ['program.cost: expected softmax and logLikelihood together', { cost: 'logLikelihood' }],
  ['expected a sigmoid output with crossEntropy, got "linear"', { layers: [layer(4, 2, { activation: activation('linear') })] }],
  ['program.layers[0].residual', { layers: [layer(3, 3, { residual: true }), layer(3, 2)] }],
  ['program.layers[1].residual', { layers: [layer(4, 4), layer(4, 3, { residual: true }), layer(3, 2)] }],
  ['program.layers[0]: expected an output layer without', { layers: [layer(4, 2, { normalization: 'layer' })] }],
  ['program.layers[0].activation', { layers: [layer(4, 3, { activation: activation('softmax') }), layer(3, 2)] }]
]
for (const [message, change] of bad) it(`refuses ${message}`, () => expect(() => checkProgram({ ...good, ...change })).toThrow(message))
