import { type AxisLayout, layoutAxis } from './axis.ts'
import type { Bar, BarsFigure } from './figure.ts'
import { numberText } from './number.ts'
import { type Look, lookOf } from './palette.ts'
import { type Plot, roomy, type Size } from './size.ts'
import { clean, fitWidth, textWidth } from './text.ts'
import { englishWords } from './words.ts'

export type BarRow = {
  readonly name: string
  readonly look: Look
  readonly at: number
  /** Ends of the bar in px; undefined where the value cannot be placed. */
  readonly from: number
  readonly to: number | undefined
  readonly error: readonly [number, number] | undefined
  readonly published: number | undefined
  readonly number: string
}
export type BarsLayout = {
  readonly plot: Plot
  readonly height: number
  readonly axis: AxisLayout
  /** Whether values are dots: where zero is out of sight, the length of a bar would lie. */
  readonly dots: boolean
  readonly heads: readonly { readonly name: string; readonly at: number }[]
  readonly rows: readonly BarRow[]
  readonly anyPublished: boolean
  readonly anyError: boolean
}

/** The most bars drawn; the table behind the figure has a thinned list of all. */
export const mostBars = 120

function* valuesOf(bars: readonly Bar[]): Generator<number> {
  for (const { value, low, high, published } of bars) {
    yield value
    if (low !== undefined) yield low
    if (high !== undefined) yield high
    if (published !== undefined) yield published
  }
}

/** Bars need zero in sight. A logarithm has none, and values within a quarter of their size would all look alike. */
function asDots(bars: readonly Bar[], log: boolean): boolean {
  if (log) return true
  let [low, high] = [Infinity, -Infinity]
  for (const v of valuesOf(bars)) {
    if (!Number.isFinite(v)) continue
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  return low < high && (low > 0 || high < 0) && (high - low) / 2 < Math.max(Math.abs(low), Math.abs(high)) / 8
}

/** Digits that tell the values apart: three, and as many more as values close to each other need. */
function digitsFor(bars: readonly Bar[], dots: boolean): number {
  return dots && bars.every(b => Math.abs(b.value) >= 1) ? 4 : 3
}

/** Where the plot begins and ends between the names at its left and the numbers at its right. */
function margins(bars: readonly Bar[], size: Size, digits: number): [left: number, right: number] {
  const widest = (text: (bar: Bar) => string): number => bars.reduce((w, b) => Math.max(w, textWidth(text(b), size.font)), 20)
  const names = Math.min(size.width * (roomy(size) ? 0.3 : 0.34), widest(b => clean(b.name, 80)))
  return [Math.ceil(names) + 14, size.width - Math.ceil(widest(b => numberText(b.value, digits))) - 14]
}

/** Lays bars out as rows, one a bar, under one head a group: names stay readable at any width. */
export function layoutBars(figure: BarsFigure, size: Size): BarsLayout {
  const groups = figure.groups.slice(0, mostBars)
  const all = groups.flatMap(g => g.bars).slice(0, mostBars)
  const dots = asDots(all, figure.y.scale === 'log')
  const names = [...new Set(all.map(b => b.name))]
  const digits = digitsFor(all, dots)
  const anyPublished = all.some(b => Number.isFinite(b.published))
  const anyError = all.some(b => Number.isFinite(b.low) && Number.isFinite(b.high))
  const [left, right] = margins(all, size, digits)
  const axis = layoutAxis(dots ? valuesOf(all) : [0, ...valuesOf(all)], {
    scale: figure.y.scale, from: left, to: right, labels: roomy(size) ? 6 : 3
  })
  const start = dots ? left : (axis.place(0) ?? left)
  const [line, top] = [size.font + 10, anyPublished || anyError ? size.font + 12 : 2]
  const heads: { name: string; at: number }[] = []
  const rows: BarRow[] = []
  let y = top
  for (const group of groups) {
    if (rows.length >= mostBars) break
    const many = groups.length > 1 || group.name !== ''
    if (many) heads.push({ name: fitWidth(clean(group.name, 120), size.width, size.font), at: y + line / 2 + 3 })
    y += many ? line + 3 : 0
    for (const bar of group.bars.slice(0, mostBars - rows.length)) {
      const color = names.length <= 6 && groups.length > 1 ? names.indexOf(bar.name) : 0
      rows.push(rowOf(bar, axis, start, y + line / 2, lookOf(color), fitWidth(clean(bar.name, 80), left - 12, size.font), digits))
      y += line
    }
    y += 6
  }
  return {
    plot: { left, right, top, bottom: y }, height: y + 2 * size.font + 22, axis, dots, heads, rows, anyPublished, anyError
  }
}

function rowOf(bar: Bar, axis: AxisLayout, from: number, at: number, look: Look, name: string, digits: number): BarRow {
  const place = (v: number | undefined): number | undefined => (v === undefined ? undefined : axis.place(v))
  const [low, high] = [place(bar.low), place(bar.high)]
  return {
    name, look, at, from, to: axis.place(bar.value), published: place(bar.published), number: numberText(bar.value, digits),
    error: low === undefined || high === undefined ? undefined : [Math.min(low, high), Math.max(low, high)]
  }
}

/** What the picture says, in words. */
export function describeBars(figure: BarsFigure, words = englishWords): string {
  const parts = figure.groups.slice(0, 20).flatMap(g => g.bars.slice(0, 20).map(b => {
    const text = words.named(`${clean(g.name, 60)} ${clean(b.name, 60)}`, numberText(b.value))
    return b.published === undefined ? text : words.publishedAs(text, numberText(b.published))
  }))
  const axis = clean(figure.y.label, 120)
  return [figure.y.scale === 'log' ? words.logarithmic(axis) : axis, ...parts].join(words.semicolon)
}
