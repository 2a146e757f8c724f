import { describe, expect, it } from 'vitest'
import type { FileSource } from '../data/index.ts'
import type { Experiment } from '../experiment/index.ts'
import type { Trace } from '../trace/index.ts'
import { chapter5 } from './chapter5.ts'
import { defaultBudget, fullBudget } from './claim.ts'
import { claims, claimsNamed } from './claims.ts'
import { blindRuns, isBlind } from './experiments.ts'
import { plantedPool, type PoolFault } from './testing.ts'

const source: FileSource = { read: name => Promise.reject(new Error(`no file was expected to be read: ${name}`)) }
const trained = ['accuracy', 'bars', 'norms', 'curves', 'not-done', 'unsaid', 'noise']
const budget = { ...defaultBudget, initialSeeds: 100, curveSeeds: 12 }
const blindSeeds = blindRuns(budget).length
type Call = { readonly mode: readonly string[]; readonly experiments: readonly Experiment[] }

async function assess(only: readonly string[], fault: PoolFault = {}) {
  const calls: Call[] = []
  const fractions: number[] = []
  const result = await chapter5({
    runAll: plantedPool(calls, fault),
    source,
    seeds: 1,
    budget,
    only,
    onProgress: p => fractions.push(p.fraction)
  })
  return { calls, fractions, result, verdicts: result.claims.map(c => c.verdict) }
}

describe('chapter5', () => {
  const healthy = assess(trained)

  it('reproduces every trained claim from planted healthy traces', async () => {
    const { result, verdicts, fractions } = await healthy
    expect(verdicts).toEqual(trained.map(() => 'holds'))
    expect(result).toMatchObject({ failed: 0, notReached: 0 })
    expect(fractions.every((f, i) => i === 0 || f >= fractions[i - 1]!)).toBe(true)
    expect(fractions.at(-1)).toBe(1)
    expect(result.claims.map(c => c.verdictWord)).toEqual([
      'reproduced',
      'reproduced',
      'refined',
      'reproduced',
      'reproduced',
      'refined',
      'reproduced'
    ])
  })

  it('fails the claims about layers when the traces hold them in the wrong order', async () => {
    const { result } = await assess(['bars', 'norms', 'curves'], { shuffled: true })
    expect(result.claims.map(c => [c.verdict, c.verdictWord])).toEqual(Array.from({ length: 3 }, () => ['fails', 'not reproduced']))
    expect(result.failed).toBe(3)
  })

  it('makes a run once that several claims ask for', async () => {
    const { calls, result } = await healthy
    const { initialSeeds, curveSeeds, noiseSeeds } = budget
    expect(calls).toHaveLength(1)
    const [{ mode, experiments }] = calls as [Call]
    expect(mode.filter(m => m === 'measure')).toHaveLength(3 * initialSeeds + blindSeeds)
    expect(mode.filter(m => m === 'run')).toHaveLength(4 + 3 * curveSeeds + 2 * noiseSeeds)
    expect(result.runs).toBe(3 * initialSeeds + blindSeeds + 4 + 3 * curveSeeds + 2 * noiseSeeds)
    const texts = experiments.map((e, i) => mode[i]! + JSON.stringify(e))
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('says which claims were not reached when stopped, and judges none of them', async () => {
    const { result, verdicts } = await assess(['bars', 'curves'], { stopAt: 10 })
    expect(verdicts).toEqual(['cannot tell', 'cannot tell'])
    expect(result).toMatchObject({ failed: 0, notReached: 2 })
    expect(result.claims[0]!.measured).toBe('stopped: 10 of 100 runs done')
    const aborted = await chapter5({ runAll: plantedPool([]), source, only: ['norms'], signal: AbortSignal.abort() })
    expect(aborted).toMatchObject({ notReached: 1, runs: 0 })
  })

  it('takes the full size when asked, and hands claims what they prepare', async () => {
    const calls: Call[] = []
    const pool = plantedPool(calls)
    await chapter5({ runAll: pool, source, only: ['accuracy'], full: true })
    expect(calls[0]!.experiments).toHaveLength(4 * fullBudget.accuracySeeds)
    await expect(chapter5({ runAll: pool, source, only: ['predicted'], budget: { initialSeeds: 1 } })).rejects.toThrow(/no file was expected/)
    const stopped = await chapter5({ runAll: pool, source, only: ['predicted'], signal: AbortSignal.abort() })
    expect(stopped.notReached).toBe(1)
  })

  it('keeps finished runs, goes on from them, and takes none that is of another experiment or kernel', async () => {
    const kept = new Map<string, Trace>()
    const keep = { read: (key: string) => Promise.resolve(kept.get(key)), write: (key: string, t: Trace) => Promise.resolve(void kept.set(key, t)) }
    const made = async (stopAt: number) => {
      const calls: Call[] = []
      const result = await chapter5({ runAll: plantedPool(calls, { stopAt }), source, only: ['bars'], budget, keep })
      return [calls.flatMap(c => c.experiments).length, result.notReached, result.runs]
    }
    expect(await made(30)).toEqual([100, 1, 100])
    expect(kept.size).toBe(30)
    // Planted traces name the kernel 'planted', which no run of 'simd' may take.
    expect((await made(Infinity))[0]).toBe(100)
    for (const [key, trace] of kept) kept.set(key, { ...trace, kernel: 'simd' })
    const [first, second] = [...kept.keys()]
    kept.set(first!, kept.get(second!)!)
    kept.set(second!, { ...kept.get(second!)!, end: { kind: 'stopped', epoch: 0, step: 0 } })
    expect(await made(Infinity)).toEqual([2, 0, 100])
    const failing = { ...keep, write: () => Promise.reject(new Error('the disk is full')) }
    kept.clear()
    await expect(chapter5({ runAll: plantedPool([]), source, only: ['bars'], budget, keep: failing })).rejects.toThrow('the disk is full')
  })

  it('takes claims by number and name, in the report’s order, and refuses unknown ones', () => {
    expect(claimsNamed(['7', 'bars', '2']).map(c => c.id)).toEqual(['bars', 'noise'])
    expect(claimsNamed()).toBe(claims)
    expect(() => claimsNamed(['accuracies'])).toThrow(/Did you mean accuracy\?/)
    expect(() => claimsNamed(['0'])).toThrow(new RegExp(`1 to ${claims.at(-1)!.number}`))
  })

  it('numbers the claims and gives each a source, a setting and a published value', () => {
    const numbers = claims.map(c => c.number)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(new Set(claims.map(c => c.id)).size).toBe(claims.length)
    for (const c of claims) for (const text of [c.title, c.source, c.setting, c.published]) expect(text.length).toBeGreaterThan(5)
  })
})

describe('the planned runs', () => {
  // Claims 1 to 12 are about the book's own networks, those after them about others.
  const runs = claims.filter(c => c.number <= 12).flatMap(c => c.experiments(defaultBudget).map(p => ({ id: c.id, ...p })))
  const of = (id: string) => runs.filter(r => r.id === id)
  it('of the blind networks see nothing and are as many as find every digit', () => {
    const blind = of('unsaid').filter(r => isBlind(r))
    expect(blind.length).toBe(60)
    for (const { mode, experiment } of blind) {
      expect(mode).toBe('measure')
      expect(experiment.network.initialization).toMatchObject({
        weights: { kind: 'constant', value: 0 },
        biases: { kind: 'normal', std: 1 }
      })
      expect(experiment.data).toMatchObject({ kind: 'mnist', train: 1000 })
    }
  })
  it('have the settings of the book', () => {
    for (const {
      experiment: { network, training, data }
    } of runs) {
      expect(network.layers).toEqual([784, ...Array<number>(network.layers.length - 2).fill(30), 10])
      expect(network).toMatchObject({
        activation: 'sigmoid',
        outputActivation: 'sigmoid',
        cost: 'crossEntropy',
        normalization: 'none',
        residual: false
      })
      if (isBlind({ experiment: { network } as Experiment })) continue
      expect(network.initialization).toMatchObject({
        weights: { kind: 'normal', scaling: 'fanIn', std: 1 },
        biases: { kind: 'normal', std: 1 }
      })
      expect(training).toMatchObject({
        optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0 },
        schedule: { kind: 'constant' },
        l2: 5,
        gradientClipping: null
      })
      expect(data.kind).toBe('mnist')
    }
    for (const {
      experiment: { training, data, observe }
    } of of('accuracy')) {
      expect({ ...training, ...data, quantities: observe.quantities }).toMatchObject({
        train: 50000,
        validation: 10000,
        batchSize: 10,
        epochs: 30,
        quantities: ['validationAccuracy']
      })
    }
    for (const {
      experiment: { training, data, observe }
    } of of('curves')) {
      expect({ ...training, ...data, ...observe }).toMatchObject({
        train: 1000,
        batchSize: 1000,
        epochs: 500,
        examples: 1000,
        every: { epochs: 1 }
      })
    }
    for (const {
      mode,
      experiment: { data, observe }
    } of of('norms'))
      expect({ mode, ...data, ...observe }).toMatchObject({ mode: 'measure', train: 1000, examples: 1000 })
  })
  it('of the noise comparison differ only in the batch, for the same number of updates', () => {
    const same = (e: Experiment) => ({ ...e, training: { ...e.training, batchSize: 0, epochs: 0 } })
    const noise = of('noise').map(r => r.experiment)
    for (let i = 0; i < noise.length; i += 2) {
      const [full, mini] = [noise[i]!, noise[i + 1]!]
      expect(same(full)).toEqual(same(mini))
      expect([full, mini].map(e => (e.training.epochs * 1000) / e.training.batchSize)).toEqual([500, 500])
    }
  })
  it('can use the 10,000 images that some summaries tell of', () => {
    const curves = claims.find(c => c.id === 'curves')!.experiments({ ...defaultBudget, images: 10000 })
    for (const {
      experiment: { data, training, observe }
    } of curves)
      expect([data.train, training.batchSize, observe.examples]).toEqual([10000, 10000, 10000])
  })
})
