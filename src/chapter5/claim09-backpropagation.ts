import type { Figure } from '../charts/index.ts'
import { formatNumber } from '../numerics/index.ts'
import { gatherBackpropagation, type BackpropagationEvidence } from './backpropagation-evidence.ts'
import { defineClaim, paragraphs, type Judgement } from './claim.ts'
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
        'to the largest entry of its vector or matrix.',
      columns: ['equation', 'says', 'numbers compared', 'largest difference'],
      rows: e.equations.map(q => [q.name, q.says, q.entries, formatNumber(q.worst)])
    },
    {
      kind: 'table',
      title: 'The general form, equation 124',
      caption:
        'δ of every layer by one product of matrices, against backpropagation layer by layer. Bound: product of the largest slopes ' +
        'and of the norms of the weights.',
      columns: ['layer', '‖δ‖ by products', 'difference', 'bound'],
      rows: e.general.map(g => [g.layer, formatNumber(g.norm), formatNumber(g.difference), formatNumber(g.bound)])
    }
  ]
}

function judge(e: BackpropagationEvidence): Judgement {
  const worst = Math.max(...e.equations.map(q => q.worst))
  return {
    verdict: holds(e) ? 'holds' : 'fails',
    measured:
      `four equations agree with central differences to ${formatNumber(worst)}; general form equal to ` +
      `${formatNumber(Math.max(...e.general.map(g => g.difference)))}`,
    explanation: paragraphs(
      'Backpropagation is four equations: the error at the output, its way back through one layer, and the two that turn it into ' +
        '∂C/∂b and ∂C/∂W. Each is checked alone, on a whole network, against the slowest honest way: change one number, run the ' +
        'network again, and see how the cost changed.',
      'The general form writes the error of layer l as one product: slopes, transposed weights, slopes, transposed weights, up to ' +
        'the output. It gives the same numbers, and its norm stays below the product of the factors’ norms, as it must.',
      'What one cannot conclude: that the bound says how large the gradient is. It is loose, the more so the more layers are multiplied.'
    ),
    figures: figures(e)
  }
}

export const backpropagationClaim = defineClaim<BackpropagationEvidence>({
  id: 'backpropagation',
  number: 9,
  title: 'In a full network, the error of a layer is a product of Σ′ and Wᵀ over the layers above',
  source: publishedBackpropagation.source,
  setting: 'dense sigmoid network with random weights and input, float64',
  published: 'δˡ = Σ′(zˡ)(wˡ⁺¹)ᵀ Σ′(zˡ⁺¹) … Σ′(zᴸ) ∇ₐC; BP1–BP4',
  experiments: () => [],
  gather: () => gatherBackpropagation(),
  judge
})
