import { createStream } from '../numerics/index.ts'
import {
  backpropagateChain,
  balanceByDepth,
  explodingChain,
  gradientProduct,
  logGradientRatio,
  nudgeBias,
  quadraticChainCost,
  randomChain,
  sampleFactors,
  sigmoidSlope,
  type BalanceAtDepth,
  type Chain,
  type ChainCost,
  type FactorSample,
  type NudgeStep
} from '../theory/index.ts'
import { indices } from './figures.ts'
import { median, share } from './statistics.ts'

export interface ChainEvidence {
  /** Equation 122 against backpropagation: largest relative difference over random chains. */
  readonly formula: { readonly chains: number; readonly worst: number }
  /** One tiny nudge of b₁, step by step, and one so large that the prediction is visibly off. */
  readonly nudge: readonly NudgeStep[]
  readonly largeNudge: { readonly size: number; readonly steps: readonly NudgeStep[] }
  /** Relative difference between predicted and measured ΔC as the nudge shrinks tenfold each time. */
  readonly convergence: readonly { readonly nudge: number; readonly error: number }[]
  /** Largest σ′(z) on a fine grid of z, and where. */
  readonly slope: { readonly largest: number; readonly at: number }
  /** Chains with all |w| < 1 in which |∂C/∂b₁| is not below |∂C/∂b₃|/16. */
  readonly sixteenth: { readonly chains: number; readonly violations: number }
  readonly factors: FactorSample
  /** w = 100 with every z at 0. */
  readonly exploding: { readonly perLayer: number; readonly toOutput: number; readonly toLast: number }
  readonly balance: readonly BalanceAtDepth[]
  /** Share of chains whose ratio is within a factor 2 of the median ratio of their depth: what is left were the typical factor 1. */
  readonly centred: readonly { readonly depth: number; readonly share: number }[]
}

/** ∂C/∂b₁ by some formula; a test plants a wrong one. */
export type FirstGradient = (chain: Chain, input: number, cost: ChainCost) => number
const byProduct: FirstGradient = (chain, input, cost) => gradientProduct(chain, input, cost).product

const input = 0.7
const cost = quadraticChainCost(0.2)
const relative = (got: number, expected: number): number => Math.abs(got / expected - 1)

function formula(chains: number, first: FirstGradient): ChainEvidence['formula'] {
  const stream = createStream(1, 'equation 122')
  const differences = indices(chains).map(() => {
    const chain = randomChain(stream, 4)
    return relative(first(chain, input, cost), backpropagateChain(chain, input, cost).biases[0]!)
  })
  return { chains, worst: differences.reduce((worst, d) => Math.max(worst, d), 0) }
}

/** Weights drawn evenly from (−1, 1): the condition of the chapter's argument, not its usual case. */
function sixteenth(chains: number): ChainEvidence['sixteenth'] {
  const stream = createStream(1, 'one sixteenth')
  let violations = 0
  for (let i = 0; i < chains; i++) {
    const chain = {
      weights: indices(4).map(() => 2 * stream.uniform() - 1),
      biases: indices(4).map(() => stream.normal())
    }
    const { biases } = backpropagateChain(chain, input, cost)
    if (!(Math.abs(biases[0]!) < Math.abs(biases[2]!) / 16)) violations++
  }
  return { chains, violations }
}

function exploding(): ChainEvidence['exploding'] {
  const chain = explodingChain(4, 100, input)
  const { biases } = backpropagateChain(chain, input, cost)
  const toOutput = biases[0]! / cost.slope(0.5) // every a is σ(0) = 1/2
  return { perLayer: biases[0]! / biases[1]!, toOutput, toLast: biases[0]! / biases[3]! }
}

function slope(): ChainEvidence['slope'] {
  const grid = indices(4001).map(i => (i - 2000) / 100)
  const at = grid.reduce((best, z) => (sigmoidSlope(z) > sigmoidSlope(best) ? z : best), grid[0]!)
  return { largest: sigmoidSlope(at), at }
}

const chainDepths = [2, 4, 6, 8, 12, 16]
const chains = 4000

function centred(depth: number): { readonly depth: number; readonly share: number } {
  const stream = createStream(1, 'centred balance', depth)
  const ratios = indices(chains).map(() => logGradientRatio(randomChain(stream, depth), input))
  const middle = median(ratios)
  return { depth, share: share(ratios, r => Math.abs(r - middle) <= Math.LN2) }
}

/** Everything is computed anew from seeded streams; about a tenth of a second. */
export function gatherChain(first: FirstGradient = byProduct): ChainEvidence {
  const example: Chain = { weights: [0.9, -1.3, 0.8, 1.1], biases: [0.4, 0.6, -0.3, 0.2] }
  const nudges = [0.1, 0.01, 1e-3, 1e-4, 1e-5].map(nudge => ({ nudge, steps: nudgeBias(example, input, cost, nudge) }))
  return {
    formula: formula(1000, first),
    nudge: nudges.at(-1)!.steps,
    largeNudge: { size: 1, steps: nudgeBias(example, input, cost, 1) },
    convergence: nudges.map(({ nudge, steps }) => ({ nudge, error: relative(steps.at(-1)!.predicted, steps.at(-1)!.measured) })),
    slope: slope(),
    sixteenth: sixteenth(2000),
    factors: sampleFactors(1, 20000),
    exploding: exploding(),
    balance: balanceByDepth(1, chainDepths, chains),
    centred: chainDepths.map(centred)
  }
}
