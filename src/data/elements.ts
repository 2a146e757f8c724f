/** How one element of a binary array is stored. */
export interface ElementType {
  readonly name: string
  readonly bytes: 1 | 2 | 4 | 8
  /**
   * The value at byte `at`. 64-bit integers round to the nearest float64;
   * a boolean byte other than 0 and 1 reads as NaN, which the callers refuse.
   */
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number
}

/** The elements of IDX and of NumPy arrays, by NumPy's short name. */
export const ELEMENTS = {
  b1: { name: 'bool', bytes: 1, read: (v, at) => [0, 1][v.getUint8(at)] ?? NaN },
  u1: { name: 'uint8', bytes: 1, read: (v, at) => v.getUint8(at) },
  i1: { name: 'int8', bytes: 1, read: (v, at) => v.getInt8(at) },
  u2: { name: 'uint16', bytes: 2, read: (v, at, little) => v.getUint16(at, little) },
  i2: { name: 'int16', bytes: 2, read: (v, at, little) => v.getInt16(at, little) },
  u4: { name: 'uint32', bytes: 4, read: (v, at, little) => v.getUint32(at, little) },
  i4: { name: 'int32', bytes: 4, read: (v, at, little) => v.getInt32(at, little) },
  u8: { name: 'uint64', bytes: 8, read: (v, at, little) => Number(v.getBigUint64(at, little)) },
  i8: { name: 'int64', bytes: 8, read: (v, at, little) => Number(v.getBigInt64(at, little)) },
  f4: { name: 'float32', bytes: 4, read: (v, at, little) => v.getFloat32(at, little) },
  f8: { name: 'float64', bytes: 8, read: (v, at, little) => v.getFloat64(at, little) }
} as const satisfies Readonly<Record<string, ElementType>>
