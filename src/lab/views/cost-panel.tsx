import type { JSX } from 'preact'
import { liveSize } from '../../charts/index.ts'
import type { NetworkQuantity } from '../../experiment/index.ts'
import { ghostSeries } from '../state/ghosts.ts'
import { seriesOf } from '../state/history.ts'
import { countText, epochText } from '../words/numbers.ts'
import { panelWords, type PanelWords } from '../words/views.panels.ts'
import { costFigures, VALIDATION, WHOLE } from './cost-figures.ts'
import { lastSaid } from './headline-said.ts'
import type { Moment } from './moment.ts'
import { shareText, valueText } from './numbers-text.ts'
import { usePaced } from './pace.ts'
import { Panel } from './panel.tsx'
import { phrase, type Phrase, type Said } from './said.tsx'
import { broken, drawnHistory, lastFinite, lastShown, shown, timeFrame } from './shown.ts'
import { TimeChart } from './time-chart.tsx'
import { spokenValues, Values, type Value } from './values.tsx'

/** Beside each other from this width on, below each other in less. */
const ROOM_FOR_TWO = 470
const GAP = 32

const read = () => costFigures(drawnHistory.value, timeFrame.value, ghostSeries, panelWords.value)

function readValues(): { readonly epoch: number; readonly values: readonly Value[]; readonly said: Said } {
  const [w, moment] = [panelWords.value, shown.value]
  const value = (name: string, formula: NetworkQuantity, look = WHOLE): Value[] => {
    const it = moment?.value(formula, 0) ?? NaN
    // What broke off keeps its place, without a value.
    const known = !Number.isNaN(it) || (broken.value !== null && seriesOf(drawnHistory.value, formula, 0).length > 0)
    const share = formula.toLowerCase().endsWith('accuracy')
    return !known ? [] : [{ name, value: it, ...(share ? { text: shareText(it) } : {}), formula, layer: null, look }]
  }
  const values = [
    ...value(w.cost.cost, 'cost'), ...value(w.cost.validationCost, 'validationCost', VALIDATION),
    ...value(w.cost.accuracy, 'accuracy'), ...value(w.cost.validationAccuracy, 'validationAccuracy', VALIDATION)
  ]
  if (lastShown.value !== null) return { epoch: lastShown.value, values, said: [lastSaid(lastShown.value, w)] }
  return { epoch: moment?.epoch ?? 0, values, said: moment ? costSaid(moment, seriesOf(drawnHistory.value, 'cost', 0)[0] ?? NaN, w, brokenCost()) : [] }
}

/** Since when the cost is no finite number, and its last one; null while it is. */
export interface BrokenCost {
  readonly step: number
  readonly last: { readonly value: number; readonly epoch: number } | null
}

function brokenCost(): BrokenCost | null {
  const { epochs } = drawnHistory.value
  return broken.value && { step: broken.value.step, last: lastFinite(seriesOf(drawnHistory.value, 'cost', 0), epochs) }
}

/** The cost that is minimised, and how many examples the network has right. */
export function CostPanel(): JSX.Element {
  const figures = usePaced(read)
  const { epoch, values, said } = usePaced(readValues)
  return (
    <Panel name="cost" title={panelWords.value.cost.title} said={said} figures={read}>
      {width => {
        const each = figures.length > 1 && width >= ROOM_FOR_TWO ? Math.floor((width - GAP) / 2) : width
        return (
          <>
            <Values values={values} epoch={epoch} />
            <div class="side-by-side">
              {figures.map(figure => <TimeChart figure={figure} size={liveSize(each, 130)} says={() => spokenValues(values)} />)}
            </div>
          </>
        )
      }}
    </Panel>
  )
}

/** What the cost has come down to, and the share of examples that are right. */
export function costSaid(moment: Moment, start: number, w: PanelWords, broke: BrokenCost | null = null): Said {
  const at = (quantity: NetworkQuantity): number => moment.value(quantity, 0)
  const [cost, accuracy, validation] = [at('cost'), at('accuracy'), at('validationAccuracy')]
  const part = { text: valueText(cost), formula: 'cost' } as const
  if (!Number.isFinite(cost)) return broke ? [costBroke(broke, w)] : Number.isNaN(cost) ? [] : [phrase(w.cost.saysStart, { cost: part })]
  const first = moment.epoch > 0 && start > 0 && cost < start ?
    phrase(w.cost.says, { cost: part, share: { text: shareText(cost / start), formula: 'costShare' } }) : phrase(w.cost.saysStart, { cost: part })
  if (Number.isNaN(accuracy)) return [first]
  const beside = phrase(w.cost.rightValidation, { validation: { text: shareText(validation), formula: 'validationAccuracy' } })
  return [
    first, phrase(w.cost.right, { accuracy: { text: shareText(accuracy), formula: 'accuracy' } }),
    ...(Number.isNaN(validation) ? [] : [beside]), phrase(w.cost.stop)
  ]
}

const costBroke = ({ step, last }: BrokenCost, { cost: c }: PanelWords): Phrase =>
  (last === null ? phrase(c.broke, { step: countText(step) }) : phrase(c.brokeLast, {
    step: countText(step), epoch: epochText(last.epoch), cost: { text: valueText(last.value), formula: 'cost' }
  }))
