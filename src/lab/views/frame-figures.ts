import type { Distribution, HistogramFigure, NetworkFigure, SlopesFigure } from '../../charts/index.ts'
import type { ActivationName, Experiment } from '../../experiment/index.ts'
import { activations } from '../../network/index.ts'
import type { Frame, Histogram } from '../../player/index.ts'
import type { ViewWords } from '../words/views.ts'
import { euclideanNorm } from './moment.ts'

/** The network with its neurons, bars, weights and ‖δ‖ under each column. */
export function networkFigure(frame: Frame, { network }: Experiment, w: ViewWords): NetworkFigure {
  const last = frame.layers.length
  // As in the book, the hidden layers' bars are what is compared: the output's would dwarf them.
  const bars = (layer: number): boolean => layer < last || last < 3
  return {
    kind: 'network', title: w.network.title, caption: '', unit: w.network.unit, norm: w.network.norm,
    inputs: w.network.inputs(network.layers[0]!),
    layers: frame.layers.map(({ deltaMean, weights }, i) => ({
      name: i + 1 === last ? w.outputShort : w.layer(i + 1), values: deltaMean, bars: bars(i + 1), norm: euclideanNorm(deltaMean), weights: i === 0 ? null : weights
    }))
  }
}

/** The longest bar of those that are drawn: where it is and its value; null where every bar is 0 or none is finite. */
export function longestBar({ layers: all }: Frame): { readonly layer: number; readonly neuron: number; readonly value: number } | null {
  const layers = all.length < 3 ? all : all.slice(0, -1)
  let best: { readonly layer: number; readonly neuron: number; readonly value: number } | null = null
  layers.forEach(({ deltaMean }, i) => deltaMean.forEach((value, k) => {
    if (Number.isFinite(value) && Math.abs(value) > Math.abs(best?.value ?? 0)) best = { layer: i + 1, neuron: k + 1, value }
  }))
  return best
}

/** The letter for an activation function: the book's σ for the sigmoid, else φ. */
export const letterOf = (activation: ActivationName): string => (activation === 'sigmoid' ? 'σ' : 'φ')

const distribution = (name: string, { low, high, counts, nonFinite }: Histogram): Distribution => ({ name, low, high, counts, nonFinite })

/** Hidden layers: they have the activation function that the network is named after. */
const hidden = (frame: Frame): Frame['layers'] => frame.layers.slice(0, -1)

/** Samples of the slope's curve: enough for a corner to look like one. */
const SAMPLES = 241

/** The slope of the hidden layers' activation with each layer's z under it. */
export function slopesFigure(frame: Frame, { network }: Experiment, slope: (layer: number) => number, w: ViewWords): SlopesFigure {
  const { derivative } = activations[network.activation]
  const reach = Math.min(1e6, Math.max(4, ...hidden(frame).flatMap(({ weightedInput: z }) => quantiles(z, 0.005).map(Math.abs))))
  const x = Float64Array.from({ length: SAMPLES }, (_, i) => reach * ((2 * i) / (SAMPLES - 1) - 1))
  return {
    kind: 'slopes', title: w.slopes.title, caption: '', x: { label: w.slopes.z, scale: 'linear', include: [-reach, reach] },
    y: { label: w.slopes.slope(letterOf(network.activation)), scale: 'linear' },
    curve: { x, y: x.map(derivative) },
    layers: hidden(frame).map(({ weightedInput }, i) => {
      const measured = slope(i + 1)
      return { ...distribution(w.layer(i + 1), weightedInput), ...(Number.isFinite(measured) ? { slope: measured } : {}) }
    })
  }
}

/** How each layer's activations are spread. */
export function activationsFigure(frame: Frame, { network }: Experiment, w: ViewWords): HistogramFigure {
  const bounds: Partial<Record<ActivationName, readonly number[]>> = { sigmoid: [0, 1], tanh: [-1, 1], softsign: [-1, 1], hardTanh: [-1, 1], erf: [-1, 1] }
  return {
    kind: 'histogram', title: w.activations.title, caption: '',
    x: { label: w.activations.a, scale: 'linear', include: bounds[network.activation] ?? [0] },
    layers: hidden(frame).map(({ activation }, i) => distribution(w.layer(i + 1), activation))
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

/** The mean of a histogram's values, true to a bin; NaN without values. */
export const meanOf = (histogram: Histogram): number => momentAbout(histogram, value => value)

/** Their standard deviation, true to a bin. */
export function deviationOf(histogram: Histogram): number {
  const mean = meanOf(histogram)
  return Math.sqrt(momentAbout(histogram, value => (value - mean) ** 2))
}

function momentAbout({ low, high, counts }: Histogram, of: (value: number) => number): number {
  const width = (high - low) / counts.length
  let [sum, all] = [0, 0]
  counts.forEach((n, i) => {
    if (n > 0) sum += n * of(low + (i + 0.5) * width)
    all += n
  })
  return all > 0 ? sum / all : NaN
}
