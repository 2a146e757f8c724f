import type { Figure } from '../charts/index.ts'
import { formatNumber } from '../numerics/index.ts'
import { gatherChain, type ChainEvidence } from './chain-evidence.ts'
import { defineClaim, paragraphs, type Judgement } from './claim.ts'
import { percent } from './figures.ts'
import { publishedChain } from './published.ts'

/** Every part of the claim with what was found; the claim fails when one part does. */
interface Part {
  readonly name: string
  readonly published: string
  readonly measured: string
  readonly holds: boolean
}

/** Share of |wσ′| < 1/4 for w, b ~ N(0, 1), computed earlier for this project to three digits. */
const shareBelowQuarter = 0.81

const near = (got: number, expected: number): boolean => Math.abs(got / expected - 1) <= 1e-12

function derivationParts(e: ChainEvidence): Part[] {
  const last = e.convergence.at(-1)!
  return [
    {
      name: 'the product formula is ∂C/∂b₁ (eq. 122)',
      published: 'equal',
      measured: `largest relative difference from backpropagation ${formatNumber(e.formula.worst)} in ${e.formula.chains} random chains`,
      holds: e.formula.worst <= 1e-12
    },
    {
      name: 'a nudge Δb₁ arrives as derived',
      published: 'ΔC ≈ (∂C/∂b₁) Δb₁',
      measured: `off by ${formatNumber(100 * last.error)} % for Δb₁ = ${formatNumber(last.nudge)}, in proportion to Δb₁`,
      holds: last.error <= 1e-3 && e.convergence.every((c, i) => i === 0 || c.error < 0.3 * e.convergence[i - 1]!.error)
    },
    {
      name: 'σ′ is at most 1/4, at z = 0',
      published: '0.25',
      measured: formatNumber(e.slope.largest, 6),
      holds: e.slope.largest === 0.25 && e.slope.at === 0
    },
    {
      name: '|w| < 1: ∂C/∂b₁ below 1/16 of ∂C/∂b₃',
      published: 'always',
      measured: `${e.sixteenth.violations} exceptions in ${e.sixteenth.chains} chains`,
      holds: e.sixteenth.violations === 0 && e.sixteenth.chains > 0
    }
  ]
}

function instabilityParts({ factors, exploding, balance, centred }: ChainEvidence): Part[] {
  const shares = balance.map(b => b.balanced)
  const left = centred.at(-1)!.share
  return [
    {
      name: 'w, b ~ N(0, 1): |wσ′| usually below 1/4',
      published: '“usually”',
      measured: `${percent(factors.belowQuarter)} of draws; |w| < 1 in ${percent(factors.smallWeights)}`,
      holds: Math.abs(factors.belowQuarter - shareBelowQuarter) <= 0.01
    },
    {
      name: 'exploding: w = 100, z = 0',
      published: '25 a layer',
      measured: `${exploding.perLayer}; ∂C/∂b₁ = ${exploding.toOutput} ∂C/∂a₄; ∂C/∂b₁ = ${exploding.toLast} ∂C/∂b₄`,
      holds: near(exploding.perLayer, 25) && near(exploding.toOutput, 3906.25) && near(exploding.toLast, 15625)
    },
    {
      name: 'balance does not happen by chance',
      published: 'highly unlikely',
      measured:
        '∂C/∂b₁ within a factor 2 of ∂C/∂b of the last neuron: ' +
        `${balance.map(b => `${percent(b.balanced)} at ${b.depth}`).join(', ')} neurons`,
      holds: shares.every((s, i) => i === 0 || s <= shares[i - 1]!) && shares.at(-1)! < 0.01
    },
    {
      name: 'not even were the typical factor 1',
      published: 'highly unlikely',
      measured: `within a factor 2 of the median chain: ${centred.map(c => `${percent(c.share)} at ${c.depth}`).join(', ')} neurons`,
      holds: left < 0.2 && left < 0.5 * centred[0]!.share
    }
  ]
}

function tables(e: ChainEvidence, parts: readonly Part[]): Figure[] {
  return [
    {
      kind: 'table',
      title: 'The derivation, part by part',
      caption: 'The claim holds when every part does.',
      columns: ['part', 'published', 'measured', ''],
      rows: parts.map(p => [p.name, p.published, p.measured, p.holds ? 'holds' : 'fails'])
    },
    {
      kind: 'table',
      title: 'One nudge through four neurons',
      caption: `b₁ is raised by ${formatNumber(e.convergence.at(-1)!.nudge)}; each line is one step of the chapter's derivation.`,
      columns: ['change', 'predicted', 'measured', 'relative difference'],
      rows: e.nudge.map(n => [
        n.name,
        formatNumber(n.predicted, 6),
        formatNumber(n.measured, 6),
        formatNumber(Math.abs(n.predicted / n.measured - 1))
      ])
    }
  ]
}

function curves(e: ChainEvidence): Figure[] {
  return [
    {
      kind: 'lines',
      title: 'The smaller the nudge, the better the prediction',
      caption:
        'Relative difference between predicted and measured ΔC. It falls in proportion to the nudge: the derivation is exact in the limit.',
      x: { label: 'Δb₁', scale: 'log' },
      y: { label: 'relative difference', scale: 'log' },
      series: [{ name: 'ΔC', x: e.convergence.map(c => c.nudge), y: e.convergence.map(c => c.error), points: true }]
    },
    {
      kind: 'lines',
      title: 'How the product spreads with depth',
      caption: '|∂C/∂b₁| over |∂C/∂b| of the last neuron, w, b ~ N(0, 1): median and 5–95 % band of random chains. 0 would be balance.',
      x: { label: 'neurons in the chain', scale: 'linear' },
      y: { label: 'log₁₀ of first over last', scale: 'linear' },
      series: [
        {
          name: 'ratio',
          x: e.balance.map(b => b.depth),
          y: e.balance.map(b => b.decades.median),
          band: { low: e.balance.map(b => b.decades.low), high: e.balance.map(b => b.decades.high) },
          points: true
        }
      ]
    }
  ]
}

function judge(e: ChainEvidence): Judgement {
  const parts = [...derivationParts(e), ...instabilityParts(e)]
  const failed = parts.filter(p => !p.holds)
  const { factors } = e
  return {
    verdict: failed.length === 0 ? 'holds' : 'fails',
    measured:
      failed.length === 0
        ? `all ${parts.length} parts; ${percent(factors.belowQuarter)} of |wσ′| below 1/4`
        : `${failed.length} of ${parts.length} parts fail: ${failed.map(p => p.name).join('; ')}`,
    explanation: paragraphs(
      'The chapter explains vanishing with a chain of single neurons. Raising b₁ a little raises a₁ by σ′(z₁) times as much, that ' +
        'raises z₂ by w₂ times as much, and so on to the cost; ∂C/∂b₁ is the product of all these factors. We follow a nudge step ' +
        'by step and compare each change with its prediction.',
      'Each factor wσ′ is at most |w|/4, so with |w| < 1 the product of two is below 1/16. Corrections: for w ~ N(0, 1) as in the ' +
        `text, |w| < 1 holds for only ${percent(factors.smallWeights)} of weights; but |wσ′| < 1/4 holds for ` +
        `${percent(factors.belowQuarter)} of draws, because σ′ is mostly below 1/4. The typical factor is far smaller than the ` +
        `bound: the median is ${formatNumber(factors.median)}, the geometric mean ${formatNumber(factors.geometricMean)}.`,
      'With w = 100 and biases that keep every z at 0, each factor is 25 and the gradient explodes. The point is neither vanishing ' +
        'nor exploding but instability: the product spreads over ever more powers of ten with depth, and a chain in which first ' +
        'and last neuron learn at like speed becomes rare. Even if all weights were scaled so that the typical factor is 1, spread ' +
        'alone would leave few chains balanced: the table gives the share within a factor 2 of the median chain.',
      'What one cannot conclude: numbers for wide layers. Sums over many neurons average the factors; claim 3 measures them.'
    ),
    figures: [...tables(e, parts), ...curves(e)]
  }
}

export const chainClaim = defineClaim<ChainEvidence>({
  id: 'chain',
  number: 8,
  title: 'The gradient is a product of factors wσ′: it vanishes, explodes, and balances only by chance',
  source: publishedChain.source,
  setting: 'chain of four single sigmoid neurons, float64; w, b ~ N(0, 1) for the statistics',
  published: 'σ′ ≤ 1/4; ∂C/∂b₁ < 1/16 ∂C/∂b₃ for |w| < 1; 25 a layer for w = 100, z = 0',
  experiments: () => [],
  gather: () => gatherChain(),
  judge
})
