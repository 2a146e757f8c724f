import { InputError, type Mistake } from '../../errors/index.ts'
import { work, type Job, type JobEvent } from './jobs.ts'

/** Why a job went no further: a mistake that can be said in any language, or null for a fault that is nobody's but ours. */
export interface JobFailure {
  readonly kind: 'failed'
  readonly mistake: Mistake | null
}

/** What comes back from the worker. It does one job; a page that wants another ends it and starts a new one. */
export type JobReply = JobEvent | JobFailure

const port = globalThis as unknown as { onmessage: ((event: MessageEvent<Job>) => void) | null; postMessage: (reply: JobReply) => void }

port.onmessage = async ({ data }) => {
  try {
    for await (const event of work(data)) port.postMessage(event)
  } catch (error) {
    port.postMessage({ kind: 'failed', mistake: error instanceof InputError ? error.mistake : null })
  }
}
