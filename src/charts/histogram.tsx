import type { JSX } from 'preact'
import { type AxisLayout, layoutAxis } from './axis.ts'
import { bulkOf, countOf, writtenSummary } from './distribution.ts'
import type { HistogramFigure } from './figure.ts'
import { layoutRidges, type Ridge, ridgeHeight, ridgeRows, RidgeView, rowMargins } from './ridges.tsx'
import { labelsAcross, type Plot, type Size } from './size.ts'
import { HorizontalAxis, Picture, type PictureProps } from './svg-parts.tsx'
import { clean } from './text.ts'
import { type ChartWords, englishWords } from './words.ts'

export type HistogramLayout = {
  readonly plot: Plot
  readonly height: number
  readonly x: AxisLayout
  readonly ridges: readonly Ridge[]
}

/** Lays distributions out one below the other; the axis shows 99 % of every layer and what `include` asks for. */
export function layoutHistogram(figure: HistogramFigure, size: Size, words: ChartWords = englishWords): HistogramLayout {
  const rows = ridgeRows(figure.layers.length)
  const height = ridgeHeight(size.plotHeight, rows.length)
  const [left, right] = rowMargins(rows.map(i => figure.layers[i].name), [], size)
  const plot = { left, right, top: 2, bottom: 2 + height * Math.max(1, rows.length) }
  const values = [...(figure.x.include ?? []), ...rows.flatMap(i => bulkOf(figure.layers[i]))]
  const x = layoutAxis(values, { scale: 'linear', from: left, to: right, labels: labelsAcross(size), pad: 0.02, group: words.group })
  return {
    plot, height: plot.bottom + 2 * size.font + 22, x,
    ridges: layoutRidges(figure.layers, rows, x, plot, plot.top, height, size.font)
  }
}

/** What the picture says, in words. */
export function describeHistogram(figure: HistogramFigure, words = englishWords): string {
  const layers = figure.layers.slice(0, 30).map(layer => {
    const { low, median, high } = writtenSummary(layer)
    const name = clean(layer.name, 80)
    return countOf(layer) === 0 ? words.noFiniteValue(name) : words.spreadOf(name, median, low, high)
  })
  return [words.horizontal(clean(figure.x.label, 120)), ...layers].join(words.semicolon)
}

/** Distributions at one width: a row a layer with its name, the middle nine tenths as a line below each ridge, a tick at the median. */
export function HistogramPicture(props: PictureProps<HistogramFigure>): JSX.Element {
  const { figure, size, id, words = englishWords } = props
  const l = layoutHistogram(figure, size, words)
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={describeHistogram(figure, words)} id={id}>
      {l.x.ticks.map(t => t.label && <path class="ds-grid" d={`M${t.at},${l.plot.top}V${l.plot.bottom}`} />)}
      <HorizontalAxis axis={l.x} plot={l.plot} label={figure.x.label} font={size.font} />
      {l.ridges.map(ridge => <RidgeView ridge={ridge} plot={l.plot} />)}
    </Picture>
  )
}
