import type { Figure } from '../charts/index.ts'
import { formatNumber } from '../numerics/index.ts'
import { defineClaim, paragraphs, type Judgement } from './claim.ts'
import { gatherIdentity, type IdentityEvidence } from './identity-evidence.ts'
import { computedIdentityError, publishedIdentity } from './published.ts'

function figures(e: IdentityEvidence): Figure[] {
  return [
    {
      kind: 'lines',
      title: 'A neuron that should give back its input',
      caption: `Best without an output bias: w₁ = ${formatNumber(e.best.w1, 6)}, b = −w₁/2, w₂ = ${formatNumber(e.best.w2, 6)}.`,
      x: { label: 'x', scale: 'linear' },
      y: { label: 'output', scale: 'linear' },
      series: [
        { name: 'x itself', x: e.curve.x, y: e.curve.x, dash: true },
        { name: 'best w₂σ(w₁x + b)', x: e.curve.x, y: e.curve.y }
      ]
    },
    {
      kind: 'table',
      title: 'With an output bias',
      caption: 'w₂ = 4/w₁, b = −w₁/2, output bias ½ − 2/w₁. Bound: w₁²/96.',
      columns: ['w₁', 'largest error on [0, 1]', 'bound'],
      rows: e.withBias.map(r => [formatNumber(r.w1), formatNumber(r.error), formatNumber(r.bound)])
    }
  ]
}

function judge(e: IdentityEvidence): Judgement {
  const limited =
    Math.abs(e.best.error - computedIdentityError) <= 1e-9 && e.searched >= e.best.error - 1e-9 && e.searched <= e.best.error + 0.01
  const works =
    e.withBias.length > 1 &&
    e.withBias.every((r, i) => r.error <= r.bound && (i === 0 || r.error < e.withBias[i - 1]!.error)) &&
    e.withBias.at(-1)!.error < 1e-4
  return {
    verdict: limited && works ? 'holds' : 'fails',
    refined: true,
    measured:
      `without output bias the error stays at ${e.best.error.toFixed(10)} or above; with one it falls to ` +
      `${formatNumber(e.withBias.at(-1)?.error ?? NaN)} and on`,
    explanation: paragraphs(
      'The problem asks for a neuron whose output, scaled by w₂, is nearly its input for x between 0 and 1. Such a neuron shows ' +
        'that an extra hidden layer could do nothing and so need not hurt.',
      `As posed, with nothing but w₂σ(w₁x + b), it cannot be made accurate: the best choice errs by ${e.best.error.toFixed(4)} ` +
        `somewhere on [0, 1], and a blind search over all three numbers finds nothing better (${e.searched.toFixed(4)}). A small ` +
        'w₁ makes the curve straight, but then it also lies near w₂/2 and no w₂ gives both the right height and the right slope.',
      'With an output bias, which the next layer’s bias supplies in any real network, it works as the hint intends: the error is ' +
        'at most w₁²/96 and can be made as small as wished, down to the rounding of the numbers.'
    ),
    figures: figures(e)
  }
}

export const identityClaim = defineClaim<IdentityEvidence>({
  id: 'identity',
  number: 11,
  title: 'A neuron can pass its input on unchanged',
  source: publishedIdentity.source,
  setting: 'one sigmoid neuron, output w₂σ(w₁x + b), x in [0, 1]',
  published: 'w₂σ(w₁x + b) ≈ x by a suitable choice (no number given)',
  experiments: () => [],
  gather: gatherIdentity,
  judge
})
