import { expect, test } from 'vitest'
import { createStream } from '../numerics/index.ts'
import { loadDataset, type Dataset } from './index.ts'
import { rejection, sourceOf } from './testing.ts'

const draw = (spec: { side?: number; train?: number; validation?: number } = {}, seed = 1, outputs?: number): Promise<Dataset> =>
  loadDataset({ kind: 'curves', train: 40, validation: 10, side: 28, ...spec }, seed, sourceOf({}), outputs)
const image = ({ train, inputSize }: Dataset, n: number): Float32Array => train.inputs.subarray(n * inputSize, (n + 1) * inputSize)

/** Every pixel's distance from a thousand points of the curve itself: what the strokes stand for. */
function naive(side: number, numbers: readonly number[]): number[] {
  const [x0, y0, x1, y1, x2, y2] = numbers.map(u => side * (0.125 + 0.75 * u)) as [number, number, number, number, number, number]
  const path = Array.from({ length: 1001 }, (_, i) => i / 1000).map(t => [
    (1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2
  ])
  return Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [(at % side) + 0.5, Math.floor(at / side) + 0.5]
    const distance = Math.min(...path.map(([a, b]) => Math.hypot(x - a!, y - b!))) / Math.max(1, side / 16)
    return distance < 1 ? (1 - distance * distance) ** 2 : 0
  })
}

test.each([28, 12])('%s pixels: ink by the distance from the Bézier curve of six uniform numbers', async side => {
  const stream = createStream(3, 'data')
  const data = await draw({ side }, 3)
  for (let n = 0; n < 20; n++) {
    const expected = naive(side, Array.from({ length: 6 }, () => stream.uniform()))
    const off = image(data, n).map((ink, at) => Math.abs(ink - expected[at]!))
    expect(Math.max(...off)).toBeLessThan(0.08) // the polygon is at most side/480 beside the curve
    expect(off.reduce((a, b) => a + b) / expected.reduce((a, b) => a + b)).toBeLessThan(0.02)
  }
})

test('every image has ink, at most 1, and none at the edge of a large one', async () => {
  const data = await draw({ train: 300, validation: 0 })
  for (let n = 0; n < 300; n++) {
    const one = image(data, n)
    expect(Math.max(...one)).toBeGreaterThan(0.5)
    expect(Math.max(...one)).toBeLessThanOrEqual(1)
    expect(one.every((ink, at) => ink === 0 || (at % 28 > 0 && at % 28 < 27 && at >= 28 && at < 756))).toBe(true)
  }
})

test('the images are their own targets', async () => {
  const data = await draw()
  expect([data.inputSize, data.outputSize, data.task, data.classes]).toEqual([784, 784, 'regression', []])
  expect(data.train.targets).toEqual(data.train.inputs)
  expect(data.validation.targets).toEqual(data.validation.inputs)
})

test('a function of spec and seed; validation images follow and are others', async () => {
  const data = await draw()
  expect(await draw()).toEqual(data)
  expect((await draw({ validation: 30 })).train).toEqual(data.train)
  expect((await draw({}, 2)).train.inputs).not.toEqual(data.train.inputs)
  expect(data.validation.inputs.subarray(0, 784)).not.toEqual(image(data, 0))
  // The same bytes in every engine: held here by their sum in whole numbers.
  const sum = [...new Uint8Array(data.train.inputs.buffer)].reduce((a, b) => a + b)
  expect(sum).toMatchInlineSnapshot(`1054165`)
})

test.each([
  [{ side: 3 }, undefined, /data\.side: expected a whole number from 4 to 128, got 3/],
  [{ side: 1e9 }, undefined, /data\.side/],
  [{ side: 128, train: 1e6 }, undefined, /2 GiB/],
  [{ train: -1 }, undefined, /data\.train/],
  [{}, 10, /network\.layers: expected 784 outputs, as many as inputs/]
] as const)('refuses %j with %s outputs', async (spec, outputs, message) => {
  expect(await rejection(draw(spec, 1, outputs))).toMatch(message)
})

test('any other data can be reconstructed too', async () => {
  const points = { kind: 'blobs', train: 5, validation: 2, noise: 0.1, classes: 3 } as const
  const [own, rebuilt] = [await loadDataset(points, 1, sourceOf({})), await loadDataset({ ...points, reconstruct: true }, 1, sourceOf({}), 2)]
  expect(rebuilt.train).toEqual({ count: 5, inputs: own.train.inputs, targets: own.train.inputs, task: 'regression' })
  expect(rebuilt.validation.targets).toEqual(own.validation.inputs)
  expect([rebuilt.outputSize, rebuilt.task, rebuilt.classes]).toEqual([2, 'regression', []])
  expect(await rejection(loadDataset({ ...points, reconstruct: true }, 1, sourceOf({}), 3))).toMatch(/expected 2 outputs, as many as inputs/)
})
