import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { idOf, type Contestant } from './contestant.ts'
import { startPeer, type PeerCommand, type PeerProcess } from './peer-process.ts'
import type { Workload } from './workloads.ts'

/** A peer as a contestant: one process for each number of threads, so that thread pools do not mix. */
export interface Peer {
  readonly name: string
  readonly threads: number
  readonly about: string
  /** The contestant of one workload. */
  on(workload: Workload): Contestant
  close(): void
}

/** Who could not take part, and why. */
export interface Absent {
  readonly name: string
  readonly threads: number
  readonly reason: string
}

export interface PeerPlan {
  readonly name: string
  readonly threads: number
  readonly start: PeerCommand
}

const script = (name: string): string => fileURLToPath(new URL(`../../bench/peers/${name}`, import.meta.url))
const DEBIAN_PYTHON = '/usr/bin/python3'

/** Debian's Python, which is the one that the Debian packages are for, or whatever python3 is. */
export const pythonOf = (asked: string | undefined): string => asked ?? (existsSync(DEBIAN_PYTHON) ? DEBIAN_PYTHON : 'python3')

/**
 * PyTorch and NumPy on one and on two threads. Two threads are bound to a processor each: left to wander, PyTorch's two threads take
 * turns between two speeds, 330 and 660 steps a second on deep100, from one process to the next; bound, they keep the faster one.
 */
export function pythonPeers(python: string, mnist: string): PeerPlan[] {
  const bound = availableParallelism() >= 2 ? { OMP_PROC_BIND: 'true' } : {}
  return [1, 2].flatMap(threads =>
    (['PyTorch', 'NumPy'] as const).map((name): PeerPlan => ({
      name, threads,
      start: {
        command: python,
        args: [script(name === 'PyTorch' ? 'torch_peer.py' : 'numpy_peer.py'), mnist, String(threads)],
        env: threads > 1 ? bound : {}
      }
    })))
}

/** Starts them one after another; those that cannot be started are told apart with their reason. */
export async function startPeers(plans: readonly PeerPlan[]): Promise<{ readonly peers: Peer[]; readonly absent: Absent[] }> {
  const peers: Peer[] = []
  const absent: Absent[] = []
  for (const { name, threads, start } of plans) {
    try {
      peers.push(asPeer(name, threads, await startPeer(start)))
    } catch (error) {
      absent.push({ name, threads, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return { peers, absent }
}

function asPeer(name: string, threads: number, peer: PeerProcess): Peer {
  return {
    name, threads,
    about: peer.about,
    close: peer.close,
    on: workload => ({
      id: idOf(name, threads), name, threads,
      async run(steps) {
        const { seconds, norms } = await peer.ask({ id: workload.name, workload, steps })
        if (typeof seconds !== 'number' || !(seconds > 0)) throw new Error('its answer has no seconds')
        checkNorms(norms, workload.layers.length - 1)
        return seconds
      }
    })
  }
}

/** A peer that trains to NaN, or leaves out the norms, does other work than we do. */
function checkNorms(norms: unknown, layers: number): void {
  const good = Array.isArray(norms) && norms.length === layers && norms.every(norm => typeof norm === 'number' && norm > 0)
  if (!good) throw new Error(`its answer has no ${layers} norms`)
}
