import type { JSX } from 'preact'
import type { NeuronsFigure } from '../../charts/index.ts'
import { FigureView } from '../../charts/index.ts'
import { shownFrame } from '../state/cursor.ts'
import { words } from '../words/index.ts'
import { Panel } from './panel.tsx'

/** The book's picture, live. */
export function NetworkPanel(): JSX.Element {
  const w = words.value.charts
  const frame = shownFrame.value
  return (
    <Panel title={w.network} caption={w.networkCaption}>
      {() => frame && <FigureView figure={figureOf(frame.layers.slice(0, -1).map(l => [...l.deltaMean]), w.layer, w.network)} />}
    </Panel>
  )
}

function figureOf(layers: readonly (readonly number[])[], name: (l: number) => string, title: string): NeuronsFigure {
  return { kind: 'neurons', title, caption: '', unit: '∂C/∂b', layers: layers.map((values, i) => ({ name: name(i + 1), values })) }
}
