import { InputError } from '../errors/index.ts'
import type { Experiment } from '../experiment/index.ts'
import { fingerprint } from './fingerprint.ts'
import type { Columns, Reading, RunEnd, Trace } from './trace.ts'

type Writable = { -readonly [K in keyof Columns]: Columns[K] }

/** Readings in one block: half a megabyte. */
const BLOCK = 16_384

/**
 * Collects readings in the order they are taken, in blocks of columns, so that the millionth costs what the first did: 31 bytes, and no
 * reading is copied or moved before `finish`. That may be called more than once (a stopped run goes on): each trace is a copy of what was
 * added so far.
 */
export class TraceBuilder {
  readonly experiment: Experiment
  readonly kernel: string
  readonly #names: string[]
  /** Full, but for the last of a trace that was gone on from. */
  readonly #full: Columns[] = []
  #fullCount = 0
  #block: Writable = emptyColumns(BLOCK)
  #count = 0

  /** `quantities` fixes the first names' order; others join it as they are first added. */
  constructor(experiment: Experiment, kernel: string, quantities: readonly string[] = []) {
    this.experiment = experiment
    this.kernel = kernel
    this.#names = [...quantities]
  }

  /** A builder that goes on where the trace ended. */
  static from(trace: Trace): TraceBuilder {
    const builder = new TraceBuilder(trace.experiment, trace.kernel, trace.quantities)
    builder.#full.push(trace.columns)
    builder.#fullCount = trace.columns.value.length
    return builder
  }

  /** Readings so far. */
  get length(): number {
    return this.#fullCount + this.#count
  }

  /** `layer` 0 is the whole network, `neuron` −1 the whole layer. Domain: layer < 65536, at most 256 different quantities. */
  add(step: number, epoch: number, layer: number, neuron: number, quantity: string, value: number): void {
    this.append(step, epoch, layer, neuron, this.indexOf(quantity), value)
  }

  /** As `add`, with the number that `indexOf` gave for the quantity: no name is looked up. */
  append(step: number, epoch: number, layer: number, neuron: number, quantity: number, value: number): void {
    if (this.#count === BLOCK) this.#turn()
    const block = this.#block
    const count = this.#count
    block.step[count] = step
    block.epoch[count] = epoch
    block.layer[count] = layer
    block.neuron[count] = neuron
    block.quantity[count] = quantity
    block.value[count] = value
    this.#count = count + 1
  }

  /** The names of the quantities so far, by number. */
  get quantities(): readonly string[] {
    return [...this.#names]
  }

  /** All readings so far, in pieces of columns: views that stand until readings are forgotten. */
  get pieces(): readonly Columns[] {
    return [...this.#full, cut(this.#block, this.#count)]
  }

  /** Forgets all but the first `count` readings. */
  keep(count: number): void {
    while (this.#fullCount > count) {
      this.#count = 0
      const last = this.#full.pop()!
      this.#fullCount -= last.value.length
      if (this.#fullCount >= count) continue
      this.#full.push(cut(last, count - this.#fullCount))
      this.#fullCount = count
    }
    this.#count = Math.min(this.#count, count - this.#fullCount)
  }

  /** `experiment` where the run was given another document on the way. */
  finish(end: RunEnd, experiment: Experiment = this.experiment): Trace {
    const { kernel } = this
    const columns = joined(this.pieces)
    const quantities = [...this.#names]
    const measured = { experiment, kernel, quantities, columns }
    return { version: 1, ...measured, fingerprint: fingerprint(measured), end }
  }

  /** The number of a quantity in this trace. A new one joins the names here, so ask when its first reading is there. */
  indexOf(quantity: string): number {
    const found = this.#names.indexOf(quantity)
    if (found >= 0) return found
    if (this.#names.length === 256) {
      throw new InputError({ code: 'usage', where: 'trace', expected: 'at most 256 different quantities', got: '257' })
    }
    return this.#names.push(quantity) - 1
  }

  #turn(): void {
    this.#full.push(this.#block)
    this.#fullCount += this.#count
    this.#block = emptyColumns(BLOCK)
    this.#count = 0
  }
}

/** Columns of `length` zeros. */
function emptyColumns(length: number): Writable {
  return {
    step: new Float64Array(length),
    epoch: new Float64Array(length),
    layer: new Uint16Array(length),
    neuron: new Int32Array(length),
    quantity: new Uint8Array(length),
    value: new Float64Array(length)
  }
}

/** The first `count` readings, in the same memory. */
function cut(columns: Columns, count: number): Columns {
  const entries = Object.entries(columns).map(([name, column]: [string, Columns[keyof Columns]]) => [name, column.subarray(0, count)])
  return Object.fromEntries(entries) as unknown as Columns
}

/** A copy of the readings from number `start` on. */
function joined(pieces: readonly Columns[], start = 0): Columns {
  const columns = emptyColumns(pieces.reduce((sum, { value }) => sum + value.length, -start))
  let at = -start
  for (const piece of pieces) {
    const skipped = Math.max(0, -at)
    for (const name of Object.keys(columns) as (keyof Columns)[]) columns[name].set(piece[name].subarray(skipped), at + skipped)
    at += piece.value.length
  }
  return columns
}

/** A copy of the readings that a builder has taken, from number `start` on. */
export function readingsSince(builder: TraceBuilder, start: number): Columns {
  return joined(builder.pieces, start)
}

/** Forgets a builder's last readings, those at this step or a later one. */
export function dropFrom(builder: TraceBuilder, step: number): void {
  let left = builder.length
  for (const piece of [...builder.pieces].reverse()) {
    for (let i = piece.step.length - 1; i >= 0; i--, left--) if (piece.step[i]! < step) return builder.keep(left)
  }
  builder.keep(0)
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
