import { ELEMENTS, type ElementType } from './elements.ts'
import { fileFault } from './fault.ts'

/** An array inside a file, checked to be whole but not yet converted: only the rows asked for ever are. */
export interface NumberArray {
  /** The file's name, for errors. */
  readonly file: string
  /** Rank ≥ 1, no dimension 0. The first is the number of rows. */
  readonly shape: readonly number[]
  readonly element: ElementType
  readonly littleEndian: boolean
  /** Column-major (NumPy's Fortran order); otherwise row-major. */
  readonly fortran: boolean
  /** Exactly product(shape)·element.bytes bytes. */
  readonly data: Uint8Array
}

/** Values in one row: the product of all dimensions but the first. */
export function rowSize(array: NumberArray): number {
  return array.shape.slice(1).reduce((product, n) => product * n, 1)
}

/** '60000 × 28 × 28' */
export function shapeText(shape: readonly number[]): string {
  return shape.length > 6 ? `${shape.slice(0, 6).join(' × ')} × …` : shape.join(' × ')
}

/**
 * The number of bytes that `shape` claims, refused unless it is what the file really has. Nothing is allocated.
 * `offset`: length of the header, which comes before the data.
 */
export function checkLength(file: string, shape: readonly number[], element: ElementType, offset: number, length: number): void {
  if (shape.length === 0) throw fileFault(file, 'an array of one or more dimensions', 'a single value without dimensions')
  if (shape.some(n => n === 0)) throw fileFault(file, 'at least one value', `an empty array (${shapeText(shape)})`)
  const bytes = shape.reduce((product, n) => product * n, element.bytes)
  if (bytes + offset === length) return
  const claimed = Number.isSafeInteger(bytes) ? `${bytes + offset} bytes` : 'an impossible number of bytes'
  throw fileFault(
    file,
    `${claimed} (a ${offset}-byte header, then ${shapeText(shape)} values of ${element.name})`,
    `${length} bytes`,
    length < bytes + offset ? 'The file is cut short or its header is damaged' : 'Bytes follow the data, or the header is damaged'
  )
}

/** For each value of a row in row-major order: where it stands in a column-major array, in elements, for row 0. */
function columnMajorOffsets(shape: readonly number[]): Float64Array {
  const offsets = new Float64Array(shape.slice(1).reduce((product, n) => product * n, 1))
  const strides: number[] = []
  for (let k = 0, stride = 1; k < shape.length; stride *= shape[k++]!) strides.push(stride)
  for (let j = 0; j < offsets.length; j++) {
    let rest = j
    for (let k = shape.length - 1; k >= 1; k--) {
      offsets[j]! += (rest % shape[k]!) * strides[k]!
      rest = Math.floor(rest / shape[k]!)
    }
  }
  return offsets
}

function notFinite(array: NumberArray, row: number, column: number, value: number, scale: number): Error {
  const at = rowSize(array) === 1 ? `row ${row}` : `row ${row}, value ${column}`
  const got = scale === 1 ? String(value) : `${value} (times the scale ${scale})`
  return fileFault(`${array.file}, ${at} (counted from 0)`, 'a finite number that fits float32', got)
}

/**
 * Rows first … first+count−1 times `scale`, row-major, into `out` [count, rowSize]. float32 out: rounded once from the float64 product.
 * Throws InputError at the first value that is not finite there. The caller has checked first + count ≤ shape[0].
 */
export function readRows<T extends Float32Array | Float64Array>(
  array: NumberArray, first: number, count: number, scale: number, out: T
): T {
  const size = rowSize(array)
  if (array.element === ELEMENTS.u1 && !array.fortran) {
    const table = Float64Array.from({ length: 256 }, (_, byte) => byte * scale)
    const bytes = array.data.subarray(first * size, (first + count) * size)
    if (Number.isFinite(Math.fround(table[255]!))) {
      for (let i = 0; i < bytes.length; i++) out[i] = table[bytes[i]!]!
      return out
    }
  }
  const { bytes: width, read } = array.element
  const view = new DataView(array.data.buffer, array.data.byteOffset, array.data.byteLength)
  const offsets = array.fortran ? columnMajorOffsets(array.shape) : null
  for (let n = 0, i = 0; n < count; n++) {
    for (let j = 0; j < size; j++, i++) {
      const at = offsets ? offsets[j]! + first + n : (first + n) * size + j
      const value = read(view, at * width, array.littleEndian)
      out[i] = value * scale
      if (!Number.isFinite(out[i]!)) throw notFinite(array, first + n, j, value, scale)
    }
  }
  return out
}
