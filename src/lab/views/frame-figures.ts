import type { Distribution, HistogramFigure, SlopesFigure } from '../../charts/index.ts'
import type { ActivationName, Experiment, LayerQuantity } from '../../experiment/index.ts'
import { activations } from '../../network/index.ts'
import type { Frame, Histogram } from '../../player/index.ts'
import type { PanelWords } from '../words/views.panels.ts'

/** The letter for an activation function: the book's σ for the sigmoid, else φ. */
export const letterOf = (activation: ActivationName): string => (activation === 'sigmoid' ? 'σ' : 'φ')

/** A reading of the moment that is drawn; NaN where it was not read. */
type Reading = (quantity: LayerQuantity, layer: number) => number

/** The values of one layer, with their mean and deviation where these were read. */
function distribution(name: string, { low, high, counts, nonFinite }: Histogram, mean: number, variance: number): Distribution {
  const measured = Number.isFinite(mean) && Number.isFinite(variance) ? { mean, deviation: Math.sqrt(variance) } : {}
  return { name, low, high, counts, nonFinite, ...measured }
}

/** Hidden layers: they have the activation function that the network is named after. */
const hidden = (frame: Frame): Frame['layers'] => frame.layers.slice(0, -1)

/** Samples of the slope's curve: enough for a corner to look like one. */
const SAMPLES = 241

/** The slope of the hidden layers' activation with each layer's z under it. */
export function slopesFigure(
  frame: Frame, { network }: Experiment, slope: (layer: number) => number, w: PanelWords, read: Reading = () => NaN
): SlopesFigure {
  const { derivative } = activations[network.activation]
  const reach = Math.min(1e6, Math.max(4, ...hidden(frame).flatMap(({ weightedInput: z }) => quantiles(z, 0.005).map(Math.abs))))
  const x = Float64Array.from({ length: SAMPLES }, (_, i) => reach * ((2 * i) / (SAMPLES - 1) - 1))
  return {
    kind: 'slopes', title: w.slopes.title, caption: '', x: { label: w.slopes.z, scale: 'linear', include: [-reach, reach] },
    y: { label: w.slopes.slope(letterOf(network.activation)), scale: 'linear' },
    curve: { x, y: x.map(derivative) },
    layers: hidden(frame).map(({ weightedInput }, i) => {
      const measured = slope(i + 1)
      const values = distribution(w.layer(i + 1), weightedInput, read('weightedInputMean', i + 1), read('weightedInputVariance', i + 1))
      return { ...values, ...(Number.isFinite(measured) ? { slope: measured } : {}) }
    })
  }
}

/** How each layer's activations are spread. */
export function activationsFigure(frame: Frame, { network }: Experiment, w: PanelWords, read: Reading = () => NaN): HistogramFigure {
  const signed = [-1, 1]
  const bounds: Partial<Record<ActivationName, readonly number[]>> =
    { sigmoid: [0, 1], tanh: signed, softsign: signed, hardTanh: signed, erf: signed }
  return {
    kind: 'histogram', title: w.activations.title, caption: '',
    x: { label: w.activations.a, scale: 'linear', include: bounds[network.activation] ?? [0] },
    layers: hidden(frame).map(({ activation }, i) => distribution(w.layer(i + 1), activation, read('activationMean', i + 1), read('activationVariance', i + 1)))
  }
}

/** The values below and above which a share `tail` of all lies, true to a bin. */
export function quantiles({ low, high, counts }: Histogram, tail: number): [number, number] {
  const all = counts.reduce((sum, n) => sum + n, 0)
  const width = (high - low) / counts.length
  let [first, last] = [0, counts.length]
  let [below, above] = [counts[0]!, counts[last - 1]!]
  while (first < last && below <= tail * all) below += counts[++first] ?? 0
  while (last > first && above <= tail * all) above += counts[--last - 1] ?? 0
  return [low + first * width, low + last * width]
}
