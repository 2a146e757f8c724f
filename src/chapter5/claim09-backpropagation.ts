import { numberText, type Figure } from '../charts/index.ts'
import { gatherBackpropagation, type BackpropagationEvidence } from './backpropagation-evidence.ts'
import { defineClaim, paragraphs, reasonOf, type Judgement } from './claim.ts'
import { publishedBackpropagation } from './published.ts'

/** Central differences with Richardson's correction are good to about 1e-9 here; a wrong equation is wrong by far more. */
const differenceLimit = 1e-7
/** Two ways to add up the same products differ by rounding only. */
const roundingLimit = 1e-12

const holds = (e: BackpropagationEvidence): boolean =>
  e.equations.length === 4 &&
  e.equations.every(q => q.entries > 0 && q.worst <= differenceLimit) &&
  e.general.every(g => g.difference <= roundingLimit && g.norm <= g.bound) &&
  e.general.length > 0

function figures(e: BackpropagationEvidence): Figure[] {
  return [
    {
      kind: 'table',
      title: 'The four equations against central differences',
      caption:
        `Network [${e.layers.join(', ')}], sigmoid, cross-entropy and quadratic cost, float64. Largest difference, relative ` +
        'to the largest entry of its vector or matrix. BP3 is exact, because raising b by a little is the same as raising z by it.',
      columns: ['equation', 'says', 'numbers compared', 'largest difference'],
      rows: e.equations.map(q => [q.name, q.says, q.entries, numberText(q.worst)])
    },
    {
      kind: 'table',
      title: 'The general form, equation 124',
      caption:
        'δ of every layer by one product of matrices, against backpropagation layer by layer. Bound: product of the largest slopes ' +
        'and of the norms of the weights.',
      columns: ['layer', '‖δ‖ by products', 'difference', 'bound'],
      rows: e.general.map(g => [g.layer, numberText(g.norm), numberText(g.difference), numberText(g.bound)])
    }
  ]
}

function judge(e: BackpropagationEvidence): Judgement {
  const worst = Math.max(...e.equations.map(q => q.worst))
  const general = Math.max(...e.general.map(g => g.difference))
  return {
    verdict: holds(e) ? 'holds' : 'fails',
    measured: holds(e) ? `equal to ${numberText(general, 1)}` : 'not equal',
    measuredDetail:
      `the four equations agree with central differences to ${numberText(worst)}; the general form with backpropagation ` +
      `to ${numberText(general)}`,
    explanation: paragraphs(
      'Backpropagation is four equations: the error at the output, its way back through one layer, and the two that turn it into ' +
        '∂C/∂b and ∂C/∂W. Each is checked alone, on a whole network, against the slowest honest way: change one number, run the ' +
        'network again, and see how the cost changed.',
      'The general form writes the error of layer l as one product: slopes, transposed weights, slopes, transposed weights, up to ' +
        'the output. Its norm must stay below the product of the factors’ norms.'
    ),
    reason: reasonOf([
      [
        e.equations.every(q => q.worst <= differenceLimit),
        `The largest difference of any gradient is ${numberText(worst)}; ${numberText(differenceLimit, 1)} is allowed, and a wrong ` +
          `equation ` +
          'is off by far more.',
        `A gradient differs from the central differences by ${numberText(worst)}, more than the ${numberText(differenceLimit, 1)} allowed.`
      ],
      [
        e.general.every(g => g.difference <= roundingLimit),
        `The general form gives the same δ up to rounding (${numberText(roundingLimit, 1)} is allowed).`,
        `The general form differs by ${numberText(general)}, more than rounding (${numberText(roundingLimit, 1)}).`
      ],
      [e.general.every(g => g.norm <= g.bound), 'Every norm is below its bound.', 'A norm is above its bound.']
    ]),
    limits: 'That the bound says how large the gradient is. It is loose, the more so the more layers are multiplied.',
    figures: figures(e)
  }
}

export const backpropagationClaim = defineClaim<BackpropagationEvidence>({
  id: 'backpropagation',
  number: 9,
  title: 'In a full network, the error of a layer is a product of slopes and transposed weights',
  source: publishedBackpropagation.source,
  setting: 'dense sigmoid network with random weights and input, float64',
  published: 'δ is a product of Σ′ and wᵀ',
  publishedDetail: 'δˡ = Σ′(zˡ)(wˡ⁺¹)ᵀ Σ′(zˡ⁺¹) … Σ′(zᴸ) ∇ₐC (equation 124); BP1–BP4 of chapter 2',
  experiments: () => [],
  gather: () => gatherBackpropagation(),
  judge
})
