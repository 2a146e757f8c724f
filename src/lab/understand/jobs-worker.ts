import { work, type Job, type JobEvent } from './jobs.ts'

/** What comes back from the worker. It does one job; a page that wants another ends it and starts a new one. */
export type JobReply = JobEvent | { readonly kind: 'failed'; readonly message: string }

const port = globalThis as unknown as { onmessage: ((event: MessageEvent<Job>) => void) | null; postMessage: (reply: JobReply) => void }

port.onmessage = async ({ data }) => {
  try {
    for await (const event of work(data)) port.postMessage(event)
  } catch (error) {
    port.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}
