import type { JSX } from 'preact'
import { liveSize, NetworkPicture, numberText } from '../../charts/index.ts'
import { pin, point, shownFrame, shownLayer } from '../state/cursor.ts'
import { experiment } from '../state/lab.ts'
import { epochText } from '../words/numbers.ts'
import { viewWords, type ViewWords } from '../words/views.ts'
import { chartWords } from './chart-words.ts'
import { longestBar, networkFigure } from './frame-figures.ts'
import { usePaced } from './pace.ts'
import { Panel } from './panel.tsx'
import { phrase, type Said } from './said.tsx'

const read = () => {
  const [frame, w] = [shownFrame.value, viewWords.value]
  if (!frame) return null
  return { figure: networkFigure(frame, experiment.value, w), said: saidOf(longestBar(frame), frame.layers.length, w), epoch: frame.epoch }
}

/** The book's picture, live: every neuron with its ∂C/∂b as a bar, the weights between them, ‖δ‖ under each layer. */
export function NetworkPanel(): JSX.Element {
  const w = viewWords.value
  const drawn = usePaced(read)
  const active = usePaced(() => shownLayer.value, 0)
  return (
    <Panel
      name="network" title={w.network.title} said={drawn?.said ?? []} figures={() => (drawn ? [drawn.figure] : [])}
      tools={drawn && <p class="where">{w.atEpoch(epochText(drawn.epoch))}</p>}
    >
      {width => drawn && (
        <NetworkPicture
          figure={drawn.figure} size={liveSize(width, heightFor(width))} words={chartWords.value} active={active}
          onPoint={layer => point({ layer })} onLayer={layer => pin({ layer })}
        />
      )}
    </Panel>
  )
}

const heightFor = (width: number): number => (width < 480 ? 340 : Math.min(560, Math.max(400, width * 0.62)))

function saidOf(longest: ReturnType<typeof longestBar>, layers: number, w: ViewWords): Said {
  if (!longest) return [phrase(w.network.saysZero)]
  const { layer, neuron, value } = longest
  return [phrase(w.network.says, {
    neuron: String(neuron), layer: layer === layers ? w.output : w.layer(layer), value: { text: numberText(value, 2), formula: 'deltaMean' }
  })]
}
