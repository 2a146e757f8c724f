/** What kind of mistake it was; the command line turns it into an exit code (all are 2, `internal` is 3). */
export type ErrorCode = 'usage' | 'experiment' | 'data' | 'file' | 'capability' | 'internal'

export interface Mistake {
  readonly code: ErrorCode
  /** The path in the document (`network.layers[1]`), the file (with line or byte), or the option. */
  readonly where: string
  readonly expected: string
  /** What came instead, already shortened to fit a line. */
  readonly got: string
  /** What to do about it; left out when `expected` says it all. */
  readonly remedy?: string
}

/**
 * A caller's mistake, in one line: where, expected, got, what to do.
 * Everything a stranger's file, argument or document can do wrong throws this and nothing else.
 */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly mistake: Mistake

  constructor(mistake: Mistake) {
    const remedy = mistake.remedy ? `. ${mistake.remedy}` : ''
    super(`${mistake.where}: expected ${mistake.expected}, got ${mistake.got}${remedy}`)
    this.mistake = mistake
  }
}

/** A value as it stands in an error line: JSON, one line, at most 60 characters, non-finite numbers by name. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'number' || value === undefined || typeof value === 'function'
      ? String(value)
      : (JSON.stringify(value, (_, v: unknown) => (typeof v === 'number' && !Number.isFinite(v) ? String(v) : v)) ?? String(value))
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '�')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
