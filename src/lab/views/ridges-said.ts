import { ridgeRows } from '../../charts/index.ts'
import type { Frame } from '../../player/index.ts'
import type { PanelWords } from '../words/views.panels.ts'
import { drawnSaid, phrase, type Said } from './said.tsx'

/** What every ridge shows beside its outline, and how many of the hidden layers have one. */
export function ridgesSaid({ layers }: Frame, w: PanelWords): Said {
  const hidden = layers.length - 1
  return [phrase(w.ridges), ...drawnSaid(ridgeRows(hidden).length, hidden, w.drawn)]
}
