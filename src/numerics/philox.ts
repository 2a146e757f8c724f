/**
 * Philox4x32-10: a bijection of a 128-bit counter under a 64-bit key, whose outputs pass BigCrush.
 * Writes the blocks of counters (low + i, high, c2, c3), i = 0…blocks−1, four words each, into out; low + i carries into high.
 * Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"; constants of Random123.
 */
export function philox(
  out: Uint32Array,
  blocks: number,
  counter: readonly [low: number, high: number, c2: number, c3: number],
  key: readonly [low: number, high: number]
): void {
  const c2 = counter[2] | 0
  const c3 = counter[3] | 0
  for (let i = 0; i < blocks; i++) {
    const low = (counter[0] >>> 0) + i
    let x0 = low | 0
    let x1 = (counter[1] + (low > 0xffffffff ? 1 : 0)) | 0
    let x2 = c2
    let x3 = c3
    let k0 = key[0] | 0
    let k1 = key[1] | 0
    for (let round = 0; round < 10; round++) {
      // 32×32→64-bit products by halves of 16 bits: M0 = 0xD2511F53, M1 = 0xCD9E8D57.
      const a = x0 & 0xffff
      const b = x0 >>> 16
      const p = Math.imul(b, 0x1f53) + (Math.imul(a, 0x1f53) >>> 16)
      const high0 = (Math.imul(b, 0xd251) + (p >>> 16) + ((Math.imul(a, 0xd251) + (p & 0xffff)) >>> 16)) | 0
      const low0 = Math.imul(x0, 0xd2511f53)
      const c = x2 & 0xffff
      const d = x2 >>> 16
      const q = Math.imul(d, 0x8d57) + (Math.imul(c, 0x8d57) >>> 16)
      const high1 = (Math.imul(d, 0xcd9e) + (q >>> 16) + ((Math.imul(c, 0xcd9e) + (q & 0xffff)) >>> 16)) | 0
      const low1 = Math.imul(x2, 0xcd9e8d57)
      x0 = high1 ^ x1 ^ k0
      x1 = low1
      x2 = high0 ^ x3 ^ k1
      x3 = low0
      k0 = (k0 + 0x9e3779b9) | 0
      k1 = (k1 + 0xbb67ae85) | 0
    }
    const at = 4 * i
    out[at] = x0
    out[at + 1] = x1
    out[at + 2] = x2
    out[at + 3] = x3
  }
}
