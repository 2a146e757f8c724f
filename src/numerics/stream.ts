import { InputError, shown } from '../errors/index.ts'
import { normalQuantile } from './normal.ts'
import { philox } from './philox.ts'

/** A sequence of random draws that depends on nothing but its key and how many words were drawn. */
export interface Stream {
  /** A draw from (0, 1), never 0 or 1: an odd multiple of 2⁻⁵³ · two words. */
  uniform(): number
  /** 32 random bits · one word. */
  uint32(): number
  /** A draw from 0 … n−1, exactly uniform (by rejection), for 1 ≤ n ≤ 2³² · one word, rarely more. */
  below(n: number): number
  /** A draw from N(0, 1): Φ⁻¹ of one uniform · two words. */
  normal(): number
  /** 32-bit words drawn so far; `createStream` with it goes on from here. */
  readonly position: number
}

/** Blocks computed at a time: enough to spread the call, little enough that a stream of ten draws is cheap. */
const BLOCKS = 32
const WORDS = 4 * BLOCKS

class PhiloxStream implements Stream {
  readonly #key: readonly [number, number]
  readonly #c2: number
  readonly #c3: number
  readonly #words = new Uint32Array(WORDS)
  /** Next word in `#words`; WORDS when it is used up. */
  #at = WORDS
  /** The first block that is not in `#words` yet. */
  #next = 0

  constructor(key: readonly [number, number], c2: number, c3: number, position: number) {
    this.#key = key
    this.#c2 = c2
    this.#c3 = c3
    this.#next = Math.floor(position / WORDS) * BLOCKS
    if (position % WORDS > 0) {
      this.#refill()
      this.#at = position % WORDS
    }
  }

  get position(): number {
    return 4 * this.#next - WORDS + this.#at
  }

  uint32(): number {
    if (this.#at === WORDS) this.#refill()
    return this.#words[this.#at++]!
  }

  uniform(): number {
    const high = this.uint32() >>> 6
    const low = this.uint32() >>> 6
    return (high * 67108864 + low + 0.5) * 2.220446049250313e-16 // 26 + 26 bits and a half, × 2⁻⁵²
  }

  normal(): number {
    return normalQuantile(this.uniform())
  }

  below(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= 4294967296)) throw misuse('below(n)', 'a whole number from 1 to 2^32', n)
    const limit = 4294967296 - (4294967296 % n)
    for (;;) {
      const word = this.uint32()
      if (word < limit) return word % n
    }
  }

  #refill(): void {
    philox(this.#words, BLOCKS, [this.#next >>> 0, Math.floor(this.#next / 4294967296), this.#c2, this.#c3], this.#key)
    this.#next += BLOCKS
    this.#at = 0
  }
}

function misuse(where: string, expected: string, got: unknown): InputError {
  return new InputError({ code: 'usage', where, expected, got: shown(got) })
}

/** FNV-1a over UTF-16 units, 32 bits: purposes are a handful of fixed words, which a test holds apart. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/**
 * The random stream of (seed, purpose, layer): Philox4x32-10 with key = seed and counter = (block, layer, hash of purpose).
 * Streams of different seeds, layers or purposes never share a block, so that changing one layer leaves the others' draws alone.
 * seed: whole, 0 … 2⁵³−1 · layer: whole, 0 … 2³²−1 · position: words already drawn (resume) · ≈ 1 KB, nothing drawn yet.
 */
export function createStream(seed: number, purpose: string, layer = 0, position = 0): Stream {
  if (!(Number.isSafeInteger(seed) && seed >= 0)) throw misuse('seed', 'a whole number from 0 to 2^53 − 1', seed)
  if (!(Number.isInteger(layer) && layer >= 0 && layer <= 0xffffffff)) throw misuse('layer', 'a whole number from 0 to 2^32 − 1', layer)
  if (!(Number.isSafeInteger(position) && position >= 0)) throw misuse('position', 'a whole number from 0 to 2^53 − 1', position)
  return new PhiloxStream([seed >>> 0, Math.floor(seed / 4294967296)], layer, hash(purpose), position)
}

/** A random permutation of 0 … n−1 (Fisher–Yates, from the end) · n−1 draws of `below`. */
export function shuffle(stream: Stream, n: number): Uint32Array {
  if (!(Number.isInteger(n) && n >= 0 && n <= 4294967295)) throw misuse('shuffle(stream, n)', 'a whole number from 0 to 2^32 − 1', n)
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  for (let i = n - 1; i > 0; i--) {
    const j = stream.below(i + 1)
    const swap = order[i]!
    order[i] = order[j]!
    order[j] = swap
  }
  return order
}
