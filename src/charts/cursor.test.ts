import fc from 'fast-check'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { expectClose } from '../numerics/testing.ts'
import { layoutAxis } from './axis.ts'
import { layoutCursor, nearestIndex, nearestX, nextX } from './cursor.ts'
import type { LinesFigure } from './figure.ts'
import { LinesPicture } from './lines.tsx'
import { layoutLines } from './lines-layout.ts'
import { liveSize } from './size.ts'

const figure = (over: Partial<LinesFigure> = {}): LinesFigure => ({
  kind: 'lines', title: 't', caption: '', x: { label: 'epoch', scale: 'linear' }, y: { label: 'n', scale: 'log' },
  series: [{ name: 'a', x: [0, 1, 2, 5], y: [1, 0.5, 0.1, 0.2] }, { name: 'b', x: [1, 3], y: [0.01, 0] }], ...over
})
const size = liveSize(600, 200)

describe('the way from px to x and back', () => {
  it.each(['linear', 'log'] as const)('inverts a %s axis to a hundredth of the span', scale => {
    const axis = layoutAxis([1, 1000], { scale, from: 50, to: 650, labels: 5, pad: 0, lane: false })
    for (const v of [1, 3, 77, 400, 1000]) {
      const back = axis.invert(axis.place(v)!)
      if (scale === 'log') expectClose(Math.log(back), Math.log(v), { absolute: 0.01 })
      else expectClose(back, v, { absolute: 1 })
    }
    expectClose([axis.invert(-500), axis.invert(5000)], [1, 1000], { relative: 1e-12 })
  })
  it('answers 0 in the lane', () => {
    const axis = layoutAxis([0, 1e-3, 1], { scale: 'log', from: 300, to: 0, labels: 5 })
    expect(axis.invert(axis.lane!.at)).toBe(0)
    expectClose(axis.invert(axis.place(0.01)!), 0.01, { relative: 0.02 })
  })
})

describe('nearest records', () => {
  it('are those a search through all would find', () => {
    const rising = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { maxLength: 12 }).map(x => x.sort((a, b) => a - b))
    fc.assert(fc.property(rising, fc.double({ min: -60, max: 60, noNaN: true }), (x, v) => {
      const i = nearestIndex({ x, y: x }, v)
      expect(i === -1).toBe(x.length === 0)
      if (i >= 0) expect(Math.abs(x[i] - v)).toBe(Math.min(...x.map(a => Math.abs(a - v))))
    }), { seed: 3, numRuns: 200 })
  })
  it('are taken over all series, and steps go from record to record of any of them', () => {
    expect([0.2, 2.9, 4.2, 99].map(v => nearestX(figure(), v))).toEqual([0, 3, 5, 5])
    expect(nearestX(figure({ series: [] }), 1)).toBeNull()
    const walk = (from: number, by: -1 | 1): number[] => {
      const at = [from]
      for (let i = 0; i < 6; i++) at.push(nextX(figure(), at.at(-1)!, by))
      return at
    }
    expect(walk(0, 1)).toEqual([0, 1, 2, 3, 5, 5, 5])
    expect(walk(5, -1)).toEqual([5, 3, 2, 1, 0, 0, 0])
    expect(nextX(figure(), 2.5, -1)).toBe(2)
  })
})

describe('a cursor', () => {
  const l = layoutLines(figure(), size)
  it('stands on each series\' own recorded point, and on none that has not begun or is over', () => {
    const at1 = layoutCursor(figure(), l, size, 1)!
    expect(at1.points.map(p => [p.series, p.x, p.y])).toEqual([[0, 1, 0.5], [1, 1, 0.01]])
    expect(at1.points[0].at).toEqual([l.x.place(1), l.y.place(0.5)])
    expect(layoutCursor(figure(), l, size, 3)!.points.map(p => [p.x, p.y])).toEqual([[2, 0.1], [3, 0]])
    expect(layoutCursor(figure(), l, size, 3)!.points[1].at[1]).toBe(l.y.lane!.at)
    expect(layoutCursor(figure(), l, size, 5)!.points.map(p => p.series)).toEqual([0])
    expect(layoutCursor(figure(), l, size, 0)!.points.map(p => p.series)).toEqual([0])
  })
  it('is nowhere where x is not on the axis', () => {
    for (const x of [-1, 6, Number.NaN, Infinity]) expect(layoutCursor(figure(), l, size, x)).toBeUndefined()
  })
  it('writes values a line apart, to the left of the rule where the right has no room, and none for ghosts', () => {
    const series = Array.from({ length: 7 }, (_, i) => ({ name: `s${i}`, x: [0, 1], y: [1 + i * 1e-4, 1 + i * 1e-4], ghost: i === 6 }))
    const many = figure({ series })
    const drawn = layoutLines(many, size)
    const cursor = layoutCursor(many, drawn, size, 0)!
    expect(cursor.points.map(p => p.label === undefined)).toEqual([false, false, false, false, false, false, true])
    const heights = cursor.points.slice(0, 6).map(p => p.label![1]).sort((a, b) => a - b)
    heights.slice(1).forEach((v, i) => expect(v - heights[i]).toBeGreaterThanOrEqual(size.font + 2.8))
    expect([cursor.anchor, layoutCursor(many, drawn, size, 1)!.anchor]).toEqual(['start', 'end'])
    expect(layoutCursor(many, layoutLines(many, liveSize(600, 60)), liveSize(600, 60), 0)!.points.every(p => p.label === undefined)).toBe(true)
  })
  it('keeps clear of the names at the lines\' ends', () => {
    const x = Array.from({ length: 11 }, (_, i) => i)
    const going = figure({ x: { label: 'x', scale: 'linear', include: [0, 20] }, series: ['one', 'two'].map(name => ({ name, x, y: x.map(v => v + 1) })) })
    const drawn = layoutLines(going, size)
    expect(drawn.labels[0].at[0]).toBe(drawn.x.place(10)! + 14)
    expect([2, 9.9].map(v => layoutCursor(going, drawn, size, v)!.anchor)).toEqual(['start', 'end'])
  })
  it('is drawn only where asked for, and listens only where someone does', () => {
    const markup = (props: object): string => render(h(LinesPicture, { figure: figure(), size, ...props }))
    const plain = markup({})
    expect(plain).not.toMatch(/ds-cursor|ds-surface/)
    expect(markup({ cursor: null, pinned: true })).toBe(plain)
    expect(markup({ cursor: 1 })).toMatch(/class="ds-cursor".*>0\.500<.*>0\.0100</)
    expect(markup({ cursor: 1, pinned: true })).toMatch(/ds-cursor ds-pinned.*ds-pin"/)
    expect(markup({ onPoint: () => undefined })).toContain('ds-surface')
  })
})

describe('flags, the end and earlier runs', () => {
  const x = Array.from({ length: 101 }, (_, i) => i)
  const base = { series: [{ name: 'a', x, y: x.map(i => i + 1) }] }
  it('stand at their x; a label that would meet the next is left to the description', () => {
    const changes = [{ x: 12, label: 'rate 0.5' }, { x: 10, label: 'rate 0.1' }, { x: 60, label: 'momentum' }]
    const f = figure({ ...base, changes, end: { x: 99, label: 'weights not finite' } })
    const l = layoutLines(f, size)
    expect(l.changes.map(c => [c.at, c.text])).toEqual([[l.x.place(10), ''], [l.x.place(12), 'rate 0.5'], [l.x.place(60), 'momentum']])
    expect(l.end).toEqual({ at: l.x.place(99), text: 'weights not finite', anchor: 'end' })
    const html = render(h(LinesPicture, { figure: f, size }))
    expect(html).toContain('changed at 10: rate 0.1')
    expect(html).toContain('ended at 99: weights not finite')
  })
  it('widen the axis to where they are, as does what it is asked to include', () => {
    expect(layoutLines(figure({ ...base, changes: [{ x: 120, label: '' }] }), size).x.high).toBe(120)
    const asked = layoutLines(figure({ ...base, x: { label: 'x', scale: 'linear', include: [0, 500] } }), size)
    expect(asked.x.high).toBe(500)
  })
  it('draw what theory expects apart from an earlier run', () => {
    const ghosts = [{ name: '', look: 0, ghost: 'theory' as const, x, y: x }, { name: '', look: 0, ghost: true, x, y: x }]
    const l = layoutLines(figure({ series: [...base.series, ...ghosts] }), liveSize(400, 200))
    expect(l.curves.slice(-2).map(c => [c.theory, c.ghost, c.look.dash])).toEqual([[true, true, '7 5'], [false, true, '3 2']])
    expect(l.curves.at(-2)!.markers).toEqual([])
  })

  it('lend a ghost the look of its series, thin and dashed, and name it only if it has a name', () => {
    const ghosts = [{ name: '', look: 0, ghost: true, x, y: x }, { name: 'before', look: 0, ghost: 1, x, y: x }]
    const l = layoutLines(figure({ series: [...base.series, { ...base.series[0], name: 'b' }, ...ghosts] }), liveSize(400, 200))
    expect(l.legend.map(e => [e.text, e.ghost])).toEqual([['a', false], ['b', false], ['before', true]])
    const [a, , first, second] = l.curves
    expect([first.look.tone, second.look.tone]).toEqual([a.look.tone, a.look.tone])
    expect(new Set([a, first, second].map(c => c.look.dash)).size).toBe(3)
    expect(first.markers).toEqual([])
  })
  it('have no legend where the page gives the names itself', () => {
    const series = ['a long name of a run', 'another long name'].map(name => ({ name, x, y: x }))
    expect([true, false].map(legend => layoutLines(figure({ series, legend }), liveSize(300, 200)).legend.length)).toEqual([2, 0])
  })
})
