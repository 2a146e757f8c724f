import InlineWorker from './jobs-worker.ts?worker&inline'

/** The worker of the page that is one file: its code is inside. */
export function createJobsWorker(): Worker {
  return new InlineWorker()
}
