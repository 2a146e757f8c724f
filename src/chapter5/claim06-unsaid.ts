import type { Figure } from '../charts/index.ts'
import { formatNumber, wilsonInterval } from '../numerics/index.ts'
import { defineClaim, paragraphs, tooLittle, type Judgement } from './claim.ts'
import { gatherCurves, ofDepth, type CurveRun } from './evidence.ts'
import { curveRuns, depths } from './experiments.ts'
import { bandSeries, indices, percent } from './figures.ts'
import { computedChance, curvesSetting } from './published.ts'
import { median, share } from './statistics.ts'

export interface UnsaidEvidence {
  readonly runs: readonly CurveRun[]
}

type Measure = 'deltaNorm' | 'deltaRms' | 'weightGradientNorm'
const measures: readonly { readonly key: Measure; readonly name: string }[] = [
  { key: 'deltaNorm', name: 'norm of the mean δ (the book’s)' },
  { key: 'deltaRms', name: 'root mean square of ‖δ‖ of single images' },
  { key: 'weightGradientNorm', name: 'norm of ∂C/∂W' }
]
const enough = 12
const early = 50

/** A run stuck at chance: at epoch 499 hardly more right than always naming the most frequent digit. */
export const atChance = (run: CurveRun): boolean => run.accuracy[499]! < computedChance.below

/** By what factor the last hidden layer's measure fell from epoch 0 to epoch 50. */
export const collapse = (run: CurveRun, key: Measure): number => run[key][run.depth - 1]![0]! / run[key][run.depth - 1]![early]!

/** Last hidden layer over first, at an epoch. */
export const spreadOver = (run: CurveRun, key: Measure, epoch: number): number => run[key][run.depth - 1]![epoch]! / run[key][0]![epoch]!

function chanceFigure(runs: readonly CurveRun[]): Figure {
  return {
    kind: 'table',
    title: 'How many runs are still at chance after 500 epochs?',
    caption:
      `Chance: always naming the most frequent digit gives ${percent(computedChance.share)} on these 1,000 images; counted ` +
      `is every run below ${percent(computedChance.below, 0)}. Interval: Wilson, 95 %.`,
    columns: ['hidden layers', 'runs', 'at chance', 'interval', 'median accuracy', 'median cost'],
    rows: depths.map(d => {
      const of = ofDepth(runs, d)
      const stuck = of.filter(atChance).length
      const { low, high } = wilsonInterval(stuck, of.length)
      return [
        d,
        of.length,
        stuck,
        `${percent(low, 0)} to ${percent(high, 0)}`,
        percent(median(of.map(r => r.accuracy[499]!))),
        formatNumber(median(of.map(r => r.cost[499]!)), 4)
      ]
    })
  }
}

function measureCurves(four: readonly CurveRun[]): Figure {
  return {
    kind: 'lines',
    title: 'Three measures of the last of four hidden layers',
    caption: 'Median and 5–95 % band over seeds.',
    x: { label: 'epoch', scale: 'linear' },
    y: { label: 'norm', scale: 'log' },
    series: measures.map(({ key, name }) =>
      bandSeries(
        name,
        indices(500),
        four.map(run => run[key][3]!)
      )
    )
  }
}

function measureTables(four: readonly CurveRun[]): Figure[] {
  const at = (key: Measure, layer: number, epoch: number): number => median(four.map(run => run[key][layer]![epoch]!))
  return [
    {
      kind: 'table',
      title: 'The same collapse in three measures, four hidden layers',
      caption: 'Medians over seeds. Collapse: epoch 0 over epoch 50, last hidden layer. Last/first: last hidden layer over first.',
      columns: ['measure', 'last layer, e0', 'last layer, e50', 'collapse', 'last/first, e0', 'last/first, e50'],
      rows: measures.map(({ key, name }) => [
        name,
        formatNumber(at(key, 3, 0)),
        formatNumber(at(key, 3, early)),
        ...[
          median(four.map(run => collapse(run, key))),
          median(four.map(run => spreadOver(run, key, 0))),
          median(four.map(run => spreadOver(run, key, early)))
        ].map(v => formatNumber(v))
      ])
    },
    {
      kind: 'table',
      title: 'Every hidden layer at epoch 50, four hidden layers',
      caption: 'Medians over seeds.',
      columns: ['layer', ...measures.map(m => m.name)],
      rows: indices(4).map(k => [k + 1, ...measures.map(m => formatNumber(at(m.key, k, early)))])
    }
  ]
}

function judge({ runs }: UnsaidEvidence): Judgement {
  const fewest = Math.min(...depths.map(d => ofDepth(runs, d).length))
  if (fewest < enough) return tooLittle(`At least ${enough} finished runs of each depth are needed; there are ${fewest}.`)
  const four = ofDepth(runs, 4)
  const stuck = [3, 4].map(d => ofDepth(runs, d)).map(of => wilsonInterval(of.filter(atChance).length, of.length))
  const shallow = share(ofDepth(runs, 2), atChance)
  const cancelled = share(four, run => collapse(run, 'deltaNorm') > 10 * collapse(run, 'deltaRms'))
  const flattened = share(four, run => spreadOver(run, 'weightGradientNorm', early) < spreadOver(run, 'deltaNorm', early) / 3)
  const [norm, rms, weights] = measures.map(m => median(four.map(run => collapse(run, m.key))))
  const found = stuck.every(s => s.low > 0.5) && shallow < 0.5 && cancelled >= 0.9 && flattened >= 0.75
  const verdict = found ? 'holds' : stuck.some(s => s.high < 0.5) || cancelled < 0.5 ? 'fails' : 'cannot tell'
  const atStart = (['deltaNorm', 'weightGradientNorm'] as const).map(k => formatNumber(median(four.map(r => spreadOver(r, k, 0)))))
  return {
    verdict,
    refined: true,
    measured:
      `at chance after 500 epochs: ${depths.map(d => percent(share(ofDepth(runs, d), atChance), 0)).join(' / ')} of runs; ` +
      `collapse ÷${norm!.toFixed(0)} of the mean δ, ÷${rms!.toFixed(1)} of single images`,
    explanation: paragraphs(
      'Two facts about these curves are not in the chapter; they change how to read them. The verdict says whether both were found here.',
      'First, the networks with three and four hidden layers do not learn to read digits in this experiment. After 500 updates, ' +
        `${depths.map(d => `${percent(share(ofDepth(runs, d), atChance), 0)} of the runs with ${d}`).join(', ')} hidden layers are ` +
        'still at chance: they have fitted their output biases to how often each digit occurs, and hardly anything else. Chance is ' +
        `${percent(computedChance.share)}; the medians are ` +
        `${depths.map(d => percent(median(ofDepth(runs, d).map(r => r.accuracy[499]!)))).join(' / ')}. Their curves describe ` +
        'networks on a plateau, not networks that learn slowly.',
      'Second, most of the steep fall of ‖δ‖ in the first 50 epochs is cancellation. ‖δ‖ is the length of an average over 1,000 ' +
        `images. In the last of four hidden layers it falls by a factor of ${norm!.toFixed(0)}, but the δ of a single image only ` +
        `by ${rms!.toFixed(1)}: single images still pull, in directions that now cancel. ∂C/∂W of that layer, an average too, ` +
        `falls by ${formatNumber(weights!)}.`,
      'So “the first layer is a hundred times slower” is a statement about averaged bias gradients. At epoch 50 the last hidden ' +
        `layer exceeds the first by ${formatNumber(median(four.map(r => spreadOver(r, 'deltaNorm', early))))} in that measure, and ` +
        `by only ${formatNumber(median(four.map(r => spreadOver(r, 'weightGradientNorm', early))))} in ∂C/∂W. At the very start ` +
        `the two are of one order, ${atStart.join(' and ')}.`,
      'What one cannot conclude: that deep networks of this kind can never learn. With mini-batches on 50,000 images (claim 1) the ' +
        'same architectures reach 96 %.'
    ),
    figures: [chanceFigure(runs), measureCurves(four), ...measureTables(four)]
  }
}

export const unsaidClaim = defineClaim<UnsaidEvidence>({
  id: 'unsaid',
  number: 6,
  title: 'What the curves do not say: stuck at chance, and cancelled in the average',
  source: 'not in the chapter; computed for this project',
  setting: curvesSetting,
  published:
    'nothing published; computed earlier for this project: 11.7 % accuracy with three and four hidden layers; mean δ ÷208, single ' +
    'images ÷1.9 by epoch 50',
  experiments: budget => depths.flatMap(depth => curveRuns(depth, budget)),
  gather: traces => ({ runs: gatherCurves(traces) }),
  judge
})
