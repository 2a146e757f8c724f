import type { Moment } from './moment.ts'

/** Where a run's numbers left all bounds: the update, and the first layer of which that is known (0: the network as a whole). */
export interface Broken {
  readonly step: number
  readonly layer: number
}

/** What the page says of a moment in one sentence, before it is words. Layers are numbers; `above` may be the output. */
export type Finding =
  | { readonly kind: 'nothing' }
  /** Some number left all bounds at this update, first in this layer (0: of the network as a whole), and the run stopped; `last`: see `lastBefore`. */
  | { readonly kind: 'brokeOff'; readonly step: number; readonly layer: number; readonly last: number | null }
  /** There is no hidden layer that could learn slower than another. */
  | { readonly kind: 'shallow'; readonly speed: number }
  /** Layer 1 learns `ratio` ≥ 1 times slower or faster than `above`, or about as fast. `shrink`: what one layer makes of the signal. */
  | { readonly kind: 'slower' | 'faster' | 'even'; readonly above: number; readonly ratio: number; readonly shrink: Shrink | null }
  /** The gradients of these layers are exactly 0; `above` is one that learns, null where none does. */
  | { readonly kind: 'zero'; readonly layers: readonly number[]; readonly above: number | null }
  /** Some layer's speed is not a number. */
  | { readonly kind: 'notFinite'; readonly layers: readonly number[] }

/** Geometric means over the layers that the signal passes: kept = slopes · weights. */
export interface Shrink {
  readonly kept: number
  readonly slopes: number
  readonly weights: number
  /** How many layers the means are over. */
  readonly passed: number
}

/** Below this a difference in speed is not worth a word: two layers of a healthy network differ as much by chance. */
const WORTH = 1.5

/** Compares layer 1 with the last hidden layer, or with the output where there is only one hidden layer. `broken`: see `shown.ts`. */
export function findingOf(moment: Moment | null, broken: Broken | null = null): Finding {
  if (!moment) return { kind: 'nothing' }
  if (broken) return { kind: 'brokeOff', step: broken.step, layer: broken.layer, last: lastBefore(moment, broken) }
  const hidden = moment.layers - 1
  const speeds = Array.from({ length: moment.layers }, (_, i) => moment.value('deltaNorm', i + 1))
  if (speeds.length === 0 || (moment.step === 0 && speeds.every(Number.isNaN))) return { kind: 'nothing' }
  const layersWhere = (is: (speed: number) => boolean): number[] => speeds.flatMap((speed, i) => (is(speed) ? [i + 1] : []))
  const bad = layersWhere(speed => !Number.isFinite(speed))
  if (bad.length > 0) return { kind: 'notFinite', layers: bad }
  if (hidden === 0) return speeds[0] === 0 ? { kind: 'zero', layers: [1], above: null } : { kind: 'shallow', speed: speeds[0]! }
  const still = layersWhere(speed => speed === 0)
  if (still.length > 0) return { kind: 'zero', layers: still, above: speeds.findLastIndex(speed => speed > 0) + 1 || null }
  const above = comparedWith(moment.layers)
  const ratio = speeds[above - 1]! / speeds[0]!
  const kind = ratio >= WORTH ? 'slower' : ratio <= 1 / WORTH ? 'faster' : 'even'
  return { kind, above, ratio: ratio >= 1 ? ratio : 1 / ratio, shrink: shrinkOf(moment, above) }
}

/** The epoch of the last finite values, where a run broke off before it was read again; null where it did not. */
export function lastBefore(moment: Moment | null, broken: Broken | null): number | null {
  const before = moment && broken && moment.step < broken.step
  const finite = (layer: number): boolean => Number.isFinite(moment?.value('deltaNorm', layer))
  return before && Array.from({ length: moment.layers }, (_, i) => i + 1).every(finite) ? moment.epoch : null
}

/** The layer m that layer 1 is compared with, of a network with so many layers: the last hidden one, or the output above a single one. */
export const comparedWith = (layers: number): number => (layers === 2 ? 2 : layers - 1)

/** What one layer makes of the signal; null where its gains were not read or are not finite. */
export function shrinkAt(moment: Moment, layer: number): Shrink | null {
  const [slopes, weights] = [moment.value('slopeGain', layer), moment.value('weightGain', layer)]
  return Number.isFinite(slopes) && Number.isFinite(weights) ? { kept: slopes * weights, slopes, weights, passed: 1 } : null
}

/** What each layer from `above` down to 1 makes of the signal; null where gains were not read or are not finite. */
export function shrinkOf(moment: Moment, above: number): Shrink | null {
  let [slopes, weights] = [0, 0]
  for (let layer = 1; layer < above; layer++) {
    slopes += Math.log(moment.value('slopeGain', layer))
    weights += Math.log(moment.value('weightGain', layer))
  }
  const passed = above - 1
  if (passed < 1 || !Number.isFinite(slopes) || !Number.isFinite(weights)) return null
  return { kept: Math.exp((slopes + weights) / passed), slopes: Math.exp(slopes / passed), weights: Math.exp(weights / passed), passed }
}
