import { numberText, type Figure } from '../charts/index.ts'
import { exp, log } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { depths } from './experiments.ts'
import { depthName, hiddenName } from './figures.ts'
import {
  compare, gatherPrediction, predictionRuns, preparePredictions, type ComparedCell, type PredictedQuantity, type PredictionEvidence,
  type Predictions
} from './prediction-evidence.ts'
import { computedFactorPerLayer } from './published.ts'
import { band } from './statistics.ts'

/** Largest error of theory that counts as right. */
const tolerance = 0.05
/** Standard errors of the measurement beyond the tolerance from which on theory is wrong, and not the sample small. */
const certain = 3
const fewest = 30

const names: Readonly<Record<PredictedQuantity, string>> = {
  deltaNorm: '‖δ‖', deltaRms: 'rms ‖δ‖ of single images', weightGradientNorm: '‖∂C/∂W‖', weightedInputVariance: 'variance of z',
  slopeMeanSquare: 'mean σ′²'
}
const layerName = ({ layer, depth }: ComparedCell): string => (layer > depth ? 'output layer' : hiddenName(layer))
const signed = (error: number): string => `${error < 0 ? '−' : '+'}${Math.abs(100 * error).toFixed(1)} %`
const isJudged = ({ quantity }: ComparedCell): boolean => quantity === 'deltaNorm' || quantity === 'deltaRms'

function figureOf(cells: readonly ComparedCell[], quantity: 'deltaNorm' | 'deltaRms'): Figure {
  const shown = cells.filter(c => c.quantity === quantity)
  const single = quantity === 'deltaRms'
  return {
    kind: 'bars',
    title: single ? '‖δ‖ of single images, four hidden layers: theory and measurement' : '‖δ‖ of every layer: theory and measurement',
    caption:
      `Dots: root mean square over ${shown[0]?.values.length ?? 0} networks${single ? ' and all images' : ''}; whiskers: 5–95 % of the ` +
      'networks; diamonds: theory, which has seen no network.',
    spread: '5–95 % of networks',
    mark: 'theory',
    y: { label: `${single ? 'rms ' : ''}‖δ‖ (log scale)`, scale: 'log' },
    groups: [...new Set(shown.map(c => c.depth))].map(depth => ({
      name: depthName(depth),
      bars: shown.filter(c => c.depth === depth).map(c => {
        const { low, high } = band(c.values)
        return { name: layerName(c), value: c.measured, low, high, published: c.predicted }
      })
    }))
  }
}

function cellsFigure(title: string, cells: readonly ComparedCell[], folded: boolean): Figure {
  return {
    kind: 'table',
    title,
    caption:
      'Norms: root mean square over networks, with its standard error; the median lies lower, because norms spread unevenly over ' +
      'seeds. Other quantities: mean over networks.',
    folded,
    columns: ['', 'hidden layers', 'layer', 'theory', 'measured', '± s.e.', 'median', 'theory is off by'],
    rows: cells.map(c => [
      names[c.quantity], c.depth, layerName(c), numberText(c.predicted), numberText(c.measured), `${(100 * c.standardError).toFixed(1)} %`,
      numberText(band(c.values).median), signed(c.error)
    ])
  }
}

/** The factor from one hidden layer to the next, by theory and as measured, of the deepest network. */
function factors(cells: readonly ComparedCell[], quantity: PredictedQuantity): readonly [theory: number, measured: number] {
  const depth = depths.at(-1)!
  const at = (layer: number): ComparedCell => cells.find(c => c.depth === depth && c.layer === layer && c.quantity === quantity)!
  const factor = (value: (c: ComparedCell) => number): number => exp(log(value(at(depth)) / value(at(1))) / (depth - 1))
  return [factor(c => c.predicted), factor(c => c.measured)]
}

function judge({ cells: all }: PredictionEvidence): Judgement {
  const least = all.reduce((n, c) => Math.min(n, c.values.length), all.length > 0 ? Infinity : 0)
  if (least < fewest) return tooLittle(`At least ${fewest} untrained networks of each depth are needed; there are ${least}.`)
  const cells = all.map(compare)
  const judged = cells.filter(isJudged)
  const off = judged.filter(c => !(Math.abs(c.error) <= tolerance))
  const wrong = judged.filter(c => !(Math.abs(c.error) <= tolerance + certain * c.standardError))
  const worst = judged.reduce((w, c) => (Math.abs(c.error) <= Math.abs(w.error) ? w : c))
  const [theory, measured] = factors(cells, 'deltaNorm')
  const sentence = `theory said ${theory.toFixed(2)} a layer; measured ${measured.toFixed(2)}`
  return {
    verdict: wrong.length > 0 ? 'fails' : off.length > 0 ? 'cannot tell' : 'holds',
    measured: sentence,
    measuredDetail:
      `${sentence} (four hidden layers); ${judged.length - off.length} of ${judged.length} norms within 5 %, the farthest off by ` +
      `${signed(worst.error)} (${layerName(worst)}, ${depthName(worst.depth)}; standard error ${(100 * worst.standardError).toFixed(1)} %)`,
    explanation: explanation(cells),
    reason: reasonOf([
      [
        off.length === 0,
        `All ${judged.length} norms lie within 5 % of theory (largest difference ${signed(worst.error)}).`,
        `${off.length} of ${judged.length} norms differ from theory by more than 5 %, the farthest by ${signed(worst.error)}.`
      ],
      [
        wrong.length === 0,
        'The measured averages have standard errors of up to ' +
          `${(100 * judged.reduce((m, c) => Math.max(m, c.standardError), 0)).toFixed(1)} %; a norm more than 5 % and ${certain} of them ` +
          'away would fail the claim.',
        `${wrong.length} of them by more than 5 % and ${certain} standard errors, so that chance is no explanation: theory is wrong here.`
      ]
    ]),
    limits:
      'What one network will do: theory speaks of the average over all draws of the weights, and single networks spread around it as the ' +
      'whiskers show. It says nothing about training, and grows less exact as layers get narrower than thirty neurons.',
    figures: [
      figureOf(cells, 'deltaNorm'), figureOf(cells, 'deltaRms'),
      cellsFigure('Four hidden layers, five quantities', cells.filter(c => c.depth === depths.at(-1)), false),
      cellsFigure('Every number', cells, true)
    ]
  }
}

function explanation(cells: readonly ComparedCell[]): string {
  const [theory, measured] = factors(cells, 'deltaNorm')
  const [, single] = factors(cells, 'deltaRms')
  return paragraphs(
    'Can one know how fast each layer learns before drawing a single weight? In a wide layer, a neuron’s weighted input is a sum of many ' +
      'small random terms, so that it is distributed normally and only its variance matters. That variance goes from layer to layer by a ' +
      'simple rule, and so does the squared length of δ on its way back. From the images theory takes their lengths and the angles between ' +
      'them, and nothing else.',
    `For the book’s networks with four hidden layers theory said that ‖δ‖ grows ${theory.toFixed(2)} times from one hidden layer to the ` +
      `next; we measured ${measured.toFixed(2)} (and ${single.toFixed(2)} for the errors of single images). Deep in the network, theory’s factor is ` +
      `${computedFactorPerLayer.toFixed(2)}: 1/√χ₁ with χ₁ = σ_w² E[σ′(z)²], the “4” of the chapter’s argument made exact.`
  )
}

export const predictedClaim = defineClaim<PredictionEvidence, Predictions>({
  id: 'predicted',
  number: 12,
  title: 'Theory knows every layer’s speed before a weight is drawn',
  source:
    'Not in the chapter. Mean-field theory of wide networks (Poole et al. 2016; Schoenholz et al. 2017), derived again for this project: docs/theory.md',
  setting: '[784, 30 × L, 10] with two, three and four hidden layers before any training; the first 1,000 training images',
  published: `no value; theory: × ${computedFactorPerLayer.toFixed(2)} a layer`,
  publishedDetail: `the chapter gives none; theory’s own claim is ‖δ‖ of every layer within 5 %, and a factor of ${computedFactorPerLayer.toFixed(2)} a layer`,
  experiments: predictionRuns,
  prepare: preparePredictions,
  gather: gatherPrediction,
  judge
})
