import { expect, test } from 'vitest'
import { understandEnglish as words } from '../words/understand.en.ts'
import { explodingFigure } from './exploding.tsx'
import { identityFigure, weightFigure } from './identity.tsx'
import { work } from './jobs.ts'
import { chanceFigure, factorFigure, widthFigure } from './prevalence.tsx'

test('exploding: 25 a factor; a shift of b₁ ends the balance', () => {
  const figure = explodingFigure(100, 4, 0, words)
  expect(figure.caption).toBe('Each factor is 25, so neuron 1 learns 15,625 times faster than neuron 4.')
  expect(figure.series[0]!.y).toEqual([0.125 * 15625, 0.125 * 625, 0.125 * 25, 0.125])
  expect(figure.series.map(s => s.name)).toEqual(['w = 100', 'w = 1', 'w = 4'])
  expect(explodingFigure(4, 4, 0, words).caption).toBe(words.exploding.alike)
  expect(explodingFigure(100, 4, 0.1, words).caption).toContain('instead of 15,625')
})

test('prevalence: the range, its share of a sigmoid’s activations, and the widest', () => {
  expect(factorFigure(10, -5, words).caption).toBe(
    'The factor is at least 1 for a from 0.294 to 0.706, a range of width 0.4127. ' +
    'Of a sigmoid’s activations, which lie between 0 and 1, that is a share of 41 %.'
  )
  expect(factorFigure(10, -50, words).caption).toContain(words.prevalence.outside)
  expect(factorFigure(3, 0, words).caption).toBe('With |w| = 3 no activation will do: the factor is at most 0.75.')
  expect(factorFigure(4, 0, words).caption).toBe(words.prevalence.point)
  const { series } = factorFigure(-8, 4, words)
  const inside = series[0]!.band!.low.filter(v => !Number.isNaN(v))
  expect(inside.length).toBeGreaterThan(20)
  expect(widthFigure(6.9, words).caption).toBe('Here the range is 0.4477 wide. It is never wider than 0.4477, at |w| = 6.894.')
  expect(widthFigure(2, words).marks).toHaveLength(2)
})

test('identity: as posed, with a bias, by hand, and the weight that an error needs', () => {
  const neuron = { w1: 1, b: -0.5, w2: 4, c: -1.5, error: 0.0102 }
  expect(identityFigure(neuron, 'taylor', words).caption).toContain('w₁ = 1 and w₂ = 4 leave an error of 0.0102')
  expect(identityFigure(neuron, 'hand', words).caption).toBe('The largest error on 0 to 1 is 0.0102.')
  expect(weightFigure(0.01, words).caption).toBe('For an error of at most 0.01 w₂ has to be 4.03 by the Taylor series, or 2.1 at best.')
})

test('chance: few chains balance, fewer the longer they are, also tuned ones; the factors are the theory’s', async () => {
  const { value } = await work({ kind: 'chance' }).next()
  if (value?.kind !== 'chance') throw new Error('no chains')
  const { random, tuned, factors } = value
  expect(factors.belowQuarter).toBeCloseTo(0.81, 1)
  expect(factors.smallWeights).toBeCloseTo(0.683, 2)
  expect(factors.median).toBeCloseTo(0.125, 2)
  expect(tuned[0]!.balanced).toBeGreaterThan(tuned.at(-1)!.balanced)
  random.slice(2).forEach((d, i) => expect(d.balanced).toBeLessThan(tuned[i + 2]!.balanced))
  expect(chanceFigure(value, words).caption)
    .toMatch(/^Of 4,000 chains of 8 neurons drawn from N\(0, 1\), 0(\.\d+)? % are in balance\. .* only \d\d % are/)
})
