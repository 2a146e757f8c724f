import { InputError } from '../errors/index.ts'
import type { Experiment } from '../experiment/index.ts'
import type { ReadingPlace } from '../instruments/index.ts'
import { fingerprint } from './fingerprint.ts'
import type { Columns, Reading, RunEnd, Trace } from './trace.ts'

type Writable = { -readonly [K in keyof Columns]: Columns[K] }

/** Readings in one block at most; a trace's first block is smaller. */
const BLOCK = 16_384, FIRST = 256

/** What the readings of a frame are: all but when they were taken and their values. */
export type Shape = Pick<Columns, 'layer' | 'neuron' | 'quantity'>

/** `count` readings as columns (of size 1); with a shape, so many frames: step and epoch stand once for each, the shape once for all. */
interface Block {
  readonly shape: Shape | null
  /** Readings in a frame. */
  readonly size: number
  readonly columns: Writable
  count: number
}

/**
 * Collects readings in the order they are taken, in blocks of columns, so that the millionth costs what the first did: 31 bytes, in a frame of many
 * little more than the 8 of its value. No reading is copied or moved before `finish`. That may be called more than once (a stopped run goes on): each
 * trace is a copy of what was added so far.
 */
export class TraceBuilder {
  readonly experiment: Experiment
  readonly kernel: string
  readonly #names: string[]
  readonly #blocks: Block[] = []
  #last: Block | null = null
  #length = 0

  /** `quantities` fixes the first names' order; others join it as they are first added. */
  constructor(experiment: Experiment, kernel: string, quantities: readonly string[] = []) {
    this.experiment = experiment
    this.kernel = kernel
    this.#names = [...quantities]
  }

  /** A builder that goes on where the trace ended. */
  static from(trace: Trace): TraceBuilder {
    const builder = new TraceBuilder(trace.experiment, trace.kernel, trace.quantities)
    builder.#push(trace.columns, trace.columns.value.length)
    return builder
  }

  /** Readings so far. */
  get length(): number {
    return this.#length
  }

  /** `layer` 0 is the whole network, `neuron` −1 the whole layer. Domain: layer < 65536, at most 256 different quantities. */
  add(step: number, epoch: number, layer: number, neuron: number, quantity: string, value: number): void {
    const id = this.#indexOf(quantity), block = this.#open(null), { columns, count } = block
    columns.step[count] = step
    columns.epoch[count] = epoch
    columns.layer[count] = layer
    columns.neuron[count] = neuron
    columns.quantity[count] = id
    columns.value[count] = value
    block.count = count + 1
    this.#length++
  }

  /** What `frame` takes values of. A new quantity joins the trace's names here, so ask when the first of these readings are there. */
  shapeOf(readings: readonly ReadingPlace[]): Shape {
    return {
      layer: Uint16Array.from(readings, r => r.layer),
      neuron: Int32Array.from(readings, r => r.neuron),
      quantity: Uint8Array.from(readings, r => this.#indexOf(r.quantity))
    }
  }

  /** Adds all readings of a shape by their values in the same order: faster than one by one, and smaller. */
  frame(step: number, epoch: number, shape: Shape, values: Float64Array): void {
    if (values.length === 0) return
    const block = this.#open(shape), { columns: { value }, count } = block, size = values.length
    block.columns.step[count] = step
    block.columns.epoch[count] = epoch
    value.set(values, count * size)
    block.count = count + 1
    this.#length += size
  }

  /** The names of the quantities so far, by number. */
  get quantities(): readonly string[] {
    return [...this.#names]
  }

  /** A copy of the readings from number `start` to `end`. */
  copy(start = 0, end = this.#length): Columns {
    const all = emptyColumns(Math.max(0, end - start))
    let at = -start
    for (const block of this.#blocks) {
      const { shape, size, columns } = block, length = block.count * size, stop = Math.min(length, end - start - at)
      for (let k = Math.max(0, -at); k < stop; k++) {
        const frame = Math.floor(k / size), place = shape ? k % size : k
        all.step[at + k] = columns.step[frame]!
        all.epoch[at + k] = columns.epoch[frame]!
        all.layer[at + k] = columns.layer[place]!
        all.neuron[at + k] = columns.neuron[place]!
        all.quantity[at + k] = columns.quantity[place]!
        all.value[at + k] = columns.value[k]!
      }
      at += length
    }
    return all
  }

  /** Forgets all but the first `count` readings. Costs a copy of these. */
  keep(count: number): void {
    const columns = this.copy(0, count)
    this.#blocks.length = this.#length = 0
    this.#push(columns, count)
  }

  /** `experiment` where the run was given another document on the way. */
  finish(end: RunEnd, experiment: Experiment = this.experiment): Trace {
    const { kernel, quantities } = this
    const measured = { experiment, kernel, quantities, columns: this.copy() }
    return { version: 1, ...measured, fingerprint: fingerprint(measured), end }
  }

  #indexOf(quantity: string): number {
    const found = this.#names.indexOf(quantity)
    if (found >= 0) return found
    if (this.#names.length === 256) {
      throw new InputError({ code: 'usage', where: 'trace', expected: 'at most 256 different quantities', got: '257' })
    }
    return this.#names.push(quantity) - 1
  }

  /** The last block, with room for more of the shape. */
  #open(shape: Shape | null): Block {
    const last = this.#last
    if (last && last.shape === shape && last.count < last.columns.step.length) return last
    const size = shape ? shape.layer.length : 1, count = Math.max(1, Math.floor(Math.min(BLOCK, Math.max(FIRST, this.#length)) / size))
    return this.#push({ ...emptyColumns(count, count * size), ...shape }, 0, shape, size)
  }

  #push(columns: Writable, count: number, shape: Shape | null = null, size = 1): Block {
    this.#length += count * size
    this.#blocks.push(this.#last = { shape, size, columns, count })
    return this.#last
  }
}

/** Columns of `length` zeros, and another number of values. */
function emptyColumns(length: number, values = length): Writable {
  return {
    step: new Float64Array(length),
    epoch: new Float64Array(length),
    layer: new Uint16Array(length),
    neuron: new Int32Array(length),
    quantity: new Uint8Array(length),
    value: new Float64Array(values)
  }
}

/** The i-th reading as it stands in JSON. */
export function readingAt(trace: Trace, i: number): Reading {
  const { step, epoch, layer, neuron, quantity, value } = trace.columns
  return {
    step: step[i]!,
    epoch: epoch[i]!,
    layer: layer[i] === 0 ? null : layer[i]!,
    ...(neuron[i]! >= 0 ? { neuron: neuron[i]! } : {}),
    quantity: trace.quantities[quantity[i]!]!,
    value: value[i]!
  }
}

/** All readings as records, in the order they were taken. Allocates one object each. */
export function readings(trace: Trace): Reading[] {
  return Array.from(trace.columns.value, (_, i) => readingAt(trace, i))
}

/** One quantity of one layer over a run, as columns of equal length. */
export interface Series {
  readonly epoch: Float64Array
  readonly step: Float64Array
  readonly value: Float64Array
}

/**
 * One quantity of one layer over the run, in the order taken. `layer` 0 is the whole network; `neuron` −1 (the default) the whole layer.
 * Empty when there is no such reading. Cost: one pass over the columns.
 */
export function series(trace: Trace, quantity: string, layer: number, neuron = -1): Series {
  const name = trace.quantities.indexOf(quantity)
  const { columns } = trace
  const found: number[] = []
  for (let i = 0; i < columns.value.length; i++) {
    if (columns.quantity[i] === name && columns.layer[i] === layer && columns.neuron[i] === neuron) found.push(i)
  }
  const pick = (column: Float64Array): Float64Array => Float64Array.from(found, i => column[i]!)
  return { epoch: pick(columns.epoch), step: pick(columns.step), value: pick(columns.value) }
}
