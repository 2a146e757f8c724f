import { loadDataset } from '../data/index.ts'
import { presetNamed, resolve, type NetworkSpec } from '../experiment/index.ts'
import { createKernel, type Examples, type Snapshot } from '../kernels/index.ts'
import { compile, initialize } from '../network/index.ts'
import { createStream } from '../numerics/index.ts'
import { isometry, layerProduct, type Isometry, type IsometrySettings, type ProductSpectrum, type WeightEnsemble } from '../theory/index.ts'
import type { Preparation } from './claim.ts'
import { indices } from './figures.ts'

/** A stack of `layers` layers ΣʹWᵀ: theory's numbers, and those of each network. */
export interface Stack {
  readonly layers: number
  readonly predicted: Isometry
  readonly measured: readonly ProductSpectrum[]
}

/** One kind of network, its stacks from thin to thick. */
export interface StackedKind {
  readonly name: string
  readonly activation: IsometrySettings['activation']
  readonly ensemble: WeightEnsemble
  readonly stacks: readonly Stack[]
}

export interface JacobianEvidence {
  /** The chapter's network with four hidden layers. */
  readonly book: StackedKind
  /** Four kinds of wide networks, each drawn where χ₁ = 1 or nearly so. */
  readonly wide: readonly StackedKind[]
}

/** Changes a network before it is built; a test makes wrong ones with it. */
export type ChangeNetwork = (network: NetworkSpec) => NetworkSpec

const bookSettings = { activation: 'sigmoid', weightVariance: 1, biasVariance: 1, ensemble: 'gaussian' } as const

/** Width and layers of the wide networks' products. */
export const wideSize = { width: 60, layers: 20 } as const
const wideStacks = [1, 2, 5, 10, wideSize.layers]
/** Near the critical point (0, 1/φ′(0)²) of tanh nearly all slopes are 1; the bias variance is that of the critical line. */
export const nearCritical = { activation: 'tanh', weightVariance: 1.05, biasVariance: 2.0105e-5 } as const
const reluCritical = { activation: 'relu', weightVariance: 2, biasVariance: 0, preactivationVariance: 1 } as const

/** The networks are drawn and multiplied out in the calling thread, in float64 · about two seconds. */
export async function prepareJacobian({ source, budget }: Preparation, change: ChangeNetwork = n => n): Promise<JacobianEvidence> {
  const { network, data, seed } = presetNamed('initial-4').experiment
  const { train } = await loadDataset({ ...data, validation: 0 }, seed, source, network.layers.at(-1))
  return { book: await bookStacks(change(network), train, budget.full ? 200 : 40), wide: await wideKinds(budget.full ? 12 : 2, change) }
}

async function snapshotOf(network: NetworkSpec, seed: number, examples: Examples): Promise<Snapshot> {
  const kernel = await createKernel({ variant: 'reference', program: compile(network, 1) })
  try {
    kernel.load('train', examples)
    kernel.setParameters(initialize(network, seed))
    kernel.gradients('train', Uint32Array.of(0))
    return kernel.snapshot()
  } finally {
    kernel.dispose()
  }
}

/** Products over one to three of the book's hidden layers, network k seen on image k. */
async function bookStacks(network: NetworkSpec, images: Examples, seeds: number): Promise<StackedKind> {
  const [inputs, outputs] = [network.layers[0]!, network.layers.at(-1)!]
  const snapshots: Snapshot[] = []
  for (let k = 0; k < seeds; k++) {
    const row = <T extends Float32Array>(values: T, width: number): Float32Array => values.slice(k * width, (k + 1) * width)
    const one = { count: 1, task: images.task, inputs: row(images.inputs, inputs), targets: row(images.targets, outputs) }
    snapshots.push(await snapshotOf(network, k + 1, one))
  }
  const stacks = [1, 2, 3].map(layers => ({
    layers,
    predicted: isometry({ ...bookSettings, depth: layers }),
    measured: snapshots.map(s => layerProduct(s, { from: 4 - layers, to: 4 }))
  }))
  return { name: 'the book’s network', activation: 'sigmoid', ensemble: 'gaussian', stacks }
}

async function wideKinds(seeds: number, change: ChangeNetwork): Promise<StackedKind[]> {
  const kinds: StackedKind[] = []
  for (const settings of [nearCritical, reluCritical]) {
    for (const ensemble of ['orthogonal', 'gaussian'] as const) kinds.push(await wideKind({ ...settings, ensemble }, seeds, change))
  }
  return kinds
}

async function wideKind(settings: Omit<IsometrySettings, 'depth'>, seeds: number, change: ChangeNetwork): Promise<StackedKind> {
  const predicted = wideStacks.map(depth => isometry({ ...settings, depth }))
  const network = change(wideNetwork(settings))
  const snapshots: Snapshot[] = []
  for (let seed = 1; seed <= seeds; seed++) snapshots.push(await snapshotOf(network, seed, tunedExample(settings, predicted[0]!, seed)))
  const { activation, ensemble } = settings
  const stacks = wideStacks.map((layers, i) => ({
    layers, predicted: predicted[i]!, measured: snapshots.map(s => layerProduct(s, { from: 1, to: 1 + layers }))
  }))
  return { name: `${activation}, ${ensemble === 'gaussian' ? 'Gaussian' : 'orthogonal'}`, activation, ensemble, stacks }
}

function wideNetwork({ activation, weightVariance, biasVariance, ensemble }: Omit<IsometrySettings, 'depth'>): NetworkSpec {
  const [gain, std] = [Math.sqrt(weightVariance), Math.sqrt(biasVariance)]
  const { width, layers } = wideSize
  return resolve({
    data: { kind: 'csv', inputs: 'x', targets: 'y', train: 1, validation: 0 },
    network: {
      layers: [width, ...Array<number>(layers + 1).fill(width), 2],
      activation,
      initialization: {
        weights: ensemble === 'orthogonal' ? { kind: 'orthogonal', gain } : { kind: 'normal', scaling: 'fanIn', std: gain },
        biases: { kind: 'normal', std }
      }
    }
  }).network
}

/** An input in a random direction, as long as makes the first layer's variance that of all others. */
function tunedExample({ weightVariance, biasVariance }: Omit<IsometrySettings, 'depth'>, { preactivationVariance }: Isometry, seed: number): Examples {
  const stream = createStream(seed, 'isometry input')
  const direction = indices(wideSize.width).map(() => stream.normal())
  const square = direction.reduce((sum, v) => sum + v * v, 0) / wideSize.width
  const scale = Math.sqrt((preactivationVariance - biasVariance) / weightVariance / square)
  return { count: 1, task: 'classification', inputs: Float32Array.from(direction, v => v * scale), targets: Float32Array.of(1, 0) }
}

/** Var[s²]/E[s²]² of a spectrum; 0 for a perfect isometry. */
export function relativeVariance({ singularValues, largest }: Pick<ProductSpectrum, 'singularValues' | 'largest'>): number {
  const squares = singularValues.map(s => (s / largest) * (s / largest))
  const average = squares.reduce((sum, s) => sum + s, 0) / squares.length
  return squares.reduce((sum, s) => sum + (s - average) * (s - average), 0) / squares.length / (average * average)
}
