import { npzShapes, parseIdx, parseNpy, parseNpz, readRows, rowSize, type NumberArray } from '../../../data/index.ts'
import { InputError } from '../../../errors/index.ts'
import { LIMITS } from '../../../experiment/index.ts'
import type { Classes } from './table.ts'

const TARGETS = /label|target|class|(^|[^a-z])y([^a-z]|$)/i

/** The array of an IDX or npy file; nothing is converted. */
export function arrayOf(kind: 'idx' | 'npy', bytes: Uint8Array, file: string): NumberArray {
  return kind === 'idx' ? parseIdx(bytes, file) : parseNpy(bytes, file)
}

/** Which of two arrays holds the targets: the one with fewer numbers a row; between equals the one that is called so, else the second. */
export function targetsFirst(a: NumberArray, b: NumberArray): boolean {
  const [wide, wideB] = [rowSize(a), rowSize(b)]
  return wide === wideB ? TARGETS.test(a.file) && !TARGETS.test(b.file) : wide < wideB
}

/** How many classes an array of targets has; several numbers a row are no labels. */
export function classesOf(targets: NumberArray): Classes {
  if (rowSize(targets) !== 1) return { different: Infinity, numbers: true, whole: false }
  const values = readRows(targets, 0, targets.shape[0]!, 1, new Float64Array(targets.shape[0]!))
  const seen = new Set<number>()
  for (const value of values) {
    if (!Number.isSafeInteger(value)) return { different: Infinity, numbers: true, whole: false }
    if (seen.size <= LIMITS.classes) seen.add(value)
  }
  return { different: seen.size, numbers: true, whole: true }
}

/** The targets of an archive and the inputs that go with them, both by name. */
export interface ArchivePair {
  /** The targets' name. */
  readonly name: string
  readonly targets: NumberArray
  readonly inputs: NumberArray
  /** Every array that could hold targets: one other has as many rows. */
  readonly names: readonly string[]
}

/** The likeliest pair of an archive, or the one whose targets are `wanted`. */
export function archivePair(bytes: Uint8Array, file: string, wanted?: string): ArchivePair {
  const shapes = [...npzShapes(bytes, file)].filter(([, shape]) => shape.length > 0)
  const partners = (name: string, rows: number | undefined): string[] =>
    shapes.filter(([other, shape]) => other !== name && shape[0] === rows).map(([other]) => other)
  const size = ([, ...rest]: readonly number[]): number => rest.reduce((product, n) => product * n, 1)
  const fitting = shapes.filter(([name, [rows]]) => partners(name, rows).length === 1).toSorted((a, b) => liking(b) - liking(a))
  function liking([name, shape]: (typeof shapes)[number]): number {
    return (TARGETS.test(name) ? 4 : 0) + (/test|val/i.test(name) ? -2 : 0) + (size(shape) === 1 ? 1 : 0)
  }
  const chosen = fitting.find(([name]) => name === wanted) ?? fitting[0]
  if (!chosen) {
    const got = shapes.slice(0, 8).map(([name]) => name).join(', ') || 'none'
    throw new InputError({ code: 'file', where: file, expected: 'two arrays with as many rows: inputs and targets', got })
  }
  const [name, [rows]] = chosen
  const inputs = parseNpz(bytes, partners(name, rows)[0]!, file)
  return { name, targets: parseNpz(bytes, name, file), inputs, names: fitting.map(([other]) => other) }
}
