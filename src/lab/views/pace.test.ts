import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { arrived, experiment, opened, phase } from '../state/lab.ts'
import { follow } from './pace.ts'

/** Frames come when the test says so. */
let asked: (() => void)[] = []
let now = 0
const stops: (() => void)[] = []

beforeEach(() => {
  asked = []
  now = 1000
  phase.value = 'paused'
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => asked.push(draw))
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  opened.value = null
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function frame(milliseconds = 16): Promise<void> {
  now += milliseconds
  for (const draw of asked.splice(0)) draw()
  for (let i = 0; i < 40; i++) await Promise.resolve()
}

/** Follows `of` and keeps what was shown; drawing takes `cost` ms. */
function watch<T>(of: () => T, interval?: number, cost = 0, free = false): T[] {
  const shown: T[] = []
  stops.push(follow(of, value => {
    shown.push(value)
    now += cost
  }, interval, free))
  return shown
}

describe('following signals at the page’s pace', () => {
  it('shows at once, then at most once a frame, and the newest', async () => {
    const source = signal(0)
    const shown = watch(() => source.value)
    expect(shown).toEqual([0])
    for (let i = 1; i <= 50; i++) source.value = i
    expect(shown).toEqual([0])
    await frame()
    expect(shown).toEqual([0, 50])
    await frame()
    expect([shown, asked.length]).toEqual([[0, 50], 0])
    source.value = 51
    await frame()
    expect(shown).toEqual([0, 50, 51])
  })

  it('computes only what it shows', async () => {
    const source = signal(0)
    const read = vi.fn(() => source.value)
    watch(read)
    for (let i = 1; i <= 9; i++) source.value = i
    await frame()
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('waits its interval while training, and not at rest', async () => {
    const source = signal(0)
    const shown = watch(() => source.value, 80)
    phase.value = 'playing'
    for (let i = 1; i <= 20; i++) {
      source.value = i
      await frame()
    }
    // 320 ms at 80 ms each.
    expect(shown.length).toBeGreaterThanOrEqual(4)
    expect(shown.length).toBeLessThanOrEqual(5)
    phase.value = 'paused'
    for (let i = 0; i < 6; i++) await frame()
    const before = shown.length
    source.value = 99
    await frame()
    expect(shown.slice(before)).toEqual([99])
  })

  it('shares a frame’s time: what does not fit has the next one, in turn', async () => {
    const source = signal(0)
    const all = [0, 1, 2, 3].map(() => watch(() => source.value, 0, 5))
    source.value = 1
    await frame()
    expect(all.map(shown => shown.length)).toEqual([2, 2, 1, 1])
    source.value = 2
    await frame()
    expect(all.map(shown => shown.at(-1))).toEqual([1, 1, 2, 2])
    await frame()
    expect(all.map(shown => shown.at(-1))).toEqual([2, 2, 2, 2])
  })

  it('stays what it was while another experiment opens, and then is what has come', async () => {
    const source = signal(0)
    const [shown, free] = [watch(() => source.value), watch(() => source.value, undefined, 0, true)]
    opened.value = experiment.peek()
    arrived.value = true
    await frame()
    arrived.value = false
    source.value = 1
    await frame()
    expect([shown.at(-1), free.at(-1)]).toEqual([0, 1])
    source.value = 2
    arrived.value = true
    expect(shown.at(-1)).toBe(0)
    await frame()
    expect([shown.at(-1), free.at(-1)]).toEqual([2, 2])
    arrived.value = false
    source.value = 3
    phase.value = 'failed'
    await frame()
    expect(shown.at(-1)).toBe(3)
  })

  it('is over when it is stopped', async () => {
    const source = signal(0)
    const shown: number[] = []
    const stop = follow(() => source.value, value => shown.push(value))
    source.value = 1
    stop()
    source.value = 2
    await frame()
    expect(shown).toEqual([0])
  })
})
