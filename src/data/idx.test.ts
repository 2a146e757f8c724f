import { gzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { base64, faultOf, idxBytes, idxOfBytes, join } from './testing.ts'
import { GOLDEN } from './golden.ts'
import { gunzip } from './inflate.ts'
import { parseIdx, readRows, rowSize } from './index.ts'

function values(bytes: Uint8Array): number[] {
  const array = parseIdx(bytes, 'f')
  return [...readRows(array, 0, array.shape[0]!, 1, new Float64Array(array.shape[0]! * rowSize(array)))]
}

test.each([
  ['uint8', 0x08, 1, [0, 255, 7], (v: DataView, at: number, x: number) => v.setUint8(at, x)],
  ['int8', 0x09, 1, [-128, 127, -1], (v: DataView, at: number, x: number) => v.setInt8(at, x)],
  ['int16', 0x0b, 2, [-32768, 32767, 258], (v: DataView, at: number, x: number) => v.setInt16(at, x)],
  ['int32', 0x0c, 4, [-2147483648, 2147483647, 16909060], (v: DataView, at: number, x: number) => v.setInt32(at, x)],
  ['float32', 0x0d, 4, [-1.5, 0.25, 3e38], (v: DataView, at: number, x: number) => v.setFloat32(at, x)],
  ['float64', 0x0e, 8, [-1 / 3, 1e-300, 1e300], (v: DataView, at: number, x: number) => v.setFloat64(at, x)]
] as const)('reads elements of %s', (name, type, width, expected, write) => {
  const bytes = idxBytes(type, [3], width, (view, at, i) => write(view, at, expected[i]!))
  expect(values(bytes)).toEqual(expected.map(x => (name === 'float32' ? Math.fround(x) : x)))
  expect(parseIdx(bytes, 'f').element.name).toBe(name)
})

test('reads any rank and only the rows asked for', () => {
  const array = parseIdx(idxOfBytes([3, 2, 1, 2], Array.from({ length: 12 }, (_, i) => i)), 'f')
  expect(array.shape).toEqual([3, 2, 1, 2])
  expect([...readRows(array, 1, 1, 0.5, new Float32Array(4))]).toEqual([2, 2.5, 3, 3.5])
})

test('a value that is not finite is an error in the rows read, and its place is named', () => {
  const bytes = idxBytes(0x0d, [3, 2], 4, (view, at, i) => view.setFloat32(at, i === 5 ? NaN : i))
  const array = parseIdx(bytes, 'pictures.idx')
  expect([...readRows(array, 0, 2, 1, new Float32Array(4))]).toEqual([0, 1, 2, 3])
  expect(faultOf(() => readRows(array, 1, 2, 1, new Float32Array(4)))).toMatch(/pictures\.idx, row 2, value 1 .*finite.*NaN/)
})

test('bytes times a scale too large for float32 are refused, not stored as Infinity', () => {
  const array = parseIdx(idxOfBytes([2], [1, 255]), 'f')
  expect(faultOf(() => readRows(array, 0, 2, 2e36, new Float32Array(2)))).toMatch(/row 1 .*255 \(times the scale 2e\+36\)/)
})

const good = idxOfBytes([2, 3], [1, 2, 3, 4, 5, 6])
test.each([
  ['nothing', new Uint8Array(0), /at least 8 bytes.*0 bytes/],
  ['another format', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4), /IDX file.*89 50 4e 47/],
  ['little-endian type bytes', join([0, 0, 0x0a, 1], [0, 0, 0, 0]), /element type.*00 00 0a 01/],
  ['no dimension', join([0, 0, 8, 0], [1]), /one or more dimensions/],
  ['a header cut short', good.subarray(0, 9), /header of 12 bytes for 2 dimensions, got 9 bytes/],
  ['data cut short', good.subarray(0, 17), /18 bytes .*2 × 3 values of uint8.*got 17 bytes.*cut short/],
  ['bytes after the data', join(good, [0]), /18 bytes.*got 19 bytes.*follow the data/],
  ['a dimension of 0', idxOfBytes([0, 3], []), /at least one value, got an empty array \(0 × 3\)/],
  ['a claim of 2^96 bytes', join([0, 0, 8, 3], Array.from({ length: 12 }, () => 255)), /impossible number of bytes.*got 16 bytes/]
])('refuses %s', (_, bytes, message) => {
  expect(faultOf(() => parseIdx(bytes, 'f'))).toMatch(message)
})

test('gzip: fflate’s, and Python’s of two members with a file name', () => {
  expect(gunzip(gzipSync(good), 'f')).toEqual(good)
  expect(new TextDecoder().decode(gunzip(base64(GOLDEN.twoMembers), 'f'))).toBe('first part, second part')
})
