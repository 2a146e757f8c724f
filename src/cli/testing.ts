// How the tests of this room start the command line: as a person does, as a process of its own, over the build in dist/.
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { perform } from './command.ts'
import { explain } from './exit.ts'

export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface Finished { readonly code: number | null; readonly out: string; readonly err: string }
export interface Start {
  readonly input?: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Another built package than this checkout's. */
  readonly main?: string
  readonly onStart?: (child: ChildProcess) => void
  /** Called with the child once its standard output has begun. */
  readonly onOutput?: (child: ChildProcess) => void
}

/** Runs `deltascope …given` to its end. */
export function deltascope(given: readonly string[], start: Start = {}): Promise<Finished> {
  const { input = '', cwd, env, main = MAIN, onStart, onOutput } = start
  const around = { ...process.env, LANG: 'C.UTF-8', LC_ALL: '', ...env }
  const child = spawn(process.execPath, [main, ...given], { ...(cwd === undefined ? {} : { cwd }), env: around })
  onStart?.(child)
  const text = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    if (text.out === '') onOutput?.(child)
    text.out += part
  })
  child.stderr.setEncoding('utf8').on('data', (part: string) => void (text.err += part))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return new Promise((done, fail) => child.on('error', fail).on('close', code => done({ code, ...text })))
}

/** The same through a shell, for pipes and redirections; `$D` is the command. */
export function inShell(line: string, cwd: string): Promise<Finished> {
  const child = spawn('bash', ['-c', `set -o pipefail; D="$0 $1"; ${line}`, process.execPath, MAIN], { cwd })
  const text = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (part: string) => void (text.out += part))
  child.stderr.setEncoding('utf8').on('data', (part: string) => void (text.err += part))
  return new Promise((done, fail) => child.on('error', fail).on('close', code => done({ code, ...text })))
}

/** Cells that a line takes in a terminal; nothing the command line writes by itself is wider than one. */
export const cells = (line: string): number => [...line].length

let before: Promise<unknown> = Promise.resolve()

/**
 * The same in this process, for what does not depend on being one: a tenth of the time. One after the other, since they share
 * the standard streams.
 */
export function here(given: readonly string[]): Promise<Finished> {
  const finished = before.then(() => captured(given))
  before = finished
  return finished
}

async function captured(given: readonly string[]): Promise<Finished> {
  const text = { out: '', err: '' }
  const taking = (name: 'out' | 'err') => (part: string | Uint8Array): boolean => {
    text[name] += typeof part === 'string' ? part : new TextDecoder().decode(part)
    return true
  }
  const [out, err, locale] = [process.stdout.write, process.stderr.write, process.env.LC_ALL]
  process.stdout.write = taking('out')
  process.stderr.write = taking('err')
  process.env.LC_ALL = 'C.UTF-8'
  try {
    return { code: await perform(given).catch(explain), ...text }
  } finally {
    process.stdout.write = out
    process.stderr.write = err
    if (locale === undefined) delete process.env.LC_ALL
    else process.env.LC_ALL = locale
  }
}
