import type { Figure } from '../charts/index.ts'
import { mean, standardDeviation } from '../numerics/index.ts'
import { defineClaim, paragraphs, tooLittle, type Judgement } from './claim.ts'
import { byDepth, valuesOf } from './evidence.ts'
import { accuracyRuns } from './experiments.ts'
import { bandSeries, depthName, indices } from './figures.ts'
import { computedAccuracySpread, publishedAccuracy } from './published.ts'
import { distanceLimit } from './statistics.ts'

/** Validation accuracy in per cent: [depth − 1][run][epoch], epoch 0 before any training. */
export interface AccuracyEvidence {
  readonly runs: readonly (readonly (readonly number[])[])[]
}

type Reading = 'last' | 'best'
interface Comparison {
  readonly mean: number
  readonly deviation: number
  readonly limit: number
  readonly fits: boolean
}

const allDepths = [1, 2, 3, 4]
const last = (run: readonly number[]): number => run.at(-1) ?? NaN
const best = (run: readonly number[]): number => Math.max(...run)

/** One depth under one reading. Fewer than five seeds give no spread of their own: the project's earlier one is used then. */
function compare(runs: readonly (readonly number[])[], depth: number, reading: Reading): Comparison {
  const values = runs.map(reading === 'last' ? last : best)
  const known = computedAccuracySpread[reading].deviation[depth - 1]!
  const deviation = values.length >= 5 ? Math.max(standardDeviation(values), known / 2) : known
  const limit = distanceLimit(4) * deviation * Math.sqrt(1 + 1 / values.length)
  const centre = mean(values)
  return { mean: centre, deviation, limit, fits: Math.abs(publishedAccuracy.percent[depth - 1]! - centre) <= limit }
}

/** Does a third or fourth hidden layer gain on the second by more than chance? Then the chapter's point would be wrong. */
function depthPays(rows: readonly Comparison[], seeds: number): boolean {
  const two = rows[1]!
  return rows.slice(2).some(r => {
    const noise = Math.sqrt((r.deviation * r.deviation + two.deviation * two.deviation) / seeds)
    return r.mean - two.mean > distanceLimit(2) * noise
  })
}

function figures(runs: AccuracyEvidence['runs'], rows: Readonly<Record<Reading, readonly Comparison[]>>): Figure[] {
  const seeds = runs[0]!.length
  const show = (c: Comparison): string => (seeds >= 5 ? `${c.mean.toFixed(2)} ± ${c.deviation.toFixed(2)}` : c.mean.toFixed(2))
  return [
    {
      kind: 'lines',
      title: 'Validation accuracy while training',
      caption:
        `One curve for each depth${seeds > 1 ? `: median and 5–95 % band of ${seeds} seeds` : ', one seed each'}. The start, from about ` +
        '10 % upward, is left out so that the differences can be seen.',
      x: { label: 'epoch', scale: 'linear' },
      y: { label: 'validation accuracy, %', scale: 'linear' },
      series: runs.map((depth, k) =>
        bandSeries(
          depthName(k + 1),
          indices(depth[0]!.length - 3).map(e => e + 3),
          depth.map(run => run.slice(3))
        )
      ),
      marks: publishedAccuracy.percent.map((value, k) => ({ x: 30, y: value, label: `book, ${k + 1}` }))
    },
    {
      kind: 'table',
      title: 'Accuracy by depth, in per cent',
      caption:
        'The book does not say whether it prints the last epoch or the best one; both are given. Tolerance: how far one published ' +
        'run may lie from the last-epoch value by chance alone.',
      columns: ['hidden layers', 'published', 'last epoch', 'best epoch', 'tolerance'],
      rows: publishedAccuracy.percent.map((p, k) => [
        k + 1,
        p.toFixed(2),
        show(rows.last[k]!),
        show(rows.best[k]!),
        `± ${rows.last[k]!.limit.toFixed(2)}`
      ])
    }
  ]
}

function whatSeedsTell(seeds: number): string {
  const { deviation } = computedAccuracySpread.last
  const detectable = (a: number, b: number): string =>
    (2 * Math.sqrt((deviation[a]! * deviation[a]! + deviation[b]! * deviation[b]!) / seeds)).toFixed(2)
  const who = seeds === 1 ? 'One seed for each depth' : `${seeds} seeds for each depth`
  return (
    `${who} can tell a difference between one and two hidden layers from about ${detectable(0, 1)} points upward, and between ` +
    `three and four only from about ${detectable(2, 3)} points. ` +
    'These limits use the spread over 12 seeds computed earlier for this project (standard deviations 0.12, 0.16, 0.21 and 0.43 points). ' +
    `The book's difference between three and four layers is 0.04 ` +
    `points${seeds < 5 ? ': neither its run nor this one can tell whether it is real. Run with --seeds 12 for a distribution' : ''}.`
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
  return {
    verdict: reading !== undefined && !pays ? 'holds' : 'fails',
    measured:
      `last epoch ${rows.last.map(c => c.mean.toFixed(2)).join(' / ')} %, best ` +
      `${rows.best.map(c => c.mean.toFixed(2)).join(' / ')} % (${seeds} seed${seeds > 1 ? 's' : ''} each)`,
    explanation: paragraphs(
      'The chapter trains four networks that differ only in how many hidden layers of 30 neurons they have. A second hidden layer ' +
        'helps a little; a third and a fourth do not, although they could at least have passed their input on unchanged.',
      reading !== undefined
        ? 'All four published accuracies lie as near to ours as two runs of the same experiment do when the ' +
            `${reading === 'last' ? 'last' : 'best'} epoch is read.`
        : 'At least one published accuracy lies farther from ours than two runs of the same experiment should.',
      pays
        ? 'Here a network with more than two hidden layers was better by more than chance explains. That is not what the chapter says.'
        : 'As in the chapter, adding hidden layers beyond the second did not buy accuracy beyond what chance explains.',
      whatSeedsTell(seeds)
    ),
    figures: figures(runs, rows)
  }
}

export const accuracyClaim = defineClaim<AccuracyEvidence>({
  id: 'accuracy',
  number: 1,
  title: 'More hidden layers do not make the network better',
  source: publishedAccuracy.source,
  setting: publishedAccuracy.setting,
  published: '96.48 / 96.90 / 96.57 / 96.53 % with one to four hidden layers',
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
