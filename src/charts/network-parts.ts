import type { NetworkLayer } from './figure.ts'

/** The most neurons drawn in a column. */
export const mostNeurons = 60
/** The most lines drawn between two columns, the strongest; fewer where columns stand close, or they would grey the picture. */
const mostLines = (pitch: number): number => Math.round(Math.min(450, Math.max(40, 2.2 * pitch)))

/** Lines of one sign and strength as one path: a network redraws 15 times a second. */
export type Wires = { readonly path: string; readonly negative: boolean; readonly strength: 0 | 1 | 2 }

export const tenth = (x: number): number => Math.round(x * 10) / 10
const circle = (x: number, y: number, r: number): string =>
  `M${tenth(x - r)},${tenth(y)}a${r},${r} 0 1 0 ${tenth(2 * r)},0a${r},${r} 0 1 0 ${tenth(-2 * r)},0`
const box = (x: number, y: number, width: number, height: number): string =>
  `M${tenth(x)},${tenth(y - height / 2)}h${tenth(width)}v${tenth(height)}h${tenth(-width)}z`

/** Where neurons stand: px from one to the next, their radius, the longest bar, the middle of all columns, and the largest |value|. */
export type Geometry = {
  readonly step: number
  readonly radius: number
  readonly reach: number
  readonly middle: number
  readonly largest: number
}

export const heightOf = (k: number, count: number, { middle, step }: Geometry): number => middle + (k - (count - 1) / 2) * step
export const shownOf = (layer: NetworkLayer): number => Math.min(mostNeurons, layer.values.length)

/** Path data: circles of neurons, of those without a finite value, and their bars to the right and to the left. */
export type Neurons = { readonly neurons: string; readonly missing: string; readonly positive: string; readonly negative: string }

/** The neurons of a column and their signed bars, as four paths. */
export function neuronsOf(layer: NetworkLayer, x: number, g: Geometry): Neurons {
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
    const width = g.largest > 0 && layer.bars !== false ? Math.min(1, Math.abs(value) / g.largest) * g.reach : 0
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

/** |w| of the neurons that are drawn, row-major, and the largest of them; what is not finite counts as 0. */
function strengthsOf(weights: ArrayLike<number>, fanIn: number, rows: number, columns: number): { sizes: Float64Array; largest: number } {
  const sizes = new Float64Array(rows * columns)
  let largest = 0
  for (let j = 0; j < rows; j++) {
    for (let k = 0; k < columns; k++) {
      const size = Math.abs(weights[j * fanIn + k])
      if (!Number.isFinite(size)) continue
      sizes[j * columns + k] = size
      largest = Math.max(largest, size)
    }
  }
  return { sizes, largest }
}

/** Lines from column to column, in three strengths by |w| beside the layer's largest. */
export function wiresOf(layer: NetworkLayer, before: NetworkLayer, from: number, to: number, g: Geometry): Wires[] {
  const [units, fanIn] = [layer.values.length, before.values.length]
  const { weights } = layer
  if (!weights || weights.length !== units * fanIn || to - from - 2 * g.radius < 8) return []
  const [rows, columns] = [shownOf(layer), shownOf(before)]
  const { sizes, largest } = strengthsOf(weights, fanIn, rows, columns)
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
