import type { Figure } from '../charts/index.ts'
import { formatNumber } from '../numerics/index.ts'
import { defineClaim, paragraphs, type Judgement } from './claim.ts'
import { gatherPrevalence, type PrevalenceEvidence } from './prevalence-evidence.ts'
import { computedPrevalence, publishedPrevalence } from './published.ts'

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

function figures(e: PrevalenceEvidence): Figure[] {
  return [
    {
      kind: 'lines',
      title: 'How wide may the input range, so that |wσ′(wa + b)| ≥ 1?',
      caption: 'Width of the interval of a, by equation 123 (line) and by finding its two ends (points).',
      x: { label: '|w|', scale: 'log' },
      y: { label: 'width', scale: 'linear' },
      series: [
        { name: 'equation 123', x: e.widths.map(w => w.weight), y: e.widths.map(w => w.formula) },
        { name: 'ends found', x: e.widths.map(w => w.weight), y: e.widths.map(w => w.roots), points: true, dash: true }
      ],
      marks: [{ x: publishedPrevalence.weight, y: publishedPrevalence.width, label: 'book: 0.45 at 6.9' }]
    },
    {
      kind: 'table',
      title: 'Widths',
      caption: 'No width below |w| = 4.',
      columns: ['|w|', 'equation 123', 'ends found', 'difference'],
      rows: e.widths.map(w => [
        formatNumber(w.weight, 4),
        formatNumber(w.formula, 9),
        formatNumber(w.roots, 9),
        formatNumber(Math.abs(w.formula - w.roots))
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
  return {
    verdict: agrees ? 'holds' : 'fails',
    measured:
      `|w| < 4 never reaches 1 (at most ${formatNumber(e.largestBelowFour, 5)}); widest ${width.toFixed(10)} at |w| = ` +
      `${weight.toFixed(10)}`,
    explanation: paragraphs(
      'Could a factor |wσ′(wa + b)| reach 1, so that nothing vanishes? Since σ′ is at most 1/4, only for |w| ≥ 4. But a large ' +
        'weight also makes z = wa + b large, where σ′ is small; so only a narrow range of inputs a will do.',
      'Equation 123 gives the width of that range. Finding its two ends by root finding gives the same numbers to ' +
        `${formatNumber(worst)}, and the widest range is ${width.toFixed(4)} at |w| = ${weight.toFixed(4)}: the book's 0.45 and ` +
        '6.9.',
      'So even with the best weight, less than half of the inputs between 0 and 1 keep the factor at 1 or above, and only if the ' +
        'bias is chosen to fit. What one cannot conclude: that the gradient of a wide layer must vanish, for there many such terms ' +
        'are added.'
    ),
    figures: figures(e)
  }
}

export const prevalenceClaim = defineClaim<PrevalenceEvidence>({
  id: 'prevalence',
  number: 10,
  title: 'Even with large weights, few inputs avoid vanishing',
  source: publishedPrevalence.source,
  setting: 'one sigmoid neuron, any weight w and bias b, input a',
  published: '|w| ≥ 4 needed; the range of inputs is widest, ≈ 0.45, at |w| ≈ 6.9',
  experiments: () => [],
  gather: gatherPrevalence,
  judge
})
