import { tickStep } from 'd3-array'
import type { NetworkFigure, NetworkLayer } from './figure.ts'
import { numberText } from './number.ts'
import type { Size } from './size.ts'
import { clean, fitWidth, textWidth } from './text.ts'
import { thinRows } from './thin.ts'
import { type ChartWords, englishWords } from './words.ts'

/** The most neurons drawn in a column; a column needs at least so many px. */
const mostNeurons = 60
const leastPitch = 13
/** The most lines drawn between two columns, the strongest; fewer where columns stand close, or they would grey the picture. */
const mostLines = (pitch: number): number => Math.round(Math.min(450, Math.max(40, 2.2 * pitch)))

/** Lines of one sign and strength as one path: a network redraws 15 times a second. */
export type Wires = { readonly path: string; readonly negative: boolean; readonly strength: 0 | 1 | 2 }

export type NetworkColumn = {
  /** Layers are numbered from 1. */
  readonly layer: number
  readonly name: string
  /** "first 60 of 100", or nothing. */
  readonly note: string
  readonly norm: string
  readonly x: number
  readonly top: number
  readonly bottom: number
  readonly neurons: string
  readonly missing: string
  readonly positive: string
  readonly negative: string
  readonly wires: readonly Wires[]
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
  readonly bar: { readonly value: number; readonly width: number }
  readonly keyAt: number
  readonly anyWires: boolean
  /** "24 of 80 layers", or nothing. */
  readonly left: string
}

const tenth = (x: number): number => Math.round(x * 10) / 10
const circle = (x: number, y: number, r: number): string => `M${tenth(x - r)},${tenth(y)}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`
const box = (x: number, y: number, width: number, height: number): string =>
  `M${tenth(x)},${tenth(y - height / 2)}h${tenth(width)}v${tenth(height)}h${tenth(-width)}z`

type Geometry = { readonly step: number; readonly radius: number; readonly reach: number; readonly middle: number; readonly largest: number }

const heightOf = (k: number, count: number, { middle, step }: Geometry): number => middle + (k - (count - 1) / 2) * step
const shownOf = (layer: NetworkLayer): number => Math.min(mostNeurons, layer.values.length)

/** The neurons of a column and their signed bars, as four paths. */
function neuronsOf(layer: NetworkLayer, x: number, g: Geometry): Pick<NetworkColumn, 'neurons' | 'missing' | 'positive' | 'negative'> {
  let [neurons, missing, positive, negative] = ['', '', '', '']
  const thick = Math.max(2, g.radius * 0.8)
  const count = shownOf(layer)
  for (let k = 0; k < count; k++) {
    const [value, y] = [layer.values[k], heightOf(k, count, g)]
    if (!Number.isFinite(value)) {
      missing += circle(x, y, g.radius)
      continue
    }
    neurons += circle(x, y, g.radius)
    const width = g.largest > 0 ? Math.min(1, Math.abs(value) / g.largest) * g.reach : 0
    if (width < 0.05) continue
    if (value < 0) negative += box(x - width, y, width, thick)
    else positive += box(x, y, width, thick)
  }
  return { neurons, missing, positive, negative }
}

/** The bound that leaves so many of the strongest, all of a fifth of the largest at least. */
function weakest(sizes: Float64Array, largest: number, most: number): number {
  const strong = sizes.filter(s => s >= 0.2 * largest)
  return strong.length <= most ? 0.2 * largest : strong.sort()[strong.length - most]
}

/** Lines from column to column, in three strengths by |w| beside the layer's largest. */
function wiresOf(layer: NetworkLayer, before: NetworkLayer, from: number, to: number, g: Geometry): Wires[] {
  const [units, fanIn] = [layer.values.length, before.values.length]
  const { weights } = layer
  if (!weights || weights.length !== units * fanIn || to - from - 2 * g.radius < 8) return []
  const [rows, columns] = [shownOf(layer), shownOf(before)]
  const sizes = new Float64Array(rows * columns)
  let largest = 0
  for (let j = 0; j < rows; j++) {
    for (let k = 0; k < columns; k++) {
      const size = Math.abs(weights[j * fanIn + k])
      sizes[j * columns + k] = Number.isFinite(size) ? size : 0
      largest = Math.max(largest, sizes[j * columns + k])
    }
  }
  if (largest === 0) return []
  const bound = weakest(sizes, largest, mostLines(to - from))
  const paths = ['', '', '', '', '', '']
  const [x0, dx] = [tenth(from + g.radius), tenth(to - from - 2 * g.radius)]
  for (let j = 0; j < rows; j++) {
    const y1 = heightOf(j, rows, g)
    for (let k = 0; k < columns; k++) {
      const size = sizes[j * columns + k]
      if (size < bound) continue
      const y0 = heightOf(k, columns, g)
      const strength = size > 0.7 * largest ? 2 : size > 0.42 * largest ? 1 : 0
      paths[strength + (weights[j * fanIn + k] < 0 ? 3 : 0)] += `M${x0},${tenth(y0)}l${dx},${tenth(y1 - y0)}`
    }
  }
  return paths.flatMap((path, i) => (path === '' ? [] : [{ path, negative: i >= 3, strength: (i % 3) as 0 | 1 | 2 }]))
}

const largestOf = (layers: readonly NetworkLayer[]): number => layers.reduce((most, layer) => {
  for (let k = 0; k < shownOf(layer); k++) if (Number.isFinite(layer.values[k])) most = Math.max(most, Math.abs(layer.values[k]))
  return most
}, 0)

/** Whether column i of narrow ones carries its number: about one in 24 px, and the last without its neighbours. */
const numbered = (i: number, count: number, pitch: number): boolean =>
  i === count - 1 || (i % Math.ceil(24 / pitch) === 0 && (count - 1 - i) * pitch >= 22)

/** How many of a layer's neurons are drawn, as far as there is room to say so. */
function noteOf(count: number, pitch: number, font: number, words: ChartWords): string {
  if (count <= mostNeurons) return ''
  return [words.firstOf(mostNeurons, count), `${mostNeurons}/${count}`].find(t => textWidth(t, font) <= pitch - 4) ?? ''
}

/** The columns that fit, first and last always among them; wires only between neighbours. */
function columnsOf(figure: NetworkFigure, rows: readonly number[], start: number, pitch: number, g: Geometry, size: Size, words: ChartWords): NetworkColumn[] {
  return rows.map((index, i) => {
    const layer = figure.layers[index]
    const x = tenth(start + (i + 0.5) * pitch)
    const count = shownOf(layer)
    const full = clean(layer.name, 80)
    const whole = textWidth(full, size.font) <= pitch - 8
    const before = i > 0 && rows[i - 1] === index - 1 ? figure.layers[index - 1] : undefined
    return {
      layer: index + 1, x,
      name: whole ? full : pitch >= 70 ? fitWidth(full, pitch - 8, size.font) : numbered(i, rows.length, pitch) ? String(index + 1) : '',
      note: noteOf(layer.values.length, pitch, size.font - 2, words),
      norm: layer.norm === undefined ? '' : numberText(layer.norm, 2),
      top: tenth(heightOf(0, count, g) - g.step / 2), bottom: tenth(heightOf(count - 1, count, g) + g.step / 2),
      ...neuronsOf(layer, x, g),
      wires: before ? wiresOf(layer, before, x - pitch, x, g) : []
    }
  })
}

/** Lays a network out in the given width; up to 60 neurons a column, as tall as `plotHeight` where 7 to 24 px a neuron allow. */
export function layoutNetwork(figure: NetworkFigure, size: Size, words: ChartWords = englishWords): NetworkLayout {
  const { font, width } = size
  const inputs = width < 480 ? 30 : 44
  const most = Math.max(1, Math.floor((width - inputs - 6) / leastPitch))
  const rows = thinRows(figure.layers.length, most)
  const pitch = (width - inputs) / Math.max(1, rows.length)
  const shown = rows.map(i => figure.layers[i])
  const tallest = shown.reduce((n, l) => Math.max(n, shownOf(l)), 1)
  const step = Math.min(24, Math.max(7, size.plotHeight / tallest))
  const radius = tenth(Math.max(2, Math.min(10, step / 2 - 1.5, pitch / 5)))
  const noted = shown.some(l => l.values.length > mostNeurons)
  const top = font + 14 + (noted ? font : 0)
  const bottom = top + Math.max(tallest * step, 90)
  const reach = Math.max(3, Math.min(pitch * 0.42, 90))
  const largest = largestOf(shown)
  const g: Geometry = { step, radius, reach, largest, middle: (top + bottom) / 2 }
  const columns = columnsOf(figure, rows, inputs, pitch, g, size, words)
  const widest = columns.reduce((w, c) => Math.max(w, textWidth(c.norm, font)), 0)
  const turned = widest > pitch - 4
  const normAt = bottom + 10
  const keyAt = normAt + (widest === 0 ? 0 : turned ? widest + 10 : font + 10) + 14
  const wired = columns.some(c => c.wires.length > 0)
  const value = largest > 0 && largest < 1e300 ? tickStep(0, largest, 2) : largest
  return {
    height: keyAt + font + (wired && width < 480 ? font + 8 : 0), top, bottom, pitch, columns, turned, normAt, keyAt,
    block: { x: 1, width: inputs - 12, top: (top + bottom) / 2 - 60 < top ? top : top + 2, bottom: bottom - 2, name: clean(figure.inputs, 40) },
    bar: { value, width: largest > 0 ? tenth((value / largest) * reach) : 0 },
    anyWires: wired,
    left: rows.length < figure.layers.length ? words.layersShown(rows.length, figure.layers.length) : ''
  }
}
