import { InputError, nearestName, shown } from '../errors/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { TraceBuilder } from './columns.ts'
import type { RunEnd, Trace } from './trace.ts'

const HEADER_KEYS = ['version', 'kernel', 'fingerprint', 'quantities', 'end', 'experiment']
const READING_KEYS = ['step', 'epoch', 'layer', 'neuron', 'quantity', 'value']
const MOST_LAYERS = 65_535
const MOST_NEURONS = 2 ** 31 - 1
const LONGEST_NAME = 100

/**
 * Reads a trace someone wrote as JSON Lines (`toJsonl`, or a loop in another language): the header needs `version` and
 * `experiment`; `kernel` defaults to 'foreign', `end` to done. Where the header has a fingerprint the readings must match it.
 * Throws InputError with the file's name and the line for anything else than a valid trace. Empty lines are skipped.
 */
export function fromJsonl(text: string, name = 'trace'): Trace {
  const lines = numberedLines(text.startsWith('\ufeff') ? text.slice(1) : text)
  const first = lines.next()
  if (first.done) throw mistake(name, 'a trace header on line 1', 'an empty file')
  const header = headerOf(first.value.text, `${name}, line ${first.value.number}`)
  const builder = new TraceBuilder(header.experiment, header.kernel, header.quantities)
  for (const { text: line, number } of lines) addReading(builder, line, `${name}, line ${number}`)
  const trace = builder.finish(header.end)
  if (header.fingerprint !== undefined && header.fingerprint !== trace.fingerprint) {
    throw mistake(name, `readings with the fingerprint ${header.fingerprint}`, trace.fingerprint,
      'The file was cut short or changed; if you changed it on purpose, remove the fingerprint from line 1')
  }
  return trace
}

function* numberedLines(text: string): Generator<{ readonly text: string; readonly number: number }, void, undefined> {
  let number = 0
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    number++
    const line = text.slice(start, end).trim()
    if (line !== '') yield { text: line, number }
    start = end + 1
  }
}

type Header = Pick<Trace, 'experiment' | 'kernel' | 'quantities' | 'end'> & { readonly fingerprint?: string }

function headerOf(line: string, where: string): Header {
  const header = record(line, HEADER_KEYS, where)
  if (header['version'] !== 1) throw mistake(`${where}, version`, '1', shown(header['version']))
  const { kernel = 'foreign', fingerprint, quantities = [], end = { kind: 'done' } } = header
  if (!isName(kernel)) throw mistake(`${where}, kernel`, 'a name', shown(kernel))
  if (fingerprint !== undefined && !(typeof fingerprint === 'string' && /^[0-9a-f]{16}$/.test(fingerprint))) {
    throw mistake(`${where}, fingerprint`, '16 hex digits', shown(fingerprint))
  }
  if (!Array.isArray(quantities) || quantities.length > 256 || !quantities.every(isName) || new Set(quantities).size < quantities.length) {
    throw mistake(`${where}, quantities`, 'at most 256 different names', shown(quantities))
  }
  const experiment = experimentOf(header['experiment'], where)
  return { experiment, kernel, quantities, end: endOf(end, `${where}, end`), ...(fingerprint === undefined ? {} : { fingerprint }) }
}

function experimentOf(document: unknown, where: string): Experiment {
  try {
    return resolve(document)
  } catch (error) {
    if (error instanceof InputError) throw new InputError({ ...error.mistake, where: `${where}, experiment: ${error.mistake.where}` })
    throw error
  }
}

/** The end of a run as a stranger's document has it. Also used for checkpoints. */
export function endOf(value: unknown, where: string): RunEnd {
  if (!isRecord(value)) throw mistake(where, 'an object with a kind', shown(value))
  const { kind, epoch, step, layer, quantity, operation } = value
  if (kind === 'done') return { kind }
  if (kind !== 'stopped' && kind !== 'nonFinite') throw mistake(`${where}.kind`, 'done, stopped or nonFinite', shown(kind))
  if (!isEpoch(epoch)) throw mistake(`${where}.epoch`, 'a number from 0', shown(epoch))
  if (!isStep(step)) throw mistake(`${where}.step`, 'a whole number from 0', shown(step))
  if (kind === 'stopped') return { kind, epoch, step }
  if (!isWhole(layer, 0, MOST_LAYERS)) throw mistake(`${where}.layer`, 'a whole number from 0', shown(layer))
  if (!isName(quantity)) throw mistake(`${where}.quantity`, 'a name', shown(quantity))
  if (!isName(operation)) throw mistake(`${where}.operation`, 'a name', shown(operation))
  return { kind, step, epoch, layer, quantity, operation }
}

function addReading(builder: TraceBuilder, line: string, where: string): void {
  const { step, epoch, layer, neuron = -1, quantity, value } = record(line, READING_KEYS, where)
  if (!isStep(step)) throw mistake(`${where}, step`, 'a whole number from 0', shown(step))
  if (!isEpoch(epoch)) throw mistake(`${where}, epoch`, 'a number from 0', shown(epoch))
  if (layer !== null && !isWhole(layer, 1, MOST_LAYERS)) {
    throw mistake(`${where}, layer`, `a whole number from 1 to ${MOST_LAYERS}, or null for the whole network`, shown(layer))
  }
  if (!isWhole(neuron, -1, MOST_NEURONS)) throw mistake(`${where}, neuron`, 'a whole number from 0', shown(neuron))
  if (!isName(quantity)) throw mistake(`${where}, quantity`, `a name of 1 to ${LONGEST_NAME} characters`, shown(quantity))
  builder.add(step, epoch, layer ?? 0, neuron, quantity, valueOf(value, `${where}, value`))
}

function valueOf(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (value === 'NaN') return NaN
  if (value === 'Infinity') return Infinity
  if (value === '-Infinity') return -Infinity
  throw mistake(where, 'a number, "NaN", "Infinity" or "-Infinity"', shown(value))
}

function record(line: string, keys: readonly string[], where: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw mistake(where, 'one JSON object', shown(line))
  }
  if (!isRecord(value)) throw mistake(where, 'one JSON object', shown(value))
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue
    const near = nearestName(key, keys)
    throw mistake(where, `the keys ${keys.join(', ')}`, shown(key), near && `Did you mean ${near}?`)
  }
  return value
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}

function isStep(value: unknown): value is number {
  return isWhole(value, 0, Number.MAX_SAFE_INTEGER)
}

function isEpoch(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function mistake(where: string, expected: string, got: string, remedy?: string): InputError {
  return new InputError({ code: 'file', where, expected, got, ...(remedy ? { remedy } : {}) })
}
