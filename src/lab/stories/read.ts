import type { LayerQuantity } from '../../experiment/index.ts'
import { momentAt, seriesOf } from '../state/history.ts'
import type { Seen } from './story.ts'

/** Number of hidden layers. */
export const hiddenLayers = ({ experiment: { network } }: Seen): number => network.layers.length - 2
/** Whether the hidden layers are so many of the given width each. */
export const isPlain = (seen: Seen, depth: number, width = 30): boolean =>
  hiddenLayers(seen) === depth && seen.experiment.network.layers.slice(1, -1).every(n => n === width)
/** The epoch up to which there are readings. */
export const reached = ({ history: { epochs } }: Seen): number => epochs.at(-1) ?? -1
export const isOver = ({ end }: Seen): boolean => end?.kind === 'done'

/** A reading at an epoch (layer 0: of the whole network); null while the run has not come so far, or where it is no number. */
export function at(seen: Seen, quantity: LayerQuantity | 'cost' | 'accuracy', layer: number, epoch: number): number | null {
  const { history } = seen
  if (reached(seen) < epoch) return null
  return finite(seriesOf(history, quantity, layer)[momentAt(history, epoch)])
}

/** The newest reading. */
export function now(seen: Seen, quantity: LayerQuantity | 'cost' | 'accuracy', layer: number): number | null {
  return finite(seriesOf(seen.history, quantity, layer).at(-1))
}

/** How many times as fast as layer 1 the last hidden layer learns at an epoch: ‖δ^H‖/‖δ¹‖. */
export const gap = (seen: Seen, epoch: number): number | null =>
  quotient(at(seen, 'deltaNorm', hiddenLayers(seen), epoch), at(seen, 'deltaNorm', 1, epoch))

/** The quotient where both are there and it is a number. */
export const quotient = (over: number | null, under: number | null): number | null =>
  (over === null || under === null ? null : finite(over / under))

export const percent = (share: number | null): number | null => (share === null ? null : 100 * share)

/** A list once each of its numbers is there. */
export const all = (...values: readonly (number | null)[]): readonly number[] | null =>
  (values.every(v => v !== null) ? (values as number[]) : null)

/** How restless a curve is: the standard deviation of the change of its natural logarithm from one reading to the next. */
export function jaggedness(seen: Seen, layer: number): number | null {
  const values = seriesOf(seen.history, 'deltaNorm', layer).filter(v => v > 0)
  const changes = values.slice(1).map((v, i) => Math.log(v / values[i]!))
  if (changes.length < 20) return null
  const mean = changes.reduce((sum, v) => sum + v, 0) / changes.length
  return finite(Math.sqrt(changes.reduce((sum, v) => sum + (v - mean) ** 2, 0) / changes.length))
}

/** Where a curve is smallest: its index; −1 where it has no finite value. */
export function lowest(values: readonly number[]): number {
  let best = -1
  for (const [i, v] of values.entries()) if (Number.isFinite(v) && (best < 0 || v < values[best]!)) best = i
  return best
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
