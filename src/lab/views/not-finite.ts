import type { Frame } from '../../player/index.ts'
import type { PanelWords } from '../words/views.panels.ts'
import { listed } from './headline-said.ts'
import { phrase, type Said } from './said.tsx'

/** Which hidden layers have values that no picture can show; null where all are finite. */
export function notFiniteSaid({ layers }: Frame, of: 'weightedInput' | 'activation', w: PanelWords): Said | null {
  const bad = layers.slice(0, -1).flatMap((layer, i) => ((layer[of].nonFinite ?? 0) > 0 ? [i + 1] : []))
  if (bad.length === 0) return null
  return [phrase(of === 'activation' ? w.activations.notFinite : w.slopes.notFinite, { layers: listed(bad, layers.length, w) })]
}
