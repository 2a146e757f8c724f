import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { decodeSafetensors, encodeSafetensors, parametersFrom } from './index.ts'
import { writeTensors } from './safetensors.ts'

/** A file of this header (text, or an object) and so many bytes of data. */
function file(header: unknown, data: ArrayLike<number> = [], length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(Array.from(data), 8 + text.length)
  return bytes
}
const entry = (begin: number, end: number, shape: unknown = [(end - begin) / 4], dtype: unknown = 'F32'): unknown => ({
  dtype, shape, data_offsets: [begin, end]
})
const zeros = (n: number): number[] => new Array<number>(n).fill(0)

describe('writing and reading', () => {
  it('is without loss, for any names, shapes and numbers', () => {
    const array = fc.oneof(fc.float32Array({ maxLength: 5 }), fc.float64Array({ maxLength: 5 }))
    // Any code points but surrogates; fast-check's own unit for this takes half a second to set up.
    const unit = fc.oneof(fc.integer({ max: 0xd7ff, min: 0 }), fc.integer({ min: 0xe000, max: 0x10ffff })).map(c => String.fromCodePoint(c))
    const name = fc.string({ unit, maxLength: 8 }).filter(text => text !== '__metadata__' && text.isWellFormed())
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(name, fc.constantFrom('__proto__', '1', 'constructor')), array), arrays => {
        const tensors = new Map(Object.entries(arrays).map(([key, data]) => [key, { shape: [data.length, 1], data }]))
        const read = decodeSafetensors(writeTensors(tensors))
        expect([...read.keys()].sort()).toEqual([...tensors.keys()].sort())
        for (const [key, tensor] of tensors) expect(read.get(key)).toEqual(tensor)
      }),
      { seed: 1, numRuns: 50 }
    )
  })
  it('has the format’s bytes: length, header padded to 8, little-endian numbers', () => {
    const bytes = encodeSafetensors([{ weights: Float32Array.of(1, 2), biases: Float64Array.of(3) }], { format: 'pt' })
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
    expect(length % 8).toBe(0)
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { format: 'pt' },
      'layers.1.biases': { dtype: 'F64', shape: [1], data_offsets: [0, 8] },
      'layers.1.weights': { dtype: 'F32', shape: [1, 2], data_offsets: [8, 16] }
    })
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0, 0, 0, 0, 8, 64, 0, 0, 128, 63, 0, 0, 0, 64])
  })
  it('reads F16 and BF16 exactly', () => {
    const halves = [0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x8000, 0x03ff, 0x0400]
    const brains = [0x3f80, 0xc000, 0x7f7f, 0x0001]
    const data = [...halves, ...brains].flatMap(half => [half & 255, half >> 8])
    const read = decodeSafetensors(file({ h: entry(0, 16, [2, 4], 'F16'), b: entry(16, 24, [4], 'BF16') }, data))
    expect([...read.get('h')!.data]).toEqual([1, -2, 2 ** -24, 65504, Infinity, -0, 1023 * 2 ** -24, 2 ** -14])
    expect([...read.get('b')!.data]).toEqual([1, -2, 3.3895313892515355e38, 2 ** -133])
    expect([...decodeSafetensors(file({ n: entry(0, 2, [1], 'F16') }, [0x01, 0x7e])).get('n')!.data]).toEqual([NaN])
  })
  it('reads from the middle of a buffer, and an empty file', () => {
    const bytes = writeTensors(new Map([['a', { shape: [1], data: Float32Array.of(7) }]]))
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect([...decodeSafetensors(shifted.subarray(3)).get('a')!.data]).toEqual([7])
    expect(decodeSafetensors(file({})).size).toBe(0)
  })
})

describe('hostile files', () => {
  const nested = `${'['.repeat(1e5)}${']'.repeat(1e5)}`
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['a file of 3 bytes', new Uint8Array(3)],
    ['header of at most 2 bytes, got 18446744073709551615', file({}, [], 0xffffffffffffffffn)],
    ['header of at most 2 bytes, got 3', file({}, [], 3n)],
    ['expected JSON', file('{"a":')],
    ['expected a JSON object', file('[1,2]')],
    ['expected a JSON object', file(' {}')],
    ['expected UTF-8', file('  ').fill(0xff, 8)],
    ['nested at most 3 deep, got a deeper one', file(`{"a":${nested}}`)],
    ['nested at most 3 deep', file(`${'['.repeat(4e6)}`)],
    ['expected JSON', file('{"a\\q":1}')],
    ['expected JSON', file(']]{"a')],
    ['every name once, got "a" twice', file(`{"a":${JSON.stringify(entry(0, 4))},"\\u0061":${JSON.stringify(entry(0, 4))}}`, zeros(4))],
    ['every name once, got "shape" twice', file('{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}', zeros(4))],
    ['texts by name', file({ __metadata__: { a: 1 } })],
    ['a record of dtype', file({ a: null })],
    ['got "I64"', file({ a: entry(0, 8, [1], 'I64') }, zeros(8))],
    ['got "toString"', file({ a: entry(0, 8, [1], 'toString') }, zeros(8))],
    ['whole numbers ≥ 0, got [-1]', file({ a: entry(0, 4, [-1]) }, zeros(4))],
    ['whole numbers ≥ 0, got [1.5]', file({ a: entry(0, 6, [1.5]) }, zeros(6))],
    ['two whole numbers', file({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 0] } }, zeros(4))],
    ['8 bytes for shape [2] of F32', file({ a: entry(0, 4, [2]) }, zeros(4))],
    ['for shape [9007199254740991,9007199254740991]', file({ a: entry(0, 4, [2 ** 53 - 1, 2 ** 53 - 1]) }, zeros(4))],
    ['within the file\'s 4 bytes', file({ a: entry(0, 8) }, zeros(4))],
    ['a beginning at 4', file({ a: entry(0, 4), b: entry(0, 4) }, zeros(4))],
    ['a beginning at 4', file({ a: entry(0, 4), b: entry(8, 12) }, zeros(12))],
    ['4 bytes, as the header says, got 9', file({ a: entry(0, 4) }, zeros(9))]
  ]
  it.each(cases)('%s', (message, bytes) => {
    expect(() => decodeSafetensors(bytes)).toThrow(InputError)
    expect(() => decodeSafetensors(bytes)).toThrow(message)
  })
  it('never end in anything but arrays or an InputError, whatever byte is wrong', () => {
    const good = encodeSafetensors([{ weights: Float32Array.of(1, 2), biases: Float32Array.of(3) }])
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const bad = good.slice(0, length > good.length / 2 ? length : good.length)
        bad[at] = byte
        try {
          decodeSafetensors(bad)
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
        }
      }),
      { seed: 1, numRuns: 2000 }
    )
  })
  it('a header of megabytes in one string is read or refused, not overflowed', () => {
    const name = '\\n'.repeat(8e6)
    expect(decodeSafetensors(file(`{"${name}":${JSON.stringify(entry(0, 4))}}`, zeros(4))).size).toBe(1)
  })
})

describe('parametersFrom', () => {
  const layers = [
    {
      weights: Float32Array.of(1, 2, 3, 4, 5, 6),
      biases: Float32Array.of(7, 8),
      gains: Float32Array.of(1, 1),
      runningMean: Float64Array.of(0, 1),
      runningVariance: Float64Array.of(2, 3)
    },
    { weights: Float64Array.of(1 / 3, 2), biases: Float64Array.of(3) }
  ]
  it('gives back every array in its own precision', () => expect(parametersFrom(encodeSafetensors(layers), [3, 2, 1])).toEqual(layers))
  it('names the file, and says what another kind of file is', () => {
    expect(() => decodeSafetensors(new Uint8Array(3), 'mine')).toThrow('mine: bytes 0–7: expected the length of the header')
    const archive = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0, 1, 2)
    expect(() => parametersFrom(archive, [1, 1], 'mine.pt')).toThrow('mine.pt: expected a safetensors file, got a zip archive. Write the weights with safetensors')
    expect(() => decodeSafetensors([] as unknown as Uint8Array)).toThrow('expected the bytes of a safetensors file')
  })
  it('lists the names of a file that has none of ours, and tells a transposed matrix', () => {
    const foreign = writeTensors(new Map([['0.weight', { shape: [2, 3], data: new Float32Array(6) }], ['0.bias', { shape: [2], data: new Float32Array(2) }]]))
    expect(() => parametersFrom(foreign, [3, 2], 'net')).toThrow('net: "layers.1.weights": expected an array of shape [2,3], got none. Names are layers.1.weights')
    expect(() => parametersFrom(foreign, [3, 2])).toThrow('the file has "0.weight, 0.bias"')
    const turned = writeTensors(new Map([['layers.1.weights', { shape: [3, 2], data: new Float32Array(6) }]]))
    expect(() => parametersFrom(turned, [3, 2])).toThrow('expected shape [2,3], got [3,2]. Transpose it')
  })
  it.each([
    ['weights that are no rows of one length', [{ weights: Float32Array.of(1, 2, 3), biases: Float32Array.of(1, 2) }]],
    ['layers that do not follow on each other', [{ weights: new Float32Array(6), biases: new Float32Array(2) }, { weights: new Float32Array(3), biases: new Float32Array(1) }]],
    ['a layer without units', [{ weights: new Float32Array(3), biases: new Float32Array(0) }]],
    ['plain arrays', [{ weights: [1, 2] as unknown as Float32Array, biases: Float32Array.of(1) }]]
  ])('writes nothing that it would not read: %s', (_, parameters) => {
    expect(() => encodeSafetensors(parameters)).toThrow(InputError)
  })
  it('writes no metadata but texts', () => {
    expect(() => encodeSafetensors([], { a: 1 as unknown as string })).toThrow('metadata: expected texts by name, got {"a":1}')
  })
  it('refuses another network’s arrays by name', () => {
    const bytes = encodeSafetensors(layers)
    expect(() => parametersFrom(bytes, [2, 3, 1])).toThrow('"layers.1.weights": expected shape [3,2], got [2,3]')
    expect(() => parametersFrom(bytes, [3, 2, 1, 1])).toThrow('"layers.3.weights": expected an array of shape [1,1], got none')
    expect(() => parametersFrom(bytes, [3, 2, 1, 1])).toThrow('Nearest name in the file: "layers.2.weights"')
    expect(() => parametersFrom(bytes, [3, 2])).toThrow('"layers.2.weights": expected arrays of a 3-2 network only')
  })
})
