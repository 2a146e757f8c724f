import { presetNamed, resolve } from '../experiment/index.ts'
import type { Trace } from '../trace/index.ts'
import type { Budget, PlannedRun } from './claim.ts'
import { depthOf, valuesOf } from './evidence.ts'
import { indices } from './figures.ts'

/** Which layers learn. `frozen` of a network with `depth` hidden layers, whose output layer is depth + 1. */
export interface Choice {
  readonly id: 'all' | 'not first' | 'first alone' | 'output alone'
  readonly name: string
  frozen(depth: number): readonly number[]
}

export const choices: readonly Choice[] = [
  { id: 'all', name: 'all layers learn', frozen: () => [] },
  { id: 'not first', name: 'all but the first', frozen: () => [1] },
  { id: 'first alone', name: 'only the first', frozen: depth => indices(depth).map(k => k + 2) },
  { id: 'output alone', name: 'only the output layer', frozen: depth => indices(depth).map(k => k + 1) }
]

const freezeDepths: readonly number[] = [1, 2, 3]

/** Mini-batches of 10 on 10,000 images; the same seeds, and so the same starts, for every choice. */
export function freezeRuns({ full }: Budget): PlannedRun[] {
  const { experiment } = presetNamed('freeze-none')
  const [seeds, epochs] = full ? [10, 30] : [3, 6]
  return freezeDepths.flatMap(depth =>
    choices.filter(c => depth > 1 || c.id !== 'output alone').flatMap(choice =>
      indices(seeds).map(k => ({
        mode: 'run' as const,
        experiment: resolve({
          ...experiment,
          seed: k + 1,
          network: { ...experiment.network, layers: [784, ...Array<number>(depth).fill(30), 10] },
          training: { ...experiment.training, epochs, frozen: choice.frozen(depth) },
          observe: { every: { epochs: 1 }, examples: 10, quantities: ['validationAccuracy'], perNeuron: false }
        })
      }))
    )
  )
}

/** Accuracy on the validation images over the epochs, of one network of which some layers learn. */
export interface FreezeRun {
  readonly depth: number
  readonly seed: number
  readonly choice: Choice['id']
  readonly accuracy: readonly number[]
}
export interface FreezeEvidence { readonly runs: readonly FreezeRun[] }

export function gatherFreeze(traces: readonly Trace[]): FreezeEvidence {
  return {
    runs: traces.map(trace => {
      const depth = depthOf(trace)
      const frozen = String(trace.experiment.training.frozen ?? [])
      const { id } = choices.find(c => String(c.frozen(depth)) === frozen)!
      return { depth, seed: trace.experiment.seed, choice: id, accuracy: valuesOf(trace, 'validationAccuracy', 0) }
    })
  }
}
