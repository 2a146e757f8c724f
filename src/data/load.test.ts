import { gzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { GOLDEN } from './golden.ts'
import { loadDataset, type Dataset } from './index.ts'
import { base64, idxBytes, idxOfBytes, npyBytes, rejection, sourceOf } from './testing.ts'

const images = idxOfBytes([4, 2, 1], [0, 255, 128, 64, 1, 2, 3, 4])
const labels = idxOfBytes([4], [0, 2, 1, 2])

function load(files: Record<string, Uint8Array>, more: object = {}, outputSize?: number): Promise<Dataset> {
  const spec = { kind: 'idx', inputs: 'x', targets: 'y', task: 'classification', scale: 1 / 256, train: 2, validation: 1, ...more } as const
  return loadDataset(spec, 1, sourceOf(files), outputSize)
}

test('IDX: rows in order, scaled, one unit a label', async () => {
  const task = 'classification'
  const data = await load({ x: images, y: labels })
  expect(data).toEqual({
    inputSize: 2,
    outputSize: 3,
    task,
    train: { count: 2, inputs: Float32Array.of(0, 0.99609375, 0.5, 0.25), targets: Float32Array.of(1, 0, 0, 0, 0, 1), task },
    validation: { count: 1, inputs: Float32Array.of(1 / 256, 2 / 256), targets: Float32Array.of(0, 1, 0), task },
    classes: ['0', '1', '2']
  })
})

test('gzip makes no difference, whatever the name says', async () => {
  expect(await load({ x: gzipSync(images), y: gzipSync(labels) })).toEqual(await load({ x: images, y: labels }))
})

test('more outputs than labels: units as they are; other labels in ascending order', async () => {
  expect([...(await load({ x: images, y: labels }, {}, 5)).train.targets]).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 0])
  const signed = idxBytes(9, [4], 1, (view, at, i) => view.setInt8(at, [-1, 1, 1, -1][i]!))
  const data = await load({ x: images, y: signed }, {}, 1)
  expect([...data.train.targets, ...data.validation.targets]).toEqual([0, 1, 1])
  expect(data.classes).toEqual(['-1', '1'])
})

test('NumPy: a pair of files and an archive', async () => {
  const y = npyBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1)}", Uint8Array.of(1, 0))
  const pair = await load({ x: base64(GOLDEN.fortran), y }, { kind: 'npy', scale: 1, train: 1 })
  expect([...pair.train.inputs, ...pair.validation.inputs]).toEqual(Array.from({ length: 24 }, (_, i) => i))
  expect([...pair.train.targets]).toEqual([0, 1])
  const archive = await load({ x: base64(GOLDEN.storedArchive) }, { kind: 'npz', targets: 'y', scale: 2, train: 1 }, 1)
  expect([...archive.train.inputs, ...archive.validation.inputs]).toEqual([1, 2, 4, -8])
  expect([...archive.train.targets, ...archive.validation.targets]).toEqual([1, 0])
})

test('regression takes all values of a row', async () => {
  const y = npyBytes("{'descr': '|i1', 'fortran_order': True, 'shape': (4, 2)}", Uint8Array.of(1, 2, 3, 4, 255, 254, 253, 252))
  const spec = { kind: 'npy', task: 'regression' }
  const x = npyBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (4,)}", Uint8Array.of(0, 64, 128, 192))
  const data = await load({ x, y }, spec)
  expect([...data.train.targets, ...data.validation.targets]).toEqual([1, -1, 2, -2, 3, -3])
  expect([data.inputSize, data.outputSize, data.classes]).toEqual([1, 2, []])
  expect(await rejection(load({ x, y }, spec, 3))).toMatch(/network\.layers: expected 2 outputs, the values a row of y, got 3/)
  expect(await rejection(load({ x, y }, { kind: 'npy' }))).toMatch(/y: .*one label a row, got 2 values a row \(4 × 2\)\..*regression/)
})

test.each([
  ['labels than images', { x: images, y: idxOfBytes([3], [0, 2, 1]) }, {}, undefined, /y: expected 4 targets.*row of x, got 3/],
  ['rows than there are', { x: images, y: labels }, { validation: 3 }, undefined, /at most 4, the rows of x, got 5/],
  ['classes than outputs', { x: images, y: idxOfBytes([4], [0, 2, 1, 3]) }, {}, 3, /y, row 3 .*labels from 0 to 2 .*got 3/],
  ['classes than one output can tell', { x: images, y: labels }, {}, 1, /y, row 1 .*labels from 0 to 1 for the network's 2 classes, got 2/]
] as const)('refuses more %s', async (_, files, more, outputs, message) => {
  expect(await rejection(load(files, more, outputs))).toMatch(message)
})

test('a missing file, a failing source, a strange kind and strange numbers are the caller’s mistakes', async () => {
  expect(await rejection(load({ x: images }))).toMatch(/^y: expected a readable file, got ENOENT/)
  expect(await rejection(load({ x: images, 'y\nz': labels }, { targets: 'y\u0007\nq' }))).toMatch(/^y��q: expected a readable file/)
  expect(await rejection(load({ x: new Uint8Array(0), y: labels }))).toMatch(/^x: expected a file with data, got an empty file/)
  const strange = { read: async () => 'text' } as unknown as Parameters<typeof loadDataset>[2]
  const spec = { kind: 'idx', inputs: 'x', targets: 'y', task: 'classification', scale: 1, train: 1, validation: 0 } as const
  expect(await rejection(loadDataset(spec, 1, strange))).toMatch(/the bytes of a file, got string/)
  for (const more of [{ kind: 'idxx' }, { train: -1 }, { train: NaN }, { validation: 0.5 }, { train: 1e300 }, { scale: NaN }]) {
    await expect(load({ x: images, y: labels }, more), JSON.stringify(more)).rejects.toThrow(InputError)
  }
})

test('bytes that lie inside a larger buffer, or in shared memory', async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(images.length + 5)).subarray(3, 3 + images.length)
  shared.set(images)
  expect(await load({ x: shared, y: labels })).toEqual(await load({ x: images, y: labels }))
  const table = new Uint8Array(new SharedArrayBuffer(12))
  table.set(new TextEncoder().encode('1,0\n2,1\n3,1\n'))
  expect((await load({ x: table }, { kind: 'csv', targets: '2' })).train.count).toBe(2)
})
