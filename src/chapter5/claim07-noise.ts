import type { Figure } from '../charts/index.ts'
import { formatNumber, log, standardDeviation } from '../numerics/index.ts'
import { defineClaim, paragraphs, tooLittle, type Judgement } from './claim.ts'
import { hiddenLayers } from './evidence.ts'
import { noiseRuns, noiseUpdates } from './experiments.ts'
import { hiddenName, indices, percent } from './figures.ts'
import { publishedNorms } from './published.ts'
import { median, share } from './statistics.ts'

/** ‖δ^l‖ after every update: norms[layer − 1][update]; the two of a pair start from the same seed. */
export interface NoisePair {
  readonly seed: number
  readonly full: readonly (readonly number[])[]
  readonly mini: readonly (readonly number[])[]
}
export interface NoiseEvidence {
  readonly pairs: readonly NoisePair[]
}

/** Updates before this are left out: both runs then fall steeply, and the fall is not noise. */
const settled = 100
const enough = 8

/** Standard deviation of the successive differences of log₁₀ ‖δ‖, from update 100 on: how jagged the curve is, whatever its trend. */
export function jaggedness(norms: readonly number[]): number {
  const logs = norms.slice(settled).map(v => log(v) / Math.LN10)
  return standardDeviation(logs.slice(1).map((v, i) => v - logs[i]!))
}

const ratios = ({ full, mini }: NoisePair): number[] => full.map((layer, k) => jaggedness(mini[k]!) / jaggedness(layer))

function figures(pairs: readonly NoisePair[]): Figure[] {
  const { full, mini } = pairs[0]!
  const updates = indices(full[0]!.length)
  return [
    {
      kind: 'lines',
      title: '‖δ‖ after each update, seed 1',
      caption: 'Same start, same learning rate, same number of updates, same 1,000 images to measure on.',
      x: { label: 'update', scale: 'linear' },
      y: { label: '‖δ‖', scale: 'log' },
      series: full.flatMap((layer, k) => [
        { name: `${hiddenName(k + 1)}, all images`, x: updates, y: layer },
        { name: `${hiddenName(k + 1)}, batches of 10`, x: updates, y: mini[k]!, dash: true }
      ])
    },
    {
      kind: 'table',
      title: 'How jagged the curves are',
      caption:
        `Standard deviation of successive differences of log₁₀ ‖δ‖, updates ${settled} to ${noiseUpdates}; median over ` +
        `${pairs.length} seeds.`,
      columns: ['layer', 'all images', 'batches of 10', 'ratio, least', 'median', 'most'],
      rows: full.map((_, k) => {
        const r = pairs.map(p => ratios(p)[k]!)
        return [
          k + 1,
          formatNumber(median(pairs.map(p => jaggedness(p.full[k]!)))),
          formatNumber(median(pairs.map(p => jaggedness(p.mini[k]!)))),
          ...[Math.min(...r), median(r), Math.max(...r)].map(v => formatNumber(v))
        ]
      })
    }
  ]
}

function judge({ pairs }: NoiseEvidence): Judgement {
  if (pairs.length < enough) return tooLittle(`At least ${enough} pairs of runs are needed for a sign test; there are ${pairs.length}.`)
  const noisier = share(pairs, pair => ratios(pair).every(r => r > 1))
  const typical = pairs[0]!.full.map((_, k) => median(pairs.map(p => ratios(p)[k]!)))
  return {
    verdict: noisier === 1 ? 'holds' : typical.some(r => !(r > 1)) ? 'fails' : 'cannot tell',
    measured:
      `with batches of 10 the curve is ${typical.map(r => formatNumber(r)).join(' and ')} times as jagged (layers 1 and ` +
      `2); noisier in ${percent(noisier, 0)} of ${pairs.length} pairs`,
    explanation: paragraphs(
      'The chapter uses all 1,000 images for every update, because mini-batches give noisier curves of ‖δ‖.',
      'To compare fairly, each pair of runs starts from the same weights and makes the same number of updates with the same ' +
        'learning rate; ‖δ‖ is measured on the same 1,000 images after each. Only the images behind each update differ. Jaggedness ' +
        'is the standard deviation of the change of log₁₀ ‖δ‖ from one update to the next, which a smooth trend hardly touches.',
      `In ${percent(noisier, 0)} of the pairs every hidden layer is more jagged with batches of 10. If batch size did not matter, ` +
        `all ${pairs.length} pairs would agree with a probability of 1 in ${2 ** pairs.length}.`,
      'What one cannot conclude: that noise is harmful. Per image looked at, batches of 10 make a hundred times as many updates, ' +
        'and claim 1 is trained that way.'
    ),
    figures: figures(pairs)
  }
}

export const noiseClaim = defineClaim<NoiseEvidence>({
  id: 'noise',
  number: 7,
  title: 'Mini-batches make the same curves noisier',
  source: publishedNorms.source,
  setting: `[784, 30, 30, 10], first 1,000 training images, ${noiseUpdates} updates of 1,000 or of 10 images, η = 0.1, λ = 5`,
  published: 'in words only (as a study note records it): no mini-batches, because they give noisier data',
  experiments: noiseRuns,
  gather(traces) {
    const of = (small: boolean) => traces.filter(t => t.experiment.training.batchSize < t.experiment.data.train === small)
    const mini = new Map(of(true).map(t => [t.experiment.seed, hiddenLayers(t, 'deltaNorm')]))
    const full = of(false).map(t => ({ seed: t.experiment.seed, full: hiddenLayers(t, 'deltaNorm') }))
    const pairs = full.flatMap(f => (mini.has(f.seed) ? [{ ...f, mini: mini.get(f.seed)! }] : []))
    return { pairs: pairs.filter(p => [...p.full, ...p.mini].every(l => l.length > settled + 100)) }
  },
  judge
})
