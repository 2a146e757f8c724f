import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { beforeEach, describe, expect, it } from 'vitest'
import { liveSize } from '../../charts/index.ts'
import { resolve } from '../../experiment/index.ts'
import { hovered, leave, pinned, unpin } from '../state/cursor.ts'
import { addFrame, clearFrames } from '../state/frames.ts'
import { addReadings, clearHistory } from '../state/history.ts'
import { arrived, end, experiment, phase } from '../state/lab.ts'
import { englishPanels as english } from '../words/views.panels.en.ts'
import { chinese } from '../words/views.zh.ts'
import { Headline } from './headline.tsx'
import { NetworkPanel } from './network-panel.tsx'
import { SharesPanel } from './shares-panel.tsx'
import { SpeedPanel } from './speed-panel.tsx'
import { frame, frameLayer } from './testing.ts'
import { timeFigure } from './time-figures.ts'
import { TimeChart } from './time-chart.tsx'
import { listedValues, Values, type Value } from './values.tsx'

const QUANTITIES = ['deltaNorm', 'weightGain', 'slopeGain', 'deltaRms'] as const

/** One moment's readings of layers 1…3. */
function read(step: number, ...speeds: readonly number[]): void {
  const gains = [[1, 1.25], [2, 0.2], [3, 0.1]]
  const rows = speeds.flatMap((speed, i) =>
    [[0, speed], ...(i < 2 ? gains : [])].map(([quantity, value]) => ({ layer: i + 1, quantity: quantity!, value: value! })))
  addReadings(QUANTITIES, {
    step: Float64Array.from(rows, () => step), epoch: Float64Array.from(rows, () => step), layer: Uint16Array.from(rows, r => r.layer),
    neuron: Int32Array.from(rows, () => -1), quantity: Uint8Array.from(rows, r => r.quantity), value: Float64Array.from(rows, r => r.value)
  })
}

const text = (html: string): string => html.replaceAll(/<[^>]+>/g, '').replaceAll('&#39;', '’')

beforeEach(() => {
  clearHistory()
  clearFrames()
  unpin()
  experiment.value = resolve({ data: { kind: 'blobs', classes: 3 }, network: { layers: [2, 4, 4, 3] }, observe: { quantities: QUANTITIES } })
  arrived.value = true
  phase.value = 'paused'
  end.value = null
})

describe('the headline', () => {
  it('says nothing’s there, then the picture’s speeds, then the readings’', () => {
    expect(text(renderToString(h(Headline, {})))).toContain('The weights are being drawn.')
    addFrame(frame(frameLayer(0.1), frameLayer(0.2), frameLayer(1)))
    expect(text(renderToString(h(Headline, {})))).toContain('At the start, nothing trained yetLayer 1 learns 2 times slower than layer 2.')
    read(0, 0.1, 0.4, 1)
    expect(text(renderToString(h(Headline, {})))).toContain(
      'Layer 1 learns 4 times slower than layer 2; the lower layer keeps 0.25 of the signal from above: slopes 0.20, weights 1.25.')
  })
  it('has a button for every number, and a live region that is silent while training', () => {
    read(0, 0.1, 0.4, 1)
    const html = renderToString(h(Headline, {}))
    expect(html.match(/<button/g)).toHaveLength(4)
    expect(html).toMatch(/role="status">At the start, nothing trained yet: Layer 1 learns/)
    phase.value = 'playing'
    expect(renderToString(h(Headline, {}))).toMatch(/role="status"><\/p>/)
  })
  it('says where the run broke off, and before it what was', () => {
    read(0, 0.1, 0.4, 1)
    read(1, 0.1, NaN, 1)
    phase.value = 'over'
    end.value = { kind: 'nonFinite', step: 1, epoch: 1, layer: 2, quantity: 'delta', operation: 'backward' }
    const html = renderToString(h(Headline, {}))
    expect(text(html)).toContain('At update 1 the numbers left all bounds, first in layer 2')
    expect(html).toMatch(/role="status">Stopped at epoch 1: At update 1/)
    hovered.value = { epoch: 0, layer: null }
    expect(text(renderToString(h(Headline, {})))).toContain('nothing trained yetLayer 1 learns 4 times slower')
  })
  it('and the charts are silent of an experiment that could not be opened', () => {
    read(0, 0.1, 0.4, 1)
    addFrame(frame(frameLayer(0.1), frameLayer(0.2), frameLayer(1)))
    phase.value = 'failed'
    arrived.value = false
    expect(text(renderToString(h(Headline, {})))).toBe('')
    const panels = text(renderToString(h(SpeedPanel, {}))) + text(renderToString(h(NetworkPanel, {}))) + text(renderToString(h(SharesPanel, {})))
    expect(panels).not.toMatch(/dot is a layer|Each bar|multiplied/)
  })
  it('has Chinese signs in its Chinese live text', () => {
    expect(chinese.headline.spoken('第 3 轮', '好')).toBe('第 3 轮：好')
    const texts = JSON.stringify(chinese, (_, value: unknown) => (typeof value === 'function' ? (value as (...x: string[]) => string)('7', '8') : value))
    expect(texts.match(/[\p{Script=Han}][,;:?!()]|[,;:?!()][\p{Script=Han}]/gu)).toBeNull()
  })
  it('speaks of the run, not of where a pointer is', () => {
    read(0, 0.1, 0.4, 1)
    read(1, 0.1, 1.2, 1)
    hovered.value = { epoch: 0, layer: null }
    const html = renderToString(h(Headline, {}))
    expect(html).toMatch(/class="when"[^>]*>At the start/)
    expect(html).toMatch(/role="status">Epoch 1: Layer 1 learns 12 times slower/)
    leave()
  })
})

describe('a time chart', () => {
  const chart = (): string => renderToString(h(TimeChart, {
    figure: timeFigure(
      'Speed', { label: 'y', scale: 'log' }, [], { experiment: experiment.value, stepsPerEpoch: 1, newest: 2, end: null }, english
    ),
    size: liveSize(500, 200), says: () => 'layer 1 0.3'
  }))
  it('is a slider over what was recorded', () => {
    read(0, 1, 2, 3)
    read(2, 1, 2, 3)
    expect(chart()).toContain('role="slider"')
    expect(chart()).toMatch(/aria-valuemin="0" aria-valuemax="2" aria-valuenow="2" aria-valuetext="newest, epoch 2, layer 1 0.3"/)
    pinned.value = { epoch: 0, layer: null }
    expect(chart()).toContain('aria-valuenow="0" aria-valuetext="epoch 0, pinned, layer 1 0.3"')
  })
})

describe('values beside a chart', () => {
  const value = (layer: number): Value => ({ name: `layer ${layer}`, value: layer / 3, formula: 'deltaNorm', layer, look: layer - 1 })
  it('are buttons that open the formula', () => {
    const html = renderToString(h(Values, { epoch: 2, values: [value(1), { ...value(2), value: NaN }] }))
    expect(html).toContain('aria-label="Values at epoch 2"')
    expect(html.match(/aria-haspopup="dialog"/g)).toHaveLength(2)
    expect(text(html)).toContain('layer 1 0.333')
    expect(text(html)).toContain('layer 2 –')
  })
  it('of a deep network are the first, the last and the one pointed at', () => {
    const all = Array.from({ length: 20 }, (_, i) => value(i + 1))
    expect(listedValues(all, null).map(v => v?.layer ?? '…')).toEqual([1, 2, 3, '…', 18, 19, 20])
    expect(listedValues(all, 9).map(v => v?.layer ?? '…')).toEqual([1, 2, 3, '…', 9, '…', 18, 19, 20])
    expect(listedValues(all, 4).map(v => v?.layer ?? '…')).toEqual([1, 2, 3, 4, '…', 18, 19, 20])
    expect(listedValues(all.slice(0, 8), null)).toHaveLength(8)
  })
})

describe('panels', () => {
  it('have a heading, a sentence and a table on demand', () => {
    addFrame(frame(frameLayer(0.1, -0.3), frameLayer(0.2), frameLayer(1)))
    const html = renderToString(h(NetworkPanel, {}))
    expect(html).toMatch(/<section class="panel panel-network" aria-labelledby="([^"]+)"><div class="panel-head"><h2 id="\1">The network/)
    expect(text(html)).toContain('The longest is neuron 2 of layer 1: −0.30.')
    expect(html).toMatch(/<details class="ds-details"><summary>Show the numbers/)
    expect(html).not.toContain('<table')
  })
  it('are not there without what they draw', () => {
    expect(renderToString(h(SharesPanel, {}))).toBe('')
    read(0, 0.1, 0.4, 1)
    expect(renderToString(h(SharesPanel, {}))).toContain('What shrinks the signal')
  })
})
