import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FileSource } from '../data/index.ts'
import { InputError, shown } from '../errors/index.ts'
import { toUrl, type Experiment } from '../experiment/index.ts'
import { usesWideBuilds, type KernelVariant } from '../kernels/index.ts'
import { unlock } from './engine.ts'
import type { RunResult } from '../run/index.ts'
import { errorOf, failureOf, takeNext, type FromWorker, type ToWorker, type WorkerStart } from './messages.ts'
import { isNodeSource, nodeSource } from './node-source.ts'
import { datasetCache, estimatedCost, performTask, type RunMode, type Task, type TaskProgress } from './task.ts'
import { stoppedBeforeStart } from './unstarted.ts'

/** How a pool of threads works; everything may be left out. The results do not depend on it, but for `kernel` and `mode`. */
export interface PoolOptions {
  /**
   * Threads to use; default: as many as the machine offers. 0 or 1 runs everything in the calling thread. Where there are fewer
   * experiments than threads, the threads left over share the large passes of each.
   */
  readonly threads?: number
  /** Default 'simd': the same bytes on every machine. */
  readonly kernel?: KernelVariant
  /** Default 'run'. 'measure' takes the readings of epoch 0 only. A list has one for each experiment. */
  readonly mode?: RunMode | readonly RunMode[]
  /** Stops every run at its next step; what was read until then is kept. */
  readonly signal?: AbortSignal
  /** Called now and then while an experiment runs, and with fraction 1 at its end; `index` is its place. */
  readonly onProgress?: (progress: TaskProgress & { readonly index: number }) => void
  /** Called with every result as soon as it is there, so that a caller can keep it before the others are done. */
  readonly onResult?: (done: { readonly index: number; readonly result: RunResult }) => void
  /** Default `nodeSource()`. Any other source stays in the calling thread and is asked by the workers for its files. */
  readonly source?: FileSource
}

/**
 * Runs many experiments on a pool of threads. Results stand in the order of the experiments and are the same bytes with
 * any number of threads. After `signal` aborts, every result still has its `trace.end`: `stopped` where it was cut short,
 * and `stopped` at step 0 without readings where it had not begun.
 * The first run that throws ends the pool: a caller's mistake as InputError, anything else named by its experiment.
 */
export function runAll(experiments: readonly Experiment[], options: PoolOptions = {}): Promise<RunResult[]> {
  const { mode = 'run' } = options
  return runTasks(experiments.map((experiment, i) => ({ kind: typeof mode === 'string' ? mode : (mode[i] ?? 'run'), experiment })), options)
}

/** The same for tasks, which may differ in kind and go on from a checkpoint. `program` is the thread's: tests plant one that breaks. */
export async function runTasks(
  tasks: readonly Task[], options: Omit<PoolOptions, 'mode'> = {}, program = workerFile()
): Promise<RunResult[]> {
  checkThreads(options.threads)
  unlock(options.kernel ?? 'simd')
  const threads = Math.min(options.threads ?? availableParallelism(), tasks.length)
  const order = longestFirst(tasks)
  if ((options.threads ?? 2) <= 1 || threads === 0) return runHere(tasks, order, options)
  return new Pool(tasks, order, options, program).run(threads, Math.floor((options.threads ?? availableParallelism()) / threads))
}

function checkThreads(threads: number | undefined): void {
  if (threads === undefined || (Number.isInteger(threads) && threads >= 0)) return
  throw new InputError({ code: 'usage', where: 'threads', expected: 'a whole number, 0 or more', got: shown(threads) })
}

function longestFirst(tasks: readonly Task[]): number[] {
  const costs = tasks.map(estimatedCost)
  return tasks.map((_, index) => index).sort((a, b) => costs[b]! - costs[a]! || a - b)
}

async function runHere(tasks: readonly Task[], order: readonly number[], options: Omit<PoolOptions, 'mode'>): Promise<RunResult[]> {
  const source = options.source ?? nodeSource()
  const signal = options.signal ?? new AbortController().signal
  const dataset = datasetCache(source)
  const results = new Array<RunResult>(tasks.length)
  for (const index of order) {
    const task = tasks[index]!
    const onProgress = (progress: TaskProgress): void => options.onProgress?.({ index, ...progress })
    try {
      results[index] = signal.aborted
        ? stoppedBeforeStart(task, options.kernel ?? 'simd')
        : await performTask(task, { kernel: options.kernel ?? 'simd', signal, dataset, source, onProgress })
    } catch (error) {
      throw errorOf(failureOf(error), nameOf(tasks, index))
    }
    onProgress({ fraction: 1 })
    options.onResult?.({ index, result: results[index]! })
  }
  return results
}

/** "experiment 3 of 12 (net=784-30-10&seed=7)" */
function nameOf(tasks: readonly Task[], index: number): string {
  const url = toUrl(tasks[index]!.experiment)
  return `experiment ${index + 1} of ${tasks.length} (${url.length > 200 ? `${url.slice(0, 199)}…` : url})`
}

/** The compiled worker: beside this file in dist/, or in dist/ when this file runs from its TypeScript source. */
function workerFile(): string {
  const path = import.meta.url.endsWith('.ts') ? '../../dist/sweep/worker.js' : './worker.js'
  return fileURLToPath(new URL(path, import.meta.url))
}

/** Threads and the order they take tasks from. Lives for one call of `run`; every thread is ended before it returns. */
class Pool {
  readonly #tasks: readonly Task[]
  readonly #queue: Pick<WorkerStart, 'order' | 'next'>
  readonly #options: Omit<PoolOptions, 'mode'>
  readonly #source: FileSource
  readonly #program: string
  readonly #results: RunResult[]
  readonly #busy = new Map<Worker, number>()
  #left: number
  #settle: { readonly done: () => void; readonly fail: (error: Error) => void } | undefined

  constructor(tasks: readonly Task[], order: readonly number[], options: Omit<PoolOptions, 'mode'>, program: string) {
    this.#tasks = tasks
    this.#program = program
    this.#queue = { order, next: new Int32Array(new SharedArrayBuffer(4)) }
    this.#options = options
    this.#source = options.source ?? nodeSource()
    this.#results = new Array<RunResult>(tasks.length)
    this.#left = tasks.length
  }

  async run(threads: number, team: number): Promise<RunResult[]> {
    const { signal } = this.#options
    const workers: Worker[] = []
    const stop = (): void => this.#guarded(() => this.#stop(workers))
    try {
      await new Promise<void>((done, fail) => {
        this.#settle = { done, fail }
        if (signal?.aborted) return stop()
        signal?.addEventListener('abort', stop, { once: true })
        for (let t = 0; t < threads; t++) workers.push(this.#start(team))
      })
    } finally {
      signal?.removeEventListener('abort', stop)
      for (const worker of workers) worker.removeAllListeners()
      await Promise.all(workers.map(worker => worker.terminate()))
    }
    return this.#results
  }

  #start(team: number): Worker {
    const { kernel = 'simd' } = this.#options
    const start: WorkerStart = {
      kernel, wide: usesWideBuilds(), local: isNodeSource(this.#source), team: Math.min(team, 64), tasks: this.#tasks, ...this.#queue
    }
    const worker = new Worker(this.#program, { workerData: start, execArgv: [], stdout: false, stderr: false })
    worker.on('message', (message: FromWorker) => this.#guarded(() => this.#receive(worker, message)))
    worker.on('error', error => this.#fail(worker, error instanceof Error ? error.message : String(error)))
    worker.on('exit', code => this.#fail(worker, `its thread ended with code ${code}`))
    return worker
  }

  /** A fault in the caller's onProgress or onResult ends the pool like any other, not the process. */
  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#settle?.fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #send(worker: Worker, message: ToWorker): void {
    worker.postMessage(message)
  }

  #receive(worker: Worker, message: FromWorker): void {
    switch (message.kind) {
      case 'begun':
        return void this.#busy.set(worker, message.index)
      case 'progress':
        return this.#options.onProgress?.({ index: message.index, ...message.progress })
      case 'read':
        return void this.#answer(worker, message.request, message.name)
      case 'failed':
        return this.#settle?.fail(errorOf(message.failure, nameOf(this.#tasks, message.index)))
      case 'done':
        this.#busy.delete(worker)
        return this.#finish(message.index, message.result)
      default:
        message satisfies never
    }
  }

  async #answer(worker: Worker, request: number, name: string): Promise<void> {
    // A source that throws at once is one that cannot read, too.
    const message = await Promise.resolve(name).then(file => this.#source.read(file)).then(
      bytes => ({ kind: 'file', request, bytes }) as const,
      (error: unknown) => ({ kind: 'file', request, failure: failureOf(error) }) as const
    )
    this.#send(worker, message)
  }

  #finish(index: number, result: RunResult): void {
    this.#results[index] = result
    this.#left--
    this.#options.onProgress?.({ index, fraction: 1 })
    this.#options.onResult?.({ index, result })
    if (this.#left === 0) this.#settle?.done()
  }

  #fail(worker: Worker, reason: string): void {
    const index = this.#busy.get(worker)
    const where = index === undefined ? 'a thread of the pool' : nameOf(this.#tasks, index)
    this.#settle?.fail(new Error(`${where}: the thread that ran it stopped: ${reason}`))
  }

  #stop(workers: readonly Worker[]): void {
    for (const worker of workers) this.#send(worker, { kind: 'stop' })
    for (let index = takeNext(this.#queue); index !== undefined; index = takeNext(this.#queue)) {
      this.#finish(index, stoppedBeforeStart(this.#tasks[index]!, this.#options.kernel ?? 'simd'))
    }
  }
}
