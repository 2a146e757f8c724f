import { describe, expect, it } from 'vitest'
import { expectClose } from '../../numerics/testing.ts'
import type { History } from '../state/history.ts'
import { euclideanNorm, momentOf } from './moment.ts'
import { frame, frameLayer } from './testing.ts'

const history: History = { steps: [0, 5], epochs: [0, 2.5], series: new Map([['deltaNorm/1', [3, 4]], ['cost/0', [1]]]) }

describe('a moment', () => {
  it('is read from the history', () => {
    const moment = momentOf(history, 1, null, 3)!
    expect([moment.step, moment.epoch, moment.layers]).toEqual([5, 2.5, 3])
    expect([moment.value('deltaNorm', 1), moment.value('cost', 0), moment.value('deltaNorm', 2)]).toEqual([4, NaN, NaN])
  })
  it('is read from the picture of the network before anything else was read', () => {
    const moment = momentOf({ steps: [], epochs: [], series: new Map() }, -1, frame(frameLayer(3, -4), frameLayer(1)), 9)!
    expect([moment.layers, moment.epoch]).toEqual([2, 0])
    expect([1, 2, 3].map(layer => moment.value('deltaNorm', layer))).toEqual([5, 1, NaN])
    expect(moment.value('deltaRms', 1)).toBeNaN()
  })
  it('asks the picture for what is not observed, and only for that', () => {
    const picture = frame({ ...frameLayer(3, -4), readings: { weightGain: 0.5, deltaNorm: 99 } })
    const moment = momentOf(history, 0, picture, 3)!
    expect([moment.value('weightGain', 1), moment.value('deltaNorm', 1), moment.value('weightGain', 2)]).toEqual([0.5, 3, NaN])
  })
  it('says nothing of what only the picture of another moment tells', () => {
    const moment = momentOf(history, 1, frame({ ...frameLayer(3, -4), readings: { weightGain: 0.5 } }), 3)!
    expect([moment.value('deltaNorm', 1), moment.value('weightGain', 1)]).toEqual([4, NaN])
  })
  it('is none where there is neither', () => {
    expect(momentOf(history, -1, null, 3)).toBeNull()
  })
})

describe('the norm', () => {
  it.each([
    [[3, -4], 5], [[], 0], [[0, 0], 0], [[3e-200, 4e-200], 5e-200], [[3e200, 4e200], 5e200], [[5e-324], 5e-324]
  ])('of %o', (values, norm) => {
    expectClose(euclideanNorm(values), norm, { relative: 1e-12 })
  })
  it('is not finite where a value is not', () => {
    expect(euclideanNorm([1, Infinity])).toBe(Infinity)
    expect(euclideanNorm([NaN, 1])).toBeNaN()
    expect(euclideanNorm([1, NaN])).toBeNaN()
    expect(euclideanNorm([1, NaN, 2])).toBeNaN()
  })
})
