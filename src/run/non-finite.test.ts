import { describe, expect, it } from 'vitest'
import type { Dataset, Examples, FileSource } from '../data/index.ts'
import { encodeSafetensors, initialize } from '../network/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { fromJsonl, readings, series, toJsonl } from '../trace/index.ts'
import { measureExperiment, run, type RunOptions } from './index.ts'

const options: RunOptions = { source: { read: name => Promise.reject(new Error(name)) }, kernel: 'reference' }

const experimentOf = (training: object, network: object = {}, observe: object = {}): Experiment =>
  resolve({
    data: { kind: 'blobs', train: 20, validation: 7, classes: 3 }, network: { layers: [2, 5, 3], ...network },
    training: { epochs: 400, batchSize: 20, ...training }, observe: { examples: 20, quantities: ['deltaNorm', 'cost'], ...observe }
  })

/** All inputs one number. */
function constant(input: number): Dataset {
  const task = 'classification'
  const examples = (count: number): Examples =>
    ({ count, task, inputs: new Float32Array(2 * count).fill(input), targets: new Float32Array(3 * count) })
  return { inputSize: 2, outputSize: 3, task, train: examples(20), validation: examples(7), classes: ['a', 'b', 'c'] }
}

describe('a run that leaves the numbers', () => {
  it('ends with a trace that says where, and keeps the non-finite readings', async () => {
    const network = { activation: 'relu', outputActivation: 'linear', cost: 'quadratic' }
    const experiment = experimentOf({ optimizer: { learningRate: 1e20 } }, network)
    const { trace, checkpoint } = await run(experiment, options)
    if (trace.end.kind !== 'nonFinite') throw new Error(`ended ${trace.end.kind}`)
    expect(trace.end.step).toBeGreaterThan(0)
    expect(trace.end.step).toBeLessThan(100)
    expect(series(trace, 'cost', 0).step.at(-1)).toBeGreaterThanOrEqual(trace.end.step)
    expect(readings(trace).filter(r => r.step === 0).every(r => Number.isFinite(r.value))).toBe(true)
    expect(readings(trace).some(r => !Number.isFinite(r.value))).toBe(true)
    expect(fromJsonl(toJsonl(trace))).toEqual(trace)
    expect((await run(experiment, { ...options, resume: checkpoint })).trace).toEqual(trace)
  })

  it('puts an overflow of the parameters down to the step whose update made it', async () => {
    // Saturated sigmoids keep every pass finite while the weights grow by η·λ/n = −5e58 a step: 1e352 does not exist.
    const training = { optimizer: { learningRate: 1e30 }, l2: 1e30 }
    const every = { steps: 1 }
    for (const batchSize of [20, 10]) {
      const { trace } = await run(experimentOf({ ...training, batchSize, epochs: 10 }, {}, { every }), options)
      const epoch = batchSize === 20 ? 5 : 2
      expect(trace.end).toEqual({ kind: 'nonFinite', step: 5, epoch, layer: 1, quantity: 'weights', operation: 'update' })
    }
    // The last update of all is found by the last reading.
    const { trace } = await run(experimentOf({ ...training, epochs: 6 }), options)
    expect(trace.end).toMatchObject({ kind: 'nonFinite', step: 5, epoch: 5, operation: 'update' })
    expect((await run(experimentOf({ ...training, epochs: 5 }), options)).trace.end).toEqual({ kind: 'done' })
  })

  it('in single precision the very first update leaves the numbers, and is put down to itself', async () => {
    const training = { optimizer: { learningRate: 1e30 }, l2: 1e30 }
    for (const batchSize of [20, 10]) {
      const { trace } = await run(experimentOf({ ...training, batchSize, epochs: 10 }), { ...options, kernel: 'simd' })
      expect(trace.end).toEqual({ kind: 'nonFinite', step: 0, epoch: 0, layer: 1, quantity: 'weights', operation: 'update' })
    }
    const last = experimentOf({ ...training, epochs: 1 }, {}, { quantities: ['validationCost'] })
    expect((await run(last, { ...options, kernel: 'simd' })).trace.end).toMatchObject({ kind: 'nonFinite', step: 0, operation: 'update' })
  })

  it('is found where only the validation part is read', async () => {
    const training = { optimizer: { learningRate: 1e30 }, l2: 1e30, epochs: 6 }
    const { trace } = await run(experimentOf(training, {}, { quantities: ['validationCost'] }), options)
    expect(trace.end).toMatchObject({ kind: 'nonFinite', step: 5, operation: 'update' })
    expect(series(trace, 'validationCost', 0).epoch.at(-1)).toBe(5)
    const dataset = { ...constant(1), validation: constant(NaN).validation }
    const { trace: { end } } = await run(experimentOf({}, {}, { quantities: ['validationCost'] }), { ...options, dataset })
    expect(end).toMatchObject({ kind: 'nonFinite', step: 0, layer: 0, operation: 'input' })
  })

  it('begins that way: bad inputs and bad initial weights', async () => {
    const experiment = experimentOf({})
    const { trace } = await measureExperiment(experiment, { ...options, dataset: constant(NaN) })
    expect(trace.end).toMatchObject({ kind: 'nonFinite', step: 0, layer: 0, operation: 'input' })
    expect((await run(experiment, { ...options, dataset: constant(NaN) })).trace.end).toEqual(trace.end)
    expect((await measureExperiment(experiment, { ...options, dataset: constant(1) })).trace.end).toEqual({ kind: 'done' })

    const [first, second] = initialize(experiment.network, 1)
    const file = encodeSafetensors([{ ...first!, weights: first!.weights.slice().fill(NaN) }, second!])
    const fromFile = experimentOf({ epochs: 2 }, { initialization: { weights: { kind: 'safetensors', file: 'w' } } })
    for (const kernel of ['reference', 'simd'] as const) {
      const source: FileSource = { read: () => Promise.resolve(file) }
      const { trace: begun } = await run(fromFile, { source, kernel })
      expect(begun.end).toEqual({ kind: 'nonFinite', step: 0, epoch: 0, layer: 1, quantity: 'weights', operation: 'initialisation' })
    }
  })
})
