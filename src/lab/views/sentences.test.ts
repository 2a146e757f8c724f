import { describe, expect, it } from 'vitest'
import { englishPanels as w } from '../words/views.panels.en.ts'
import { chinese } from '../words/views.zh.ts'
import { activationsSaid } from './activations-panel.tsx'
import { costSaid } from './cost-panel.tsx'
import { networkSaid } from './network-panel.tsx'
import { expectClose } from '../../numerics/testing.ts'
import { comparedWith, shrinkOf } from './finding.ts'
import { valuesOf } from './formula-values.ts'
import { notFiniteSaid } from './not-finite.ts'
import { kept, phrase, piecesOf, textOf } from './said.tsx'
import { sharesFigure, sharesSaid } from './shares-panel.tsx'
import { slopesSaid } from './slopes-panel.tsx'
import { speedSaid, type SpeedNow } from './speed-said.ts'
import { frame, frameLayer, histogram, moment, readings } from './testing.ts'

const gains = (slopes: readonly number[], weights: readonly number[]) =>
  ({ ...readings('slopeGain', ...slopes), ...readings('weightGain', ...weights), ...readings('deltaRms', 1, 1) })

describe('what shrinks the signal', () => {
  it('speaks of the layer that keeps least, or of the one pointed at', () => {
    const at = moment(4, gains([0.2, 0.1, 0.25], [1.5, 1, 1.02]))
    expect(textOf(sharesSaid(at, null, w))).toBe(
      'From layer 3 down to layer 2 the signal is multiplied by 0.10: by its slopes 0.10, by the weights above 1.00. ' +
      'The slopes do more of it.')
    expect(textOf(sharesSaid(at, 1, w))).toContain('by 0.30: by its slopes 0.20, by the weights above 1.50. They pull against each other.')
    expect(textOf(sharesSaid(at, 3, w))).toBe(
      'From the output down to layer 3 the signal is multiplied by 0.26: by its slopes 0.25, by the weights above 1.02. ' +
      'The slopes do more of it.')
    expect(textOf(sharesSaid(at, 4, w))).toContain('down to layer 2')
    expect(textOf(sharesSaid(at, null, chinese))).toBe('从第 3 层传到第 2 层，信号乘以 0.10：其中斜率乘 0.10，上一层的权重乘 1.00。主要是斜率的作用。')
  })
  it('says which has the greater part where both shrink, and both grow', () => {
    expect(textOf(sharesSaid(moment(2, gains([0.5], [0.1])), null, w))).toContain('The weights do more of it.')
    expect(textOf(sharesSaid(moment(2, gains([1.5], [4])), null, w))).toContain('The weights do more of it.')
  })
  it('says what lets nothing through, and that nothing came', () => {
    expect(textOf(sharesSaid(moment(2, gains([0], [3])), null, w))).toBe('In layer 1 every slope is 0: nothing of the signal gets through.')
    expect(textOf(sharesSaid(moment(2, { 'deltaRms/1': 0 }), null, w)))
      .toBe('The signal that comes back is exactly 0, so it has no shares.')
    expect(sharesSaid(moment(2, {}), null, w)).toEqual([])
  })
  it('draws the layers as the signal meets them, and none that it does not reach', () => {
    const figure = sharesFigure(moment(4, gains([NaN, 0.1, 0.25], [NaN, 1, 2])), w)
    expect(figure.layers).toEqual([{ name: 'layer 3', weights: 2, slopes: 0.25 }, { name: 'layer 2', weights: 1, slopes: 0.1 }])
  })
})

describe('the speed of learning', () => {
  const now: SpeedNow = { quantity: 'deltaNorm', layer: 'layer 1', epoch: 10, start: 8, now: 0.5, expected: NaN }
  const said = (change: Partial<SpeedNow>): string => textOf(speedSaid({ ...now, ...change }, w))
  it('holds the start against theory', () => {
    expect(said({ epoch: 0, now: 0.0444, expected: 0.0628 })).toBe(
      'Each dot is a layer as its weights were drawn. Dashed: what theory expects of such weights before any is drawn, ' +
      '0.063 in layer 1; this draw has 0.044.')
    expect(said({ epoch: 0 })).toBe('Each dot is a layer as its weights were drawn.')
  })
  it('says what became of it', () => {
    expect(said({})).toBe('Layer 1 learns 16 times slower than at the start.')
    expect(said({ now: 24 })).toBe('Layer 1 learns 3 times faster than at the start.')
    expect(said({ now: 7 })).toBe('Layer 1 learns about as fast as at the start.')
    expect([said({ held: true }), said({ now: 7, held: true })])
      .toEqual(['Layer 1 would learn 16 times slower than at the start.', 'Layer 1 would learn about as fast as at the start.'])
    expect(said({ now: 0 })).toBe('Layer 1 stands at exactly 0.')
    expect(said({ now: NaN })).toBe('')
  })
  it('says since when there is no number, and the last there was', () => {
    expect(said({ now: NaN, broke: { step: 7, last: 3e20 } }))
      .toBe('Since update 7 layer 1 has no finite value. The last one was 3.0×10²⁰.')
    expect(said({ now: Infinity, epoch: 0, broke: { step: 1, last: NaN } })).toBe('Since update 1 layer 1 has no finite value.')
    expect(said({ now: 24, broke: { step: 7, last: 24 } })).toContain('3 times faster')
  })
  it('writes a divisor in Chinese so that it is one', () => {
    const inChinese = (change: Partial<SpeedNow>): string => textOf(speedSaid({ ...now, layer: '第 1 层', ...change }, chinese))
    expect(inChinese({})).toBe('第 1 层的学习速度已降到开始时的 1/16。')
    expect(inChinese({ start: 3.8e7 })).toBe('第 1 层的学习速度已降到开始时的 1/(7.6×10⁷)。')
    expect(inChinese({ start: 1, now: 7.6e7, held: true })).toBe('第 1 层应有的学习速度已升到开始时的 7.6×10⁷ 倍。')
  })
  it('does not call another quantity a speed', () => {
    expect(said({ quantity: 'saturatedShare', now: 0.25 })).toBe('Layer 1 stands at 0.25.')
  })
})

describe('the other views', () => {
  it('the network names its longest bar', () => {
    expect(textOf(networkSaid(frame(frameLayer(0.1, -0.52), frameLayer(0.2), frameLayer(9)), w)))
      .toContain('The longest is neuron 2 of layer 1: −0.52.')
    expect(textOf(networkSaid(frame(frameLayer(0.1), frameLayer(9)), w))).toContain('neuron 1 of the output: 9')
    const wide = frameLayer(...Array.from({ length: 70 }, (_, k) => (k === 63 ? 9 : k / 1000)))
    expect(textOf(networkSaid(frame(wide, frameLayer(0.01), frameLayer(9)), w))).toContain('neuron 60 of layer 1: 0.059')
    const wired = { ...frameLayer(0.2), weights: Float32Array.of(1, 2) }
    expect(textOf(networkSaid(frame(frameLayer(0.1), wired, wired), w))).toMatch(/Lines are the strongest weights\.$/)
    expect(textOf(networkSaid(frame(frameLayer(0.1), frameLayer(0.2), wired), w)))
      .toMatch(/weights\. No lines between layers with more than 4,096 weights\.$/)
    expect(textOf(networkSaid(frame(frameLayer(0.1), frameLayer(0.2)), chinese))).toMatch(/。两层之间超过 4,096 个权重时不画连线。$/)
    expect(textOf(networkSaid(frame(frameLayer(0), frameLayer(0), frameLayer(9)), w))).toContain('Every one of them is 0.')
    expect(textOf(networkSaid(frame(frameLayer(NaN), frameLayer(0), frameLayer(9)), w))).toContain('not a finite number')
  })
  it('cost and accuracy', () => {
    const at = moment(3, { 'cost/0': 0.5, 'accuracy/0': 0.975, 'validationAccuracy/0': 0.91 })
    expect(textOf(costSaid(at, 2, w))).toBe(
      'The cost is 0.500, 25 % of what it was at the start. ' +
      '97.5 % of the observed examples are right, of the validation examples 91 %.')
    expect(textOf(costSaid(moment(3, { 'cost/0': 3 }), 2, w))).toBe('The cost is 3.')
    expect(costSaid(moment(3, {}), 2, w)).toEqual([])
  })
  it('a cost that is no number any more', () => {
    const broke = { step: 4, last: { value: 8e32, epoch: 3 } }
    expect(textOf(costSaid(moment(4, { 'cost/0': NaN }), 2, w, broke)))
      .toBe('Since update 4 the cost is not a finite number. The last one that was: 8.00×10³², at epoch 3.')
    expect(textOf(costSaid(moment(4, { 'cost/0': Infinity }), 2, chinese, { step: 4, last: null }))).toBe('从第 4 次更新起，代价不再是有限的数。')
    expect(textOf(costSaid(moment(4, { 'cost/0': 0.5 }), 2, w, broke))).toContain('The cost is 0.500')
  })
  it('layers that have no numbers any more', () => {
    const lost = frame({ ...frameLayer(NaN), weightedInput: { ...histogram(0, 1, 0), nonFinite: 3 } }, frameLayer(0), frameLayer(9))
    expect(textOf(notFiniteSaid(lost, 'weightedInput', w)!)).toBe('Weighted inputs of layer 1 are no longer finite numbers.')
    expect(notFiniteSaid(lost, 'activation', w)).toBeNull()
    expect(textOf(networkSaid(lost, w, { step: 4, layer: 3 })))
      .toBe('Since update 4 neurons have no finite ∂C/∂b, first in the output: dashed circles.')
    expect(textOf(sharesSaid(moment(3, {}), null, w, { step: 4, layer: 3 }))).toContain('Since update 4 no finite signal comes back')
  })
  it('saturation: the layer with most of it, or the one pointed at', () => {
    const at = moment(4, readings('saturatedShare', 0.1, 0.6, 0, 0.9))
    expect(textOf(slopesSaid(at, null, w))).toContain('In layer 2, 60 %')
    expect(textOf(slopesSaid(at, 1, w))).toContain('In layer 1, 10 %')
    expect(textOf(slopesSaid(moment(3, readings('saturatedShare', 0, 0, 0.4)), null, w))).toContain('Nowhere')
    expect(slopesSaid(moment(3, {}), null, w)).toEqual([])
  })
  it('activations: mean and deviation, and the dead where there are any', () => {
    const at = moment(3, { 'activationMean/2': 0.5, 'activationVariance/2': 0.04, 'deadShare/2': 0.3 })
    expect(textOf(activationsSaid(at, 2, w))).toBe(
      'The activations of layer 2 have mean 0.50 and standard deviation 0.20. ' +
      '30 % of its neurons are dead: their slope is 0 on every example.')
    expect(activationsSaid(at, 1, w)).toEqual([])
  })
})

describe('a sentence', () => {
  it('puts parts in their places, wherever a language has them, and begins with a capital', () => {
    expect(textOf([phrase('{b} before {a}', { a: 'one', b: 'two' }), phrase('. {a} again {c}', { a: 'x' })]))
      .toBe('Two before one. X again ')
  })
  it('keeps on the button’s line what belongs to it', () => {
    const pieces = piecesOf([phrase('is 1/{r}；and ({s}).', { r: { text: '96', formula: 'deltaNorm' }, s: { text: '3', formula: 'cost' } })])
    expect(kept(pieces).map(p => [p.before ?? '', p.text, p.after ?? ''])).toEqual([
      ['', 'Is ', ''], ['1/', '96', '；'], ['', 'and ', ''], ['(', '3', ').'], ['', '', '']
    ])
  })
})

describe('every number in a sentence', () => {
  const at = moment(3, {
    ...gains([0.2, 0.1], [1.5, 1]), ...readings('saturatedShare', 0.1, 0.6), 'cost/0': 0.5, 'accuracy/0': 0.975, 'validationAccuracy/0': 0.91,
    'activationMean/2': 0.5, 'activationVariance/2': 0.04, 'deadShare/2': 0.3
  })
  const now: SpeedNow = { quantity: 'deltaNorm', layer: 'layer 1', epoch: 10, start: 8, now: 0.5, expected: NaN }
  it.each([
    [costSaid(at, 2, w), ['cost', 'costShare', 'accuracy', 'validationAccuracy']],
    [sharesSaid(at, null, w), ['shrink/2', 'slopeGain/2', 'weightGain/2']],
    [slopesSaid(at, null, w), ['saturatedShare/2']],
    [activationsSaid(at, 2, w), ['activationMean/2', 'activationDeviation/2', 'deadShare/2']],
    [speedSaid(now, w), ['speedChange/1']],
    [speedSaid({ ...now, epoch: 0, expected: 0.06 }, w), ['expectedStart/1', 'deltaNorm/1']],
    [networkSaid(frame(frameLayer(0.1, -0.52), frameLayer(0.2), frameLayer(9)), w), ['deltaMean/1']]
  ])('opens its own formula: %#', (said, formulas) => {
    const pieces = piecesOf(said)
    expect(pieces.filter(p => p.formula).map(p => [p.formula, p.layer].filter(Boolean).join('/'))).toEqual(formulas)
    const plain = pieces.filter(p => !p.formula).map(p => p.text).join('')
    expect(plain.replaceAll(/([Ll]ayer|neuron) \d+|5 %|slope is 0|4,096 weights/g, '')).not.toMatch(/\d/)
  })
  it('stands among what went into it', () => {
    expect(valuesOf('shrink', at).map(({ layer, value }) => [layer, value.toFixed(2)])).toEqual([[1, '0.30'], [2, '0.10']])
    // Of layers 1 to 3 the signal passes one on its way from the last hidden layer, 2: what is listed has the mean that the headline says.
    expect(valuesOf('shrinkPerLayer', at).map(({ layer }) => layer)).toEqual([1])
    const deep = moment(4, gains([0.2, 0.1, 0.25], [1.5, 1, 1.02]))
    const product = valuesOf('shrinkPerLayer', deep).reduce((all, { value }) => all * value, 1)
    expectClose(Math.sqrt(product), shrinkOf(deep, comparedWith(4))!.kept, { relative: 1e-12 })
    expect(valuesOf('costShare', at)).toEqual([{ layer: 0, value: 0.5 }])
    expect(valuesOf('activationDeviation', at)).toEqual([{ layer: 2, value: 0.2 }])
    expect(valuesOf('chain', at)).toEqual([])
  })
})

/** Names of the places in a template, sorted. */
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]!).toSorted()

it('both languages have the same places in every template, and leave none empty', () => {
  const check = (a: object, b: object, path: string): void => {
    for (const [key, value] of Object.entries(a)) {
      const other = (b as Record<string, unknown>)[key]
      if (typeof value === 'string') expect([path + key, places(value)]).toEqual([path + key, places(String(other))])
      else if (typeof value === 'object') check(value as object, other as object, `${path}${key}.`)
      if (typeof value === 'string') expect(String(other).trim()).not.toBe('')
    }
  }
  check(w, chinese, '')
})
