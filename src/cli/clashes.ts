import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Experiment } from '../experiment/index.ts'
import { last, type Arguments } from './arguments.ts'
import { usage } from './exit.ts'
import { namesFile } from './read-experiment.ts'

/** A file that a command reads or writes: the option or field that names it, and its path as it was given. */
export interface NamedFile { readonly what: string; readonly path: string }

/** `goesOn`: it may take the place of the checkpoint that the run goes on from. */
export interface OutputName extends NamedFile { readonly goesOn?: boolean }

/** Where a path leads once every link on the way is followed; what is not there yet stands under the name it has. */
async function placeOf(path: string): Promise<string> {
  const whole = resolve(path)
  const above = dirname(whole)
  return realpath(whole).catch(async () => (above === whole ? whole : join(await placeOf(above), basename(whole))))
}

/** The files a command reads, as far as its arguments and its experiment name them. */
export function filesRead(args: Arguments, { data, network }: Experiment): readonly NamedFile[] {
  const { weights } = network.initialization
  const { argument } = args
  const named: readonly (readonly [what: string, path: string | undefined])[] = [
    ['EXPERIMENT', argument !== undefined && namesFile(argument) ? argument : undefined],
    ['--resume', last(args, 'resume')],
    ['data.inputs', 'inputs' in data ? data.inputs : undefined],
    // A table's or an archive's targets are a name inside it.
    ['data.targets', data.kind === 'idx' || data.kind === 'npy' ? data.targets : undefined],
    ['network.initialization.weights.file', weights.kind === 'safetensors' ? weights.file : undefined]
  ]
  return named.flatMap(([what, path]) => (path === undefined ? [] : [{ what, path }]))
}

/** Refuses outputs that would overwrite what is read, or each other. */
export async function refuseClashes(reads: readonly NamedFile[], writes: readonly OutputName[]): Promise<void> {
  const sources = new Map<string | undefined, NamedFile>()
  for (const file of reads) sources.set(await fileAt(file.path), file)
  const taken = new Map<string, NamedFile>()
  const places = await filesAt(writes.map(({ path }) => path))
  for (const [i, { what, path, goesOn }] of writes.entries()) {
    const place = places[i]
    if (place === undefined) continue
    const source = sources.get(place)
    if (source && !(goesOn && source.what === '--resume')) {
      throw usage(what, 'a file that is not read', `${path.slice(0, 200)}, which is ${source.what}`, 'Write elsewhere')
    }
    const other = taken.get(place)
    if (other) throw usage('options', 'different files', `one file for ${other.what} and ${what}: ${path.slice(0, 200)}`)
    taken.set(place, { what, path })
  }
}

/** The place of a file; undefined for a device or pipe, where what is written replaces nothing. */
async function fileAt(path: string): Promise<string | undefined> {
  const status = await stat(path).catch(() => undefined)
  return status === undefined || status.isFile() ? placeOf(path) : undefined
}

/** The same, asking once a folder: a hundred thousand seeds write into one. */
async function filesAt(paths: readonly string[]): Promise<(string | undefined)[]> {
  const folders = new Map<string, { readonly place: string; readonly there: ReadonlySet<string> }>()
  const places: (string | undefined)[] = []
  for (const path of paths) {
    const whole = resolve(path)
    const [above, name] = [dirname(whole), basename(whole)]
    const known = folders.get(above) ?? { place: await placeOf(above), there: new Set(await readdir(above).catch(() => [])) }
    folders.set(above, known)
    places.push(known.there.has(name) ? await fileAt(whole) : join(known.place, name))
  }
  return places
}
