// Threads over one shared memory. All of them run the same pass on their shares and meet at barriers; nobody depends on how many
// there are: shares only divide work, never an element's chain of additions.
import { getI, getP } from './table'
import { HEAD_TEAM, HEAD_THREADS } from '../src/kernels/wasm/slots'

/** Words of the team's table, each on a cache line of its own. */
const ARRIVED: usize = 0
const ROUND: usize = 64
const TICKET: usize = 128
/** Then one line a thread: notes that the others read after the next barrier. */
const NOTES: usize = 192

/** How often a waiting thread looks before it goes to sleep: some 50 µs, so that a loaded machine is not held up. */
const LOOKS: i32 = 60000

/** The end of thread t's share of `total` things that are dealt in whole blocks of `block`. */
export function shareEnd(head: usize, total: i32, block: i32, t: i32): i32 {
  const threads = getI(head, HEAD_THREADS)
  if (threads == 1) return t > 0 ? total : 0
  const blocks = (total + block - 1) / block
  return min(total, blocks * t / threads * block)
}

/** Waits until all threads have come here. */
export function meet(head: usize): void {
  const threads = getI(head, HEAD_THREADS)
  if (threads == 1) return
  const team = getP(head, HEAD_TEAM), round = atomic.load<i32>(team + ROUND)
  if (atomic.add<i32>(team + ARRIVED, 1) == threads - 1) {
    atomic.store<i32>(team + ARRIVED, 0)
    atomic.store<i32>(team + ROUND, round + 1)
    atomic.notify(team + ROUND, threads)
  } else waitFor(team + ROUND, round)
}

/**
 * Sleeps while the word at `index` (in words) is `old`. From outside: after a memory.atomic.wait32 of our own, V8 11.3's first compiler
 * (Node 20) goes on with wrong locals.
 */
// @ts-ignore: decorator
@external('env', 'sleep')
declare function sleep(index: usize, old: i32): void

/** Waits until the word is no longer `old`. */
function waitFor(word: usize, old: i32): void {
  for (let i = 0; i < LOOKS; i++) if (atomic.load<i32>(word) != old) return
  while (atomic.load<i32>(word) == old) sleep(word >> 2, old)
}

/** Calls the others to a pass. The ticket's low two bits say which. */
export function call(head: usize, what: i32): void {
  if (getI(head, HEAD_THREADS) == 1) return
  const ticket = getP(head, HEAD_TEAM) + TICKET, old = atomic.load<i32>(ticket)
  atomic.store<i32>(ticket, (((old >> 2) + 1) << 2) | what)
  atomic.notify(ticket, -1)
}

/** The next ticket after `seen`. */
export function nextTicket(head: usize, seen: i32): i32 {
  const ticket = getP(head, HEAD_TEAM) + TICKET
  waitFor(ticket, seen)
  return atomic.load<i32>(ticket)
}

// @ts-ignore: decorator
@inline export function notes(head: usize, t: i32): usize { return getP(head, HEAD_TEAM) + NOTES + (<usize>t << 6) }
