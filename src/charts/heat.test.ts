import fc from 'fast-check'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { expectClose } from '../numerics/testing.ts'
import type { HeatFigure } from './figure.ts'
import { FigureView } from './figure-view.tsx'
import { firstInverted, ramps, rampSteps } from './heat-colors.ts'
import { borders, clipped, layoutHeat, levelOf } from './heat-layout.ts'
import { numbersOf } from './numbers.ts'
import { papers } from './palette.ts'
import { narrow, wide } from './size.ts'
import { terminalFigure } from './terminal-figure.ts'

const map = (over: Partial<HeatFigure> = {}): HeatFigure => ({
  kind: 'heat', title: 'a map', caption: 'c', value: 'χ₁', x: { label: 'σ_w²', scale: 'linear', values: [1, 2, 3] },
  y: { label: 'σ_b²', scale: 'linear', values: [0.5, 1.5] }, values: [[0.5, 0.9, 1.2], [0.4, 1, 3]], bounds: [0.5, 1, 2], split: 1, ...over
})
const markup = (figure: HeatFigure): string => render(h(FigureView, { figure, id: 'f' }))

describe('a map', () => {
  it('puts every value into its cell, in the colour of its level', () => {
    const l = layoutHeat(map(), wide)
    const at = (x: number, y: number) => l.cells.find(c => c.x <= x && x < c.x + c.width && c.y <= y && y < c.y + c.height)!.color!
    const color = (a: number, b: number) => at(l.x.place(a)!, l.y.place(b)!)
    const { colors } = l.key
    const seen = [[1, 0.5], [2, 0.5], [3, 0.5], [1, 1.5], [2, 1.5], [3, 1.5]].map(([a, b]) => color(a!, b!))
    expect(seen).toEqual([1, 1, 2, 0, 2, 3].map(i => colors[i]))
    expect(new Set(colors.map(c => c.tone)).size).toBe(4)
    expect(colors.map(c => c.tone.replace(/\d/, ''))).toEqual(['ds-blue', 'ds-blue', 'ds-orange', 'ds-orange'])
    expect(l.cells.reduce((area, c) => area + c.width * c.height, 0)).toBeCloseTo((l.plot.right - l.plot.left) * (l.plot.bottom - l.plot.top), -2)
  })

  it('writes the values where there is room for them, and only there', () => {
    expect(layoutHeat(map(), wide).texts.map(t => t.text)).toEqual(['0.50', '0.90', '1.2', '0.40', '1', '3'])
    const many = Array.from({ length: 40 }, (_, i) => i + 1)
    expect(layoutHeat(map({ x: { label: 'x', scale: 'linear', values: many }, values: [many, many] }), narrow).texts).toEqual([])
  })

  it('has borders midway between values, on the axis\'s own scale', () => {
    expectClose(borders([1, 2, 4], 'linear'), [0.5, 1.5, 3, 5])
    expectClose(borders([1, 10, 100], 'log'), [1 / Math.sqrt(10), Math.sqrt(10), 10 * Math.sqrt(10), 100 * Math.sqrt(10)], { relative: 1e-12 })
    expect(borders([0, 1], 'linear')[0]).toBe(0)
    expect([0.4, 0.5, 0.99, 1, 5].map(v => levelOf(v, [0.5, 1]))).toEqual([0, 1, 1, 2, 2])
  })

  it('cuts curves at its edge, breaks them at NaN, and draws infinity as far outside', () => {
    expect(clipped({ x: [0, 1, 2], y: [0, 5, 20] }, [0, 2], [0, 10])).toEqual([[[0, 0], [1, 5], [1 + 1 / 3, 10]]])
    expect(clipped({ x: [0, 1, 2, 3], y: [1, Infinity, Infinity, 1] }, [0, 3], [0, 10])).toEqual([[[0, 1], [expect.closeTo(0, 12), 10]], [[3, 10], [3, 1]]])
    expect(clipped({ x: [0, 1, 2, 3, 4], y: [1, 2, NaN, 1, 2] }, [0, 4], [0, 10])).toHaveLength(2)
    expect(clipped({ x: [-1, 1], y: [0, 2] }, [0, 2], [0, 10])).toEqual([[[0, 1], [1, 2]]])
  })

  it('colours measured dots by the same levels, and leaves out those beyond its edge', () => {
    const l = layoutHeat(map({ dots: [{ x: 3, y: 1.5, value: 2.5, label: 'in' }, { x: 30, y: 1.5, value: 2.5, label: 'out' }] }), wide)
    expect(l.dots).toEqual([{ at: [l.x.place(3), l.y.place(1.5)], color: l.key.colors[3] }])
  })

  it('has a name, a description and its numbers as a table, in a page and in a terminal', () => {
    const figure = map({ curves: [{ name: 'critical line', x: [1, 3], y: [0.5, 1.5] }], dots: [{ x: 2, y: 1, value: 0.97, label: 'a net' }] })
    const html = markup(figure)
    expect(html.match(/<title id="f-(wide|narrow)-t">a map<\/title><desc id="f-(wide|narrow)-d">[^<]*critical line[^<]*a net 0.970<\/desc>/g)).toHaveLength(2)
    expect(html).toMatch(/<details[^>]*><summary>The numbers<\/summary>.*<table/)
    expect(numbersOf(figure)).toMatchObject({
      columns: ['σ_b² \\ σ_w²', '1', '2', '3'], rows: [['1.5', 0.4, 1, 3], ['0.5', 0.5, 0.9, 1.2]], note: 'measured: a net (2, 1): 0.970.'
    })
    expect(terminalFigure(figure)).toMatch(/^a map\n\nσ_b² \\ σ_w²[^]*1\.5[^]*measured: a net/)
    for (const line of terminalFigure(figure, { width: 40 }).split('\n').slice(0, -1)) expect(line.length).toBeLessThanOrEqual(40)
  })

  it('stays whole whatever the numbers', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 5e-324, 1.7e308, -1.7e308, Infinity, -Infinity, Number.NaN))
    const numbers = fc.array(number, { maxLength: 6 })
    const axis = fc.record({ label: fc.string(), scale: fc.constantFrom('linear' as const, 'log' as const), values: numbers })
    const curve = fc.record({ name: fc.string(), x: numbers, y: numbers })
    const any = fc.record({ x: axis, y: axis, values: fc.array(numbers, { maxLength: 5 }), bounds: numbers, split: number, curves: fc.array(curve, { maxLength: 2 }),
      dots: fc.array(fc.record({ x: number, y: number, value: number, label: fc.string() }), { maxLength: 3 }) })
    fc.assert(fc.property(any, over => {
      const tags = markup(map(over)).match(/<[a-z][^>]*>/g)!.filter(tag => !tag.startsWith('<title') && !tag.startsWith('<div'))
      expect(tags.map(tag => tag.replaceAll(/#[0-9a-f]{6}/g, '')).filter(tag => /NaN|Infinity|undefined|\d+e[+-]?\d/.test(tag))).toEqual([])
    }), { numRuns: 150, seed: 3 })
  })
})

describe('the colours of a map', () => {
  const channel = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  const luminance = (hex: string): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, w, i) => sum + w * channel(Number.parseInt(hex.slice(2 * i + 1, 2 * i + 3), 16) / 255), 0)
  const contrast = (a: string, b: string): number => {
    const [low, high] = [luminance(a), luminance(b)].toSorted((p, q) => p - q)
    return (high! + 0.05) / (low! + 0.05)
  }
  const inks = { light: '#1c1b19', dark: '#e9e6e0' }

  it.each(['light', 'dark'] as const)('rise evenly on %s paper, and what is written on them can be read', scheme => {
    for (const ramp of Object.values(ramps[scheme])) {
      expect(ramp).toHaveLength(rampSteps)
      const from = ramp.map(c => contrast(c, papers[scheme]))
      from.slice(1).forEach((v, i) => expect(v).toBeGreaterThan(1.08 * from[i]!))
      ramp.forEach((c, i) => expect(contrast(c, i >= firstInverted ? papers[scheme] : inks[scheme])).toBeGreaterThanOrEqual(4))
    }
  })
})
