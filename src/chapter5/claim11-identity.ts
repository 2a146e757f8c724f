import { numberText, type Figure } from '../charts/index.ts'
import { defineClaim, paragraphs, reasonOf, type Judgement } from './claim.ts'
import { gatherIdentity, type IdentityEvidence } from './identity-evidence.ts'
import { computedIdentityError, publishedIdentity } from './published.ts'

function figures(e: IdentityEvidence): Figure[] {
  return [
    {
      kind: 'lines',
      title: 'A neuron that should give back its input',
      caption: `Best without an output bias: w₁ = ${numberText(e.best.w1, 6)}, b = −w₁/2, w₂ = ${numberText(e.best.w2, 6)}.`,
      x: { label: 'x', scale: 'linear' },
      y: { label: 'output', scale: 'linear' },
      series: [
        { name: 'x itself', x: e.curve.x, y: e.curve.x, dash: true },
        { name: 'best w₂σ(w₁x + b)', x: e.curve.x, y: e.curve.y }
      ]
    },
    {
      kind: 'lines',
      title: 'The largest error that each w₁ allows',
      caption:
        'Largest error on [0, 1], b and w₂ the best for each w₁. Without an output bias there is a lowest point; with one, the smaller ' +
        'w₁ ' +
        'the better. “Taylor”: w₂ = 4/w₁, right in value and slope at x = ½.',
      x: { label: 'w₁', scale: 'log' },
      y: { label: 'largest error', scale: 'log' },
      series: [
        { name: 'no output bias', x: e.byWeight.w1, y: e.byWeight.without },
        { name: 'with it, Taylor', x: e.byWeight.w1, y: e.byWeight.taylor },
        { name: 'with it, best w₂', x: e.byWeight.w1, y: e.byWeight.minimax, dash: true }
      ],
      marks: [{ x: e.best.w1, y: e.best.error, label: `${numberText(e.best.error)} at ${numberText(e.best.w1)}` }]
    },
    {
      kind: 'table',
      folded: true,
      title: 'With an output bias',
      caption: 'w₂ = 4/w₁, b = −w₁/2, output bias ½ − 2/w₁. Bound: w₁²/96.',
      columns: ['w₁', 'largest error on [0, 1]', 'bound'],
      rows: e.withBias.map(r => [numberText(r.w1), numberText(r.error), numberText(r.bound)])
    }
  ]
}

function judge(e: IdentityEvidence): Judgement {
  const leastFound = Math.min(e.searched, ...e.byWeight.without)
  const limited =
    Math.abs(e.best.error - computedIdentityError) <= 1e-9 && leastFound >= e.best.error - 1e-9 && leastFound <= e.best.error + 0.01
  const works =
    e.withBias.length > 1 &&
    e.withBias.every((r, i) => r.error <= r.bound && (i === 0 || r.error < e.withBias[i - 1]!.error)) &&
    e.withBias.at(-1)!.error < 1e-4
  const end = e.withBias.at(-1)
  return {
    verdict: limited && works ? 'holds' : 'fails',
    refined: true,
    measured: `error ≥ ${e.best.error.toFixed(4)}; → 0 with an output bias`,
    measuredDetail:
      `without an output bias the largest error stays at ${e.best.error.toFixed(10)} or above; with one it is ` +
      `${numberText(end?.error ?? NaN)} at w₁ = ${end?.w1 ?? NaN} and goes on falling`,
    explanation: paragraphs(
      'The problem asks for a neuron whose output, scaled by w₂, is nearly its input for x between 0 and 1. Such a neuron shows ' +
        'that an extra hidden layer could do nothing and so need not hurt.',
      `The correction: as posed, with nothing but w₂σ(w₁x + b), it cannot be made accurate; the best choice errs by ` +
        `${e.best.error.toFixed(4)} somewhere on [0, 1]. The hint is a small w₁. That makes the curve straight, but a straight piece of ` +
        `σ ` +
        'lies near 1/2, and no w₂ gives both the right height and the right slope.',
      'With an output bias, which the next layer’s bias supplies in any real network, it works as the hint intends: the error is ' +
        'at most w₁²/96 and can be made as small as wished, down to the rounding of the numbers.'
    ),
    reason: reasonOf([
      [
        limited,
        `Without an output bias, a blind search over all three numbers (${e.searched.toFixed(4)}) and one over every w₁ of the picture ` +
          `(${Math.min(...e.byWeight.without).toFixed(4)}) find nothing better than the ${e.best.error.toFixed(4)} that theory gives: ` +
          `so not as posed.`,
        `The least error without an output bias is not the ${computedIdentityError} worked out for this project: theory gives ` +
          `${e.best.error.toFixed(6)}, searches find ${leastFound.toFixed(6)}.`
      ],
      [
        works,
        'With an output bias the error falls with w₁ and stays below its bound: so true of real networks.',
        'With an output bias the error does not fall as its bound says.'
      ]
    ]),
    limits: 'That training finds such neurons. That they exist says only that an extra layer need not hurt.',
    figures: figures(e)
  }
}

export const identityClaim = defineClaim<IdentityEvidence>({
  id: 'identity',
  number: 11,
  title: 'A neuron can pass its input on unchanged',
  source: publishedIdentity.source,
  setting: 'one sigmoid neuron, output w₂σ(w₁x + b), x in [0, 1]',
  published: 'w₂σ(w₁x + b) ≈ x',
  publishedDetail: 'w₂σ(w₁x + b) ≈ x for x in [0, 1] by a suitable choice of w₁, b, w₂ (no number given); hint: small w₁',
  experiments: () => [],
  gather: gatherIdentity,
  judge
})
