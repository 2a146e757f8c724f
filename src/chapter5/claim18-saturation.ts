import { numberText } from '../charts/index.ts'
import { mean } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { outOf } from './figures.ts'
import { publishedSaturation } from './published.ts'
import {
  firstSaturated, gatherSaturation, nearZero, prepareSpectra, saturationDepths, saturationRuns, topLayer,
  type SaturationEvidence, type SaturationRun, type Spectrum
} from './saturation-evidence.ts'
import { saturationFigures } from './saturation-figures.ts'
import { share } from './statistics.ts'

const last = <T>(values: readonly T[]): T => values.at(-1)!

/** The top layer lies below `nearZero` by the first fifth of the run, while no layer below it ever does. */
export function fallsEarly(run: SaturationRun): boolean {
  const top = last(run.mean)
  const fell = top.findIndex(v => v < nearZero)
  return fell >= 0 && run.steps[fell]! <= 0.2 * last(run.steps) && run.mean.slice(0, -1).every(layer => layer.every(v => v > 2 * nearZero))
}

/** For each seed: the deeper of three, four and five layers leaves no earlier, and five later than three. */
function leavesInOrder(runs: readonly SaturationRun[]): boolean {
  return [...new Set(runs.map(r => r.seed))].every(seed => {
    const at = [3, 4, 5].map(depth => runs.find(r => r.seed === seed && r.depth === depth)).map(r => (r ? topLayer(r).leaves : NaN))
    return at[0]! < at[2]! && at[0]! <= at[1]! && at[1]! <= at[2]! && at[1]! > 0
  })
}

function spectraFit(spectra: readonly Spectrum[]): { readonly standard: number; readonly normalised: number; readonly fits: boolean } {
  const of = (normalised: boolean): number => mean(spectra.filter(s => s.normalised === normalised).flatMap(s => s.means))
  const [standard, normalised] = [of(false), of(true)]
  const published = publishedSaturation.singularValue
  const fits = Math.abs(normalised - published.normalised) <= 0.1 && Math.abs(standard - published.standard) <= 0.05
  return { standard, normalised, fits }
}

/** The first layer is saturated before any other; Infinity counts as after everything. */
const firstFirst = (run: SaturationRun): boolean => {
  const [first, ...others] = firstSaturated(run)
  return first! < Infinity && others.every(o => o > first!)
}

const largestAbove = (run: SaturationRun): number => Math.max(...run.saturated.slice(1).map(last))
const topToFirst = (run: SaturationRun): number => last(run.deviation)[0]! / run.deviation[0]![0]!

function findings({ runs, spectra }: SaturationEvidence) {
  const of = (activation: string, normalised: boolean, depth: number): SaturationRun[] =>
    runs.filter(r => r.activation === activation && r.normalised === normalised && r.depth === depth)
  const sigmoid = runs.filter(r => r.activation === 'sigmoid')
  const deep = sigmoid.filter(r => r.depth >= 3)
  const [tanh, tanhN, softsign] = [of('tanh', false, 5), of('tanh', true, 5), of('softsign', false, 5)]
  const softness = Math.max(...softsign.map(largestAbove)) / Math.min(...tanh.map(largestAbove))
  const [shrunk, kept] = [mean(tanh.map(topToFirst)), mean(tanhN.map(topToFirst))]
  return {
    sigmoid, deep, fell: deep.filter(fallsEarly).length, mostFell: [3, 4, 5].every(depth => share(deep.filter(r => r.depth === depth), fallsEarly) > 0.5), ordered: leavesInOrder(sigmoid), fit: spectraFit(spectra),
    tanhFirst: share(tanh, firstFirst), softness, shrunk, kept,
    complete: saturationDepths.every(d => of('sigmoid', false, d).length > 0) && [tanh, tanhN, softsign].every(r => r.length > 0)
  }
}

function leavingText(runs: readonly SaturationRun[]): string {
  return [3, 4, 5].map(depth => {
    const at = runs.filter(r => r.depth === depth).map(r => topLayer(r).leaves)
    const left = at.filter(Number.isFinite)
    const when = left.length === 0 ? 'not at all' : `after ${numberText(Math.min(...left))}${left.length > 1 ? ` to ${numberText(Math.max(...left))}` : ''}`
    return `${depth} layers ${when}${left.length > 0 && left.length < at.length ? ` (${left.length} of ${at.length})` : ''}`
  }).join(', ')
}

function judge(evidence: SaturationEvidence): Judgement {
  const f = findings(evidence)
  if (!f.complete || evidence.spectra.length < 2) return tooLittle('A finished run of every depth and kind is needed, and the singular values.')
  const { fit } = f
  const holds = f.mostFell && f.ordered && fit.fits && f.tanhFirst === 1 && f.softness <= 0.5 && f.shrunk < 0.5 * f.kept
  const values = `${numberText(fit.normalised, 2)} normalised, ${numberText(fit.standard, 2)} standard`
  return {
    verdict: holds ? 'holds' : 'fails',
    refined: f.fell < f.deep.length,
    measured: `${outOf(f.fell, f.deep.length)} deep sigmoid tops fall; ${values}`,
    measuredDetail:
      `top sigmoid layer near 0 early in ${outOf(f.fell, f.deep.length)} networks of three to five layers; it leaves, in updates of ` +
      `${numberText(last(f.deep[0]!.steps))}: ${leavingText(f.sigmoid)}; mean singular value ${values}`,
    explanation: explanation(f),
    reason: reasonOf([
      [
        f.fell === f.deep.length,
        'With three sigmoid layers or more the top one falls below a mean activation of 0.1 within the first fifth of the updates; none below it does.',
        `The top sigmoid layer falls near 0 early, and alone, in only ${outOf(f.fell, f.deep.length)} of the deep networks` +
          (f.mostFell ? ', most of every depth, hence “refined”.' : '.')
      ],
      [f.ordered, 'The deeper network leaves later, or not in this run.', 'The deeper network does not leave later.'],
      [
        fit.fits,
        `The mean singular values, ${values}, are within 0.1 and 0.05 of the paper’s 0.8 and 0.5.`,
        `The mean singular values, ${values}, are not within 0.1 and 0.05 of the paper’s 0.8 and 0.5.`
      ],
      [
        f.tanhFirst === 1,
        'With tanh and standard weights the first layer saturates first.',
        'With tanh and standard weights another layer saturates before the first.'
      ],
      [
        f.softness <= 0.5,
        'Above the first layer softsign saturates at most half as much as tanh.',
        'Above the first layer softsign saturates more than half as much as tanh.'
      ],
      [
        f.shrunk < 0.5 * f.kept,
        `Before training five layers keep ${numberText(f.kept, 2)} of the first layer’s spread with normalised weights, ${numberText(f.shrunk, 2)} with standard ones.`,
        `Normalised weights do not keep the spread of activations better: ${numberText(f.kept, 2)} against ${numberText(f.shrunk, 2)}.`
      ]
    ]),
    limits:
      'The paper’s numbers of updates and errors: its networks have 1,000 units a layer, its images are drawn without end (Shapeset) or all of MNIST, its ' +
      'rates are tuned. Ours have 100, 10,000 images of MNIST and a rate chosen so that four layers leave within the run. One seed shows a course, not a ' +
      'distribution; --full takes three, and wider Jacobians. Percentiles and histograms of activations are not read: spread and saturated share stand for them.',
    figures: saturationFigures(evidence)
  }
}

function explanation(f: ReturnType<typeof findings>): string {
  return paragraphs(
    'A sigmoid layer that has not learned anything useful still has a mean near ½, which disturbs the layer above. The quickest cure the output layer ' +
      'finds is to rely on its biases and to push the useless top layer to 0. There the slopes are small, and the layers below, which would have to make it ' +
      `useful, get next to no gradient. In our networks (updates until the top layer is back): ${leavingText(f.sigmoid)}.`,
    'tanh is symmetric, so that 0 is its steep middle and no trap. Its layers saturate one after the other, the first first, because with standard weights ' +
      'signals and gradients shrink on their way. Softsign approaches its ends slowly and does not get stuck there.',
    'Standard weights, uniform within ±1/√n, have a variance of 1/(3n): each layer shrinks signals and gradients by about √⅓. Normalised weights have 2/(n + m): ' +
      `the Jacobian’s mean singular value is then ${numberText(f.fit.normalised, 2)} instead of ${numberText(f.fit.standard, 2)}, as near to 1 as a square random matrix times slopes can be ` +
      'without raising its largest.'
  )
}

export const saturationClaim = defineClaim<SaturationEvidence, readonly Spectrum[]>({
  id: 'saturation',
  number: 18,
  title: 'The top sigmoid layer saturates early and leaves late or never; normalised weights keep gradients alive',
  source: publishedSaturation.source,
  setting:
    '[784, 100 × L, 10], L = 1 to 5, softmax, uniform weights, biases 0, batches of 10 of 10,000 MNIST images, η = 0.4 (sigmoid) or 0.1; activations of ' +
    '300 training images (the paper: 1,000 units, Shapeset and MNIST, 300 test images)',
  published: '0.8 normalised, 0.5 standard',
  publishedDetail:
    'with four sigmoid layers the top one saturates at 0 and leaves after about 100 epochs, with five never; tanh saturates from the first layer up; mean ' +
    'singular value of a layer’s Jacobian ≈ 0.8 with normalised, ≈ 0.5 with standard weights',
  experiments: saturationRuns,
  prepare: preparation => prepareSpectra(preparation),
  gather: (traces, spectra) => ({ runs: gatherSaturation(traces), spectra }),
  judge
})
