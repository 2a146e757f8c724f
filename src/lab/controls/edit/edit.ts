import { InputError, type Mistake } from '../../../errors/index.ts'
import { resolve, withSetting, type Experiment, type ExperimentInput } from '../../../experiment/index.ts'
import { withReadings } from './readings.ts'
import { REPAIRS, type Path } from './repairs.ts'

/** A field of the document and what it is to be: a name, a number, or a text as a link would write it. */
export type Setting = readonly [path: Path, value: unknown]

/** What came of an edit: a document that can run, with the other fields that had to follow; or the mistake, and the document stays. */
export type Edited =
  | { readonly kind: 'valid'; readonly experiment: Experiment; readonly followed: readonly Path[] }
  | { readonly kind: 'mistaken'; readonly mistake: Mistake }

/**
 * The experiment with these fields set. Fields at their default go on following it; a field that no longer fits (a batch larger than
 * the new data) is mended if the edit did not ask for it, and named in `followed`. Changes made on the way of an earlier run are left out.
 */
export function edited(from: Experiment, settings: readonly Setting[]): Edited {
  try {
    const { changes: _, ...training } = from.training
    let draft: ExperimentInput = { ...from, training }
    for (const [path, value] of settings) draft = withSetting(draft, path, typeof value === 'string' ? value : JSON.stringify(value))
    return settle(draft, settings.map(([path]) => path))
  } catch (error) {
    if (error instanceof InputError) return { kind: 'mistaken', mistake: error.mistake }
    throw error
  }
}

/** Resolves a draft; what was not asked for gives way to what was. Throws InputError where nothing can. */
export function settle(draft: ExperimentInput, asked: readonly Path[]): Extract<Edited, { kind: 'valid' }> {
  const followed = new Set<Path>()
  let input = draft
  for (let tries = 0; ; tries++) {
    try {
      return { kind: 'valid', experiment: withReadings(resolve(input)), followed: [...followed] }
    } catch (error) {
      const next = error instanceof InputError && tries < 32 ? repaired(input, error.mistake, asked) : undefined
      if (!next) throw error
      input = next.input
      for (const path of next.paths) followed.add(path)
    }
  }
}

interface Repaired {
  readonly input: ExperimentInput
  readonly paths: readonly Path[]
}

function repaired(input: ExperimentInput, { where }: Mistake, asked: readonly Path[]): Repaired | undefined {
  for (const { at, paths, mend } of REPAIRS) {
    if (!at.test(where) || paths.some(path => asked.some(one => one === path || one.startsWith(`${path}.`)))) continue
    const next = mend(input, where)
    if (JSON.stringify(next) !== JSON.stringify(input)) return { input: next, paths }
  }
  return undefined
}
