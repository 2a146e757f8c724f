import { shown } from '../errors/index.ts'
import { crc32 } from './crc32.ts'
import { fileFault } from './fault.ts'
import { inflate } from './inflate.ts'
import { decodeText } from './text.ts'

/** One file of a zip archive, its place checked to lie inside. */
export interface ZipEntry {
  readonly name: string
  readonly stored: boolean
  /** Length unpacked, as the directory claims; `unzip` holds it to that. */
  readonly size: number
  readonly crc: number
  /** The packed bytes. */
  readonly data: Uint8Array
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const MOST_ENTRIES = 10_000

/** Where the end record stands: the last one whose comment ends with the file. */
function endRecord(view: DataView, file: string): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  const got = `${view.byteLength} bytes without one`
  throw fileFault(file, 'a zip archive with its directory at the end', got, 'The file is cut short or no archive')
}

/** A name is UTF-8 where flag bit 11 says so, as NumPy writes any that is not ASCII; else of the IBM PC, of which ASCII is all we read. */
function nameOf(bytes: Uint8Array, flags: number, file: string): string {
  if (flags & 0x800) return decodeText(bytes, `${file}, the name of a file in it`)
  return Array.from(bytes, b => String.fromCharCode(b)).join('')
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

/** The packed bytes of the entry whose directory record is at `at`; its local header must name the same file. */
function packed(view: DataView, bytes: Uint8Array, at: number, name: Uint8Array, end: number, where: string): Uint8Array {
  const local = view.getUint32(at + 42, true)
  const length = view.getUint32(at + 20, true)
  if (local + 30 <= end && view.getUint32(local, true) === LOCAL) {
    const named = local + 30 + view.getUint16(local + 26, true)
    const start = named + view.getUint16(local + 28, true)
    if (start + length <= end && sameBytes(bytes.subarray(local + 30, named), name)) return bytes.subarray(start, start + length)
  }
  throw fileFault(where, 'a file inside the archive', 'a place outside or another file there', 'The archive is damaged')
}

function entryAt(view: DataView, bytes: Uint8Array, at: number, end: number, file: string): ZipEntry {
  const nameLength = view.getUint16(at + 28, true)
  const flags = view.getUint16(at + 8, true)
  const named = bytes.subarray(at + 46, at + 46 + nameLength), name = nameOf(named, flags, file)
  const method = view.getUint16(at + 10, true)
  const where = `${file}, ${shown(name)}`
  if (flags & 0x2041) throw fileFault(where, 'a file without a password', 'an encrypted one')
  if (method !== 0 && method !== 8) throw fileFault(where, 'a file stored or deflated', `compression method ${method}`)
  const size = view.getUint32(at + 24, true)
  const data = packed(view, bytes, at, named, end, where)
  if (method === 0 && data.length !== size) throw fileFault(where, `${size} bytes`, `${data.length}`, 'The archive is damaged')
  return { name, stored: method === 0, size, crc: view.getUint32(at + 16, true), data }
}

/**
 * The files of a zip archive, by name, none unpacked yet. One disk, no encryption, no ZIP64 sizes (from 4 GiB, above our limit).
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
 */
export function listZip(bytes: Uint8Array, file: string): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view, file)
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  const oneDisk = view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === count
  if (!oneDisk || start + view.getUint32(end + 12, true) !== end || count > MOST_ENTRIES) {
    throw fileFault(file, `one whole zip archive of at most ${MOST_ENTRIES} files`, 'a directory that does not fit the file',
      'The file is cut short, or is of another kind of zip, such as torch.save writes: save arrays with numpy.savez')
  }
  const entries = new Map<string, ZipEntry>()
  let at = start
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) {
      throw fileFault(file, `${count} files in the archive's directory`, `${n}`, 'The archive is damaged')
    }
    const entry = entryAt(view, bytes, at, start, file)
    if (entries.has(entry.name)) throw fileFault(file, 'every file once', `${shown(entry.name)} twice`)
    entries.set(entry.name, entry)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  if (at !== end) throw fileFault(file, `${count} files in the archive's directory`, 'another length of it', 'The archive is damaged')
  return entries
}

/** The entry's content, checked against its length and CRC-32. */
export function unzip(entry: ZipEntry, file: string): Uint8Array {
  const where = `${file}, ${shown(entry.name)}`
  if (!entry.stored) return inflate(entry.data, entry.size, entry.crc, where)
  if (crc32(entry.data) !== entry.crc) throw fileFault(where, 'data that agree with their CRC-32', 'other data', 'The archive is damaged')
  return entry.data
}

/** The first `length` bytes of the entry's content (fewer if it is shorter), unchecked. */
export function unzipPrefix(entry: ZipEntry, length: number, file: string): Uint8Array {
  if (entry.stored) return entry.data.subarray(0, length)
  return inflate(entry.data, entry.size, entry.crc, `${file}, ${shown(entry.name)}`, length)
}
