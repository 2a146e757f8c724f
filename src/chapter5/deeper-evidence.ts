import { loadDataset, type Dataset, type FileSource } from '../data/index.ts'
import { presetNamed, resolve, type Experiment } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { encodeSafetensors } from '../network/index.ts'
import { accuracyOn, run } from '../run/index.ts'
import { withIdentityLayers, withSilentLayers, type PlainLayer } from '../theory/index.ts'
import type { Preparation } from './claim.ts'

/** Cost on the training images and share right on the validation images. */
export interface Score {
  readonly cost: number
  readonly accuracy: number
}

/** A trained network with one hidden layer, and deeper ones: built from it, and found by descent from a random start. */
export interface DeeperSeed {
  readonly seed: number
  readonly shallow: Score
  readonly deeper: readonly DeeperNetwork[]
}

export interface DeeperNetwork {
  readonly added: number
  /** Identity neurons added to the shallow network: nothing else is trained. */
  readonly built: Score
  /** Layers that give 0, with residual links around them. */
  readonly builtResidual: Score
  /** The same architecture without and with residual links, trained like the shallow network from a random start. */
  readonly descended: Score
  readonly descendedResidual: Score
  /** Descent that begins at the built networks instead. */
  readonly goneOn: Score
  readonly goneOnResidual: Score
}

export interface DeeperEvidence {
  readonly images: number
  readonly seeds: readonly DeeperSeed[]
}

/** w₁ of the identity neurons: errors of 1e-4 of the range, and outer weights of 40 that float32 bears well. */
export const identityWeight = 0.1
const startFile = 'built.safetensors'

interface Kind { readonly residual?: boolean; readonly built?: boolean }

function experimentOf(added: number, seed: number, images: number, change: Kind): Experiment {
  const { network, data, training } = presetNamed(`thousand-${1 + added}${change.residual ? '-residual' : ''}`).experiment
  const { initialization } = network
  const weights = change.built ? { kind: 'safetensors', file: startFile } as const : initialization.weights
  return resolve({
    seed,
    data: { ...data, train: images },
    network: { ...network, initialization: { ...initialization, weights } },
    training,
    observe: { every: { epochs: 30 }, examples: 10, quantities: ['cost'] }
  })
}

async function scoreOf(experiment: Experiment, parameters: readonly LayerParameters[], { train, validation }: Dataset): Promise<Score> {
  const { cost } = await accuracyOn(experiment, parameters, train)
  return { cost, accuracy: (await accuracyOn(experiment, parameters, validation)).accuracy }
}

const float32 = (layers: readonly PlainLayer[]): LayerParameters[] =>
  layers.map(({ weights, biases }) => ({ weights: Float32Array.from(weights), biases: Float32Array.from(biases) }))

/** A source that has the built network as a file, so that going on from it is an experiment like any other. */
const withFile = (source: FileSource, parameters: readonly LayerParameters[]): FileSource => ({
  read: name => (name === startFile ? Promise.resolve(encodeSafetensors(parameters)) : source.read(name))
})

async function deeperOf(
  shallow: readonly LayerParameters[], added: number, seed: number, data: Dataset, source: FileSource
): Promise<DeeperNetwork> {
  const images = data.train.count
  const trained = async (residual: boolean, built?: readonly LayerParameters[]): Promise<Score> => {
    const experiment = experimentOf(added, seed, images, { residual, built: built !== undefined })
    const { parameters } = await run(experiment, { source: built ? withFile(source, built) : source, dataset: data })
    return scoreOf(experiment, parameters, data)
  }
  const plain = float32(withIdentityLayers(shallow, added, identityWeight))
  const linked = float32(withSilentLayers(shallow, added))
  return {
    added,
    built: await scoreOf(experimentOf(added, seed, images, {}), plain, data),
    builtResidual: await scoreOf(experimentOf(added, seed, images, { residual: true }), linked, data),
    descended: await trained(false),
    descendedResidual: await trained(true),
    goneOn: await trained(false, plain),
    goneOnResidual: await trained(true, linked)
  }
}

/** About three seconds in the calling thread; with `full` ten times the images and five seeds, about two minutes. */
export async function prepareDeeper({ source, budget }: Preparation): Promise<DeeperEvidence> {
  const [images, count] = budget.full ? [10_000, 5] : [1000, 2]
  const data = await loadDataset({ kind: 'mnist', train: images, validation: 10_000 }, 1, source, 10)
  const seeds: DeeperSeed[] = []
  for (let seed = 1; seed <= count; seed++) {
    const experiment = experimentOf(0, seed, images, {})
    const { parameters } = await run(experiment, { source, dataset: data })
    const deeper: DeeperNetwork[] = []
    for (const added of [1, 2, 3]) deeper.push(await deeperOf(parameters, added, seed, data, source))
    seeds.push({ seed, shallow: await scoreOf(experiment, parameters, data), deeper })
  }
  return { images, seeds }
}
