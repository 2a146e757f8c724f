import { nearestName, shown } from '../errors/index.ts'
import { fileFault } from './fault.ts'
import { npyShape, NPY_HEADER_LIMIT, parseNpy } from './npy.ts'
import type { NumberArray } from './number-array.ts'
import { listZip, unzip, unzipPrefix, type ZipEntry } from './zip.ts'

/** The arrays of a .npz archive by name (without `.npy`), not yet unpacked. Other files in it are passed over. */
function arraysOf(bytes: Uint8Array, file: string): ReadonlyMap<string, ZipEntry> {
  const entries = [...listZip(bytes, file).values()].filter(entry => entry.name.endsWith('.npy'))
  return new Map(entries.map(entry => [entry.name.slice(0, -4), entry]))
}

function parseEntry(entry: ZipEntry, file: string): NumberArray {
  return parseNpy(unzip(entry, file), `${file}, ${shown(entry.name)}`)
}

/** The shapes of the arrays of a .npz archive by name; nothing but their headers is unpacked. */
export function npzShapes(bytes: Uint8Array, file: string): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>()
  for (const [name, entry] of arraysOf(bytes, file)) {
    shapes.set(name, npyShape(unzipPrefix(entry, NPY_HEADER_LIMIT + 12, file), `${file}, ${shown(entry.name)}`))
  }
  return shapes
}

/** One array of a .npz archive. Source: numpy.savez, numpy.savez_compressed. */
export function parseNpz(bytes: Uint8Array, name: string, file: string): NumberArray {
  const arrays = arraysOf(bytes, file)
  const entry = arrays.get(name)
  if (entry) return parseEntry(entry, file)
  const near = nearestName(name, [...arrays.keys()])
  const known = [...arrays.keys()].slice(0, 10).join(', ') || 'none'
  throw fileFault(file, `an array of the archive (${known})`, shown(name), near === undefined ? undefined : `Did you mean ${near}?`)
}

/**
 * The targets by name, and the inputs: the one other array of the archive with as many rows.
 * (`x_train` for `y_train` in an archive that also holds a test part of another length.)
 */
export function parseNpzPair(bytes: Uint8Array, targetsName: string, file: string): { inputs: NumberArray; targets: NumberArray } {
  const targets = parseNpz(bytes, targetsName, file)
  const fitting: [string, ZipEntry][] = []
  for (const [name, entry] of arraysOf(bytes, file)) {
    if (name === targetsName) continue
    const head = unzipPrefix(entry, NPY_HEADER_LIMIT + 12, file)
    if (npyShape(head, `${file}, ${shown(entry.name)}`)[0] === targets.shape[0]) fitting.push([name, entry])
  }
  const names = fitting.map(([name]) => name)
  if (fitting.length !== 1) {
    const got = fitting.length === 0 ? 'none' : shown(names.join(', '))
    const expected = `exactly one other array with the ${targets.shape[0]} rows of ${shown(targetsName)}`
    throw fileFault(file, expected, got, 'Save the inputs and these targets in an archive of their own')
  }
  return { inputs: parseEntry(fitting[0]![1], file), targets }
}
