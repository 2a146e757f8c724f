import type { ExperimentInput } from '../../../experiment/index.ts'
import { inputsOf, outputsOf } from './widths.ts'

/** The path of a field in the document, as in mistakes. */
export type Path = string

interface Tree { readonly [key: string]: unknown }

/** How a field that an edit did not ask for gives way, when a mistake is said to stand `at` it. */
interface Repair {
  readonly at: RegExp
  /** The fields that change. */
  readonly paths: readonly Path[]
  readonly mend: (input: ExperimentInput, where: string) => ExperimentInput
}

const without = (tree: Tree, [key, ...rest]: readonly string[]): Tree => {
  if (key === undefined || tree[key] === undefined) return tree
  const { [key]: value, ...others } = tree
  return rest.length === 0 ? others : { ...tree, [key]: without(value as Tree, rest) }
}

/** Leaves fields out, so that their defaults come back. */
const dropping = (...paths: readonly Path[]) => (input: ExperimentInput): ExperimentInput =>
  paths.reduce<Tree>((tree, path) => without(tree, path.split('.')), input as unknown as Tree) as unknown as ExperimentInput

const drop = (at: RegExp, ...paths: readonly Path[]): Repair => ({ at, paths, mend: dropping(...paths) })

/** In the order in which they are tried; every default that comes back fits, or the mistake stays one. */
export const REPAIRS: readonly Repair[] = [
  {
    at: /^network\.layers\[\d+\]$/, paths: ['network.layers'],
    mend: input => ({ ...input, network: { ...input.network, layers: fittingWidths(input) } })
  },
  drop(/^network\.layers\[\d+\]$/, 'network.outputActivation', 'network.cost'),
  drop(/^network\.(cost|outputActivation)$/, 'network.outputActivation', 'network.cost'),
  drop(/^network\.cost$/, 'network.cost'),
  drop(/^network\.(cost|outputActivation)$/, 'network.outputActivation'),
  drop(/^network\.residual$/, 'network.residual'),
  drop(/^network\.normalization$/, 'network.normalization'),
  drop(/^network\.initialization\.weights\.connections$/, 'network.initialization.weights.connections'),
  drop(/^training\.batchSize$/, 'training.batchSize'),
  drop(/^training\.optimizer\.nesterov$/, 'training.optimizer.nesterov'),
  drop(/^training\.l2$/, 'training.l2'),
  {
    at: /^training\.frozen/, paths: ['training.frozen'],
    mend: input => {
      const last = input.network.layers.length - 1
      const frozen = (input.training?.frozen ?? []).filter(layer => layer <= last)
      return { ...input, training: { ...input.training, frozen: frozen.length < last ? frozen : [] } }
    }
  },
  drop(/^observe\.examples$/, 'observe.examples'),
  {
    at: /^observe\.quantities\[\d+\]$/, paths: ['observe.quantities'],
    mend: (input, where) => {
      const index = Number(/\d+/.exec(where)![0])
      return { ...input, observe: { ...input.observe, quantities: (input.observe?.quantities ?? []).filter((_, i) => i !== index) } }
    }
  }
]

/** The hidden layers as they are, between as many inputs and outputs as the data has. */
function fittingWidths(input: ExperimentInput): readonly number[] {
  const { layers } = input.network
  const first = inputsOf(input.data) ?? layers[0]!
  return [first, ...layers.slice(1, -1), outputsOf(input.data, first) ?? layers.at(-1)!]
}
