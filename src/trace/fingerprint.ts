import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalBytes, littleEndianBytes } from './bytes.ts'
import type { Trace } from './trace.ts'

/**
 * JSON with the keys of every object in code-unit order and no white space: equal documents give equal text.
 * Domain: plain JSON values; non-finite numbers are written as strings by name, −0 as −0.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return jsonNumber(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`).join(',')}}`
}

/** A number as JSON text that reads back as the very same number: shortest decimal, "NaN", "Infinity", "-Infinity" in quotes, -0 kept. */
export function jsonNumber(x: number): string {
  if (Object.is(x, -0)) return '-0'
  return Number.isFinite(x) ? String(x) : `"${x}"`
}

/**
 * SHA-256, first 16 hex digits, over the experiment (canonical JSON), the kernel's name, the quantities' names and the columns'
 * little-endian bytes in the order step, epoch, layer, neuron, quantity, value. Each part is preceded by its length in bytes.
 * Independent of the machine and the engine. How the run ended is not part of it.
 */
export function fingerprint(trace: Pick<Trace, 'experiment' | 'kernel' | 'quantities' | 'columns'>): string {
  const { step, epoch, layer, neuron, quantity, value } = trace.columns
  const hash = sha256.create()
  const parts = [
    utf8ToBytes(canonicalJson(trace.experiment)),
    utf8ToBytes(trace.kernel),
    utf8ToBytes(JSON.stringify(trace.quantities)),
    canonicalBytes(step),
    canonicalBytes(epoch),
    littleEndianBytes(layer),
    littleEndianBytes(neuron),
    littleEndianBytes(quantity),
    canonicalBytes(value)
  ]
  for (const part of parts) {
    hash.update(utf8ToBytes(`${part.length}:`))
    hash.update(part)
  }
  return bytesToHex(hash.digest()).slice(0, 16)
}
