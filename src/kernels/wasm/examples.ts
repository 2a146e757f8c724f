import type { Examples } from '../contract.ts'
import type { Arena } from './memory.ts'

/** Columns of the first layer that go together: 224 rows of 32 weights are 28 KiB, which stay in a first-level cache of 32. */
export const TILE = 224
const WORDS = TILE / 32

/** Where the parts of a record are, in bytes from its beginning. */
export interface RecordShape {
  readonly tiles: number
  readonly maskAt: number
  readonly targetAt: number
  readonly entriesAt: number
}

/**
 * One record an example, all of it in one place, so that an example drawn at random costs few waits for the memory:
 * u32 [tiles + 1] where each tile's entries begin, in bytes from the record; u32 [tiles][TILE / 32] a bit for every column with an
 * entry; f32 [outputs up to 4] the target; then the entries of 4 bytes (see `entriesOf`).
 */
export interface LoadedExamples {
  readonly count: number
  readonly task: Examples['task']
  readonly shape: RecordShape
  /** [count] addresses of the records. */
  readonly records: Uint32Array
  /** Of the largest input, as floats hold it: its size is below 2^(exponent − 126), and 255 is no finite number. */
  readonly exponent: number
}

const SMALLEST = 1.1754943508222875e-38 // a denormal would stall the processor; it counts as 0

const up16 = (bytes: number): number => Math.ceil(bytes / 16) * 16

export function recordShape(fanIn: number, fanOut: number): RecordShape {
  const tiles = Math.ceil(fanIn / TILE)
  const maskAt = 4 * (tiles + 1)
  const targetAt = up16(maskAt + 4 * tiles * WORDS)
  return { tiles, maskAt, targetAt, entriesAt: targetAt + up16(fanOut * 4) }
}

const float = new Float32Array(1)
const bits = new Int32Array(float.buffer)

/**
 * A value as one entry, or two: its upper 24 bits, to which 8 of a place are added, and what that leaves. Every float32 is the sum of
 * the two exactly, but for a rest below the normal floats. Pixels, whole multiples of 1/256, take one; a NaN keeps its upper bits.
 */
export function entriesOf(value: number, put: (upper: number) => void): void {
  if (Math.abs(value) < SMALLEST) return
  float[0] = value
  const upper = (Number.isNaN(value) ? 0x7fc00000 : bits[0]!) & 0xffffff00
  put(upper)
  bits[0] = upper
  const rest = value - float[0]
  if (rest === 0 || !(Math.abs(rest) >= SMALLEST)) return
  float[0] = rest
  put(bits[0] & 0xffffff00)
}

/** The examples in the kernel's form: four fifths of an MNIST image are zeros, and a zero costs nothing. */
export function sparse(examples: Examples, fanIn: number, fanOut: number, arena: Arena): LoadedExamples {
  const { count, inputs, task } = examples
  const shape = recordShape(fanIn, fanOut)
  const records = new Uint32Array(count)
  const add = (upper: number): void => {
    bytes += 4
    largest = Math.max(largest, upper & 0x7fffffff)
  }
  let bytes = 0
  let largest = 0
  for (let n = 0; n < count; n++) {
    records[n] = bytes
    bytes += shape.entriesAt
    for (let at = n * fanIn; at < (n + 1) * fanIn; at++) entriesOf(inputs[at]!, add)
    bytes = up16(bytes)
  }
  const base = arena.take(bytes)
  for (let n = 0; n < count; n++) {
    records[n]! += base
    arena.floats.set(examples.targets.subarray(n * fanOut, (n + 1) * fanOut), (records[n]! + shape.targetAt) / 4)
    writeEntries(inputs, n * fanIn, fanIn, arena.words, records[n]! / 4, shape)
  }
  return { count, task, shape, records, exponent: largest >> 23 }
}

function writeEntries(inputs: Float32Array, from: number, fanIn: number, words: Int32Array, record: number, shape: RecordShape): void {
  let next = record + shape.entriesAt / 4
  let place = 0
  const put = (upper: number): void => { words[next++] = upper | place }
  for (let k = 0; k < fanIn; k++) {
    place = k % TILE
    const tile = (k - place) / TILE
    if (place === 0) words[record + tile] = (next - record) * 4
    const before = next
    entriesOf(inputs[from + k]!, put)
    if (next > before) words[record + shape.maskAt / 4 + tile * WORDS + (place >> 5)]! |= 1 << (place & 31)
  }
  words[record + shape.tiles] = (next - record) * 4
}
