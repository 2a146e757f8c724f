import { numberText, type Figure } from '../charts/index.ts'
import { log, wilsonInterval } from '../numerics/index.ts'
import { ofDepth, type CurveRun } from './evidence.ts'
import { depths } from './experiments.ts'
import { bandSeries, indices, percent, shortDepthName } from './figures.ts'
import { chanceMargin, labelCounts } from './published.ts'
import { band, median } from './statistics.ts'

export type Measure = 'deltaNorm' | 'deltaRms' | 'weightGradientNorm'
/** The three measures side by side, with names for a legend and for a table. */
export const measures: readonly { readonly key: Measure; readonly name: string; readonly short: string }[] = [
  { key: 'deltaNorm', name: '‖mean δ‖, the book’s', short: '‖mean δ‖' },
  { key: 'deltaRms', name: 'single images, rms ‖δ‖', short: 'rms ‖δ‖' },
  { key: 'weightGradientNorm', name: 'weights, ‖∂C/∂W‖', short: '‖∂C/∂W‖' }
]
/** The end of the steep fall. */
export const early = 50

/** Stuck at chance: at epoch 499 hardly more right than the best network that cannot see. */
export const atChance = (run: CurveRun, chance: number): boolean => run.accuracy[499]! <= chanceMargin * chance

/** The blind networks are right as often as single digits occur among the labels, and the best as often as the most frequent one. */
export function blindAsCounted(blind: readonly number[], images: number): boolean {
  const shares = (labelCounts[images] ?? []).map(n => n / images)
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.5 / images
  return blind.length > 0 && blind.every(a => shares.some(s => near(a, s))) && near(Math.max(...blind), Math.max(...shares))
}

/** Least cross-entropy of a network that gives every image the same ten outputs: Σ over digits of −p ln p − (1 − p) ln(1 − p). */
export function constantCost(images: number): number {
  const shares = (labelCounts[images] ?? [NaN]).map(n => n / images)
  return shares.reduce((sum, p) => sum - p * log(p) - (1 - p) * log(1 - p), 0)
}

/** By what factor the last hidden layer's measure fell from epoch 0 to epoch 50. */
export const collapse = (run: CurveRun, key: Measure): number => run[key][run.depth - 1]![0]! / run[key][run.depth - 1]![early]!

/** Last hidden layer over first, at an epoch. */
export const spreadOver = (run: CurveRun, key: Measure, epoch: number): number => run[key][run.depth - 1]![epoch]! / run[key][0]![epoch]!

/** How many runs never left chance. */
export function chanceFigures(runs: readonly CurveRun[], chance: number): Figure[] {
  const images = runs[0]!.images
  return [
    {
      kind: 'bars',
      title: 'Images named right after 500 epochs',
      caption:
        `By number of hidden layers: median and 5–95 % of ${ofDepth(runs, 2).length} runs of each depth. “Blind”: the best of the ` +
        `networks whose weights are all 0, ` +
        `so ` +
        'that they name the same digit for every image.',
      spread: '5–95 %',
      y: { label: 'accuracy, %', scale: 'linear' },
      groups: [
        {
          name: '',
          bars: [
            { name: 'blind', value: 100 * chance },
            ...depths.map(d => {
              const b = band(ofDepth(runs, d).map(r => 100 * r.accuracy[499]!))
              return { name: shortDepthName(d), value: b.median, low: b.low, high: b.high }
            })
          ]
        }
      ]
    },
    {
      kind: 'table',
      title: 'How many runs are still at chance after 500 epochs?',
      caption:
        `At chance: at most ${chanceMargin} times the blind network’s accuracy. Interval: of the true share, Wilson, 95 %. The least ` +
        `cost ` +
        `that the same answer for every image can have here is ${numberText(constantCost(images), 4)}.`,
      columns: ['hidden layers', 'at chance', 'interval', 'exactly blind', 'median cost'],
      rows: depths.map(d => {
        const of = ofDepth(runs, d)
        const stuck = of.filter(r => atChance(r, chance)).length
        const { low, high } = wilsonInterval(stuck, of.length)
        return [
          d,
          `${stuck} of ${of.length}`,
          `${percent(low, 0)} to ${percent(high, 0)}`,
          of.filter(r => Math.abs(r.accuracy[499]! - chance) < 0.5 / images).length,
          numberText(median(of.map(r => r.cost[499]!)), 4)
        ]
      })
    }
  ]
}

/** The three measures over time, and what each says of first and last layer. */
export function measureCurves(four: readonly CurveRun[]): Figure[] {
  const over = (title: string, label: string, caption: string, pick: (run: CurveRun, key: Measure) => readonly number[]): Figure => ({
    kind: 'lines',
    title,
    caption,
    x: { label: 'epoch', scale: 'linear' },
    y: { label, scale: 'log' },
    series: measures.map(({ key, name }) =>
      bandSeries(
        name,
        indices(500),
        four.map(run => pick(run, key))
      )
    )
  })
  return [
    over(
      'Three measures of the last of four hidden layers',
      'norm',
      'Median and 5–95 % band over seeds. The first and the third are averages over all images, the second is of single images.',
      (run, key) => run[key][3]!
    ),
    over(
      'How much slower is the first of four hidden layers? It depends on the measure',
      'last hidden layer over first',
      'The same three measures, the last hidden layer’s over the first’s. Median and 5–95 % band over seeds.',
      (run, key) => indices(500).map(e => spreadOver(run, key, e))
    )
  ]
}

/** The same as numbers. */
export function measureTables(four: readonly CurveRun[]): Figure[] {
  const at = (key: Measure, layer: number, epoch: number): number => median(four.map(run => run[key][layer]![epoch]!))
  return [
    {
      kind: 'table',
      title: 'The same collapse in three measures, four hidden layers',
      caption:
        'Medians over seeds; e0, e50: epochs. Fall: epoch 0 over epoch 50, last hidden layer. Last/first: last hidden layer over first.',
      columns: ['measure', 'last, e0', 'last, e50', 'fall', 'last/first, e0', 'last/first, e50'],
      rows: measures.map(({ key, short }) => [
        short,
        numberText(at(key, 3, 0)),
        numberText(at(key, 3, early)),
        ...[
          median(four.map(run => collapse(run, key))),
          median(four.map(run => spreadOver(run, key, 0))),
          median(four.map(run => spreadOver(run, key, early)))
        ].map(v => numberText(v))
      ])
    },
    {
      kind: 'table',
      title: 'Every hidden layer at epoch 50, four hidden layers',
      caption: 'Medians over seeds.',
      columns: ['layer', ...measures.map(m => m.short)],
      rows: indices(4).map(k => [k + 1, ...measures.map(m => numberText(at(m.key, k, early)))])
    }
  ]
}
