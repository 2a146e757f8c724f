import { expect, test } from 'vitest'
import type { SyntheticSpec } from '../experiment/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { loadDataset, type Dataset } from './index.ts'
import { rejection, sourceOf } from './testing.ts'

const base: SyntheticSpec = { kind: 'circles', train: 300, validation: 60, noise: 0, classes: 3 }
const draw = (spec: Partial<SyntheticSpec>, seed = 1, outputs?: number): Promise<Dataset> =>
  loadDataset({ ...base, ...spec }, seed, sourceOf({}), outputs)

interface Point { readonly x: number; readonly y: number; readonly unit: number }

function points({ train, outputSize }: Dataset): Point[] {
  return Array.from({ length: train.count }, (_, n) => {
    const row = train.targets.subarray(n * outputSize, (n + 1) * outputSize)
    return { x: train.inputs[2 * n]!, y: train.inputs[2 * n + 1]!, unit: outputSize === 1 ? row[0]! : row.indexOf(1) }
  })
}

test('circles: radius 1 and 0.8', async () => {
  const all = points(await draw({}))
  for (const { x, y, unit } of all) expectClose(Math.sqrt(x * x + y * y), unit === 0 ? 1 : 0.8, { absolute: 2e-7 })
  for (const sign of [1, -1]) expect(all.filter(p => p.x * sign > 0 && p.y * sign > 0).length).toBeGreaterThan(50) // all round: 75 ± 7.5
})

test('blobs: centres evenly on the unit circle', async () => {
  for (const { x, y, unit } of points(await draw({ kind: 'blobs', classes: 4 }))) {
    expectClose([x, y], [[1, 0], [0, 1], [-1, 0], [0, -1]][unit]!, { absolute: 1e-7 })
  }
})

test('spirals: every arm is the first one turned', async () => {
  for (const { x, y, unit } of points(await draw({ kind: 'spirals', classes: 3 }))) {
    const radius = Math.sqrt(x * x + y * y)
    const angle = 2 * Math.PI * (1.75 * radius + unit / 3)
    expectClose([x, y], [radius * Math.cos(angle), radius * Math.sin(angle)], { absolute: 3e-6 })
    expect(radius).toBeLessThanOrEqual(1)
  }
})

test('xor: class 1 where the signs differ, all four quadrants', async () => {
  const all = points(await draw({ kind: 'xor' }))
  for (const { x, y, unit } of all) expect(unit).toBe(x * y < 0 ? 1 : 0)
  for (const [sx, sy] of [[1, 1], [1, -1], [-1, 1], [-1, -1]] as const) {
    expect(all.filter(p => p.x * sx > 0 && p.y * sy > 0).length).toBeGreaterThan(45)
  }
  expect(all.every(p => Math.abs(p.x) <= 1 && Math.abs(p.y) <= 1)).toBe(true)
})

test('regression: sin(πx)', async () => {
  const { train, inputSize, outputSize, task } = await draw({ kind: 'regression' })
  expect([inputSize, outputSize, task]).toEqual([1, 1, 'regression'])
  expectClose(train.targets, Array.from(train.inputs, x => Math.sin(Math.PI * x)), { absolute: 1e-7 })
  expect(Math.min(...train.inputs)).toBeLessThan(-0.95)
  expect(Math.max(...train.inputs)).toBeGreaterThan(0.95)
})

test('the noise has the standard deviation asked for', async () => {
  const size = { train: 20_000, validation: 0, noise: 0.3 }
  const { train } = await draw({ ...size, kind: 'blobs', classes: 2 })
  const residuals = points(await draw({ ...size, kind: 'blobs', classes: 2 })).flatMap(p => [p.x - (p.unit === 0 ? 1 : -1), p.y])
  const curve = (await draw({ ...size, kind: 'regression' })).train
  const off = Array.from(curve.targets, (y, n) => y - Math.sin(Math.PI * curve.inputs[n]!))
  for (const sample of [residuals, off]) {
    const mean = sample.reduce((a, b) => a + b) / sample.length
    const variance = sample.reduce((a, b) => a + (b - mean) ** 2, 0) / sample.length
    expectClose(mean, 0, { absolute: (5 * 0.3) / Math.sqrt(sample.length) })
    expectClose(variance, 0.09, { absolute: 5 * 0.09 * Math.sqrt(2 / sample.length) })
  }
  expect(train.count).toBe(20_000)
})

test.each(['circles', 'blobs', 'spirals', 'xor', 'regression'] as const)('%s: a function of spec and seed', async kind => {
  const data = await draw({ kind, noise: 0.1 })
  expect(await draw({ kind, noise: 0.1 })).toEqual(data)
  expect((await draw({ kind, noise: 0.1 }, 2)).train.inputs).not.toEqual(data.train.inputs)
  expect((await draw({ kind, noise: 0.1, validation: 500 })).train).toEqual(data.train)
  expect([data.train.count, data.validation.count]).toEqual([300, 60])
  const seen = new Set(data.train.inputs)
  expect([...data.validation.inputs].filter(x => seen.has(x)).length).toBeLessThan(3)
})

test('classes are equally frequent and in random order', async () => {
  const units = points(await draw({ kind: 'blobs', classes: 3 })).map(p => p.unit)
  expect([0, 1, 2].map(c => units.filter(u => u === c).length)).toEqual([100, 100, 100])
  const repeats = units.filter((u, n) => u === units[n + 1]).length // 1/3 of 299, ± 8
  expect(repeats).toBeGreaterThan(60)
  expect(repeats).toBeLessThan(140)
})

test('one output for two classes', async () => {
  const [one, two] = [await draw({ kind: 'xor' }, 1, 1), await draw({ kind: 'xor' }, 1, 2)]
  expect([...one.train.targets]).toEqual(points(two).map(p => p.unit))
  expect(one.train.inputs).toEqual(two.train.inputs)
})

test.each([
  [{ kind: 'blobs' }, 1, /network\.layers: expected 3 outputs for the 3 classes, got 1/],
  [{ kind: 'xor' }, 3, /network\.layers: expected 1 or 2 outputs/],
  [{ kind: 'regression' }, 2, /network\.layers: expected 1 output/],
  [{ kind: 'blobs', classes: 1 }, undefined, /data\.classes/],
  [{ kind: 'blobs', classes: 2.5 }, undefined, /data\.classes/],
  [{ noise: -1 }, undefined, /data\.noise/],
  [{ noise: NaN }, undefined, /data\.noise/],
  [{ train: 1e9 }, undefined, /data\.train: expected at most/],
  [{ kind: 'blobs', train: 9e7, classes: 1000 }, undefined, /2 GiB/],
  [{ validation: -1 }, undefined, /data\.validation/]
] as const)('refuses %j with %s outputs', async (spec, outputs, message) => {
  expect(await rejection(draw(spec, 1, outputs))).toMatch(message)
})
