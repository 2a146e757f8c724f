import { shown } from '../errors/index.ts'
import { ELEMENTS, type ElementType } from './elements.ts'
import { fileFault } from './fault.ts'
import { checkLength, type NumberArray } from './number-array.ts'

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
/** NumPy itself refuses to read headers above 10,000 bytes. */
export const NPY_HEADER_LIMIT = 10_000
/** NumPy's own limit. */
const MOST_DIMENSIONS = 64

/** The header's dictionary and the bytes before the data. */
interface Header {
  readonly entries: ReadonlyMap<string, string>
  readonly offset: number
}

/** The Python dictionary of the header, by key, each value as its tokens joined. Refuses all but a dictionary of three keys. */
function dictionary(text: string, file: string): ReadonlyMap<string, string> {
  const tokens = (text.match(/'[^'\\]*'|True|False|\d+|[^]/g) ?? []).filter(token => token.trim() !== '')
  const fault = (): Error => fileFault(file, "a NumPy header {'descr': …, 'fortran_order': …, 'shape': …}", shown(text.trim()))
  const entries = new Map<string, string>()
  let at = 0
  const take = (wanted: string): void => {
    if (tokens[at++] !== wanted) throw fault()
  }
  take('{')
  while (tokens[at] !== '}') {
    const key = tokens[at++] ?? ''
    take(':')
    let value = ''
    for (let depth = 0; at < tokens.length && (depth > 0 || (tokens[at] !== ',' && tokens[at] !== '}')); at++) {
      const token = tokens[at]!
      if (token === '(' || token === '[') depth++
      if (token === ')' || token === ']') depth--
      if (/\d$/.test(value) && /^\d/.test(token)) throw fault()
      value += token
    }
    if (entries.has(key)) throw fault()
    entries.set(key, value)
    if (tokens[at] !== '}') take(',')
  }
  if (at !== tokens.length - 1 || entries.size !== 3) throw fault()
  return entries
}

function elementOf(descr: string, file: string): { element: ElementType; littleEndian: boolean } {
  const [, order, code] = /^'([<>|=])?([biuf]\d)'$/.exec(descr) ?? []
  const known = code !== undefined && Object.hasOwn(ELEMENTS, code)
  const element: ElementType | undefined = known ? ELEMENTS[code as keyof typeof ELEMENTS] : undefined
  if (element !== undefined && (element.bytes === 1 || order === '<' || order === '>')) return { element, littleEndian: order !== '>' }
  if (descr.includes('O')) {
    throw fileFault(file, 'an array of numbers', 'pickled Python objects', 'Reading them could run code; save with a numeric dtype')
  }
  const expected = "a dtype of '<' or '>' with f4, f8, i1…i8, u1…u8 or b1"
  throw fileFault(file, expected, shown(descr), 'Convert with array.astype("float32")')
}

function shapeOf(text: string, file: string): readonly number[] {
  const inner = /^\((|\d+,|\d+(?:,\d+)+,?)\)$/.exec(text)?.[1]
  const shape = inner?.split(',').filter(n => n !== '').map(Number)
  if (shape === undefined || shape.length > MOST_DIMENSIONS) throw fileFault(file, 'a shape such as (60000, 784)', shown(text))
  return shape
}

function parseHeader(bytes: Uint8Array, file: string): Header {
  if (bytes.length < 10 || MAGIC.some((byte, k) => bytes[k] !== byte)) {
    const got = bytes.length < 10 ? `${bytes.length} bytes` : 'other first bytes'
    throw fileFault(file, 'a .npy file (first bytes 93 4E 55 4D 50 59)', got)
  }
  const version = `${bytes[6]}.${bytes[7]}`
  if (!['1.0', '2.0', '3.0'].includes(version)) throw fileFault(file, 'version 1.0, 2.0 or 3.0 of the .npy format', version)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = version === '1.0' ? 10 : 12
  const length = version === '1.0' ? view.getUint16(8, true) : bytes.length < 12 ? Infinity : view.getUint32(8, true)
  if (length > NPY_HEADER_LIMIT || start + length > bytes.length) {
    const most = Math.min(NPY_HEADER_LIMIT, Math.max(0, bytes.length - start))
    throw fileFault(file, `a header of at most ${most} bytes`, `one of ${length}`, 'The file is damaged or cut short')
  }
  const text = Array.from(bytes.subarray(start, start + length), b => String.fromCharCode(b)).join('')
  return { entries: dictionary(text, file), offset: start + length }
}

/** The shape alone, of an array of anything; `bytes` need only hold the header. */
export function npyShape(bytes: Uint8Array, file: string): readonly number[] {
  return shapeOf(parseHeader(bytes, file).entries.get("'shape'") ?? '', file)
}

/**
 * A NumPy array file, versions 1 to 3: little or big endian, f4 f8 i1…i8 u1…u8 b1, C or Fortran order; never pickled objects.
 * The length must fit the header to the byte. Source: NumPy Enhancement Proposal 1 and numpy.lib.format.
 */
export function parseNpy(bytes: Uint8Array, file: string): NumberArray {
  const { offset, entries } = parseHeader(bytes, file)
  const fortran = entries.get("'fortran_order'")
  if (fortran !== 'True' && fortran !== 'False') throw fileFault(file, 'fortran_order True or False', shown(fortran))
  const { element, littleEndian } = elementOf(entries.get("'descr'") ?? '', file)
  const shape = shapeOf(entries.get("'shape'") ?? '', file)
  checkLength(file, shape, element, offset, bytes.length)
  return { file, shape, element, littleEndian, fortran: fortran === 'True', data: bytes.subarray(offset) }
}
