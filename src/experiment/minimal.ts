import { complete } from './complete.ts'
import type { Experiment, ExperimentInput } from './document.ts'
import { PATHS } from './paths.ts'
import type { Written } from './schema.ts'

interface Tree { readonly [key: string]: unknown }
const isTree = (x: unknown): x is Tree => typeof x === 'object' && x !== null && !Array.isArray(x)

/** The tree without the value at `path`, and without records left empty by that; the same tree when nothing is there. Own keys only. */
function without(tree: Tree, path: readonly string[]): Tree {
  const [key, ...rest] = path
  if (key === undefined || !Object.hasOwn(tree, key)) return tree
  const { [key]: value, ...others } = tree
  if (rest.length === 0) return others
  if (!isTree(value)) return tree
  const child = without(value, rest)
  return child === value ? tree : Object.keys(child).length === 0 ? others : { ...tree, [key]: child }
}

/**
 * The shortest document that stands for the same experiment: a field is left out exactly when its default brings it back,
 * so `resolve(minimal(e))` equals `e` by construction. Cost: one `complete` a field, under a millisecond.
 */
export function minimal(experiment: Experiment): ExperimentInput {
  const whole = JSON.stringify(experiment)
  let tree: Tree = without(experiment as unknown as Tree, ['version'])
  for (const path of ['observe.every', ...PATHS]) {
    if (path === 'network.layers') continue
    const shorter = without(tree, path.split('.'))
    if (shorter !== tree && JSON.stringify(complete(shorter as unknown as Written)) === whole) tree = shorter
  }
  return tree as unknown as ExperimentInput
}
