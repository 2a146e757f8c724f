import { describe, expect, it } from 'vitest'
import type { FileSource } from '../data/index.ts'
import { loadDataset } from '../data/index.ts'
import { InputError } from '../errors/index.ts'
import { LAYER_QUANTITIES, resolve, type Experiment } from '../experiment/index.ts'
import { measure } from '../instruments/index.ts'
import { createKernel, type Kernel, type KernelVariant } from '../kernels/index.ts'
import { compile, encodeSafetensors, initialize } from '../network/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { readings, series, type Reading } from '../trace/index.ts'
import { createTrainer } from '../training/index.ts'
import { accuracyOn, initialParameters, measureExperiment, run, type RunOptions } from './index.ts'

const source: FileSource = { read: name => Promise.reject(new Error(`no file ${name} in this test`)) }
const options: RunOptions = { source, kernel: 'reference' }

/** A net small enough for hundreds of runs, on drawn data: 4 steps an epoch, the last smaller. */
const small = (training: object = {}, observe: object = {}, network: object = {}): Experiment =>
  resolve({
    seed: 3,
    data: { kind: 'blobs', train: 20, validation: 7, classes: 3 },
    network: { layers: [2, 5, 4, 3], ...network },
    training: { epochs: 4, batchSize: 6, l2: 0.1, ...training },
    observe: { examples: 10, quantities: ['deltaNorm', 'cost', 'accuracy', 'validationAccuracy', 'validationCost'], ...observe }
  })
const everything = { quantities: [...LAYER_QUANTITIES, 'cost', 'accuracy', 'validationCost', 'validationAccuracy'], perNeuron: true }

async function kernelOf(experiment: Experiment, variant: KernelVariant): Promise<Kernel> {
  const dataset = await loadDataset(experiment.data, experiment.seed, source, experiment.network.layers.at(-1))
  const kernel = await createKernel({ variant, program: compile(experiment.network, 20) })
  kernel.load('train', dataset.train)
  kernel.load('validation', dataset.validation)
  kernel.setParameters(initialize(experiment.network, experiment.seed))
  return kernel
}

type Due = (step: number, last: boolean) => boolean

/** The readings once more, by the simplest loop there is: before every step a pass of its own, ‖ΔW‖ from copies of the weights. */
async function naiveReadings(experiment: Experiment, variant: KernelVariant, due: Due): Promise<Reading[]> {
  const kernel = await kernelOf(experiment, variant)
  const { observe, training, seed } = experiment
  const trainer = createTrainer({ kernel, training, seed, examples: 20 })
  const rows = Uint32Array.from({ length: observe.examples }, (_, i) => i)
  const found: Reading[] = []
  let norms: number[] = []
  for (let step = 0; step <= trainer.steps; step++) {
    if (due(step, step === trainer.steps)) {
      const at = { step, epoch: step / trainer.stepsPerEpoch }
      const validation = kernel.evaluate('validation')
      const train = kernel.gradients('train', rows)
      const values = {
        cost: train.cost, accuracy: train.correct / rows.length,
        validationCost: validation.cost, validationAccuracy: validation.correct / 7
      }
      for (const [quantity, value] of Object.entries(values)) found.push({ ...at, layer: null, quantity, value })
      for (const { layer, neuron, quantity, value } of measure(kernel.sums(), observe.quantities, observe.perNeuron, norms)) {
        found.push({ ...at, layer, ...(neuron < 0 ? {} : { neuron }), quantity, value })
      }
    }
    if (step === trainer.steps) break
    const before = kernel.getParameters()
    trainer.step(due(step + 1, step + 1 === trainer.steps))
    norms = kernel.getParameters().map((after, l) =>
      Math.sqrt(Array.from(after.weights).reduce((sum, w, k) => sum + (w - before[l]!.weights[k]!) ** 2, 0)))
  }
  return found
}

/** Equal in everything but the last digits of updateRatio. */
function expectSameReadings(got: readonly Reading[], expected: readonly Reading[], variant: KernelVariant): void {
  const bare = (all: readonly Reading[]): Reading[] => all.map(r => (r.quantity === 'updateRatio' ? { ...r, value: 0 } : r))
  expect(bare(got)).toEqual(bare(expected))
  // ΔW from copies of the weights carries their rounding: in float32 a unit of the last place of ‖W‖.
  const tolerance = variant === 'reference' ? { relative: 1e-12 } : { absolute: 2 ** -23 }
  got.forEach((reading, i) => {
    if (reading.quantity === 'updateRatio') expectClose(reading.value, expected[i]!.value, tolerance)
  })
}

describe('readings', () => {
  it('stand at epochs 0…E, before the update, and number E + 1', async () => {
    const { trace } = await run(small(), options)
    expect([...series(trace, 'cost', 0).epoch]).toEqual([0, 1, 2, 3, 4])
    expect([...series(trace, 'deltaNorm', 2).step]).toEqual([0, 4, 8, 12, 16])
    expect(trace.end).toEqual({ kind: 'done' })
  })

  describe.each(['reference', 'simd'] as const)('with the %s kernel', variant => {
    const kernelOptions: RunOptions = { source, kernel: variant }

    it('mini-batches: are those of a naive loop, epoch by epoch', async () => {
      const experiment = small({}, everything)
      const naive = await naiveReadings(experiment, variant, (step, last) => step % 4 === 0 || last)
      expectSameReadings(readings((await run(experiment, kernelOptions)).trace), naive, variant)
    })

    it('every few steps: are those of a naive loop, with fractions of an epoch and one after the last', async () => {
      const experiment = small({}, { ...everything, every: { steps: 3 } })
      const naive = await naiveReadings(experiment, variant, (step, last) => step % 3 === 0 || last)
      const { trace } = await run(experiment, kernelOptions)
      expectSameReadings(readings(trace), naive, variant)
      expect([...series(trace, 'cost', 0).epoch]).toEqual([0, 0.75, 1.5, 2.25, 3, 3.75, 4])
    })

    const title = 'a full batch on the observed rows: the shared pass gives what a pass of its own would (%s)'
    it.each(['none', 'batch'])(title, async normalization => {
      const experiment = small({ batchSize: 20, optimizer: { kind: 'adam' } }, { ...everything, examples: 20 }, { normalization })
      const seen: number[] = []
      const { trace } = await run(experiment, { ...kernelOptions, onProgress: ({ step }) => seen.push(step) })
      expectSameReadings(readings(trace), await naiveReadings(experiment, variant, () => true), variant)
      expect([...series(trace, 'updateRatio', 1).epoch]).toEqual([1, 2, 3, 4]) // none before the first step
      expect(seen).toEqual([1, 2, 3, 4, 4])
    })
  })

  it.each(['reference', 'simd'] as const)('a full batch every second epoch: those of a pass of its own too, whenever the run ends (%s)', async kernel => {
    for (const epochs of [4, 5]) {
      const experiment = small({ batchSize: 20, epochs }, { ...everything, examples: 20, every: { epochs: 2 } })
      const naive = await naiveReadings(experiment, kernel, (step, last) => step % 2 === 0 || last)
      expectSameReadings(readings((await run(experiment, { source, kernel })).trace), naive, kernel)
    }
  })

  it('every second epoch, with the last one besides', async () => {
    const { trace } = await run(small({ epochs: 3 }, { every: { epochs: 2 } }), options)
    expect([...series(trace, 'cost', 0).epoch]).toEqual([0, 2, 3])
  })

  it('only what was asked: no quantity of the training examples, no validation', async () => {
    const only = await run(small({}, { quantities: ['validationAccuracy'] }), options)
    expect(only.trace.quantities).toEqual(['validationAccuracy'])
    expect(only.trace.columns.value).toHaveLength(5)
    const none = await run(small({}, { quantities: [] }), options)
    expect(none.trace.columns.value).toHaveLength(0)
    expect(none.parameters).toEqual(only.parameters)
  })

  it.each(['reference', 'simd'] as const)('do not change the run (%s)', async kernel => {
    const quiet = await run(small({}, { quantities: [] }), { source, kernel })
    const loud = await run(small({}, { quantities: everything.quantities, perNeuron: true, every: { steps: 1 } }), { source, kernel })
    expect(loud.parameters).toEqual(quiet.parameters)
  })

  it('of regression have no accuracy', async () => {
    const data = { kind: 'regression', train: 20, validation: 7 } as const
    const experiment = resolve({ data, network: { layers: [1, 4, 1] }, training: { epochs: 1 } })
    const { trace } = await run(experiment, options)
    expect(trace.quantities).toContain('cost')
    expect(trace.quantities).not.toContain('accuracy')
  })
})

describe('measureExperiment', () => {
  it('reads what a run reads first, and its checkpoint is the run\'s beginning', async () => {
    const experiment = small({}, everything)
    const measured = await measureExperiment(experiment, options)
    const whole = await run(experiment, options)
    expect(readings(measured.trace)).toEqual(readings(whole.trace).filter(r => r.step === 0))
    expect(measured.trace.end).toEqual({ kind: 'done' })
    expect((await run(experiment, { ...options, resume: measured.checkpoint })).trace).toEqual(whole.trace)
    expect(measured.parameters.map(p => [...p.weights])).toEqual(initialize(experiment.network, 3).map(p => [...p.weights]))
  })
})

describe('a run', () => {
  it('is the same twice, and another with another seed', async () => {
    const [a, b, c] = [await run(small(), options), await run(small(), options), await run({ ...small(), seed: 4 }, options)]
    expect(b).toEqual(a)
    expect(c.trace.fingerprint).not.toBe(a.trace.fingerprint)
  })

  it('learns', async () => {
    const { trace } = await run(small({ epochs: 60, optimizer: { learningRate: 1 }, l2: 0 }), options)
    const { value } = series(trace, 'cost', 0)
    expect(value.at(-1)! / value[0]!).toBeLessThan(0.5)
  })

  it('takes a dataset already loaded, and tells time only by the caller\'s clock', async () => {
    const experiment = small()
    const dataset = await loadDataset(experiment.data, experiment.seed, source, 3)
    let now = 0
    const result = await run(experiment, { ...options, dataset, clock: () => (now += 250) })
    expect(result).toEqual({ ...(await run(experiment, options)), seconds: 0.25 })
  })

  it('begins with the weights of a file', async () => {
    const parameters = initialize(small().network, 99)
    const bytes = encodeSafetensors(parameters)
    const files: FileSource = { read: name => (name === 'w.safetensors' ? Promise.resolve(bytes) : Promise.reject(new Error(name))) }
    const experiment = small({}, {}, { initialization: { weights: { kind: 'safetensors', file: 'w.safetensors' } } })
    expect(await initialParameters(experiment, { source: files })).toEqual(parameters)
    const { trace } = await measureExperiment(experiment, { ...options, source: files })
    const dataset = await loadDataset(experiment.data, 3, source, 3)
    const drawn = await measureExperiment({ ...small(), seed: 99 }, { ...options, dataset })
    expect(trace.columns.value).toEqual(drawn.trace.columns.value)
  })

  // simd: its weights are held over a scale that L2 shrinks, and written as their product, rounded to a float32.
  it.each([['reference', 0], ['simd', 5e-6]] as const)('written as weights and begun again, reads what it read last (%s)', async (kernel, relative) => {
    const [experiment, quantities] = [small({}, {}, { normalization: 'batch' }), ['deltaNorm', 'weightGain', 'cost', 'validationCost'] as const]
    const before = await run({ ...experiment, observe: { ...experiment.observe, quantities } }, { source, kernel })
    const files: FileSource = { read: () => Promise.resolve(encodeSafetensors(before.parameters)) }
    const again = small({}, { quantities }, { normalization: 'batch', initialization: { weights: { kind: 'safetensors', file: 'w' } } })
    const { trace } = await measureExperiment(again, { source: files, kernel })
    const last = readings(before.trace).filter(r => r.step === 16)
    const names = (all: readonly Reading[]): unknown[] => all.map(({ layer, quantity }) => [layer, quantity])
    expect(names(readings(trace))).toEqual(names(last))
    readings(trace).forEach(({ value }, i) => expectClose(value, last[i]!.value, { relative }))
    expect(readings(trace)).toHaveLength(3 + 2 + 2)
  })

  it('is judged on other examples by accuracyOn', async () => {
    const experiment = small({}, {}, { normalization: 'batch' })
    const { trace, parameters } = await run(experiment, options)
    const dataset = await loadDataset(experiment.data, experiment.seed, source, 3)
    const { cost, accuracy, correct, examples } = await accuracyOn(experiment, parameters, dataset.validation, 'reference')
    expect([cost, accuracy]).toEqual([series(trace, 'validationCost', 0).value.at(-1), series(trace, 'validationAccuracy', 0).value.at(-1)])
    expect([correct, examples]).toEqual([accuracy * 7, 7])
  })
})

describe('mistakes', () => {
  it('sizes that do not fit the data', async () => {
    const blobs = await loadDataset(small().data, 3, source, 3)
    const attempt = (experiment: Experiment): Promise<unknown> => run(experiment, { ...options, dataset: blobs })
    const wide = resolve({ network: { layers: [784, 10] } })
    await expect(attempt(wide)).rejects.toThrow(/layers\[0\]: expected 2, the width of an input, got 784/)
    await expect(attempt({ ...small(), data: { ...small().data, train: 21 } })).rejects.toThrow(/data.train: expected 20/)
    await expect(attempt({ ...small(), observe: { ...small().observe, examples: 21 } })).rejects.toThrow(/observe.examples/)
    const empty = { ...blobs, validation: { ...blobs.validation, count: 0, inputs: new Float32Array(0), targets: new Float32Array(0) } }
    await expect(run(small(), { ...options, dataset: empty })).rejects.toThrow(InputError)
  })
})

describe('frozen layers', () => {
  it.each(['reference', 'simd'] as const)('keep what they started with, in a run from a document (%s)', async kernel => {
    const experiment = small({ frozen: [1, 3], optimizer: { kind: 'adam' } })
    const { parameters } = await run(experiment, { source, kernel })
    const start = await initialParameters(experiment, { source })
    const moved = parameters.map((layer, i) => layer.weights.some((w, k) => Math.fround(w) !== Math.fround(start[i]!.weights[k]!)))
    expect(moved).toEqual([false, true, false])
  })
})
