import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { LinesPicture, liveSize, type LinesFigure } from '../../charts/index.ts'
import { experiment } from '../state/lab.ts'
import { part } from '../state/parts.ts'
import { chartWords } from '../views/chart-words.ts'
import { valueText } from '../views/numbers-text.ts'
import { usePaced } from '../views/pace.ts'
import { useWidth } from '../views/panel.tsx'
import { epochText } from '../words/numbers.ts'
import { depthRuns, depthsBar, depthsTraining, stopDepths, trainDepths, type DepthRun } from './depths.ts'
import { hrefOf } from './href.ts'
import { compareWords } from './words.ts'

const PLOT = 110
const starting = part(() => import('../page/start-worker.ts'))

/** The experiment on the page at depths 1 to 6, a small chart each, all on the same axes. */
export function Depths(): JSX.Element {
  const w = compareWords.value.depths
  const training = depthsTraining.value
  const bar = depthsBar(experiment.value)
  const runs = usePaced(() => depthRuns.value, undefined, [], true)
  const start = async (): Promise<void> => {
    const { startWorker } = await starting.load()
    trainDepths(experiment.peek(), startWorker)
  }
  return (
    <section class="depths">
      <h3>{w.title}</h3>
      <p class="caption">{bar ? w[bar] : w.lead}</p>
      <p class="compare-keep">
        {training
          ? <button type="button" onClick={stopDepths}>{w.stop}</button>
          : <button type="button" disabled={bar !== null} onClick={() => void start()}>{runs.length > 0 ? w.again : w.start}</button>}
        <span role="status">{runs.length > 0 && runs.every(isOver) && w.done}</span>
      </p>
      {runs.length > 0 && <Grid runs={runs} />}
    </section>
  )
}

const isOver = ({ state }: DepthRun): boolean => state === 'done' || state === 'ended' || state === 'failed'

function Grid({ runs }: { readonly runs: readonly DepthRun[] }): JSX.Element {
  const first = useRef<HTMLDivElement>(null)
  const width = useWidth(first)
  const [low, high] = speedRange(runs)
  const last = Math.max(...runs.map(({ experiment: one }) => one?.training.epochs ?? 1))
  return (
    <ol class="depth-grid">
      {runs.map((run, i) => (
        <li>
          <h4><Name run={run} /></h4>
          <div class="ds-figure" ref={i === 0 ? first : null}>
            {width > 0 && (
              <LinesPicture figure={figureOf(run, last, low, high)} size={liveSize(width, PLOT, 11)} words={chartWords.value} />
            )}
          </div>
          <p class="caption">{stateText(run)}</p>
        </li>
      ))}
    </ol>
  )
}

function Name({ run: { depth, experiment: one } }: { readonly run: DepthRun }): JSX.Element {
  const w = compareWords.value.depths
  return one ? <a href={hrefOf(one)} aria-label={w.open(depth)}>{w.name(depth)}</a> : <>{w.name(depth)}</>
}

function figureOf({ depth, epochs, speeds }: DepthRun, last: number, low: number, high: number): LinesFigure {
  const w = compareWords.value.depths
  return {
    kind: 'lines', title: w.name(depth), caption: '', legend: false, x: { label: w.epoch, scale: 'linear', include: [0, last] },
    y: { label: w.speed, scale: 'log', include: [low, high] },
    series: speeds.map((y, l) => ({ name: w.layer(l + 1), x: epochs, y, look: l }))
  }
}

/** The least and the greatest speed of all charts; 1 while there is none. */
function speedRange(runs: readonly DepthRun[]): readonly [number, number] {
  let [low, high] = [Infinity, 0]
  for (const { speeds } of runs) {
    for (const values of speeds) {
      for (const v of values) {
        if (!(v > 0 && Number.isFinite(v))) continue
        low = Math.min(low, v)
        high = Math.max(high, v)
      }
    }
  }
  return high > 0 ? [low, high] : [1, 1]
}

function stateText({ state, depth, epochs, speeds }: DepthRun): string {
  const w = compareWords.value.depths
  switch (state) {
    case 'waiting': return w.waiting
    case 'training': return w.training(epochText(Math.floor(epochs.at(-1) ?? 0)))
    case 'ended': case 'failed': case 'stopped': return w[state]
    case 'done': return depth === 1 ? w.only : w.gap(valueText((speeds.at(-1)?.at(-1) ?? NaN) / (speeds[0]?.at(-1) ?? NaN), 2))
    default: return state satisfies never
  }
}
