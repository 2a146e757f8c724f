import type { JSX } from 'preact'
import { liveSize, SlopesPicture, type SlopesFigure, type Figure } from '../../charts/index.ts'
import { shownLayer } from '../state/cursor.ts'
import { experiment } from '../state/lab.ts'
import { panelWords, type PanelWords } from '../words/views.panels.ts'
import { chartWords } from './chart-words.ts'
import { slopesFigure } from './frame-figures.ts'
import type { Moment } from './moment.ts'
import { notFiniteSaid } from './not-finite.ts'
import { shareText } from './numbers-text.ts'
import { usePaced } from './pace.ts'
import { Panel } from './panel.tsx'
import { ridgesSaid } from './ridges-said.ts'
import { phrase, type Said } from './said.tsx'
import { drawnFrame, elsewhere, pictured } from './shown.ts'

function read(): { readonly figure: SlopesFigure; readonly said: Said; readonly at: number | null } | null {
  const [frame, moment, w] = [drawnFrame.value, pictured.value, panelWords.value]
  if (!frame || !moment || frame.layers.length < 2) return null
  const linear = experiment.value.network.activation === 'linear'
  const said = linear ? [phrase(w.slopes.saysFlat)] : notFiniteSaid(frame, 'weightedInput', w) ?? slopesSaid(moment, shownLayer.value, w)
  return {
    figure: slopesFigure(frame, experiment.value, layer => frame.layers[layer - 1]!.readings['slopeMean'] ?? NaN, w, moment.value),
    said: [...said, ...ridgesSaid(frame, w)], at: elsewhere(moment)
  }
}

const figures = (): Figure[] => [read()].flatMap(drawn => (drawn ? [drawn.figure] : []))

/** Where on the activation's slope each layer's weighted inputs lie. */
export function SlopesPanel(): JSX.Element | null {
  const drawn = usePaced(read)
  if (!drawn) return null
  return (
    <Panel name="slopes" title={panelWords.value.slopes.title} said={drawn.said} at={drawn.at} figures={figures} drawn={{ slopeMean: chartWords.value.meanSlope, weightedInput: panelWords.value.slopes.z }}>
      {width => <SlopesPicture figure={drawn.figure} size={liveSize(width, 210)} words={chartWords.value} />}
    </Panel>
  )
}

/** How much of a layer is saturated: the layer pointed at, else the one that is most. */
export function slopesSaid(moment: Moment | null, marked: number | null, w: PanelWords): Said {
  if (!moment) return []
  const shares = Array.from({ length: moment.layers - 1 }, (_, i) => ({ layer: i + 1, share: moment.value('saturatedShare', i + 1) }))
  const known = shares.filter(({ share }) => !Number.isNaN(share))
  if (known.length === 0) return []
  const { layer, share } = known.find(one => one.layer === marked) ?? known.reduce((most, one) => (one.share > most.share ? one : most))
  if (known.every(one => one.share === 0)) return [phrase(w.slopes.saysNone, { share: { text: shareText(0), formula: 'saturatedShare' } })]
  return [phrase(w.slopes.says, { layer: w.layer(layer), share: { text: shareText(share), formula: 'saturatedShare', layer } })]
}
