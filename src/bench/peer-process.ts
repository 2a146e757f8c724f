import { spawn } from 'node:child_process'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'

/** How to start a peer. */
export interface PeerCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Seconds without an answer after which it is given up. */
  readonly patience?: number
}

/** One line of a peer. */
export type Answer = Readonly<Record<string, unknown>>

/** A process that answers one JSON object a line. */
export interface PeerProcess {
  /** What it said of itself: its versions. */
  readonly about: string
  ask(request: object): Promise<Answer>
  close(): void
}

/** Why a peer cannot take part, in one line. */
export class PeerMissing extends Error {
  override readonly name = 'PeerMissing'
}

/**
 * Starts a peer and waits for its greeting: {"about"} or {"missing", "install"}. Rejects with `PeerMissing` when it is not there.
 * Whatever a peer does wrong (no such command, an early end, a line that is not JSON, silence) is a rejection with a reason,
 * never a wait without end.
 */
export async function startPeer(peer: PeerCommand): Promise<PeerProcess> {
  const lines = openLines(peer)
  const greeting = await lines.next().catch((error: unknown) => {
    lines.close()
    throw new PeerMissing(error instanceof Error ? error.message : String(error))
  })
  const { about, missing, install } = greeting
  if (typeof missing === 'string') {
    lines.close()
    throw new PeerMissing(`${missing} is not installed for ${basename(peer.command)}${typeof install === 'string' ? ` (${install})` : ''}`)
  }
  return {
    about: typeof about === 'string' ? about : peer.command,
    close: lines.close,
    async ask(request) {
      const answer = lines.next()
      lines.write(JSON.stringify(request))
      const record = await answer
      if (typeof record.error === 'string') throw new Error(record.error)
      return record
    }
  }
}

interface Waiting { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }
interface Lines { next(): Promise<Answer>; write(line: string): void; close(): void }

function openLines({ command, args, env, patience = 180 }: PeerCommand): Lines {
  const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const arrived: Answer[] = []
  let waiting: Waiting | undefined
  let ended: Error | undefined
  let complaint = ''
  const end = (reason: string): void => {
    ended ??= new Error(reason)
    waiting?.reject(ended)
    waiting = undefined
    child.kill('SIGKILL')
  }
  child.on('error', error => end(`${command}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such command' : error.message}`))
  child.on('close', code => end(`${command} ended with code ${code}${complaint === '' ? '' : `: ${lastLine(complaint)}`}`))
  child.stdin.on('error', () => undefined) // a broken pipe is told by the end
  child.stderr.on('data', (data: Buffer) => { complaint = (complaint + data.toString()).slice(-2000) })
  createInterface({ input: child.stdout }).on('line', line => {
    const record = parsed(line)
    if (!record) return end(`${command} wrote a line that is not a JSON object: ${line.slice(0, 80)}`)
    const listener = waiting
    waiting = undefined
    if (listener) listener.resolve(record)
    else arrived.push(record)
  })
  return {
    next: () => new Promise((resolve, reject) => {
      const ready = arrived.shift()
      if (ready) return resolve(ready)
      if (ended) return reject(ended)
      const timer = setTimeout(() => end(`${command} gave no answer for ${patience} s`), patience * 1000)
      const settle = <T>(then: (value: T) => void) => (value: T): void => (clearTimeout(timer), then(value))
      waiting = { resolve: settle(resolve), reject: settle(reject) }
    }),
    write: line => void child.stdin.write(`${line}\n`),
    close: () => end('closed')
  }
}

function parsed(line: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answer) : undefined
  } catch {
    return undefined
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)!.slice(0, 200)
