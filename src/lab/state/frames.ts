import { signal } from '@preact/signals'
import type { Frame } from '../../player/index.ts'

/** At most so many pictures of the network are kept to scrub back through; then every second one goes. */
const MOST_FRAMES = 160

/** The network where the run stands. */
export const liveFrame = signal<Frame | null>(null)
/** Pictures of earlier moments, rising by step. */
export const pastFrames = signal<readonly Frame[]>([])

let least = 0

export function clearFrames(): void {
  least = 0
  liveFrame.value = null
  pastFrames.value = []
}

/** Takes the newest picture; keeps it for scrubbing when enough was done since the last one kept. */
export function addFrame(frame: Frame): void {
  liveFrame.value = frame
  const kept = pastFrames.peek()
  const last = kept.at(-1)
  if (last && frame.step - last.step < least) return
  if (last?.step === frame.step) return
  let next = [...kept, frame]
  if (next.length > MOST_FRAMES) {
    next = next.filter((_, i) => i % 2 === 0)
    least = Math.max(1, (next.at(-1)!.step - next[0]!.step) / (next.length - 1))
  }
  pastFrames.value = next
}

/** The kept picture nearest to a step. */
export function frameAt(frames: readonly Frame[], step: number): Frame | null {
  let best: Frame | null = null
  for (const frame of frames) if (!best || Math.abs(frame.step - step) < Math.abs(best.step - step)) best = frame
  return best
}
