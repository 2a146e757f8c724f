import type { NetworkFigure, NetworkLayer } from './figure.ts'
import {
  type Geometry, heightOf, mostNeurons, type Neurons, neuronsOf, shownOf, tenth, type Wires, wiresOf
} from './network-parts.ts'
import { grouped, numberText } from './number.ts'
import type { Size } from './size.ts'
import { clean, fitWidth, textWidth } from './text.ts'
import { thinRows } from './thin.ts'
import { type ChartWords, englishWords } from './words.ts'
import { tickStep } from './ticks.ts'

/** A column needs at least so many px. */
const leastPitch = 13

export type NetworkColumn = Neurons & {
  /** Layers are numbered from 1. */
  readonly layer: number
  readonly name: string
  /** Where the name stands: its middle, or its end where the last one reaches over its neighbours. */
  readonly nameAt: number
  readonly nameEnds: boolean
  /** "first 60 of 100", or nothing. */
  readonly note: string
  readonly norm: string
  readonly x: number
  readonly top: number
  readonly bottom: number
  readonly wires: readonly Wires[]
}

/** What a bar's length means, and which layers are left out, in `text`; `signs`: where the kinds of lines are explained, if there are any. */
export type NetworkKey = {
  readonly at: number
  readonly bar: number
  readonly text: string
  readonly signs: readonly { readonly text: string; readonly at: readonly [number, number] }[]
}

export type NetworkLayout = {
  readonly height: number
  readonly top: number
  readonly bottom: number
  readonly pitch: number
  readonly block: { readonly x: number; readonly width: number; readonly top: number; readonly bottom: number; readonly name: string }
  readonly columns: readonly NetworkColumn[]
  /** Whether norms stand upright, because columns are narrow. */
  readonly turned: boolean
  readonly normAt: number
  readonly key: NetworkKey
}

const largestOf = (layers: readonly NetworkLayer[]): number => layers.reduce((most, layer) => {
  if (layer.bars === false) return most
  for (let k = 0; k < shownOf(layer); k++) if (Number.isFinite(layer.values[k])) most = Math.max(most, Math.abs(layer.values[k]))
  return most
}, 0)

/** Whether bars have values and none that could be drawn. */
function noneFinite(layers: readonly NetworkLayer[]): boolean {
  const drawn = layers.filter(({ bars, values }) => bars !== false && values.length > 0)
  return drawn.length > 0 && drawn.every(({ values }) => !Array.from(values).some(Number.isFinite))
}

/** How much wider strong text is than `textWidth` says. */
const bold = 1.1

/** The room that the last name may take when columns are narrow: it is the output, which no number says. */
const longestLast = 72

/** Whether column i of narrow ones carries its number: one in `room` px, and none where the last name of `last` px ends the row. */
const numbered = (i: number, count: number, pitch: number, room: number, last: number): boolean =>
  i === count - 1 || (i % Math.ceil(room / pitch) === 0 && (count - 0.5 - i) * pitch >= last + room / 2 + 4)

/** How many of a layer's neurons are drawn, as far as there is room to say so. */
function noteOf(count: number, pitch: number, font: number, words: ChartWords): string {
  if (count <= mostNeurons) return ''
  return [words.firstOf(mostNeurons, count), `${mostNeurons}/${count}`].find(t => textWidth(t, font) <= pitch - 4) ?? ''
}

/** The columns that fit, first and last always among them; wires only between neighbours. */
function columnsOf(
  { layers }: NetworkFigure, rows: readonly number[], start: number, pitch: number, g: Geometry, font: number, group: string
): Omit<NetworkColumn, 'note'>[] {
  const end = start + rows.length * pitch
  const lastName = clean(layers[rows.at(-1) ?? 0]?.name, 80)
  const last = bold * textWidth(lastName, font)
  const lastWhole = last > pitch - 6 && pitch < 70 && last <= Math.min(longestLast, end - start)
  const room = Math.max(24, bold * textWidth(String(layers.length), font) + 8)
  return rows.map((index, i) => {
    const layer = layers[index]
    const ends = lastWhole && i === rows.length - 1
    const x = tenth(start + (i + 0.5) * pitch)
    const count = shownOf(layer)
    const full = clean(layer.name, 80)
    const whole = ends || bold * textWidth(full, font) <= pitch - 6
    const number = numbered(i, rows.length, pitch, room, lastWhole ? last : pitch / 2 + 8) ? String(index + 1) : ''
    const before = i > 0 && rows[i - 1] === index - 1 ? layers[index - 1] : undefined
    return {
      layer: index + 1, x, nameAt: ends ? tenth(end) : x, nameEnds: ends,
      name: whole ? full : pitch >= 70 ? fitWidth(full, (pitch - 6) / 1.1, font) : number,
      norm: layer.norm === undefined ? '' : Number.isNaN(layer.norm) ? '–' : grouped(numberText(layer.norm, 2), group),
      top: tenth(heightOf(0, count, g) - g.step / 2), bottom: tenth(heightOf(count - 1, count, g) + g.step / 2),
      ...neuronsOf(layer, x, g),
      wires: before ? wiresOf(layer, before, x - pitch, x, g) : []
    }
  })
}

/** The key on one line, or on two where one is too short. */
function keyOf(figure: NetworkFigure, shown: number, wired: boolean, g: Geometry, at: number, size: Size, words: ChartWords): NetworkKey {
  const { font, width } = size
  const value = g.largest > 0 && g.largest < 1e300 ? tickStep(0, g.largest, 2) : g.largest
  const bar = g.largest > 0 ? tenth((value / g.largest) * g.reach) : 0
  const length = g.largest > 0 ? words.barLength(grouped(numberText(value, 3, true), words.group), clean(figure.unit, 60)) : noneFinite(figure.layers) ? words.noneFinite : words.allZero
  const full = shown < figure.layers.length ? `${length}${words.semicolon}${words.layersShown(shown, figure.layers.length)}` : length
  const start = bar > 0 ? bar + 12 : 0
  const signs = [words.positiveWeight, words.negativeWeight].map(text => ({ text, width: textWidth(text, font) + 40 }))
  const beside = start + textWidth(full, font) + signs[0].width + signs[1].width <= width
  // A sign is a line and its text, and then 12 px: at the right these are for signs that a font draws wider than textWidth thinks.
  const places = beside ? [width - signs[1].width - signs[0].width, width - signs[1].width] : [2, signs[0].width + 6]
  return {
    at, bar, text: fitWidth(full, width - start, font),
    signs: wired ? signs.map(({ text }, i) => ({ text, at: [places[i], beside ? at : at + font + 8] as const })) : []
  }
}

/** The rectangle of neurons: as tall as `plotHeight` where 7 to 24 px a neuron allow. */
function geometryOf(shown: readonly NetworkLayer[], pitch: number, size: Size): Geometry & { top: number; bottom: number } {
  const tallest = shown.reduce((n, l) => Math.max(n, shownOf(l)), 1)
  const step = Math.min(24, Math.max(7, size.plotHeight / tallest))
  const top = size.font + 14 + (shown.some(l => l.values.length > mostNeurons) ? size.font : 0)
  const bottom = top + Math.max(tallest * step, 90)
  return {
    step, top, bottom, middle: (top + bottom) / 2, largest: largestOf(shown),
    radius: tenth(Math.max(2, Math.min(10, step / 2 - 1.5, pitch / 5))), reach: Math.max(3, Math.min(pitch * 0.42, 90))
  }
}

/** Lays a network out in the given width; up to 60 neurons a column. */
export function layoutNetwork(figure: NetworkFigure, size: Size, words: ChartWords = englishWords): NetworkLayout {
  const { font, width } = size
  const inputs = width < 480 ? 30 : 44
  const rows = thinRows(figure.layers.length, Math.max(1, Math.floor((width - inputs - 6) / leastPitch)))
  const pitch = (width - inputs) / Math.max(1, rows.length)
  const g = geometryOf(rows.map(i => figure.layers[i]), pitch, size)
  const columns = columnsOf(figure, rows, inputs, pitch, g, font, words.group)
    .map(c => ({ ...c, note: noteOf(figure.layers[c.layer - 1].values.length, pitch, font - 2, words) }))
  const widest = columns.reduce((w, c) => Math.max(w, bold * textWidth(c.norm, font)), 0)
  const turned = widest > pitch - 4
  const normAt = g.bottom + 10
  const keyAt = normAt + (widest === 0 ? 0 : turned ? widest + 10 : font + 10) + 14
  const key = keyOf(figure, rows.length, columns.some(c => c.wires.length > 0), g, keyAt, size, words)
  return {
    height: (key.signs[0]?.at[1] ?? keyAt) + font, top: g.top, bottom: g.bottom, pitch, columns, turned, normAt, key,
    block: { x: 1, width: inputs - 12, top: g.top + 2, bottom: g.bottom - 2, name: clean(figure.inputs, 40) }
  }
}
