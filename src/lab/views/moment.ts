import type { Frame } from '../../player/index.ts'
import { seriesOf, type History } from '../state/history.ts'

/** The readings of one moment, however they came to the page. */
export interface Moment {
  readonly step: number
  readonly epoch: number
  /** Layers 1…`layers`, the last the output. */
  readonly layers: number
  /** NaN where nothing was read. Layer 0 is the network as a whole. */
  readonly value: (quantity: string, layer: number) => number
}

/** The moment at `index` of the history; before the first reading what the picture of the network tells; null while there is neither. */
export function momentOf(history: History, index: number, frame: Frame | null, layers: number): Moment | null {
  if (index >= 0 && index < history.epochs.length) {
    return { step: history.steps[index]!, epoch: history.epochs[index]!, layers, value: (quantity, layer) => seriesOf(history, quantity, layer)[index] ?? NaN }
  }
  return frame && momentOfFrame(frame)
}

function momentOfFrame({ step, epoch, layers }: Frame): Moment {
  return {
    step, epoch, layers: layers.length,
    value: (quantity, layer) => (quantity === 'deltaNorm' && layers[layer - 1] ? euclideanNorm(layers[layer - 1]!.deltaMean) : NaN)
  }
}

/** √Σx², without squares that leave a double's range: a vanished gradient of 1e-200 is one, not 0. */
export function euclideanNorm(values: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!)
    if (!(size <= largest)) largest = size // NaN too
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i]! / largest) ** 2
  return largest * Math.sqrt(sum)
}
