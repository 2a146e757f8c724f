// The program of one pool thread. Started only by pool.ts; it keeps its datasets between tasks and takes the next
// task by itself: the main thread may be busy with work of its own for seconds.
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { FileSource } from '../data/index.ts'
import { useWideBuilds } from '../kernels/index.ts'
import { errorOf, failureOf, takeNext, transferablesOf, type FromWorker, type ToWorker, type WorkerStart } from './messages.ts'
import { nodeSource } from './node-source.ts'
import { createTeam, type NodeTeam } from './team.ts'
import { datasetCache, performTask, type Task, type TaskProgress } from './task.ts'

const PROGRESS_MILLISECONDS = 50

if (parentPort) listen(parentPort, workerData as WorkerStart)

function listen(port: NonNullable<typeof parentPort>, start: WorkerStart): void {
  useWideBuilds(start.wide)
  const send = (message: FromWorker, move: ArrayBuffer[] = []): void => port.postMessage(message, move)
  const asked = new Map<number, (message: ToWorker & { kind: 'file' }) => void>()
  const source = start.local ? nodeSource() : remoteSource(asked, send)
  const dataset = datasetCache(source)
  const stop = new AbortController()
  let joined: Promise<NodeTeam> | undefined
  const team = start.team > 1 ? { team: () => (joined ??= createTeam(start.team)) } : {}

  const perform = async (index: number, task: Task): Promise<void> => {
    send({ kind: 'begun', index })
    try {
      const onProgress = throttled(progress => send({ kind: 'progress', index, progress }))
      const result = await performTask(task, { kernel: start.kernel, signal: stop.signal, dataset, source, onProgress, ...team })
      send({ kind: 'done', index, result }, transferablesOf(result))
    } catch (error) {
      send({ kind: 'failed', index, failure: failureOf(error) })
    }
  }

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') stop.abort()
    else asked.get(message.request)?.(message)
  })

  const work = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const index = takeNext(start)
      if (index === undefined) return
      await perform(index, start.tasks[index]!)
      await setImmediate() // a task may be over without a turn of the event loop, and a stop would not get through
    }
  }
  void work()
}

function throttled(report: (progress: TaskProgress) => void): (progress: TaskProgress) => void {
  let last = -Infinity
  return progress => {
    const now = performance.now()
    if (now - last < PROGRESS_MILLISECONDS) return
    last = now
    report(progress)
  }
}

/** Files of a source that lives in the main thread. The digest is computed here: it depends on the bytes alone. */
function remoteSource(
  asked: Map<number, (message: ToWorker & { kind: 'file' }) => void>,
  send: (message: FromWorker) => void
): FileSource {
  let request = 0
  const read = (name: string): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const mine = request++
      asked.set(mine, ({ bytes, failure }) => {
        asked.delete(mine)
        if (bytes) resolve(bytes)
        else reject(errorOf(failure ?? { message: `${name}: no bytes came` }))
      })
      send({ kind: 'read', request: mine, name })
    })
  const sha256 = async (bytes: Uint8Array): Promise<string> => createHash('sha256').update(bytes).digest('hex')
  return { read, sha256 }
}
