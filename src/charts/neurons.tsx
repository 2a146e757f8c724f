import type { JSX } from 'preact'
import type { NeuronsFigure } from './figure.ts'
import { numberText } from './number.ts'
import { palette } from './palette.ts'
import type { Size } from './size.ts'
import { Picture, type PictureProps } from './svg-parts.tsx'
import { clean, fitWidth, textWidth } from './text.ts'
import { type ChartWords, englishWords } from './words.ts'
import { tickStep } from './ticks.ts'

/** The most neurons drawn in a layer, and layers in a figure. */
export const mostNeurons = 60
const mostLayers = 24

export type NeuronBar = { readonly y: number; readonly width: number; readonly negative: boolean; readonly missing: boolean }
type NeuronColumn = {
  readonly name: string
  readonly note: string
  readonly x: number
  readonly y: number
  readonly bars: readonly NeuronBar[]
}
export type NeuronsLayout = {
  readonly height: number
  readonly radius: number
  readonly columns: readonly NeuronColumn[]
  /** The length in px of `scale` units. */
  readonly bar: { readonly value: number; readonly width: number; readonly y: number }
}

/** Columns of neurons, as many a row as leave each 76 px and its name whole; one scale for all, so that lengths compare. */
export function layoutNeurons(figure: NeuronsFigure, size: Size, words: ChartWords = englishWords): NeuronsLayout {
  const layers = figure.layers.slice(0, mostLayers)
  const widest = layers.reduce((w, l) => Math.max(w, textWidth(clean(l.name, 24), size.font) + 10), 76)
  const fitting = Math.max(1, Math.min(layers.length, Math.floor(size.width / widest)))
  const perRow = Math.ceil(layers.length / Math.max(1, Math.ceil(layers.length / fitting))) || 1
  const column = size.width / perRow
  const shown = layers.map(l => l.values.slice(0, mostNeurons))
  const most = shown.reduce((n, v) => Math.max(n, v.length), 1)
  const step = most <= 12 ? 24 : most <= 24 ? 18 : 13
  const radius = step / 2 - 2
  const largest = shown.flat().reduce((m, v) => (Number.isFinite(v) ? Math.max(m, Math.abs(v)) : m), 0)
  const reach = Math.min(column / 2 - 8, 190)
  const pixels = (v: number): number => Math.round(Math.min(1, Math.abs(v) / largest) * reach * 10) / 10
  const head = size.font + 16
  const rowHeight = head + size.font + most * step + 14
  const columns = layers.map((layer, i) => ({
    name: fitWidth(clean(layer.name, 80), column - 8, size.font),
    note: layer.values.length > mostNeurons ? fitWidth(words.firstOf(mostNeurons, layer.values.length), column - 4, size.font - 1) : '',
    x: Math.round((i % perRow + 0.5) * column * 10) / 10,
    y: Math.floor(i / perRow) * rowHeight + size.font,
    bars: shown[i].map((v, k) => ({
      y: Math.floor(i / perRow) * rowHeight + head + size.font + k * step,
      width: largest > 0 && Number.isFinite(v) ? pixels(v) : 0, negative: v < 0, missing: !Number.isFinite(v)
    }))
  }))
  const bottom = Math.max(1, Math.ceil(layers.length / perRow)) * rowHeight
  const value = largest > 0 && largest < 1e300 ? tickStep(0, largest, 2) : largest
  return { height: bottom + size.font + 10, radius, columns, bar: { value, width: largest > 0 ? pixels(value) : 0, y: bottom } }
}

function Column({ column, radius }: { readonly column: NeuronColumn; readonly radius: number }): JSX.Element {
  const { x, bars } = column
  const thick = Math.max(4, Math.round(radius * 0.8))
  return (
    <g>
      <text class="ds-head" x={x} y={column.y} text-anchor="middle">{column.name}</text>
      {column.note && <text class="ds-tick" x={x} y={column.y + 14} font-size={11} text-anchor="middle">{column.note}</text>}
      {bars.length > 0 && <path class="ds-grid" d={`M${x},${bars[0].y - radius}V${bars.at(-1)!.y + radius}`} />}
      {bars.map(b => <circle class={b.missing ? 'ds-neuron ds-missing' : 'ds-neuron'} cx={x} cy={b.y} r={radius} />)}
      {bars.map(b => !b.missing && (
        <rect
          class={`ds-bar ds-s${b.negative ? 1 : 0}`} x={Math.round((b.negative ? x - b.width : x) * 10) / 10} y={b.y - thick / 2}
          width={b.width} height={thick} fill={palette[b.negative ? 1 : 0]}
        />
      ))}
    </g>
  )
}

/** What the picture says, in words. */
export function describeNeurons(figure: NeuronsFigure, words = englishWords): string {
  const layers = figure.layers.slice(0, 12).map(l => {
    let [largest, sum, n] = [0, 0, 0]
    for (const v of l.values) {
      if (!Number.isFinite(v)) continue
      largest = Math.max(largest, Math.abs(v))
      sum += Math.abs(v)
      n++
    }
    return words.neuronsOfLayer(clean(l.name, 60), n, numberText(n > 0 ? sum / n : 0), numberText(largest))
  })
  return [words.signedNeurons(clean(figure.unit, 60)), ...layers].join(words.semicolon)
}

/** The book's picture at one width: each neuron a circle with its value as a bar from the centre, one column a layer. */
export function NeuronsPicture(props: PictureProps<NeuronsFigure>): JSX.Element {
  const { figure, size, id, words = englishWords } = props
  const l = layoutNeurons(figure, size, words)
  const { bar } = l
  const end = Math.round((2 + bar.width) * 10) / 10
  const key = bar.width > 0 ? words.barLength(numberText(bar.value, 3, true), clean(figure.unit, 60)) : words.allZero
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={describeNeurons(figure, words)} id={id}>
      {l.columns.map(c => <Column column={c} radius={l.radius} />)}
      {bar.width > 0 && <path class="ds-error" d={`M2,${bar.y}H${end}M2,${bar.y - 4}v8M${end},${bar.y - 4}v8`} />}
      <text x={bar.width + 12} y={bar.y} dy=".35em">
        {fitWidth(key, size.width - bar.width - 12, size.font)}
      </text>
    </Picture>
  )
}
