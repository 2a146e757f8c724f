import { expect, test } from 'vitest'
import { loadDataset } from '../data/index.ts'
import { DATA_KINDS, resolve, type ExperimentInput } from '../experiment/index.ts'
import { datasetCache } from './task.ts'

const source = { read: () => Promise.reject(new Error('no files')) }
const networks: Readonly<Record<string, readonly number[]>> = { curves: [784, 784], regression: [1, 1], blobs: [2, 3] }

test.each(DATA_KINDS.filter(kind => !['mnist', 'idx', 'csv', 'npy', 'npz'].includes(kind)))('%s: every seed gets its own examples', async kind => {
  const load = datasetCache(source)
  for (const seed of [1, 2, 1]) {
    const input = { seed, data: { kind, train: 5, validation: 0 }, network: { layers: networks[kind] ?? [2, 2] } } as ExperimentInput
    const experiment = resolve(input)
    const { data, network } = experiment
    expect(await load(experiment)).toEqual(await loadDataset(data, seed, source, network.layers.at(-1)))
  }
})
