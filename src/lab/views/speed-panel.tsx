import type { JSX } from 'preact'
import { liveSize, type Figure, type LinesFigure } from '../../charts/index.ts'
import { LAYER_QUANTITIES } from '../../experiment/index.ts'
import { shownLayer } from '../state/cursor.ts'
import { seriesOf } from '../state/history.ts'
import { ghostSeries } from '../state/ghosts.ts'
import { experiment } from '../state/lab.ts'
import { quantity } from '../state/settings.ts'
import { words } from '../words/index.ts'
import { viewWords } from '../words/views.ts'
import { heldAt, isHeld } from './held.ts'
import { usePaced } from './pace.ts'
import { Panel } from './panel.tsx'
import type { Said } from './said.tsx'
import { broken, comparedLayers, drawnHistory, lastFinite, lastShown, layersOf, shown, timeFrame } from './shown.ts'
import { FEW, speedDrawn, speedFigure, theoryTable, withoutGhosts, type SpeedGiven } from './speed-figure.ts'
import { lastSaid } from './headline-said.ts'
import { FormulaButton } from './formula-button.tsx'
import { speedSaid } from './speed-said.ts'
import { expected } from './theory.ts'
import { TimeChart } from './time-chart.tsx'
import { spokenValues, Values, type Value } from './values.tsx'

function given(): SpeedGiven {
  const w = viewWords.value
  const [q, layers] = [quantity.value, layersOf(experiment.value)]
  const compared = comparedLayers(layers)
  return {
    quantity: q, name: words.value.quantities[q], history: drawnHistory.value, layers: compared, words: w,
    marked: compared.length > FEW ? shownLayer.value : null,
    nameOf: layer => (layer === layers ? w.outputShort : w.layer(layer)), expected: layer => expected(q, layer)
  }
}

const read = (): LinesFigure => speedFigure(given(), ghostSeries, timeFrame.value)
const figures = (): Figure[] => [read()]

function numbers(): Figure[] {
  const theory = theoryTable(given())
  return theory ? [withoutGhosts(read()), theory] : [withoutGhosts(read())]
}

function readValues(): { readonly epoch: number; readonly values: readonly Value[]; readonly said: Said } {
  const [w, moment, q] = [viewWords.value, shown.value, quantity.value]
  const layers = layersOf(experiment.value)
  const values = comparedLayers(layers).map((layer): Value => ({
    name: layer === layers ? w.outputShort : w.layer(layer), value: moment?.value(q, layer) ?? NaN, formula: q, layer, look: layer - 1
  }))
  const epoch = moment?.epoch ?? 0
  const [layer, now] = [layers === 1 ? w.output : w.layer(1), values[0]?.value ?? NaN]
  const all = seriesOf(drawnHistory.value, q, 1)
  const broke = broken.value && { step: broken.value.step, last: lastFinite(all, drawnHistory.value.epochs)?.value ?? NaN }
  const held = isHeld(heldAt(experiment.value, moment?.step ?? 0), 1)
  if (lastShown.value !== null) return { epoch, values, said: [lastSaid(lastShown.value, w)] }
  return { epoch, values, said: speedSaid({ quantity: q, layer, epoch, start: all[0] ?? NaN, now, expected: expected(q, 1), held, broke }, w) }
}

/** One quantity of every layer over the epochs. */
export function SpeedPanel(): JSX.Element {
  const w = viewWords.value
  const figure = usePaced(read)
  const { epoch, values, said } = usePaced(readValues)
  return (
    <Panel name="speed" title={w.speed.title} said={[...said, ...speedDrawn(figure, w)]} figures={figures} numbers={numbers} tools={<QuantityChoice />}>
      {width => (
        <>
          <Values values={values} epoch={epoch} />
          <TimeChart figure={figure} size={liveSize(width, Math.min(360, Math.max(200, width * 0.62)))} says={() => spokenValues(values)} />
        </>
      )}
    </Panel>
  )
}

function QuantityChoice(): JSX.Element {
  const { quantities } = experiment.value.observe
  const choose = (name: string): void => {
    quantity.value = LAYER_QUANTITIES.find(q => q === name) ?? 'deltaNorm'
  }
  return (
    <div class="choice">
      <FormulaButton id={quantity.value} class="formula-of">
        <span aria-hidden="true">f</span><span class="hush">{viewWords.value.formula.of(words.value.quantities[quantity.value])}</span>
      </FormulaButton>
      <label class="choice">
        <span class="hush">{viewWords.value.speed.quantity}</span>
        <select value={quantity.value} onChange={event => choose(event.currentTarget.value)}>
          {LAYER_QUANTITIES.filter(q => quantities.includes(q)).map(q => <option value={q}>{words.value.quantities[q]}</option>)}
        </select>
      </label>
    </div>
  )
}
