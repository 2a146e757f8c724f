import type { Experiment } from '../experiment/index.ts'
import { readingAt } from './columns.ts'
import { canonicalJson, jsonNumber } from './fingerprint.ts'
import type { RunEnd, Trace } from './trace.ts'

/** Non-finite numbers have no form in JSON and stand there by name. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity'

export interface JsonReading {
  readonly step: number
  readonly epoch: number
  readonly layer: number | null
  readonly neuron?: number
  readonly quantity: string
  readonly value: JsonNumber
}

/** A trace as one object; `--json` prints it with a few words more. */
export interface JsonTrace {
  readonly experiment: Experiment
  readonly kernel: string
  readonly fingerprint: string
  readonly end: RunEnd
  readonly readings: readonly JsonReading[]
}

/** The trace as one plain object, safe for JSON.stringify (which loses nothing but the sign of −0). */
export function jsonObject(trace: Trace): JsonTrace {
  const { experiment, kernel, end } = trace
  const readings = Array.from(trace.columns.value, (value, i) => ({ ...readingAt(trace, i), value: jsonValue(value) }))
  return { experiment, kernel, fingerprint: trace.fingerprint, end, readings }
}

/** `jsonObject` as text, −0 kept. */
export function toJson(trace: Trace): string {
  return canonicalJson(jsonObject(trace))
}

function jsonValue(x: number): JsonNumber {
  if (Number.isFinite(x)) return x
  if (Number.isNaN(x)) return 'NaN'
  return x > 0 ? 'Infinity' : '-Infinity'
}

/** Line 1 the header, then one reading a line, in the order taken; no line ends are included. Yields lazily, for writing as one goes. */
export function* jsonlLines(trace: Trace): Generator<string, void, undefined> {
  const { version, experiment, kernel, fingerprint, quantities, end } = trace
  const head = { version, kernel, fingerprint, quantities, end, experiment }
  yield `{${Object.entries(head).map(([key, part]) => `"${key}":${canonicalJson(part)}`).join(',')}}`
  const { step, epoch, layer, neuron, quantity, value } = trace.columns
  const names = quantities.map(name => JSON.stringify(name))
  for (let i = 0; i < value.length; i++) {
    const who = `"layer":${layer[i] === 0 ? 'null' : layer[i]}${neuron[i]! >= 0 ? `,"neuron":${neuron[i]}` : ''}`
    yield `{"step":${step[i]},"epoch":${epoch[i]},${who},"quantity":${names[quantity[i]!]},"value":${jsonNumber(value[i]!)}}`
  }
}

/** JSON Lines: `jsonlLines`, each ended by a newline. */
export function toJsonl(trace: Trace): string {
  return joined(jsonlLines(trace), '\n')
}

/** RFC 4180: a header row, then one row a reading; `layer` and `neuron` are empty where none is meant; numbers read back exactly. */
export function* csvLines(trace: Trace): Generator<string, void, undefined> {
  yield 'step,epoch,layer,neuron,quantity,value'
  const { step, epoch, layer, neuron, quantity, value } = trace.columns
  const names = trace.quantities.map(csvField)
  for (let i = 0; i < value.length; i++) {
    const who = `${layer[i] === 0 ? '' : layer[i]},${neuron[i]! >= 0 ? neuron[i] : ''}`
    yield `${step[i]},${epoch[i]},${who},${names[quantity[i]!]},${Object.is(value[i], -0) ? '-0' : value[i]}`
  }
}

/** CSV after RFC 4180, lines ended by CR LF. */
export function toCsv(trace: Trace): string {
  return joined(csvLines(trace), '\r\n')
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** In blocks: one string of a million small parts would be a rope that is slow to flatten. */
function joined(lines: Iterable<string>, lineEnd: string): string {
  const blocks: string[] = []
  let block: string[] = []
  for (const line of lines) {
    block.push(line)
    if (block.length < 4096) continue
    blocks.push(block.join(lineEnd) + lineEnd)
    block = []
  }
  if (block.length > 0) blocks.push(block.join(lineEnd) + lineEnd)
  return blocks.join('')
}
