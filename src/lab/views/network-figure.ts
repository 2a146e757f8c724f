import { mostNeurons, type NetworkFigure } from '../../charts/index.ts'
import type { Experiment } from '../../experiment/index.ts'
import type { Frame } from '../../player/index.ts'
import { countText } from '../words/numbers.ts'
import type { ViewWords } from '../words/views.ts'
import { euclideanNorm } from './moment.ts'

/** The network with its neurons, bars, weights and ‖δ‖ under each column. */
export function networkFigure(frame: Frame, { network }: Experiment, w: ViewWords): NetworkFigure {
  const last = frame.layers.length
  // As in the book, the hidden layers' bars are what is compared: the output's would dwarf them.
  const bars = (layer: number): boolean => layer < last || last < 3
  return {
    kind: 'network', title: w.network.title, caption: '', unit: w.network.unit, norm: w.network.norm,
    inputs: w.network.inputs(countText(network.layers[0]!)),
    layers: frame.layers.map(({ deltaMean, weights }, i) => ({
      name: i + 1 === last ? w.outputShort : w.layer(i + 1), values: deltaMean, bars: bars(i + 1),
      norm: euclideanNorm(deltaMean), weights: i === 0 ? null : weights
    }))
  }
}

/** The longest bar of those that are drawn: where it is and its value; null where every bar is 0 or none is finite. */
export function longestBar({ layers: all }: Frame): { readonly layer: number; readonly neuron: number; readonly value: number } | null {
  const layers = all.length < 3 ? all : all.slice(0, -1)
  let best: { readonly layer: number; readonly neuron: number; readonly value: number } | null = null
  layers.forEach(({ deltaMean }, i) => deltaMean.subarray(0, mostNeurons).forEach((value, k) => {
    if (Number.isFinite(value) && Math.abs(value) > Math.abs(best?.value ?? 0)) best = { layer: i + 1, neuron: k + 1, value }
  }))
  return best
}
