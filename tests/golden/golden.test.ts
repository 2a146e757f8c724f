import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolve, type Experiment, type NetworkSpec, type TrainingSpec } from '../../src/experiment/index.ts'
import { measure } from '../../src/instruments/index.ts'
import { createKernel, type Examples, type Kernel, type KernelVariant, type LayerParameters, missingCapability } from '../../src/kernels/index.ts'
import { compile } from '../../src/network/index.ts'
import { expectClose } from '../../src/numerics/testing.ts'
import { updateRule } from '../../src/training/index.ts'

// What PyTorch computes on small planted networks (make.py says how, and where it means something else), held for every kernel.

type Vectors = readonly (readonly number[])[]
type Net = Pick<Experiment['network'], 'activation' | 'outputActivation' | 'cost' | 'normalization' | 'residual'>
interface Pass {
  readonly name: string
  readonly network: Net
  readonly cost: number
  readonly correct: number
  readonly gradWeights: Vectors
  readonly gradBiases: Vectors
  readonly readings: readonly Readonly<Record<string, number>>[]
}
interface Run {
  readonly name: string
  readonly network: Net
  readonly training: TrainingSpec
  readonly costs: readonly number[]
  readonly finalCost: number
  readonly weights: Vectors
  readonly biases: Vectors
  readonly gains?: Vectors
  /** Of each normalised layer the mean, then the variance. */
  readonly running?: readonly Vectors[]
}
interface Golden {
  readonly sizes: readonly number[]
  readonly start: { readonly weights: Vectors; readonly biases: Vectors; readonly gains: Vectors }
  readonly inputs: readonly number[]
  readonly classes: readonly number[]
  readonly numbers: readonly number[]
  readonly passes: readonly Pass[]
  readonly runs: readonly Run[]
}
const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'pytorch.json'), 'utf8')) as Golden
const ROWS = golden.inputs.length / golden.sizes[0]!

const networkOf = (net: Net): NetworkSpec => {
  const data = { kind: net.outputActivation === 'linear' ? 'regression' : 'blobs' } as const
  return { ...resolve({ data, network: { layers: net.outputActivation === 'linear' ? [1, 1] : [2, 3] } }).network, ...net, layers: golden.sizes }
}

function startOf(net: Net): LayerParameters[] {
  const { weights, biases, gains } = golden.start
  return weights.map((w, i) => ({
    weights: Float32Array.from(w),
    biases: Float32Array.from(biases[i]!),
    ...(net.normalization === 'none' || i === weights.length - 1 ? {} : { gains: Float32Array.from(gains[i]!) })
  }))
}

async function kernelOf(variant: KernelVariant, net: Net): Promise<Kernel> {
  const kernel = await createKernel({ variant, program: compile(networkOf(net), ROWS) })
  const regression = net.outputActivation === 'linear'
  const targets = Float32Array.from(regression ? golden.numbers : golden.classes)
  const examples: Examples = {
    count: ROWS, inputs: Float32Array.from(golden.inputs), targets, task: regression ? 'regression' : 'classification'
  }
  kernel.load('train', examples)
  kernel.setParameters(startOf(net))
  return kernel
}

/** Every entry within tolerance of the largest of its array. */
function close(what: string, got: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  const largest = expected.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
  expect(got.length, what).toBe(expected.length)
  expected.forEach((value, i) => {
    try {
      expectClose(got[i]!, value, { absolute: tolerance * largest })
    } catch (error) {
      throw new Error(`${what}[${i}]: ${String(error)}`, { cause: error })
    }
  })
}

async function comparePass(variant: KernelVariant, pass: Pass, tolerance: number): Promise<void> {
  const kernel = await kernelOf(variant, pass.network)
  const got = kernel.gradients('train', Uint32Array.from({ length: ROWS }, (_, n) => n))
  close('cost', [got.cost], [pass.cost], tolerance)
  expect(got.correct).toBe(pass.correct)
  kernel.snapshot().layers.forEach(({ gradWeights, gradBiases, gradientExponent }, i) => {
    const scaled = (values: ArrayLike<number>): number[] => Array.from(values, v => v * 2 ** gradientExponent)
    close(`∂C/∂W ${i + 1}`, scaled(gradWeights), pass.gradWeights[i]!, tolerance)
    close(`∂C/∂b ${i + 1}`, scaled(gradBiases), pass.gradBiases[i]!, tolerance)
  })
  const sums = kernel.sums()
  pass.readings.forEach((layer, i) => {
    const read = measure(sums, Object.keys(layer), false).filter(reading => reading.layer === i + 1)
    expect(read.map(({ quantity }) => quantity)).toEqual(Object.keys(layer))
    for (const { quantity, value } of read) {
      // A mean is as exact as what it is a mean of.
      const spread = quantity.endsWith('Mean') ? Math.sqrt(layer[quantity.replace('Mean', 'Variance')] ?? 0) : 0
      expectClose(value, layer[quantity]!, { relative: tolerance, absolute: tolerance * spread })
    }
  })
  kernel.dispose()
}

async function compareRun(variant: KernelVariant, run: Run, tolerance: number): Promise<void> {
  const kernel = await kernelOf(variant, run.network)
  const { batchSize } = run.training
  const perEpoch = ROWS / batchSize
  run.costs.forEach((cost, t) => {
    const rows = Uint32Array.from({ length: batchSize }, (_, n) => n + batchSize * (t % perEpoch))
    const got = kernel.step('train', rows, updateRule(run.training, t, perEpoch, ROWS, false))
    close(`cost of step ${t}`, [got.cost], [cost], tolerance)
  })
  kernel.getParameters().forEach((layer, i) => {
    for (const part of ['weights', 'biases', 'gains'] as const) {
      expect(layer[part] !== undefined).toBe(run[part]?.[i] !== undefined)
      if (layer[part]) close(`layers.${i + 1}.${part}`, layer[part], run[part]![i]!, tolerance)
    }
    const [mean, variance] = run.running?.[i] ?? []
    if (mean) close(`layers.${i + 1}.runningMean`, layer.runningMean!, mean, tolerance)
    if (variance) close(`layers.${i + 1}.runningVariance`, layer.runningVariance!, variance, tolerance)
  })
  close('cost of the evaluation', [kernel.evaluate('train').cost], [run.finalCost], tolerance)
  kernel.dispose()
}

// float32 after twenty steps has lost a few more bits than after one pass.
const tolerances = { 'reference': [1e-13, 1e-12], 'simd': [2e-6, 5e-6], 'simd-fma': [2e-6, 5e-6] } as const

for (const [variant, [ofPass, ofRun]] of Object.entries(tolerances) as [KernelVariant, readonly [number, number]][]) {
  const reason = variant === 'reference' ? null : await missingCapability(variant)
  describe(`PyTorch's numbers from ${variant}`, () => {
    if (reason) return it.skip(`skipped: ${String(reason)}`)
    for (const pass of golden.passes) it(`gradients and readings: ${pass.name}`, () => comparePass(variant, pass, ofPass))
    for (const run of golden.runs) it(`20 steps: ${run.name}`, () => compareRun(variant, run, ofRun))
  })
}

it('a learning rate off by a millionth is seen', async () => {
  const [run] = golden.runs
  const optimizer = { ...run!.training.optimizer, learningRate: 0.3000003 }
  await expect(compareRun('reference', { ...run!, training: { ...run!.training, optimizer } }, 1e-9)).rejects.toThrow(/layers|cost/)
})
