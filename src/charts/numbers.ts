import type { Figure, HeatFigure, LinesFigure, Series } from './figure.ts'
import { numberText } from './number.ts'
import { distributionsTable, factorsTable, networkTable, sharesTable } from './numbers-layers.ts'
import { mostColumns, mostRows, type Numbers, thinned } from './numbers-table.ts'
import { thinRows } from './thin.ts'
import { type ChartWords, englishWords } from './words.ts'

/** Where there is no value, a dash. */
const cell = (value: number | undefined): number | string => (value === undefined || Number.isNaN(value) ? '–' : value)

const sameX = (a: Series, b: Series): boolean =>
  a.x === b.x || (a.x.length === b.x.length && a.x.every((v, i) => Object.is(v, b.x[i])))

/** Rows that hold a series' lowest and highest finite value: thinning must not lose them. */
function extremes(values: readonly number[]): number[] {
  let [low, high] = [-1, -1]
  values.forEach((v, i) => {
    if (!Number.isFinite(v)) return
    if (low < 0 || v < values[low]) low = i
    if (high < 0 || v > values[high]) high = i
  })
  return [low, high]
}

function jointTable({ x, series }: LinesFigure, words: ChartWords): Numbers {
  const parts = series.slice(0, mostColumns).flatMap(s => {
    const value = { name: s.name, values: s.y }
    const { band } = s
    return band ? [value, { name: words.lowOf(s.name), values: band.low }, { name: words.highOf(s.name), values: band.high }] : [value]
  }).slice(0, mostColumns)
  const count = Math.min(series[0].x.length, series[0].y.length)
  const rows = thinRows(count, mostRows, series.slice(0, 6).flatMap(s => extremes(s.y)).slice(0, mostRows / 2))
  return {
    columns: [x.label, ...parts.map(p => p.name)],
    rows: rows.map(i => [series[0].x[i], ...parts.map(p => cell(p.values[i]))]),
    note: thinned(rows.length, count, words)
  }
}

function longTable({ x, y, series }: LinesFigure, words: ChartWords): Numbers {
  const each = Math.max(3, Math.floor((2 * mostRows) / Math.max(1, series.length)))
  const shown = series.slice(0, mostRows)
  const all = shown.reduce((n, s) => n + Math.min(s.x.length, s.y.length), 0)
  const rows = shown.flatMap(s =>
    thinRows(Math.min(s.x.length, s.y.length), each, extremes(s.y)).map(i => [s.name, s.x[i], s.y[i]]))
  return { columns: [words.columns.series, x.label, y.label], rows, note: thinned(rows.length, all, words) }
}

function withMarks(figure: LinesFigure, numbers: Numbers, words: ChartWords): Numbers {
  const marks = (figure.marks ?? []).slice(0, 60).map(m => `${m.label} (${m.x}, ${m.y})`)
  const note = `${numbers.note}${words.space}${words.marked(marks.join(words.semicolon))}`.trim()
  return marks.length === 0 ? numbers : { ...numbers, note }
}

/** The map as a table: one row for each y, the highest first as in the picture, one column for each x. */
function heatTable({ x, y, values, dots = [], dotName }: HeatFigure, words: ChartWords): Numbers {
  const columns = thinRows(x.values.length, mostColumns - 1)
  const rows = thinRows(y.values.length, mostRows).toReversed()
  const found = dots.slice(0, 60).map(d => `${d.label} (${d.x}, ${d.y}): ${numberText(d.value)}`)
  const all = columns.length === x.values.length && rows.length === y.values.length
  const left = all ? '' : words.cellsShown(rows.length, y.values.length, columns.length, x.values.length)
  return {
    columns: [`${y.label} \\ ${x.label}`, ...columns.map(c => numberText(x.values[c], 3, true))],
    rows: rows.map(r => [numberText(y.values[r], 3, true), ...columns.map(c => cell(values[r]?.[c]))]),
    note: [left, found.length > 0 ? words.listed(dotName ?? words.measured, found.join(words.semicolon)) : '']
      .filter(t => t !== '').join(words.space)
  }
}

/** The numbers behind a figure, thinned to what a reader can use. */
export const numbersOf = (figure: Figure, words: ChartWords = englishWords): Numbers => ({ ...tableOf(figure, words), group: words.group })

function tableOf(figure: Figure, words: ChartWords): Numbers {
  switch (figure.kind) {
    case 'lines': {
      const [first, ...rest] = figure.series
      const joint = first !== undefined && rest.every(s => sameX(first, s) && s.y.length === first.y.length)
      return withMarks(figure, joint ? jointTable(figure, words) : longTable(figure, words), words)
    }
    case 'bars': {
      const bars = figure.groups.flatMap(g => g.bars.map(b => ({ group: g.name, ...b })))
      const rows = thinRows(bars.length, 4 * mostRows)
      const has = (key: 'low' | 'high' | 'published'): boolean => bars.some(b => b[key] !== undefined)
      const optional = (['low', 'high', 'published'] as const).filter(has)
      return {
        columns: [
          words.columns.group, words.columns.name, figure.y.label,
          ...optional.map(k => (k === 'published' ? figure.mark ?? words.published : words.columns[k]))
        ],
        rows: rows.map(i => [bars[i].group, bars[i].name, bars[i].value, ...optional.map(k => bars[i][k] ?? '')]),
        note: thinned(rows.length, bars.length, words)
      }
    }
    case 'neurons': {
      const layers = figure.layers.slice(0, mostColumns)
      const count = layers.reduce((n, l) => Math.max(n, l.values.length), 0)
      const rows = thinRows(count, 2 * mostRows)
      return {
        columns: [words.columns.neuron, ...layers.map(l => l.name)],
        rows: rows.map(i => [i + 1, ...layers.map(l => l.values[i] ?? '')]),
        note: thinned(rows.length, count, words)
      }
    }
    case 'heat': return heatTable(figure, words)
    case 'network': return networkTable(figure, words)
    case 'histogram': return distributionsTable(figure, words)
    case 'slopes': return distributionsTable(figure, words)
    case 'shares': return sharesTable(figure, words)
    case 'factors': return factorsTable(figure, words)
    case 'table': {
      const rows = thinRows(figure.rows.length, 400)
      return { columns: figure.columns, rows: rows.map(i => figure.rows[i]), note: thinned(rows.length, figure.rows.length, words) }
    }
    default:
      return figure satisfies never
  }
}
