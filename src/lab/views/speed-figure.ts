import { drawnSeries, type LinesFigure, type Scale, type Series, type TableFigure } from '../../charts/index.ts'
import type { LayerQuantity } from '../../experiment/index.ts'
import { seriesOf, type History } from '../state/history.ts'
import type { ViewWords } from '../words/views.ts'
import { drawnSaid, type Said } from './said.tsx'
import { timeFigure, type TimeFrame } from './time-figures.ts'

/** Quantities that are shares, or may be negative, stand on a linear axis; all others shrink by factors and need a logarithmic one. */
const LINEAR: Partial<Record<LayerQuantity, readonly number[]>> =
  { saturatedShare: [0, 1], deadShare: [0, 1], activationMean: [], weightedInputMean: [0] }

export function axisOf(quantity: LayerQuantity): { readonly scale: Scale; readonly include?: readonly number[] } {
  const include = LINEAR[quantity]
  return include ? { scale: 'linear', include } : { scale: 'log' }
}

/** What the chart of one quantity is of. */
export interface SpeedGiven {
  readonly quantity: LayerQuantity
  /** What the quantity is called. */
  readonly name: string
  readonly history: History
  readonly layers: readonly number[]
  readonly marked: number | null
  readonly nameOf: (layer: number) => string
  /** What theory expects at the start; NaN where it cannot say. */
  readonly expected: (layer: number) => number
  readonly words: ViewWords
}

/** Of more layers theory's lines go across the chart only for the one that is pointed at: the others' would bury the curves. */
export const FEW = 4
const SHORT = 0.1

type Ghosts = (quantity: LayerQuantity, layer: number) => readonly Series[]

/** One quantity of the layers compared, over epochs: this run, what theory expected of the start as a dashed line, and kept runs. */
export function speedFigure(given: SpeedGiven, ghosts: Ghosts, frame: TimeFrame): LinesFigure {
  const { quantity, history, layers, words } = given
  const live = layers.map((layer): Series => ({
    name: given.nameOf(layer), short: String(layer), x: history.epochs, y: seriesOf(history, quantity, layer), look: layer - 1
  }))
  const figure = timeFigure(words.speed.title, { label: given.name, ...axisOf(quantity) }, live, frame, words)
  const end = figure.x.include!.at(-1)!
  const theory = layers.flatMap((layer): Series[] => {
    const value = given.expected(layer)
    const reach = layers.length <= FEW || layer === given.marked ? end : SHORT * end
    return Number.isFinite(value) ? [{ name: '', x: [0, reach], y: [value, value], look: layer - 1, ghost: 'theory' }] : []
  })
  return { ...figure, series: [...live, ...theory, ...layers.flatMap(layer => ghosts(quantity, layer))] }
}

/** How many layers are drawn of how many, of this run and of kept ones, where it is not all. */
export function speedDrawn({ series }: LinesFigure, w: ViewWords): Said {
  const drawn = drawnSeries(series)
  const layers = (of: readonly Series[], is: (ghost: Series['ghost']) => boolean): number => new Set(of.filter(s => is(s.ghost)).map(s => s.look)).size
  const own = (ghost: Series['ghost']): boolean => ghost === undefined
  const kept = (ghost: Series['ghost']): boolean => typeof ghost === 'number'
  return [...drawnSaid(layers(drawn, own), layers(series, own), w.drawn), ...drawnSaid(layers(drawn, kept), layers(series, kept), w.drawnKept)]
}

/** The figure's own curves as a table's, without those of theory and of kept runs, which have other epochs. */
export const withoutGhosts = (figure: LinesFigure): LinesFigure => ({ ...figure, series: figure.series.filter(series => !series.ghost) })

/** What theory expected of each layer beside what its draw had; null where theory says nothing. */
export function theoryTable(given: SpeedGiven): TableFigure | null {
  const { quantity, history, layers, nameOf, expected, words: { speed } } = given
  const rows = layers.filter(layer => Number.isFinite(expected(layer)))
    .map(layer => [nameOf(layer), expected(layer), seriesOf(history, quantity, layer)[0] ?? NaN])
  const columns = [speed.layerColumn, speed.expectedColumn, speed.drawnColumn]
  return rows.length === 0 ? null : { kind: 'table', title: speed.theoryTitle, caption: '', columns, rows }
}
