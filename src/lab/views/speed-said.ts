import type { LayerQuantity } from '../../experiment/index.ts'
import type { ViewWords } from '../words/views.ts'
import { countText } from '../words/numbers.ts'
import { timesText, valueText } from './numbers-text.ts'
import { phrase, type Part, type Said } from './said.tsx'

/** Layer 1 at the moment shown. */
export interface SpeedNow {
  readonly quantity: LayerQuantity
  /** What the layer is called. */
  readonly layer: string
  readonly epoch: number
  /** NaN where nothing was read. */
  readonly start: number
  readonly now: number
  /** By theory, at the start; NaN where it cannot say. */
  readonly expected: number
  /** Whether the layer is frozen, or nothing learns at all: then it is said what it would do. */
  readonly held?: boolean
  /** Set where the run broke off: since when, and the last value that was finite (NaN: there was none). */
  readonly broke?: { readonly step: number; readonly last: number } | null
}

/** Below this a change is not worth a word. */
const WORTH = 1.5

/** What has become of layer 1 since the start; at the start, how it compares with theory. */
export function speedSaid({ quantity, layer, epoch, start, now, expected, held, broke }: SpeedNow, { speed, learns, would, divisor }: ViewWords): Said {
  const part = (value: number): Part => ({ text: valueText(value, 2), formula: quantity, layer: 1 })
  if (!Number.isFinite(now) && broke) {
    const { step, last } = broke
    const parts = { step: countText(step), layer }
    return [Number.isFinite(last) ? phrase(speed.brokeLast, { ...parts, value: part(last) }) : phrase(speed.broke, parts)]
  }
  if (Number.isNaN(now)) return []
  if (epoch === 0) {
    const known = Number.isFinite(expected)
    return [known ? phrase(speed.start, { layer, expected: { ...part(expected), formula: 'expectedStart' }, value: part(now) }) : phrase(speed.startPlain)]
  }
  if (now === 0) return [phrase(speed.zeroNow, { layer, zero: part(0) })]
  const ratio = start / now
  if (quantity !== 'deltaNorm' || !(ratio > 0 && Number.isFinite(ratio))) return [phrase(speed.valueIs, { layer, value: part(now) })]
  const parts = { layer, learns: held ? would : learns }
  if (ratio < WORTH && ratio > 1 / WORTH) return [phrase(speed.same, parts)]
  const times = ratio > 1 ? divisor(timesText(ratio)) : timesText(1 / ratio)
  return [phrase(ratio > 1 ? speed.slowed : speed.sped, { ...parts, ratio: { text: times, formula: 'speedChange', layer: 1 } })]
}
