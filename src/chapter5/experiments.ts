import { presetNamed, resolve, type Experiment, type QuantityName } from '../experiment/index.ts'
import type { Budget, PlannedRun } from './claim.ts'

/** Depths the chapter's norms are shown for: two, three and four hidden layers. */
export const depths: readonly number[] = [2, 3, 4]

/** Read of every 500-epoch run; claims 4, 5 and 6 ask for the same documents, so that they share the runs. */
export const curveQuantities: readonly QuantityName[] = ['deltaNorm', 'deltaRms', 'weightGradientNorm', 'cost', 'accuracy']

const seeds = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1)

/** A preset with another seed and a change. */
export function variant(preset: string, seed: number, change: (e: Experiment) => Experiment): Experiment {
  return resolve(change({ ...presetNamed(preset).experiment, seed }))
}

/** 30 epochs of mini-batches on all 50,000 images, `depth` hidden layers; accuracy read once an epoch. */
export function accuracyRuns(depth: number, budget: Budget): PlannedRun[] {
  return seeds(budget.accuracySeeds).map(seed => ({
    mode: 'run',
    experiment: variant(`accuracy-${depth}`, seed, e => ({
      ...e,
      observe: { ...e.observe, every: { epochs: 1 }, quantities: ['validationAccuracy'], perNeuron: false }
    }))
  }))
}

/** Untrained networks: ‖δ‖ of every layer, and every neuron's ∂C/∂b where the chapter draws it (two hidden layers). */
export function initialRuns(depth: number, budget: Budget): PlannedRun[] {
  return seeds(budget.initialSeeds).map(seed => ({
    mode: 'measure',
    experiment: variant(`initial-${depth}`, seed, e => ({
      ...e,
      observe: { ...e.observe, quantities: ['deltaNorm'], perNeuron: depth === 2 }
    }))
  }))
}

/** 500 epochs of full-batch descent, everything read before each update. */
export function curveRuns(depth: number, budget: Budget): PlannedRun[] {
  const preset = budget.images === 10000 ? `speed-${depth}-10000` : `speed-${depth}`
  return seeds(budget.curveSeeds).map(seed => ({
    mode: 'run',
    experiment: variant(preset, seed, e => ({
      ...e,
      observe: { ...e.observe, every: { epochs: 1 }, quantities: curveQuantities, perNeuron: false }
    }))
  }))
}

/**
 * Networks that cannot see: all weights 0 and random biases, so that each names one digit for every image. The best of them is right
 * as often as anyone who always names the most frequent digit: what chance means, read from runs of the same data.
 */
export function blindRuns(budget: Budget): PlannedRun[] {
  const preset = budget.images === 10000 ? 'speed-2-10000' : 'speed-2'
  return seeds(60).map(seed => ({
    mode: 'measure',
    experiment: variant(preset, seed, e => ({
      ...e,
      network: { ...e.network, initialization: { ...e.network.initialization, weights: { kind: 'constant', value: 0 } } },
      observe: { ...e.observe, every: { epochs: 1 }, quantities: ['accuracy'], perNeuron: false }
    }))
  }))
}

/** Whether a trace is of such a network. */
export const isBlind = ({ experiment: { network } }: { readonly experiment: Experiment }): boolean =>
  network.initialization.weights.kind === 'constant'

/** Updates of each run of the noise comparison: the same number for the full batch and for batches of 10. */
export const noiseUpdates = 500

/**
 * The fair pair: same network, same seed (so the same start), same learning rate, same shrink of the weights, same number of updates,
 * and ‖δ‖ measured on the same 1,000 images after each; only the images of each update differ (all 1,000, or 10).
 */
export function noiseRuns(budget: Budget): PlannedRun[] {
  return seeds(budget.noiseSeeds).flatMap(seed =>
    [1000, 10].map(batchSize => ({
      mode: 'run' as const,
      experiment: variant('speed-2', seed, e => ({
        ...e,
        training: { ...e.training, batchSize, epochs: (noiseUpdates * batchSize) / 1000 },
        observe: { ...e.observe, every: { steps: 1 }, quantities: ['deltaNorm'], perNeuron: false }
      }))
    }))
  )
}
