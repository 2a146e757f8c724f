import { InputError, shown } from '../errors/index.ts'
import { floatsOf, isDtype, sizeOf, type Dtype } from './tensor-types.ts'
import { jsonShape } from './json-shape.ts'
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
 * https://github.com/huggingface/safetensors, section Format.
 */
export function writeTensors(tensors: ReadonlyMap<string, Tensor>, metadata: Metadata = {}): Uint8Array<ArrayBuffer> {
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
 * do not fit their offsets, overlaps, holes, bytes left over, other number types.
 */
export function decodeSafetensors(bytes: Uint8Array): ReadonlyMap<string, Tensor> {
  const [header, dataStart] = readHeader(bytes)
  const named = Object.entries(header).filter(([name]) => name !== '__metadata__')
  const entries = named.map(([name, entry]) => readEntry(name, entry))
  checkLayout(entries, bytes.length - dataStart)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data = ({ dtype, begin, end }: Entry): Tensor['data'] => floatsOf(dtype, view, dataStart + begin, end - begin)
  return new Map(entries.map(entry => [entry.name, { shape: entry.shape, data: data(entry) }]))
}

function refuse(where: string, expected: string, got: string): never {
  throw new InputError({ code: 'file', where: `safetensors: ${where}`, expected, got })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function readHeader(bytes: Uint8Array): [Record<string, unknown>, number] {
  if (bytes.length < LENGTH_BYTES + 2) refuse('bytes 0–7', 'the length of the header', `a file of ${bytes.length} bytes`)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  const most = Math.min(LARGEST_HEADER, bytes.length - LENGTH_BYTES)
  if (length > BigInt(most)) refuse('bytes 0–7', `a header of at most ${most} bytes`, String(length))
  const dataStart = LENGTH_BYTES + Number(length)
  const header = parseHeader(decodeText(bytes.subarray(LENGTH_BYTES, dataStart)))
  const metadata = Object.hasOwn(header, '__metadata__') ? header['__metadata__'] : {}
  const texts = isRecord(metadata) && Object.values(metadata).every(value => typeof value === 'string')
  if (!texts) refuse('__metadata__', 'texts by name', shown(metadata))
  return [header, dataStart]
}

function parseHeader(text: string | null): Record<string, unknown> {
  if (text === null) return refuse('header', 'UTF-8', 'other bytes')
  let header: unknown
  try {
    header = JSON.parse(text)
  } catch {
    refuse('header', 'JSON', shown(text.slice(0, 60)))
  }
  const { depth, duplicate } = jsonShape(text)
  if (depth > DEEPEST) refuse('header', `JSON nested at most ${DEEPEST} deep`, String(depth))
  if (!isRecord(header) || !text.startsWith('{')) return refuse('header', 'a JSON object', shown(header))
  if (duplicate !== null) refuse('header', 'every name once', `${shown(duplicate)} twice`)
  return header
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isSizes = (value: unknown): value is number[] => Array.isArray(value) && value.every(isSize)

function readEntry(name: string, entry: unknown): Entry {
  const where = shown(name)
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
function checkLayout(entries: readonly Entry[], dataLength: number): void {
  let end = 0
  for (const entry of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    const where = `${shown(entry.name)}.data_offsets`
    if (entry.end > dataLength) refuse(where, `an end within the file's ${dataLength} bytes of data`, String(entry.end))
    if (entry.begin !== end) refuse(where, `a beginning at ${end}, where the array before ends`, String(entry.begin))
    end = entry.end
  }
  if (end !== dataLength) refuse('data', `${end} bytes, as the header says`, `${dataLength} bytes`)
}
