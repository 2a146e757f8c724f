import { describe, expect, it } from 'vitest'
import { resolve } from '../../experiment/index.ts'
import type { History } from '../state/history.ts'
import { englishPanels as english } from '../words/views.panels.en.ts'
import { costFigures } from './cost-figures.ts'
import { axisOf, speedDrawn, speedFigure, theoryTable, withoutGhosts } from './speed-figure.ts'
import { textOf } from './said.tsx'
import { changeText, timeFigure, windowEnd, type TimeFrame } from './time-figures.ts'

const changes = [{ step: 20, learningRate: 0.5 }, { step: 900, l2: 0 }]
const experiment = resolve({ network: { layers: [784, 30, 30, 10] }, training: { epochs: 500, changes } })
const at = (newest: number, end: TimeFrame['end'] = null): TimeFrame => ({ experiment, stepsPerEpoch: 10, newest, end })
const history: History = {
  steps: [0, 10, 20], epochs: [0, 1, 2],
  series: new Map([
    ['deltaNorm/1', [1, 2, 3]], ['deltaNorm/2', [4, 5, 0]],
    ['cost/0', [2, 1, 0.5]], ['validationCost/0', [2, 1.5, 1]], ['accuracy/0', [0.1, 0.5, 0.9]]
  ])
}

describe('the axis of epochs', () => {
  it.each([
    [0, 500, 10], [10, 500, 10], [10.5, 500, 20], [21, 500, 50], [99, 500, 100], [201, 500, 500], [500, 500, 500],
    [0, 3, 3], [0, 1, 1], [3, 7, 7], [4001, 10_000, 5000], [600, 500, 600]
  ])('at epoch %f of %f it ends at %f', (newest, epochs, end) => {
    expect(windowEnd(newest, epochs)).toBe(end)
  })
  it('has a length also where nothing is trained', () => expect(windowEnd(0, 0)).toBe(1))
  it('never ends before the newest moment', () => {
    for (let newest = 0; newest <= 12_000; newest += 7.3) expect(windowEnd(newest, 12_000)).toBeGreaterThanOrEqual(newest)
  })
})

describe('marks on the axis of epochs', () => {
  it('stand where a change took place, once it has', () => {
    expect(timeFigure('t', { label: 'y', scale: 'log' }, [], at(2), english).changes).toEqual([{ x: 2, label: 'η = 0.5' }])
    expect(timeFigure('t', { label: 'y', scale: 'log' }, [], at(1.9), english)).not.toHaveProperty('changes')
    expect(timeFigure('t', { label: 'y', scale: 'log' }, [], at(95), english).changes).toHaveLength(2)
  })
  it('say all that was changed at once', () => {
    expect(changeText({ step: 1, momentum: 0.9, learningRate: 0.01, l2: 5 }, english)).toBe('η = 0.01, μ = 0.9, λ = 5')
  })
  it('show a bad end, not a good one', () => {
    const bad = { kind: 'nonFinite', step: 15, epoch: 1.5, layer: 2, quantity: 'z', operation: 'W·a' } as const
    expect(timeFigure('t', { label: 'y', scale: 'log' }, [], at(2, bad), english).end).toEqual({ x: 1.5, label: 'stopped at epoch 1.500' })
    expect(timeFigure('t', { label: 'y', scale: 'log' }, [], at(0, bad), english).end).toMatchObject({ x: 1.5 })
    expect(timeFigure('t', { label: 'y', scale: 'log' }, [], at(2, { kind: 'done' }), english)).not.toHaveProperty('end')
  })
})

describe('the speed of learning', () => {
  const given = {
    quantity: 'deltaNorm', name: '‖δ‖', history, layers: [1, 2], marked: null,
    nameOf: (l: number) => `layer ${l}`, expected: () => NaN, words: english
  } as const
  it('has a curve a layer, each with its layer’s look', () => {
    const figure = speedFigure(given, () => [], at(2))
    expect(figure.series).toEqual([
      { name: 'layer 1', short: '1', x: [0, 1, 2], y: [1, 2, 3], look: 0 }, { name: 'layer 2', short: '2', x: [0, 1, 2], y: [4, 5, 0], look: 1 }
    ])
    expect(figure.y).toEqual({ label: '‖δ‖', scale: 'log' })
  })
  it('has theory across the whole axis where theory can say, and kept runs after it', () => {
    const ghost = { name: '', x: [0], y: [9], ghost: true }
    const { series } = speedFigure(
      { ...given, expected: layer => (layer === 2 ? 0.3 : NaN) }, (q, layer) => (q === 'deltaNorm' && layer === 1 ? [ghost] : []), at(2)
    )
    expect(series.slice(2)).toEqual([{ name: '', x: [0, 10], y: [0.3, 0.3], look: 1, ghost: 'theory' }, ghost])
  })
  it('keeps theory short where there are many layers, but for the one pointed at', () => {
    const { series } = speedFigure({ ...given, layers: [1, 2, 3, 4, 5], marked: 3, expected: layer => layer }, () => [], at(2))
    expect(series.slice(5).map(s => s.x)).toEqual([[0, 1], [0, 1], [0, 10], [0, 1], [0, 1]])
  })
  it('has tables of this run, and of theory beside the start', () => {
    const expected = (layer: number): number => (layer === 2 ? 0.3 : NaN)
    const figure = withoutGhosts(speedFigure({ ...given, expected }, () => [], at(2)))
    expect(figure.series.map(s => s.name)).toEqual(['layer 1', 'layer 2'])
    expect(theoryTable({ ...given, expected })!.rows).toEqual([['layer 2', 0.3, 4]])
    expect(theoryTable(given)).toBeNull()
  })
  it('says how many layers are drawn where they are too many', () => {
    const of = (count: number, kept: readonly number[]) => speedFigure(
      { ...given, layers: Array.from({ length: count }, (_, i) => i + 1) },
      (_, layer) => kept.map(place => ({ name: '', x: [0], y: [1], look: layer - 1, ghost: place })), at(2)
    )
    expect(textOf(speedDrawn(of(40, [0]), english))).toBe('')
    expect(textOf(speedDrawn(of(20, [0, 1, 2, 3]), english))).toBe(' Of kept runs 10 of 20 layers are drawn.')
    expect(textOf(speedDrawn(of(60, []), english))).toBe(' 40 of 60 layers are drawn.')
  })
  it('keeps shares and means on linear axes', () => {
    expect(axisOf('saturatedShare')).toEqual({ scale: 'linear', include: [0, 1] })
    expect(axisOf('activationMean').scale).toBe('linear')
    expect(axisOf('weightGradientNorm')).toEqual({ scale: 'log' })
  })
})

describe('cost and accuracy', () => {
  it('stand beside their validation where it was read', () => {
    const [cost, accuracy] = costFigures(history, at(2), () => [], english)
    expect(cost!.series.map(s => [s.name, s.y.at(-1), s.look])).toEqual([['observed examples', 0.5, 4], ['validation', 1, 10]])
    expect(accuracy!.series).toHaveLength(1)
    expect(accuracy!.y.include).toEqual([0, 1])
  })
  it('are left out where nothing was read', () => {
    expect(costFigures({ steps: [], epochs: [], series: new Map() }, at(0), () => [], english)).toEqual([])
  })
})
