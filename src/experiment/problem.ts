import { InputError, nearestName, shown } from '../errors/index.ts'

/** One thing wrong with a document: where (`network.layers[1]`), expected, got, and what to do. */
export interface Problem {
  readonly where: string
  readonly expected: string
  readonly got: string
  readonly remedy?: string
}

/** A stranger's value on an error line: at most 60 characters, whatever its size; `nothing` for undefined. */
export const brief = (value: unknown): string => (value === undefined ? 'nothing' : shown(value))

/** A stranger's key inside a path: at most 40 characters, control characters replaced. */
export const briefKey = (key: string): string => shown(key.slice(0, 40)).slice(1, -1)

/** `Did you mean "tanh"?`, or nothing when no valid name is near. */
export function didYouMean(name: unknown, valid: readonly string[]): { remedy?: string } {
  const near = typeof name === 'string' ? nearestName(name, valid) : undefined
  return near === undefined ? {} : { remedy: `Did you mean "${near}"?` }
}

/** Throws the first problem as an InputError, with the number of the others; returns when there are none. */
export function refuse(problems: readonly Problem[]): void {
  const [first, ...others] = problems
  if (!first) return
  const count = `${others.length} more problem${others.length === 1 ? '' : 's'}`
  const more = others.length === 0 ? '' : `And ${count}, the next at ${others[0]!.where}.`
  const remedy = [first.remedy, more].filter(Boolean).join(' ')
  throw new InputError({ code: 'experiment', where: first.where, expected: first.expected, got: first.got, ...(remedy ? { remedy } : {}) })
}
