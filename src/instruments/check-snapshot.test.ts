import { expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import type { LayerSnapshot, Snapshot } from '../kernels/index.ts'
import { sumsOf } from './index.ts'

const zeros = (n: number): number[] => new Array<number>(n).fill(0)
const layer: LayerSnapshot = {
  fanIn: 2, fanOut: 3, largestSlope: 0.25, weightedInput: zeros(12), activation: zeros(12), slope: zeros(12), delta: zeros(12), deltaExponent: 0,
  back: zeros(12), weights: zeros(6), gradWeights: zeros(6), gradBiases: zeros(3), gradientExponent: 0, updateNorm: NaN
}
const good: Snapshot = { rows: 4, layers: [layer] }
const changed = (change: object): Snapshot => ({ rows: 4, layers: [layer, { ...layer, ...change }] })

it('takes arrays of any kind that fit', () => {
  expect(sumsOf(good)[0]!.rows).toBe(4)
  expect(sumsOf(changed({ delta: new Float32Array(12), back: null }))[1]!.backRms).toBeNaN()
})

it.each([
  ['snapshot: expected rows and layers, got null', null],
  ['rows: expected a whole number from 1, got 0', { ...good, rows: 0 }],
  ['layers: expected an array of layers, got undefined', { rows: 4 }],
  ['layers[0].weightedInput: expected rows × fanOut = 6 numbers, row after row, got 12', { ...good, rows: 2 }],
  ['layers[1].fanOut: expected a whole number from 1, got 1.5', changed({ fanOut: 1.5 })],
  ['layers[1].delta: expected rows × fanOut = 12 numbers, row after row, got undefined', changed({ delta: undefined })],
  ['layers[1].back: expected null or rows × fanOut = 12 numbers, row after row, got 11', changed({ back: zeros(11) })],
  ['layers[1].weights: expected fanOut × fanIn = 6 numbers, row after row, got 2', changed({ weights: [[0, 0, 0], [0, 0, 0]] })],
  ['layers[1].slope: expected rows × fanOut = 12 numbers, row after row, got [0] at its beginning', changed({ slope: zeros(12).map(() => [0]) })],
  ['layers[1].deltaExponent: expected a whole number (0 if nothing is scaled), got undefined', changed({ deltaExponent: undefined })],
  ['layers[1].updateNorm: expected a number, got null. NaN if it is not known', changed({ updateNorm: null })],
  ['layers[0]: expected a layer, got null', { rows: 4, layers: [null] }]
])('%s', (message, snapshot) => {
  expect(() => sumsOf(snapshot as Snapshot)).toThrow(InputError)
  expect(() => sumsOf(snapshot as Snapshot)).toThrow(message)
})
