import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { Figure } from './figure.ts'
import { FigureView } from './figure-view.tsx'
import { numbersOf } from './numbers.ts'
import { terminalPlot } from './terminal.ts'
import { type ChartWords, englishWords } from './words.ts'
import { chineseWords } from './words.zh.ts'

/** Every string of a record, functions called with their arguments' places: 1, 2, … */
function said(words: ChartWords): string[] {
  const walk = (part: unknown): string[] => {
    if (typeof part === 'string') return [part]
    if (typeof part === 'function') return [String(part(...[1, 2, 3, 4].slice(0, part.length)))]
    return Object.values(part as object).flatMap(walk)
  }
  return walk(words)
}

const name = '甲'
const x = Array.from({ length: 80 }, (_, i) => i)
const axis = { label: name, scale: 'log' } as const
const base = { title: name, caption: '' }
const counts = [1, 2, 3]
const figures: Figure[] = [
  {
    kind: 'lines', ...base, x: axis, y: axis, changes: [{ x: 3, label: name }], end: { x: 70, label: name },
    marks: x.slice(1, 9).map(i => ({ x: i, y: 1, label: String(i) })),
    series: [{ name, x, y: x.map(v => (v === 4 ? Number.NaN : v)), band: { low: x, high: x } }, { name, x, y: x.map(() => Number.NaN) }]
  },
  { kind: 'bars', ...base, y: axis, groups: [{ name, bars: [{ name, value: 1, low: 0.5, high: 2, published: 3 }] }] },
  { kind: 'neurons', ...base, unit: name, layers: [{ name, values: x }, { name, values: [] }] },
  { kind: 'neurons', ...base, unit: name, layers: [{ name, values: [0] }] },
  {
    kind: 'heat', ...base, x: { ...axis, values: x }, y: { ...axis, values: x }, value: name, values: [[1, 2]], bounds: [1],
    curves: [{ name, x: [1], y: [1] }], dots: [{ x: 1, y: 1, value: 2, label: name }]
  },
  { kind: 'table', ...base, folded: true, columns: [name], rows: [[1]] },
  { kind: 'histogram', ...base, x: axis, layers: [{ name, low: 0, high: 1, counts }] },
  { kind: 'slopes', ...base, x: axis, y: axis, curve: { x, y: x }, layers: [{ name, low: 0, high: 1, counts }] },
  { kind: 'shares', ...base, label: name, layers: [{ name, weights: 1, slopes: 2 }] },
  { kind: 'factors', ...base, label: name, factors: [{ name, value: 2 }] },
  { kind: 'network', ...base, unit: name, inputs: name, layers: Array.from({ length: 90 }, () => ({ name, values: x, weights: x })) }
]

describe('words', () => {
  it('say every argument, in both languages', () => {
    for (const words of [englishWords, chineseWords]) {
      for (const [key, part] of Object.entries(words)) {
        if (typeof part !== 'function') continue
        const places = [11, 22, 33, 44].slice(0, part.length)
        const text = String((part as (...a: number[]) => string)(...places))
        for (const place of places) expect(text, key).toContain(String(place))
      }
    }
  })

  it('are whole in Chinese: no Latin word is left', () => {
    expect(said(chineseWords).filter(text => /[A-Za-z]{2}/.test(text))).toEqual([])
    expect(said(chineseWords)).toHaveLength(said(englishWords).length)
  })

  it.each(figures.map(f => [f.kind, f] as const))('leave no English in a Chinese figure: %s', (_, figure) => {
    const html = render(h(FigureView, { figure, id: 'f', words: chineseWords }))
    const texts = [...html.replaceAll(/<[^>]*>/g, '\n').split('\n'), ...[...html.matchAll(/aria-label="([^"]*)"/g)].map(m => m[1])]
    expect(texts.filter(t => /[A-Za-z]{2}/.test(t.replaceAll(/NaN|&\w+;/g, '')))).toEqual([])
    expect(JSON.stringify(Object.values(numbersOf(figure, chineseWords)))).not.toMatch(/[a-z]{3}/)
  })

  it('reach the terminal', () => {
    const series = Array.from({ length: 40 }, () => ({ name, x: [], y: [] }))
    expect(terminalPlot(series, { words: chineseWords })).toMatch(/没有值.*另有 5 条/s)
  })
})
