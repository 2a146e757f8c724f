import type { ActivationName, NetworkSpec } from '../../experiment/index.ts'
import { startingParameters } from '../../network/index.ts'
import { createStream, exp, log as logarithm } from '../../numerics/index.ts'
import {
  BALANCED_WEIGHT_STD, balanceByDepth, criticalLine, layerProduct, meanField, phasePoint, plainStack, sampleFactors,
  type BalanceAtDepth, type FactorSample, type MeanField, type ProductSpectrum
} from '../../theory/index.ts'

/** What takes too long for a page's main thread: a map costs seconds, one of its cells up to 100 ms. */
export type Job =
  | { readonly kind: 'phase'; readonly activation: ActivationName; readonly dots: readonly Variances[] }
  | { readonly kind: 'chance' }
  | { readonly kind: 'products'; readonly network: NetworkSpec; readonly seed: number }

export interface Variances {
  readonly weightVariance: number
  readonly biasVariance: number
}

/** The axes of the map: middles of its columns and rows. */
export interface PhaseAxes {
  readonly weightVariances: readonly number[]
  readonly biasVariances: readonly number[]
  readonly log: boolean
}

/** What is known of the edge of chaos at the first dot's bias variance. */
export type Edge =
  | { readonly kind: 'none' }
  | { readonly kind: 'edge'; readonly weightVariance: number; readonly usable: boolean; readonly saturatedShare: number }

export type JobEvent =
  | { readonly kind: 'axes'; readonly axes: PhaseAxes; readonly edge: Edge; readonly fields: readonly MeanField[] }
  /** √χ₁ of one row of the map. */
  | { readonly kind: 'row'; readonly row: number; readonly kept: readonly number[] }
  | { readonly kind: 'line'; readonly points: readonly Variances[] }
  | {
      readonly kind: 'chance'; readonly random: readonly BalanceAtDepth[]; readonly tuned: readonly BalanceAtDepth[]
      readonly factors: FactorSample
    }
  /** Spectra of the products from the output layer down to layers 1 … L − 1. */
  | { readonly kind: 'spectra'; readonly spectra: readonly ProductSpectrum[] }

export const COLUMNS = 24
export const ROWS = 16
/** A bias variance to stand at where there is no dot: that of the theory's papers. */
const USUAL = 0.05

/** Does a job step by step, so that a worker can drop it between two steps for a newer one. */
export async function* work(job: Job): AsyncGenerator<JobEvent, void> {
  switch (job.kind) {
    case 'phase':
      yield* mapPhases(job.activation, job.dots)
      return
    case 'chance':
      yield drawChains()
      return
    case 'products':
      yield await productsOf(job.network, job.seed)
      return
    default: job satisfies never
  }
}

function* mapPhases(activation: ActivationName, dots: readonly Variances[]): Generator<JobEvent> {
  const point = criticalLine(activation, dots[0]?.biasVariance ?? USUAL)
  const edge: Edge = point.kind === 'none' ? { kind: 'none' } : point
  const axes = axesFor(dots, edge)
  yield { kind: 'axes', axes, edge, fields: dots.map(dot => meanField({ activation, ...dot })) }
  const line = [0, ...axes.biasVariances, axes.biasVariances.at(-1)! * (1 + 0.5 / ROWS)].flatMap(biasVariance => {
    const at = criticalLine(activation, biasVariance)
    return at.kind === 'none' ? [] : [{ weightVariance: at.weightVariance, biasVariance }]
  })
  yield { kind: 'line', points: line }
  for (const row of spread(ROWS)) {
    const biasVariance = axes.biasVariances[row]!
    const keptAt = (weightVariance: number): number => Math.sqrt(phasePoint({ activation, weightVariance, biasVariance }).correlationSlope)
    yield { kind: 'row', row, kept: axes.weightVariances.map(keptAt) }
  }
}

/** Columns and rows that show the dots and the edge; an edge far out, such as the sigmoid's at 100, asks for a logarithmic axis. */
function axesFor(dots: readonly Variances[], edge: Edge): PhaseAxes {
  const most = (values: readonly number[], least: number): number => values.reduce((m, v) => Math.max(m, v), least)
  const right = most([...dots.map(d => 1.3 * d.weightVariance), edge.kind === 'edge' ? 1.6 * edge.weightVariance : 0], 4)
  const top = most(dots.map(d => 1.5 * d.biasVariance), 1)
  const log = right > 20
  const low = Math.min(0.1, ...dots.map(d => d.weightVariance / 2).filter(v => v > 0))
  const column = (i: number): number => (log ? low * exp((logarithm(right / low) * (i + 0.5)) / COLUMNS) : (right * (i + 0.5)) / COLUMNS)
  return {
    weightVariances: Array.from({ length: COLUMNS }, (_, i) => column(i)),
    biasVariances: Array.from({ length: ROWS }, (_, j) => (top * (j + 0.5)) / ROWS), log
  }
}

/** 0 … n − 1 in an order in which the map fills evenly: every fourth row first. */
const spread = (n: number): number[] => [0, 2, 1, 3].flatMap(first => Array.from({ length: n }, (_, i) => i).filter(i => i % 4 === first))

/** The products of the weights that a seed gives, for one input of independent pixels between 0 and 1. */
async function productsOf(network: NetworkSpec, seed: number): Promise<JobEvent> {
  const parameters = await startingParameters(network, seed, () => Promise.reject(new Error('no files here')))
  const stream = createStream(seed, 'understand')
  const stack = plainStack(network, parameters, Float64Array.from({ length: network.layers[0]! }, () => stream.uniform()))
  const to = stack.layers.length
  return { kind: 'spectra', spectra: Array.from({ length: to - 1 }, (_, i) => layerProduct(stack, { from: i + 1, to })) }
}

const DEPTHS = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20] as const
const CHAINS = 4000
const SEED = 1

/** How often the factors of random chains balance. The same chains for every reader. */
function drawChains(): JobEvent {
  return {
    kind: 'chance', factors: sampleFactors(SEED, 10_000), random: balanceByDepth(SEED, DEPTHS, CHAINS),
    tuned: balanceByDepth(SEED, DEPTHS, CHAINS, { biases: 'centred', weightStd: BALANCED_WEIGHT_STD })
  }
}
