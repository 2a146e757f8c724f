import { hexOf, sha256 } from '../numerics/index.ts'
import { canonicalBytes, littleEndianBytes } from './bytes.ts'
import type { Trace } from './trace.ts'

// In every runtime, but not in TypeScript's es2023 library.
declare class TextEncoder {
  encode(text: string): Uint8Array
}

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
  const encoder = new TextEncoder()
  const parts = [
    encoder.encode(canonicalJson(trace.experiment)),
    encoder.encode(trace.kernel),
    encoder.encode(JSON.stringify(trace.quantities)),
    canonicalBytes(step),
    canonicalBytes(epoch),
    littleEndianBytes(layer),
    littleEndianBytes(neuron),
    littleEndianBytes(quantity),
    canonicalBytes(value)
  ]
  return hexOf(sha256(...parts.flatMap(part => [encoder.encode(`${part.length}:`), part]))).slice(0, 16)
}
