import { expect, test } from 'vitest'
import {
  ACTIVATION_NAMES, BIAS_KINDS, fromUrl, OPTIMIZER_KINDS, resolve, toUrl, WEIGHT_KINDS, type Experiment
} from '../../../experiment/index.ts'
import { bookNetwork } from '../../state/opening.ts'
import { edited, type Edited, type Setting } from './edit.ts'
import { OUTPUT_PAIRS, outputPair, pairSettings } from './output.ts'
import { valueAt } from './places.ts'

const book = bookNetwork()

function valid(from: Experiment, ...settings: readonly Setting[]): Extract<Edited, { readonly kind: 'valid' }> {
  const next = edited(from, settings)
  if (next.kind === 'mistaken') throw new Error(`${next.mistake.where}: ${next.mistake.expected}`)
  return next
}

function mistakeIn(from: Experiment, ...settings: readonly Setting[]): string {
  const next = edited(from, settings)
  return next.kind === 'mistaken' ? `${next.mistake.where}: ${next.mistake.expected}` : 'none'
}

const NUMBERS: readonly Setting[] = [
  ['seed', 7], ['data.train', 800], ['data.validation', 300], ['training.batchSize', 50], ['training.l2', 0.25], ['training.epochs', 12],
  ['training.optimizer.learningRate', 0.02], ['training.optimizer.momentum', 0.9], ['network.initialization.weights.std', 2],
  ['network.initialization.biases.std', 0.5]
]
const NAMES: readonly Setting[] = [
  ...ACTIVATION_NAMES.map(name => ['network.activation', name] as const),
  ...['none', 'batch', 'layer'].map(name => ['network.normalization', name] as const),
  ...['none', 'fanIn', 'fanAverage'].map(name => ['network.initialization.weights.scaling', name] as const),
  ...BIAS_KINDS.map(name => ['network.initialization.biases.kind', name] as const),
  ...WEIGHT_KINDS.filter(name => name !== 'safetensors').map(name => ['network.initialization.weights.kind', name] as const),
  ...OPTIMIZER_KINDS.map(name => ['training.optimizer.kind', name] as const),
  ...['constant', 'step', 'cosine'].map(name => ['training.schedule.kind', name] as const),
  ['network.residual', true]
]

test.each([...NUMBERS, ...NAMES])('%s becomes %s and nothing else of its record is lost', (path, value) => {
  const { experiment } = valid(book, [path, value])
  expect(valueAt(experiment, path)).toBe(value)
  expect(fromUrl(toUrl(experiment))).toEqual(experiment)
})

test('each number lies at its own kind, and is set there', () => {
  const cases: readonly (readonly [kind: Setting, ...numbers: Setting[]])[] = [
    [['network.initialization.weights.kind', 'he'], ['network.initialization.weights.gain', 2],
      ['network.initialization.weights.distribution', 'uniform']],
    [['network.initialization.weights.kind', 'sparse'], ['network.initialization.weights.connections', 3]],
    [['network.initialization.weights.kind', 'constant'], ['network.initialization.weights.value', -0.5]],
    [['network.initialization.biases.kind', 'constant'], ['network.initialization.biases.value', 1]],
    [['training.optimizer.kind', 'rmsprop'], ['training.optimizer.decay', 0.99], ['training.optimizer.epsilon', 1e-6]],
    [['training.optimizer.kind', 'adam'], ['training.optimizer.beta1', 0.8], ['training.optimizer.beta2', 0.99]],
    [['training.optimizer.kind', 'adamw'], ['training.optimizer.weightDecay', 0.1]],
    [['training.schedule.kind', 'step'], ['training.schedule.every', 5], ['training.schedule.factor', 0.1]],
    [['training.schedule.kind', 'cosine'], ['training.schedule.final', 0.1]],
    [['training.gradientClipping', 'value:1'], ['training.gradientClipping.limit', 0.5]],
    [['training.optimizer.momentum', 'sutskever'], ['training.optimizer.momentum.max', 0.95]]
  ]
  for (const [kind, ...numbers] of cases) {
    const { experiment } = valid(book, kind)
    for (const number of numbers) expect(valueAt(valid(experiment, number).experiment, number[0])).toBe(number[1])
  }
})

test('every pair of output and cost can be had, and is read back', () => {
  for (const pair of OUTPUT_PAIRS) expect(outputPair(valid(book, ...pairSettings(pair)).experiment)).toBe(pair)
})

test('other data take the network’s ends, the batch and the readings along, and name what they changed', () => {
  const circles = valid(book, ['data', { kind: 'circles' }])
  expect(circles.experiment.network.layers).toEqual([2, 30, 30, 2])
  expect(circles.experiment.training).toMatchObject({ batchSize: 700, l2: 0 })
  expect(circles.followed).toContain('network.layers')
  const wave = valid(circles.experiment, ['data', { kind: 'regression' }]).experiment
  expect(outputPair(wave)).toBe('linear+quadratic')
  expect(wave.observe.quantities).not.toContain('accuracy')
  expect(wave.observe.quantities).toContain('validationCost')
  const back = valid(wave, ['data', { kind: 'mnist', train: 1000, validation: 0 }]).experiment
  expect(back).toEqual(resolve({ ...book, observe: { ...book.observe, quantities: back.observe.quantities } }))
  expect(new Set(back.observe.quantities)).toEqual(new Set(book.observe.quantities))
})

test('what an edit asks for never gives way: the mistake is said and names its field', () => {
  expect(mistakeIn(book, ['training.batchSize', 5000])).toBe('training.batchSize: at most data.train, 1000')
  expect(mistakeIn(book, ['network.layers', [784, 0, 10]])).toMatch(/^network\.layers\[1\]: a whole number/)
  expect(mistakeIn(book, ['training.optimizer.learningRate', -1])).toMatch(/^training\.optimizer\.learningRate: a number from 0/)
  expect(mistakeIn(book, ['training.frozen', [1, 2, 3]])).toBe('training.frozen: at least one layer left to train')
})

test('what an edit did not ask for gives way: residual links, frozen layers, Nesterov, normalisation', () => {
  const nesterov: readonly Setting[] = [['training.optimizer.momentum', 0.9], ['training.optimizer.nesterov', true]]
  const laden = valid(book, ['network.residual', true], ['training.frozen', [1, 3]], ...nesterov).experiment
  const thinner = valid(laden, ['network.layers', [784, 30, 40, 10]])
  expect(thinner.followed).toEqual(['network.residual'])
  expect(thinner.experiment.network.residual).toBe(false)
  const flat = valid(laden, ['network.layers', [784, 30, 10]])
  expect(flat.experiment.training.frozen).toEqual([1])
  expect(valid(laden, ['training.optimizer.momentum', 0]).experiment.training.optimizer).toMatchObject({ momentum: 0, nesterov: false })
  const normal = valid(book, ['network.normalization', 'batch']).experiment
  expect(valid(normal, ['network.layers', [784, 10]]).experiment.network.normalization).toBe('none')
})

test('changes of the run before are no part of the next experiment', () => {
  const changed = resolve({ ...book, training: { ...book.training, changes: [{ step: 5, learningRate: 1 }] } })
  expect(valid(changed, ['seed', 2]).experiment.training.changes).toBeUndefined()
})
