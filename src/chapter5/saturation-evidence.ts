import { loadDataset } from '../data/index.ts'
import { presetNamed, type ActivationName, type Experiment, type NetworkSpec } from '../experiment/index.ts'
import { createKernel } from '../kernels/index.ts'
import { compile, initialize } from '../network/index.ts'
import { mean } from '../numerics/index.ts'
import { layerProduct } from '../theory/index.ts'
import { series, type Trace } from '../trace/index.ts'
import type { Budget, PlannedRun, Preparation } from './claim.ts'
import { depthOf, hiddenLayers, valuesOf } from './evidence.ts'
import { variant } from './experiments.ts'
import { indices } from './figures.ts'

/** One network through training. Lists by layer hold values in order of time. */
export interface SaturationRun {
  readonly activation: ActivationName
  /** Weights of Glorot and Bengio's eq. 16 rather than eq. 15. */
  readonly normalised: boolean
  readonly depth: number
  readonly seed: number
  /** Updates made before each reading. */
  readonly steps: readonly number[]
  /** Of the activations of each hidden layer: mean, standard deviation, share of saturated ones. */
  readonly mean: readonly (readonly number[])[]
  readonly deviation: readonly (readonly number[])[]
  readonly saturated: readonly (readonly number[])[]
  /** Share of wrongly named validation images after the last update. */
  readonly error: number
}

/** Mean singular values of ∂z^{l+1}/∂z^l before training, one a hidden layer but the last, each the mean over networks. */
export interface Spectrum {
  readonly normalised: boolean
  readonly width: number
  readonly means: readonly number[]
}

export interface SaturationEvidence {
  readonly runs: readonly SaturationRun[]
  readonly spectra: readonly Spectrum[]
}

export const saturationDepths: readonly number[] = [1, 2, 3, 4, 5]

const widened = (e: Experiment, depth: number, activation: ActivationName): Experiment => ({
  ...e,
  data: { ...e.data, validation: 500 },
  network: { ...e.network, activation, layers: [784, ...indices(depth).map(() => 100), 10] },
  observe: { ...e.observe, quantities: ['activationMean', 'activationVariance', 'saturatedShare', 'validationAccuracy'] }
})

/** The preset's networks with one to five hidden layers, of each kind: sigmoid for long, because it waits long. */
export function saturationRuns({ full }: Budget): PlannedRun[] {
  const kinds = [
    { preset: 'saturation-sigmoid', activation: 'sigmoid', steps: 15000, longer: 4 },
    { preset: 'saturation-tanh', activation: 'tanh', steps: 1000, longer: 10 },
    { preset: 'saturation-tanh-normalised', activation: 'tanh', steps: 1000, longer: 10 },
    { preset: 'saturation-tanh', activation: 'softsign', steps: 1000, longer: 10 },
    { preset: 'saturation-tanh-normalised', activation: 'softsign', steps: 1000, longer: 10 }
  ] as const
  return indices(full ? 3 : 1).flatMap(s =>
    kinds.flatMap(({ preset, activation, steps, longer }) =>
      saturationDepths.map(depth => ({
        mode: 'run' as const,
        experiment: variant(preset, s + 1, e => {
          // One and two sigmoid layers are soon done.
          const epochs = steps / (activation === 'sigmoid' && depth < 3 ? 3000 : 1000)
          const wide = widened(e, depth, activation)
          // Read as often in a longer run: which layer saturates first is over within some hundred updates.
          const every = { steps: (epochs * 1000) / 25 }
          return { ...wide, training: { ...wide.training, epochs: full ? longer * epochs : epochs }, observe: { ...wide.observe, every } }
        })
      }))
    )
  )
}

const isNormalised = ({ initialization }: NetworkSpec): boolean => initialization.weights.kind === 'glorot'

/** Runs that reached their end. */
export function gatherSaturation(traces: readonly Trace[]): SaturationRun[] {
  return traces
    .filter(trace => trace.end.kind === 'done')
    .map(trace => ({
      activation: trace.experiment.network.activation,
      normalised: isNormalised(trace.experiment.network),
      depth: depthOf(trace),
      seed: trace.experiment.seed,
      steps: [...series(trace, 'activationMean', 1).step],
      mean: hiddenLayers(trace, 'activationMean'),
      deviation: hiddenLayers(trace, 'activationVariance').map(layer => layer.map(Math.sqrt)),
      saturated: hiddenLayers(trace, 'saturatedShare'),
      error: 1 - valuesOf(trace, 'validationAccuracy', 0).at(-1)!
    }))
}

/** Changes a network before it is built; a test makes wrong ones with it. */
export type ChangeNetwork = (network: NetworkSpec) => NetworkSpec

/** Five tanh layers of equal width before training, a network an image, in float64 · about half a second for width 100. */
export async function prepareSpectra({ source, budget }: Preparation, change: ChangeNetwork = n => n): Promise<Spectrum[]> {
  const [width, networks] = budget.full ? [300, 3] : [100, 3]
  const spectra: Spectrum[] = []
  for (const preset of ['saturation-tanh', 'saturation-tanh-normalised']) {
    const { experiment } = presetNamed(preset)
    const { train } = await loadDataset({ kind: 'mnist', train: networks, validation: 0 }, 1, source, 10)
    const network = change({ ...experiment.network, layers: [784, width, width, width, width, width, 10] })
    const kernel = await createKernel({ variant: 'reference', program: compile(network, networks) })
    try {
      kernel.load('train', train)
      const found: number[][] = []
      for (let k = 0; k < networks; k++) {
        kernel.setParameters(initialize(network, k + 1))
        kernel.gradients('train', Uint32Array.of(k))
        const snapshot = kernel.snapshot()
        found.push(indices(4).map(l => layerProduct(snapshot, { from: l + 1, to: l + 2 }).mean))
      }
      spectra.push({ normalised: isNormalised(experiment.network), width, means: indices(4).map(l => mean(found.map(f => f[l]!))) })
    } finally {
      kernel.dispose()
    }
  }
  return spectra
}

/** How the top hidden layer of a sigmoid network fares. */
export interface TopLayer {
  /** Its lowest mean activation, and the updates before that. */
  readonly low: number
  readonly lowAt: number
  /** Updates before its mean activation is back at `nearZero` for the first time; Infinity: not within the run. */
  readonly leaves: number
}

/** A mean activation below this counts as saturated near 0, above it, afterwards, as having left. */
export const nearZero = 0.1

export function topLayer({ mean: layers, steps }: Pick<SaturationRun, 'mean' | 'steps'>): TopLayer {
  const top = layers.at(-1)!
  const low = Math.min(...top)
  const at = top.indexOf(low)
  const back = top.findIndex((v, i) => i > at && v >= nearZero)
  return { low, lowAt: steps[at] ?? NaN, leaves: low >= nearZero ? 0 : back < 0 ? Infinity : steps[back]! }
}

/** Reading at which each layer's share of saturated activations first reaches 1 %; Infinity: never. */
export const firstSaturated = ({ saturated }: Pick<SaturationRun, 'saturated'>): number[] =>
  saturated.map(layer => {
    const at = layer.findIndex(v => v >= 0.01)
    return at < 0 ? Infinity : at
  })
