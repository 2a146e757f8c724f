import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestName } from './index.ts'

const names = ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'selu', 'softplus', 'softsign', 'learningRate', 'batchSize']

test.each([
  ['sigmod', 'sigmoid'], ['simgoid', 'sigmoid'], ['Tanh', 'tanh'], ['TANH', 'tanh'], ['relu6', 'relu'], ['leakyrelu', 'leakyRelu'],
  ['softpuls', 'softplus'], ['learning_rate', 'learningRate'], ['batchsize', 'batchSize'], ['sellu', 'selu'],
  ['convolution', undefined], ['xyz', undefined], ['momentum', undefined]
])('%s → %s', (asked, expected) => {
  expect(nearestName(asked, names)).toBe(expected)
})

test('a valid name is its own nearest, and one wrong letter is forgiven', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), fc.constantFrom('q', 'z'), (name, at, letter) => {
      expect(nearestName(name, names)).toBe(name)
      const i = at % name.length
      expect(nearestName(name.slice(0, i) + letter + name.slice(i), names)).toBe(name)
      if (name.length > 5) expect(nearestName(name.slice(0, i) + letter + name.slice(i + 1), names)).toBe(name)
    }),
    { seed: 1 }
  )
})

test('nothing valid, nothing near; a megabyte of name costs nothing', () => {
  expect(nearestName('sigmoid', [])).toBeUndefined()
  expect(nearestName('', names)).toBeUndefined()
  const before = performance.now()
  expect(nearestName('s'.repeat(1e6), names)).toBeUndefined()
  expect(performance.now() - before).toBeLessThan(500)
})
