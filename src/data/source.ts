import { InputError } from '../errors/index.ts'
import type { FileSource } from './dataset.ts'
import { fileFault } from './fault.ts'

/** The bytes of a file, or an InputError that names it. */
export async function readBytes(source: FileSource, name: string): Promise<Uint8Array> {
  let bytes: unknown
  try {
    bytes = await source.read(name)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw fileFault(name, 'a readable file', error instanceof Error ? error.message : String(error))
  }
  if (!ArrayBuffer.isView(bytes)) throw fileFault(name, 'the bytes of a file', typeof bytes)
  if (bytes.byteLength === 0) throw fileFault(name, 'a file with data', 'an empty file')
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
