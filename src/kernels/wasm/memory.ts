import { InputError } from '../../errors/index.ts'

/** wasm32 addresses at most 4 GiB; the last page is left alone so that sizes stay below 2³². */
const MOST_BYTES = 0xffff0000
const PAGE = 65536

/** A bump allocator over a wasm memory. Views are made fresh on use: growing the memory detaches old ones. */
export class Arena {
  readonly memory: WebAssembly.Memory
  #next: number
  #words = new Int32Array(0)
  #doubles = new Float64Array(0)

  constructor(memory: WebAssembly.Memory, base: number) {
    this.memory = memory
    this.#next = base
  }

  /** `bytes` of zeros, aligned to 64. */
  take(bytes: number): number {
    const start = Math.ceil(this.#next / 64) * 64
    const end = start + bytes
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE)
    if (missing > 0 && (end > MOST_BYTES || !this.#grow(missing))) {
      throw new InputError({
        code: 'capability', where: 'kernel memory', expected: 'a network and examples that fit into 4 GiB',
        got: `${Math.ceil(end / 1048576)} MiB`, remedy: 'Use fewer examples, narrower layers, a smaller batch, or --kernels reference'
      })
    }
    this.#next = end
    return start
  }

  #grow(pages: number): boolean {
    try {
      this.memory.grow(pages)
      return true
    } catch {
      return false
    }
  }

  /** The whole memory as 32-bit words and as doubles: kept from call to call, since a view costs more than a slot's access. */
  get words(): Int32Array {
    if (this.#words.buffer !== this.memory.buffer) this.#words = new Int32Array(this.memory.buffer)
    return this.#words
  }

  get doubles(): Float64Array {
    if (this.#doubles.buffer !== this.memory.buffer) this.#doubles = new Float64Array(this.memory.buffer)
    return this.#doubles
  }

  f32(at: number, length: number): Float32Array { return new Float32Array(this.memory.buffer, at, length) }
  f64(at: number, length: number): Float64Array { return new Float64Array(this.memory.buffer, at, length) }
  u32(at: number, length: number): Uint32Array { return new Uint32Array(this.memory.buffer, at, length) }
  i32(at: number, length: number): Int32Array { return new Int32Array(this.memory.buffer, at, length) }
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
  pointer(slot: number): number { return this.int(slot) >>> 0 }
}

/** A [rows][stride] array as [rows, width]. */
export function unpadded(arena: Arena, at: number, rows: number, stride: number, width: number): Float32Array {
  const out = new Float32Array(rows * width)
  for (let r = 0; r < rows; r++) out.set(arena.f32(at + r * stride * 4, width), r * width)
  return out
}
