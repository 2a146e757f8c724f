import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Contestant } from './contestant.ts'
import type { Rates } from './rounds.ts'

/** Two threads that hand a number to and fro. */
export interface Control {
  readonly before: Contestant
  readonly after: Contestant
  close(): Promise<number>
}

/** Hands the turn to the other thread so many times. */
function handOver(turn: Int32Array, me: number, times: number): void {
  for (let i = 0; i < times; i++) {
    while (Atomics.load(turn, 0) !== me);
    Atomics.store(turn, 0, 1 - me)
  }
}

const WORKER = `const { parentPort, workerData } = require('node:worker_threads')
const handOver = ${handOver}
parentPort.on('message', times => {
  handOver(workerData, 1, times)
  parentPort.postMessage(0)
})
parentPort.postMessage(0)`

/** Behind one cache a round trip takes 0.1 to 0.15 µs, between two caches several times that. */
export const FAR = 0.25e-6

const IDS = ['control before', 'control after'] as const

/**
 * How near two processors are at the moment: round trips a second of a number in memory. Those of a virtual machine are now neighbours
 * behind one cache, now far apart, for seconds at a time, and whatever works together on two threads is then half as fast, ours and the
 * peers'. `before` and `after` go round the two-thread contestants.
 */
export async function openControl(): Promise<Control> {
  const turn = new Int32Array(new SharedArrayBuffer(4))
  const other = new Worker(WORKER, { eval: true, workerData: turn })
  await once(other, 'message')
  const contestant = (id: string): Contestant => ({
    id, name: 'control', threads: 2, share: 0.1,
    async run(trips) {
      const answer = once(other, 'message')
      other.postMessage(trips)
      handOver(turn, 0, 1)
      const begun = performance.now()
      handOver(turn, 0, trips - 1)
      const seconds = (performance.now() - begun) / 1000
      await answer
      return seconds
    }
  })
  return { before: contestant(IDS[0]), after: contestant(IDS[1]), close: () => other.terminate() }
}

/** Takes the control's rates from all others': the rest, and the longer of its two round trips of every round, in seconds. */
export function withoutControl(all: readonly Rates[]): { readonly rates: Rates[]; readonly roundTrips: number[] } {
  const [before, after] = IDS.map(id => all.find(one => one.id === id)?.rates ?? [])
  return {
    rates: all.filter(({ id }) => !(IDS as readonly string[]).includes(id)),
    roundTrips: before!.map((rate, round) => 1 / Math.min(rate, after![round]!))
  }
}

/** Too few rounds so far in which the processors were near. */
export function tooFar(all: readonly Rates[], rounds: number): boolean {
  return withoutControl(all).roundTrips.filter(seconds => seconds <= FAR).length < Math.min(3, rounds)
}
