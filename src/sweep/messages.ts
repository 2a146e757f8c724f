import { InputError, type Mistake } from '../errors/index.ts'
import type { KernelVariant } from '../kernels/index.ts'
import type { RunResult } from '../run/index.ts'
import type { Task, TaskProgress } from './task.ts'

/** What a worker is started with. Without `local` it asks the main thread for every file. */
export interface WorkerStart {
  readonly kernel: KernelVariant
  /** Kernels come from the wide builds, as in the thread that starts this one. */
  readonly wide: boolean
  readonly local: boolean
  /** Threads that share one run's large passes, this worker's own among them. */
  readonly team: number
  readonly tasks: readonly Task[]
  /** Indices of tasks in the order they are to be taken, and the place in it of the next one, shared by all. */
  readonly order: readonly number[]
  readonly next: Int32Array
}

export type ToWorker =
  | { readonly kind: 'stop' }
  | { readonly kind: 'file'; readonly request: number; readonly bytes?: Uint8Array; readonly failure?: Failure }

export type FromWorker =
  | { readonly kind: 'begun'; readonly index: number }
  | { readonly kind: 'progress'; readonly index: number; readonly progress: TaskProgress }
  | { readonly kind: 'done'; readonly index: number; readonly result: RunResult }
  | { readonly kind: 'failed'; readonly index: number; readonly failure: Failure }
  | { readonly kind: 'read'; readonly request: number; readonly name: string }

/** An error as it crosses between threads: classes do not survive a structured clone. */
export interface Failure {
  readonly message: string
  readonly stack?: string
  readonly mistake?: Mistake
}

export function failureOf(error: unknown): Failure {
  if (error instanceof InputError) return { message: error.message, mistake: error.mistake }
  if (error instanceof Error) return { message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) }
  return { message: String(error) }
}

/** `where` names the experiment; it is left out of a caller's mistake, which says where by itself. */
export function errorOf(failure: Failure, where = ''): Error {
  if (failure.mistake) return new InputError(failure.mistake)
  const error = new Error(where === '' ? failure.message : `${where}: ${failure.message}`)
  if (failure.stack !== undefined) error.stack = `${error.message}\n${failure.stack}`
  return error
}

/** Takes the next task of the order for whoever asks first; undefined when all are taken. */
export function takeNext({ order, next }: Pick<WorkerStart, 'order' | 'next'>): number | undefined {
  return order[Atomics.add(next, 0, 1)]
}

/** The buffers of a result that can be moved instead of copied: whole ordinary ones, each once (never wasm or shared memory). */
export function transferablesOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  collect(value, found, 0)
  return [...found]
}

function collect(value: unknown, found: Set<ArrayBuffer>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 8) return
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value
    if (buffer instanceof ArrayBuffer && value.byteLength === buffer.byteLength && buffer.byteLength > 1024) found.add(buffer)
    return
  }
  const parts: Iterable<unknown> = value instanceof Map || Array.isArray(value) ? value.values() : Object.values(value)
  for (const part of parts) collect(part, found, depth + 1)
}
