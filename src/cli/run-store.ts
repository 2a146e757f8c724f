import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunStore } from '../chapter5/index.ts'
import { InputError } from '../errors/index.ts'
import { fromJsonl, toJsonl, type Trace } from '../trace/index.ts'
import { prepareFolder, writeWhole } from './files.ts'

/** A folder of finished runs, one JSON Lines file each, named by a hash of what was run. Damaged files count as missing and are written anew. */
export async function folderStore(folder: string): Promise<RunStore> {
  await prepareFolder(folder)
  const pathOf = (key: string): string => join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.jsonl`)
  return {
    async read(key): Promise<Trace | undefined> {
      try {
        return fromJsonl(await readFile(pathOf(key), 'utf8'))
      } catch (error) {
        if (error instanceof InputError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    write: (key, trace) => writeWhole(pathOf(key), [toJsonl(trace)])
  }
}
