import { gzipSync } from 'fflate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { GOLDEN } from './golden.ts'
import { gunzip, loadDataset, parseIdx, parseNpy, readRows, rowSize, type Dataset, type NumberArray } from './index.ts'
import { ascii, base64, idxBytes, sourceOf } from './testing.ts'

/** Damage as files meet it: bytes changed, the end lost, bytes lost or put in between. */
const damage = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('flip'), at: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) }) },
  fc.record({ kind: fc.constant('cut'), at: fc.nat(), bits: fc.constant(0) }),
  fc.record({ kind: fc.constant('insert'), at: fc.nat(), bits: fc.nat(255) }),
  fc.record({ kind: fc.constant('drop'), at: fc.nat(), bits: fc.constant(0) })
)
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

function damaged(bytes: Uint8Array, faults: readonly Damage[]): Uint8Array {
  return faults.reduce((whole, { kind, at: place, bits }) => {
    if (whole.length === 0) return whole
    const at = place % whole.length
    if (kind === 'flip') return whole.with(at, whole[at]! ^ bits)
    if (kind === 'cut') return whole.slice(0, at)
    return Uint8Array.from([...whole.slice(0, at), ...(kind === 'insert' ? [bits] : []), ...whole.slice(at + (kind === 'drop' ? 1 : 0))])
  }, Uint8Array.from(bytes))
}

/** The value, or undefined when the reader refused with an InputError; any other exception fails the test. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof InputError) {
      expect(error.message).toMatch(/^[^\n]*: expected [^\n]*, got [^\n]*$/)
      return undefined
    }
    throw error
  }
}

const faults = fc.array(damage, { minLength: 1, maxLength: 3 })
const runs = { seed: 7, numRuns: 700 }

function values(array: NumberArray): number[] {
  return [...readRows(array, 0, array.shape[0]!, 1, new Float64Array(array.shape[0]! * rowSize(array)))]
}

const idx = idxBytes(0x0b, [3, 2], 2, (view, at, i) => view.setInt16(at, 1000 * i - 2500))

/** IDX read once more by another hand: a spelt-out loop over bytes. Without a checksum a changed value is another valid file. */
function naiveIdx(bytes: Uint8Array): { shape: number[]; values: number[] } {
  const big = (at: number, n: number): bigint => [...bytes.subarray(at, at + n)].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const [, , type, rank] = bytes as unknown as [number, number, number, number]
  const shape = Array.from({ length: rank }, (_, k) => Number(big(4 + 4 * k, 4)))
  const width = { 8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 }[type]!
  const value = (at: number): number => {
    const raw = big(at, width)
    if (type === 8) return Number(raw)
    if (type < 13) return Number(BigInt.asIntN(8 * width, raw))
    const view = new DataView(new ArrayBuffer(8))
    view.setBigUint64(0, width === 4 ? raw << 32n : raw)
    return width === 4 ? view.getFloat32(0) : view.getFloat64(0)
  }
  const out: number[] = []
  for (let at = 4 + 4 * rank; at < bytes.length; at += width) out.push(value(at))
  return { shape, values: out }
}

test('a damaged IDX file is refused, or read exactly as it stands', async () => {
  let read = 0
  await fc.assert(fc.asyncProperty(faults, async list => {
    const bytes = damaged(idx, list)
    const got = await attempt(() => {
      const array = parseIdx(bytes, 'f')
      return { shape: [...array.shape], values: values(array) }
    })
    if (got === undefined) return
    read++
    expect(got).toEqual(naiveIdx(bytes))
    expect(got.values.length).toBe(got.shape.reduce((a, b) => a * b, 1))
  }), runs)
  expect(read).toBeGreaterThan(20)
})

test('a damaged header of a .npy file is refused, or says the same', async () => {
  const whole = base64(GOLDEN.float64)
  await fc.assert(fc.asyncProperty(faults, async list => {
    const header = damaged(whole.subarray(0, 128), list)
    const bytes = Uint8Array.from([...header, ...whole.subarray(128)])
    const got = await attempt(() => parseNpy(bytes, 'f'))
    if (got === undefined) return
    // What 48 bytes can also mean: another of the element types of 8 bytes, another order, other dimensions of the same product.
    expect(got.data).toEqual(whole.subarray(128))
    expect(got.shape.reduce((a, b) => a * b, got.element.bytes)).toBe(48)
    if (header.length === 128 && header.every((byte, i) => i < 8 || i > 66 || byte === whole[i])) {
      expect([got.shape, got.element.name, got.fortran, got.littleEndian]).toEqual([[2, 3], 'float64', false, true])
    }
  }), runs)
})

test('a damaged gzip file is refused, or has the same content', async () => {
  const whole = gzipSync(idx, { filename: 'images.idx', mtime: 0 })
  let read = 0
  await fc.assert(fc.asyncProperty(faults, async list => {
    const got = await attempt(() => gunzip(damaged(whole, list), 'f'))
    if (got === undefined) return
    read++
    expect(got).toEqual(idx)
  }), runs)
  expect(read).toBeGreaterThan(20) // the date and the name may change
})

test.each(['storedArchive', 'deflatedArchive'] as const)('a damaged archive is refused, or gives the same dataset: %s', async key => {
  const targets = key === 'storedArchive' ? 'y' : 'y_test'
  const spec = { kind: 'npz', inputs: 'f', targets, task: 'classification', scale: 1, train: 1, validation: 1 } as const
  const load = (bytes: Uint8Array): Promise<Dataset> => loadDataset(spec, 1, sourceOf({ f: bytes }))
  const whole = await load(base64(GOLDEN[key]))
  let read = 0
  await fc.assert(fc.asyncProperty(faults, async list => {
    const got = await attempt(() => load(damaged(base64(GOLDEN[key]), list)))
    if (got === undefined) return
    read++
    expect(got).toEqual(whole)
  }), runs)
  expect(read).toBeGreaterThan(20)
})

test('a damaged table is refused, or every number stands in it', async () => {
  const text = 'width,height,kind\n1.5,-20,"cat"\n3e2,4,dog\n.25,6,cat\n7,8,dog\n'
  const spec = { kind: 'csv', inputs: 'f', targets: 'kind', task: 'classification', scale: 1, train: 2, validation: 2 } as const
  let read = 0
  await fc.assert(fc.asyncProperty(faults, async list => {
    const bytes = damaged(ascii(text), list)
    const got = await attempt(() => loadDataset(spec, 1, sourceOf({ f: bytes })))
    if (got === undefined) return
    read++
    const words = new TextDecoder().decode(bytes).split(/[\n\r,"]+/).map(word => Math.fround(Number(word)))
    for (const value of [...got.train.inputs, ...got.validation.inputs]) expect(words).toContain(value)
    expect(got.inputSize).toBeGreaterThanOrEqual(1)
    expect([...got.train.targets, ...got.validation.targets].filter(t => t === 1).length).toBe(4)
  }), runs)
  expect(read).toBeGreaterThan(20)
})

test('any bytes at all are refused or read, and nothing else happens', async () => {
  const kinds = fc.constantFrom('idx' as const, 'npy' as const, 'npz' as const, 'csv' as const)
  await fc.assert(fc.asyncProperty(kinds, fc.uint8Array({ maxLength: 60 }), async (kind, bytes) => {
    const targets = kind === 'csv' ? '1' : 'f'
    const spec = { kind, inputs: 'f', targets, task: 'classification', scale: 1, train: 1, validation: 0 } as const
    await attempt(() => loadDataset(spec, 1, sourceOf({ f: bytes })))
  }), { seed: 3, numRuns: 500 })
})
