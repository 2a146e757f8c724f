import { readBytes } from '../errors/index.ts'
import type { FileSource } from './dataset.ts'
import { fileFault } from './fault.ts'

/** The bytes of a file, of which there are some, or an InputError that names it. */
export async function readNonEmpty(source: FileSource, name: string): Promise<Uint8Array> {
  const bytes = await readBytes(file => source.read(file), name)
  if (bytes.byteLength === 0) throw fileFault(name, 'a file with data', 'an empty file')
  return bytes
}
