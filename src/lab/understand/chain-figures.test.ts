import { expect, test } from 'vitest'
import { explodingChain, quadraticChainCost, type Chain } from '../../theory/index.ts'
import { language } from '../state/settings.ts'
import { understandChinese } from '../words/understand.zh.ts'
import { understandEnglish } from '../words/understand.en.ts'
import { factorsFigure, gradientTex, nudgeFigure, ratioSentence, slopesFigure } from './chain-figures.ts'
import { parse } from './notation.ts'

const settingOf = (chain: Chain) => ({ chain, input: 0.5, cost: quadraticChainCost(0) })
const book = settingOf(explodingChain(4, 100, 0.5))
const quiet = settingOf(explodingChain(4, 0.9, 0.5))
const words = understandEnglish

test('the book’s exploding chain in figures and sentences', () => {
  const figure = factorsFigure(book, words)
  expect(figure.factors.map(f => f.name)).toEqual(['σ′(z₁)', 'w₂', 'σ′(z₂)', 'w₃', 'σ′(z₃)', 'w₄', 'σ′(z₄)', '∂C/∂a₄'])
  expect(figure.factors.map(f => f.value)).toEqual([0.25, 100, 0.25, 100, 0.25, 100, 0.25, 0.5])
  expect(figure.caption).toBe('∂C/∂b₁ = 1,950. The factor that shrinks it most is σ′(z₁) = 0.25. ' +
    'Neuron 1 learns 15,625 times faster than neuron 4.')
  language.value = 'zh'
  expect(factorsFigure(book, understandChinese).caption).toContain('神经元 1 的学习速度是神经元 4 的 15625 倍。')
  language.value = 'en'
  expect(ratioSentence(book, words)).toEqual({
    layer: 3, text: 'With w₂ and w₃ larger than 1 the bound of 0.0625 is not certain; the ratio is 625. It breaks the bound.'
  })
})

test('weights below 1 keep to the book’s bound', () => {
  expect(ratioSentence(quiet, words).text)
    .toBe('No weight among w₂ and w₃ is larger than 1, so the ratio cannot exceed 0.0625; it is 0.0506.')
  const lucky = settingOf({ weights: [1, 2, 0.1, 1], biases: [0, 5, 0, 0] })
  expect(ratioSentence(lucky, words).text).toContain('With w₂ larger than 1 the bound of 0.0625 is not certain')
  expect(ratioSentence(lucky, words).text).toContain('It keeps to the bound all the same.')
  expect(ratioSentence(settingOf({ weights: [1, 0.5], biases: [0, 0] }), words).layer).toBe(2)
})

test('a chain that is stuck says so', () => {
  expect(factorsFigure(settingOf({ weights: [1, 0, 1], biases: [0, 0, 0] }), words).caption).toContain('does not learn at all')
  expect(factorsFigure(settingOf({ weights: [4, 4, 4], biases: [-2, -2, -2] }), words).caption).toContain('as fast as neuron 3')
})

test('the formula holds the chain’s own numbers, negative ones in parentheses', () => {
  const [letters, numbers] = gradientTex(settingOf({ weights: [1, -2], biases: [0, 0], activation: 'tanh' }))
  expect(letters).toBe("frac{∂C}{∂b_1} = ~φ'(z_1) ~· w_2 ~· φ'(z_2) ~· frac{∂C}{∂a_2}")
  // tanh: z₁ = ½, φ′ = .7864; z₂ = −2 tanh ½ = −.9242, φ′ = .4703, a₂ = −.7278
  expect(numbers).toBe('= ~0.786 ~· (−2) ~· 0.47 ~· (−0.728) ~= 0.538')
  for (const line of [letters!, numbers!]) expect(parse(line).length).toBeGreaterThan(2)
})

test('a nudge is followed to the cost, and small ones agree', () => {
  const large = nudgeFigure(quiet, 1, words)
  expect(large.rows.map(r => r[0])).toEqual(['Δz₁', 'Δa₁', 'Δz₂', 'Δa₂', 'Δz₃', 'Δa₃', 'Δz₄', 'Δa₄', 'ΔC'])
  expect(large.caption).toMatch(/is off by \d/)
  expect(nudgeFigure(quiet, 1e-5, words).caption).toContain('as the product says')
})

test('slopes stand where the neurons are, those far out are left out of the picture', () => {
  expect(slopesFigure(quiet, words).marks?.map(m => [m.label, m.y])).toEqual([1, 2, 3, 4].map(j => [`z${'₁₂₃₄'[j - 1]}`, 0.25]))
  const far = slopesFigure(settingOf({ weights: [1, 1], biases: [0, 900] }), words)
  expect(far.marks).toHaveLength(1)
  expect(far.caption).toContain('z₂ = 901')
})
