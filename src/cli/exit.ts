import { InputError } from '../errors/index.ts'
import { note } from './streams.ts'
import { version } from './version.ts'

/** 0 done · 1 a failed claim, or a run that became non-finite · 2 bad input · 3 a fault of ours · 130 interrupted, partial results kept. */
export type ExitCode = 0 | 1 | 2 | 3 | 130

/** One line for an error, and the exit code it ends with. The stack is for DEBUG only. */
export function explain(error: unknown): ExitCode {
  const debug = Boolean(process.env.DEBUG)
  if (error instanceof InputError && error.mistake.code !== 'internal') {
    note(`deltascope: ${oneLine(shortened(error).message)}`)
    if (debug) note(error.stack ?? '')
    return 2
  }
  note(`deltascope: internal error: ${oneLine(error instanceof Error ? error.message : String(error))}`)
  note(`This is a fault of deltascope, not of what you gave it. Whoever mends it needs this line: deltascope ${version()},` +
    ` Node ${process.version}, ${process.platform}-${process.arch}, ${oneLine(process.argv.slice(2).join(' '))}` +
    (debug ? '' : ' (DEBUG=1 adds the stack)'))
  if (debug) note(error instanceof Error ? (error.stack ?? '') : '')
  return 3
}

const MOST_SIGNS = 600

const oneLine = (text: string): string => {
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim()
  return line.length > MOST_SIGNS ? `${line.slice(0, MOST_SIGNS - 1)}…` : line
}

/** Where a line would be cut, what was expected gives way, often a list of names: what to do about it stands at the end. */
function shortened(error: InputError): InputError {
  const { expected } = error.mistake
  const over = error.message.length - MOST_SIGNS
  if (over <= 0) return error
  const head = expected.slice(0, Math.max(0, expected.length - over - ', …'.length)).replace(/,[^,]*$/, ',')
  return new InputError({ ...error.mistake, expected: `${head} …` })
}

/** A mistake in the arguments. */
export function usage(where: string, expected: string, got: string, remedy?: string): InputError {
  return new InputError({ code: 'usage', where, expected, got, ...(remedy === undefined ? {} : { remedy }) })
}
