import { beforeAll, describe, expect, it } from 'vitest'
import { loadDataset, type Dataset } from '../data/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { measureExperiment, run } from '../run/index.ts'
import { nodeSource } from '../sweep/index.ts'
import type { Trace } from '../trace/index.ts'
import { defaultBudget, type Claim, type PlannedRun } from './claim.ts'
import { accuracyClaim } from './claim01-accuracy.ts'
import { barsClaim } from './claim02-bars.ts'
import { initialNormsClaim } from './claim03-norms.ts'
import { noiseClaim } from './claim07-noise.ts'
import { isBlind, blindRuns } from './experiments.ts'
import { labelCounts } from './published.ts'

// Networks of the wrong kind, run for real on MNIST at reduced size. At full size, and for claims 4 to 6: tests/long.
const source = nodeSource()
const budget = { ...defaultBudget, initialSeeds: 100 }
let dataset: Dataset
beforeAll(async () => {
  dataset = await loadDataset({ kind: 'mnist', train: 1000, validation: 0 }, 1, source)
})

type Change = (e: Experiment) => Experiment
const healthy: Change = e => e
const network =
  (change: Partial<Experiment['network']>): Change =>
  e => ({ ...e, network: { ...e.network, ...change } })
const unscaled = network({ initialization: { weights: { kind: 'normal', scaling: 'none', std: 1 }, biases: { kind: 'normal', std: 1 } } })
const rate =
  (learningRate: number): Change =>
  e => ({ ...e, training: { ...e.training, optimizer: { ...e.training.optimizer, learningRate } } })

/** Untrained networks of a claim's plan, measured on 100 images instead of 1,000 to be quick. */
async function measured(planned: readonly PlannedRun[], change: Change): Promise<Trace[]> {
  const traces: Trace[] = []
  for (const { experiment } of planned) {
    const quick = { ...experiment, data: { ...experiment.data, validation: 0 }, observe: { ...experiment.observe, examples: 100 } }
    traces.push((await measureExperiment(resolve(change(quick as Experiment)), { source, dataset, kernel: 'simd' })).trace)
  }
  return traces
}
const depth = (trace: Trace): number => trace.experiment.network.layers.length - 2
const verdict = (claim: Claim, traces: readonly Trace[]) => claim.assess(traces).verdict

describe('untrained networks of another kind', () => {
  let right: Trace[]
  beforeAll(async () => {
    right = await measured(initialNormsClaim.experiments(budget), healthy)
  })
  const two = (traces: readonly Trace[]): Trace[] => traces.filter(t => depth(t) === 2)

  it('are not needed where they are of the published kind: claims 2 and 3 hold', () => {
    expect(initialNormsClaim.assess(right)).toMatchObject({ verdict: 'holds', verdictWord: 'refined' })
    expect(verdict(barsClaim, two(right))).toBe('holds')
  })

  // One depth alone is enough to be seen.
  it.each([
    ['weights of standard deviation 1', unscaled, 4],
    ['relu', network({ activation: 'relu' }), 3],
    ['quadratic cost', network({ cost: 'quadratic' }), 2]
  ])('fail claim 3 with %s', async (_, change, wrong) => {
    const planned = initialNormsClaim.experiments(budget).filter(p => p.experiment.network.layers.length - 2 === wrong)
    const traces = await measured(planned, change)
    expect(verdict(initialNormsClaim, [...right.filter(t => depth(t) !== wrong), ...traces])).toBe('fails')
  })

  it.each([
    ['weights of standard deviation 1', unscaled],
    ['relu', network({ activation: 'relu' })],
    ['quadratic cost', network({ cost: 'quadratic' })]
  ])('fail claim 2 with %s', async (_, change) => {
    expect(verdict(barsClaim, await measured(barsClaim.experiments({ ...budget, initialSeeds: 30 }), change))).toBe('fails')
  })
})

describe('trained networks of another kind', () => {
  it('fail claim 1 when they do not learn', async () => {
    const traces: Trace[] = []
    const small = await loadDataset({ kind: 'mnist', train: 500, validation: 500 }, 1, source)
    for (const { experiment } of accuracyClaim.experiments(budget)) {
      const { training, data, observe } = experiment
      const quick = { ...experiment, data: { ...data, train: 500, validation: 500 }, training: { ...training, epochs: 2 } } as Experiment
      const seen = { ...quick, observe: { ...observe, examples: 500 } }
      traces.push((await run(resolve(rate(0)(seen)), { source, dataset: small, kernel: 'simd' })).trace)
    }
    expect(accuracyClaim.assess(traces)).toMatchObject({ verdict: 'fails', verdictWord: 'not reproduced' })
  })

  /** The claim's pairs on 100 images and 210 updates; `change` is made to the half that should train on batches of 10. */
  async function pairs(change: Change, onBoth: Change = healthy): Promise<Trace[]> {
    const traces: Trace[] = []
    const hundred = await loadDataset({ kind: 'mnist', train: 100, validation: 0 }, 1, source)
    for (const { experiment } of noiseClaim.experiments(budget)) {
      const small = experiment.training.batchSize < experiment.data.train
      const batchSize = small ? 10 : 100
      const quick = {
        ...experiment,
        data: { ...experiment.data, train: 100, validation: 0 },
        training: { ...experiment.training, batchSize, epochs: (210 * batchSize) / 100 },
        observe: { ...experiment.observe, examples: 50 }
      } as Experiment
      const { trace } = await run(resolve(onBoth(small ? change(quick) : quick)), { source, dataset: hundred, kernel: 'simd' })
      // A program that ignores part of its experiment still writes down the experiment it was given.
      traces.push({ ...trace, experiment: quick })
    }
    return traces
  }
  const batches =
    (batchSize: number): Change =>
    e => ({ ...e, training: { ...e.training, batchSize, epochs: (210 * batchSize) / 100 } })

  it('hold claim 7 where the batches differ, and fail it where both are whole or nothing is learned', async () => {
    expect(verdict(noiseClaim, await pairs(healthy))).toBe('holds')
    expect(verdict(noiseClaim, await pairs(batches(100)))).toBe('fails')
    expect(verdict(noiseClaim, await pairs(rate(0)))).toBe('fails')
  })
  it('do not hold claim 7 where both halves train on batches of 10, shuffled differently', async () => {
    const halves = await pairs(e => ({ ...e, seed: e.seed + 100 }), batches(10))
    expect(['fails', 'cannot tell']).toContain(verdict(noiseClaim, halves))
  })
})

describe('networks that cannot see', () => {
  it('are right as often as some digit occurs among the labels, and the best as often as the most frequent one', async () => {
    const accuracies: number[] = []
    for (const { experiment } of blindRuns(budget)) {
      expect(isBlind({ experiment })).toBe(true)
      const { trace } = await measureExperiment(experiment, { source, dataset, kernel: 'simd' })
      accuracies.push(Math.round(1000 * trace.columns.value[0]!))
    }
    expect([...new Set(accuracies)].sort((a, b) => a - b)).toEqual([...new Set(labelCounts[1000])].sort((a, b) => a - b))
  })
})
