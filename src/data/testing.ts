import { InputError } from '../errors/index.ts'
import { crc32 } from './crc32.ts'
import type { FileSource } from './dataset.ts'

/** For tests: a source of the given files; others are missing. */
export function sourceOf(files: Readonly<Record<string, Uint8Array>>): FileSource {
  return {
    read: async name => {
      const bytes = Object.hasOwn(files, name) ? files[name] : undefined
      if (bytes === undefined) throw new Error(`ENOENT: no such file, open '${name}'`)
      return bytes
    }
  }
}

/** For tests: the message of the InputError that `work` must throw; anything else is a failure. */
export function faultOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('expected an InputError, but nothing was thrown')
}

/** As `faultOf`, of a promise. */
export async function rejection(promise: Promise<unknown>): Promise<string> {
  const settled = await promise.then(() => () => undefined, (error: unknown) => () => { throw error })
  return faultOf(settled)
}

/** For tests: the UTF-8 bytes of ASCII text. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, c => c.charCodeAt(0))
}

/** For tests: joined bytes. */
export function join(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** For tests: base64 to bytes. */
export function base64(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bits = [...text.replaceAll('=', '')].map(c => alphabet.indexOf(c).toString(2).padStart(6, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], byte => parseInt(byte, 2))
}

/** For tests: an IDX file, written independently of the reader. `write` stores element i at byte `at`. */
export function idxBytes(
  type: number, shape: readonly number[], width: number, write: (view: DataView, at: number, i: number) => void
): Uint8Array {
  const count = shape.reduce((a, b) => a * b, 1)
  const offset = 4 + 4 * shape.length
  const bytes = new Uint8Array(offset + count * width)
  const view = new DataView(bytes.buffer)
  bytes.set([0, 0, type, shape.length])
  shape.forEach((n, k) => view.setUint32(4 + 4 * k, n))
  for (let i = 0; i < count; i++) write(view, offset + i * width, i)
  return bytes
}

/** For tests: an IDX file of bytes. */
export function idxOfBytes(shape: readonly number[], values: readonly number[]): Uint8Array {
  return idxBytes(8, shape, 1, (view, at, i) => view.setUint8(at, values[i]!))
}

/** For tests: a .npy file of version 1.0 with this header dictionary. */
export function npyBytes(header: string, data: Uint8Array, version = 1): Uint8Array {
  const length = version === 1 ? [header.length & 255, header.length >> 8] : [header.length & 255, header.length >> 8, 0, 0]
  return join([0x93], ascii('NUMPY'), [version, 0], length, ascii(header), data)
}

const u16 = (n: number): number[] => [n & 255, (n >>> 8) & 255]
const u32 = (n: number): number[] => [...u16(n & 0xffff), ...u16(n >>> 16)]

/** For tests: a zip archive of stored files; `claims` may lie about a size. */
export function zipBytes(
  files: Readonly<Record<string, Uint8Array>>, claims: { readonly size?: number; readonly method?: number; readonly flags?: number } = {}
): Uint8Array {
  const bodies: Uint8Array[] = []
  const central: Uint8Array[] = []
  let at = 0
  for (const [name, data] of Object.entries(files)) {
    const sizes = [...u32(data.length), ...u32(claims.size ?? data.length)]
    const common = [...u16(20), ...u16(claims.flags ?? 0), ...u16(claims.method ?? 0), ...u32(0), ...u32(crc32(data)), ...sizes]
    const body = join([0x50, 0x4b, 3, 4], common, u16(name.length), u16(0), ascii(name), data)
    central.push(join([0x50, 0x4b, 1, 2], u16(20), common, u16(name.length), u16(0), u16(0), u16(0), u16(0), u32(0), u32(at), ascii(name)))
    bodies.push(body)
    at += body.length
  }
  const directory = join(...central)
  const count = central.length
  return join(...bodies, directory, [0x50, 0x4b, 5, 6], u32(0), u16(count), u16(count), u32(directory.length), u32(at), u16(0))
}
