import type { AxisLayout } from './axis.ts'
import type { Mark } from './figure.ts'
import { type Box, overlaps } from './layout.ts'
import type { Plot, Size } from './size.ts'
import { clean, textWidth } from './text.ts'
import type { Point } from './thin.ts'
import type { ChartWords } from './words.ts'

/** A mark in px; `label` is where its text stands, undefined where it has none. */
export type PlacedMark = {
  readonly at: Point
  readonly text: string
  readonly label: Point | undefined
  readonly anchor: 'start' | 'end'
}

/** More marks than this are not labelled one by one: they would hide the curves. */
const mostMarkLabels = 6

/** One name for many marks: what all labels begin with, up to a separator ("book, layer 1", … → "book"); undefined for few marks. */
export function keyOfMarks(marks: readonly Mark[], words: ChartWords): string | undefined {
  if (marks.length <= mostMarkLabels) return undefined
  const [first, ...rest] = marks.map(m => clean(m.label, 60))
  const same = rest.reduce((n, label) => {
    let i = 0
    while (i < n && label[i] === first[i]) i++
    return i
  }, first.length)
  const shared = same === first.length ? first : first.slice(0, same).replace(/[,;:(][^,;:(]*$/, '').trim()
  return shared === '' ? words.markedValues : shared
}

const around = [[9, 0], [9, -14], [9, 14], [-9, 0], [-9, -14], [-9, 14], [9, -26], [9, 26], [-9, -26], [-9, 26]] as const

/**
 * Places the labels of marks: never over another label or a marked point, and of the free places the one that covers least
 * of `ink` (points of the curves). A label without a free place stands in the table only.
 */
export function placeMarks(
  marks: readonly Mark[], ink: readonly Point[], x: AxisLayout, y: AxisLayout, plot: Plot, size: Size
): PlacedMark[] {
  const placed: PlacedMark[] = []
  const points = marks.slice(0, 60).flatMap(m => {
    const [px, py] = [x.place(m.x), y.place(m.y)]
    return px === undefined || py === undefined ? [] : [{ at: [px, py] as Point, text: clean(m.label, 60) }]
  })
  const taken: Box[] = points.map(p => ({ x: p.at[0] - 5, y: p.at[1] - 5, width: 10, height: 10 }))
  for (const { at, text } of points) {
    const width = textWidth(text, size.font - 1)
    if (points.length > mostMarkLabels) {
      placed.push({ at, text: '', anchor: 'start', label: undefined })
      continue
    }
    let best: { cost: number; box: Box; anchor: 'start' | 'end'; label: Point } | undefined
    for (const [dx, dy] of around) {
      const box = { x: dx > 0 ? at[0] + dx : at[0] + dx - width, y: at[1] + dy - 7, width, height: 14 }
      const inside = box.x >= plot.left && box.x + width <= plot.right + 4 && box.y >= plot.top - 8 && box.y + 14 <= plot.bottom + 2
      if (!inside || taken.some(t => overlaps(box, t))) continue
      const cost = ink.reduce((n, p) => n + Number(overlaps(box, { x: p[0] - 2, y: p[1] - 2, width: 4, height: 4 })), Math.abs(dy) / 6)
      if (best === undefined || cost < best.cost) best = { cost, box, anchor: dx < 0 ? 'end' : 'start', label: [at[0] + dx, at[1] + dy] }
    }
    if (best !== undefined) taken.push(best.box)
    placed.push({ at, text, anchor: best?.anchor ?? 'start', label: best?.label })
  }
  return placed
}
