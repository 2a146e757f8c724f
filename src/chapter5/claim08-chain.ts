import { numberText, type Figure } from '../charts/index.ts'
import { exp } from '../numerics/index.ts'
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

const tenTo = (decades: number): number => exp(decades * Math.LN10)
const near = (got: number, expected: number): boolean => Math.abs(got / expected - 1) <= 1e-12

function derivationParts(e: ChainEvidence): Part[] {
  const last = e.convergence.at(-1)!
  return [
    {
      name: 'the product formula is ∂C/∂b₁ (eq. 122)',
      published: 'equal',
      measured: `largest relative difference from backpropagation ${numberText(e.formula.worst)} in ${e.formula.chains} random chains`,
      holds: e.formula.worst <= 1e-12
    },
    {
      name: 'a nudge Δb₁ arrives as derived',
      published: 'ΔC ≈ (∂C/∂b₁) Δb₁',
      measured: `off by ${numberText(100 * last.error)} % for Δb₁ = ${numberText(last.nudge, 3, true)}, falling in proportion to Δb₁`,
      holds: last.error <= 1e-3 && e.convergence.every((c, i) => i === 0 || c.error < 0.3 * e.convergence[i - 1]!.error)
    },
    {
      name: 'σ′ is at most 1/4, at z = 0',
      published: '0.25',
      measured: numberText(e.slope.largest, 6, true),
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
        'first and last within a factor 2: ' +
        `${percent(balance[0]!.balanced)} at ${balance[0]!.depth} neurons, ${percent(balance.at(-1)!.balanced)} at ` +
        `${balance.at(-1)!.depth}`,
      holds: shares.every((s, i) => i === 0 || s <= shares[i - 1]!) && shares.at(-1)! < 0.01
    },
    {
      name: 'not even were the typical factor 1',
      published: 'highly unlikely',
      measured:
        `within a factor 2 of the median: ${percent(centred[0]!.share)} at ${centred[0]!.depth} neurons, ${percent(left)} at ` +
        `${centred.at(-1)!.depth}`,
      holds: left < 0.2 && left < 0.5 * centred[0]!.share
    }
  ]
}

/** Δz1 → Δz₁. */
const subscripted = (name: string): string => name.replaceAll(/\d/g, d => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]!)

function partsFigure(parts: readonly Part[]): Figure {
  return {
    kind: 'table',
    title: 'The derivation, part by part',
    caption: 'The claim holds when every part does.',
    columns: ['part', 'verdict', 'published', 'measured'],
    rows: parts.map(p => [p.name, p.holds ? 'holds' : 'fails', p.published, p.measured])
  }
}

function nudgeFigures(e: ChainEvidence): Figure[] {
  return [
    {
      kind: 'bars',
      title: 'A large nudge followed through four neurons: predicted beside measured',
      caption:
        `b₁ is raised by ${e.largeNudge.size}, so much that the prediction is visibly off. Sizes of the changes, without signs. Each ` +
        'prediction is the one before it times one more factor of the product.',
      mark: 'predicted',
      y: { label: 'size of the change, measured (log scale)', scale: 'log' },
      groups: [
        {
          name: '',
          bars: e.largeNudge.steps.map(n => ({ name: subscripted(n.name), value: Math.abs(n.measured), published: Math.abs(n.predicted) }))
        }
      ]
    },
    {
      kind: 'table',
      title: 'The same with a tiny nudge',
      caption: `b₁ is raised by ${numberText(e.convergence.at(-1)!.nudge, 3, true)}; each line is one step of the chapter’s derivation.`,
      columns: ['change', 'predicted', 'measured', 'relative difference'],
      rows: e.nudge.map(n => [
        subscripted(n.name),
        numberText(n.predicted, 6),
        numberText(n.measured, 6),
        numberText(Math.abs(n.predicted / n.measured - 1), 2)
      ])
    },
    {
      kind: 'lines',
      title: 'The smaller the nudge, the better the prediction',
      caption:
        'Relative difference between predicted and measured ΔC. It falls in proportion to the nudge: the derivation is exact in the limit.',
      x: { label: 'Δb₁', scale: 'log' },
      y: { label: 'relative difference', scale: 'log' },
      series: [{ name: 'ΔC', x: e.convergence.map(c => c.nudge), y: e.convergence.map(c => c.error), points: true }]
    }
  ]
}

function depthFigures(e: ChainEvidence): Figure[] {
  return [
    {
      kind: 'lines',
      title: 'How the product spreads with depth',
      caption:
        '|∂C/∂b| of the first neuron over that of the last, w, b ~ N(0, 1): median and 5–95 % band of random chains. 1 would be balance.',
      x: { label: 'neurons in the chain', scale: 'linear' },
      y: { label: 'first over last', scale: 'log' },
      series: [
        {
          name: 'ratio',
          x: e.balance.map(b => b.depth),
          y: e.balance.map(b => tenTo(b.decades.median)),
          band: { low: e.balance.map(b => tenTo(b.decades.low)), high: e.balance.map(b => tenTo(b.decades.high)) },
          points: true
        }
      ]
    },
    {
      kind: 'lines',
      title: 'How many chains are balanced by chance?',
      caption:
        'Share of random chains in which first and last neuron learn within a factor 2 of equal speed; and the same had all weights been ' +
        'scaled so that the median chain is balanced.',
      x: { label: 'neurons in the chain', scale: 'linear' },
      y: { label: 'share of chains, %', scale: 'linear' },
      series: [
        { name: 'w, b ~ N(0, 1)', x: e.balance.map(b => b.depth), y: e.balance.map(b => 100 * b.balanced), points: true },
        { name: 'median balanced', x: e.centred.map(c => c.depth), y: e.centred.map(c => 100 * c.share), points: true }
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
        ? `${percent(factors.belowQuarter, 0)} below 1/4; ${e.exploding.perLayer} a layer`
        : `${failed.length} parts fail`,
    measuredDetail:
      failed.length === 0
        ? `all ${parts.length} parts; ${percent(factors.belowQuarter)} of |wσ′| below 1/4; ${e.exploding.perLayer} a layer for w = 100`
        : `${failed.length} of ${parts.length} parts fail: ${failed.map(p => p.name).join('; ')}`,
    explanation: paragraphs(
      'The chapter explains vanishing with a chain of single neurons. Raising b₁ a little raises a₁ by σ′(z₁) times as much, that ' +
        'raises z₂ by w₂ times as much, and so on to the cost; ∂C/∂b₁ is the product of all these factors. We follow a nudge step ' +
        'by step and compare each change with its prediction.',
      'Each factor wσ′ is at most |w|/4, so with |w| < 1 the product of two is below 1/16. For w ~ N(0, 1) as in the ' +
        `text, |w| < 1 holds for ${percent(factors.smallWeights)} of weights only; but |wσ′| < 1/4 holds for ` +
        `${percent(factors.belowQuarter)} of draws, because σ′ is mostly below 1/4. The typical factor is smaller than the ` +
        `bound: the median is ${numberText(factors.median)}, the geometric mean ${numberText(factors.geometricMean)}.`,
      `With w = 100 and biases that keep every z at 0, each factor is ${e.exploding.perLayer} and the gradient explodes. The point is ` +
        'neither vanishing nor exploding but instability: the product spreads over ever more powers of ten with depth, and a chain in ' +
        'which first and last neuron learn at like speed becomes rare. Even if all weights were scaled so that the median chain is ' +
        `balanced, spread alone would leave ${percent(e.centred.at(-1)!.share, 0)} of the chains of ${e.centred.at(-1)!.depth} neurons ` +
        `balanced.`
    ),
    reason:
      failed.length === 0
        ? `Each of the ${parts.length} parts below holds: identities to rounding, limits without exception, shares within 0.01 of the ` +
          `value ` +
          'computed for this project.'
        : `These parts do not hold: ${failed.map(p => `${p.name} (${p.measured})`).join('; ')}.`,
    limits: 'Numbers for wide layers. Sums over many neurons average the factors; claim 3 measures them.',
    figures: [partsFigure(parts), ...nudgeFigures(e), ...depthFigures(e)]
  }
}

export const chainClaim = defineClaim<ChainEvidence>({
  id: 'chain',
  number: 8,
  title: 'The gradient is a product of factors wσ′: it vanishes, explodes, and balances only by chance',
  source: publishedChain.source,
  setting: 'chain of four single sigmoid neurons, float64; w, b ~ N(0, 1) for the statistics',
  published: '|wσ′| usually below 1/4; 25 for w = 100',
  publishedDetail: 'σ′ ≤ 1/4; with |w| < 1, ∂C/∂b₁ below 1/16 of ∂C/∂b₃; |wσ′| usually below 1/4; 25 a layer for w = 100, z = 0',
  experiments: () => [],
  gather: () => gatherChain(),
  judge
})
