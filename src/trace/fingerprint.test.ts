import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { resolve } from '../experiment/index.ts'
import { canonicalBytes, canonicalJson, fingerprint, fromLittleEndianBytes, littleEndianBytes, TraceBuilder, type Trace } from './index.ts'

const experiment = resolve({ network: { layers: [784, 30, 10] } })
const trace = (): Trace => {
  const builder = new TraceBuilder(experiment, 'simd')
  builder.add(0, 0, 0, -1, 'cost', 2.5)
  builder.add(3, 0.75, 2, 4, 'deltaMean', -0)
  return builder.finish({ kind: 'done' })
}

describe('canonical JSON', () => {
  it('sorts the keys of every object, and only those', () => {
    const value = { b: [3, { z: 1, a: undefined, y: null }], a: 'é"', B: true }
    expect(canonicalJson(value)).toBe('{"B":true,"a":"é\\"","b":[3,{"y":null,"z":1}]}')
  })

  it('names what JSON has no number for', () => {
    expect(canonicalJson([NaN, Infinity, -Infinity, -0, 1e21, 0.1])).toBe('["NaN","Infinity","-Infinity",-0,1e+21,0.1]')
  })
})

describe('bytes', () => {
  it('are little-endian and read back', () => {
    expect([...littleEndianBytes(Uint16Array.of(1, 0x0203))]).toEqual([1, 0, 3, 2])
    expect(fromLittleEndianBytes(Int32Array, littleEndianBytes(Int32Array.of(-1, 7)))).toEqual(Int32Array.of(-1, 7))
    const part = Float64Array.of(1, -0, Infinity, 5e-324).subarray(1)
    expect(fromLittleEndianBytes(Float64Array, littleEndianBytes(part))).toEqual(part)
  })

  it('write every NaN alike', () => {
    const nans = new Float64Array(BigUint64Array.of(0x7ff8000000000000n, 0xfff8000000000001n, 0x7ff0000000000001n).buffer)
    const bytes = canonicalBytes(nans)
    expect([...bytes]).toEqual([0, 1, 2].flatMap(() => [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]))
  })
})

describe('fingerprint', () => {
  it('is the documented SHA-256, computed here by other means', () => {
    const { step, epoch, layer, neuron, quantity, value } = trace().columns
    const parts = [
      canonicalJson(experiment), 'simd', '["cost","deltaMean"]',
      ...[step, epoch, layer, neuron, quantity, value].map(column => Buffer.from(column.buffer))
    ]
    const hash = createHash('sha256')
    for (const part of parts) hash.update(`${Buffer.from(part).length}:`).update(part)
    expect(trace().fingerprint).toBe(hash.digest('hex').slice(0, 16))
  })

  it('changes with every part, and with nothing else', () => {
    const changed = (edit: (columns: Trace['columns']) => void): string => {
      const copy = structuredClone(trace())
      edit(copy.columns)
      return fingerprint(copy)
    }
    const prints = [
      fingerprint(trace()),
      fingerprint({ ...trace(), kernel: 'reference' }),
      fingerprint({ ...trace(), experiment: { ...experiment, seed: 2 } }),
      fingerprint({ ...trace(), quantities: ['cost', 'deltaNorm'] }),
      changed(c => (c.step[0] = 1)), changed(c => (c.epoch[0] = 1)), changed(c => (c.layer[0] = 1)),
      changed(c => (c.neuron[0] = 1)), changed(c => (c.quantity[0] = 1)),
      changed(c => (c.value[0] = 2.5 + 2 ** -51)), changed(c => (c.value[1] = 0))
    ]
    expect(new Set(prints).size).toBe(prints.length)
    expect(fingerprint({ ...trace(), end: { kind: 'stopped', epoch: 0, step: 0 } } as Trace)).toBe(prints[0])
    const { seed, version, ...rest } = experiment
    expect(fingerprint({ ...trace(), experiment: { ...rest, version, seed } })).toBe(prints[0])
  })
})
