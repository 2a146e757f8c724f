import type { JSX } from 'preact'
import { FigureView, type LinesFigure } from '../../charts/index.ts'
import { LAYER_QUANTITIES } from '../../experiment/index.ts'
import { history, seriesOf } from '../state/history.ts'
import { experiment } from '../state/lab.ts'
import { quantity } from '../state/settings.ts'
import { words } from '../words/index.ts'
import { Panel } from './panel.tsx'

/** One quantity of every layer over the epochs. */
export function SpeedPanel(): JSX.Element {
  const w = words.value
  const { quantities } = experiment.value.observe
  const tools = (
    <label class="choice">
      <span class="hush">{w.charts.quantity}</span>
      <select value={quantity.value} onChange={event => (quantity.value = LAYER_QUANTITIES.find(q => q === event.currentTarget.value) ?? 'deltaNorm')}>
        {LAYER_QUANTITIES.filter(q => quantities.includes(q)).map(q => <option value={q}>{w.quantities[q]}</option>)}
      </select>
    </label>
  )
  return <Panel title={w.charts.speed} caption={w.charts.speedCaption} tools={tools}>{() => <FigureView figure={figureOf()} />}</Panel>
}

function figureOf(): LinesFigure {
  const w = words.value
  const { epochs } = history.value
  const layers = experiment.value.network.layers.length - 1
  return {
    kind: 'lines', title: w.charts.speed, caption: '', x: { label: w.charts.epoch, scale: 'linear' },
    y: { label: w.quantities[quantity.value], scale: 'log' },
    series: Array.from({ length: layers - 1 }, (_, i) => ({
      name: w.charts.layer(i + 1), x: epochs, y: seriesOf(history.value, quantity.value, i + 1)
    }))
  }
}
