import { InputError } from './input-error.ts'

/** What a stranger's `read` gives for a file, as bytes (an ArrayBuffer, as fetch has it, will do), or an InputError that names the file. */
export async function readBytes(read: (name: string) => Promise<unknown>, name: string): Promise<Uint8Array> {
  const refuse = (expected: string, got: string): never => {
    throw new InputError({ code: 'file', where: name, expected, got })
  }
  let bytes: unknown
  try {
    bytes = await read(name)
  } catch (error) {
    if (error instanceof InputError) throw error
    refuse('a readable file', error instanceof Error ? error.message : String(error))
  }
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes)
  return ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : refuse('the bytes of a file', typeof bytes)
}
