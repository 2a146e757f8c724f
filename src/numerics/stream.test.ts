import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { createStream, mean, normalQuantile, shuffle, standardDeviation, wilsonInterval } from './index.ts'
import { philox } from './philox.ts'
import { expectClose } from './testing.ts'

test.each([
  [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1']
] as const)('philox4x32-10 gives Random123’s known answers: %s', (counter, key, words) => {
  const out = new Uint32Array(4)
  philox(out, 1, counter, key)
  expect(Array.from(out, w => w.toString(16).padStart(8, '0')).join(' ')).toBe(words)
})

test('its products of 32 bits carry as those of whole numbers do', () => {
  // One carry in 100,000 products is decided by the last bits of a half: so many blocks see some twenty.
  const blocks = 100_000, counter = [1, 2, 3, 4] as const, key = [5, 6] as const
  const out = new Uint32Array(4 * blocks)
  philox(out, blocks, counter, key)
  const word = 0xffffffffn
  for (let i = 0; i < blocks; i++) {
    let [x0, x1, x2, x3] = [BigInt(counter[0] + i), 2n, 3n, 4n], [k0, k1] = [5n, 6n]
    for (let round = 0; round < 10; round++) {
      const [p, q] = [x0 * 0xd2511f53n, x2 * 0xcd9e8d57n]
      ;[x0, x1, x2, x3] = [(q >> 32n) ^ x1 ^ k0, q & word, (p >> 32n) ^ x3 ^ k1, p & word]
      ;[k0, k1] = [(k0 + 0x9e3779b9n) & word, (k1 + 0xbb67ae85n) & word]
    }
    if (x0 !== BigInt(out[4 * i]!) || x1 !== BigInt(out[4 * i + 1]!) || x2 !== BigInt(out[4 * i + 2]!) || x3 !== BigInt(out[4 * i + 3]!)) {
      expect.fail(`block ${i}`)
    }
  }
})

test('a counter that overflows its low word carries into the high one', () => {
  const run = new Uint32Array(8)
  philox(run, 2, [0xffffffff, 7, 1, 2], [3, 4])
  const second = new Uint32Array(4)
  philox(second, 1, [0, 8, 1, 2], [3, 4])
  expect([...run.subarray(4)]).toEqual([...second])
})

test('a stream is the cipher of (block, layer, purpose) under its seed, word by word', () => {
  const seed = 2 ** 40 + 17
  const words = new Uint32Array(4 * 40)
  philox(words, 40, [0, 0, 5, 0xb6d9f7fe], [17, 256]) // FNV-1a('weights')
  const stream = createStream(seed, 'weights', 5)
  expect(Array.from({ length: 160 }, () => stream.uint32())).toEqual([...words])
  expect(stream.position).toBe(160)
})

test('any position is reached again by createStream, whatever was drawn before', () => {
  const draws = fc.array(fc.constantFrom('uniform', 'uint32', 'normal', 'below'), { maxLength: 400 })
  fc.assert(
    fc.property(fc.maxSafeInteger().map(Math.abs), fc.nat(), draws, (seed, layer, kinds) => {
      const stream = createStream(seed, 'order', layer)
      for (const kind of kinds) {
        if (kind === 'below') stream.below(10)
        else stream[kind]()
      }
      const again = createStream(seed, 'order', layer, stream.position)
      expect(again.position).toBe(stream.position)
      expect([again.uint32(), again.uniform(), again.normal()]).toEqual([stream.uint32(), stream.uniform(), stream.normal()])
    }),
    { seed: 1, numRuns: 200 }
  )
})

test('a far position costs nothing and goes on past 2^34 words, where the block number carries', () => {
  const at = 2 ** 34 - 2
  const stream = createStream(1, 'far', 0, at)
  const before = [stream.uint32(), stream.uint32(), stream.uint32()]
  expect(stream.position).toBe(at + 3)
  expect(createStream(1, 'far', 0, at + 2).uint32()).toBe(before[2])
  const first = new Uint32Array(4)
  philox(first, 1, [0, 1, 0, 0xbcf819ee], [1, 0]) // FNV-1a('far')
  expect(before[2]).toBe(first[0])
})

test('seeds, purposes and layers give streams that share no word at the same place', () => {
  const keys: [number, string, number][] = [[2, 'weights', 1], [2 ** 32 + 1, 'weights', 1], [1, 'weights', 2]]
  for (const purpose of ['weights', 'biases', 'order', 'split', 'data', 'mask', 'chain', '']) keys.push([1, purpose, 1])
  const firsts = keys.map(([seed, purpose, layer]) => createStream(seed, purpose, layer).uint32())
  expect(new Set(firsts).size).toBe(keys.length)
})

test('uniforms: mean 1/2, variance 1/12, independent neighbours, every decile a tenth', () => {
  const stream = createStream(3, 'uniform')
  const n = 100_000
  const u = Float64Array.from({ length: n }, () => stream.uniform())
  const k = 4.5 // standard errors
  expectClose(mean(u), 0.5, { absolute: k * Math.sqrt(1 / 12 / n) })
  expectClose(mean(u.map(x => (x - 0.5) ** 2)), 1 / 12, { absolute: k * Math.sqrt(1 / 180 / n) })
  expectClose(mean(u.subarray(1).map((x, i) => (x - 0.5) * (u[i]! - 0.5))), 0, { absolute: (k / 12) * Math.sqrt(1 / n) })
  const chi = Array.from({ length: 10 }, (_, d) => u.filter(x => Math.floor(x * 10) === d).length)
  expect(chi.reduce((s, c) => s + (c - n / 10) ** 2 / (n / 10), 0)).toBeLessThan(33.7) // χ²₉ at 1e-4
  expect(u.every(x => x > 0 && x < 1 && Number.isInteger(x * 2 ** 53) && (x * 2 ** 52) % 1 === 0.5)).toBe(true)
})

test('normals: four moments, tails and the inverse of one uniform each', () => {
  const stream = createStream(4, 'normal')
  const twin = createStream(4, 'normal')
  const n = 100_000
  const z = Float64Array.from({ length: n }, () => stream.normal())
  expect(z[0]).toBe(normalQuantile(twin.uniform()))
  for (const [power, expected, variance] of [[1, 0, 1], [2, 1, 2], [3, 0, 15], [4, 3, 96]] as const) {
    expectClose(mean(z.map(x => x ** power)), expected, { absolute: 4.5 * Math.sqrt(variance / n) })
  }
  expectClose(standardDeviation(z), 1, { absolute: 0.01 })
  const beyond = z.filter(x => Math.abs(x) > 2.5758293035489004).length // P = 0.01
  const interval = wilsonInterval(beyond, n, 0.9999)
  expect(interval.low < 0.01 && 0.01 < interval.high).toBe(true)
})

test('below(n) is uniform, reaches both ends, and refuses what it cannot do', () => {
  const stream = createStream(5, 'below')
  const counts = [0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < 70_000; i++) counts[stream.below(7)]!++
  expect(counts.reduce((s, c) => s + (c - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9) // χ²₆ at 1e-4
  expect(stream.below(1)).toBe(0)
  // 2³¹+1 rejects almost half the words: a modulo without rejection would favour the low half two to one.
  const low = Array.from({ length: 20_000 }, () => stream.below(2 ** 31 + 1)).filter(x => x < 2 ** 30).length
  expectClose(low, 10_000, { absolute: 4.5 * Math.sqrt(5000) })
  expect(stream.below(2 ** 32)).toBeGreaterThanOrEqual(0)
  for (const n of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => stream.below(n)).toThrow(InputError)
})

test('shuffle gives permutations, each equally often', () => {
  const stream = createStream(6, 'order')
  const seen = new Map<string, number>()
  for (let i = 0; i < 24_000; i++) {
    const key = shuffle(stream, 4).join('')
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  expect(seen.size).toBe(24)
  expect([...seen.values()].reduce((s, c) => s + (c - 1000) ** 2 / 1000, 0)).toBeLessThan(57) // χ²₂₃ at 1e-4
  expect([...shuffle(stream, 1000)].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  expect([shuffle(stream, 0).length, [...shuffle(stream, 1)]]).toEqual([0, [0]])
  expect(() => shuffle(stream, -1)).toThrow(InputError)
})

test('keys that are no keys are refused by name', () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) expect(() => createStream(seed, 'x')).toThrow(/^seed: expected/)
  for (const layer of [-1, 0.5, 2 ** 32]) expect(() => createStream(1, 'x', layer)).toThrow(/^layer: expected/)
  for (const position of [-1, 0.5, Infinity]) expect(() => createStream(1, 'x', 0, position)).toThrow(/^position: expected/)
})
