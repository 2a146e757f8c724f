import { InputError } from '../errors/index.ts'

let closed = false
let failure: string | undefined
const listeners = new Set<() => void>()

/**
 * `… | head` closes our standard output while we write: that is the reader's right, so what follows is dropped silently.
 * A full disk behind `> file` is not: `finishOutput` turns it into an error.
 */
export function guardStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    closed = true
    if (error.code !== 'EPIPE') failure ??= error.code ?? error.message
    for (const listener of listeners) listener()
  })
  process.stderr.on('error', () => undefined)
}

/** Called once when nobody reads standard output any more. */
export function onOutputClosed(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A result, on standard output. */
export function print(text: string): void {
  if (!closed) process.stdout.write(`${text}\n`)
}

/** The same, waiting whenever the reader is slower than we are. */
export async function printParts(parts: Iterable<string>): Promise<void> {
  for (const part of parts) {
    if (closed) return
    if (process.stdout.write(part)) continue
    await new Promise<void>(resume => {
      const go = (): void => {
        process.stdout.off('drain', go)
        process.stdout.off('error', go)
        resume()
      }
      process.stdout.on('drain', go)
      process.stdout.on('error', go)
    })
  }
}

/** A note, on standard error. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Waits until standard output has taken everything; throws when it could not (a full disk). */
export async function finishOutput(): Promise<void> {
  if (!closed) await new Promise<void>(done => process.stdout.write('', () => done()))
  if (failure !== undefined) {
    const got = failure === 'ENOSPC' ? 'ENOSPC (no space left)' : failure
    throw new InputError({ code: 'file', where: 'standard output', expected: 'room to write', got })
  }
}

/** Columns to write for: the terminal's, else 100; never below 40 and never above 120. */
export function columns(): number {
  return Math.max(40, Math.min(120, process.stdout.columns ?? 100))
}

/** Whether the terminal (or what reads us) shows only ASCII. */
export function asciiOnly(): boolean {
  const locale = process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || ''
  return process.env.TERM === 'linux' || process.env.TERM === 'dumb' || (locale !== '' && !/utf-?8/i.test(locale))
}
