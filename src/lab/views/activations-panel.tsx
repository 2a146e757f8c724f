import type { JSX } from 'preact'
import { HistogramPicture, liveSize, type Figure, type HistogramFigure } from '../../charts/index.ts'
import type { LayerQuantity } from '../../experiment/index.ts'
import { shownLayer } from '../state/cursor.ts'
import { experiment } from '../state/lab.ts'
import { panelWords, type PanelWords } from '../words/views.panels.ts'
import { chartWords } from './chart-words.ts'
import { activationsFigure } from './frame-figures.ts'
import type { Moment } from './moment.ts'
import { notFiniteSaid } from './not-finite.ts'
import { shareText, valueText } from './numbers-text.ts'
import { usePaced } from './pace.ts'
import { Panel } from './panel.tsx'
import { ridgesSaid } from './ridges-said.ts'
import { phrase, type Said } from './said.tsx'
import { drawnFrame, elsewhere, pictured } from './shown.ts'

function read(): { readonly figure: HistogramFigure; readonly said: Said; readonly at: number | null } | null {
  const [frame, moment, w] = [drawnFrame.value, pictured.value, panelWords.value]
  if (!frame || !moment || frame.layers.length < 2) return null
  const layer = Math.min(shownLayer.value ?? 1, frame.layers.length - 1)
  const said = notFiniteSaid(frame, 'activation', w) ?? activationsSaid(moment, layer, w)
  return { figure: activationsFigure(frame, experiment.value, w, moment.value), said: [...said, ...ridgesSaid(frame, w)], at: elsewhere(moment) }
}

const figures = (): Figure[] => [read()].flatMap(drawn => (drawn ? [drawn.figure] : []))

/** How the activations of each hidden layer are spread over the observed examples. */
export function ActivationsPanel(): JSX.Element | null {
  const drawn = usePaced(read)
  if (!drawn) return null
  return (
    <Panel name="activations" title={panelWords.value.activations.title} said={drawn.said} at={drawn.at} figures={figures}>
      {width => <HistogramPicture figure={drawn.figure} size={liveSize(width, 210)} words={chartWords.value} />}
    </Panel>
  )
}

/** Mean and spread of one layer's activations, and its dead neurons if there are any. */
export function activationsSaid(moment: Moment | null, layer: number, w: PanelWords): Said {
  const of = (quantity: LayerQuantity): number => moment?.value(quantity, layer) ?? NaN
  const [mean, deviation, dead] = [of('activationMean'), Math.sqrt(of('activationVariance')), of('deadShare')]
  if (Number.isNaN(mean)) return []
  const said = phrase(w.activations.says, {
    layer: w.layer(layer), mean: { text: valueText(mean, 2), formula: 'activationMean', layer },
    std: { text: valueText(deviation, 2), formula: 'activationDeviation', layer }
  })
  return dead > 0 ? [said, phrase(w.activations.dead, { dead: { text: shareText(dead), formula: 'deadShare', layer } })] : [said]
}
