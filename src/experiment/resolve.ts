import * as v from 'valibot'
import { problemsOf } from './check.ts'
import { complete } from './complete.ts'
import type { Experiment } from './document.ts'
import { PATHS } from './paths.ts'
import { brief, briefKey, didYouMean, refuse, type Problem } from './problem.ts'
import { experimentSchema, namesIn, type Written } from './schema.ts'

/** `network.layers[1]`; the document itself is `experiment`. */
function pathText(path: readonly { readonly key: unknown }[]): string {
  const text = path.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${briefKey(String(key))}`)).join('')
  return text === '' ? 'experiment' : text.replace(/^\./, '')
}

/** Where a key that stands in the wrong record belongs: `training.optimizer.learningRate` for `learningRate`. */
function homeOf(key: string): string | undefined {
  const homes = PATHS.filter(path => path.slice(path.lastIndexOf('.') + 1) === key)
  return homes.length === 1 ? homes[0] : undefined
}

function problemFrom(issue: v.BaseIssue<unknown>): Problem {
  const path = issue.path ?? []
  const where = pathText(path as readonly { readonly key: unknown }[])
  const expected = issue.message
  if (issue.type !== 'strict_object') return { where, expected, got: brief(issue.input), ...didYouMean(issue.input, namesIn(expected)) }
  const key = String(path.at(-1)?.key)
  if (issue.expected !== 'never') return { where, expected: MISSING[key] ?? 'a value', got: 'nothing' }
  const near = didYouMean(key, namesIn(expected))
  const home = near.remedy ? undefined : homeOf(key)
  // A key that stands in its own record is one of another kind's: momentum under adam.
  const remedy = home === where ? { remedy: `Another kind of ${where.split('.').at(-2)} has it.` }
    : home ? { remedy: `Did you mean "${home}"?` } : near
  return { where, expected: `${expected} as the key`, got: `the unknown key ${brief(key)}`, ...remedy }
}

const MISSING: Readonly<Record<string, string>> = {
  network: 'a network with its layers, such as {"layers": [784, 30, 10]}',
  layers: 'the sizes of all layers, such as [784, 30, 10]',
  inputs: 'the name of the file of inputs',
  targets: 'where the labels or targets are',
  file: 'the name of a safetensors file',
  kind: 'a kind'
}

/** Every field that is there has its type; an InputError otherwise. Reads only keys it knows, to the depth it knows. */
function parseWritten(input: unknown): Written {
  const result = v.safeParse(experimentSchema, input)
  if (!result.success) refuse(result.issues.map(problemFrom))
  return result.output as Written
}

/**
 * The complete experiment a document stands for: every field present, in a fixed order, new arrays and records throughout.
 *
 * Refuses, as one `InputError` with the path of the first problem: unknown keys and names (with the nearest valid one), wrong types,
 * numbers that are not finite, sizes that do not fit the data or would not fit a machine (`LIMITS`), and settings that contradict
 * each other. `resolve(resolve(x))` equals `resolve(x)`. Defaults are in `DEFAULTS`. Cost: microseconds, plus O(layers).
 */
export function resolve(input: unknown): Experiment {
  const experiment = complete(parseWritten(input))
  refuse(problemsOf(experiment))
  return experiment
}
