import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { NetworkFigure, NetworkLayer } from './figure.ts'
import { layoutNetwork } from './network-layout.ts'
import { describeNetwork, NetworkPicture } from './network.tsx'
import { numbersOf } from './numbers.ts'
import { liveSize } from './size.ts'
import { textWidth } from './text.ts'

const network = (...layers: Partial<NetworkLayer>[]): NetworkFigure => ({
  kind: 'network', title: 't', caption: '', unit: '∂C/∂b', inputs: '784 inputs', norm: '‖δ‖',
  layers: layers.map((l, i) => ({ name: `hidden ${i + 1}`, values: [1], ...l }))
})
const size = liveSize(640, 300)
const widths = (path: string): number[] => [...path.matchAll(/h(-?[\d.]+)v/g)].map(m => Number(m[1]))
const count = (path: string): number => path.split('M').length - 1

describe('layoutNetwork', () => {
  it('gives every neuron a circle and a bar in proportion over all layers, to the side of its sign', () => {
    const l = layoutNetwork(network({ values: [0.5, -0.25, 0] }, { values: Float64Array.of(1, Number.NaN) }), size)
    const [a, b] = l.columns
    expect([count(a.neurons), count(a.missing), count(b.neurons), count(b.missing)]).toEqual([3, 0, 1, 1])
    const [full] = widths(b.positive)
    expect(widths(a.positive)[0] / full).toBeCloseTo(0.5, 2)
    expect(widths(a.negative)[0] / full).toBeCloseTo(0.25, 2)
    const from = Number(/^M([\d.]+)/.exec(a.negative)![1])
    expect(from + widths(a.negative)[0]).toBeCloseTo(a.x, 1)
    expect(l.key.bar / full).toBeCloseTo(0.5, 2)
    expect(l.key.text).toContain('0.5 ∂C/∂b')
  })

  it('leaves a layer without bars out of the scale', () => {
    const l = layoutNetwork(network({ values: [0.5] }, { values: [50], bars: false }), size)
    expect(widths(l.columns[0].positive)[0]).toBeCloseTo(Math.min(l.pitch * 0.42, 90), 0)
    expect([l.columns[1].positive, count(l.columns[1].neurons)]).toEqual(['', 1])
  })

  it('draws lines from each neuron to each, by sign and strength; weak ones and wrong shapes not at all', () => {
    const weights = [1, -0.5, 0.1, -1, 0.3, Number.NaN]
    const of = (w: ArrayLike<number> | null) => layoutNetwork(network({ values: [1, 1] }, { values: [1, 1, 1], weights: w }), size).columns[1]
    const drawn = of(Float32Array.from(weights)).wires
    expect(drawn.map(w => [w.negative, w.strength, count(w.path)])).toEqual([[false, 0, 1], [false, 2, 1], [true, 1, 1], [true, 2, 1]])
    for (const bad of [null, weights.slice(1), [...weights, 1], [0, 0, 0, 0, 0, 0]]) expect(of(bad).wires).toEqual([])
    const { columns: [first, second] } = layoutNetwork(network({ values: [1, 1] }, { values: [1, 1, 1], weights: [1, 0, 0, 0, 0, 0] }), size)
    const [x0, , dx] = /^M([\d.]+),([\d.]+)l([\d.]+)/.exec(second.wires[0].path)!.slice(1).map(Number)
    expect(x0).toBeGreaterThan(first.x)
    expect(x0 + dx).toBeLessThan(second.x)
  })

  it('draws the strongest of many lines only', () => {
    const weights = Float32Array.from({ length: 3600 }, (_, i) => ((i * 7919) % 3600) / 3600)
    const values = new Float64Array(60).fill(1)
    const wide = layoutNetwork(network({ values }, { values, weights }), liveSize(1400, 400)).columns[1].wires
    const close = layoutNetwork(network(...Array.from({ length: 12 }, () => ({ values, weights }))), liveSize(320, 400)).columns[1].wires
    const all = (wires: typeof wide): number => wires.reduce((n, w) => n + count(w.path), 0)
    expect(all(wide)).toBe(450)
    expect(all(close)).toBeLessThan(60)
  })

  it('shows the first 60 of more neurons and says so; keeps first and last of too many layers', () => {
    const many = network({ values: new Float64Array(100) }, ...Array.from({ length: 79 }, () => ({})))
    const l = layoutNetwork(many, liveSize(320, 300))
    expect(l.columns.length).toBeLessThan(30)
    expect([l.columns[0].layer, l.columns.at(-1)!.layer]).toEqual([1, 80])
    expect(l.key.text).toContain(`${l.columns.length} of 80 layers`)
    const notes = [640, 340].map(w => layoutNetwork(network({ values: new Float64Array(100) }, {}, {}), liveSize(w, 300)).columns[0].note)
    expect(notes).toEqual(['first 60 of 100', 'first 60 of 100'])
    expect(count(layoutNetwork(network({ values: new Float64Array(100) }), size).columns[0].neurons)).toBe(60)
  })

  it('stays within its width, its names and norms apart from each other', () => {
    for (const width of [300, 500, 1600]) {
      for (const layers of [1, 3, 8, 40]) {
        const l = layoutNetwork(network(...Array.from({ length: layers }, (_, i) => ({ values: [1, -1], norm: 1.23e-45 / (i + 1) }))), liveSize(width, 200))
        for (const c of l.columns) {
          expect(c.x + Math.max(0, ...widths(c.positive))).toBeLessThanOrEqual(width)
          expect(c.x - Math.max(0, ...widths(c.negative))).toBeGreaterThanOrEqual(0)
        }
        expect(l.turned).toBe(l.pitch < 70)
      }
    }
  })

  it('turns norms upright before strong figures touch', () => {
    const layers = Array.from({ length: 9 }, () => ({ norm: 3.8e-8 }))
    for (let width = 560; width < 800; width += 4) {
      const l = layoutNetwork(network(...layers), liveSize(width, 200))
      expect(l.turned || 1.1 * textWidth(l.columns[0].norm, 13) <= l.pitch - 4).toBe(true)
    }
  })

  it('keeps the numbers of hundreds of layers apart', () => {
    const many = network(...Array.from({ length: 301 }, (_, i) => ({ name: i < 300 ? `layer ${i + 1}` : 'output' })))
    for (const width of [360, 640, 1200]) {
      const named = layoutNetwork(many, liveSize(width, 300)).columns.filter(c => c.name !== '' && !c.nameEnds)
      const half = (i: number): number => 0.55 * textWidth(named[i].name, 13)
      for (let i = 1; i < named.length; i++) expect(named[i].x - half(i)).toBeGreaterThan(named[i - 1].x + half(i - 1) + 4)
    }
  })

  it('calls the last of narrow columns by its name, and leaves out numbers that would touch it', () => {
    for (const [layers, width] of [[9, 424], [41, 424], [41, 340], [4, 320]] as const) {
      const named = Array.from({ length: layers }, (_, i) => ({ name: i === layers - 1 ? 'output' : `layer ${i + 1}` }))
      const { columns } = layoutNetwork(network(...named), liveSize(width, 200))
      const [last, before] = [columns.at(-1)!, columns.findLast((c, i) => c.name !== '' && i < columns.length - 1)!]
      expect(last.name).toBe('output')
      expect(last.nameAt).toBeLessThanOrEqual(width)
      const half = (c: typeof last): number => textWidth(c.name, 13) * 0.5
      const left = last.nameEnds ? last.nameAt - 2 * half(last) : last.x - half(last)
      expect(before.x + half(before)).toBeLessThan(left)
    }
  })

  it('says "all zero" of a network without signal, and draws one without layers', () => {
    expect(layoutNetwork(network({ values: [0, 0] }), size).key).toMatchObject({ bar: 0, text: 'all zero' })
    expect(layoutNetwork(network({ values: [NaN, NaN] }, { values: [1], bars: false }), size).key).toMatchObject({ bar: 0, text: 'no finite number' })
    expect(layoutNetwork(network({ values: [NaN], norm: NaN }, { values: [1], norm: Infinity }), size).columns.map(c => c.norm)).toEqual(['–', '∞'])
    expect(render(h(NetworkPicture, { figure: network(), size }))).not.toMatch(/NaN|undefined/)
  })
})

describe('NetworkPicture', () => {
  const figure = network({ norm: 0.002 }, { norm: 0.4 })
  it('marks the active layer and takes clicks only where someone listens', () => {
    expect(render(h(NetworkPicture, { figure, size }))).not.toMatch(/ds-active|ds-hit/)
    expect(render(h(NetworkPicture, { figure, size, active: 9 }))).not.toContain('ds-active')
    const html = render(h(NetworkPicture, { figure, size, active: 2, onLayer: () => undefined }))
    const x = layoutNetwork(figure, size).columns[1].x
    const [, left, width] = /ds-active" x="([\d.]+)"[^>]*width="([\d.]+)"/.exec(html)!.map(Number)
    expect(left + width / 2).toBeCloseTo(x, 1)
    expect(html.match(/ds-hit/g)).toHaveLength(2)
  })
  it('says in words and numbers what it shows', () => {
    expect(describeNetwork(figure)).toContain('hidden 2: 1 neurons, mean length 1, longest 1, ‖δ‖ 0.400')
    expect(numbersOf(figure)).toMatchObject({ columns: ['neuron', 'hidden 1', 'hidden 2'], rows: [[1, 1, 1]], note: '‖δ‖: hidden 1 0.00200; hidden 2 0.400.' })
  })
})
