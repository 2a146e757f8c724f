import type { JSX } from 'preact'
import { liveSize, SharesPicture, sharesRows, type SharesFigure, type Figure } from '../../charts/index.ts'
import { shownLayer } from '../state/cursor.ts'
import { countText } from '../words/numbers.ts'
import { panelWords, type PanelWords } from '../words/views.panels.ts'
import { chartWords } from './chart-words.ts'
import { shrinkAt, type Shrink, type Broken } from './finding.ts'
import type { Moment } from './moment.ts'
import { factorText } from './numbers-text.ts'
import { usePaced } from './pace.ts'
import { Panel } from './panel.tsx'
import { drawnSaid, phrase, type Said } from './said.tsx'
import { broken, elsewhere, gained } from './shown.ts'

function read(): { readonly figure: SharesFigure; readonly said: Said; readonly at: number | null } | null {
  const [moment, w] = [gained.value, panelWords.value]
  if (!moment || moment.layers < 2) return null
  if (Number.isNaN(moment.value('deltaRms', 1)) && !broken.value) return null
  const figure = sharesFigure(moment, w)
  const all = figure.layers.length
  const said = [...sharesSaid(moment, shownLayer.value, w, broken.value), ...drawnSaid(sharesRows(all).length, all, w.drawn)]
  return { figure, said, at: elsewhere(moment) }
}

const figures = (): Figure[] => [read()].flatMap(drawn => (drawn ? [drawn.figure] : []))

/** What each layer makes of the signal on its way back: the weights' part and the slopes' part. */
export function SharesPanel(): JSX.Element | null {
  const drawn = usePaced(read)
  const w = chartWords.value
  if (!drawn) return null
  return (
    <Panel name="shares" title={panelWords.value.shares.title} said={drawn.said} at={drawn.at} figures={figures} drawn={{ weightGain: w.weights, slopeGain: w.slopes, shrink: w.product }}>
      {width => drawn.figure.layers.length > 0 && (
        <SharesPicture figure={drawn.figure} size={liveSize(width, 200)} words={chartWords.value} />
      )}
    </Panel>
  )
}

/** Weights' and slopes' gain of each hidden layer, from the last one down, as the signal meets them. */
export function sharesFigure(moment: Moment, w: PanelWords): SharesFigure {
  const all = Array.from({ length: moment.layers - 1 }, (_, i) => moment.layers - 1 - i)
  // Below a layer that lets nothing through there is nothing to share.
  const hidden = all.filter(layer => !Number.isNaN(moment.value('weightGain', layer)) && !Number.isNaN(moment.value('slopeGain', layer)))
  return {
    kind: 'shares', title: w.shares.title, caption: '', label: w.shares.gain,
    layers: hidden.map(layer => ({
      name: w.layer(layer), weights: moment.value('weightGain', layer), slopes: moment.value('slopeGain', layer)
    }))
  }
}

/** Against each other only where both do something worth a word. */
function whoDoes(slopes: number, weights: number, { shares }: PanelWords): string {
  if (slopes * weights < 0 && Math.min(Math.abs(slopes), Math.abs(weights)) > 0.1) return shares.undo
  return Math.abs(slopes) > Math.abs(weights) ? shares.slopesDo : shares.weightsDo
}

/** The layer pointed at, else the one that keeps least, in words. */
export function sharesSaid(moment: Moment, marked: number | null, w: PanelWords, broke: Broken | null = null): Said {
  const all = Array.from({ length: moment.layers - 1 }, (_, i) => ({ layer: i + 1, shrink: shrinkAt(moment, i + 1) }))
  const known = all.filter((one): one is { layer: number; shrink: Shrink } => one.shrink !== null)
  if (known.length === 0 && broke) return [phrase(w.shares.broke, { step: countText(broke.step) })]
  if (known.length === 0) return moment.value('deltaRms', 1) === 0 ? [phrase(w.shares.nothing)] : []
  const least = known.reduce((a, b) => (b.shrink.kept < a.shrink.kept ? b : a))
  const { layer, shrink } = known.find(one => one.layer === marked) ?? least
  const { kept, slopes, weights } = shrink
  if (slopes === 0) return [phrase(w.shares.stopped, { layer: w.layer(layer), slopes: { text: '0', formula: 'slopeGain', layer } })]
  return [
    phrase(w.shares.says, {
      above: layer + 1 === moment.layers ? w.output : w.layer(layer + 1), layer: w.layer(layer),
      kept: { text: factorText(kept), formula: 'shrink', layer }, slopes: { text: factorText(slopes), formula: 'slopeGain', layer },
      weights: { text: factorText(weights), formula: 'weightGain', layer }
    }),
    phrase(whoDoes(Math.log(slopes), Math.log(weights), w))
  ]
}
