import { numberText, type Figure } from '../charts/index.ts'
import { defineClaim, paragraphs, type Judgement } from './claim.ts'
import { gatherPrevalence, type PrevalenceEvidence } from './prevalence-evidence.ts'
import { computedPrevalence, publishedPrevalence } from './published.ts'

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

function figures(e: PrevalenceEvidence): Figure[] {
  return [
    {
      kind: 'lines',
      title: 'How wide may the input range, so that |wσ′(wa + b)| ≥ 1?',
      caption: 'Width of the interval of a, by equation 123 (line) and by finding its two ends (squares). Below |w| = 4 there is none.',
      x: { label: '|w|', scale: 'log' },
      y: { label: 'width', scale: 'linear' },
      series: [
        { name: 'equation 123', ...e.curve },
        { name: 'ends found', x: e.widths.map(w => w.weight), y: e.widths.map(w => w.roots), points: true, line: false }
      ],
      marks: [{ x: publishedPrevalence.weight, y: publishedPrevalence.width, label: 'book: 0.45 at 6.9' }]
    },
    {
      kind: 'table',
      folded: true,
      title: 'Widths',
      caption: 'By the formula, by root finding, and how far the two are apart.',
      columns: ['|w|', 'equation 123', 'ends found', 'difference'],
      rows: e.widths.map(w => [
        numberText(w.weight, 4),
        numberText(w.formula, 9),
        numberText(w.roots, 9),
        numberText(Math.abs(w.formula - w.roots))
      ])
    }
  ]
}

function judge(e: PrevalenceEvidence): Judgement {
  const worst = Math.max(...e.widths.map(w => Math.abs(w.formula - w.roots)))
  const { weight, width } = e.maximum
  const agrees =
    e.widths.length > 0 &&
    worst <= 1e-9 &&
    e.largestBelowFour < 1 &&
    Math.abs(width - computedPrevalence.width) <= 1e-9 &&
    Math.abs(weight - computedPrevalence.weight) <= 1e-6 &&
    rounded(weight, 1) === publishedPrevalence.weight &&
    rounded(width, 2) === publishedPrevalence.width
  const book = `${publishedPrevalence.width} at ${publishedPrevalence.weight}`
  return {
    verdict: agrees ? 'holds' : 'fails',
    measured: `${width.toFixed(4)} wide at ${weight.toFixed(3)}`,
    measuredDetail:
      `below |w| = 4 the factor never reaches 1 (at most ${numberText(e.largestBelowFour, 5)}); the range is widest, ` +
      `${width.toFixed(10)}, at |w| = ${weight.toFixed(10)}`,
    explanation: paragraphs(
      'Could a factor |wσ′(wa + b)| reach 1, so that nothing vanishes? Since σ′ is at most 1/4, only for |w| ≥ 4. But a large ' +
        'weight also makes z = wa + b large, where σ′ is small; so only a narrow range of inputs a will do. Equation 123 gives its width.',
      'Even with the best weight, less than half of the inputs between 0 and 1 keep the factor at 1 or above, and only if the bias is ' +
        'chosen to fit.'
    ),
    reason: agrees
      ? `Finding the two ends of the range by root finding gives the widths of equation 123 to ${numberText(worst, 2)}, for both signs ` +
        `of w ` +
        `and a different bias each time; the largest one rounds to the book’s ${book}, and agrees with the value computed for this ` +
        `project to nine digits.`
      : `The widths found differ from equation 123 by up to ${numberText(worst, 2)}, or their largest value, ${width.toFixed(6)} at ` +
        `${weight.toFixed(6)}, is not the book’s ${book}, or a factor reached 1 below |w| = 4.`,
    limits: 'That the gradient of a wide layer must vanish: there many such terms are added.',
    figures: figures(e)
  }
}

export const prevalenceClaim = defineClaim<PrevalenceEvidence>({
  id: 'prevalence',
  number: 10,
  title: 'Even with large weights, few inputs avoid vanishing',
  source: publishedPrevalence.source,
  setting: 'one sigmoid neuron, any weight w and bias b, input a',
  published: `≈ ${publishedPrevalence.width} wide at |w| ≈ ${publishedPrevalence.weight}`,
  publishedDetail: `|w| ≥ 4 needed; the range of inputs is widest, ≈ ${publishedPrevalence.width}, at |w| ≈ ${publishedPrevalence.weight}`,
  experiments: () => [],
  gather: gatherPrevalence,
  judge
})
