import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hexOf, sha256 } from './sha256.ts'

const ascii = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0))

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1']
])('FIPS 180-4: %o', (text, digest) => {
  expect(hexOf(sha256(ascii(text)))).toBe(digest)
})

test('every length around the ends of blocks, whole and in two parts, as OpenSSL has it', () => {
  const bytes = Uint8Array.from({ length: 200 }, (_, i) => (i * 167 + 13) % 256)
  for (let length = 0; length <= 200; length++) {
    const part = bytes.subarray(0, length)
    const expected = createHash('sha256').update(part).digest('hex')
    expect(hexOf(sha256(part))).toBe(expected)
    for (const cut of [0, 1, 17, 63, 64, 65, 120, length]) {
      expect(hexOf(sha256(part.subarray(0, cut), part.subarray(cut, cut + 3), part.subarray(cut + 3)))).toBe(expected)
    }
  }
})

test('bytes within a larger buffer, in shared memory, and a megabyte', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(1_000_100)).subarray(7, 1_000_007).fill(97)
  expect(hexOf(sha256(shared))).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0')
})
