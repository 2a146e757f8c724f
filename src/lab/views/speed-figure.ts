import type { LinesFigure, Scale, Series } from '../../charts/index.ts'
import type { LayerQuantity } from '../../experiment/index.ts'
import { seriesOf, type History } from '../state/history.ts'
import type { ViewWords } from '../words/views.ts'
import { timeFigure, type TimeFrame } from './time-figures.ts'

/** Quantities that are shares, or may be negative, stand on a linear axis; all others shrink by factors and need a logarithmic one. */
const LINEAR: Partial<Record<LayerQuantity, readonly number[]>> = { saturatedShare: [0, 1], deadShare: [0, 1], activationMean: [], weightedInputMean: [0] }

export function axisOf(quantity: LayerQuantity): { readonly scale: Scale; readonly include?: readonly number[] } {
  const include = LINEAR[quantity]
  return include ? { scale: 'linear', include } : { scale: 'log' }
}

/** One quantity of the layers compared, over epochs: this run, kept runs, and what theory expected of the start as a dashed line. */
export function speedFigure(given: {
  readonly quantity: LayerQuantity
  readonly name: string
  readonly history: History
  readonly layers: readonly number[]
  readonly nameOf: (layer: number) => string
  /** NaN where theory cannot say. */
  readonly expected: (layer: number) => number
  readonly ghosts: (quantity: LayerQuantity, layer: number) => readonly Series[]
  readonly frame: TimeFrame
  readonly words: ViewWords
}): LinesFigure {
  const { quantity, history, layers, frame, words } = given
  const live = layers.map((layer): Series => ({
    name: given.nameOf(layer), x: history.epochs, y: seriesOf(history, quantity, layer), look: layer - 1
  }))
  const figure = timeFigure(words.speed.title, { label: given.name, ...axisOf(quantity) }, live, frame, words)
  const reach = [0, figure.x.include!.at(-1)!]
  const theory = layers.flatMap((layer): Series[] => {
    const value = given.expected(layer)
    return Number.isFinite(value) ? [{ name: '', x: reach, y: [value, value], look: layer - 1, ghost: true }] : []
  })
  return { ...figure, series: [...live, ...theory, ...layers.flatMap(layer => given.ghosts(quantity, layer))] }
}
