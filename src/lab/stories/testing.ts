import { createPlayer } from '../../player/index.ts'
import type { Experiment } from '../../experiment/index.ts'
import { nodeSource } from '../../sweep/index.ts'
import { advance, connect, open, phase, position } from '../state/lab.ts'
import { seen } from './seen.ts'
import type { Seen } from './story.ts'

const source = nodeSource()

/** Gives the page's state a player in this very thread, with the whole MNIST: stories see what they see in a browser. */
export function withPlayer(): void {
  connect(receive => {
    const player = createPlayer(event => setImmediate(() => receive(structuredClone(event))), {
      source: () => source, clock: () => performance.now(),
      schedule: (task, milliseconds) => void (milliseconds > 0 ? setTimeout(task, milliseconds) : setImmediate(task))
    })
    return command => player.receive(command)
  })
}

/** Opens an experiment and trains it for so many epochs, or to its end. */
export async function trained(experiment: Experiment, epochs = 0): Promise<Seen> {
  open(experiment)
  await until(() => phase.peek() === 'ready' && seen.peek()!.history.epochs.length > 0)
  return trainOn(epochs)
}

/** Trains the open run on, up to an epoch. */
export async function trainOn(epoch: number): Promise<Seen> {
  const more = epoch - Math.floor(position.peek().epoch)
  if (more > 0) {
    advance({ epochs: more })
    await until(() => phase.peek() === 'over' || (phase.peek() === 'paused' && position.peek().epoch >= epoch))
  }
  return seen.peek()!
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) {
    if (phase.peek() === 'failed') throw new Error('the experiment failed')
    await new Promise(resolve => setImmediate(resolve))
  }
}
