import { expect, test } from 'vitest'
import { GOLDEN } from './golden.ts'
import { parseNpy, readRows, rowSize } from './index.ts'
import { base64, faultOf, join, npyBytes } from './testing.ts'

function values(bytes: Uint8Array): number[] {
  const array = parseNpy(bytes, 'f')
  return [...readRows(array, 0, array.shape[0]!, 1, new Float64Array(array.shape[0]! * rowSize(array)))]
}

test.each([
  ['float64', 'float64', [2, 3], [1.5, -2.25, 1e-300, 3, 4, 1 / 3]],
  ['fortran', 'float32', [2, 3, 4], Array.from({ length: 24 }, (_, i) => i)],
  ['bigEndian', 'int16', [2, 2], [-2, 3, 300, -32768]],
  ['version2', 'int64', [3], [2 ** 53, -1, 7]],
  ['version3', 'bool', [2, 2], [1, 0, 0, 1]],
  ['unsigned', 'uint32', [4], [0, 255, 65535, 4294967295]]
] as const)('reads what NumPy wrote: %s', (key, type, shape, expected) => {
  const array = parseNpy(base64(GOLDEN[key]), 'f')
  expect(array.shape).toEqual(shape)
  expect(array.element.name).toBe(type)
  expect(values(base64(GOLDEN[key]))).toEqual(expected)
})

test('reads a part of a column-major array', () => {
  const array = parseNpy(base64(GOLDEN.fortran), 'f')
  expect([...readRows(array, 1, 1, 2, new Float32Array(12))]).toEqual(Array.from({ length: 12 }, (_, i) => 2 * (12 + i)))
})

const eight = new Uint8Array(8)
test.each([
  ["{'descr': '|u1', 'fortran_order': False, 'shape': (8,), }\n", [8]],
  ["{'shape':(2,4),'fortran_order':False,'descr':'|i1'}", [2, 4]],
  ["{'descr': '<u8', 'fortran_order': True, 'shape': (1, 1,)}   \n", [1, 1]],
  ["{'descr': '>f8', 'fortran_order': False, 'shape': (1,)}", [1]]
])('reads the header %s', (header, shape) => {
  expect(parseNpy(npyBytes(header, eight), 'f').shape).toEqual(shape)
})

test.each([
  ["{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", /pickled Python objects.*numeric dtype/],
  ["{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", /dtype.*<c8.*astype/],
  ["{'descr': '<f2', 'fortran_order': False, 'shape': (4,), }", /dtype.*<f2/],
  ["{'descr': '|f8', 'fortran_order': False, 'shape': (1,), }", /dtype.*\|f8/],
  ["{'descr': '<b8', 'fortran_order': False, 'shape': (1,), }", /dtype/],
  ["{'descr': '<u1', 'fortran_order': 0, 'shape': (8,), }", /fortran_order True or False/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (8), }", /a shape such as/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (-8,), }", /a shape such as/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (2 4,), }", /NumPy header/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (9,), }", /bytes.*got \d+ bytes.*cut short/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (7,), }", /follow the data/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (99999999999999999999,), }", /impossible number of bytes/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (8,), 'shape': (8,)}", /NumPy header/],
  ["{'descr': '<u1', 'fortran_order': False}", /NumPy header/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (8,), 'more': 1}", /NumPy header/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': (8,), } x", /NumPy header/],
  ['__import__("os").system("true")', /NumPy header/],
  ['', /NumPy header/],
  ['{', /NumPy header/],
  ["{'descr': '<u1', 'fortran_order': False, 'shape': ((8,),)}", /a shape such as/]
])('refuses the header %s', (header, message) => {
  expect(faultOf(() => parseNpy(npyBytes(header, eight), 'f'))).toMatch(message)
})

test('refuses a header of thousands of brackets', () => {
  expect(faultOf(() => parseNpy(npyBytes(`{'a': ${'('.repeat(5000)}`, eight), 'f'))).toMatch(/NumPy header/)
})

test.each([
  ['pickled objects', base64(GOLDEN.pickled), /pickled/],
  ['a structured array', base64(GOLDEN.structured), /dtype/],
  ['a scalar', base64(GOLDEN.scalar), /one or more dimensions/],
  ['an empty array', base64(GOLDEN.empty), /at least one value, got an empty array \(0 × 3\)/],
  ['a cut file', base64(GOLDEN.float64).subarray(0, -1), /176 bytes.*2 × 3 values of float64.*got 175 bytes.*cut short/],
  ['bytes after the data', join(base64(GOLDEN.float64), [0]), /got 177 bytes.*follow/],
  ['a cut header', base64(GOLDEN.float64).subarray(0, 60), /header of at most 50 bytes, got one of 118/],
  ['a header of 4 GiB', join([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 255, 255, 255, 255], eight), /got one of 4294967295/],
  ['version 4', npyBytes('', eight, 4), /version 1\.0, 2\.0 or 3\.0 .*got 4\.0/],
  ['no .npy', base64(GOLDEN.storedArchive), /a \.npy file.*other first bytes/],
  ['9 bytes', base64(GOLDEN.float64).subarray(0, 9), /got 9 bytes/]
])('refuses %s', (_, bytes, message) => {
  expect(faultOf(() => parseNpy(bytes, 'f'))).toMatch(message)
})

test('a boolean that is neither 0 nor 1 is no number', () => {
  const array = parseNpy(npyBytes("{'descr': '|b1', 'fortran_order': False, 'shape': (8,), }", eight.with(3, 2)), 'f')
  expect(faultOf(() => readRows(array, 0, 8, 1, new Float32Array(8)))).toMatch(/row 3 .*finite/)
})
