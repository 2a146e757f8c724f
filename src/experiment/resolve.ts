import { problemsOf } from './check.ts'
import { complete } from './complete.ts'
import type { Experiment } from './document.ts'
import { refuse, type Problem } from './problem.ts'
import { experimentShape } from './schema.ts'

/**
 * The complete experiment a document stands for: every field present, in a fixed order, new arrays and records throughout.
 *
 * Refuses, as one `InputError` with the path of the first problem: unknown keys and names (with the nearest valid one), wrong types,
 * numbers that are not finite, sizes that do not fit the data or would not fit a machine (`LIMITS`), and settings that contradict
 * each other. `resolve(resolve(x))` equals `resolve(x)`. Defaults are in `DEFAULTS`. Cost: microseconds, plus O(layers).
 */
export function resolve(input: unknown): Experiment {
  const problems: Problem[] = []
  const written = experimentShape(input, '', problems)
  refuse(problems)
  const experiment = complete(written)
  refuse(problemsOf(experiment))
  return experiment
}
