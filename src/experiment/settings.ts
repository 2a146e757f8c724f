import { InputError } from '../errors/index.ts'
import { DEFAULTS } from './defaults.ts'
import type { ExperimentInput } from './document.ts'
import * as LIMITS from './limits.ts'
import { minimal } from './minimal.ts'
import { PATHS, PLACES } from './paths.ts'
import { brief, didYouMean } from './problem.ts'
import { resolve } from './resolve.ts'
import { readValue } from './url-value.ts'

interface Tree { readonly [key: string]: unknown }
const isTree = (x: unknown): x is Tree => typeof x === 'object' && x !== null && !Array.isArray(x)

/** Paths that can be set: every field, and the records and parts of records between. */
const SETTABLE: readonly string[] = [
  ...PATHS, 'version', 'data', 'network', 'network.initialization', 'network.initialization.weights', 'network.initialization.biases',
  'training', 'training.optimizer', 'training.optimizer.momentum.kind', 'training.optimizer.momentum.max', 'training.schedule',
  'training.gradientClipping.kind', 'training.gradientClipping.limit', 'observe', 'observe.every.epochs', 'observe.every.steps'
]

/** The kind a record has when it names none. */
const USUAL_KINDS: Readonly<Record<string, string>> = {
  'data.kind': DEFAULTS.dataKind,
  'network.initialization.weights.kind': DEFAULTS.weightsKind,
  'network.initialization.biases.kind': DEFAULTS.biasesKind,
  'training.optimizer.kind': DEFAULTS.optimizerKind,
  'training.schedule.kind': DEFAULTS.scheduleKind
}

/** A text stays as it is; a field with its own notation (784-30-10, norm:1, 10steps, …) may use it; all else is JSON, or a plain word. */
function valueFrom(path: string, text: string): unknown {
  const type = PLACES.find(place => place.path === path)?.type
  if (type === 'text') return text
  const ownNotation = type !== undefined && type !== 'number' && type !== 'name' && !/^\s*([[{"]|null\s*$)/.test(text)
  if (ownNotation) return readValue(type, text, path, LIMITS.layers + 1)
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** A copy of the tree with the value at the path from `depth` on. Another `kind` starts the record anew: its fields are another's. */
function placed(tree: unknown, path: string, value: unknown, depth = 0): unknown {
  const keys = path.split('.')
  const key = keys[depth]!
  const parent = isTree(tree) ? tree : {}
  const old = Object.hasOwn(parent, key) ? parent[key] : undefined
  if (depth < keys.length - 1) return { ...parent, [key]: placed(old, path, value, depth + 1) }
  const otherKind = path in USUAL_KINDS && value !== (old ?? USUAL_KINDS[path])
  return otherKind || path.startsWith('observe.every.') ? { [key]: value } : { ...parent, [key]: value }
}

/** A document that is complete already is shortened first, so that what followed from a default goes on following. */
function startingFrom(input: ExperimentInput): ExperimentInput {
  try {
    const whole = resolve(input)
    return JSON.stringify(whole).length === JSON.stringify(input).length ? minimal(whole) : input
  } catch (error) {
    if (error instanceof InputError) return input // several settings may only together make a valid document
    throw error
  }
}

/**
 * The document with one field set, as `--set training.epochs=5` does: `path` as in error messages, `value` as JSON, as plain text
 * (`tanh`), or as in a URL (`784-30x5-10`, `norm:1`, `10steps`). Returns a new document, which `resolve` checks
 * after the last setting.
 *
 * In a complete document (a preset's) fields that stand at their default go on following it: `data.train=100` takes the batch size along.
 * Setting a `kind` starts its record anew with that kind's defaults, so set the kind first.
 */
export function withSetting(input: ExperimentInput, path: string, value: string): ExperimentInput {
  if (!SETTABLE.includes(path)) {
    const expected = 'the path of a field, such as training.epochs'
    throw new InputError({ code: 'usage', where: 'setting', expected, got: brief(path), remedy: nearPath(path) })
  }
  return placed(startingFrom(input), path, valueFrom(path, value)) as ExperimentInput
}

function nearPath(path: string): string | undefined {
  const leaf = path.slice(path.lastIndexOf('.') + 1)
  const home = SETTABLE.filter(p => p.endsWith(`.${leaf}`))
  return home.length === 1 ? `Did you mean "${home[0]}"?` : didYouMean(path, SETTABLE)
}
