import { Gunzip, Inflate } from 'fflate'
import { InputError } from '../errors/index.ts'
import { BYTE_LIMIT } from './amounts.ts'
import { crc32 } from './crc32.ts'
import { fileFault } from './fault.ts'

/** DEFLATE makes at most 1032 bytes of one (RFC 1951: 258 bytes for two bits): 32 KiB cannot become more than 33 MiB at a time. */
const PIECE = 32 * 1024
const LARGEST_RATIO = 1032
/** Pieces that may pass without output. Only garbage after the end or thousands of empty blocks take more; fflate goes quadratic there. */
const PATIENCE = 4

/** Feeds `bytes` to the stream piece by piece until `enough`. `made` tells how much has come out. */
function pump(stream: Inflate | Gunzip, bytes: Uint8Array, file: string, made: () => number, enough: () => boolean): void {
  try {
    for (let at = 0, idle = 0; at < bytes.length && !enough(); at += PIECE) {
      const before = made()
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
      idle = made() === before ? idle + 1 : 0
      if (idle > PATIENCE) throw fileFault(file, 'compressed data', 'bytes that decompress to nothing', 'The file is damaged')
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw fileFault(file, 'whole compressed data', `a fault in it (${reason})`, 'The file is damaged or cut short')
  }
}

/** Whether these are the first bytes of a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function tooLarge(file: string, limit: number): InputError {
  return fileFault(file, `at most ${limit} bytes when decompressed`, 'more', 'Decompress it and take a part')
}

interface Collector { readonly add: (chunk: Uint8Array) => void; readonly size: () => number; readonly bytes: () => Uint8Array }

/** Bytes that grow as they come, never above `limit` by more than one piece. */
function collector(hint: number, limit: number, file: string): Collector {
  let out = new Uint8Array(Math.min(hint, limit))
  let filled = 0
  return {
    add: chunk => {
      const needed = filled + chunk.length
      if (needed > limit) throw tooLarge(file, limit)
      if (needed > out.length) {
        const grown = new Uint8Array(Math.min(limit, Math.max(needed, out.length * 2)))
        grown.set(out.subarray(0, filled))
        out = grown
      }
      out.set(chunk, filled)
      filled = needed
    },
    size: () => filled,
    bytes: () => out.subarray(0, filled)
  }
}

/**
 * The content of a gzip file of one or more members, each checked against its length and CRC-32 (fflate checks neither).
 * At most `limit` bytes; refuses bytes after the last member. Source: RFC 1952.
 */
export function gunzip(bytes: Uint8Array, file: string, limit: number = BYTE_LIMIT): Uint8Array {
  if (bytes.length < 20) throw fileFault(file, 'a gzip file of at least 20 bytes', `${bytes.length} bytes`, 'The file is cut short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const claimed = view.getUint32(bytes.length - 4, true)
  const out = collector(Math.min(claimed, bytes.length * 16), limit, file)
  let member = { start: 0, crc: 0 }
  const finish = (end: number): void => {
    if (view.getUint32(end - 8, true) === member.crc && view.getUint32(end - 4, true) === out.size() - member.start) return
    throw fileFault(file, 'data that agree with the length and CRC-32 at the end of the gzip file', 'other data', 'The file is damaged')
  }
  const stream = new Gunzip(chunk => {
    out.add(chunk)
    member.crc = crc32(chunk, member.crc)
  })
  stream.onmember = start => {
    finish(start)
    member = { start: out.size(), crc: 0 }
  }
  pump(stream, bytes, file, out.size, () => false)
  finish(bytes.length)
  return out.bytes()
}

/**
 * Raw DEFLATE data known to hold `size` bytes with checksum `crc`; refused before allocating when `size` is out of reach of the data.
 * `prefix`: stop after so many bytes, which then come unchecked.
 */
export function inflate(bytes: Uint8Array, size: number, crc: number, file: string, prefix = Infinity): Uint8Array {
  if (size > BYTE_LIMIT) throw tooLarge(file, BYTE_LIMIT)
  if (size > bytes.length * LARGEST_RATIO) {
    throw fileFault(file, `${size} bytes when decompressed`, `only ${bytes.length} compressed bytes`, 'The file is damaged')
  }
  const out = new Uint8Array(Math.min(size, prefix))
  let filled = 0
  const stream = new Inflate(chunk => {
    if (filled + chunk.length > size) throw fileFault(file, `${size} bytes when decompressed`, 'more', 'The file is damaged')
    out.set(chunk.subarray(0, Math.max(0, out.length - filled)), filled < out.length ? filled : out.length)
    filled += chunk.length
  })
  pump(stream, bytes, file, () => filled, () => filled >= out.length)
  if (out.length < size) return out.subarray(0, Math.min(filled, out.length))
  if (filled !== size) throw fileFault(file, `${size} bytes when decompressed`, `${filled} bytes`, 'The file is damaged')
  if (crc32(out) !== crc) throw fileFault(file, 'data that agree with their CRC-32', 'other data', 'The file is damaged')
  return out
}
