import { describe, expect, it } from 'vitest'
import { exp } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { activations, softmax } from './index.ts'

const grid = Array.from({ length: 2001 }, (_, i) => (i - 1000) / 100 + 0.0037) // never on a kink

describe.each(Object.values(activations))('$name', ({ name, output, derivative, largestSlope }) => {
  it('has the derivative of its output', () => {
    const h = 1e-5
    for (const z of grid) expectClose(derivative(z), (output(z + h) - output(z - h)) / (2 * h), { relative: 1e-8, absolute: 1e-9 })
  })
  it('has no slope above its largest, and comes to it', () => {
    let most = Math.abs(derivative(-1e-300))
    for (let i = -150_000; i <= 150_000; i++) most = Math.max(most, Math.abs(derivative(i / 5000))) // Math.max keeps NaN
    expect(most <= largestSlope * (1 + 1e-15)).toBe(true)
    const reached = name === 'softplus' || name === 'elu' ? 1e-12 : 1e-8
    expectClose(most, largestSlope, { relative: reached })
  })
  it('is finite far out, and NaN at NaN', () => {
    for (const z of [-1e300, -750, 750, 1e300]) {
      expect(Number.isFinite(output(z)), `output(${z}) = ${output(z)}`).toBe(true)
      expect(Number.isFinite(derivative(z)), `derivative(${z}) = ${derivative(z)}`).toBe(true)
    }
    expect(output(NaN)).toBeNaN()
  })
  it('is filed under its name', () => expect(activations[name as keyof typeof activations].name).toBe(name))
})

describe('slopes where the activation itself is saturated', () => {
  it('sigmoid: e^−|z| on both sides', () => {
    for (const z of [40, -40, 300, -300]) expectClose(activations.sigmoid.derivative(z), exp(-Math.abs(z)), { relative: 1e-14 })
  })
  it('tanh: 4e^−2|z| on both sides', () => {
    for (const z of [40, -40, 300, -300]) expectClose(activations.tanh.derivative(z), 4 * exp(-2 * Math.abs(z)), { relative: 1e-14 })
  })
})

it('keeps the left slope at a kink', () => {
  const slope = (name: 'relu' | 'leakyRelu' | 'elu' | 'selu' | 'hardTanh', z: number): number => activations[name].derivative(z)
  expect([slope('relu', 0), slope('leakyRelu', 0), slope('elu', 0)]).toEqual([0, 0.01, 1])
  expect([slope('hardTanh', 1), slope('hardTanh', -1)]).toEqual([0, 0])
  expectClose(slope('selu', 0), 1.7580993408473766, { relative: 1e-15 })
})

it('has the published values', () => {
  expectClose(activations.gelu.output(1), 0.8413447460685429, { relative: 1e-15 }) // Φ(1)
  expectClose(activations.silu.output(1), 0.7310585786300049, { relative: 1e-15 }) // σ(1)
  expectClose(activations.selu.output(-1e3), -1.7580993408473766, { relative: 1e-15 }) // −scale·α
  expectClose(activations.erf.output(0.5), 0.5204998778130465, { relative: 1e-15 })
  expectClose(activations.softplus.output(0), 0.6931471805599453, { relative: 1e-15 })
  const { relu, leakyRelu, hardTanh, softsign, elu } = activations
  expectClose([relu.output(-3), leakyRelu.output(-3), hardTanh.output(-3)], [0, -0.03, -1], { relative: 1e-15 })
  expectClose([softsign.output(-3), elu.output(-1)], [-0.75, -0.6321205588285577], { relative: 1e-15 })
})

it('softmax answers no single z', () => {
  expect([softmax.output(1), softmax.derivative(1)]).toEqual([NaN, NaN])
})
