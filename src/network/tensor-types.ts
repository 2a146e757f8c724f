/** The number types of safetensors that hold weights. */
const SIZES = { F64: 8, F32: 4, F16: 2, BF16: 2 } as const
export type Dtype = keyof typeof SIZES

export const isDtype = (value: unknown): value is Dtype => typeof value === 'string' && Object.hasOwn(SIZES, value)
/** Bytes of one number. */
export const sizeOf = (dtype: Dtype): number => SIZES[dtype]

/** The numbers in `length` bytes from byte `at` of the view, little endian; F16 and BF16 widen exactly. */
export function floatsOf(dtype: Dtype, view: DataView, at: number, length: number): Float64Array | Float32Array {
  const count = length / sizeOf(dtype)
  const values = dtype === 'F64' ? new Float64Array(count) : new Float32Array(count)
  const read = READERS[dtype]
  for (let i = 0; i < count; i++) values[i] = read(view, at + i * sizeOf(dtype))
  return values
}

const bits = new DataView(new ArrayBuffer(4))

const READERS: Readonly<Record<Dtype, (view: DataView, at: number) => number>> = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => halfToNumber(view.getUint16(at, true)),
  /** The upper half of a float32. */
  BF16: (view, at) => {
    bits.setUint32(0, view.getUint16(at, true) * 65536)
    return bits.getFloat32(0)
  }
}

/** IEEE 754 binary16: 1 sign, 5 exponent (bias 15), 10 fraction bits. */
function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 31
  const fraction = half & 1023
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  if (exponent === 0) return sign * fraction * 5.960464477539063e-8 // 2⁻²⁴
  return (sign * (1024 + fraction) * (1 << exponent)) / 33554432 // 2²⁵
}
