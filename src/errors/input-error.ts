/** What kind of mistake it was; the command line turns it into an exit code (all are 2, `internal` is 3). */
export type ErrorCode = 'usage' | 'experiment' | 'data' | 'file' | 'capability' | 'internal'

/** What a caller did wrong, in parts: the line of the error is made of them, and a program can act on them. */
export interface Mistake {
  readonly code: ErrorCode
  /** The path in the document (`network.layers[1]`), the file (with line or byte), or the option. */
  readonly where: string
  readonly expected: string
  /** What came instead, already shortened to fit a line. */
  readonly got: string
  /** What to do about it; left out when `expected` says it all. */
  readonly remedy?: string | undefined
}

/** File names and others' messages hold anything; the error stays one line, and no terminal is told what to do. */
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '�')

/**
 * A caller's mistake, in one line: where, expected, got, what to do.
 * Everything a stranger's file, argument or document can do wrong throws this and nothing else.
 */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly mistake: Mistake

  constructor(mistake: Mistake) {
    const remedy = mistake.remedy ? `. ${mistake.remedy}` : ''
    super(oneLine(`${mistake.where}: expected ${mistake.expected}, got ${mistake.got}${remedy}`))
    this.mistake = mistake
  }
}

/**
 * The head of a value: at most `depth` levels and eight entries each, so that nothing below recurses into a depth bomb,
 * meets a cycle, or spells out megabytes to keep sixty characters.
 */
function head(value: unknown, depth = 3): unknown {
  if (typeof value === 'string') return value.slice(0, 80)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
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

/** A value as it stands in an error line: JSON, one line, at most 60 characters, non-finite numbers by name; of whatever size or depth. */
export function shown(value: unknown): string {
  const text = typeof value === 'object' || typeof value === 'string' ? JSON.stringify(head(value)) : String(value)
  const line = oneLine(text.slice(0, 400))
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
