import { fileFault } from './fault.ts'

/** V8 holds no string longer than 2^29 − 24 characters; far below that, a binary format is the better home. */
const TEXT_LIMIT = 2 ** 28

interface Decoder { decode(bytes: Uint8Array): string }
interface Options { readonly fatal: boolean; readonly ignoreBOM: boolean }
interface Platform { readonly TextDecoder: new (encoding: 'utf-8' | 'utf-16le' | 'utf-16be', options: Options) => Decoder }

/** UTF-16 says so with its first two bytes: spreadsheets write it as "Unicode text". */
const encodingOf = (a?: number, b?: number): 'utf-8' | 'utf-16le' | 'utf-16be' =>
  (a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8')

/** The file's text, which must be valid UTF-8 (or UTF-16 with its byte order mark) of at most 256 MiB. The mark stays. */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes.length > TEXT_LIMIT) throw fileFault(file, 'at most 256 MiB of text', `${bytes.length} bytes`, 'Convert it to .npy or IDX')
  const { TextDecoder } = globalThis as unknown as Platform
  try {
    const own = bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice() // shared memory is refused
    return new TextDecoder(encodingOf(bytes[0], bytes[1]), { fatal: true, ignoreBOM: true }).decode(own)
  } catch {
    throw fileFault(file, 'text in UTF-8', 'bytes that are not UTF-8', 'Save the table as UTF-8')
  }
}
