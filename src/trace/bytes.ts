type NumberArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** A copy of the array's bytes, little-endian on every machine. */
export function littleEndianBytes(values: NumberArray): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice()
  return hostIsLittleEndian ? bytes : swapped(bytes, values.BYTES_PER_ELEMENT)
}

/** The same for numbers that are hashed: every NaN is written as 0x7ff8000000000000, since engines differ in its bits. −0 stays −0. */
export function canonicalBytes(values: Float64Array): Uint8Array {
  const bytes = littleEndianBytes(values)
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) continue
    bytes.fill(0, 8 * i, 8 * i + 6)
    bytes[8 * i + 6] = 0xf8
    bytes[8 * i + 7] = 0x7f
  }
  return bytes
}

/** The array of `Kind` whose little-endian bytes these are (a copy, aligned). The length must be a multiple of the element's size. */
export function fromLittleEndianBytes<T extends NumberArray>(
  Kind: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  bytes: Uint8Array
): T {
  const copy = new Uint8Array(bytes.length)
  copy.set(bytes)
  return new Kind((hostIsLittleEndian ? copy : swapped(copy, Kind.BYTES_PER_ELEMENT)).buffer)
}

function swapped(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse()
  return bytes
}
