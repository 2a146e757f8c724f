import { InputError, shown } from '../errors/index.ts'
import { floatsOf, isDtype, sizeOf, type Dtype } from './tensor-types.ts'
import { jsonShape, type JsonShape } from './json-shape.ts'
import { decodeText, encodeText } from './text.ts'

/** A named array, row-major. */
export interface Tensor {
  readonly shape: number[]
  readonly data: Float64Array | Float32Array
}

/** Texts by name, kept with the arrays. */
export type Metadata = Readonly<Record<string, string>>

/** The format allows 100 MB; a header of 16 MiB already describes 100,000 tensors. */
const LARGEST_HEADER = 16 * 1024 * 1024
/** { name: { shape: [ */
const DEEPEST = 3
const LENGTH_BYTES = 8
const ALIGNMENT = 8

/**
 * Safetensors: 8 bytes length of the header (little endian), the header as JSON, then the arrays one after another without
 * holes. Written with float32 as F32 and float64 as F64, F64 first, the data starting at a multiple of 8 bytes.
 * https://github.com/huggingface/safetensors, section Format. Refuses what `decodeSafetensors` would not read.
 */
export function writeTensors(tensors: ReadonlyMap<string, Tensor>, metadata: Metadata = {}): Uint8Array<ArrayBuffer> {
  if (!areTexts(metadata)) refuse('metadata', 'texts by name', shown(metadata))
  for (const [name, { shape, data }] of tensors) {
    const where = shown(name)
    if (!(data instanceof Float32Array || data instanceof Float64Array)) refuse(where, 'a Float32Array or a Float64Array', shown(data))
    if (!isSizes(shape) || shape.reduce((product, n) => product * n, 1) !== data.length) {
      refuse(where, `a shape of ${data.length} numbers`, shown(shape))
    }
  }
  // F64 first, so that every array is aligned within the data whatever comes before it.
  const ordered = [...tensors].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT)
  const entries: (readonly [string, unknown])[] = Object.keys(metadata).length > 0 ? [['__metadata__', metadata]] : []
  let end = 0
  for (const [name, { shape, data }] of ordered) {
    const begin = end
    end += data.byteLength
    entries.push([name, { dtype: data instanceof Float64Array ? 'F64' : 'F32', shape, data_offsets: [begin, end] }])
  }
  // Not JSON.stringify of one object: it would move keys such as "1" to the front and lose "__proto__".
  const pairs = entries.map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`)
  const header = encodeText(`{${pairs.join(',')}}`)
  const length = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT
  const bytes = new Uint8Array(LENGTH_BYTES + length + end).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + length)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(length), true)
  bytes.set(header, LENGTH_BYTES)
  let at = LENGTH_BYTES + length
  for (const [, { data }] of ordered) {
    for (const value of data) {
      if (data instanceof Float64Array) view.setFloat64(at, value, true)
      else view.setFloat32(at, value, true)
      at += data.BYTES_PER_ELEMENT
    }
  }
  return bytes
}

interface Entry {
  readonly name: string
  readonly dtype: Dtype
  readonly shape: number[]
  readonly begin: number
  readonly end: number
}

/**
 * The arrays of a safetensors file, which may come from anyone: F64 as float64, F32, F16 and BF16 (exactly) as float32.
 * Everything the format forbids is refused with the place: a header longer than the file, bad JSON, names twice, sizes that
 * do not fit their offsets, overlaps, holes, bytes left over, other number types. `file`: its name in an error.
 */
export function decodeSafetensors(bytes: Uint8Array, file = 'safetensors'): ReadonlyMap<string, Tensor> {
  if (!(bytes instanceof Uint8Array)) refuse(file, 'the bytes of a safetensors file', shown(bytes))
  const [header, dataStart] = readHeader(bytes, file)
  const named = Object.entries(header).filter(([name]) => name !== '__metadata__')
  const entries = named.map(([name, entry]) => readEntry(name, entry, file))
  checkLayout(entries, bytes.length - dataStart, file)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data = ({ dtype, begin, end }: Entry): Tensor['data'] => floatsOf(dtype, view, dataStart + begin, end - begin)
  return new Map(entries.map(entry => [entry.name, { shape: entry.shape, data: data(entry) }]))
}

function refuse(where: string, expected: string, got: string, remedy?: string): never {
  throw new InputError({ code: 'file', where, expected, got, remedy })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function readHeader(bytes: Uint8Array, file: string): [Record<string, unknown>, number] {
  if (bytes.length < LENGTH_BYTES + 2) refuse(`${file}: bytes 0–7`, 'the length of the header', `a file of ${bytes.length} bytes`)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  const most = Math.min(LARGEST_HEADER, bytes.length - LENGTH_BYTES)
  if (length > BigInt(most)) {
    // Of other files the likeliest: what torch.save and numpy.savez write.
    const zip = bytes[0] === 0x50 && bytes[1] === 0x4b
    if (zip) refuse(file, 'a safetensors file', 'a zip archive', 'Write the weights with safetensors, not with torch.save or numpy.savez')
    refuse(`${file}: bytes 0–7`, `a header of at most ${most} bytes`, String(length), 'The file is cut short or no safetensors file')
  }
  const dataStart = LENGTH_BYTES + Number(length)
  const header = parseHeader(decodeText(bytes.subarray(LENGTH_BYTES, dataStart)), `${file}: header`)
  const metadata = Object.hasOwn(header, '__metadata__') ? header['__metadata__'] : {}
  if (!areTexts(metadata)) refuse(`${file}: __metadata__`, 'texts by name', shown(metadata))
  return [header, dataStart]
}

const areTexts = (metadata: unknown): boolean => isRecord(metadata) && Object.values(metadata).every(value => typeof value === 'string')

function parseHeader(text: string | null, where: string): Record<string, unknown> {
  if (text === null) return refuse(where, 'UTF-8', 'other bytes')
  let header: unknown
  let shape: JsonShape
  try {
    // Before it is parsed: a text of brackets alone would take gigabytes.
    shape = jsonShape(text, DEEPEST)
    if (shape.depth <= DEEPEST) header = JSON.parse(text)
  } catch {
    return refuse(where, 'JSON', shown(text.slice(0, 60)))
  }
  if (shape.depth > DEEPEST) refuse(where, `JSON nested at most ${DEEPEST} deep`, 'a deeper one')
  if (!isRecord(header) || !text.startsWith('{')) return refuse(where, 'a JSON object', shown(header))
  if (shape.duplicate !== null) refuse(where, 'every name once', `${shown(shape.duplicate)} twice`)
  return header
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isSizes = (value: unknown): value is number[] => Array.isArray(value) && value.every(isSize)

function readEntry(name: string, entry: unknown, file: string): Entry {
  const where = `${file}: ${shown(name)}`
  if (!isRecord(entry)) return refuse(where, 'a record of dtype, shape and data_offsets', shown(entry))
  const { dtype, shape, data_offsets: offsets } = entry
  if (!isDtype(dtype)) return refuse(`${where}.dtype`, 'F64, F32, F16 or BF16', shown(dtype))
  if (!isSizes(shape) || shape.length > 8) return refuse(`${where}.shape`, 'at most 8 whole numbers ≥ 0', shown(shape))
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    return refuse(`${where}.data_offsets`, 'two whole numbers, begin ≤ end', shown(offsets))
  }
  const size = shape.reduce((product, n) => product * n, sizeOf(dtype))
  if (size !== offsets[1]! - offsets[0]!) {
    refuse(`${where}.data_offsets`, `${size} bytes for shape ${shown(shape)} of ${dtype}`, shown(offsets))
  }
  return { name, dtype, shape, begin: offsets[0]!, end: offsets[1]! }
}

/** The arrays must tile the data from 0 to its end. */
function checkLayout(entries: readonly Entry[], dataLength: number, file: string): void {
  let end = 0
  for (const entry of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    const where = `${file}: ${shown(entry.name)}.data_offsets`
    if (entry.end > dataLength) refuse(where, `an end within the file's ${dataLength} bytes of data`, String(entry.end))
    if (entry.begin !== end) refuse(where, `a beginning at ${end}, where the array before ends`, String(entry.begin))
    end = entry.end
  }
  if (end !== dataLength) refuse(`${file}: data`, `${end} bytes, as the header says`, `${dataLength} bytes`, 'The file is cut short or damaged')
}
