import { describe, it } from 'vitest'
import { expectClose } from '../../numerics/testing.ts'
import type { UpdateRule } from '../contract.ts'
import type { LayerGradient } from './backward.ts'
import type { LayerState } from './state.ts'
import { update } from './update.ts'

const layerOf = (weight: number, bias: number): LayerState => ({
  weights: Float64Array.of(weight),
  biases: Float64Array.of(bias),
  gains: null,
  runningMean: null,
  runningVariance: null,
  slots: new Map(),
  updateNorm: NaN
})
const gradient = (weight: number, bias: number): LayerGradient => ({
  weights: Float64Array.of(weight), biases: Float64Array.of(bias), gains: null
})

const common = { learningRate: 0.1, shrink: 1, l2: 0, clip: null, trackUpdate: false } as const
const sgd = { ...common, kind: 'sgd', momentum: 0, momentumNext: 0, nesterov: false } as const

/** Weight and bias after steps with these gradients, from 1 and 1. */
function after(gradients: readonly (readonly [number, number])[], rule: (t: number) => UpdateRule): [number, number] {
  const layer = layerOf(1, 1)
  gradients.forEach(([w, b], t) => update([layer], [gradient(w, b)], rule(t)))
  return [layer.weights[0]!, layer.biases[0]!]
}

const close = (got: readonly number[], expected: readonly number[]): void => expectClose(got, expected, { relative: 1e-14 })
const two = [[0.5, -2], [-1, 3]] as const

describe('sgd', () => {
  it('descends', () => close(after(two, () => sgd), [1 - 0.05 + 0.1, 1 + 0.2 - 0.3]))
  it('shrinks weights, never biases, before the step', () => {
    close(after(two, () => ({ ...sgd, shrink: 0.9 })), [0.9 * (0.9 - 0.05) + 0.1, 1 + 0.2 - 0.3])
  })
  it('remembers its velocity', () => {
    const rule = (t: number): UpdateRule => ({ ...sgd, momentum: [0.5, 0.8][t]!, momentumNext: 0.8 })
    close(after(two, rule), [1 - 0.05 + (0.8 * -0.05 + 0.1), 1 + 0.2 + (0.8 * 0.2 - 0.3)])
  })
  it('starts its velocity at a step whose momentum is 0 when the next has some', () => {
    const rule = (t: number): UpdateRule => ({ ...sgd, momentum: [0, 0.8][t]!, momentumNext: 0.8 })
    close(after(two, rule), [1 - 0.05 + (0.8 * -0.05 + 0.1), 1 + 0.2 + (0.8 * 0.2 - 0.3)])
  })
  it('looks ahead with nesterov: the point held is p + μv of the point descended', () => {
    // Sutskever's form: v' = μv − ηG(p + μv), p' = p + v'. Held: q = p + μ_next v.
    const [mu0, mu1, mu2] = [0.5, 0.8, 0.9]
    const rule = (t: number): UpdateRule => ({ ...sgd, nesterov: true, momentum: [mu0, mu1][t]!, momentumNext: [mu1, mu2][t]! })
    const [v1, w1] = [-0.05, 1 - 0.05]
    const v2 = mu1 * v1 + 0.1
    close([after(two, rule)[0]], [w1 + v2 + mu2 * v2])
  })
})

describe('adaptive rules', () => {
  it('adagrad divides by the root of the summed squares', () => {
    const rule = { ...common, kind: 'adagrad', epsilon: 0.01 } as const
    close(after(two, () => rule), [
      1 - 0.05 / (0.5 + 0.01) + 0.1 / (Math.sqrt(1.25) + 0.01),
      1 + 0.2 / (2 + 0.01) - 0.3 / (Math.sqrt(13) + 0.01)
    ])
  })
  it('rmsprop divides by the root of a fading mean', () => {
    const rule = { ...common, kind: 'rmsprop', decay: 0.75, epsilon: 0.01 } as const
    close(after(two, () => rule), [
      1 - 0.05 / (0.25 + 0.01) + 0.1 / (Math.sqrt(0.75 * 0.0625 + 0.25) + 0.01),
      1 + 0.2 / (1 + 0.01) - 0.3 / (Math.sqrt(0.75 + 2.25) + 0.01)
    ])
  })
  it('adam moves by η in its first step, whatever the gradient', () => {
    const rule = { ...common, kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 0, time: 1 } as const
    expectClose(after([[1e-5, -1e5]], () => rule), [0.9, 1.1], { relative: 1e-12 })
  })
  it('adam corrects both means by the time', () => {
    const rule = (t: number): UpdateRule => ({ ...common, kind: 'adam', beta1: 0.5, beta2: 0.75, epsilon: 0.01, time: t + 1 })
    const first = 0.1 * (0.5 / (0.5 + 0.01))
    const m = (0.5 * 0.25 - 0.5) / (1 - 0.25)
    const v = (0.75 * 0.0625 + 0.25) / (1 - 0.5625)
    close([after(two, rule)[0]], [1 - first - (0.1 * m) / (Math.sqrt(v) + 0.01)])
  })
  it('L2 joins the gradient of weights, after clipping, and of weights only', () => {
    const rule = { ...common, kind: 'adagrad', epsilon: 0.5, l2: 0.25, clip: { kind: 'value', limit: 1 } } as const
    close(after([[4, 4]], () => rule), [1 - 0.125 / (1.25 + 0.5), 1 - 0.1 / (1 + 0.5)])
  })
  it('adamw shrinks outside the means', () => {
    const rule = { ...common, kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 0, time: 1, shrink: 0.5 } as const
    expectClose(after([[2, 2]], () => rule), [0.4, 0.9], { relative: 1e-12 })
  })
})

describe('clipping', () => {
  it('by norm scales all gradients together', () => {
    close(after([[3, -4]], () => ({ ...sgd, clip: { kind: 'norm', limit: 1 } })), [1 - 0.06, 1 + 0.08])
    close(after([[3, -4]], () => ({ ...sgd, clip: { kind: 'norm', limit: 5 } })), [1 - 0.3, 1 + 0.4])
  })
  it('by norm reaches over the layers', () => {
    const layers = [layerOf(1, 1), layerOf(1, 1)]
    update(layers, [gradient(1, 1), gradient(1, 1)], { ...sgd, clip: { kind: 'norm', limit: 1 } })
    close(layers.map(layer => layer.weights[0]!), [0.95, 0.95])
  })
  it('by norm holds gradients whose squares overflow', () => {
    close(after([[3e200, -4e200]], () => ({ ...sgd, clip: { kind: 'norm', limit: 1 } })), [1 - 0.06, 1 + 0.08])
  })
  it('by value clamps each entry', () => close(after([[3, -0.5]], () => ({ ...sgd, clip: { kind: 'value', limit: 1 } })), [0.9, 1.05]))
})

