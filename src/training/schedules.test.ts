import { describe, expect, it } from 'vitest'
import type { LearningRateSchedule, OptimizerSpec, TrainingSpec } from '../experiment/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { learningRateAt, momentumAt, updateRule } from './index.ts'
import { updateRules } from './update-rule.ts'

const sgd = { kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false } as const satisfies OptimizerSpec
const spec = (change: Partial<TrainingSpec> = {}): TrainingSpec => ({
  optimizer: sgd, schedule: { kind: 'constant' }, batchSize: 10, epochs: 8, l2: 5, gradientClipping: null, ...change
})

describe('learning-rate schedules', () => {
  const rates = (schedule: LearningRateSchedule, steps: readonly number[]): number[] =>
    steps.map(t => learningRateAt(spec({ schedule }), t, 4))

  it('constant', () => {
    expect(rates({ kind: 'constant' }, [0, 1, 1000])).toEqual([0.1, 0.1, 0.1])
  })

  it('step: η·factor^⌊epoch/every⌋, changing only at the first step of an epoch', () => {
    expect(rates({ kind: 'step', every: 2, factor: 0.5 }, [0, 7, 8, 15, 16, 24])).toEqual([0.1, 0.1, 0.05, 0.05, 0.025, 0.0125])
    // 3⁵ by squaring is exact
    expect(learningRateAt(spec({ schedule: { kind: 'step', every: 1, factor: 3 } }), 5 * 4, 4)).toBe(0.1 * 243)
  })

  it('cosine: from η through half way at half time to final·η', () => {
    const [first, middle, last, third] = rates({ kind: 'cosine', final: 0.2 }, [0, 16, 32, 32 / 3])
    expectClose(first!, 0.1, { relative: 1e-15 })
    expectClose(middle!, 0.1 * 0.6, { relative: 1e-15 })
    expectClose(last!, 0.1 * 0.2, { relative: 1e-15 })
    expectClose(third!, 0.1 * (0.2 + 0.8 * 0.75), { relative: 1e-14 }) // cos(π/3) = ½
  })
})

describe('Sutskever\'s momentum', () => {
  it('is the published schedule, exactly', () => {
    const mu = (t: number): number => momentumAt({ kind: 'sutskever', max: 1 }, t)
    expect([0, 249, 250, 750, 1000, 12_250, 24_750, 124_750].map(mu)).toEqual([0.5, 0.5, 0.75, 0.875, 0.9, 0.99, 0.995, 0.999])
    expect(mu(500)).toBe(1 - 1 / 6)
  })

  it('is the paper\'s formula 1 − 2^(−1−log₂(⌊t/250⌋+1)), held at its largest value', () => {
    for (let t = 0; t < 30_000; t += 97) {
      const paper = Math.min(1 - 2 ** (-1 - Math.log2(Math.floor(t / 250) + 1)), 0.9)
      expectClose(momentumAt({ kind: 'sutskever', max: 0.9 }, t), paper, { relative: 1e-14 })
    }
  })
})

describe('updateRule', () => {
  const common = { clip: null, trackUpdate: false }

  it('sgd: the book\'s L2 shrinks the weights by 1 − ηλ/n: .9995 in experiment 4', () => {
    const rule = updateRule(spec(), 0, 1, 1000, true)
    const plain = { kind: 'sgd', momentum: 0, momentumNext: 0, nesterov: false, clip: null, trackUpdate: true }
    expect(rule).toEqual({ ...plain, learningRate: 0.1, shrink: 0.9995, l2: 0 })
  })

  it('sgd: the shrink follows the schedule, and momentum looks one step ahead', () => {
    const optimizer = { ...sgd, momentum: { kind: 'sutskever', max: 0.99 }, nesterov: true } as const
    const rule = updateRule(spec({ optimizer, schedule: { kind: 'step', every: 1, factor: 0.5 } }), 249, 100, 1000, false)
    expect(rule).toMatchObject({ learningRate: 0.025, shrink: 1 - 0.025 * 0.005, momentum: 0.5, momentumNext: 0.75, nesterov: true })
  })

  it('every kind leaves the frozen layers to the kernel, and says nothing of them where there are none', () => {
    const kinds: OptimizerSpec[] = [
      sgd, { kind: 'adagrad', learningRate: 0.01, epsilon: 1e-8 },
      { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 }
    ]
    for (const optimizer of kinds) {
      expect(updateRule(spec({ optimizer, frozen: [1, 2] }), 0, 1, 10, false).frozen).toEqual([1, 2])
      expect(updateRule(spec({ optimizer }), 0, 1, 10, false)).not.toHaveProperty('frozen')
    }
  })

  it('the adaptive kinds add λ/n to the gradient', () => {
    const adagrad = updateRule(spec({ optimizer: { kind: 'adagrad', learningRate: 0.01, epsilon: 1e-8 } }), 3, 4, 100, false)
    expect(adagrad).toEqual({ ...common, kind: 'adagrad', learningRate: 0.01, shrink: 1, l2: 0.05, epsilon: 1e-8 })
    const rmsprop = updateRule(spec({ optimizer: { kind: 'rmsprop', learningRate: 0.01, decay: 0.9, epsilon: 1e-8 } }), 3, 4, 100, false)
    expect(rmsprop).toEqual({ ...common, kind: 'rmsprop', learningRate: 0.01, shrink: 1, l2: 0.05, decay: 0.9, epsilon: 1e-8 })
  })

  it('adam counts its steps from 1; adamw decays by 1 − η·weightDecay and by nothing else', () => {
    const betas = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    const adam = updateRule(spec({ optimizer: { kind: 'adam', ...betas } }), 0, 4, 100, false)
    expect(adam).toEqual({ ...common, ...betas, kind: 'adam', shrink: 1, l2: 0.05, time: 1 })
    const adamw = updateRule(spec({ optimizer: { kind: 'adamw', ...betas, weightDecay: 0.5 } }), 6, 4, 100, false)
    expect(adamw).toEqual({ ...common, ...betas, kind: 'adam', shrink: 0.995, l2: 0, time: 7 })
  })

  it('carries the clipping', () => {
    const gradientClipping = { kind: 'value', limit: 2 } as const
    expect(updateRule(spec({ gradientClipping }), 0, 1, 1, false).clip).toEqual(gradientClipping)
  })
})

describe('changes on the way', () => {
  const changes = [{ step: 3, learningRate: 1 }, { step: 250, momentum: 0.6, l2: 0 }]

  it('hold from their update on, in whatever order it is asked', () => {
    const changing = spec({ changes })
    const ruleOf = updateRules(changing, 4, 40)
    for (const step of [0, 2, 3, 249, 250, 251, 1e6, 2, 250, 0, 3]) {
      const [learningRate, momentum, l2] = [step < 3 ? sgd.learningRate : 1, step < 250 ? sgd.momentum : 0.6, step < 250 ? spec().l2 : 0]
      const expected = updateRule(spec({ optimizer: { ...sgd, learningRate, momentum }, l2 }), step, 4, 40, true)
      expect(updateRule(changing, step, 4, 40, true)).toEqual(expected)
      expect(ruleOf(step, true)).toEqual(expected)
    }
    expect(ruleOf(4, true)).toBe(ruleOf(200, true))
  })

  it('are multiplied by the schedule, and an update looks no further ahead than itself', () => {
    const stepped = spec({ schedule: { kind: 'step', every: 1, factor: 0.5 }, changes })
    expect([2, 3, 4, 8].map(step => updateRule(stepped, step, 4, 40, false).learningRate)).toEqual([sgd.learningRate, 1, 0.5, 0.25])
    const scheduled = spec({ optimizer: { ...sgd, momentum: { kind: 'sutskever', max: 0.99 }, nesterov: true }, changes })
    expect(updateRule(scheduled, 249, 4, 40, false)).toMatchObject({ momentum: 0.5, momentumNext: 0.75 })
    expect(updateRule(scheduled, 250, 4, 40, false)).toMatchObject({ momentum: 0.6, momentumNext: 0.6 })
  })
})

describe('the rules of a run', () => {
  const adam = { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 } as const
  const changes: readonly (readonly [name: string, constant: boolean, change: Partial<TrainingSpec>])[] = [
    ['sgd', true, {}],
    ['momentum', true, { optimizer: { ...sgd, momentum: 0.9, nesterov: true }, gradientClipping: { kind: 'norm', limit: 1 } }],
    ['adagrad', true, { optimizer: { kind: 'adagrad', learningRate: 0.1, epsilon: 1e-8 } }],
    ['rmsprop', true, { optimizer: { kind: 'rmsprop', learningRate: 0.1, decay: 0.9, epsilon: 1e-8 } }],
    ['momentum after Sutskever', false, { optimizer: { ...sgd, momentum: { kind: 'sutskever', max: 0.99 } } }],
    ['adam', false, { optimizer: adam }],
    ['adamw', false, { optimizer: { ...adam, kind: 'adamw', weightDecay: 0.1 } }],
    ['steps', false, { schedule: { kind: 'step', every: 1, factor: 0.5 } }],
    ['cosine', false, { schedule: { kind: 'cosine', final: 0 } }]
  ]
  it.each(changes)('%s: each step its own numbers, one record where they stay the same: %s', (_, constant, change) => {
    const ruleOf = updateRules(spec(change), 4, 40)
    const steps = [0, 1, 4, 249, 250, 1000, 3]
    for (const step of steps) {
      for (const track of [false, true, false]) expect(ruleOf(step, track)).toEqual(updateRule(spec(change), step, 4, 40, track))
    }
    expect(ruleOf(1, true) === ruleOf(1000, true)).toBe(constant)
    expect(new Set(steps.map(step => JSON.stringify(ruleOf(step, false)))).size === 1).toBe(constant)
  })
})
