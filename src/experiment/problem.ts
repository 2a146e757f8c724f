import { InputError, nearestName, shown } from '../errors/index.ts'

/** One thing wrong with a document: where (`network.layers[1]`), expected, got, and what to do. */
export interface Problem {
  readonly where: string
  readonly expected: string
  readonly got: string
  readonly remedy?: string
}

/**
 * The head of a value: at most `depth` levels and eight entries each, so that `shown` neither recurses into a depth bomb,
 * nor meets a cycle, nor spells out megabytes to keep sixty characters.
 */
function head(value: unknown, depth = 2): unknown {
  if (typeof value === 'string') return value.slice(0, 80)
  if (typeof value === 'bigint' || typeof value === 'symbol') return `a ${typeof value}`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '…'
  if (Array.isArray(value)) return value.slice(0, 8).map(entry => head(entry, depth - 1))
  const entries: [string, unknown][] = []
  for (const key in value) {
    if (entries.push([key.slice(0, 40), head((value as Record<string, unknown>)[key], depth - 1)]) === 8) break
  }
  return Object.fromEntries(entries)
}

/** A stranger's value on an error line: at most 60 characters, whatever its size; `nothing` for undefined. */
export const brief = (value: unknown): string => (value === undefined ? 'nothing' : shown(head(value)))

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
