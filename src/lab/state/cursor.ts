import { computed, signal } from '@preact/signals'
import { frameAt, liveFrame, pastFrames } from './frames.ts'
import { history, momentAt } from './history.ts'

/** Where a reader points: one moment and perhaps one layer, shared by every view. */
export interface Cursor {
  /** null: the newest moment. */
  readonly epoch: number | null
  readonly layer: number | null
}

const nowhere: Cursor = { epoch: null, layer: null }

/** Follows the pointer or the arrow keys. */
export const hovered = signal<Cursor>(nowhere)
/** Set by a click or Enter; stays until it is set again or Escape. */
export const pinned = signal<Cursor | null>(null)
/** The moment chosen with the time slider; null: the newest. */
export const scrubbed = signal<number | null>(null)

/** The moment that every view shows: what is pointed at, else what is pinned, else the slider's, else the newest. */
export const shownEpoch = computed(() => hovered.value.epoch ?? pinned.value?.epoch ?? scrubbed.value)
/** The layer that every view marks. */
export const shownLayer = computed(() => hovered.value.layer ?? pinned.value?.layer ?? null)

/** Index into the history of the moment shown; −1 while there is none. */
export const shownMoment = computed(() => {
  const epoch = shownEpoch.value
  return epoch === null ? history.value.epochs.length - 1 : momentAt(history.value, epoch)
})

/** The picture of the network at the moment shown. */
export const shownFrame = computed(() => {
  const epoch = shownEpoch.value
  if (epoch === null || shownMoment.value < 0) return liveFrame.value
  return frameAt(pastFrames.value, history.value.steps[shownMoment.value]!) ?? liveFrame.value
})

export function point(cursor: Partial<Cursor>): void {
  hovered.value = { ...hovered.peek(), ...cursor }
}

export function leave(): void {
  hovered.value = nowhere
}

/** Pins what is given; the same again lets go. */
export function pin(cursor: Partial<Cursor>): void {
  const next = { ...nowhere, ...pinned.peek(), ...cursor }
  const same = pinned.peek()?.epoch === next.epoch && pinned.peek()?.layer === next.layer
  pinned.value = same ? null : next
}

export function unpin(): void {
  pinned.value = null
  scrubbed.value = null
  leave()
}
