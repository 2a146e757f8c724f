import { InputError } from '../../../errors/index.ts'
import type { FileDataSpec } from '../../../experiment/index.ts'

export type FileKind = FileDataSpec['kind']

const IDX_TYPES = [0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e]

/** What a file is, told from its first bytes, not from its name. What is neither text nor known is refused. */
export function kindOf(bytes: Uint8Array, name: string): FileKind {
  const [a, b, c] = bytes
  if (a === 0x93 && b === 0x4e && c === 0x55) return 'npy'
  if (a === 0x50 && b === 0x4b) return 'npz'
  if (a === 0 && b === 0 && IDX_TYPES.includes(c!)) return 'idx'
  if (!bytes.subarray(0, 4096).includes(0)) return 'csv'
  throw new InputError({ code: 'file', where: name, expected: 'CSV, IDX, npy or npz', got: 'bytes of another kind' })
}
