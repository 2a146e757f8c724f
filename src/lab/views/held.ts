import type { Experiment } from '../../experiment/index.ts'

/** Why layers stand still although they have a gradient: they are frozen, or the learning rate is 0. */
export interface Held {
  readonly frozen: readonly number[]
  readonly noRate: boolean
}

export const FREE: Held = { frozen: [], noRate: false }

/** What holds layers at an update, after all that a hand changed before it. */
export function heldAt({ training: { frozen = [], optimizer, changes = [] } }: Experiment, step: number): Held {
  const rates = changes.flatMap(change => (change.step <= step && change.learningRate !== undefined ? [change.learningRate] : []))
  return { frozen, noRate: (rates.at(-1) ?? optimizer.learningRate) === 0 }
}

export const isHeld = ({ frozen, noRate }: Held, layer: number): boolean => noRate || frozen.includes(layer)
