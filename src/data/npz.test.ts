import { expect, test } from 'vitest'
import { GOLDEN } from './golden.ts'
import { npzShapes, parseNpz, readRows, rowSize, type NumberArray } from './index.ts'
import { parseNpzPair } from './npz.ts'
import { ascii, base64, faultOf, join, npyBytes, zipBytes } from './testing.ts'

function values(array: NumberArray): number[] {
  return [...readRows(array, 0, array.shape[0]!, 1, new Float64Array(array.shape[0]! * rowSize(array)))]
}

function bytesArray(shape: string, count: number): Uint8Array {
  return npyBytes(`{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}}`, new Uint8Array(count).fill(5))
}

test('reads NumPy’s archives, stored and deflated', () => {
  expect(values(parseNpz(base64(GOLDEN.storedArchive), 'x', 'f'))).toEqual([0.5, 1, 2, -4])
  expect(values(parseNpz(base64(GOLDEN.deflatedArchive), 'y_train', 'f'))).toEqual([0, 2, 1, 2])
})

test('the inputs are the one other array with as many rows', () => {
  const { inputs, targets } = parseNpzPair(base64(GOLDEN.deflatedArchive), 'y_test', 'f')
  expect(values(targets)).toEqual([1, 0])
  expect(values(inputs)).toEqual([1, 1, 1, 1, 1, 1])
  expect(parseNpzPair(base64(GOLDEN.deflatedArchive), 'y_train', 'f').inputs.shape).toEqual([4, 3])
})

test('an array of names beside them is no hindrance', () => {
  const names = npyBytes("{'descr': '<U9', 'fortran_order': False, 'shape': (3,)}", new Uint8Array(108))
  const archive = zipBytes({ 'names.npy': names, 'a.npy': bytesArray('(2, 1)', 2), 'y.npy': bytesArray('(2,)', 2) })
  expect(parseNpzPair(archive, 'y', 'f').inputs.shape).toEqual([2, 1])
})

test('names are UTF-8 where the archive says so, as NumPy does of any that is not ASCII', () => {
  const latin = (text: string): string => Array.from(new TextEncoder().encode(text), b => String.fromCharCode(b)).join('')
  const files = { [`${latin('输入')}.npy`]: bytesArray('(2, 1)', 2), [`${latin('ziel é')}.npy`]: bytesArray('(2,)', 2) }
  expect([...npzShapes(zipBytes(files, { flags: 0x800 }), 'f').keys()]).toEqual(['输入', 'ziel é'])
  expect(parseNpzPair(zipBytes(files, { flags: 0x800 }), 'ziel é', 'f').inputs.shape).toEqual([2, 1])
  expect(faultOf(() => npzShapes(zipBytes({ 'ÿ.npy': bytesArray('(2,)', 2) }, { flags: 0x800 }), 'f'))).toMatch(/the name of a file in it: expected text in UTF-8/)
})

test('none or several that fit are not guessed among', () => {
  const three = zipBytes({ 'a.npy': bytesArray('(2, 1)', 2), 'b.npy': bytesArray('(2, 2)', 4), 'y.npy': bytesArray('(2,)', 2) })
  expect(faultOf(() => parseNpzPair(three, 'y', 'f'))).toMatch(/exactly one other array with the 2 rows of "y", got "a, b"/)
  const none = zipBytes({ 'a.npy': bytesArray('(3, 1)', 3), 'y.npy': bytesArray('(2,)', 2), 'notes.txt': ascii('hello') })
  expect(faultOf(() => parseNpzPair(none, 'y', 'f'))).toMatch(/got none/)
})

test('an unknown name suggests the nearest', () => {
  expect(faultOf(() => parseNpz(base64(GOLDEN.deflatedArchive), 'y_trian', 'f'))).toMatch(/x_train, y_train.*got "y_trian".*mean y_train\?/)
  expect(faultOf(() => parseNpz(base64(GOLDEN.storedArchive), '__proto__', 'f'))).toMatch(/an array of the archive \(x, y\)/)
})

const good = zipBytes({ 'x.npy': bytesArray('(2, 1)', 2) })
const damaged = (at: number, value: number): Uint8Array => good.with(at < 0 ? good.length + at : at, value)
test.each([
  ['no archive', ascii('x'.repeat(50)), /zip archive with its directory at the end/],
  ['an empty archive', zipBytes({}), /an array of the archive \(none\)/],
  ['a cut archive', good.subarray(0, -1), /zip archive with its directory/],
  ['bytes after the end', join(good, [0]), /zip archive with its directory/],
  ['a byte before the start', join([0], good), /directory that does not fit/],
  ['a directory elsewhere', damaged(-6, 0), /directory that does not fit/],
  ['a false count of files', damaged(damaged(-14, 2).length - 12, 2), /directory that does not fit/],
  ['another local name', damaged(30, 0x7a), /another file there/],
  ['a local header elsewhere', damaged(good.length - 22 - 5 - 4, 9), /another file there/],
  ['an encrypted file', damaged(good.length - 22 - 5 - 46 + 8, 1), /password/],
  ['a byte of the data changed', damaged(100, 6), /CRC-32/],
  ['an unknown method', zipBytes({ 'x.npy': bytesArray('(2, 1)', 2) }, { method: 12 }), /compression method 12/],
  ['a stored file of a false size', zipBytes({ 'x.npy': bytesArray('(2, 1)', 2) }, { size: 9 }), /expected 9 bytes/],
  ['a deflated file of 4 GiB', zipBytes({ 'x.npy': bytesArray('(2, 1)', 2) }, { size: 4294967295, method: 8 }), /at most 2147483648/],
  ['an improbable ratio', zipBytes({ 'x.npy': bytesArray('(2, 1)', 2) }, { size: 1_000_000, method: 8 }), /only \d+ compressed bytes/],
  ['no array inside', zipBytes({ 'x.npy': ascii('hello, world') }), /f, "x\.npy": expected a \.npy file/]
])('refuses %s', (_, bytes, message) => {
  expect(faultOf(() => parseNpz(bytes, 'x', 'f'))).toMatch(message)
})

test('a file twice is refused', () => {
  const twice = zipBytes({ 'x.npy': bytesArray('(2, 1)', 2), 'y.npy': bytesArray('(2,)', 2) })
  const text = Array.from(twice, b => String.fromCharCode(b)).join('').replaceAll('y.npy', 'x.npy')
  expect(faultOf(() => parseNpz(ascii(text), 'x', 'f'))).toMatch(/"x\.npy" twice/)
})

test('the shapes of an archive, from headers alone', () => {
  const shapes = npzShapes(base64(GOLDEN.deflatedArchive), 'f')
  expect(shapes.get('x_train')).toEqual([4, 3])
  expect(shapes.get('y_train')).toEqual([4])
  expect(faultOf(() => npzShapes(ascii('PK but no archive'), 'f'))).toMatch(/zip archive/)
})
