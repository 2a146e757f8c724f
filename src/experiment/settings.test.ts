import { describe, expect, it } from 'vitest'
import { presets, resolve, withSetting, type Experiment, type ExperimentInput } from './index.ts'

const small: ExperimentInput = { network: { layers: [784, 30, 10] } }
const set = (input: ExperimentInput, ...settings: readonly (readonly [string, string])[]): Experiment =>
  resolve(settings.reduce((document, [path, value]) => withSetting(document, path, value), input))

describe('withSetting', () => {
  it.each<[string, string, object]>([
    ['training.epochs', '5', { training: { epochs: 5 } }],
    ['seed', '12', { seed: 12 }],
    ['network.activation', 'tanh', { network: { activation: 'tanh' } }],
    ['network.activation', '"tanh"', { network: { activation: 'tanh' } }],
    ['network.layers', '784-30x5-10', { network: { layers: [784, 30, 30, 30, 30, 30, 10] } }],
    ['network.layers', '[784, 10]', { network: { layers: [784, 10] } }],
    ['training.optimizer.learningRate', '1e-3', { training: { optimizer: { kind: 'sgd', learningRate: 0.001 } } }],
    ['training.optimizer.momentum', '0.9', { training: { optimizer: { momentum: 0.9 } } }],
    ['training.optimizer.momentum', 'sutskever:0.9', { training: { optimizer: { momentum: { kind: 'sutskever', max: 0.9 } } } }],
    ['training.gradientClipping', 'norm:2', { training: { gradientClipping: { kind: 'norm', limit: 2 } } }],
    ['training.gradientClipping', 'null', { training: { gradientClipping: null } }],
    ['training.gradientClipping.limit', '3', { training: { gradientClipping: { kind: 'norm', limit: 3 } } }],
    ['observe.every', '10steps', { observe: { every: { steps: 10 } } }],
    ['observe.every.steps', '10', { observe: { every: { steps: 10 } } }],
    ['observe.quantities', 'deltaNorm,cost', { observe: { quantities: ['deltaNorm', 'cost'] } }],
    ['observe.perNeuron', 'true', { observe: { perNeuron: true } }],
    ['training.optimizer', '{"kind":"adam"}', { training: { optimizer: { kind: 'adam', beta1: 0.9 } } }]
  ])('%s=%s', (path, value, expected) => {
    expect(set(small, [path, value])).toMatchObject(expected)
    expect(set(presets['speed-2']!.experiment, [path, value])).toMatchObject(expected)
  })

  it('changes nothing in the document it was given', () => {
    const before = JSON.stringify(presets['speed-2'])
    withSetting(presets['speed-2']!.experiment, 'training.optimizer.learningRate', '7')
    expect(JSON.stringify(presets['speed-2'])).toBe(before)
  })

  it('takes along what followed from a default, in a complete document', () => {
    const e = set(presets['speed-2']!.experiment, ['data.train', '100'])
    expect([e.training.batchSize, e.observe.examples]).toEqual([100, 100])
    expect(set(presets['accuracy-2']!.experiment, ['data.train', '100']).training.batchSize).toBe(10)
    expect(set(presets['speed-2']!.experiment, ['network.outputActivation', 'softmax']).network.cost).toBe('logLikelihood')
  })

  it('holds a person to what they wrote in a partial one', () => {
    const explicit: ExperimentInput = { ...small, training: { batchSize: 1000 } }
    expect(() => set(explicit, ['data.train', '100'])).toThrow(/training\.batchSize: expected at most data\.train, 100, got 1000/)
  })

  it('starts a record anew with another kind, and keeps it with its own', () => {
    const adam = set(small, ['training.optimizer.learningRate', '7'], ['training.optimizer.kind', 'adam'])
    expect(adam.training.optimizer).toMatchObject({ kind: 'adam', learningRate: 0.001 })
    const sgd = set(small, ['training.optimizer.learningRate', '7'], ['training.optimizer.kind', 'sgd'])
    expect(sgd.training.optimizer).toMatchObject({ kind: 'sgd', learningRate: 7 })
    const he = set(presets['large-weights-2']!.experiment, ['network.initialization.weights.kind', 'he'])
    expect(he.network.initialization.weights).toEqual({ kind: 'he', distribution: 'normal', gain: 1 })
  })

  it('may pass through documents that are not valid yet', () => {
    const file = [['data.kind', 'csv'], ['data.inputs', '7'], ['data.targets', '3']] as const
    const e = set(presets['speed-2']!.experiment, ...file, ['network.layers', '4-2'])
    expect(e.data).toMatchObject({ kind: 'csv', inputs: '7', targets: '3' })
  })

  it.each([
    ['learningRate', /Did you mean "training\.optimizer\.learningRate"/],
    ['training.epoch', /Did you mean "training\.epochs"/],
    ['__proto__.polluted', /path of a field/],
    ['training.__proto__', /path of a field/],
    ['', /path of a field/],
    ['x'.repeat(1e6), /path of a field/]
  ])('refuses the path %s', (path, message) => {
    expect(() => withSetting(small, path, '1')).toThrow(message)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each([
    ['network.activation', 'tahn', /network\.activation: .* got "tahn"\. Did you mean "tanh"/],
    ['training.epochs', 'abc', /training\.epochs: expected a whole number .* got "abc"/],
    ['training.epochs', '', /training\.epochs/],
    ['network.layers', 'wide', /network\.layers: expected widths/],
    ['training.epochs', '{"__proto__":1}', /training\.epochs/]
  ])('refuses %s=%s with the same path', (path, value, message) => {
    expect(() => set(small, [path, value])).toThrow(message)
  })
})
