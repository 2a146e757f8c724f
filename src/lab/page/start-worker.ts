import type { Command, PlayerEvent } from '../../player/index.ts'
import { createWorker } from './create-worker.ts'
import { sampleBytes } from './sample.ts'

type Send = (command: Command, transfer: Transferable[]) => void

/**
 * Starts a worker and gives it the page's own MNIST as soon as it is there. Returns the way to talk to it. It lives as long as the page,
 * or `until`.
 */
export function startWorker(receive: (event: PlayerEvent) => void, until?: AbortSignal): Send {
  const worker = createWorker()
  until?.addEventListener('abort', () => worker.terminate())
  worker.onmessage = ({ data }: MessageEvent<PlayerEvent>) => receive(data)
  // What is sent before the sample is there must wait: an experiment may need it.
  const ready = sampleBytes().then(
    bytes => worker.postMessage({ kind: 'file', name: 'mnist-sample', bytes } satisfies Command, [bytes.buffer as ArrayBuffer]),
    () => undefined // without it the worker asks for the whole files, and says what is missing
  )
  return (command, transfer) => void ready.then(() => worker.postMessage(command, transfer))
}
