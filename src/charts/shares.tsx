import type { JSX } from 'preact'
import { type AxisLayout, layoutAxis } from './axis.ts'
import type { SharesFigure } from './figure.ts'
import { numberText } from './number.ts'
import { lookOf } from './palette.ts'
import { rowMargins } from './ridges.tsx'
import { labelsAcross, type Plot, roomy, type Size } from './size.ts'
import { HorizontalAxis, Picture, type PictureProps } from './svg-parts.tsx'
import { clean, fitWidth, textWidth } from './text.ts'
import { thinRows } from './thin.ts'
import { type ChartWords, englishWords } from './words.ts'

/** The most layers drawn; the table has more. */
const mostLayers = 40
/** Which layers are drawn: all, or evenly chosen ones. */
export const sharesRows = (count: number): number[] => thinRows(count, mostLayers)
const thick = 9
const diamond = 'M0,-6.5L6.5,0L0,6.5L-6.5,0z'

export type ShareRow = {
  readonly name: string
  readonly textAt: number
  readonly at: number
  /** Ends of the bars in px; undefined where a factor has no place. */
  readonly weights: number | undefined
  readonly slopes: number | undefined
  readonly product: number | undefined
  readonly text: string
}
export type SharesLayout = {
  readonly plot: Plot
  readonly height: number
  readonly axis: AxisLayout
  /** Where a factor neither shrinks nor grows. */
  readonly one: number
  readonly rows: readonly ShareRow[]
}

/** Weights · slopes, unless the product was measured. */
export const productOf = (layer: SharesFigure['layers'][number]): number => layer.product ?? layer.weights * layer.slopes

/** A pair of bars for every layer, from 1 to its factors; names and numbers stand beside them, or above them where it is narrow. */
export function layoutShares(figure: SharesFigure, size: Size): SharesLayout {
  const layers = sharesRows(figure.layers.length).map(i => figure.layers[i])
  const texts = layers.map(l => `${numberText(l.weights)} · ${numberText(l.slopes)} = ${numberText(productOf(l))}`)
  const beside = roomy(size)
  const [left, right] = beside ? rowMargins(layers.map(l => l.name), texts, size) : [8, size.width - 8]
  const axis = layoutAxis([1, ...layers.flatMap(l => [l.weights, l.slopes, productOf(l)])], {
    scale: 'log', from: left, to: right, labels: labelsAcross(size) - 1, tidy: true
  })
  const top = 2 * size.font + 24
  const line = beside ? 0 : size.font + 5
  const step = line + 2 * thick + 16
  const rows = layers.map((l, i): ShareRow => {
    const at = top + i * step + line + thick + 6
    const room = beside ? left - 12 : size.width - textWidth(texts[i], size.font) - 12
    return {
      name: fitWidth(clean(l.name, 80), room, size.font), textAt: beside ? at : at - thick - size.font / 2 - 4, at, text: texts[i],
      weights: axis.place(l.weights), slopes: axis.place(l.slopes), product: axis.place(productOf(l))
    }
  })
  const bottom = top + Math.max(1, rows.length) * step
  return { plot: { left, right, top, bottom }, height: bottom + 2 * size.font + 22, axis, one: axis.place(1) ?? left, rows }
}

function Pair({ row, one, width }: { readonly row: ShareRow; readonly one: number; readonly width: number }): JSX.Element {
  const { at, weights, slopes, product } = row
  const [blue, orange] = [lookOf(0), lookOf(1)]
  const span = (to: number): { x: number; width: number } =>
    ({ x: Math.min(one, to), width: Math.max(1, Math.round(Math.abs(to - one) * 10) / 10) })
  return (
    <g>
      <text x={0} y={row.textAt} dy=".35em">{row.name}</text>
      {weights !== undefined && (
        <rect class={`ds-bar ${blue.tone}`} fill={blue.color} {...span(weights)} y={at - thick - 1} height={thick} />
      )}
      {slopes !== undefined && (
        <rect class={`ds-open ${orange.tone}`} stroke={orange.color} {...span(slopes)} y={at + 1.5} height={thick - 1} />
      )}
      {product !== undefined && <path class="ds-product" transform={`translate(${product},${at})`} d={diamond} />}
      <text class="ds-strong ds-halo" x={width} y={row.textAt} dy=".35em" text-anchor="end">{row.text}</text>
    </g>
  )
}

/** Which bar is which, and which side shrinks. */
function Key({ layout: l, size, words }: { readonly layout: SharesLayout; readonly size: Size; readonly words: ChartWords }): JSX.Element {
  const y = size.font / 2 + 2
  const [blue, orange] = [lookOf(0), lookOf(1)]
  const second = textWidth(words.weights, size.font) + 38
  const third = second + textWidth(words.slopes, size.font) + 38
  const sides = l.plot.top - 8
  return (
    <g>
      <rect class={`ds-bar ${blue.tone}`} fill={blue.color} x={0} y={y - 4.5} width={18} height={thick} />
      <text x={24} y={y} dy=".35em">{words.weights}</text>
      <rect class={`ds-open ${orange.tone}`} stroke={orange.color} x={second + 0.5} y={y - 4} width={18} height={thick - 1} />
      <text x={second + 24} y={y} dy=".35em">{words.slopes}</text>
      <path class="ds-product" transform={`translate(${third + 8},${y})`} d={diamond} />
      <text x={third + 21} y={y} dy=".35em">{words.product}</text>
      {l.one - l.plot.left > 40 && <text class="ds-label" x={l.one - 8} y={sides} text-anchor="end">{`← ${words.shrinks}`}</text>}
      {l.plot.right - l.one > 40 && <text class="ds-label" x={l.one + 8} y={sides}>{`${words.grows} →`}</text>}
    </g>
  )
}

/** What the picture says, in words. */
export function describeShares(figure: SharesFigure, words = englishWords): string {
  const layers = figure.layers.slice(0, 40).map(l => {
    const weights = words.named(clean(l.name, 80), `${words.weights} ${numberText(l.weights)}`)
    return words.withValue(words.withValue(weights, words.slopes, numberText(l.slopes)), words.product, numberText(productOf(l)))
  })
  return [words.logarithmic(clean(figure.label, 120)), ...layers].join(words.semicolon)
}

/** What each layer makes of the error: weights filled, slopes open, the product a diamond; left of 1 shrinks, right of it grows. */
export function SharesPicture(props: PictureProps<SharesFigure>): JSX.Element {
  const { figure, size, id, words = englishWords } = props
  const l = layoutShares(figure, size)
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={describeShares(figure, words)} id={id}>
      <Key layout={l} size={size} words={words} />
      {l.axis.ticks.map(t => t.label && <path class="ds-grid" d={`M${t.at},${l.plot.top}V${l.plot.bottom}`} />)}
      <HorizontalAxis axis={l.axis} plot={l.plot} label={figure.label} font={size.font} />
      {l.axis.lane && (
        <text class="ds-tick" x={l.axis.lane.at} y={l.plot.bottom + size.font + 7} text-anchor="middle">{l.axis.lane.label}</text>
      )}
      <path class="ds-axis" d={roomy(size) ? `M${l.one},${l.plot.top}V${l.plot.bottom}` : l.rows.map(row => `M${l.one},${row.at - thick - 4}v${2 * thick + 8}`).join('')} />
      {l.rows.map(row => <Pair row={row} one={l.one} width={size.width} />)}
    </Picture>
  )
}
