import { numberText, type Figure } from '../charts/index.ts'
import { log, standardDeviation } from '../numerics/index.ts'
import { defineClaim, paragraphs, tooLittle, type Judgement } from './claim.ts'
import { hiddenLayers } from './evidence.ts'
import { noiseRuns, noiseUpdates } from './experiments.ts'
import { hiddenName, indices, outOf } from './figures.ts'
import { publishedNorms } from './published.ts'
import { band, median } from './statistics.ts'

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
          numberText(median(pairs.map(p => jaggedness(p.full[k]!)))),
          numberText(median(pairs.map(p => jaggedness(p.mini[k]!)))),
          ...[Math.min(...r), median(r), Math.max(...r)].map(v => numberText(v))
        ]
      })
    }
  ]
}

/** Where the curve lies, whatever its jags: the median of ‖δ‖ from update 100 on. */
const level = (norms: readonly number[]): number => median(norms.slice(settled))

function judge({ pairs }: NoiseEvidence): Judgement {
  if (pairs.length < enough) return tooLittle(`At least ${enough} pairs of runs are needed for a sign test; there are ${pairs.length}.`)
  const noisier = pairs.filter(pair => ratios(pair).every(r => r > 1)).length
  const all = noisier === pairs.length
  const layers = indices(pairs[0]!.full.length)
  const spread = layers.map(k => band(pairs.map(p => ratios(p)[k]!)))
  const higher = layers.map(k => numberText(median(pairs.map(p => level(p.mini[k]!) / level(p.full[k]!))), 2))
  const typical = spread.map(b => numberText(b.median))
  return {
    verdict: all ? 'holds' : spread.some(b => !(b.median > 1)) ? 'fails' : 'cannot tell',
    measured: `${typical.join(' and ')} times as jagged`,
    measuredDetail:
      `with batches of 10 the curve is ` +
      `${spread.map(b => `${numberText(b.median)} (5–95 %: ${numberText(b.low)} to ${numberText(b.high)})`).join(' and ')} ` +
      `times as jagged in layers 1 and 2; more jagged in ${outOf(noisier, pairs.length)} pairs`,
    explanation: paragraphs(
      'The chapter uses all 1,000 images for every update, because mini-batches give noisier curves of ‖δ‖.',
      'To compare fairly, each pair of runs starts from the same weights and makes the same number of updates with the same ' +
        'learning rate; ‖δ‖ is measured on the same 1,000 images after each. Only the images behind each update differ. Jaggedness ' +
        'is the standard deviation of the change of log₁₀ ‖δ‖ from one update to the next, which a smooth trend hardly touches.',
      `The curves of the mini-batches also lie higher, by a factor of ${higher.join(' and ')} in layers 1 and 2. A likely reason, not ` +
        'tested here: each batch pulls the network to its own side, so that the average over all images does not settle.'
    ),
    reason: all
      ? `In all ${pairs.length} pairs every hidden layer is more jagged with batches of 10. If batch size did not matter, that would ` +
        `happen ` +
        `with a probability of 1 in ${2 ** pairs.length} or less.`
      : `Only in ${outOf(noisier, pairs.length)} pairs is every hidden layer more jagged with batches of 10; all are asked for, and ` +
        `where the ` +
        'typical ratio of a layer is not above 1 the claim fails.',
    limits:
      'That noise is harmful. For the same number of images looked at, batches of 10 make a hundred times as many updates, and claim 1 ' +
      'is ' +
      'trained that way.',
    figures: figures(pairs)
  }
}

export const noiseClaim = defineClaim<NoiseEvidence>({
  id: 'noise',
  number: 7,
  title: 'Mini-batches make the same curves noisier',
  source: publishedNorms.source,
  setting: `[784, 30, 30, 10], first 1,000 training images, ${noiseUpdates} updates of 1,000 or of 10 images, η = 0.1, λ = 5`,
  published: 'mini-batches give noisier data',
  publishedDetail: 'in words only, as summaries of the chapter tell it: no mini-batches, because they give noisier data',
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
