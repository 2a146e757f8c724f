import fc from 'fast-check'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { layoutBars } from './bars-layout.ts'
import type { Bar, BarsFigure, Figure, LinesFigure, NeuronsFigure, Scale } from './figure.ts'
import { FigureView } from './figure-view.tsx'
import { layoutLines } from './lines-layout.ts'
import { layoutNeurons } from './neurons.tsx'
import { numbersOf } from './numbers.ts'
import { liveSize, narrow, wide } from './size.ts'

const lines = (over: Partial<LinesFigure>): LinesFigure => ({
  kind: 'lines', title: 't', caption: 'c', series: [], ...over,
  x: over.x ?? { label: 'epoch', scale: 'linear' }, y: over.y ?? { label: 'norm', scale: 'linear' }
})
const bars = (values: readonly Omit<Bar, 'name'>[], scale: Scale = 'linear'): BarsFigure => ({
  kind: 'bars', title: 't', caption: 'c', y: { label: 'y', scale },
  groups: [{ name: 'g', bars: values.map((v, i) => ({ name: `b${i}`, ...v })) }]
})
const neurons = (...values: number[][]): NeuronsFigure =>
  ({ kind: 'neurons', title: 't', caption: 'c', unit: '∂C/∂b', layers: values.map((v, i) => ({ name: `layer ${i + 1}`, values: v })) })
const markup = (figure: Figure): string => render(h(FigureView, { figure, id: 'f' }))

describe('lines', () => {
  it('puts a known point at a known pixel', () => {
    const l = layoutLines(lines({ series: [{ name: 'a', x: [0, 5, 10], y: [0, 1, 0] }] }), wide)
    const middle = (l.plot.left + l.plot.right) / 2
    // One series: no legend, so the plot is 290 px high below a title of 13 + 16 px; the domain is 0 … 1.05.
    expect(l.plot.top).toBe(29)
    const peak = l.plot.bottom - 290 / 1.05
    const start = `M${l.plot.left},${l.plot.bottom}l`
    expect(l.curves[0].line.startsWith(start)).toBe(true)
    const [dx, dy] = l.curves[0].line.slice(start.length).split('l')[0].split(',').map(Number)
    expect(Math.abs(l.plot.left + dx - middle)).toBeLessThanOrEqual(0.1)
    expect(Math.abs(l.plot.bottom + dy - peak)).toBeLessThanOrEqual(0.1)
  })

  it('breaks at NaN, marks lone points and sends zeros to the lane', () => {
    const y = [1, 0.1, Number.NaN, 0.01, Number.NaN, 0, 0]
    const l = layoutLines(lines({ y: { label: 'n', scale: 'log' }, series: [{ name: 'a', x: y.map((_, i) => i), y }] }), wide)
    const [curve] = l.curves
    expect(curve.line.match(/M/g)).toHaveLength(1)
    expect(curve.laneLine.match(/M/g)).toHaveLength(1)
    expect(curve.laneLine).toContain(`,${l.y.lane!.at}`)
    expect(curve.markers).toContainEqual([l.x.place(3), l.y.place(0.01)])
    expect(curve.markers).toContainEqual([l.x.place(6), l.y.lane!.at])
    expect(markup(lines({ series: [{ name: 'a', x: y.map((_, i) => i), y }] }))).toContain('2 values are not finite')
  })

  it('labels lines at their ends without overlap, and in a legend where the picture is narrow', () => {
    const series = Array.from({ length: 9 }, (_, i) => ({ name: `series ${i}`, x: [0, 1], y: [i, 1 + i * 1e-3] }))
    const { labels } = layoutLines(lines({ series }), wide)
    expect(labels).toHaveLength(9)
    const at = labels.map(l => l.at[1]).sort((a, b) => a - b)
    at.slice(1).forEach((v, i) => expect(v - at[i]).toBeGreaterThanOrEqual(wide.font + 3.8))
    const small = layoutLines(lines({ series }), narrow)
    expect(small.labels).toHaveLength(0)
    expect(small.legend.map(e => e.text)).toEqual(series.map(s => s.name))
    expect(Math.max(...small.legend.map(e => e.at[1]))).toBeLessThan(small.plot.top)
  })

  it('on a page labels as many lines as have room, by their short names where it is narrow, and marks each end', () => {
    const series = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `layer ${i + 1}`, short: String(i + 1), x: [0, 1], y: [i, 1 + i * 1e-3], look: i }))
    const texts = (count: number, width: number): string[] =>
      layoutLines(lines({ series: series(count), legend: false }), liveSize(width, 200)).labels.map(l => l.text)
    expect(texts(12, 700)).toEqual(series(12).map(s => s.name))
    expect(texts(4, 320)).toEqual(['1', '2', '3', '4'])
    expect([texts(30, 700).length, texts(30, 700)[0], texts(30, 700).at(-1)]).toEqual([14, 'layer 1', 'layer 30'])
    const { curves } = layoutLines(lines({ series: series(2) }), liveSize(700, 200))
    for (const curve of curves) expect(curve.markers).toContainEqual(curve.end)
  })

  it('draws marks where they belong and their labels apart from each other', () => {
    const marks = [{ x: 1, y: 1, label: 'published' }, { x: 1, y: 1.01, label: 'another' }]
    const l = layoutLines(lines({ series: [{ name: 'a', x: [0, 2], y: [0, 2] }], marks }), wide)
    expect(l.marks[0].at).toEqual([l.x.place(1), l.y.place(1)])
    const [a, b] = l.marks.map(m => m.label!)
    expect(a[0] === b[0] ? Math.abs(a[1] - b[1]) : 99).toBeGreaterThanOrEqual(14)
  })
})

describe('many marks', () => {
  it('are named once instead of one by one', () => {
    const marks = Array.from({ length: 9 }, (_, i) => ({ x: i, y: i, label: `book, layer ${i}` }))
    const l = layoutLines(lines({ series: [{ name: 'a', x: [0, 9], y: [0, 9] }], marks }), wide)
    expect(l.marks).toHaveLength(9)
    expect(l.marks.every(m => m.label === undefined)).toBe(true)
    expect(l.markKey).toBe('book')
    expect(layoutLines(lines({ marks: marks.map((m, i) => ({ ...m, label: `${i}` })) }), wide).markKey).toBe('marked values')
    expect(layoutLines(lines({ marks: marks.slice(0, 3) }), wide).markKey).toBeUndefined()
  })
})

describe('bars', () => {
  it('starts bars at zero and gives a value its length', () => {
    const l = layoutBars(bars([{ value: 10 }, { value: -5 }]), wide)
    expect(l.dots).toBe(false)
    expect(l.rows[0].from).toBe(l.axis.place(0))
    expect((l.rows[0].to! - l.rows[0].from) / (l.rows[1].from - l.rows[1].to!)).toBeCloseTo(2, 1)
  })

  it('draws dots where zero is out of sight, and on a log axis', () => {
    expect(layoutBars(bars([{ value: 96.4 }, { value: 96.9 }]), wide).dots).toBe(true)
    expect(layoutBars(bars([{ value: 0.1 }, { value: 10 }], 'log'), wide).dots).toBe(true)
    expect(layoutBars(bars([{ value: 40 }, { value: 96.9 }]), wide).dots).toBe(false)
  })

  it('draws the error bar and the published value where they are', () => {
    const l = layoutBars(bars([{ value: 2, low: 1, high: 4, published: 3 }]), wide)
    expect(l.rows[0].error).toEqual([l.axis.place(1), l.axis.place(4)])
    expect(l.rows[0].published).toBe(l.axis.place(3))
    expect(layoutBars(bars([{ value: 2 }]), wide).rows[0].published).toBeUndefined()
  })
})

describe('neurons', () => {
  it('shares one scale over all layers: the longest bar reaches the column, others in proportion', () => {
    const l = layoutNeurons(neurons([0.5, -0.25], [1, Number.NaN]), wide)
    const [a, b] = l.columns.map(c => c.bars)
    expect(b[0].width).toBeGreaterThan(100)
    expect(a[0].width / b[0].width).toBeCloseTo(0.5, 2)
    expect(a[1]).toMatchObject({ negative: true })
    expect(b[1]).toMatchObject({ missing: true, width: 0 })
  })
})

describe('FigureView', () => {
  const figures: Figure[] = [
    lines({ series: [{ name: 'a', x: [0, 1], y: [1, 2], band: { low: [0, 1], high: [2, 3] } }], marks: [{ x: 0, y: 1, label: 'm' }] }),
    bars([{ value: 1, low: 0, high: 2, published: 1 }]), neurons([1, -2])
  ]

  it.each(figures.map(f => [f.kind, f] as const))('gives %s a name, a description and the numbers behind it', (_, figure) => {
    const html = markup(figure)
    const svgs = html.match(/<svg[^>]*>/g)!
    expect(svgs).toHaveLength(2)
    for (const svg of svgs) expect(svg).toContain('role="img"')
    expect(html.match(/<title id="f-(wide|narrow)-t">t<\/title><desc id="f-(wide|narrow)-d">[^<]+<\/desc>/g)).toHaveLength(2)
    expect(html).toMatch(/<details[^>]*><summary>The numbers<\/summary>.*<table/)
    expect(new Set(html.match(/ id="[^"]*"/g)).size).toBe(html.match(/ id="[^"]*"/g)!.length)
  })

  it('escapes what strangers wrote, in text and in attributes', () => {
    const evil = '<script>alert(1)</script>"\' onload=alert(1) &lt;'
    const all: Figure[] = [
      { ...lines({ series: [{ name: evil, x: [0, 1], y: [1, 2] }, { name: evil, x: [0], y: [1] }], marks: [{ x: 0, y: 1, label: evil }] }),
        title: evil, caption: evil, x: { label: evil, scale: 'linear' }, y: { label: evil, scale: 'log' } },
      {
        kind: 'bars', title: evil, caption: evil, y: { label: evil, scale: 'linear' },
        groups: [{ name: evil, bars: [{ name: evil, value: 1 }] }]
      },
      { kind: 'neurons', title: evil, caption: evil, unit: evil, layers: [{ name: evil, values: [1] }] },
      { kind: 'table', title: evil, caption: evil, columns: [evil], rows: [[evil]] }
    ]
    for (const figure of all) {
      const html = markup(figure)
      expect(html).not.toContain('<script')
      expect(html).toContain('&lt;script')
      expect(html).not.toMatch(/<[^>]*[\s"']onload=[^>]*>(?<!"[^"]*)/)
    }
  })

  it('writes no NaN, Infinity or undefined into any attribute, whatever the numbers', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 5e-324, -5e-324, 1.7e308, -1.7e308, 1e-300, Infinity, -Infinity, Number.NaN))
    const numbers = fc.array(number, { maxLength: 6 })
    const scale = fc.constantFrom('linear' as const, 'log' as const)
    const band = fc.record({ low: numbers, high: numbers })
    const series = fc.record({ name: fc.string(), x: numbers, y: numbers, band, dash: fc.boolean(), points: fc.boolean() })
    const line = fc.record({ xs: scale, ys: scale, series: fc.array(series, { maxLength: 4 }), mark: fc.tuple(number, number) })
      .map(({ xs, ys, series: s, mark: [x, y] }) =>
        lines({ x: { label: 'x', scale: xs }, y: { label: 'y', scale: ys }, series: s, marks: [{ x, y, label: 'm' }] }))
    const bar = fc.record({ value: number, low: number, high: number, published: number })
    const rows = fc.tuple(fc.array(bar, { maxLength: 5 }), scale).map(([b, s]) => bars(b, s))
    const any = fc.oneof(line, rows, fc.array(numbers, { maxLength: 4 }).map(v => neurons(...v)))
    fc.assert(fc.property(any, figure => {
      const tags = markup(figure).match(/<[a-z][^>]*>/g)!.filter(tag => !tag.startsWith('<title') && !tag.startsWith('<div'))
      expect(tags.filter(tag => /NaN|Infinity|undefined|\d+e[+-]?\d/.test(tag))).toEqual([])
    }), { numRuns: 150, seed: 7 })
  })

  it.each([
    lines({}), lines({ series: [{ name: 'a', x: [], y: [] }] }), lines({ series: [{ name: 'a', x: [1], y: [1] }] }),
    lines({ series: [{ name: 'a', x: [1, 2, 3], y: [5, 5, 5] }] }), bars([]), neurons(), neurons([]), neurons([0, 0]),
    { kind: 'table', title: '', caption: '', columns: [], rows: [] } as const
  ])('draws the degenerate %#', figure => {
    expect(markup(figure)).not.toMatch(/NaN|undefined/)
  })

  it('draws a hundred thousand points in a few kilobytes', () => {
    const x = Array.from({ length: 100_000 }, (_, i) => i)
    const html = markup(lines({ series: [{ name: 'a', x, y: x.map(i => (i * 7919) % 1000) }] }))
    expect(html.length).toBeLessThan(60_000)
  })
})

describe('numbersOf', () => {
  it('keeps first, last and extremes of a long series and says what it left out', () => {
    const x = Array.from({ length: 501 }, (_, i) => i)
    const { rows, note } = numbersOf(lines({ series: [{ name: 'a', x, y: x.map(i => (i === 77 ? -5 : i === 300 ? 9 : 1)) }] }))
    expect(rows.length).toBeLessThanOrEqual(24)
    for (const row of [[0, 1], [77, -5], [300, 9], [500, 1]]) expect(rows).toContainEqual(row)
    expect(note).toMatch(/of 501 rows/)
  })

  it('lists series of different x one below the other', () => {
    const { columns, rows } = numbersOf(lines({ series: [{ name: 'a', x: [0], y: [1] }, { name: 'b', x: [5], y: [2] }] }))
    expect(columns).toEqual(['series', 'epoch', 'norm'])
    expect(rows).toEqual([['a', 0, 1], ['b', 5, 2]])
  })
})

describe('options of figures', () => {
  it('draws markers without a line where a series asks for it, in the plot and in the legend', () => {
    const points = { name: 'found', x: [1, 2, 3], y: [1, 2, 1], points: true, line: false }
    const l = layoutLines(lines({ series: [{ name: 'formula', x: [1, 2, 3], y: [1, 2, 1] }, points] }), narrow)
    expect(l.curves.map(c => c.line === '')).toEqual([false, true])
    expect(l.curves[1].markers).toHaveLength(4)
    expect(l.legend.map(e => e.line)).toEqual([true, false])
  })
  it('names series either at their ends or in a legend, never twice', () => {
    const named = (name: string) => layoutLines(lines({ series: ['a', name].map(n => ({ name: n, x: [0, 1], y: [0, 1] })) }), wide)
    const [short, long] = [named('short'), named('a name so long that it would leave no room for the curves themselves')]
    expect([short.labels.length, short.legend.length]).toEqual([2, 0])
    expect([long.labels.length, long.legend.length]).toEqual([0, 2])
  })
  it('keeps a folded table closed, and names error bars and diamonds as asked', () => {
    const table: Figure = { kind: 'table', title: 't', caption: 'c', columns: ['a'], rows: [[1], [2]] }
    expect(markup(table)).not.toContain('<details')
    expect(markup({ ...table, folded: true })).toMatch(/ds-folded.*<details.*All 2 rows.*<table/s)
    const figure: Figure = { ...bars([{ value: 1, low: 0.5, high: 2, published: 1.5 }]), spread: '5–95 %', mark: 'predicted' }
    expect(markup(figure)).toContain('>predicted</text>')
    expect(markup(figure)).toContain('>5–95 %</text>')
    expect(numbersOf(figure).columns).toEqual(['group', 'name', 'y', 'low', 'high', 'predicted'])
  })
  it('gives columns of neurons evenly over rows where their names need room', () => {
    const layers = ['book, layer 1', 'book, layer 2', 'ours, layer 1', 'ours, layer 2'].map(name => ({ name, values: [1, -1] }))
    const perRow = (size: typeof narrow): number => {
      const { columns } = layoutNeurons({ kind: 'neurons', title: 't', caption: 'c', unit: 'u', layers }, size)
      return columns.filter(c => c.y === columns[0].y).length
    }
    expect([perRow(narrow), perRow(wide)]).toEqual([2, 4])
  })
})
