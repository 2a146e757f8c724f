import type { JSX } from 'preact'
import { HistogramPicture, liveSize, numberText, type Figure, type HistogramFigure } from '../../charts/index.ts'
import type { Frame } from '../../player/index.ts'
import { shownFrame, shownLayer } from '../state/cursor.ts'
import { experiment } from '../state/lab.ts'
import { viewWords, type ViewWords } from '../words/views.ts'
import { chartWords } from './chart-words.ts'
import { activationsFigure, deviationOf, meanOf } from './frame-figures.ts'
import { shareText } from './numbers-text.ts'
import { usePaced } from './pace.ts'
import { Panel } from './panel.tsx'
import { phrase, type Said } from './said.tsx'
import { shown } from './shown.ts'

function read(): { readonly figure: HistogramFigure; readonly said: Said } | null {
  const [frame, w] = [shownFrame.value, viewWords.value]
  if (!frame || frame.layers.length < 2) return null
  const layer = Math.min(shownLayer.value ?? 1, frame.layers.length - 1)
  return { figure: activationsFigure(frame, experiment.value, w), said: activationsSaid(frame, layer, shown.value?.value('deadShare', layer) ?? NaN, w) }
}

const figures = (): Figure[] => [read()].flatMap(drawn => (drawn ? [drawn.figure] : []))

/** How the activations of each hidden layer are spread over the observed examples. */
export function ActivationsPanel(): JSX.Element | null {
  const drawn = usePaced(read)
  if (!drawn) return null
  return (
    <Panel name="activations" title={viewWords.value.activations.title} said={drawn.said} figures={figures}>
      {width => <HistogramPicture figure={drawn.figure} size={liveSize(width, 210)} words={chartWords.value} />}
    </Panel>
  )
}

/** Mean and spread of one layer's activations, and its dead neurons if there are any. */
export function activationsSaid(frame: Frame, layer: number, dead: number, w: ViewWords): Said {
  const { activation } = frame.layers[layer - 1]!
  const said = phrase(w.activations.says, {
    layer: w.layer(layer), mean: { text: numberText(meanOf(activation), 2), formula: 'activationMean' },
    std: { text: numberText(deviationOf(activation), 2), formula: 'activationVariance' }
  })
  return dead > 0 ? [said, phrase(w.activations.dead, { dead: { text: shareText(dead), formula: 'deadShare' } })] : [said]
}
