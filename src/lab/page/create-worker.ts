/** The worker of the folder build; its name tells it where the page's files are. */
export function createWorker(): Worker {
  return new Worker(new URL('../../player/worker.ts', import.meta.url), { type: 'module', name: document.baseURI })
}
