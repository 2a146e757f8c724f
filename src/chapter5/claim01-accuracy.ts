import type { Figure } from '../charts/index.ts'
import { mean, standardDeviation } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { byDepth, valuesOf } from './evidence.ts'
import { accuracyRuns } from './experiments.ts'
import { bandSeries, depthName, indices, shortDepthName } from './figures.ts'
import { computedAccuracySpread, publishedAccuracy } from './published.ts'
import { distanceLimit, median } from './statistics.ts'

/** Validation accuracy in per cent: [depth − 1][run][epoch], epoch 0 before any training. */
export interface AccuracyEvidence {
  readonly runs: readonly (readonly (readonly number[])[])[]
}

type Reading = 'last' | 'best'
interface Comparison {
  readonly mean: number
  /** Over the seeds. Fewer than five give none of their own: it is the project's earlier one then. */
  readonly spread: number
  /** What the limit is made of: never less than the earlier one. */
  readonly deviation: number
  readonly limit: number
  readonly fits: boolean
}

const allDepths = [1, 2, 3, 4]
const square = (x: number): number => x * x
const last = (run: readonly number[]): number => run.at(-1) ?? NaN
const best = (run: readonly number[]): number => Math.max(...run)

/**
 * One depth under one reading. The limit is that of a normal law whose deviation is known, so that of a few seeds, which may happen to agree, must
 * not make it smaller: a published value that fits would be refused in up to a tenth of the cases.
 */
function compare(runs: readonly (readonly number[])[], depth: number, reading: Reading): Comparison {
  const values = runs.map(reading === 'last' ? last : best)
  const known = computedAccuracySpread[reading].deviation[depth - 1]!
  const spread = values.length >= 5 ? standardDeviation(values) : known
  const deviation = Math.max(spread, known)
  const limit = distanceLimit(4) * deviation * Math.sqrt(1 + 1 / values.length)
  const centre = mean(values)
  return { mean: centre, spread, deviation, limit, fits: Math.abs(publishedAccuracy.percent[depth - 1]! - centre) <= limit }
}

/** Does a third or fourth hidden layer gain on the second by more than chance? Then the chapter's point would be wrong. */
function depthPays(rows: readonly Comparison[], seeds: number): boolean {
  const two = rows[1]!
  return rows.slice(2).some(r => {
    const noise = Math.sqrt((r.deviation * r.deviation + two.deviation * two.deviation) / seeds)
    return r.mean - two.mean > distanceLimit(2) * noise
  })
}

/** The first epoch drawn: before it, all curves climb from a tenth to nearly their end, and the differences would not be seen. */
const firstShown = 10

function curvesFigure(runs: AccuracyEvidence['runs']): Figure {
  const seeds = runs[0]!.length
  const at = (e: number): string => runs.map(depth => median(depth.map(run => run[e] ?? NaN)).toFixed(1)).join(' / ')
  const epochs = runs[0]![0]!.length
  const from = Math.min(firstShown, epochs - 2)
  return {
    kind: 'lines',
    title: 'Validation accuracy while training',
    caption:
      `One curve for each depth${seeds > 1 ? `: median and 5–95 % band of ${seeds} seeds` : ', one seed each'}. Cut off: epochs before ` +
      `${from}, in which the accuracies rise from ${at(0)} % to ${at(from)} %; and everything below the lowest value drawn.`,
    x: { label: 'epoch', scale: 'linear' },
    y: { label: 'validation accuracy, %', scale: 'linear' },
    series: runs.map((depth, k) =>
      bandSeries(
        depthName(k + 1),
        indices(epochs - from).map(e => e + from),
        depth.map(run => run.slice(from))
      )
    )
  }
}

function comparedFigure(rows: Readonly<Record<Reading, readonly Comparison[]>>): Figure {
  return {
    kind: 'bars',
    title: 'Accuracy by number of hidden layers, beside the published one',
    caption:
      'The book does not say whether it prints the last epoch or the best; both are shown. Whiskers: how far one published run may lie ' +
      'from ours by chance alone (99 % for the four depths together).',
    spread: 'chance',
    y: { label: 'validation accuracy, %', scale: 'linear' },
    groups: (['last', 'best'] as const).map(reading => ({
      name: `${reading} epoch`,
      bars: rows[reading].map((c, k) => ({
        name: shortDepthName(k + 1),
        value: c.mean,
        low: c.mean - c.limit,
        high: c.mean + c.limit,
        published: publishedAccuracy.percent[k]!
      }))
    }))
  }
}

function figures(runs: AccuracyEvidence['runs'], rows: Readonly<Record<Reading, readonly Comparison[]>>): Figure[] {
  const seeds = runs[0]!.length
  const show = (c: Comparison): string => (seeds >= 5 ? `${c.mean.toFixed(2)} ± ${c.spread.toFixed(2)}` : c.mean.toFixed(2))
  const table: Figure = {
    kind: 'table',
    title: 'Accuracy by depth, in per cent',
    caption:
      (seeds >= 5 ? `Mean ± standard deviation of ${seeds} seeds. ` : '') +
      'Tolerance: the half length of the whiskers above, at the last epoch.',
    columns: ['hidden layers', 'published', 'last epoch', 'best epoch', 'tolerance'],
    rows: publishedAccuracy.percent.map((p, k) => [
      k + 1,
      p.toFixed(2),
      show(rows.last[k]!),
      show(rows.best[k]!),
      `± ${rows.last[k]!.limit.toFixed(2)}`
    ])
  }
  return [comparedFigure(rows), curvesFigure(runs), table]
}

/** What one cannot conclude, with the spread that says so. */
function limitsOf(rows: readonly Comparison[], seeds: number): string {
  const detectable = (a: number, b: number): string =>
    (2 * Math.sqrt((square(rows[a]!.spread) + square(rows[b]!.spread)) / seeds)).toFixed(2)
  const published = publishedAccuracy.percent
  const difference = (published[2]! - published[3]!).toFixed(2)
  const ours = (rows[2]!.mean - rows[3]!.mean).toFixed(2).replace('-', '−')
  const spread =
    seeds >= 5
      ? `the spread of these ${seeds} seeds`
      : `the spread over 12 seeds simulated earlier for this project (standard deviations ` +
        `${computedAccuracySpread.last.deviation.map(d => d.toFixed(2)).join(', ')} points)`
  return (
    `${seeds === 1 ? 'One seed' : `${seeds} seeds`} for each depth can tell one from two hidden layers only when they differ by about ` +
    `${detectable(0, 1)} points or more, and three from four by ${detectable(2, 3)}; this uses ${spread}. The book's difference between ` +
    `three and four layers is ${difference} points, ours ${ours}` +
    (seeds < 5
      ? ': neither its run nor this one can tell whether it is real. Run with --seeds 12 for a distribution.'
      : ': the book’s, from one run, could not have been told from chance.') +
    ' Final accuracies do not even tell how the weights were drawn: the same networks with weights of standard deviation 1 pass this ' +
    'test too (claims 2 to 4 tell them apart), and so may those of tanh or ReLU units. Nor does it ' +
    'follow that deeper networks must be worse: these are four networks of 30 neurons a layer and one way to train them.'
  )
}

function judge({ runs }: AccuracyEvidence): Judgement {
  const seeds = Math.min(...allDepths.map(d => runs[d - 1]?.length ?? 0))
  if (!(seeds >= 1)) return tooLittle('At least one finished run of each depth is needed.')
  const rows = {
    last: allDepths.map(d => compare(runs[d - 1]!, d, 'last')),
    best: allDepths.map(d => compare(runs[d - 1]!, d, 'best'))
  }
  const reading = (['last', 'best'] as const).find(r => rows[r].every(c => c.fits))
  const pays = depthPays(rows.last, seeds)
  const list = (r: Reading): string => rows[r].map(c => c.mean.toFixed(2)).join(' / ')
  const off = allDepths.filter(d => !rows.last[d - 1]!.fits).map(depthName)
  return {
    verdict: reading !== undefined && !pays ? 'holds' : 'fails',
    measured: `${list('last')} %`,
    measuredDetail: `last epoch ${list('last')} %; best epoch ${list('best')} % (${seeds} seed${seeds > 1 ? 's' : ''} for each depth)`,
    explanation: paragraphs(
      'The chapter trains four networks that differ only in how many hidden layers of 30 neurons they have. A second hidden layer ' +
        'helps a little; a third and a fourth do not, although they could at least pass their input on unchanged (claim 11).'
    ),
    reason: reasonOf([
      [
        reading !== undefined,
        'All four published accuracies lie as near to ours as two runs of the same experiment do, when the ' +
          `${reading ?? 'last'} epoch is read.`,
        'Whether the last epoch is read or the best, at least one published accuracy lies farther from ours than two runs of the same ' +
          `experiment should; at the last epoch: ${off.join(', ') || 'none'}.`
      ],
      [
        !pays,
        'Neither three nor four layers gain on two by more than chance explains.',
        'A network with more than two hidden layers was better here by more than chance explains. That is not what the chapter says.'
      ]
    ]),
    limits: limitsOf(rows.last, seeds),
    figures: figures(runs, rows)
  }
}

export const accuracyClaim = defineClaim<AccuracyEvidence>({
  id: 'accuracy',
  number: 1,
  title: 'Hidden layers beyond the second do not make the network better',
  source: publishedAccuracy.source,
  setting: publishedAccuracy.setting,
  published: `${publishedAccuracy.percent.map(p => p.toFixed(2)).join(' / ')} %`,
  publishedDetail: `${publishedAccuracy.percent.map(p => p.toFixed(2)).join(' / ')} % with one to four hidden layers, one run each`,
  experiments: budget => allDepths.flatMap(depth => accuracyRuns(depth, budget)),
  gather(traces) {
    const groups = byDepth(traces.filter(t => t.end.kind === 'done' || t.end.kind === 'nonFinite'))
    return {
      runs: allDepths.map(d =>
        (groups.get(d) ?? []).map(t => valuesOf(t, 'validationAccuracy', 0).map(v => 100 * v)).filter(r => r.length > 1)
      )
    }
  },
  judge
})
