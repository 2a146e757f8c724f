import type { Experiment } from '../experiment/index.ts'
import { createStream, exp, log } from '../numerics/index.ts'
import { TraceBuilder, type Trace } from '../trace/index.ts'
import type { RunAll } from './chapter5.ts'
import type { AccuracyEvidence } from './claim01-accuracy.ts'
import type { NoisePair } from './claim07-noise.ts'
import type { CurveRun } from './evidence.ts'
import { isBlind } from './experiments.ts'
import { comparedEpochs, computedAccuracySpread, labelCounts, publishedNorms } from './published.ts'

/**
 * Planted evidence for the tests. Healthy evidence is drawn around numbers that NumPy simulations of the same networks gave
 * (theory.md, section 1.2), not around this program's own; the faults are ways in which a wrong program would be wrong.
 */

/** Medians of ‖δ^l‖ before training over 200 seeds, and the spread of the logarithm, hidden layers 2, 3, 4. */
const startMedians = [
  [0.0581, 0.286],
  [0.01226, 0.0591, 0.2968],
  [0.00233, 0.01161, 0.0578, 0.2961]
]
const logSpread = [0.31, 0.27, 0.26, 0.21]

/** Untrained norms of `count` networks of each depth, [depth − 2][network][layer − 1]: log-normal around the medians. */
export function plantedNorms(count: number, change: (norm: number, layer: number, depth: number) => number = v => v): number[][][] {
  return startMedians.map((medians, d) => {
    const stream = createStream(d + 1, 'planted norms')
    return Array.from({ length: count }, () =>
      medians.map((m, k) => change(m * exp(logSpread[k + 4 - medians.length]! * stream.normal()), k + 1, d + 2))
    )
  })
}

/** Signed bars of two layers of 30 neurons whose typical lengths are `first` and `second`. */
export function plantedBars(count: number, first: number, second: number): number[][][] {
  const stream = createStream(5, 'planted bars')
  return Array.from({ length: count }, () =>
    [first, second].map(size => {
      const scale = size * exp(0.25 * stream.normal())
      return Array.from({ length: 30 }, () => scale * stream.normal())
    })
  )
}

/** Accuracy curves that end at `mean` with the spread over seeds that NumPy gave. */
export function plantedAccuracy(seeds: number, means: readonly number[] = computedAccuracySpread.last.mean): AccuracyEvidence {
  return {
    runs: means.map((mean, d) => {
      const stream = createStream(d + 1, 'planted accuracy')
      return Array.from({ length: seeds }, () => {
        const end = mean + computedAccuracySpread.last.deviation[d]! * stream.normal()
        return Array.from({ length: 31 }, (_, e) => end - 8 / (e + 0.09) + 8 / 30.09)
      })
    })
  }
}

/** ln of the book's norm at any epoch, by straight lines between the compared ones. */
function bookLog(depth: number, layer: number, epoch: number): number {
  const at = (i: number): number => log(publishedNorms.curves[depth - 2]![i]![layer - 1]!)
  const i = Math.max(
    0,
    comparedEpochs.findLastIndex(e => e <= epoch)
  )
  if (i === comparedEpochs.length - 1) return at(i)
  const share = (epoch - comparedEpochs[i]!) / (comparedEpochs[i + 1]! - comparedEpochs[i]!)
  return at(i) * (1 - share) + at(i + 1) * share
}

export interface CurveFault {
  /** Changes a norm. */
  readonly norm?: (value: number, layer: number, depth: number, epoch: number) => number
  /** Changes the accuracy at an epoch. */
  readonly accuracy?: (value: number, depth: number, epoch: number) => number
  /** Changes the cost at an epoch. */
  readonly cost?: (value: number, depth: number, epoch: number) => number
  /** How the norm of single images falls until epoch 50 (healthy: by 1.9). */
  readonly rmsCollapse?: number
  /** How much nearer to each other than by ‖δ‖ the layers are by ∂C/∂W, for each layer between them (healthy: 20). */
  readonly flattening?: number
}

function plantedRun(depth: number, seed: number, fault: CurveFault): CurveRun {
  const stream = createStream(seed, 'planted curves', depth)
  const shift = Array.from({ length: depth }, () => 0.22 * stream.normal())
  const grid = (pick: (layer: number, epoch: number) => number): number[][] =>
    Array.from({ length: depth }, (_, k) => Array.from({ length: 500 }, (_, e) => pick(k + 1, e)))
  const learned = depth === 2 ? 0.27 : 0
  const list = (pick: (epoch: number) => number): number[] => Array.from({ length: 500 }, (_, e) => pick(e))
  return {
    depth,
    seed,
    images: 1000,
    deltaNorm: grid((l, e) => (fault.norm ?? (v => v))(exp(bookLog(depth, l, e) + shift[l - 1]!), l, depth, e)),
    deltaRms: grid((l, e) => exp(bookLog(depth, l, 0)) * 1.2 * (1 - (1 - 1 / (fault.rmsCollapse ?? 1.9)) * Math.min(1, e / 50))),
    weightGradientNorm: grid((l, e) => exp(bookLog(depth, l, e)) * (e >= 40 ? 1 + (fault.flattening ?? 20) * (depth - l) : 1)),
    cost: list(e => (fault.cost ?? (v => v))(3.2 + 4 * exp(-e / 10) - (learned * e) / 499, depth, e)),
    accuracy: list(e => (fault.accuracy ?? (v => v))(0.117 + (learned * Math.max(0, e - 100)) / 399, depth, e))
  }
}

/** 500-epoch runs of two, three and four hidden layers, as many seeds of each. */
export const plantedCurves = (seeds: number, fault: CurveFault = {}): CurveRun[] =>
  [2, 3, 4].flatMap(depth => Array.from({ length: seeds }, (_, k) => plantedRun(depth, k + 1, fault)))

/** What networks that name one digit are right: the shares of the ten digits. */
export const plantedBlind: readonly number[] = labelCounts[1000]!.map(n => n / 1000)

/** Pairs of curves with `miniNoise` and `fullNoise` (standard deviation of the logarithm from update to update). */
export function plantedPairs(count: number, miniNoise: number, fullNoise: number): NoisePair[] {
  return Array.from({ length: count }, (_, p) => {
    const stream = createStream(p + 1, 'planted pairs')
    const curve = (noise: number): number[][] =>
      [1, 2].map(l => Array.from({ length: 501 }, (_, t) => exp(bookLog(2, l, Math.min(t, 499)) + noise * stream.normal())))
    return { seed: p + 1, full: curve(fullNoise), mini: curve(miniNoise) }
  })
}

/** How a planted pool misbehaves. */
export interface PoolFault {
  /** Norms of every layer in the wrong order. */
  readonly shuffled?: boolean
  /** From this experiment of each call on, runs are stopped before their end. */
  readonly stopAt?: number
}

/**
 * A pool whose runs read planted numbers: lets a test follow evidence from a plan through traces to verdicts without training.
 * `calls` collects what was asked for.
 */
export function plantedPool(
  calls: { readonly mode: readonly string[]; readonly experiments: readonly Experiment[] }[],
  fault: PoolFault = {}
): RunAll {
  return (experiments, { mode = [], onProgress, onResult }) => {
    calls.push({ mode, experiments })
    return Promise.resolve(
      experiments.map((experiment, index) => {
        onProgress?.({ index, fraction: 0.5 })
        onProgress?.({ index, fraction: 1 })
        const stopped = index >= (fault.stopAt ?? Infinity)
        const result = { trace: plantedTrace(experiment, fault, stopped) }
        onResult?.({ index, result })
        return result
      })
    )
  }
}

function plantedTrace(experiment: Experiment, fault: PoolFault, stopped: boolean): Trace {
  const depth = experiment.network.layers.length - 2
  const builder = new TraceBuilder(experiment, 'planted')
  const { quantities, every, perNeuron } = experiment.observe
  const steps = 'steps' in every
  const count = isBlind({ experiment }) ? 1 : steps ? 501 : experiment.training.epochs + 1
  const stream = createStream(experiment.seed, 'planted trace', depth)
  const run = depth >= 2 && depth <= 4 ? plantedRun(depth, experiment.seed, {}) : undefined
  const noise = experiment.training.batchSize < experiment.data.train ? 0.05 : 0.0005
  const accuracy = plantedAccuracy(1).runs[depth - 1]?.[0] ?? []
  for (let t = 0; t < (stopped ? 1 : count); t++) {
    const epoch = steps ? t / 100 : t
    for (const quantity of quantities) {
      if (quantity === 'validationAccuracy') builder.add(t, epoch, 0, -1, quantity, accuracy[t]! / 100)
      else if (isBlind({ experiment })) builder.add(t, epoch, 0, -1, quantity, plantedBlind[experiment.seed % 10]!)
      else if (quantity === 'cost' || quantity === 'accuracy') builder.add(t, epoch, 0, -1, quantity, run![quantity][Math.min(t, 499)]!)
      else if (quantity === 'deltaNorm' || quantity === 'deltaRms' || quantity === 'weightGradientNorm') {
        for (let l = 1; l <= depth; l++) {
          const from = fault.shuffled ? depth + 1 - l : l
          builder.add(t, epoch, l, -1, quantity, run![quantity][from - 1]![Math.min(t, 499)]! * (steps ? exp(noise * stream.normal()) : 1))
        }
        builder.add(t, epoch, depth + 1, -1, quantity, 1.5)
      }
    }
  }
  for (let l = 1; l <= depth && perNeuron; l++) {
    const size = [0.0106, 0.052][(fault.shuffled ? depth + 1 - l : l) - 1]!
    for (let j = 0; j < 30; j++) builder.add(0, 0, l, j, 'deltaMean', size * stream.normal())
  }
  return builder.finish(stopped ? { kind: 'stopped', epoch: 0, step: 0 } : { kind: 'done' })
}
