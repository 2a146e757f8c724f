import { beforeAll, describe, expect, it } from 'vitest'
import { loadDataset, type Dataset } from '../data/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { measureExperiment } from '../run/index.ts'
import { nodeSource } from '../sweep/index.ts'
import type { Trace } from '../trace/index.ts'
import { defaultBudget } from './claim.ts'
import { barsClaim } from './claim02-bars.ts'
import { initialNormsClaim } from './claim03-norms.ts'

const source = nodeSource()
let dataset: Dataset
beforeAll(async () => {
  dataset = await loadDataset({ kind: 'mnist', train: 1000, validation: 0 }, 1, source)
})

/** The claim's own experiments, run for real on MNIST with every network changed; 100 images instead of 1,000 to be quick. */
async function tracesOf(claim: typeof barsClaim | typeof initialNormsClaim, change: (e: Experiment) => Experiment): Promise<Trace[]> {
  const traces: Trace[] = []
  for (const { experiment } of claim.experiments({ ...defaultBudget, initialSeeds: 100 })) {
    const quick = { ...experiment, data: { ...experiment.data, validation: 0 }, observe: { ...experiment.observe, examples: 100 } }
    traces.push((await measureExperiment(resolve(change(quick as Experiment)), { source, dataset, kernel: 'simd' })).trace)
  }
  return traces
}

const network =
  (change: Partial<Experiment['network']>) =>
  (e: Experiment): Experiment => ({ ...e, network: { ...e.network, ...change } })
const healthy = (e: Experiment): Experiment => e
const unscaled = network({ initialization: { weights: { kind: 'normal', scaling: 'none', std: 1 }, biases: { kind: 'normal', std: 1 } } })
const relu = network({ activation: 'relu' })
const quadratic = network({ cost: 'quadratic' })

describe('a network of another kind, measured for real', () => {
  it('passes claims 2 and 3 only when it is the published one', async () => {
    const traces = await tracesOf(initialNormsClaim, healthy)
    expect(initialNormsClaim.assess(traces)).toMatchObject({ verdict: 'holds', verdictWord: 'refined' })
    expect(barsClaim.assess(traces.filter(t => t.experiment.network.layers.length === 4)).verdict).toBe('holds')
  })
  it.each([
    ['weights of standard deviation 1', unscaled],
    ['relu', relu],
    ['quadratic cost', quadratic]
  ])('fails claim 3 with %s', async (_, change) => {
    expect(initialNormsClaim.assess(await tracesOf(initialNormsClaim, change)).verdict).toBe('fails')
  })
})
