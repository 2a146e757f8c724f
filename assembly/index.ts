// The kernels' entry points. `head` is the program table; all memory is laid out by src/kernels/wasm/layout.ts.
import { backward } from './backward'
import { forward } from './forward'
import { getI, setI } from './table'
import { call, meet, nextTicket } from './team'
import { update } from './update'
import { HEAD_PASS_FINITE, HEAD_UPDATE_FINITE, MODE_EVALUATE, MODE_OBSERVE, MODE_TRAIN } from '../src/kernels/wasm/slots'

export { measure } from './measure'
export { fillGradients, unscale } from './first'
export { scratchBytes } from './product'

/** What a team is called to; see `serve`. */
const LEAVE = 3

/** One thread's part of a pass. */
function take(head: usize, t: i32, mode: i32): void {
  const back = mode != MODE_EVALUATE
  forward(head, t, mode, back)
  if (back) backward(head, t, mode)
  if (mode == MODE_TRAIN) {
    // All read the verdict after the barrier that ends the way back.
    if (getI(head, HEAD_PASS_FINITE)) update(head, t)
  }
  meet(head)
}

function lead(head: usize, mode: i32): void {
  setI(head, HEAD_UPDATE_FINITE, 1)
  call(head, mode)
  take(head, 0, mode)
}

/** Forward only. */
export function evaluate(head: usize): void { lead(head, MODE_EVALUATE) }

/** Forward and backward, nothing changed. */
export function gradients(head: usize): void { lead(head, MODE_OBSERVE) }

/** Forward, backward, update. A pass with a non-finite value changes no parameter. */
export function step(head: usize): void { lead(head, MODE_TRAIN) }

/** The life of thread t > 0: waits to be called, takes its part, until it is told to leave. */
export function serve(head: usize, t: i32, seen: i32): void {
  for (;;) {
    seen = nextTicket(head, seen)
    const what = seen & 3
    if (what == LEAVE) return
    take(head, t, what)
  }
}

/** Ends the service of all threads but the first. */
export function leave(head: usize): void { call(head, LEAVE) }

/** Where the arena may begin. */
export function heapBase(): usize { return __heap_base }
