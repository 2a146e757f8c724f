import { fileFault } from './fault.ts'

/** V8 holds no string longer than 2^29 − 24 characters; far below that, a binary format is the better home. */
const TEXT_LIMIT = 2 ** 28

interface Decoder { decode(bytes: Uint8Array): string }
interface Options { readonly fatal: boolean; readonly ignoreBOM: boolean }
interface Platform { readonly TextDecoder: new (encoding: 'utf-8', options: Options) => Decoder }

/** The file's text, which must be valid UTF-8 of at most 256 MiB. A byte order mark stays. */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes.length > TEXT_LIMIT) throw fileFault(file, 'at most 256 MiB of text', `${bytes.length} bytes`, 'Convert it to .npy or IDX')
  const { TextDecoder } = globalThis as unknown as Platform
  try {
    const own = bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice() // shared memory is refused
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(own)
  } catch {
    throw fileFault(file, 'text in UTF-8', 'bytes that are not UTF-8', 'Save the table as UTF-8')
  }
}
