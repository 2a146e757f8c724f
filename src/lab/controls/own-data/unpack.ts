import { InputError } from '../../../errors/index.ts'

/** Bytes beyond which a file is refused before it fills the memory. */
const MOST = 2 ** 30

/** A file's bytes, unpacked where they are gzip, without holding up the page. */
export async function bytesOf(file: Blob, name: string): Promise<Uint8Array> {
  if (file.size > MOST) throw tooLarge(name)
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes.length === 0) throw new InputError({ code: 'file', where: name, expected: 'a file with data', got: 'an empty file' })
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpacked(bytes, name) : bytes
}

async function unpacked(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      const remedy = 'The file is damaged or cut short.'
      throw new InputError({ code: 'file', where: name, expected: 'whole compressed data', got: 'a fault in it', remedy })
    })
    if (done) break
    length += value.length
    if (length > MOST) {
      await reader.cancel()
      throw tooLarge(name)
    }
    parts.push(value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function tooLarge(name: string): InputError {
  const remedy = 'Use deltascope on the command line.'
  return new InputError({ code: 'file', where: name, expected: 'at most 1 GiB, unpacked', got: 'more', remedy })
}
