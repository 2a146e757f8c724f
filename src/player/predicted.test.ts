import { describe, expect, it } from 'vitest'
import { loadDataset } from '../data/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { predictNetwork } from '../theory/index.ts'
import type { PlayerEvent } from './protocol.ts'
import { createStage, noFiles, type Stage } from './testing.ts'

const open = (experiment: Experiment, run = 1) => ({ kind: 'open', run, experiment, kernel: 'simd' }) as const
const predicted = ({ events }: Stage): Extract<PlayerEvent, { kind: 'predicted' }>[] => events.filter(e => e.kind === 'predicted')
const blobs = (network: object): Experiment =>
  resolve({
    seed: 3, data: { kind: 'blobs', train: 400, validation: 0, classes: 3 }, network: { layers: [2, 20, 20, 3], ...network },
    observe: { examples: 400 }
  })

async function answer(stage: Stage): Promise<void> {
  for (let i = 0; i < 400 && predicted(stage).length === 0; i++) await new Promise(done => setTimeout(done, 5))
}

describe('a player asked what theory expects', () => {
  it('answers as predict does, within a per cent, whatever is trained meanwhile', async () => {
    const experiment = blobs({})
    const stage = createStage()
    await stage.open(open(experiment))
    stage.send({ kind: 'predict', run: 1 })
    stage.send({ kind: 'advance', run: 1, by: { updates: 2 } })
    stage.settle()
    await answer(stage)
    const { train } = await loadDataset(experiment.data, experiment.seed, noFiles)
    const { layers } = predictNetwork(experiment.network, train, 400)
    expect(predicted(stage)[0]!.layers).toHaveLength(3)
    predicted(stage)[0]!.layers!.forEach((layer, i) => {
      expectClose(layer.deltaNorm, layers[i]!.deltaNorm, { relative: 0.01 })
      expectClose(layer.deltaRms, layers[i]!.deltaRms, { relative: 0.01 })
    })
  })

  it('says nothing of a run that was left, and answers for the next', async () => {
    const stage = createStage()
    await stage.open(open(blobs({})))
    stage.send({ kind: 'predict', run: 1 })
    await stage.open(open(blobs({ layers: [2, 20, 3] }), 2))
    stage.send({ kind: 'predict', run: 2 })
    await answer(stage)
    expect(predicted(stage).map(({ run, layers }) => [run, layers!.length])).toEqual([[2, 2]])
  })

  it('says null where weights are not drawn at random', async () => {
    const stage = createStage()
    await stage.open(open(blobs({ initialization: { weights: { kind: 'constant', value: 0.5 } } })))
    stage.send({ kind: 'predict', run: 1 })
    await answer(stage)
    expect(predicted(stage)).toEqual([{ kind: 'predicted', run: 1, layers: null }])
  })
})
