import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** The built page: `dist/page`, two folders above dist/cli and src/cli alike. */
export const PAGE_FOLDER = fileURLToPath(new URL('../../dist/page/', import.meta.url))

/** One file of the page, whole, as it goes out. */
export interface PageFile {
  readonly type: string
  /** Of the contents: an installed package's files may all bear the same date. */
  readonly hash: string
  readonly bytes: Uint8Array
  /** Where it is worth it: text and WebAssembly. */
  readonly gzipped?: Uint8Array
}

interface FileType { readonly type: string; readonly packed: boolean }
const text = (type: string): FileType => ({ type: `${type}; charset=utf-8`, packed: true })
const TYPES: Readonly<Record<string, FileType>> = {
  '.html': text('text/html'), '.css': text('text/css'), '.js': text('text/javascript'), '.mjs': text('text/javascript'),
  '.json': text('application/json'), '.map': text('application/json'), '.webmanifest': text('application/manifest+json'),
  '.txt': text('text/plain'), '.csv': text('text/csv'), '.svg': { type: 'image/svg+xml', packed: true },
  '.wasm': { type: 'application/wasm', packed: true }, '.png': { type: 'image/png', packed: false },
  '.ico': { type: 'image/x-icon', packed: false }, '.woff2': { type: 'font/woff2', packed: false }
}
const BYTES: FileType = { type: 'application/octet-stream', packed: false }

/**
 * The names along a request's path, each decoded once, `index.html` for the root; undefined for what no file's address can be
 * (an absolute address, an encoded byte that is no text). A name may hold anything, a slash or `..` too: no file is called that.
 */
export function namesOf(target: string): readonly string[] | undefined {
  const path = /^\/([^?#]*)/.exec(target)?.[1]
  if (path === undefined) return undefined
  if (path === '') return ['index.html']
  try {
    return path.split('/').map(name => decodeURIComponent(name))
  } catch {
    return undefined
  }
}

/**
 * The file of those names below `root`, or undefined. The way there is made of names that folders list, never of a request's
 * text, so that none leads out of the folder; links and hidden files are passed over as if they were not there.
 */
export async function findFile(root: string, names: readonly string[]): Promise<string | undefined> {
  let path = root
  for (const [i, name] of names.entries()) {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
    const entry = entries.find(one => one.name === name && !name.startsWith('.'))
    if (!entry || !(i === names.length - 1 ? entry.isFile() : entry.isDirectory())) return undefined
    path = join(path, entry.name)
  }
  return path
}

/** Reads files of a folder for as long as they stay the same: a page that is built again is served anew. */
export function folderReader(root: string): (names: readonly string[]) => Promise<PageFile | undefined> {
  const known = new Map<string, { readonly stamp: string; readonly file: Promise<PageFile> }>()
  return async names => {
    const path = await findFile(root, names)
    if (path === undefined) return undefined
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      const { mtimeMs, size, ino } = await handle.stat()
      const stamp = `${mtimeMs} ${size} ${ino}`
      const before = known.get(path)
      if (before?.stamp === stamp) return await before.file
      const file = fileOf(path, await handle.readFile())
      known.set(path, { stamp, file })
      return await file
    } finally {
      await handle.close()
    }
  }
}

const packed = promisify(gzip)

async function fileOf(path: string, bytes: Uint8Array): Promise<PageFile> {
  const { type, packed: worth } = TYPES[extname(path).toLowerCase()] ?? BYTES
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  if (!worth) return { type, hash, bytes }
  const gzipped = await packed(bytes, { level: 9 })
  return gzipped.length < bytes.length ? { type, hash, bytes, gzipped } : { type, hash, bytes }
}
