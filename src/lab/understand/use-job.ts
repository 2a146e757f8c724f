import { useEffect, useState } from 'preact/hooks'
import { createJobsWorker } from './create-jobs-worker.ts'
import type { Job, JobEvent } from './jobs.ts'
import type { JobFailure, JobReply } from './jobs-worker.ts'

/** What a job has said so far. `failed`: why it went no further. */
export interface Told {
  readonly events: readonly JobEvent[]
  readonly failed: JobFailure | null
}
const NOTHING: Told = { events: [], failed: null }

/** Does a job in a worker of its own while the component is there; another job ends the one before it. A null job is none. */
export function useJob(job: Job | null): Told {
  const key = JSON.stringify(job)
  const [told, setTold] = useState({ key, ...NOTHING })
  useEffect(() => {
    setTold({ key, ...NOTHING })
    if (!job) return undefined
    const worker = createJobsWorker()
    worker.onmessage = ({ data }: MessageEvent<JobReply>) =>
      setTold(before => (data.kind === 'failed' ? { ...before, failed: data } : { ...before, events: [...before.events, data] }))
    worker.onerror = () => setTold(before => ({ ...before, failed: { kind: 'failed', mistake: null } }))
    worker.postMessage(job)
    return () => worker.terminate()
  }, [key])
  // Until the effect has run, what is known is of the job before.
  return told.key === key ? told : NOTHING
}
