import { TILE, type LoadedExamples } from './examples.ts'
import type { Arena } from './memory.ts'
import { HELD_FROM } from './slots.ts'

/**
 * Notices a batch that comes again and holds its entries by column too: then the first layer's gradient accumulates in registers.
 * One batch is held, the last large one that was seen twice in a row.
 */
export class RepeatedBatch {
  readonly #arena: Arena
  readonly #columns: number
  #rows = new Uint32Array(0)
  #from: LoadedExamples | null = null
  #held = 0
  #room = { at: 0, bytes: 0 }

  constructor(arena: Arena, columns: number) {
    this.#arena = arena
    this.#columns = columns
  }

  /** Where u32 [tiles · columns + 1] addresses of entries stand, as gradientByColumn reads them; 0 when this batch is not held by column. */
  of(examples: LoadedExamples, rows: Uint32Array): number {
    if (rows.length < HELD_FROM) return 0
    if (this.#from === examples && same(this.#rows, rows)) return (this.#held ||= this.#build(examples, rows))
    this.#rows = rows.slice()
    this.#from = examples
    return (this.#held = 0)
  }

  #build({ records, shape }: LoadedExamples, rows: Uint32Array): number {
    const columns = this.#columns
    const tiles = Math.ceil(rows.length / TILE)
    const heads = (tiles * columns + 1) * 4
    let filled = 0
    for (const row of rows) filled += this.#entryBytes(records[row]!, shape.tiles)
    if (heads + filled > this.#room.bytes) this.#room = { at: this.#arena.take(heads + filled), bytes: heads + filled }
    const { words } = this.#arena
    const next = this.#arena.u32(this.#room.at, tiles * columns + 1)
    const each = (see: (slot: number, entry: number, place: number) => void): void => {
      rows.forEach((row, i) => {
        const record = records[row]! / 4
        for (let tile = 0; tile < shape.tiles; tile++) {
          const end = record + words[record + tile + 1]! / 4
          for (let e = record + words[record + tile]! / 4; e < end; e++) {
            const column = tile * TILE + (words[e]! & 0xff)
            see(Math.floor(i / TILE) * columns + column, words[e]!, i % TILE)
          }
        }
      })
    }
    next.fill(0)
    each(slot => next[slot + 1]! += 4)
    next[0] = this.#room.at + heads
    for (let i = 1; i < next.length; i++) next[i]! += next[i - 1]!
    // While the entries are dealt out next[slot] runs to where the slot after it starts; one shift puts all back.
    each((slot, entry, place) => {
      words[next[slot]! / 4] = (entry & 0xffffff00) | place
      next[slot]! += 4
    })
    next.copyWithin(1, 0)
    next[0] = this.#room.at + heads
    return this.#room.at
  }

  #entryBytes(record: number, tiles: number): number {
    const { words } = this.#arena
    return words[record / 4 + tiles]! - words[record / 4]!
  }
}

function same(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
