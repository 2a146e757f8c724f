import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { InputError, shown } from '../errors/index.ts'
import type { Team, TeamJob } from '../kernels/index.ts'

/** A team of Node's worker threads. */
export interface NodeTeam extends Team {
  /** Ends its threads. A kernel they serve must have been disposed of. */
  close(): Promise<void>
}

/** What a member is told, and what it says. */
export type ToMember = TeamJob & { readonly thread: number }
export type FromMember = 'ready' | 'entered' | 'left'

/**
 * `threads` − 1 worker threads that serve one kernel after another together with the calling thread: `createKernel({…, team})`.
 * They sleep between passes and do not keep the process alive. Throws InputError for anything but a whole number from 1 to 64.
 */
export async function createTeam(threads: number, options: Pick<Team, 'leastWork'> = {}): Promise<NodeTeam> {
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
    throw new InputError({ code: 'usage', where: 'threads', expected: 'a whole number from 1 to 64', got: shown(threads) })
  }
  const members = Array.from({ length: threads - 1 }, () => new Member())
  try {
    await Promise.all(members.map(member => member.says('ready')))
  } catch (error) {
    await Promise.all(members.map(member => member.end()))
    throw error
  }
  let serving = false
  return {
    ...options,
    threads,
    async start(job) {
      if (serving) throw new InputError({ code: 'usage', where: 'team', expected: 'dispose() of the kernel it serves first', got: 'a second kernel' })
      serving = true
      await Promise.all(members.map(member => member.out()))
      await Promise.all(members.map((member, i) => member.enter({ ...job, thread: i + 1 })))
    },
    stop: () => { serving = false },
    close: async () => { await Promise.all(members.map(member => member.end())) }
  }
}

class Member {
  readonly #worker = new Worker(memberFile(), { execArgv: [], stdout: false, stderr: false })
  #left: Promise<void> = Promise.resolve()

  /** Waits for a word; while somebody waits, the thread keeps the process alive. */
  says(word: FromMember): Promise<void> {
    const worker = this.#worker
    return new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        worker.off('message', hear)
        worker.off('error', fail)
        worker.unref()
        settle()
      }
      const hear = (message: FromMember): void => { if (message === word) done(resolve) }
      const fail = (error: unknown): void => done(() => reject(error))
      worker.ref()
      worker.on('message', hear)
      worker.on('error', fail)
    })
  }

  async enter(job: ToMember): Promise<void> {
    const entered = this.says('entered')
    this.#worker.postMessage(job)
    await entered
    this.#left = this.says('left')
    this.#worker.unref()
  }

  /** Resolves when the member is out of the kernel it served last; until then it keeps the process alive. */
  async out(): Promise<void> {
    this.#worker.ref()
    await this.#left
    this.#worker.unref()
  }

  async end(): Promise<void> {
    this.#worker.ref() // or the process could be over before the promise is
    await this.#worker.terminate()
  }
}

/** The compiled member, also when this file runs from its source in a test. */
function memberFile(): string {
  const path = import.meta.url.endsWith('.ts') ? '../../dist/sweep/team-worker.js' : './team-worker.js'
  return fileURLToPath(new URL(path, import.meta.url))
}
