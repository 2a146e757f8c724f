import { afterAll, expect, it } from 'vitest'
import type { Command, PlayerEvent } from './protocol.ts'
import { smallExperiment, type Progress } from './testing.ts'

/** What a worker's global scope has of it. */
interface Scope { name: string; postMessage: (event: PlayerEvent) => void; onmessage?: (message: { data: Command }) => void }
const world = globalThis as { self?: unknown }
const before = world.self
afterAll(() => void (world.self = before))

it('is a player that hears and answers by messages', async () => {
  const events: PlayerEvent[] = []
  /** Node serves a thousand messages before a timer, so that waiting here goes by the events themselves. */
  let woken = (): void => undefined
  const scope: Scope = { name: 'file:///page.html', postMessage: event => {
    events.push(event)
    woken()
  } }
  world.self = scope
  await import('./worker.ts')
  const send = (data: Command): void => scope.onmessage!({ data })
  const until = async (done: (event: PlayerEvent) => boolean): Promise<PlayerEvent> => {
    for (;;) {
      const found = events.splice(0).findLast(done)
      if (found) return found
      await new Promise<void>(resolve => void (woken = resolve))
    }
  }
  const isProgress = (event: PlayerEvent): event is Progress => event.kind === 'progress'
  send({ kind: 'open', run: 1, experiment: smallExperiment({ epochs: 1e6 }, { quantities: ['cost'], perNeuron: false }), kernel: 'simd' })
  await until(isProgress)
  send({ kind: 'play', run: 1, updatesPerSecond: null })
  await until(event => isProgress(event) && event.step > 100 && event.playing)
  send({ kind: 'pause', run: 1 })
  const paused = await until(isProgress) as Progress
  expect(paused).toMatchObject({ playing: false, end: null })
  send({ kind: 'play', run: 1, updatesPerSecond: 20 })
  await until(event => isProgress(event) && event.step > paused.step)
  send({ kind: 'open', run: 2, experiment: { ...smallExperiment(), network: { ...smallExperiment().network, layers: [2] } }, kernel: 'simd' })
  await until(event => event.kind === 'failed' && event.run === 2)
})
