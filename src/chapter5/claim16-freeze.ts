import type { Figure } from '../charts/index.ts'
import { mean } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { choices, freezeRuns, gatherFreeze, type Choice, type FreezeEvidence, type FreezeRun } from './freeze-evidence.ts'
import { bandSeries, indices, percent, shortDepthName } from './figures.ts'

const of = (runs: readonly FreezeRun[], depth: number, choice: Choice['id']): readonly FreezeRun[] =>
  runs.filter(r => r.depth === depth && r.choice === choice)
const endOf = (run: FreezeRun): number => run.accuracy.at(-1) ?? NaN
const ends = (runs: readonly FreezeRun[], depth: number, choice: Choice['id']): number[] => of(runs, depth, choice).map(endOf)
const depthsOf = (runs: readonly FreezeRun[]): number[] => [...new Set(runs.map(r => r.depth))].sort((a, b) => a - b)

/** By how much the network in which all layers learn is better, seed by seed. */
export function loss(runs: readonly FreezeRun[], depth: number, choice: Choice['id']): number[] {
  const others = of(runs, depth, choice)
  return of(runs, depth, 'all').map(run => endOf(run) - (others.filter(r => r.seed === run.seed).map(endOf)[0] ?? NaN))
}

/** Smaller differences lie within what two runs of one network differ by (claim 1: standard deviations of at most 0.4 points). */
const clear = 0.02

function figures(runs: readonly FreezeRun[]): Figure[] {
  const table: Figure = {
    kind: 'table',
    title: 'Accuracy when only some layers learn',
    caption:
      'Validation images named right at the end: mean (least–most) over seeds. With one hidden layer, “all but the first” is the output ' +
      'layer.',
    columns: ['', ...depthsOf(runs).map(shortDepthName)],
    rows: choices.map(({ id, name }) => [
      name,
      ...depthsOf(runs).map(d => {
        const values = ends(runs, d, id)
        return values.length === 0 ? '–' : `${percent(mean(values))} (${percent(Math.min(...values))}–${percent(Math.max(...values))})`
      })
    ])
  }
  const curves = depthsOf(runs).map((depth): Figure => ({
    kind: 'lines',
    title: `Learning with ${shortDepthName(depth)}`,
    caption: 'Validation images named right: median and 5–95 % over seeds.',
    x: { label: 'epoch', scale: 'linear' },
    y: { label: 'accuracy, %', scale: 'linear' },
    series: choices.filter(({ id }) => of(runs, depth, id).length > 0).map(({ id, name }) => {
      const some = of(runs, depth, id)
      return bandSeries(name, indices(some[0]!.accuracy.length), some.map(r => r.accuracy.map(v => 100 * v)))
    })
  }))
  return [table, ...curves]
}

/** How what a frozen first layer leaves goes with depth, where it does. */
function withDepth(runs: readonly FreezeRun[]): string {
  const left = depthsOf(runs).map(d => mean(ends(runs, d, 'not first')))
  if (left.every((v, i) => i === 0 || v < left[i - 1]!)) {
    return ': the more layers there are to learn above it, the less they make of what the random layer passes on'
  }
  const least = left.slice(0, -1).every(v => left.at(-1)! < v)
  return least ? ': with the most layers to learn above it, the least is made of what the random layer passes on' : ''
}

function explanation(runs: readonly FreezeRun[]): string {
  const deepest = Math.max(...depthsOf(runs))
  const at = (depth: number, id: Choice['id']): string => percent(mean(ends(runs, depth, id)))
  return paragraphs(
    'If slow first layers were no problem, one could as well not train them. So some layers are frozen: they stay as they were drawn, ' +
      'and all others learn as usual.',
    `With one hidden layer, a frozen first layer still leaves ${at(1, 'not first')} (all layers: ${at(1, 'all')}): a random layer is a ` +
      `usable, if poor, start. With two it leaves ${at(2, 'not first')} of ${at(2, 'all')}, with ${deepest} ` +
      `${at(deepest, 'not first')} of ${at(deepest, 'all')}${withDepth(runs)}.`,
    `The other way round, only the first layer learns: ${depthsOf(runs).map(d => `${at(d, 'first alone')} with ${d}`).join(', ')} hidden ` +
      `layers. Only the output layer: ${depthsOf(runs).filter(d => d > 1).map(d => `${at(d, 'output alone')} with ${d}`).join(', ')}. ` +
      'Yet claim 15 finds that an output layer solved for in one go gets far more from the same layers. So what freezing shows is how ' +
      'well descent uses a layer, not what the layer holds.'
  )
}

function judge({ runs }: FreezeEvidence): Judgement {
  const depths = depthsOf(runs)
  const fewest = Math.min(...depths.map(d => of(runs, d, 'all').length))
  if (!(depths.length >= 2 && fewest >= 3)) return tooLittle('At least three seeds of two depths are needed.')
  const losses = depths.map(d => loss(runs, d, 'not first'))
  const learns = depths.every(d => ends(runs, d, 'all').every(v => v > 0.5))
  const costs = losses.every(list => list.length > 0 && list.every(v => v > clear))
  const free = losses.some(list => list.every(v => v < clear))
  const deepest = Math.max(...depths)
  const text = losses.map(list => (100 * mean(list)).toFixed(0)).join(', ')
  return {
    verdict: !learns ? 'cannot tell' : costs ? 'holds' : free ? 'fails' : 'cannot tell',
    measured: `freezing it costs ${text} points`,
    measuredDetail:
      `with ${depths.join(', ')} hidden layers a frozen first layer costs ${text} percentage points of accuracy in the mean of ${fewest} ` +
      `seeds; training only the first layer of ${deepest} hidden gives ${percent(mean(ends(runs, deepest, 'first alone')))}`,
    explanation: explanation(runs),
    reason: reasonOf([
      [
        learns, 'With all layers learning, every network names more than half of the images.',
        'Not even with all layers learning do the networks learn.'
      ],
      [
        costs, `Freezing the first layer costs more than ${100 * clear} points with every seed and every depth.`,
        `Freezing the first layer does not cost more than ${100 * clear} points with every seed and every depth.`
      ]
    ]),
    limits:
      'What longer training could do: networks with a frozen first layer may leave the plateau later. And nothing of layers that were ' +
      'trained before they were frozen.',
    figures: figures(runs)
  }
}

export const freezeClaim = defineClaim<FreezeEvidence>({
  id: 'freeze',
  number: 16,
  title: 'The later layers cannot make up for a first layer that does not learn',
  source: 'Nielsen, Neural Networks and Deep Learning, chapter 5, section "The vanishing gradient problem" (an argument, no number)',
  setting: '[784, 30 × L, 10], L = 1, 2, 3, first 10,000 training images, batches of 10, 6 epochs (30 with --full), η = 0.1, λ = 5',
  published: 'they cannot',
  publishedDetail: 'later layers find it extremely difficult to identify the image if the first layer is random (no number given)',
  experiments: freezeRuns,
  gather: gatherFreeze,
  judge
})
