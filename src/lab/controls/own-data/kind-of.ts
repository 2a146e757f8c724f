import { InputError } from '../../../errors/index.ts'
import type { FileDataSpec } from '../../../experiment/index.ts'

export type FileKind = FileDataSpec['kind']

const IDX_TYPES = [0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e]

/** Files that people have beside those that can be read, by their first bytes. */
const OTHERS: readonly (readonly [bytes: readonly number[], what: string, table?: true])[] = [
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'], [[0xff, 0xd8, 0xff], 'a picture'], [[0x47, 0x49, 0x46, 0x38], 'a picture'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'], [[0xd0, 0xcf, 0x11, 0xe0], 'a spreadsheet', true], [[0x50, 0x41, 0x52, 0x31], 'a Parquet file', true],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file', true], [[0x80, 0x03], 'pickled Python objects', true], [[0x80, 0x04], 'pickled Python objects', true],
  [[0x80, 0x05], 'pickled Python objects', true]
]
const starts = (bytes: Uint8Array, first: readonly number[]): boolean => first.every((byte, i) => bytes[i] === byte)

/** What a file is, told from its first bytes, not from its name. What is neither text nor known is refused, by name where it has one. */
export function kindOf(bytes: Uint8Array, name: string): FileKind {
  if (starts(bytes, [0x93, 0x4e, 0x55])) return 'npy'
  if (starts(bytes, [0x50, 0x4b])) return isWorkbook(bytes) ? refuse(name, 'a spreadsheet', true) : 'npz'
  if (starts(bytes, [0, 0]) && IDX_TYPES.includes(bytes[2]!)) return 'idx'
  const other = OTHERS.find(([first]) => starts(bytes, first))
  if (other) return refuse(name, other[1], other[2])
  if (starts(bytes, [0xff, 0xfe]) || starts(bytes, [0xfe, 0xff]) || !bytes.subarray(0, 4096).includes(0)) return textKind(bytes, name)
  return refuse(name, 'bytes of another kind')
}

function refuse(name: string, got: string, table = false): never {
  const remedy = table ? { remedy: 'Save the table as CSV' } : {}
  throw new InputError({ code: 'file', where: name, expected: 'CSV, IDX, npy or npz', got, ...remedy })
}

/** Office files are archives too; the names of their parts stand in them as they are. */
function isWorkbook(bytes: Uint8Array): boolean {
  const tail = String.fromCharCode(...bytes.subarray(Math.max(0, bytes.length - 8192)))
  return tail.includes('xl/workbook') || tail.includes('content.xml')
}

/** No table begins like JSON or a web page. */
function textKind(bytes: Uint8Array, name: string): FileKind {
  const begins = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, '').trimStart()
  if (/^[{[]/.test(begins)) return refuse(name, 'JSON', true)
  return begins.startsWith('<') ? refuse(name, 'a web page', true) : 'csv'
}
