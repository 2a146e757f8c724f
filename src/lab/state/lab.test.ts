import { afterEach, describe, expect, it } from 'vitest'
import { resolve } from '../../experiment/index.ts'
import type { Command, PlayerEvent } from '../../player/index.ts'
import { drawnFrame, drawnHistory, shown } from '../views/shown.ts'
import { addReadings } from './history.ts'
import { arrived, connect, exported, open, phase, play } from './lab.ts'

const one = resolve({ data: { kind: 'xor' }, network: { layers: [2, 4, 2] } })
const other = { ...one, seed: 2 }

/** What the page asked of a worker that says only what it is told to. */
function worker(): { readonly asked: Command[]; readonly say: (event: PlayerEvent) => void; readonly run: () => number } {
  const asked: Command[] = []
  let say: (event: PlayerEvent) => void = () => {}
  connect(receive => {
    say = receive
    return command => void asked.push(command)
  })
  return { asked, say: event => say(event), run: () => (asked.findLast(({ kind }) => kind === 'open') as { run: number }).run }
}

const columns = {
  step: Float64Array.of(0), epoch: Float64Array.of(0), layer: Uint16Array.of(1), neuron: Int32Array.of(-1), quantity: new Uint8Array(1), value: Float64Array.of(0.5)
}
const progress = (run: number, playing = false): PlayerEvent => ({
  kind: 'progress', run, experiment: one, step: 0, epoch: 0, quantities: ['deltaNorm'], columns, frame: null, updatesPerSecond: 0, playing, end: null, fingerprint: null
})

afterEach(() => connect(() => () => {}))

describe('the readings on the page', () => {
  it('are the experiment’s own: none while it opens, none of the one before where it fails', () => {
    const { say, run } = worker()
    open(one)
    say(progress(run()))
    expect([arrived.value, drawnHistory.value.epochs, shown.value?.value('deltaNorm', 1)]).toEqual([true, [0], 0.5])
    open(other)
    addReadings(['deltaNorm'], { ...columns, step: Float64Array.of(9) })
    expect([arrived.value, drawnHistory.value.epochs, drawnFrame.value, shown.value]).toEqual([false, [], null, null])
    say({ kind: 'failed', run: run(), mistake: { code: 'file', where: 'x', expected: 'y', got: 'z' } })
    expect([phase.value, arrived.value, shown.value]).toEqual(['failed', false, null])
  })
})

describe('play', () => {
  it('pressed while an experiment opens stands until the worker follows', () => {
    const { say, run } = worker()
    open(one)
    play()
    say(progress(run(), true))
    expect(phase.value).toBe('playing')
  })
})

describe('a file of the run', () => {
  it('comes, or is refused without harm to the run', async () => {
    const { asked, say, run } = worker()
    open(one)
    say(progress(run()))
    const [good, bad] = [exported('csv'), exported('jsonl')]
    const [first, second] = asked.filter(({ kind }) => kind === 'export') as Extract<Command, { kind: 'export' }>[]
    say({ kind: 'exported', run: run(), request: first!.request, name: 'a', type: 'b', bytes: new Uint8Array(1), fingerprint: 'f' })
    say({ kind: 'notExported', run: run(), request: second!.request, why: 'too long' })
    expect((await good)?.name).toBe('a')
    await expect(bad).rejects.toThrow('too long')
    expect(phase.value).toBe('ready')
  })

  it('that was asked of a run which is left is answered at once', async () => {
    const { say, run } = worker()
    open(one)
    say(progress(run()))
    const file = exported('csv')
    open(other)
    expect(await file).toBeNull()
  })
})
