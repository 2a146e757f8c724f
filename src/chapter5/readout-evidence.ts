import { loadDataset, type Dataset } from '../data/index.ts'
import { presetNamed, resolve, type Experiment } from '../experiment/index.ts'
import { createKernel, type Kernel, type LayerParameters } from '../kernels/index.ts'
import { compile } from '../network/index.ts'
import { initialParameters, run } from '../run/index.ts'
import { chooseShrink, readoutCorrect, ridgeReadout, type Rows } from '../theory/index.ts'
import type { Budget, Preparation } from './claim.ts'

/** What can be read linearly from each hidden layer of one network, [layer − 1], as shares of the validation images. */
export interface ReadoutNetwork {
  readonly depth: number
  readonly seed: number
  readonly start: readonly number[]
  readonly end: readonly number[]
  /** What the network itself gets right in the end. */
  readonly accuracy: number
}

export interface ReadoutEvidence {
  readonly images: number
  readonly validation: number
  /** The same readout of the raw pixels. */
  readonly pixels: number
  /** Share of the most frequent digit among the validation images. */
  readonly chance: number
  readonly networks: readonly ReadoutNetwork[]
}

const shrinks = [1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 1e-1]
const readoutDepths: readonly number[] = [1, 2, 3, 4]

const numbers = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i)
const rowsOf = (values: ArrayLike<number>, count: number): Rows => ({ values, count, width: values.length / count })

/** Share of the validation rows that a readout fitted to the training rows names right. */
function score(train: Rows, trainTargets: Rows, held: Rows, heldTargets: Rows): number {
  const shrink = chooseShrink(train, trainTargets, shrinks)
  return readoutCorrect(ridgeReadout(train, trainTargets, shrink), held, heldTargets) / held.count
}

function layerScores(kernel: Kernel, parameters: readonly LayerParameters[], data: Dataset, depth: number): number[] {
  const { train, validation } = data
  const targets = [train, validation].map(set => rowsOf(set.targets, set.count))
  kernel.setParameters(parameters)
  return Array.from({ length: depth }, (_, k) => {
    const [here, held] = (['train', 'validation'] as const).map(set => {
      const { count } = data[set]
      return rowsOf(kernel.activations(set, numbers(count), k + 1), count)
    })
    return score(here!, targets[0]!, held!, targets[1]!)
  })
}

function experimentOf(depth: number, seed: number, images: number): Experiment {
  const preset = presetNamed(`thousand-${depth}`).experiment
  return resolve({ ...preset, seed, data: { ...preset.data, train: images }, observe: { every: { epochs: 30 }, examples: 10, quantities: ['validationAccuracy'] } })
}

async function network(experiment: Experiment, data: Dataset, source: Preparation['source']): Promise<ReadoutNetwork> {
  const depth = experiment.network.layers.length - 2
  const { parameters } = await run(experiment, { source, dataset: data })
  const capacity = Math.max(data.train.count, data.validation.count)
  const kernel = await createKernel({ variant: 'simd', program: compile(experiment.network, capacity) })
  try {
    kernel.load('train', data.train)
    kernel.load('validation', data.validation)
    const start = layerScores(kernel, await initialParameters(experiment, { source }), data, depth)
    const end = layerScores(kernel, parameters, data, depth)
    const accuracy = kernel.evaluate('validation').correct / data.validation.count
    return { depth, seed: experiment.seed, start, end, accuracy }
  } finally {
    kernel.dispose()
  }
}

function mostFrequent({ targets, count }: Dataset['validation']): number {
  const width = targets.length / count
  const counts = new Array<number>(width).fill(0)
  for (let i = 0; i < targets.length; i++) counts[i % width]! += targets[i]!
  return Math.max(...counts) / count
}

const sizeOf = ({ full }: Budget): { readonly images: number; readonly seeds: number } =>
  full ? { images: 10_000, seeds: 5 } : { images: 1000, seeds: 2 }

/** Trains the networks and reads every layer out; a few seconds in the calling thread (full: about a minute). */
export async function prepareReadouts({ source, budget }: Preparation): Promise<ReadoutEvidence> {
  const { images, seeds } = sizeOf(budget)
  const data = await loadDataset({ kind: 'mnist', train: images, validation: 10_000 }, 1, source, 10)
  const { train, validation } = data
  const pixels = score(
    rowsOf(train.inputs, train.count), rowsOf(train.targets, train.count), rowsOf(validation.inputs, validation.count),
    rowsOf(validation.targets, validation.count)
  )
  const networks: ReadoutNetwork[] = []
  for (const depth of readoutDepths) {
    for (let seed = 1; seed <= seeds; seed++) networks.push(await network(experimentOf(depth, seed, images), data, source))
  }
  return { images, validation: validation.count, pixels, chance: mostFrequent(validation), networks }
}
