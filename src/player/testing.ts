import type { FileSource } from '../data/index.ts'
import { createPlayer, type Player } from './player.ts'
import type { Command, PlayerEvent } from './protocol.ts'

/** A clock that stands still but for a step at every look, and an event loop that turns when told to. */
export interface Stage {
  readonly player: Player
  readonly events: PlayerEvent[]
  send(command: Command): void
  /** Opens, and waits until that is answered. */
  open(command: Extract<Command, { kind: 'open' }>): Promise<void>
  /** Turns the loop until nothing waits, or `enough`. */
  settle(enough?: () => boolean): void
  /** Tasks done since the beginning. */
  turns(): number
  now(): number
}

/** `tick`: milliseconds that pass at every look at the clock. Every event goes through a structured clone, as between threads. */
export function createStage(tick = 0.1, source: FileSource = noFiles): Stage {
  const events: PlayerEvent[] = []
  const tasks: { readonly at: number; readonly task: () => void }[] = []
  let now = 0
  let turns = 0
  const player = createPlayer((event, transfer = []) => void events.push(structuredClone(event, { transfer })), {
    source: () => source,
    clock: () => (now += tick),
    schedule: (task, milliseconds) => void tasks.push({ at: now + milliseconds, task })
  })
  return {
    player,
    events,
    send: command => player.receive(command),
    async open(command) {
      player.receive(command)
      const answered = (): boolean => events.some(e => e.run === command.run && (e.kind === 'progress' || e.kind === 'failed'))
      while (!answered()) await new Promise(resolve => setTimeout(resolve, 1))
    },
    settle(enough = () => false) {
      while (tasks.length > 0 && !enough()) {
        tasks.sort((a, b) => a.at - b.at)
        const { at, task } = tasks.shift()!
        now = Math.max(now, at)
        turns++
        task()
      }
    },
    turns: () => turns,
    now: () => now
  }
}

export const noFiles: FileSource = { read: name => Promise.reject(new Error(`no file ${name} in this test`)) }
