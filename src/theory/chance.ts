import { InputError, shown } from '../errors/index.ts'
import { createStream, exp, log, mean, quantile, wilsonInterval, type Stream } from '../numerics/index.ts'
import { chainActivation, forwardChain, type Chain } from './chain.ts'

/** A chain with w, b ~ N(0, 1), as the chapter's text assumes: weights and biases drawn in turn, neuron by neuron. */
export function randomChain(stream: Stream, depth: number): Chain {
  const weights: number[] = []
  const biases: number[] = []
  for (let j = 0; j < depth; j++) {
    weights.push(stream.normal())
    biases.push(stream.normal())
  }
  return { weights, biases }
}

/** w_kφ'(z_k) for k = 1 … L, signed: `factors[k − 1]` belongs to neuron k. */
export function chainFactors(chain: Chain, input: number): readonly number[] {
  const { slope } = chainActivation(chain)
  return forwardChain(chain, input).weightedInputs.map((z, j) => chain.weights[j]! * slope(z))
}

/** ln|(∂C/∂b_1)/(∂C/∂b_L)| = Σ_{k=2}^{L} ln|w_k| + Σ_{k=1}^{L−1} ln|φ'(z_k)|: as a sum of logarithms nothing underflows. */
export function logGradientRatio(chain: Chain, input: number): number {
  const { weightedInputs } = forwardChain(chain, input)
  const { slope } = chainActivation(chain)
  let sum = 0
  for (let j = 1; j < weightedInputs.length; j++) sum += log(Math.abs(chain.weights[j]!)) + log(Math.abs(slope(weightedInputs[j - 1]!)))
  return sum
}

/** Statistics of |wσ′(z)| over sampled chains. */
export interface FactorSample {
  readonly factors: number
  /** Share of |wσ'(z)| < ¼, with Wilson's 95 % interval. */
  readonly belowQuarter: number
  readonly interval: { readonly low: number; readonly high: number }
  readonly median: number
  /** exp of the mean of ln|wσ'(z)|. */
  readonly geometricMean: number
  readonly rootMeanSquare: number
  /** Share of |w| < 1, which the chapter argues from. */
  readonly smallWeights: number
}

/**
 * |wσ'(z)| for w, b ~ N(0, 1) in random chains of four neurons, neurons 2 to 4 (those whose w is in eq (122)).
 * Interval as if the factors were independent; those of one chain are so nearly (they share only an activation).
 */
export function sampleFactors(seed: number, chains: number, input = 0.5, depth = 4): FactorSample {
  checkCount('chains', chains)
  checkCount('depth', depth, 2)
  const stream = createStream(seed, 'chain')
  const sizes = new Float64Array(chains * (depth - 1))
  let smallWeights = 0
  for (let i = 0, at = 0; i < chains; i++) {
    const chain = randomChain(stream, depth)
    const factors = chainFactors(chain, input)
    for (let j = 1; j < depth; j++) {
      sizes[at++] = Math.abs(factors[j]!)
      if (Math.abs(chain.weights[j]!) < 1) smallWeights++
    }
  }
  const below = sizes.reduce((count, f) => count + (f < 0.25 ? 1 : 0), 0)
  return {
    factors: sizes.length,
    belowQuarter: below / sizes.length,
    interval: wilsonInterval(below, sizes.length),
    median: quantile(sizes, 0.5),
    geometricMean: exp(mean(sizes.map(log))),
    rootMeanSquare: Math.sqrt(mean(sizes.map(f => f * f))),
    smallWeights: smallWeights / sizes.length
  }
}

/** How often the product of a chain’s factors comes out near 1, at one depth. */
export interface BalanceAtDepth {
  readonly depth: number
  readonly chains: number
  /** Share of chains with ½ ≤ |∂C/∂b_1 ÷ ∂C/∂b_L| ≤ 2, with Wilson's 95 % interval. */
  readonly balanced: number
  readonly interval: { readonly low: number; readonly high: number }
  /** Share with |ratio| > 1: the first neuron learns faster than the last. */
  readonly exploding: number
  /** 5 %, 50 % and 95 % quantiles of log₁₀|ratio|: the band widens as √depth, the middle moves as depth. */
  readonly decades: { readonly low: number; readonly median: number; readonly high: number }
}

/** How the chains of `balanceByDepth` are drawn. */
export interface BalanceOptions {
  /** a_0; ½ unless said. */
  readonly input?: number
  /** Standard deviation of the weights; 1 unless said. */
  readonly weightStd?: number
  /**
   * 'random': b ~ N(0, 1). 'centred': biases that keep every z at 0, where σ' is largest, the best case there is: the ratio is then
   * ∏|w|/4 and only the weights are left to chance. 'random' unless said.
   */
  readonly biases?: 'random' | 'centred'
}

/** 4·exp((γ + ln 2)/2) = 7.5494…: the weights' standard deviation with which the centred chain's typical factor |w|/4 is exactly 1. */
export const BALANCED_WEIGHT_STD = 7.549458084901613

/** One chain's ln|∂C/∂b_1 ÷ ∂C/∂b_L|, drawn. */
function drawLogRatio(stream: Stream, depth: number, options: Required<BalanceOptions>): number {
  const drawn = randomChain(stream, depth)
  const weights = drawn.weights.map(w => w * options.weightStd)
  if (options.biases === 'random') return logGradientRatio({ weights, biases: drawn.biases }, options.input)
  const biases = weights.map((w, j) => -w * (j === 0 ? options.input : 0.5)) // a_j = σ(0) = ½
  return logGradientRatio({ weights, biases }, options.input)
}

/**
 * How the product spreads over depth in random chains: "balance does not happen by chance". With w, b ~ N(0, 1) every factor pulls
 * down; with centred biases and BALANCED_WEIGHT_STD half pull up and half down, and still the product leaves any band around 1 as
 * 1/√depth, since ln|ratio| is a sum of depth−1 independent terms of standard deviation π/√8.
 * One stream per depth (its layer), so that a depth's chains do not depend on which others are asked for · Nielsen 2015, ch. 5.
 */
export function balanceByDepth(
  seed: number,
  depths: readonly number[],
  chains: number,
  options: BalanceOptions = {}
): readonly BalanceAtDepth[] {
  checkCount('chains', chains)
  const full = { input: 0.5, weightStd: 1, biases: 'random', ...options } as const
  return depths.map(depth => {
    checkCount('depth', depth, 2)
    const stream = createStream(seed, 'balance', depth)
    const ratios = Float64Array.from({ length: chains }, () => drawLogRatio(stream, depth, full))
    const balanced = ratios.reduce((count, r) => count + (Math.abs(r) <= LN2 ? 1 : 0), 0)
    const decade = (p: number) => quantile(ratios, p) / LN10
    return {
      depth,
      chains,
      balanced: balanced / chains,
      interval: wilsonInterval(balanced, chains),
      exploding: ratios.reduce((count, r) => count + (r > 0 ? 1 : 0), 0) / chains,
      decades: { low: decade(0.05), median: decade(0.5), high: decade(0.95) }
    }
  })
}

const LN2 = 0.6931471805599453
const LN10 = 2.302585092994046

function checkCount(where: string, n: number, least = 1): void {
  if (Number.isInteger(n) && n >= least && n <= 10_000_000) return
  throw new InputError({ code: 'usage', where, expected: `a whole number from ${least} to 10,000,000`, got: shown(n) })
}
