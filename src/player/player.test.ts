import { describe, expect, it } from 'vitest'
import { LAYER_QUANTITIES, resolve, type Experiment, type ExperimentInput } from '../experiment/index.ts'
import { run } from '../run/index.ts'
import type { Columns } from '../trace/index.ts'
import type { PlayerEvent } from './protocol.ts'
import { createStage, noFiles, type Stage } from './testing.ts'

type Progress = Extract<PlayerEvent, { kind: 'progress' }>
const progressOf = ({ events }: Stage): Progress[] => events.filter(event => event.kind === 'progress')
const last = (stage: Stage): Progress => progressOf(stage).at(-1)!
const open = (experiment: Experiment, run = 1) => ({ kind: 'open', run, experiment, kernel: 'simd' }) as const

const small = (training: object = {}, observe: object = {}, rest: Partial<ExperimentInput> = {}): Experiment =>
  resolve({
    seed: 3, data: { kind: 'blobs', train: 20, validation: 7, classes: 3 }, network: { layers: [2, 5, 4, 3] },
    training: { epochs: 6, batchSize: 6, l2: 0.1, ...training },
    observe: { examples: 20, quantities: [...LAYER_QUANTITIES, 'cost', 'validationCost'], perNeuron: true, ...observe }, ...rest
  })

/** What a page would hold: of several readings of the same place the newest. */
function held(events: readonly Progress[]): Map<string, number> {
  const map = new Map<string, number>()
  for (const { quantities, columns } of events) {
    for (let i = 0; i < columns.value.length; i++) map.set(keyAt(quantities, columns, i), columns.value[i]!)
  }
  return map
}
const keyAt = (quantities: readonly string[], { step, layer, neuron, quantity }: Columns, i: number): string =>
  [step[i], layer[i], neuron[i], quantities[quantity[i]!]].join('/')

describe('a player', () => {
  it.each([
    ['mini-batches', small()],
    ['a full batch on its own pass', small({ batchSize: 20 })],
    ['batch normalisation and Adam', small({ optimizer: { kind: 'adam' } }, {}, { network: { layers: [2, 5, 4, 3], normalization: 'batch' } })]
  ])('plays to the end with the very trace of run: %s', async (_, experiment) => {
    const stage = createStage()
    await stage.open(open(experiment))
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    stage.settle()
    const { trace } = await run(experiment, { source: noFiles })
    expect(last(stage)).toMatchObject({ end: { kind: 'done' }, fingerprint: trace.fingerprint, playing: false, epoch: 6 })
    const pages = held(progressOf(stage))
    expect(pages.size).toBe(trace.columns.value.length)
    trace.columns.value.forEach((value, i) => expect(pages.get(keyAt(trace.quantities, trace.columns, i))).toBe(value))
  })

  it('shows the beginning at once: the first reading, and a frame', async () => {
    const stage = createStage()
    await stage.open(open(small()))
    expect(stage.events.map(({ kind }) => kind)).toEqual(['opened', 'progress'])
    expect(stage.events[0]).toMatchObject({ stepsPerEpoch: 4, examples: 20, classes: ['0', '1', '2'] })
    const { step, playing, end, frame, columns } = last(stage)
    expect({ step, playing, end }).toEqual({ step: 0, playing: false, end: null })
    expect(new Set(columns.step)).toEqual(new Set([0]))
    expect(frame!.layers.map(({ units }) => units)).toEqual([5, 4, 3])
  })

  it('pauses between two slices, advances by updates and epochs, and ignores what is meant for another run', async () => {
    const stage = createStage()
    await stage.open(open(small({ epochs: 1000 })))
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    stage.settle(() => last(stage).step > 50)
    stage.send({ kind: 'pause', run: 2 })
    expect(last(stage).playing).toBe(true)
    stage.send({ kind: 'pause', run: 1 })
    stage.settle()
    const { step, playing, frame } = last(stage)
    expect([playing, frame?.step]).toEqual([false, step])
    stage.send({ kind: 'advance', run: 1, by: { updates: 1 } })
    stage.settle()
    expect(last(stage)).toMatchObject({ step: step + 1, playing: false })
    stage.send({ kind: 'advance', run: 1, by: { epochs: 2 } })
    stage.settle()
    expect(last(stage)).toMatchObject({ epoch: Math.floor((step + 1) / 4) + 2, playing: false })
  })
})
