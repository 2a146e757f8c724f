import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claims, defaultBudget, type Claim } from '../../src/chapter5/index.ts'
import { resolve, type Experiment } from '../../src/experiment/index.ts'
import { encodeSafetensors } from '../../src/network/index.ts'
import { run } from '../../src/run/index.ts'
import { nodeSource, runAll } from '../../src/sweep/index.ts'
import type { Trace } from '../../src/trace/index.ts'

// Networks of the wrong kind at full size: what the chapter's claims must refuse. Twelve seeds are enough to fail by.
const source = nodeSource()
const budget = { ...defaultBudget, curveSeeds: 12 }
const named = (id: string): Claim => claims.find(c => c.id === id)!

type Change = (e: Experiment) => Experiment
const network = (change: Partial<Experiment['network']>): Change => e => ({ ...e, network: { ...e.network, ...change } })
const relu = network({ activation: 'relu' })
const quadratic = network({ cost: 'quadratic' })
const unscaled = network({ initialization: { weights: { kind: 'normal', scaling: 'none', std: 1 }, biases: { kind: 'normal', std: 1 } } })
const still: Change = e => ({ ...e, training: { ...e.training, optimizer: { ...e.training.optimizer, learningRate: 0 } } })

/** The traces of a claim's plan with every network changed, except those that only say what chance is. */
async function traces(claim: Claim, change: Change): Promise<Trace[]> {
  const planned = claim.experiments(budget)
  const made: Trace[] = []
  for (const mode of ['run', 'measure'] as const) {
    const experiments = planned.filter(p => p.mode === mode).map(({ experiment }) =>
      experiment.network.initialization.weights.kind === 'constant' ? experiment : resolve(change(experiment)))
    if (experiments.length > 0) made.push(...(await runAll(experiments, { mode, source })).map(r => r.trace))
  }
  return made
}

describe('500 epochs of a network of another kind', () => {
  it.each([
    ['relu', relu, ['fails', 'cannot tell', 'fails']],
    ['quadratic cost', quadratic, ['fails', 'fails', 'fails']],
    ['weights of standard deviation 1', unscaled, ['fails', 'fails', 'fails']],
    ['a learning rate of 0', still, ['fails', 'fails', 'fails']]
  ] as const)('%s: claims 4, 5 and 6', async (_, change, verdicts) => {
    const found = await traces(named('unsaid'), change)
    expect(['curves', 'not-done', 'unsaid'].map(id => named(id).assess(found).verdict)).toEqual(verdicts)
  })
})

describe('a start that is no random one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deltascope-start-'))
  const file = (e: Experiment): string => join(folder, `${e.network.layers.length}.safetensors`)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeAll(async () => {
    for (const depth of [2, 3, 4]) {
      const { experiment } = named('curves').experiments({ ...budget, curveSeeds: 1 })[depth - 2]!
      const training = { ...experiment.training, optimizer: { kind: 'adam', learningRate: 0.003 }, batchSize: 10, epochs: 60, l2: 0 }
      const { parameters } = await run(resolve({ ...experiment, training }), { source, kernel: 'simd' })
      writeFileSync(file(experiment), encodeSafetensors(parameters))
    }
  })

  it('fails claim 5: there, a small norm is good news', async () => {
    const trained: Change = e =>
      network({ initialization: { ...e.network.initialization, weights: { kind: 'safetensors', file: file(e) } } })(e)
    const { verdict, reason } = named('not-done').assess(await traces(named('not-done'), trained))
    expect(verdict).toBe('fails')
    expect(reason).toContain('In only 0 % of the runs')
  })
})

// Weights of standard deviation 1, and tanh or ReLU units, end as near to the published accuracies, and claim 1 says that it cannot tell them apart.
describe('30 epochs on 50,000 images', () => {
  it.each([
    ['quadratic cost', quadratic],
    ['a learning rate of 0', still]
  ])('%s: claim 1 fails', async (_, change) => {
    expect(named('accuracy').assess(await traces(named('accuracy'), change)).verdict).toBe('fails')
  })
  it('weights of standard deviation 1: claim 1 holds, and says that it cannot tell', async () => {
    const { verdict, limits } = named('accuracy').assess(await traces(named('accuracy'), unscaled))
    expect(verdict).toBe('holds')
    expect(limits).toContain('weights of standard deviation 1 pass this test too')
  })
})
