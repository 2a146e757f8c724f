import { describe, expect, it } from 'vitest'
import { resolve } from '../experiment/index.ts'
import { run } from '../run/index.ts'
import type { Columns } from '../trace/index.ts'
import { createStage, lastOf, noFiles, opening, progressOf, smallExperiment as small, type Progress } from './testing.ts'

const keyAt = (quantities: readonly string[], { step, layer, neuron, quantity }: Columns, i: number): string =>
  [step[i], layer[i], neuron[i], quantities[quantity[i]!]].join('/')

/** What a page would hold: of several readings of the same place the newest. */
function held(events: readonly Progress[]): Map<string, number> {
  const map = new Map<string, number>()
  for (const { quantities, columns } of events) {
    for (let i = 0; i < columns.value.length; i++) map.set(keyAt(quantities, columns, i), columns.value[i]!)
  }
  return map
}

describe('a player', () => {
  const normalized = { layers: [2, 5, 4, 3], normalization: 'batch' } as const
  const cases = [
    ['mini-batches', small()],
    ['a full batch on its own pass', small({ batchSize: 20 })],
    ['a full batch, read every second epoch', small({ batchSize: 20, epochs: 9 }, { every: { epochs: 2 } })],
    ['batch normalisation and Adam', small({ optimizer: { kind: 'adam' } }, { every: { steps: 3 } }, { network: normalized })],
    ['no epochs', small({ epochs: 0 })]
  ] as const
  it.each(cases)('plays to the end with the very trace of run, whether it looks seldom or often: %s', async (_, experiment) => {
    const { trace } = await run(experiment, { source: noFiles })
    for (const tick of [0.1, 20]) {
      const stage = createStage(tick)
      await stage.open(opening(experiment))
      stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
      stage.settle()
      expect(lastOf(stage)).toMatchObject({ end: { kind: 'done' }, fingerprint: trace.fingerprint, playing: false, experiment })
      const pages = held(progressOf(stage))
      expect(pages.size).toBe(trace.columns.value.length)
      expect(trace.columns.value.map((_, i) => pages.get(keyAt(trace.quantities, trace.columns, i))!)).toEqual(trace.columns.value)
      // With a slow clock every update is a slice of its own, and is seen.
      if (tick === 20) expect(progressOf(stage).length).toBeGreaterThan(experiment.training.epochs)
    }
  })

  it('shows the beginning at once: the first reading, and a frame', async () => {
    const stage = createStage()
    await stage.open(opening(small()))
    expect(stage.events.map(({ kind }) => kind)).toEqual(['opened', 'progress'])
    expect(stage.events[0]).toMatchObject({ stepsPerEpoch: 4, examples: 20, classes: ['0', '1', '2'], kernel: 'simd', experiment: small() })
    const { step, playing, end, fingerprint, frame, columns } = lastOf(stage)
    expect({ step, playing, end, fingerprint }).toEqual({ step: 0, playing: false, end: null, fingerprint: null })
    expect(new Set(columns.step)).toEqual(new Set([0]))
    expect(frame!.layers.map(({ units }) => units)).toEqual([5, 4, 3])
  })

  it('says from its first word that it plays, if it was told to while the experiment was opened', async () => {
    for (const [commands, playing] of [[['play'], true], [['play', 'pause'], false]] as const) {
      const stage = createStage()
      const answered = stage.open(opening(small()))
      for (const kind of commands) stage.send(kind === 'play' ? { kind, run: 1, updatesPerSecond: null } : { kind, run: 1 })
      await answered
      expect(progressOf(stage)[0]).toMatchObject({ step: 0, playing })
      expect(progressOf(stage)[0]!.frame).not.toBeNull()
    }
  })

  it('pauses between two slices, advances by updates and epochs, and ignores what is meant for another run', async () => {
    const stage = createStage()
    await stage.open(opening(small({ epochs: 1000 })))
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    stage.settle(() => lastOf(stage).step > 50)
    stage.send({ kind: 'pause', run: 2 })
    expect(lastOf(stage).playing).toBe(true)
    expect(lastOf(stage).updatesPerSecond).toBeGreaterThan(100)
    stage.send({ kind: 'pause', run: 1 })
    stage.settle()
    const { step, playing, frame, updatesPerSecond } = lastOf(stage)
    expect([playing, frame?.step, updatesPerSecond]).toEqual([false, step, 0])
    stage.send({ kind: 'advance', run: 1, by: { updates: 1 } })
    stage.settle()
    expect(lastOf(stage)).toMatchObject({ step: step + 1, playing: false, frame: { step: step + 1 } })
    stage.send({ kind: 'advance', run: 1, by: { epochs: 2 } })
    stage.settle()
    const epoch = Math.floor((step + 1) / 4) + 2
    expect(lastOf(stage)).toMatchObject({ epoch, step: 4 * epoch, playing: false, frame: { epoch } })
    // The reading that stands there is shown, though the run takes it only with the next update.
    expect(lastOf(stage).columns.step.at(-1)).toBe(4 * epoch)
  })

  it('advances to the end and no further, and then stays there', async () => {
    const stage = createStage()
    await stage.open(opening(small()))
    stage.send({ kind: 'advance', run: 1, by: { updates: 1e6 } })
    stage.settle()
    expect(lastOf(stage)).toMatchObject({ step: 24, end: { kind: 'done' } })
    const { fingerprint } = lastOf(stage)
    for (const command of [{ kind: 'play', updatesPerSecond: 5 }, { kind: 'advance', by: { epochs: 1 } }, { kind: 'pause' }] as const) {
      stage.send({ ...command, run: 1 })
      stage.settle()
      expect(lastOf(stage)).toMatchObject({ step: 24, playing: false, end: { kind: 'done' }, fingerprint })
      expect(lastOf(stage).columns.value).toHaveLength(0)
    }
  })

  it('keeps to the speed it is given, and shows every slow update', async () => {
    for (const [speed, seconds] of [[5, 8], [200, 3]] as const) {
      const stage = createStage(0.01)
      await stage.open(opening(small({ epochs: 1e5, batchSize: 20 })))
      const [begun, before] = [stage.now(), stage.events.length]
      stage.send({ kind: 'play', run: 1, updatesPerSecond: speed })
      stage.settle(() => stage.now() >= begun + seconds * 1000)
      stage.send({ kind: 'pause', run: 1 })
      expect(Math.abs(lastOf(stage).step - speed * seconds)).toBeLessThanOrEqual(2)
      const shown = progressOf(stage).slice(before - 1)
      expect(shown.length).toBeLessThanOrEqual(30 * seconds + 2)
      if (speed === 5) expect(new Set(shown.map(({ step }) => step)).size).toBe(lastOf(stage).step)
      const last = shown.at(-2)!
      expect(Math.abs(last.updatesPerSecond / speed - 1)).toBeLessThan(0.2)
    }
  })

  it('changes speed on the way', async () => {
    const stage = createStage()
    await stage.open(opening(small({ epochs: 1e5 })))
    stage.send({ kind: 'play', run: 1, updatesPerSecond: 0.1 })
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    stage.settle(() => lastOf(stage).step > 1000)
    expect(stage.now()).toBeLessThan(5000)
  })

  it('ends with the first non-finite value', async () => {
    const wild = small({ optimizer: { learningRate: 1e30 } }, {}, { network: { layers: [2, 5, 4, 3], activation: 'relu' } })
    const { trace } = await run(wild, { source: noFiles })
    const stage = createStage()
    await stage.open(opening(wild))
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    stage.settle()
    expect(trace.end.kind).toBe('nonFinite')
    expect(lastOf(stage)).toMatchObject({ end: trace.end, fingerprint: trace.fingerprint, playing: false })
    expect(lastOf(stage).frame!.layers.some(({ weightedInput }) => weightedInput.nonFinite > 0)).toBe(true)
  })

  const long = resolve({
    data: { kind: 'xor', train: 20 }, network: { layers: [2, 4, 2] }, training: { epochs: 10_000 },
    observe: { quantities: ['deltaNorm', 'updateRatio', 'cost'] }
  })
  it('plays 10,000 epochs without more work or memory the further it is', async () => {
    const grown: WebAssembly.Memory[] = []
    const { Memory } = WebAssembly
    WebAssembly.Memory = class extends Memory {
      constructor(size: WebAssembly.MemoryDescriptor) {
        super(size)
        grown.push(this)
      }
    }
    try {
      const stage = createStage(0.2)
      await stage.open(opening(long))
      stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
      const bytes = (): number => grown.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
      stage.settle(() => lastOf(stage).step > 1000)
      const early = { bytes: bytes(), turns: stage.turns(), step: lastOf(stage).step }
      stage.settle()
      const shown = progressOf(stage)
      expect(lastOf(stage)).toMatchObject({ step: 10_000, end: { kind: 'done' } })
      expect(grown).toHaveLength(1)
      expect(bytes()).toBe(early.bytes)
      // Slices, and what is copied to the page at a time, are as at the beginning.
      const perTurn = [early.step / early.turns, (10_000 - early.step) / (stage.turns() - early.turns)]
      expect(Math.abs(perTurn[1]! / perTurn[0]! - 1)).toBeLessThan(0.1)
      const sizes = shown.map(({ columns }) => columns.value.length)
      expect(Math.max(...sizes.slice(sizes.length >> 1))).toBeLessThanOrEqual(1.2 * Math.max(...sizes.slice(0, sizes.length >> 1)))
      // The first reading was shown before the run took it.
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(10_001 * 5 - 2 + 3)
      expect(shown.filter(({ frame }) => frame).length).toBeLessThanOrEqual(15 * (stage.now() / 1000) + 2)
    } finally {
      WebAssembly.Memory = Memory
    }
  })
})
