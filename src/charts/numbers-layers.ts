import { countOf, writtenSummary } from './distribution.ts'
import { runningProducts } from './factors-layout.ts'
import type { FactorsFigure, HistogramFigure, NetworkFigure, SharesFigure, SlopesFigure } from './figure.ts'
import { grouped, numberText } from './number.ts'
import { productOf } from './shares.tsx'
import { meanSlope } from './slopes.tsx'
import { thinRows } from './thin.ts'
import { type Numbers, mostColumns, mostRows, thinned } from './numbers-table.ts'
import type { ChartWords } from './words.ts'

/** The most layers and factors in a table. */
const mostLayers = 100

export function networkTable({ layers, norm }: NetworkFigure, words: ChartWords): Numbers {
  const shown = layers.slice(0, mostColumns)
  const count = shown.reduce((n, l) => Math.max(n, l.values.length), 0)
  const rows = thinRows(count, 2 * mostRows)
  const norms = layers.slice(0, 60).flatMap(l => (l.norm === undefined ? [] : [`${l.name} ${numberText(l.norm)}`]))
  const notes = [thinned(rows.length, count, words), norms.length > 0 ? words.listed(norm ?? '‖δ‖', norms.join(words.semicolon)) : '']
  return {
    columns: [words.columns.neuron, ...shown.map(l => l.name)],
    rows: rows.map(i => [i + 1, ...shown.map(l => l.values[i] ?? '')]),
    note: notes.filter(t => t !== '').join(words.space)
  }
}

/** Distributions as their summaries; slopes have the mean slope too. */
export function distributionsTable(figure: HistogramFigure | SlopesFigure, words: ChartWords): Numbers {
  const { columns } = words
  const rows = thinRows(figure.layers.length, mostLayers)
  const slopes = figure.kind === 'slopes' ? figure : undefined
  return {
    columns: [
      columns.layer, columns.count, columns.mean, columns.deviation, '5 %', columns.median, '95 %', columns.nonFinite,
      ...(slopes ? [words.meanSlope] : [])
    ],
    rows: rows.map(i => {
      const layer = figure.layers[i]
      const s = writtenSummary(layer, 4)
      const numbers = [s.mean, s.deviation, s.low, s.median, s.high].map(text => (text === 'NaN' ? '–' : grouped(text, words.group)))
      return [layer.name, countOf(layer), ...numbers, layer.nonFinite ?? 0, ...(slopes ? [meanSlope(slopes, slopes.layers[i])] : [])]
    }),
    note: thinned(rows.length, figure.layers.length, words)
  }
}

export function sharesTable({ layers }: SharesFigure, words: ChartWords): Numbers {
  const rows = thinRows(layers.length, mostLayers)
  return {
    columns: [words.columns.layer, words.weights, words.slopes, words.product],
    rows: rows.map(i => [layers[i].name, layers[i].weights, layers[i].slopes, productOf(layers[i])]),
    note: thinned(rows.length, layers.length, words)
  }
}

export function factorsTable({ factors, label }: FactorsFigure, words: ChartWords): Numbers {
  const products = runningProducts(factors)
  const rows = thinRows(factors.length, mostLayers)
  return {
    columns: [words.columns.factor, words.columns.value, label],
    rows: rows.map(i => [factors[i].name, factors[i].value, products[i + 1]]),
    note: thinned(rows.length, factors.length, words)
  }
}
