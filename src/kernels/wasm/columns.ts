import type { LoadedExamples } from './examples.ts'
import type { Arena } from './memory.ts'

/** Rows of D that go together: 160 rows of 32 floats stay in the first-level cache. */
const TILE = 160
/** Batches below this are scattered example by example in any case. */
const LEAST_ROWS = 256

export interface BatchColumns {
  /** u32 [tiles · columns + 1] and {u32 place in the batch, f32 value}; 0 when this batch is not held by column. */
  readonly starts: number
  readonly entries: number
  readonly tiles: number
}
const NONE: BatchColumns = { starts: 0, entries: 0, tiles: 0 }

/**
 * Notices a batch that comes again and holds its entries by column too: then the first layer's gradient accumulates in registers.
 * One batch is held, the last large one that was seen twice in a row.
 */
export class RepeatedBatch {
  readonly #arena: Arena
  readonly #columns: number
  #rows = new Uint32Array(0)
  #from: LoadedExamples | null = null
  #held: BatchColumns | null = null
  #room = { at: 0, bytes: 0 }

  constructor(arena: Arena, columns: number) {
    this.#arena = arena
    this.#columns = columns
  }

  of(examples: LoadedExamples, rows: Uint32Array): BatchColumns {
    if (rows.length < LEAST_ROWS) return NONE
    if (this.#from === examples && same(this.#rows, rows)) return (this.#held ??= this.#build(examples, rows))
    this.#rows = rows.slice()
    this.#from = examples
    this.#held = null
    return NONE
  }

  #build(examples: LoadedExamples, rows: Uint32Array): BatchColumns {
    const columns = this.#columns
    const tiles = Math.ceil(rows.length / TILE)
    const { starts, entries, filled } = entriesOf(examples, rows, this.#arena)
    const bytes = (tiles * columns + 1) * 4 + 64 + filled * 8
    if (bytes > this.#room.bytes) this.#room = { at: this.#arena.take(bytes), bytes }
    const held = { starts: this.#room.at, entries: this.#room.at + Math.ceil(((tiles * columns + 1) * 4) / 64) * 64, tiles }
    const next = this.#arena.u32(held.starts, tiles * columns + 1)
    next.fill(0)
    const from = this.#arena.u32(examples.entries, 0).buffer
    const [column, value] = [new Uint32Array(from), new Float32Array(from)]
    const each = (see: (slot: number, entry: number, place: number) => void): void => {
      for (let place = 0; place < rows.length; place++) {
        const tile = Math.floor(place / TILE) * columns
        for (let e = starts[2 * place]!; e < starts[2 * place + 1]!; e++) see(tile + column[entries + 2 * e]!, entries + 2 * e, place)
      }
    }
    each(slot => next[slot + 1]!++)
    for (let i = 1; i < next.length; i++) next[i]! += next[i - 1]!
    // next[slot] runs to the start of the slot after it; put back by one shift at the end.
    each((slot, entry, place) => {
      const to = held.entries / 4 + 2 * next[slot]!++
      column[to] = place
      value[to + 1] = value[entry + 1]!
    })
    next.copyWithin(1, 0)
    next[0] = 0
    return held
  }
}

function same(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** First and last entry of each listed example, where the entries begin in words, and how many there are. */
function entriesOf({ starts, entries, tiles, count }: LoadedExamples, rows: Uint32Array, arena: Arena): {
  readonly starts: Uint32Array
  readonly entries: number
  readonly filled: number
} {
  const all = arena.u32(starts, count * tiles + 1)
  const ends = new Uint32Array(rows.length * 2)
  let filled = 0
  rows.forEach((row, place) => {
    ends[2 * place] = all[row * tiles]!
    ends[2 * place + 1] = all[(row + 1) * tiles]!
    filled += ends[2 * place + 1]! - ends[2 * place]!
  })
  return { starts: ends, entries: entries / 4, filled }
}
