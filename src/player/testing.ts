import type { FileSource } from '../data/index.ts'
import { LAYER_QUANTITIES, resolve, type Experiment, type ExperimentInput } from '../experiment/index.ts'
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

/**
 * `tick`: milliseconds that pass at every look at the clock. Every event goes through a structured clone, as between threads.
 * `dropped`: the files that were given can be read too.
 */
export function createStage(tick = 0.1, source: FileSource = noFiles, dropped = false): Stage {
  const events: PlayerEvent[] = []
  const tasks: { readonly at: number; readonly task: () => void }[] = []
  let now = 0
  let turns = 0
  const player = createPlayer((event, transfer = []) => void events.push(structuredClone(event, { transfer })), {
    source: files => (dropped ? { read: async name => files.get(name) ?? source.read(name) } : source),
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
        if (++turns > 50_000) throw new Error('the player turns and turns')
        task()
      }
    },
    turns: () => turns,
    now: () => now
  }
}

export type Progress = Extract<PlayerEvent, { kind: 'progress' }>
export const progressOf = ({ events }: Stage): Progress[] => events.filter(event => event.kind === 'progress')
export const lastOf = (stage: Stage): Progress => progressOf(stage).at(-1)!
export const opening = (experiment: Experiment, run = 1) => ({ kind: 'open', run, experiment, kernel: 'simd' }) as const

/** Four steps an epoch, the last smaller; everything is read. */
export const smallExperiment = (training: object = {}, observe: object = {}, rest: Partial<ExperimentInput> = {}): Experiment =>
  resolve({
    seed: 3, data: { kind: 'blobs', train: 20, validation: 7, classes: 3 }, network: { layers: [2, 5, 4, 3] },
    training: { epochs: 6, batchSize: 6, l2: 0.1, ...training },
    observe: { examples: 20, quantities: [...LAYER_QUANTITIES, 'cost', 'validationCost'], perNeuron: true, ...observe }, ...rest
  })

export const noFiles: FileSource = { read: name => Promise.reject(new Error(`no file ${name} in this test`)) }
