import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlaps, spread } from './layout.ts'
import { pathOf, type Point, simplify, thin, thinRows, thinRuns } from './thin.ts'

const noise = (n: number): Point[] => {
  let s = 7
  return Array.from({ length: n }, (_, i): Point => [(i * 500) / n, (s = (s * 1664525 + 1013904223) >>> 0) / 2 ** 32 * 300])
}
/** Where SVG says a path's points are: the absolute move, then the running sum of its steps. */
function pointsOf(path: string): Point[] {
  const numbers = [...path.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(m => Number(m[0]))
  const points: Point[] = []
  for (let i = 0; i < numbers.length; i += 2) {
    const [x, y] = points.at(-1) ?? [0, 0]
    points.push([x + numbers[i], y + numbers[i + 1]])
  }
  return points
}

describe('thin', () => {
  it('keeps both ends, the minimum and the maximum of every column', () => {
    const points = noise(5000)
    const kept = thinRuns(points, p => Math.floor(p[0]))
    for (let column = 0; column < 500; column += 37) {
      const inside = (list: readonly Point[]): number[] => list.filter(p => Math.floor(p[0]) === column).map(p => p[1])
      expect(Math.min(...inside(kept))).toBe(Math.min(...inside(points)))
      expect(Math.max(...inside(kept))).toBe(Math.max(...inside(points)))
    }
    expect(kept.length).toBeLessThanOrEqual(2000)
  })

  it('stays near its budget and keeps the extremes even then', () => {
    const points = noise(20_000)
    const kept = thin(points, 100)
    expect(kept.length).toBeLessThanOrEqual(104)
    expect(Math.max(...kept.map(p => p[1]))).toBe(Math.max(...points.map(p => p[1])))
    expect(Math.min(...kept.map(p => p[1]))).toBe(Math.min(...points.map(p => p[1])))
  })

  it('drops what a straight line says already, and nothing farther from it than the tolerance', () => {
    expect(simplify([[0, 0], [1, 1], [2, 2], [3, 3]], 0.25)).toEqual([[0, 0], [3, 3]])
    expect(simplify([[0, 0], [1, 0], [2, 5], [3, 0]], 0.25)).toEqual([[0, 0], [1, 0], [2, 5], [3, 0]])
  })

  it('takes bounded time for a long zigzag that doubles back', () => {
    const zigzag = Array.from({ length: 50_000 }, (_, i): Point => [(i * 7919) % 500, (i * 104_729) % 300])
    expect(thin(zigzag, 1000).length).toBeLessThanOrEqual(1004)
  })

  it('writes paths that lead back to the points', () => {
    const place = fc.integer({ min: -9000, max: 9000 })
    fc.assert(fc.property(fc.array(fc.tuple(place, place), { minLength: 1 }), raw => {
      const points = raw.map(([x, y]): Point => [x / 10, y / 10])
      const read = pointsOf(pathOf(points))
      expect(read.length).toBe(points.length)
      read.forEach((p, i) => expect(Math.abs(p[0] - points[i][0]) + Math.abs(p[1] - points[i][1])).toBeLessThan(1e-6))
    }), { seed: 3 })
    expect(pathOf([[0.5, -0.5], [1, 0]])).toBe('M.5,-.5l.5,.5')
  })

  it('thins rows to the limit with the first, the last and those asked for', () => {
    const rows = thinRows(501, 24, [77, 40])
    expect(rows.length).toBeLessThanOrEqual(24)
    for (const i of [0, 40, 77, 500]) expect(rows).toContain(i)
    expect(thinRows(5, 24)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('spread', () => {
  it('leaves free labels alone and moves a pair apart evenly', () => {
    expect(spread([10, 100], 15, 0, 200)).toEqual([10, 100])
    expect(spread([50, 50], 20, 0, 200)).toEqual([40, 60])
    expect(spread([198, 199], 20, 0, 200)).toEqual([180, 200])
  })

  it('keeps gaps, order and bounds', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 15 }), targets => {
      const at = spread(targets, 17, 0, 300)
      const sorted = [...at].sort((a, b) => a - b)
      expect(sorted.every((v, i) => v >= -1e-9 && v <= 300 + 1e-9 && (i === 0 || v - sorted[i - 1] >= 17 - 0.11))).toBe(true)
      targets.forEach((t, i) => targets.forEach((u, j) => expect(t < u && at[i] > at[j]).toBe(false)))
    }), { seed: 4 })
  })

  it('shrinks the gap when there are too many', () => {
    expect(spread([5, 5, 5], 100, 0, 20)).toEqual([0, 10, 20])
  })

  it('knows which boxes overlap', () => {
    const box = { x: 0, y: 0, width: 10, height: 10 }
    expect(overlaps(box, { ...box, x: 9 })).toBe(true)
    expect(overlaps(box, { ...box, x: 10 })).toBe(false)
  })
})
