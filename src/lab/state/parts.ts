import { signal } from '@preact/signals'
import { firstDrawing } from './first-drawing.ts'

/** A part of the page that is not in its first script. */
export interface Part<T> {
  /** The part, once it can be had. Where it cannot, the page says so, and the promise waits for the next try. */
  readonly load: () => Promise<T>
  /** Fetches it before it is asked for; says nothing where that does not succeed. */
  readonly early: () => Promise<void>
}

/** What stands in the way of a part that was asked for: no answer, which may come next time, or a failure that the browser keeps until a reload. */
export const missing = signal<'answer' | 'file' | null>(null)

const parts: Part<unknown>[] = []
/** Who waits for a part that could not be had. */
const waiting = new Set<() => void>()

/** Whether the server answers; a page that is one file asks nobody. */
let ask: () => Promise<void> = async () => {}

/** A part is loaded once; a load that failed is none. */
export function part<T>(fetching: () => Promise<T>): Part<T> {
  let coming: Promise<T> | undefined
  let obstacle: 'answer' | 'file' = 'answer'
  const own = new Set<() => void>()
  const once = (): Promise<T> => (coming ??= attempt().then(come, (error: unknown) => {
    coming = undefined
    throw error
  }))
  // It may come by another way than the one on which it was missed: early, or asked for by someone else.
  const come = (part: T): T => {
    own.forEach(again => {
      waiting.delete(again)
      again()
    })
    own.clear()
    if (waiting.size === 0) missing.value = null
    return part
  }
  const attempt = async (): Promise<T> => {
    obstacle = 'answer'
    await ask()
    obstacle = 'file'
    return fetching()
  }
  const load = (): Promise<T> => once().catch(() => new Promise<T>(resolve => {
    missing.value = obstacle
    const again = (): void => resolve(load())
    own.add(again)
    waiting.add(again)
  }))
  const one = { load, early: () => once().then(() => undefined, () => undefined) }
  parts.push(one)
  return one
}

/** Loads again what was asked for in vain. */
export function tryAgain(): void {
  if (missing.value === 'file') return location.reload()
  missing.value = null
  const all = [...waiting]
  waiting.clear()
  all.forEach(again => again())
}

/** An answer is good for so many milliseconds: what comes together asks once. */
const GOOD = 2000

/**
 * From now on the server is asked before a part is. An import() that fails is never tried again by Chromium, so none is begun that must fail.
 * The page itself is the first answer.
 */
export function askFirst(): void {
  let answered = 0
  let asking: Promise<void> | undefined
  const question = async (): Promise<void> => {
    // Whatever it says: not every server takes a HEAD.
    await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' })
    answered = performance.now()
  }
  ask = async () => {
    if (!navigator.onLine) throw new Error('no connection')
    if (performance.now() - answered < GOOD) return
    await (asking ??= question().finally(() => (asking = undefined)))
  }
  addEventListener('online', () => {
    if (missing.value === 'answer') tryAgain()
    void fetchRest()
  })
}

const idle = (): Promise<unknown> =>
  new Promise(resolve => (typeof requestIdleCallback === 'function' ? requestIdleCallback(resolve, { timeout: GOOD }) : setTimeout(resolve, 100)))

/**
 * Fetches all parts one by one while there is nothing else to do, so that the page needs no connection from then on. They name further ones.
 * Not for those who have told their browser to save data.
 */
export async function fetchRest(): Promise<void> {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return
  await firstDrawing()
  for (let i = 0; i < parts.length; i++) {
    await idle()
    await parts[i]!.early()
  }
}
