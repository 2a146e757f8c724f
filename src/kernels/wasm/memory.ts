import { InputError } from '../../errors/index.ts'

/** wasm32 addresses at most 4 GiB; the last page is left alone so that sizes stay below 2³². */
export const MOST_PAGES = 65535
const PAGE = 65536

/** A bump allocator over a wasm memory. Views are made on use; those of the whole memory are kept until it grows. */
export class Arena {
  readonly memory: WebAssembly.Memory
  #next: number
  /** The whole memory as 32-bit words, floats and doubles. Asking the memory for its buffer costs more than many an access. */
  words = new Int32Array(0)
  floats = new Float32Array(0)
  doubles = new Float64Array(0)

  constructor(memory: WebAssembly.Memory, base: number) {
    this.memory = memory
    this.#next = base
    this.#view()
  }

  #view(): void {
    const { buffer } = this.memory
    this.words = new Int32Array(buffer)
    this.floats = new Float32Array(buffer)
    this.doubles = new Float64Array(buffer)
  }

  /** `bytes` of zeros, aligned to 64. */
  take(bytes: number): number {
    const start = Math.ceil(this.#next / 64) * 64
    const end = start + bytes
    const missing = Math.ceil((end - this.words.byteLength) / PAGE)
    if (missing > 0 && (end > MOST_PAGES * PAGE || !this.#grow(missing))) {
      throw new InputError({
        code: 'capability', where: 'kernel memory', expected: 'a network and examples that fit into 4 GiB',
        got: `${Math.ceil(end / 1048576)} MiB`, remedy: 'Use fewer examples, narrower layers or a smaller batch'
      })
    }
    this.#next = end
    return start
  }

  #grow(pages: number): boolean {
    try {
      this.memory.grow(pages)
    } catch {
      return false
    }
    this.#view()
    return true
  }

  f32(at: number, length: number): Float32Array { return this.floats.subarray(at / 4, at / 4 + length) }
  f64(at: number, length: number): Float64Array { return this.doubles.subarray(at / 8, at / 8 + length) }
  u32(at: number, length: number): Uint32Array { return new Uint32Array(this.words.buffer, at, length) }
  i32(at: number, length: number): Int32Array { return this.words.subarray(at / 4, at / 4 + length) }
}

/** A table of 8-byte slots (slots.ts). */
export class Table {
  readonly #arena: Arena
  readonly at: number

  constructor(arena: Arena, at: number) {
    this.#arena = arena
    this.at = at
  }

  int(slot: number): number { return this.#arena.words[this.at / 4 + slot * 2]! }
  setInt(slot: number, value: number): void { this.#arena.words[this.at / 4 + slot * 2] = value }
  number(slot: number): number { return this.#arena.doubles[this.at / 8 + slot]! }
  setNumber(slot: number, value: number): void { this.#arena.doubles[this.at / 8 + slot] = value }
  setFloat(slot: number, value: number): void { this.#arena.floats[this.at / 4 + slot * 2] = value }
  pointer(slot: number): number { return this.int(slot) >>> 0 }
}

/** A [rows][stride] array as [rows, width]. */
export function unpadded(arena: Arena, at: number, rows: number, stride: number, width: number): Float32Array {
  const out = new Float32Array(rows * width)
  for (let r = 0; r < rows; r++) out.set(arena.f32(at + r * stride * 4, width), r * width)
  return out
}
