import { deflateSync, gzipSync } from 'fflate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from './crc32.ts'
import { GOLDEN } from './golden.ts'
import { gunzip, inflate } from './inflate.ts'
import { ascii, base64, faultOf, join } from './testing.ts'

test('crc32 gives the check value of the catalogue, in one go or in two', () => {
  expect(crc32(ascii('123456789'))).toBe(0xcbf43926)
  expect(crc32(ascii('6789'), crc32(ascii('12345')))).toBe(0xcbf43926)
})

test('gunzip undoes gzip for any content, in one member or two, at any size about a piece', () => {
  const content = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 32_700, max: 33_500 }).map(n => noise(n)))
  fc.assert(fc.property(content, content, (a, b) => {
    const got = gunzip(join(gzipSync(a), gzipSync(b)), 'f')
    const expected = join(a, b)
    expect(got.length).toBe(expected.length)
    expect(got.every((byte, i) => byte === expected[i])).toBe(true)
  }), { seed: 1, numRuns: 20 })
})

/** Bytes that do not compress. */
function noise(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => (state = Math.imul(state, 1103515245) + 12345) >>> 16)
}

test('a bomb is refused at its limit: no more than one piece is made beyond it', () => {
  const bomb = gzipSync(new Uint8Array(4_000_000))
  expect(bomb.length).toBeLessThan(20_000)
  expect(faultOf(() => gunzip(bomb, 'bomb.gz', 100_000))).toMatch(/bomb\.gz: expected at most 100000 bytes when decompressed/)
  expect(gunzip(gzipSync(new Uint8Array(100_000)), 'f', 100_000).length).toBe(100_000)
  expect(faultOf(() => gunzip(gzipSync(new Uint8Array(100_001)), 'f', 100_000))).toMatch(/at most/)
})

test('a gzip file that claims 4 GiB gets no 4 GiB', () => {
  const lying = Uint8Array.from(gzipSync(ascii('abc')))
  lying.fill(255, lying.length - 4)
  expect(faultOf(() => gunzip(lying, 'f'))).toMatch(/length and CRC-32/)
})

test('garbage after the end and endless empty blocks end at once, not in quadratic time', () => {
  const none = gzipSync(new Uint8Array(0))
  const empty = new Uint8Array(1_000_000)
  for (let at = 0; at < empty.length; at += 5) empty.set([0, 0, 0, 255, 255], at) // stored, not last, length 0
  expect(faultOf(() => inflate(empty, 10, 0, 'f'))).toMatch(/decompress to nothing/)
  const trailing = join(deflateSync(ascii('abc')), new Uint8Array(300_000))
  expect(faultOf(() => inflate(trailing, 4, 0, 'f'))).toMatch(/decompress to nothing/)
  const members = join(...Array.from({ length: 9_000 }, () => none))
  expect(faultOf(() => gunzip(members, 'f'))).toMatch(/decompress to nothing/)
  const name = join([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3], new Uint8Array(500_000).fill(65))
  expect(faultOf(() => gunzip(name, 'f'))).toMatch(/decompress to nothing/)
})

test('inflate holds the data to the claimed length and checksum', () => {
  const data = ascii('the quick brown fox jumps over the lazy dog, the quick brown fox')
  const packed = deflateSync(data)
  const sum = crc32(data)
  expect(inflate(packed, data.length, sum, 'f')).toEqual(data)
  expect(inflate(packed, data.length, sum, 'f', 9)).toEqual(data.subarray(0, 9))
  expect(faultOf(() => inflate(packed, data.length - 1, sum, 'f'))).toMatch(/when decompressed, got more/)
  expect(faultOf(() => inflate(packed, data.length + 1, sum, 'f'))).toMatch(/when decompressed, got 64 bytes/)
  expect(faultOf(() => inflate(packed, data.length, sum ^ 1, 'f'))).toMatch(/CRC-32/)
  expect(faultOf(() => inflate(packed, 1e6, sum, 'f'))).toMatch(/only \d+ compressed bytes/)
  expect(faultOf(() => inflate(packed, 2 ** 31 + 1, sum, 'f'))).toMatch(/at most 2147483648 bytes/)
})

test.each([
  ['cut in the header', (b: Uint8Array) => b.subarray(0, 12)],
  ['cut in the data', (b: Uint8Array) => b.subarray(0, 25)],
  ['without the trailer', (b: Uint8Array) => b.subarray(0, -8)],
  ['without the last byte', (b: Uint8Array) => b.subarray(0, -1)],
  ['with a byte after the end', (b: Uint8Array) => join(b, [0])],
  ['with garbage after the end', (b: Uint8Array) => join(b, ascii('garbage'))]
])('refuses a gzip file %s', (_, damage) => {
  expect(faultOf(() => gunzip(damage(base64(GOLDEN.twoMembers)), 'f'))).toMatch(/^f: expected .*, got /)
})
