import { InputError } from '../errors/index.ts'
import type { Experiment } from '../experiment/index.ts'
import { fingerprint } from './fingerprint.ts'
import type { Columns, Reading, RunEnd, Trace } from './trace.ts'

type Growing = { -readonly [K in keyof Columns]: Columns[K] }

/**
 * Collects readings in the order they are taken. Columns double when full, so a million readings cost a million writes.
 * `finish` may be called more than once (a stopped run goes on): each trace is a copy of what was added so far.
 */
export class TraceBuilder {
  readonly experiment: Experiment
  readonly kernel: string
  private readonly names: string[]
  private columns: Growing = emptyColumns(1024)
  private count = 0

  /** `quantities` fixes the first names' order; others join it as they are first added. */
  constructor(experiment: Experiment, kernel: string, quantities: readonly string[] = []) {
    this.experiment = experiment
    this.kernel = kernel
    this.names = [...quantities]
  }

  /** A builder that goes on where the trace ended. */
  static from(trace: Trace): TraceBuilder {
    const builder = new TraceBuilder(trace.experiment, trace.kernel, trace.quantities)
    builder.count = trace.columns.value.length
    builder.columns = copyOf(trace.columns, builder.count, Math.max(1024, builder.count))
    return builder
  }

  /** Readings so far. */
  get length(): number {
    return this.count
  }

  /** `layer` 0 is the whole network, `neuron` −1 the whole layer. Domain: layer < 65536, at most 256 different quantities. */
  add(step: number, epoch: number, layer: number, neuron: number, quantity: string, value: number): void {
    const index = this.indexOf(quantity)
    const at = this.count
    if (at === this.columns.value.length) this.columns = copyOf(this.columns, at, 2 * at)
    const { columns } = this
    columns.step[at] = step
    columns.epoch[at] = epoch
    columns.layer[at] = layer
    columns.neuron[at] = neuron
    columns.quantity[at] = index
    columns.value[at] = value
    this.count = at + 1
  }

  finish(end: RunEnd): Trace {
    const { experiment, kernel } = this
    const columns = copyOf(this.columns, this.count, this.count)
    const quantities = [...this.names]
    const measured = { experiment, kernel, quantities, columns }
    return { version: 1, ...measured, fingerprint: fingerprint(measured), end }
  }

  private indexOf(quantity: string): number {
    const found = this.names.indexOf(quantity)
    if (found >= 0) return found
    if (this.names.length === 256) {
      throw new InputError({ code: 'usage', where: 'trace', expected: 'at most 256 different quantities', got: '257' })
    }
    return this.names.push(quantity) - 1
  }
}

/** Columns of `length` zeros. */
function emptyColumns(length: number): Growing {
  return {
    step: new Float64Array(length),
    epoch: new Float64Array(length),
    layer: new Uint16Array(length),
    neuron: new Int32Array(length),
    quantity: new Uint8Array(length),
    value: new Float64Array(length)
  }
}

function copyOf(columns: Columns, count: number, length: number): Growing {
  const copy = emptyColumns(length)
  for (const name of Object.keys(copy) as (keyof Columns)[]) copy[name].set(columns[name].subarray(0, count))
  return copy
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
