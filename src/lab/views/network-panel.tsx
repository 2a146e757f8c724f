import type { JSX } from 'preact'
import { liveSize, NetworkPicture, type Figure } from '../../charts/index.ts'
import type { Frame } from '../../player/index.ts'
import { pin, point, shownLayer } from '../state/cursor.ts'
import { experiment } from '../state/lab.ts'
import { countText } from '../words/numbers.ts'
import { viewWords, type ViewWords } from '../words/views.ts'
import { chartWords } from './chart-words.ts'
import { longestBar, networkFigure } from './network-figure.ts'
import type { Broken } from './finding.ts'
import { FREE, heldAt, type Held } from './held.ts'
import { usePaced } from './pace.ts'
import { Panel } from './panel.tsx'
import { phrase, type Said } from './said.tsx'
import { broken, drawnFrame, elsewhere, pictured } from './shown.ts'
import { valueText } from './numbers-text.ts'

const read = () => {
  const [frame, w] = [drawnFrame.value, viewWords.value]
  if (!frame) return null
  const said = networkSaid(frame, w, broken.value, heldAt(experiment.value, frame.step))
  return { figure: networkFigure(frame, experiment.value, w), said, at: elsewhere(pictured.value) }
}

const figures = (): Figure[] => [read()].flatMap(drawn => (drawn ? [drawn.figure] : []))

/** The book's picture, live: every neuron with its ∂C/∂b as a bar, the weights between them, ‖δ‖ under each layer. */
export function NetworkPanel(): JSX.Element {
  const w = viewWords.value
  const drawn = usePaced(read)
  const active = usePaced(() => shownLayer.value, 0)
  return (
    <Panel
      name="network" title={w.network.title} said={drawn?.said ?? []} figures={figures}
      drawn={{ deltaMean: w.network.unit, deltaNorm: w.network.norm }}
      at={drawn?.at}
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

const heightFor = (width: number): number => (width < 480 ? 360 : width < 640 ? Math.min(540, width * 0.95) : 460)

export function networkSaid(frame: Frame, w: ViewWords, broke: Broken | null = null, held: Held = FREE): Said {
  const [longest, layers] = [longestBar(frame), frame.layers.length]
  const finite = frame.layers.every(({ deltaMean }) => deltaMean.every(Number.isFinite))
  if (!finite) {
    const since = broke && { step: countText(broke.step), layer: broke.layer === layers ? w.output : w.layer(Math.max(1, broke.layer)) }
    return [since ? phrase(w.network.saysBroke, since) : phrase(w.network.saysNotFinite)]
  }
  if (!longest) return [phrase(w.network.saysZero, { zero: { text: '0', formula: 'deltaMean' } })]
  const { layer, neuron, value } = longest
  return [phrase(w.network.says, {
    neuron: String(neuron), layer: layer === layers ? w.output : w.layer(layer), value: { text: valueText(value, 2), formula: 'deltaMean', layer },
    learns: held.noRate || held.frozen.length > 0 ? w.would : w.learns
  }), ...linesSaid(frame, w)]
}

/** More weights between two layers have no lines: `Frame` leaves them out. */
const MOST_WIRED = 4096

/** Which weights are drawn as lines. */
function linesSaid({ layers }: Frame, { network: w }: ViewWords): Said {
  const wired = layers.slice(1).map(({ weights }) => weights !== null)
  return [
    ...(wired.includes(true) ? [phrase(w.lines)] : []),
    ...(wired.includes(false) ? [phrase(w.noLines, { most: countText(MOST_WIRED) })] : [])
  ]
}
