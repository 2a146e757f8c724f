import InlineWorker from '../../player/worker.ts?worker&inline'

/** The worker of the page that is one file: its code is inside. */
export function createWorker(): Worker {
  return new InlineWorker({ name: document.baseURI })
}
