import { effect, signal, untracked } from '@preact/signals'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { phase, stale } from '../state/lab.ts'

/** While training, a picture that follows the run is drawn again after so many milliseconds at the earliest. */
const WHILE_TRAINING = 80
/** Redraws that share one frame stop when they took so long; the others have the next frame. */
const BUDGET = 6

interface Job {
  readonly draw: () => void
  readonly notBefore: number
}

/** What waits to be redrawn, the longest waiting first. */
const queue = new Map<object, Job>()
let asked = false

/** Has `draw` called in one of the next frames; what is asked twice by the same `owner` is done once. */
function redraw(owner: object, draw: () => void, notBefore: number): void {
  if (!queue.has(owner)) queue.set(owner, { draw, notBefore })
  ask()
}

function ask(): void {
  if (asked) return
  asked = true
  requestAnimationFrame(() => void frame())
}

/** One frame's share of the queue. Preact renders in a microtask after each, so that the clock sees what a redraw costs. */
async function frame(): Promise<void> {
  const begun = performance.now()
  for (const [owner, { draw, notBefore }] of queue) {
    if (notBefore > begun) continue
    queue.delete(owner)
    draw()
    await Promise.resolve()
    if (performance.now() - begun > BUDGET) break
  }
  asked = false
  if (queue.size > 0) ask()
}

/**
 * Calls `show` with what `read` gives, now and whenever a signal that it read has changed: at most once a frame, while training not
 * before `interval` ms have passed, and in turn with everything else on the page that does the same. While another experiment opens,
 * nothing is read, unless it is `free` of the run: what was drawn stays. Returns the way to stop.
 */
export function follow<T>(read: () => T, show: (value: T) => void, interval: number = WHILE_TRAINING, free = false): () => void {
  const turn = signal(0)
  const owner = {}
  let mine = true
  let drawn = -Infinity
  const stop = effect(() => {
    void turn.value
    if (mine) {
      mine = false
      if (!free && drawn > 0 && stale.value) return
      drawn = performance.now()
      show(read())
      return
    }
    // Having read nothing but `turn`, this sleeps until the frame comes.
    redraw(owner, () => {
      mine = true
      turn.value++
    }, untracked(() => phase.value) === 'playing' ? drawn + interval : 0)
  })
  return () => {
    queue.delete(owner)
    stop()
  }
}

/**
 * What `read` gives, followed at the page's pace (see `follow`). Everything that changes by itself must be read inside: signals read in
 * the component's own body redraw it at once. `also`: what else `read` depends on.
 */
export function usePaced<T>(read: () => T, interval?: number, also: readonly unknown[] = [], free = false): T {
  const first = useRef(true)
  const [shown, setShown] = useState<{ readonly value: T }>(() => ({ value: untracked(read) }))
  // In a layout effect nothing can have changed since the component was drawn, so its first value is on the page already.
  useLayoutEffect(() => follow(read, value => {
    if (first.current) first.current = false
    else setShown({ value })
  }, interval, free), also)
  return shown.value
}
