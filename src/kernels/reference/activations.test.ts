import { expect, it } from 'vitest'
import { activationFunctions, functionsOf } from './activations.ts'
import { createReferenceKernel } from './kernel.ts'

const identity = (z: number): number => z

it('takes the functions of the name, or the record’s own where it has any', () => {
  expect(functionsOf({ name: 'tanh', largestSlope: 1 })).toEqual(activationFunctions.tanh)
  expect(functionsOf({ name: 'tanh', largestSlope: 1, derivative: identity })).toEqual({ output: activationFunctions.tanh.output, derivative: identity })
  expect(functionsOf({ name: 'mine', largestSlope: 1, output: identity, derivative: identity })).toEqual({ output: identity, derivative: identity })
})

it.each(['mine', 'toString', '__proto__'])('refuses a program with the unknown activation %s', name => {
  const layer = { fanIn: 1, fanOut: 1, activation: { name, largestSlope: 1 }, normalization: 'none', residual: false } as const
  expect(() => createReferenceKernel({ layers: [layer], cost: 'quadratic', capacity: 1 })).toThrow(/activation: expected one of sigmoid, .* got "/)
})
