/** The worker of the folder build: a file of its own, as a strict policy wants it. */
export function createJobsWorker(): Worker {
  return new Worker(new URL('./jobs-worker.ts', import.meta.url), { type: 'module' })
}
