import fc from 'fast-check'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { expectClose } from '../numerics/testing.ts'
import { bulkOf, countOf, meanOf, quantile, ridgeOf, summaryOf, writtenSummary } from './distribution.ts'
import { layoutFactors, runningProducts } from './factors-layout.ts'
import type { Distribution, Factor, FactorsFigure, Figure, HistogramFigure, SharesFigure, SlopesFigure } from './figure.ts'
import { FigureView } from './figure-view.tsx'
import { layoutHistogram } from './histogram.tsx'
import { numbersOf } from './numbers.ts'
import { layoutShares, SharesPicture } from './shares.tsx'
import { liveSize } from './size.ts'
import { layoutSlopes, meanSlope, slopeAt } from './slopes.tsx'
import { terminalFigure } from './terminal-figure.ts'

const size = liveSize(640, 260)
const head = { title: 't', caption: '' }
const even: Distribution = { name: 'even', low: -2, high: 2, counts: new Uint32Array(8).fill(25) }
const histogram = (...layers: Distribution[]): HistogramFigure => ({ kind: 'histogram', ...head, x: { label: 'a', scale: 'linear' }, layers })
const shares = (...layers: SharesFigure['layers']): SharesFigure => ({ kind: 'shares', ...head, label: 'factor', layers })
const factors = (...values: number[]): FactorsFigure => ({
  kind: 'factors', ...head, label: '∂C/∂b₁', factors: values.map((value, i): Factor => ({ name: `f${i}`, value, of: i % 2 ? 'weight' : 'slope' }))
})
const z = Array.from({ length: 241 }, (_, i) => (i - 120) / 10)
const logistic = (x: number): number => 1 / (1 + Math.exp(-x))
const slope = z.map(x => logistic(x) * (1 - logistic(x)))
const slopes = (...layers: SlopesFigure['layers']): SlopesFigure => ({
  kind: 'slopes', ...head, x: { label: 'z', scale: 'linear' }, y: { label: 'σ′(z)', scale: 'linear' }, curve: { x: z, y: slope }, layers
})

describe('a distribution', () => {
  it('has the count, mean, deviation and quantiles of evenly spread values', () => {
    const { count, mean, deviation, low, median, high } = summaryOf(even)
    expect(count).toBe(200)
    expectClose([mean, low, median, high], [0, -1.8, 0, 1.8], { absolute: 1e-12 })
    expectClose(deviation, Math.sqrt(meanOf(even, x => x * x)))
    expectClose(deviation, 4 / Math.sqrt(12), { relative: 0.02 })
    expectClose(bulkOf(even), [-1.98, 1.98], { absolute: 1e-12 })
  })
  it('has quantiles true to a bin of any sample', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 50 }), sample => {
      const counts = new Uint32Array(20)
      for (const v of sample) counts[Math.min(19, Math.floor(v * 2))]++
      const sorted = sample.toSorted((a, b) => a - b)
      for (const p of [0.05, 0.5, 0.95]) {
        const exact = sorted[Math.max(0, Math.ceil(p * sample.length) - 1)]
        expect(Math.abs(quantile({ name: '', low: 0, high: 10, counts }, p) - exact)).toBeLessThanOrEqual(0.5 + 1e-9)
      }
    }), { seed: 5, numRuns: 100 })
  })
  it('is written with no more digits than its bins tell, and as measured where it was', () => {
    expect(writtenSummary(even)).toEqual({ mean: '0', deviation: '1.1', low: '−1.8', median: '0', high: '1.8' })
    expect(writtenSummary({ ...even, mean: 0.01234, deviation: 1.2 }, 4)).toMatchObject({ mean: '0.01234', deviation: '1.200' })
    const alike = { name: '', low: 0.2625, high: 0.2625, counts: [7, 0, 0] }
    expect(writtenSummary(alike)).toEqual({ mean: '0.263', deviation: '0', low: '0.263', median: '0.263', high: '0.263' })
    expect(numbersOf(histogram({ ...alike, low: 0, high: 0 })).rows).toEqual([['', 7, '0', '0', '0', '0', '0', 0]])
  })
  it('knows nothing of what holds nothing', () => {
    for (const bad of [{ ...even, counts: [] }, { ...even, counts: [0, 0] }, { ...even, low: Number.NaN }, { ...even, low: 3, high: 2 }]) {
      expect([countOf(bad), quantile(bad, 0.5), bulkOf(bad)]).toEqual([0, Number.NaN, []])
      expect(ridgeOf(bad, v => v, [-9, 9], 100, 50)).toBe('')
    }
  })
  it('is drawn as the outline of its bins, the highest to full height, cut at the plot', () => {
    const d = { name: '', low: 0, high: 4, counts: [2, 4, 0, 1] }
    expect(ridgeOf(d, v => 10 * v, [0, 4], 100, 40)).toBe('M0,100V80H10V60H20V100zM30,100V90H40V100z')
    expect(ridgeOf(d, v => 10 * v, [1, 2], 100, 40)).toBe('M10,100V60H20V100z')
    expect(ridgeOf({ ...d, low: 2, high: 2 }, v => 10 * v, [0, 4], 100, 40)).toBe('M19,100v-40h2v40z')
  })
})

describe('layoutHistogram', () => {
  it('gives every layer a row over one axis that shows 99 % of all of them', () => {
    const l = layoutHistogram(histogram(even, { ...even, name: 'far', low: 8, high: 12 }, { ...even, name: 'none', counts: [] }), size)
    expect(l.ridges.map(r => r.name)).toEqual(['even', 'far', 'none'])
    expect(l.x.low).toBeLessThanOrEqual(-1.98)
    expect(l.x.high).toBeGreaterThanOrEqual(11.98)
    expect(l.ridges[1].median).toBe(l.x.place(10))
    expect(l.ridges[0].whisker).toEqual([l.x.place(-1.8), l.x.place(1.8)])
    expect(l.ridges[2]).toMatchObject({ path: '', whisker: undefined, median: undefined })
  })
  it('draws 30 rows of many layers at most, and its table says how many there are', () => {
    const many = histogram(...Array.from({ length: 120 }, (_, i) => ({ ...even, name: `layer ${i + 1}` })))
    const { ridges } = layoutHistogram(many, size)
    expect([ridges.length, ridges[0].name, ridges.at(-1)!.name]).toEqual([30, 'layer 1', 'layer 120'])
    expect(numbersOf(many).note).toContain('100 of 120 rows')
  })
})

describe('slopes', () => {
  it('are straight between samples and level beyond them', () => {
    expect([-5, 0, 0.25, 1, 9].map(x => slopeAt({ x: [0, 1], y: [2, 4] }, x))).toEqual([2, 2, 2.5, 4, 4])
    expect(slopeAt({ x: [], y: [] }, 1)).toBeNaN()
  })
  it('have the mean over the layer, unless it was measured', () => {
    const fine = { name: '', low: -4, high: 4, counts: new Uint32Array(400).fill(1) }
    // The mean of σ′ over [−4, 4] is (σ(4) − σ(−4))/8.
    expectClose(meanSlope(slopes(fine), fine), (logistic(4) - logistic(-4)) / 8, { relative: 1e-3 })
    expect(meanSlope(slopes(), { ...fine, slope: 0.123 })).toBe(0.123)
  })
  it('are shaded where they fall below a tenth of their peak', () => {
    const l = layoutSlopes(slopes(even), size)
    // σ′(z) = 0.025 at σ(z) = (1 ± √0.9)/2.
    const edge = Math.log((1 + Math.sqrt(0.9)) / (1 - Math.sqrt(0.9)))
    expect(l.flat).toHaveLength(2)
    expect(Math.abs(l.flat[0][1] - l.x.place(-edge)!)).toBeLessThan(4)
    expect(Math.abs(l.flat[1][0] - l.x.place(edge)!)).toBeLessThan(4)
    expect([l.flat[0][0], l.flat[1][1]]).toEqual([l.plot.left, l.plot.right])
    expect(layoutSlopes({ ...slopes(), curve: { x: [-1, 1], y: [1, 1] } }, size).flat).toEqual([])
  })
  it('share their axis with the curve', () => {
    const l = layoutSlopes(slopes({ ...even, low: 20, high: 30 }), size)
    expect([l.x.low <= -12, l.x.high >= 29.9]).toEqual([true, true])
    expect(l.slopes).toEqual(['6.1×10⁻⁶'])
  })
})

describe('shares', () => {
  it('draw factors from 1, to the left where they shrink, and mark the product at the sum of their logarithms', () => {
    const l = layoutShares(shares({ name: 'a', weights: 2, slopes: 0.25 }, { name: 'b', weights: 0, slopes: 0.1, product: 0.5 }), size)
    const [a, b] = l.rows
    expect([a.weights! > l.one, a.slopes! < l.one]).toEqual([true, true])
    expectClose(a.product! - l.one, a.weights! - l.one + (a.slopes! - l.one), { absolute: 0.2 })
    expect(b.weights).toBe(l.axis.lane!.at)
    expect([b.product, a.product]).toEqual([l.axis.place(0.5), l.axis.place(0.5)])
    expect(a.text).toBe('2 · 0.250 = 0.500')
  })
  it('let numbers stand over the line at 1, not under it', () => {
    const html = render(h(SharesPicture, { figure: shares({ name: 'a', weights: 0.9, slopes: 0.2 }), size: liveSize(280, 200) }))
    expect(html.indexOf('class="ds-axis" d="M')).toBeLessThan(html.lastIndexOf('ds-strong ds-halo'))
    expect(html.lastIndexOf('class="ds-axis"')).toBeLessThan(html.lastIndexOf('ds-strong ds-halo'))
  })
  it('stand under their names where the picture is narrow', () => {
    const [a] = layoutShares(shares({ name: 'a', weights: 1, slopes: 1 }), liveSize(320, 200)).rows
    expect(a.textAt).toBeLessThan(a.at - 10)
  })
})

describe('factors', () => {
  const chain = factors(0.25, -2, 0.2, 3)
  it('step from one running product to the next', () => {
    expectClose(runningProducts(chain.factors), [1, 0.25, -0.5, -0.1, -0.3], { relative: 1e-12 })
    for (const width of [320, 900]) {
      const l = layoutFactors(chain, liveSize(width, 200))
      expect(l.columns).toBe(width === 900)
      l.steps.slice(1).forEach((s, i) => expect(s.from).toBe(l.steps[i].to))
      expect(l.steps[0].from).toBe(l.axis.place(1))
      expect(l.steps.at(-1)).toMatchObject({ of: 'result', to: l.axis.place(0.3), value: '−0.300' })
      const towards = l.columns ? 1 : -1
      expect(towards * (l.steps[0].to! - l.steps[0].from!)).toBeGreaterThan(0)
    }
  })
  it('fall into the lane with a zero and stay there, and end where a product is no number', () => {
    const l = layoutFactors(factors(0.5, 0, 3), size)
    expect(l.steps.slice(1).map(s => s.to)).toEqual([l.axis.lane!.at, l.axis.lane!.at, l.axis.lane!.at])
    expect(layoutFactors(factors(0.5, Number.NaN, 3), size).steps.map(s => s.to)).toEqual([expect.any(Number), undefined, undefined, undefined])
  })
})

describe('every figure of layers', () => {
  const all: Figure[] = [
    histogram(even), slopes(even), shares({ name: 'layer 1', weights: 1, slopes: 0.2 }), factors(0.25, 0.5),
    { kind: 'network', ...head, unit: 'u', inputs: '4 inputs', layers: [{ name: 'layer 1', values: [1, -1] }] }
  ]
  it.each(all.map(f => [f.kind, f] as const))('has a name, a description, numbers and terminal text: %s', (_, figure) => {
    const html = render(h(FigureView, { figure, id: 'f' }))
    expect(html.match(/<title id="f-(wide|narrow)-t">t<\/title><desc id="f-(wide|narrow)-d">[^<]{10,}<\/desc>/g)).toHaveLength(2)
    expect(html).toMatch(/<details[^>]*><summary>The numbers<\/summary>.*<tbody><tr>/)
    expect(terminalFigure(figure).split('\n').length).toBeGreaterThan(4)
  })

  it('writes no NaN, Infinity or undefined into any attribute, whatever the numbers and the width', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 5e-324, -1.7e308, 1.7e308, 1e-300, Infinity, -Infinity, Number.NaN))
    const numbers = fc.array(number, { maxLength: 5 })
    const layer = fc.record({ name: fc.string(), low: number, high: number, counts: numbers })
    const layers = fc.array(layer, { maxLength: 3 })
    const share = fc.array(fc.record({ name: fc.string(), weights: number, slopes: number }), { maxLength: 3 })
    const net = fc.array(fc.record({ name: fc.string(), values: numbers, norm: number, weights: numbers }), { maxLength: 4 })
    const any = fc.oneof(
      layers.map(l => histogram(...l)), fc.tuple(layers, numbers, numbers).map(([l, x, y]): Figure => ({ ...slopes(...l), curve: { x, y } })),
      share.map(s => shares(...s)), numbers.map(n => factors(...n)),
      net.map((n): Figure => ({ kind: 'network', ...head, unit: 'u', inputs: 'i', layers: n }))
    )
    fc.assert(fc.property(any, figure => {
      const tags = render(h(FigureView, { figure })).match(/<[a-z][^>]*>/g)!.filter(tag => !tag.startsWith('<title') && !tag.startsWith('<div'))
      expect(tags.filter(tag => /NaN|Infinity|undefined|\d+e[+-]?\d/.test(tag))).toEqual([])
      terminalFigure(figure)
    }), { numRuns: 100, seed: 11 })
  })
})
