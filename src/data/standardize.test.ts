import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectClose } from '../numerics/testing.ts'
import { loadDataset, type Dataset } from './index.ts'
import { columnMoments } from './standardize.ts'
import { ascii, idxOfBytes, npyBytes, rejection, sourceOf } from './testing.ts'

const spec = { kind: 'csv', inputs: 't', targets: '-1', task: 'classification', scale: 1, train: 4, validation: 1 } as const
const table = '0.1,9000,7,a\n0.3,1000,7,b\n0.2,5000,7,a\n0.4,3000,7,b\n0.9,2000,8,a\n'
const load = (more: object = {}, bytes: Uint8Array = ascii(table)): Promise<Dataset> =>
  loadDataset({ ...spec, ...more }, 1, sourceOf({ t: bytes }))
const column = ({ train, inputSize }: Dataset, k: number): number[] => [...train.inputs].filter((_, i) => i % inputSize === k)

describe('standardized columns', () => {
  it('have mean 0 and deviation 1 over the training rows; the others follow by the same numbers', async () => {
    const data = await load({ standardize: true })
    const step = Math.sqrt(1.25)
    expect(column(data, 0)).toEqual([-1.5, 0.5, -0.5, 1.5].map(x => expect.closeTo(x / step, 6)))
    expect(column(data, 1)).toEqual([4500, -3500, 500, -1500].map(x => expect.closeTo(x / (Math.sqrt(35 / 4) * 1000), 6)))
    expectClose(data.validation.inputs[0]!, 0.65 / (0.1 * step), { relative: 1e-6 })
  })

  it('a column that never changes is 0, and elsewhere only its mean is taken off', async () => {
    const data = await load({ standardize: true })
    expect([...column(data, 2), data.validation.inputs[2]]).toEqual([0, 0, 0, 0, 1])
    const tenths = await load({ standardize: true, train: 3, validation: 0 }, ascii('0.1,1,a\n0.1,2,b\n0.1,3,a\n'))
    expect(column(tenths, 0)).toEqual([0, 0, 0])
  })

  it('do not depend on the scale, but for rounding, nor on anything when it is off', async () => {
    const [one, other] = [await load({ standardize: true }), await load({ standardize: true, scale: 1 / 256 })]
    expect(other.train.inputs).toEqual(one.train.inputs)
    expect((await load({ standardize: false })).train.inputs).toEqual((await load()).train.inputs)
  })

  it('keep what float32 would lose: seconds since 1970', async () => {
    const times = [0, 1, 2, 3].map(s => `${1_600_000_000 + s},1,${s % 2 ? 'a' : 'b'}`).join('\n')
    const data = await load({ standardize: true, validation: 0 }, ascii(times))
    expect(column(data, 0)).toEqual([-1.5, -0.5, 0.5, 1.5].map(x => Math.fround(x / Math.sqrt(1.25))))
  })

  it('are the same from arrays', async () => {
    const bytes = [10, 200, 30, 100, 20, 150, 40, 120, 90, 0]
    const x = idxOfBytes([5, 2], bytes)
    const y = idxOfBytes([5], [0, 1, 0, 1, 0])
    const csv = Array.from({ length: 5 }, (_, n) => `${bytes[2 * n]},${bytes[2 * n + 1]},${n % 2}`).join('\n')
    const idx = await loadDataset(
      { ...spec, kind: 'idx', inputs: 'x', targets: 'y', scale: 1 / 256, standardize: true }, 1, sourceOf({ x, y })
    )
    const same = await load({ scale: 1 / 256, standardize: true }, ascii(csv))
    expect([idx.train.inputs, idx.validation.inputs]).toEqual([same.train.inputs, same.validation.inputs])
  })

  it('refuse what then is too large for float32, with its place', async () => {
    const steep = '1,a\n1.0000000000000002,b\n1,a\n1,b\n1e30,a\n'
    expect(await rejection(load({ standardize: true }, ascii(steep)))).toMatch(/t, line 5, column 1: expected a value that fits float32, .*got 1e\+30/)
    const doubles = new Float64Array([0, 1e300, 0, 0, 1])
    const x = npyBytes("{'descr': '<f8', 'fortran_order': False, 'shape': (5, 1)}", new Uint8Array(doubles.buffer))
    const files = sourceOf({ x, y: idxOfBytes([5], [0, 1, 0, 1, 0]) })
    const pair = { ...spec, kind: 'npy', inputs: 'x', targets: 'z', standardize: true } as const
    const z = npyBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (5,)}", Uint8Array.of(0, 1, 0, 1, 0))
    expect(await rejection(loadDataset(pair, 1, { read: async name => (name === 'z' ? z : files.read(name)) })))
      .toMatch(/x, row 1, value 0 \(counted from 0\): expected a value that fits float32.*got 1e\+300/)
  })
})

it('moments are the naive ones', () => {
  const small = fc.double({ min: -1e3, max: 1e3, noNaN: true })
  fc.assert(fc.property(fc.array(fc.tuple(small, small), { minLength: 2, maxLength: 20 }), rows => {
    const { mean, deviation } = columnMoments(Float64Array.from(rows.flat()), rows.length, 2)
    for (const k of [0, 1] as const) {
      const values = rows.map(row => row[k])
      const naive = values.reduce((sum, x) => sum + x, 0) / values.length
      const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - naive) ** 2, 0) / values.length)
      expectClose(mean[k]!, naive, { absolute: 1e-10 })
      if (spread > 1e-6) expectClose(deviation[k]!, spread, { relative: 1e-6 })
    }
  }), { seed: 3, numRuns: 200 })
})
