import type { Experiment } from '../../../experiment/index.ts'
import type { Path } from './repairs.ts'

/** The value at a path of the document; undefined where its record has no such field. */
export function valueAt(experiment: Experiment, path: Path): unknown {
  let here: unknown = experiment
  for (const key of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Readonly<Record<string, unknown>>)[key]
  }
  return here
}
