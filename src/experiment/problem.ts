import { InputError, nearestName, shown, type Mistake } from '../errors/index.ts'

/** One thing wrong with a document: where (`network.layers[1]`), expected, got, and what to do. */
export type Problem = Omit<Mistake, 'code'>

/** A stranger's value on an error line: at most 60 characters, whatever its size; `nothing` for undefined. */
export const brief = (value: unknown): string => (value === undefined ? 'nothing' : shown(value))

/** A stranger's key inside a path: at most 40 characters, control characters replaced. */
export const briefKey = (key: string): string => shown(key.slice(0, 40)).slice(1, -1)

/** `Did you mean "tanh"?`, or nothing when no valid name is near. */
export function didYouMean(name: unknown, valid: readonly string[]): string | undefined {
  const near = typeof name === 'string' ? nearestName(name, valid) : undefined
  return near === undefined ? near : `Did you mean "${near}"?`
}

/** Notes what does not hold, and answers whether it does. A text that was got is said as it is, any other value as JSON. */
export type Demand = (holds: boolean, where: string, expected: string, got: unknown, remedy?: string) => boolean

export const demandsInto = (problems: Problem[]): Demand => (holds, where, expected, got, remedy) => {
  if (!holds) problems.push({ where, expected, got: typeof got === 'string' ? got : brief(got), remedy })
  return holds
}

/** A document's mistake, to be thrown. */
export const mistake = (problem: Problem): InputError => new InputError({ code: 'experiment', ...problem })

/** Throws the first problem, with the number of the others; returns when there are none. */
export function refuse(problems: readonly Problem[]): void {
  const [first, ...others] = problems
  if (!first) return
  const count = `${others.length} more problem${others.length === 1 ? '' : 's'}`
  const more = others.length === 0 ? '' : `And ${count}, the next at ${others[0]!.where}.`
  throw mistake({ ...first, remedy: [first.remedy, more].filter(Boolean).join(' ') || undefined })
}
