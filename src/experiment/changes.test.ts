import { describe, expect, it } from 'vitest'
import { describeExperiment, resolve, trainingAt, withChange, withSetting, type Experiment, type TrainingChange } from './index.ts'

const experimentOf = (training: object = {}): Experiment => resolve({ network: { layers: [784, 10] }, training })

describe('trainingAt', () => {
  it('has the numbers of all changes so far', () => {
    const changes = [{ step: 3, learningRate: 0.5 }, { step: 7, momentum: 0.9, l2: 0 }, { step: 9, learningRate: 2 }]
    const { training } = experimentOf({ changes })
    const at = (step: number): unknown => {
      const { optimizer, l2, changes: none } = trainingAt(training, step)
      expect(none).toBe(undefined)
      return [optimizer.learningRate, optimizer.kind === 'sgd' && optimizer.momentum, l2]
    }
    expect([0, 2, 3, 6, 7, 8, 9, 1e9].map(at)).toEqual([
      [0.1, 0, 5], [0.1, 0, 5], [0.5, 0, 5], [0.5, 0, 5], [0.5, 0.9, 0], [0.5, 0.9, 0], [2, 0.9, 0], [2, 0.9, 0]
    ])
  })
})

describe('withChange', () => {
  const steps = (...given: readonly (readonly [number, Omit<TrainingChange, 'step'>])[]): unknown =>
    given.reduce((experiment, [step, numbers]) => withChange(experiment, step, numbers), experimentOf()).training.changes

  it('adds, joins, takes back, and keeps what comes later', () => {
    expect(steps([5, { learningRate: 1 }], [5, { l2: 2 }])).toEqual([{ step: 5, learningRate: 1, l2: 2 }])
    expect(steps([5, { learningRate: 1 }], [5, { learningRate: 0.1 }])).toBe(undefined)
    expect(steps([5, { learningRate: 1 }], [8, { learningRate: 1 }])).toEqual([{ step: 5, learningRate: 1 }])
    expect(steps([8, { l2: 1 }], [5, { l2: 2 }])).toEqual([{ step: 5, l2: 2 }, { step: 8, l2: 1 }])
    expect(steps([8, {}])).toBe(undefined)
  })

  it('at the beginning sets the numbers themselves, and keeps the changes', () => {
    const changed = withChange(experimentOf({ changes: [{ step: 4, l2: 0 }] }), 0, { learningRate: 2, momentum: 0.5, l2: 1 })
    expect(changed).toEqual(experimentOf({ optimizer: { learningRate: 2, momentum: 0.5 }, l2: 1, changes: [{ step: 4, l2: 0 }] }))
  })

  it('a number takes the place of Sutskever’s schedule', () => {
    const scheduled = experimentOf({ optimizer: { momentum: { kind: 'sutskever' } } })
    expect(withChange(scheduled, 2, { momentum: 0.99 }).training.changes).toEqual([{ step: 2, momentum: 0.99 }])
  })
})

it('is set as JSON or as in a URL, and told in words', () => {
  const set = (value: string): Experiment => resolve(withSetting({ network: { layers: [784, 10] } }, 'training.changes', value))
  expect(set('100:lr:0.5:l2:0')).toEqual(set('[{"step": 100, "l2": 0, "learningRate": 0.5}]'))
  expect(set('none')).toEqual(experimentOf())
  expect(describeExperiment(set('100:lr:0.5:mom:0.9'))).toContain('λ 5, η 0.5 and momentum 0.9 from update 100 on)')
  expect(describeExperiment(set('1000:l2:0,2000:l2:1,3000:l2:2'))).toContain('λ 5, changed 3 times on the way)')
})
