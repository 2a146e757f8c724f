import { InputError, shown } from '../errors/index.ts'
import { resolve } from '../experiment/index.ts'
import type { KernelState, KernelVariant } from '../kernels/index.ts'
import { sha256 } from '../numerics/index.ts'
import { canonicalJson, endOf, fingerprint, fromLittleEndianBytes, littleEndianBytes, type Columns, type Trace } from '../trace/index.ts'
import type { Checkpoint } from './checkpoint.ts'

/*
 * The file: 16 bytes "deltascope-ckpt1" · header's length (uint32, little-endian) · header (JSON) · the arrays' bytes,
 * little-endian, one after another in the header's order · SHA-256 of all that (32 bytes).
 */
const MAGIC = 'deltascope-ckpt1'
const HEADER_KEYS = ['experiment', 'kernel', 'step', 'epoch', 'started', 'quantities', 'end', 'arrays']
const PREFIX = MAGIC.length + 4
const DIGEST = 32

const KINDS = { f64: Float64Array, f32: Float32Array, i32: Int32Array, u16: Uint16Array, u8: Uint8Array } as const
type Kind = keyof typeof KINDS
type NumberArray = Float64Array | Float32Array | Int32Array | Uint16Array | Uint8Array
const COLUMNS = {
  step: 'f64', epoch: 'f64', layer: 'u16', neuron: 'i32', quantity: 'u8', value: 'f64'
} as const satisfies Record<keyof Columns, Kind>

interface Entry {
  readonly name: string
  readonly kind: Kind
  readonly length: number
}

/** A checkpoint as bytes, the same on every machine. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { experiment, kernel, step, epoch, state, updateNorms, trace } = checkpoint
  const arrays = new Map<string, NumberArray>([['updateNorms', Float64Array.from(updateNorms)]])
  for (const name of Object.keys(COLUMNS) as (keyof Columns)[]) arrays.set(`trace.${name}`, trace.columns[name])
  for (const [name, values] of state ?? []) arrays.set(`state.${name}`, values)
  const entries = [...arrays].map(([name, values]): Entry => ({ name, kind: kindOf(values), length: values.length }))
  const { quantities, end } = trace
  const header = asciiBytes(canonicalJson({ experiment, kernel, step, epoch, started: state !== null, quantities, end, arrays: entries }))
  const size = [...arrays.values()].reduce((sum, values) => sum + values.byteLength, 0)
  const bytes = new Uint8Array(PREFIX + header.length + size + DIGEST)
  bytes.set(asciiBytes(MAGIC))
  new DataView(bytes.buffer).setUint32(MAGIC.length, header.length, true)
  bytes.set(header, PREFIX)
  let at = PREFIX + header.length
  for (const values of arrays.values()) {
    bytes.set(littleEndianBytes(values), at)
    at += values.byteLength
  }
  bytes.set(sha256(bytes.subarray(0, at)), at)
  return bytes
}

/** Reads what `encodeCheckpoint` wrote; `name` is for messages. Throws InputError for anything but a whole, undamaged checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array, name = 'checkpoint'): Checkpoint {
  const body = bytes.subarray(0, bytes.length - DIGEST)
  if (bytes.length < PREFIX + DIGEST || text(bytes.subarray(0, MAGIC.length)) !== MAGIC) {
    throw mistake(name, 'a Deltascope checkpoint', `${bytes.length} bytes of something else`)
  }
  if (!equal(sha256(body), bytes.subarray(body.length))) {
    throw mistake(name, 'an undamaged checkpoint', 'a file whose SHA-256 does not fit', 'It was cut short or changed; start the run anew')
  }
  const headerLength = new DataView(body.buffer, body.byteOffset, body.length).getUint32(MAGIC.length, true)
  if (headerLength > body.length - PREFIX) throw mistake(name, `a header within ${body.length} bytes`, `${headerLength} bytes`)
  const header = headerOf(text(body.subarray(PREFIX, PREFIX + headerLength)), name)
  const arrays = arraysOf(header['arrays'], body.subarray(PREFIX + headerLength), name)
  return checkpointOf(header, arrays, name)
}

function headerOf(json: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json)
    if (isRecord(value) && Object.keys(value).every(key => HEADER_KEYS.includes(key))) return value
  } catch {
    // Said below.
  }
  throw mistake(`${name}, header`, `a record with the keys ${HEADER_KEYS.join(', ')}`, shown(json))
}

/** Every array the header lists, which must fill the rest of the file exactly. Nothing is allocated beyond the file's own size. */
function arraysOf(entries: unknown, rest: Uint8Array, name: string): Map<string, NumberArray> {
  const arrays = new Map<string, NumberArray>()
  if (!Array.isArray(entries)) throw mistake(`${name}, arrays`, 'a list', shown(entries))
  let at = 0
  for (const entry of entries as readonly unknown[]) {
    if (!isEntry(entry) || arrays.has(entry.name)) throw mistake(`${name}, arrays`, 'a new name, a kind and a length', shown(entry))
    const Kind = KINDS[entry.kind]
    const size = entry.length * Kind.BYTES_PER_ELEMENT
    if (size > rest.length - at) throw mistake(`${name}, ${entry.name}`, `at most ${rest.length - at} bytes`, String(size))
    arrays.set(entry.name, fromLittleEndianBytes<NumberArray>(Kind, rest.subarray(at, at + size)))
    at += size
  }
  if (at < rest.length) throw mistake(name, `${at} bytes of arrays`, String(rest.length))
  return arrays
}

function checkpointOf(header: Readonly<Record<string, unknown>>, arrays: ReadonlyMap<string, NumberArray>, name: string): Checkpoint {
  const { kernel, step, epoch, started } = header
  if (!isVariant(kernel)) throw mistake(`${name}, kernel`, 'reference, simd or simd-fma', shown(kernel))
  if (!isCount(step) || !isCount(epoch)) throw mistake(`${name}, step and epoch`, 'whole numbers from 0', `${shown(step)}, ${shown(epoch)}`)
  if (typeof started !== 'boolean' || (!started && step > 0)) throw mistake(`${name}, started`, 'true after the first step', shown(started))
  const experiment = resolve(header['experiment'])
  const updateNorms = arrays.get('updateNorms')
  if (!(updateNorms instanceof Float64Array)) throw mistake(`${name}, updateNorms`, 'an array of f64', 'none')
  const columns = columnsOf(arrays, name)
  const quantities = namesOf(header['quantities'], columns.quantity, name)
  const end = endOf(header['end'], `${name}, end`)
  const traceFingerprint = fingerprint({ experiment, kernel, quantities, columns })
  const trace: Trace = { version: 1, experiment, kernel, fingerprint: traceFingerprint, quantities, columns, end }
  const state = started ? stateOf(arrays, name) : null
  return { version: 1, experiment, kernel, step, epoch, state, updateNorms: [...updateNorms], trace }
}

function columnsOf(arrays: ReadonlyMap<string, NumberArray>, name: string): Columns {
  const column = <K extends keyof Columns>(key: K): Columns[K] => {
    const values = arrays.get(`trace.${key}`)
    if (values instanceof KINDS[COLUMNS[key]] && values.length === arrays.get('trace.value')?.length) return values as Columns[K]
    const expected = `an array of ${COLUMNS[key]} as long as trace.value`
    throw mistake(`${name}, trace.${key}`, expected, values ? `${values.length} numbers` : 'none')
  }
  return {
    step: column('step'), epoch: column('epoch'), layer: column('layer'),
    neuron: column('neuron'), quantity: column('quantity'), value: column('value')
  }
}

function namesOf(value: unknown, used: Uint8Array, name: string): readonly string[] {
  const isList = Array.isArray(value) && value.length <= 256 && value.every(v => typeof v === 'string')
  if (isList && new Set(value).size === value.length && used.every(index => index < value.length)) return value as readonly string[]
  throw mistake(`${name}, quantities`, 'the different names of all quantities', shown(value))
}

function stateOf(arrays: ReadonlyMap<string, NumberArray>, name: string): KernelState {
  const state = new Map<string, Float32Array | Float64Array>()
  for (const [path, values] of arrays) {
    if (!path.startsWith('state.')) continue
    if (!(values instanceof Float32Array || values instanceof Float64Array)) throw mistake(`${name}, ${path}`, 'f32 or f64', kindOf(values))
    state.set(path.slice('state.'.length), values)
  }
  return state
}

function kindOf(values: NumberArray): Kind {
  if (values instanceof Float64Array) return 'f64'
  if (values instanceof Float32Array) return 'f32'
  if (values instanceof Int32Array) return 'i32'
  return values instanceof Uint16Array ? 'u16' : 'u8'
}

/** The header is JSON in ASCII: what is not stands there as \uXXXX. */
function asciiBytes(json: string): Uint8Array {
  const escaped = json.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return Uint8Array.from({ length: escaped.length }, (_, i) => escaped.charCodeAt(i))
}

function text(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 4096) parts.push(String.fromCharCode(...bytes.subarray(at, at + 4096)))
  return parts.join('')
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value)) return false
  const { name, kind, length } = value
  return typeof name === 'string' && typeof kind === 'string' && Object.hasOwn(KINDS, kind) && isCount(length)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isVariant(value: unknown): value is KernelVariant {
  return value === 'reference' || value === 'simd' || value === 'simd-fma'
}

function mistake(where: string, expected: string, got: string, remedy?: string): InputError {
  return new InputError({ code: 'file', where, expected, got, ...(remedy ? { remedy } : {}) })
}
