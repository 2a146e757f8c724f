import { describe, expect, it } from 'vitest'
import { resolve } from '../../experiment/index.ts'
import { language } from '../state/settings.ts'
import { english, type ViewWords } from '../words/views.en.ts'
import { chinese } from '../words/views.zh.ts'
import type { Finding } from './finding.ts'
import { heldAt, type Held } from './held.ts'
import { headlineSaid, listed } from './headline-said.ts'
import { piecesOf, textOf } from './said.tsx'

const shrink = { kept: 0.2093, slopes: 0.2031, weights: 1.0305, passed: 3 }
function both(finding: Finding, layers = 5): [string, string] {
  const said = textOf(headlineSaid(finding, layers, english))
  language.value = 'zh'
  const inChinese = textOf(headlineSaid(finding, layers, chinese))
  language.value = 'en'
  return [said, inChinese]
}

describe('the headline', () => {
  it('says the issue’s own sentence', () => {
    expect(both({ kind: 'slower', above: 4, ratio: 96.48, shrink })).toEqual([
      'Layer 1 learns 96 times slower than layer 4; each layer keeps 0.21 of the signal: slopes 0.20, weights 1.03.',
      '第 1 层的学习速度只有第 4 层的 1/96；信号每往回传一层只剩 0.21：斜率乘 0.20，权重乘 1.03。'
    ])
  })

  it('says it when layer 1 learns faster', () => {
    expect(both({ kind: 'faster', above: 4, ratio: 3.14e8, shrink: { kept: 684, slopes: 0.25, weights: 2736, passed: 3 } })).toEqual([
      'Layer 1 learns 3.1×10⁸ times faster than layer 4; each layer multiplies the signal by 684: slopes 0.25, weights 2,736.',
      '第 1 层的学习速度是第 4 层的 3.1×10⁸ 倍；信号每往回传一层放大为 684 倍：斜率乘 0.25，权重乘 2736。'
    ])
  })

  it('says what one layer keeps where only one is passed, and calls the last layer the output', () => {
    const [en, zh] = both({ kind: 'slower', above: 2, ratio: 4.81, shrink: { ...shrink, passed: 1 } }, 2)
    expect(en).toBe('Layer 1 learns 4.8 times slower than the output; the lower layer keeps 0.21 of the signal from above: slopes 0.20, weights 1.03.')
    expect(zh).toContain('输出层')
  })

  it('says why, where single examples’ errors shrink and the speeds do not', () => {
    const [even] = both({ kind: 'even', above: 4, ratio: 1.1, shrink })
    expect(even).toMatch(/^Layer 1 and layer 4 learn about equally fast; yet of a single example’s error 0.21 is left per layer /)
    expect(even).toMatch(/upper layers\.$/)
    expect(both({ kind: 'faster', above: 4, ratio: 2, shrink })[1]).toContain('但单个样本的误差')
    const grown = { kept: 2, slopes: 0.5, weights: 4, passed: 3 }
    expect(both({ kind: 'slower', above: 4, ratio: 2, shrink: grown })[0]).toContain('lower layers')
    expect(both({ kind: 'faster', above: 4, ratio: 8, shrink: grown })[0]).toContain('multiplies the signal by 2.00')
    const little = { kept: 0.8, slopes: 0.4, weights: 2, passed: 3 }
    expect(both({ kind: 'even', above: 4, ratio: 1.2, shrink: little })[0]).toContain('each layer keeps 0.80')
  })

  it('says what layers would do that are frozen, or have no learning rate', () => {
    const slower: Finding = { kind: 'slower', above: 4, ratio: 5.1, shrink: null }
    const said = (held: Held): string => textOf(headlineSaid(slower, 5, english, held))
    expect(said({ frozen: [1, 2], noRate: false })).toBe('Layer 1 would learn 5.1 times slower than layer 4. Frozen: layer 1 and layer 2.')
    expect(said({ frozen: [2], noRate: false })).toBe('Layer 1 learns 5.1 times slower than layer 4.')
    expect(said({ frozen: [], noRate: true })).toBe('Layer 1 would learn 5.1 times slower than layer 4. The learning rate is 0.')
    expect(textOf(headlineSaid({ ...slower, kind: 'even' }, 5, english, { frozen: [4], noRate: false }))).toContain('would learn about equally fast')
    expect(textOf(headlineSaid(slower, 5, chinese, { frozen: [1], noRate: false }))).toBe('第 1 层应有的学习速度只有第 4 层的 1/5.1。已冻结：第 1 层。')
  })

  it('says so too of a single layer, and of layers below which all is 0', () => {
    const said = (finding: Finding, layers: number, held: Held, w: ViewWords = english): string => textOf(headlineSaid(finding, layers, w, held))
    const [noRate, second]: Held[] = [{ frozen: [], noRate: true }, { frozen: [2], noRate: false }]
    expect(said({ kind: 'shallow', speed: 0.5 }, 1, noRate!)).toMatch(/The output would learn at 0\.50*\. The learning rate is 0\.$/)
    expect(said({ kind: 'shallow', speed: 0.5 }, 1, noRate!, chinese)).toMatch(/输出层应有的学习速度是 0\.50*。学习率为 0。$/)
    const zero: Finding = { kind: 'zero', layers: [1], above: 2 }
    expect(said(zero, 2, second!)).toMatch(/nothing is learned there\. The output would still learn\. Frozen: the output\.$/)
    expect(said(zero, 2, second!, chinese)).toMatch(/输出层本来仍会学习。已冻结：输出层。$/)
    expect(said(zero, 2, { frozen: [1], noRate: false })).toMatch(/The output still learns\.$/)
  })

  it('writes a divisor in Chinese so that it is one', () => {
    expect(both({ kind: 'slower', above: 4, ratio: 7.6e7, shrink: null })).toEqual(
      ['Layer 1 learns 7.6×10⁷ times slower than layer 4.', '第 1 层的学习速度只有第 4 层的 1/(7.6×10⁷)。'])
    expect(both({ kind: 'faster', above: 4, ratio: 7.6e7, shrink: null })[1]).toBe('第 1 层的学习速度是第 4 层的 7.6×10⁷ 倍。')
  })

  it('knows of a rate that was changed on the way', () => {
    const changed = resolve({ network: { layers: [2, 2, 1] }, data: { kind: 'circles' }, training: { changes: [{ step: 5, learningRate: 0 }], frozen: [1] } })
    expect([4, 5].map(step => heldAt(changed, step))).toEqual([{ frozen: [1], noRate: false }, { frozen: [1], noRate: true }])
  })

  it('needs no gains', () => {
    expect(both({ kind: 'even', above: 4, ratio: 1.2, shrink: null }))
      .toEqual(['Layer 1 and layer 4 learn about equally fast.', '第 1 层和第 4 层的学习速度差不多。'])
  })

  it('says exact zeros, no numbers, no layers and nothing', () => {
    expect(both({ kind: 'zero', layers: [1, 2], above: 5 })).toEqual([
      'The gradient of layer 1 and layer 2 is exactly 0: nothing is learned there. The output still learns.',
      '第 1 层和第 2 层的梯度恰好是 0：那里什么也学不到。输出层仍在学习。'
    ])
    expect(both({ kind: 'zero', layers: [1, 2, 3, 4, 5], above: null })[0]).toBe('Every gradient is exactly 0: no layer learns.')
    expect(both({ kind: 'notFinite', layers: [1, 2, 3, 4] })[0]).toBe('The speed of layers 1 to 4 is not a finite number.')
    expect(both({ kind: 'brokeOff', step: 4, layer: 5, last: null })).toEqual([
      'At update 4 the numbers left all bounds, first in the output, and the run stopped. The charts show it up to there.',
      '第 4 次更新时，数值超出了一切界限，最先出现在输出层，训练就此停止。各图只画到那一刻。'
    ])
    const [en, zh] = both({ kind: 'brokeOff', step: 4, layer: 5, last: 0 })
    expect(en).toMatch(/and the run stopped\. Curves and values are the last finite ones, of epoch 0\.$/)
    expect(zh).toMatch(/训练就此停止。曲线与数值是最后的有限值，来自第 0 轮。$/)
    expect(both({ kind: 'brokeOff', step: 4, layer: 0, last: null })[0]).toMatch(/^At update 4 the numbers left all bounds, and the run stopped/)
    expect(both({ kind: 'shallow', speed: 0.0314 }, 1)[0]).toContain('The output learns at 0.0314.')
    expect(both({ kind: 'nothing' })).toEqual(['The weights are being drawn.', '正在抽取权重。'])
  })

  it('links every number to the formula of what it is', () => {
    const linked = (finding: Finding): unknown[] =>
      piecesOf(headlineSaid(finding, 5, english)).filter(p => p.formula).map(p => [p.text, p.formula, p.layer])
    expect(linked({ kind: 'slower', above: 4, ratio: 96.48, shrink })).toEqual([
      ['96', 'speedRatio', 1], ['0.21', 'shrinkPerLayer', undefined], ['0.20', 'slopeGainPerLayer', undefined],
      ['1.03', 'weightGainPerLayer', undefined]
    ])
    expect(linked({ kind: 'faster', above: 2, ratio: 96.48, shrink: { ...shrink, passed: 1 } })).toEqual([
      ['96', 'speedRatio', 1], ['0.21', 'shrink', 1], ['0.20', 'slopeGain', 1], ['1.03', 'weightGain', 1]
    ])
  })
})

describe('a list of layers', () => {
  it.each([
    [[1], 'layer 1'], [[1, 2], 'layer 1 and layer 2'], [[1, 2, 3], 'layers 1 to 3'],
    [[1, 3, 4, 5, 7], 'layer 1, layers 3 to 5 and layer 7'],
    [[7, 8, 9], 'layer 7, layer 8 and the output'], [[9], 'the output'], [[], '']
  ] as const)('%o', (layers, text) => {
    expect(listed(layers, 9, english)).toBe(text)
  })
  it('is cut before it fills the page', () => {
    expect(listed([1, 3, 5, 7, 9, 11, 13, 15], 20, english)).toBe('layer 1, layer 3, layer 5, layer 7, layer 9, layer 11 and …')
  })
})
