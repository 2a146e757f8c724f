import { ELEMENTS, type ElementType } from './elements.ts'
import { fileFault } from './fault.ts'
import { checkLength, type NumberArray } from './number-array.ts'

const TYPES: Readonly<Record<number, ElementType>> = {
  0x08: ELEMENTS.u1, 0x09: ELEMENTS.i1, 0x0b: ELEMENTS.i2, 0x0c: ELEMENTS.i4, 0x0d: ELEMENTS.f4, 0x0e: ELEMENTS.f8
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, b => b.toString(16).padStart(2, '0')).join(' ')
}

/**
 * An IDX file: bytes 0, 0, element type, rank; then each dimension as a big-endian uint32; then the values, big-endian, row-major.
 * Any element type of the format (0x08, 0x09, 0x0B…0x0E) and any rank from 1. The length must fit the header to the byte.
 * Source: LeCun, Cortes and Burges, "The MNIST database", section "the IDX file format".
 */
export function parseIdx(bytes: Uint8Array, file: string): NumberArray {
  if (bytes.length < 4) throw fileFault(file, 'an IDX file (at least 8 bytes)', `${bytes.length} bytes`)
  const element = TYPES[bytes[2]!]
  if (bytes[0] !== 0 || bytes[1] !== 0 || element === undefined) {
    const expected = 'an IDX file (first bytes 00 00, then an element type 08, 09, 0b, 0c, 0d or 0e)'
    throw fileFault(file, expected, `the bytes ${hex(bytes.subarray(0, 4))}`)
  }
  const rank = bytes[3]!
  const offset = 4 + 4 * rank
  if (bytes.length < offset) {
    throw fileFault(file, `a header of ${offset} bytes for ${rank} dimensions`, `${bytes.length} bytes in all`, 'The file is cut short')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shape = Array.from({ length: rank }, (_, k) => view.getUint32(4 + 4 * k))
  checkLength(file, shape, element, offset, bytes.length)
  return { file, shape, element, littleEndian: false, fortran: false, data: bytes.subarray(offset) }
}
