import { randomBytes } from 'node:crypto'
import { existsSync, unlinkSync } from 'node:fs'
import { lstat, mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { InputError } from '../errors/index.ts'

/** Half-written files, removed even when a second Ctrl-C ends the process. */
const unfinished = new Set<string>()
process.once('exit', () => {
  for (const path of unfinished) {
    try {
      unlinkSync(path)
    } catch {
      // It is gone already, and there is nobody left to tell.
    }
  }
})

/**
 * Writes a whole file or none: into a temporary file beside it, then renamed over it. A reader never sees half a result,
 * and a full disk leaves the old file as it was. Devices and pipes (/dev/stdout) are written to directly.
 */
export async function writeWhole(path: string, parts: Iterable<string | Uint8Array>): Promise<void> {
  try {
    const { target, mode, direct } = await targetOf(path)
    if (direct) return await writeParts(target, 'w', mode, parts)
    const temporary = temporaryName(target)
    unfinished.add(temporary)
    try {
      await writeParts(temporary, 'wx', mode, parts)
      await rename(temporary, target)
    } catch (error) {
      await unlink(temporary).catch(() => undefined)
      throw error
    } finally {
      unfinished.delete(temporary)
    }
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Refuses a path that could not be written, before hours of work are spent on it. Leaves nothing behind. */
export async function checkWritable(path: string): Promise<void> {
  try {
    const { target, direct } = await targetOf(path)
    if (direct) return
    await probe(dirname(target))
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Makes the folder (and those above it) and checks that files can be put into it. */
export async function prepareFolder(path: string): Promise<void> {
  try {
    await makeFolder(resolve(path))
    await probe(path)
  } catch (error) {
    throw unwritable(path, error, true)
  }
}

const isFolder = (path: string): Promise<boolean> => stat(path).then(status => status.isDirectory(), () => false)

/** Our own, because Node 20's recursive `mkdir` never returns for /proc/x and takes a read-only disk for a missing folder. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return
  const above = dirname(path)
  if (above !== path) await makeFolder(above)
  await mkdir(path).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error // somebody else may have made it just now
  })
}

/** Creates a file and removes it. */
async function probe(folder: string): Promise<void> {
  const temporary = temporaryName(join(folder, 'probe'))
  unfinished.add(temporary)
  try {
    await (await open(temporary, 'wx')).close()
    await unlink(temporary)
  } finally {
    unfinished.delete(temporary)
  }
}

async function targetOf(path: string): Promise<{ target: string; mode: number; direct: boolean }> {
  const link = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (!link) return { target: resolve(path), mode: 0o666, direct: false }
  // The file a link points to is replaced, not the link.
  const target = link.isSymbolicLink() ? await realpath(path).catch(() => resolve(path)) : resolve(path)
  const status = await stat(path)
  if (status.isDirectory()) {
    throw new InputError({ code: 'file', where: path, expected: 'the name of a file', got: 'a directory' })
  }
  return status.isFile() ? { target, mode: status.mode & 0o777, direct: false } : { target: path, mode: 0o666, direct: true }
}

const temporaryName = (target: string): string =>
  join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`)

async function writeParts(path: string, flags: string, mode: number, parts: Iterable<string | Uint8Array>): Promise<void> {
  const file = await open(path, flags, mode)
  try {
    for (const part of parts) await file.writeFile(part)
  } finally {
    await file.close()
  }
}

const REASONS: Readonly<Record<string, readonly [got: string, remedy?: string]>> = {
  ENOENT: ['no such directory', 'Create it first'],
  ENOTDIR: ['a path that goes through a file'],
  EACCES: ['permission denied', 'Write elsewhere'],
  EPERM: ['permission denied', 'Write elsewhere'],
  EROFS: ['a read-only file system', 'Write elsewhere'],
  ENOSPC: ['no space left on the disk', 'Free some space or write elsewhere'],
  EDQUOT: ['a full quota', 'Free some space or write elsewhere'],
  ENAMETOOLONG: ['a name that is too long'],
  EEXIST: ['a file of that name', 'Choose another name']
}

/** The folder exists, and yet nothing can be made in it (/proc). */
const NOWHERE = ['a place where nothing can be made'] as const

/** `made`: everything above was made, so that nothing is missing. */
function unwritable(path: string, error: unknown, made = false): unknown {
  if (error instanceof InputError) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code === undefined) return error
  const nowhere = code === 'ENOENT' && (made || existsSync(dirname(resolve(path))))
  const [got, remedy] = nowhere ? NOWHERE : ((Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? [code])
  const mistake = { code: 'file', where: path.slice(0, 200), expected: 'a place that can be written', got } as const
  return new InputError(remedy === undefined ? mistake : { ...mistake, remedy })
}
