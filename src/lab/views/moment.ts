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

/**
 * The moment at `index` of the history, and of what the experiment does not observe what the picture of the network tells, where it is of
 * that very moment: no sentence may mix two. Before the first reading the picture alone; null while there is neither.
 */
export function momentOf(history: History, index: number, frame: Frame | null, layers: number): Moment | null {
  const [step, epoch] = [history.steps[index], history.epochs[index]]
  const pictured = (quantity: string, layer: number): number => readingOf(frame, quantity, layer)
  if (step === undefined || epoch === undefined) {
    return frame && { step: frame.step, epoch: frame.epoch, layers: frame.layers.length, value: pictured }
  }
  const beside = frame?.step === step ? pictured : () => NaN
  return { step, epoch, layers, value: (quantity, layer) => seriesOf(history, quantity, layer)[index] ?? beside(quantity, layer) }
}

function readingOf(frame: Frame | null, quantity: string, layer: number): number {
  const of = frame?.layers[layer - 1]
  if (!of) return NaN
  return of.readings[quantity] ?? (quantity === 'deltaNorm' ? euclideanNorm(of.deltaMean) : NaN)
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
