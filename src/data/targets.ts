import { shown } from '../errors/index.ts'
import { dataFault, fileFault } from './fault.ts'
import { parseNumber } from './number-text.ts'

/** Each example's class as a unit number. */
export interface Classes {
  readonly units: Uint32Array
  /** One name a class, in the order of the units. */
  readonly names: readonly string[]
  /** Width of a target row: one a class, or 1 for two classes in one column. */
  readonly outputSize: number
}

/** How an error names the place of a row's label. */
type Where = (row: number) => string

/** More classes than this is a column of values taken for one of labels. */
const MOST_CLASSES = 10_000

/**
 * Whole-number labels to units. With `outputSize` outputs (1 stands for two classes) labels 0 … outputSize−1 are units as they are;
 * otherwise there must be as many different labels as outputs, which take them in ascending order. Without `outputSize`: one unit a label.
 */
export function classesOfNumbers(labels: ArrayLike<number>, where: Where, file: string, outputSize?: number): Classes {
  const different = new Set<number>()
  for (let n = 0; n < labels.length; n++) {
    const label = labels[n]!
    if (!Number.isSafeInteger(label)) {
      throw fileFault(where(n), 'a whole-number class label', String(label), "For measured values use task 'regression'")
    }
    different.add(label)
    if (different.size > MOST_CLASSES) throw tooMany(file)
  }
  const sorted = [...different].sort((a, b) => a - b)
  const wanted = wantedClasses(sorted.length, outputSize, file)
  const plain = sorted[0]! >= 0 && sorted.at(-1)! < wanted
  if (!plain && sorted.length !== wanted) throw misfit(labels, sorted.length, wanted, where, file)
  const names = plain ? Array.from({ length: wanted }, (_, unit) => unit) : sorted
  return unitsOf(Array.from(labels), names, outputSize)
}

/** Text labels to units, classes in the order of their UTF-16 code units. */
function classesOfText(labels: readonly string[], file: string, outputSize?: number): Classes {
  const different = new Set(labels)
  if (different.size > MOST_CLASSES) throw tooMany(file)
  const sorted = [...different].sort()
  const wanted = wantedClasses(sorted.length, outputSize, file)
  if (sorted.length !== wanted) {
    throw dataFault(file, `${wanted} classes (the network's outputs)`, `${sorted.length}: ${shown(sorted.slice(0, 8).join(', '))}`)
  }
  return unitsOf(labels, sorted, outputSize)
}

/**
 * Labels as a table has them: all numbers, all text, or digits and letters.
 * Anything else is refused: one damaged label among numbers would otherwise quietly become a class of its own.
 */
export function classesOfCells(
  labels: readonly string[], number: (cell: string) => number, where: Where, file: string, outputSize?: number
): Classes {
  const numbers = labels.map(number)
  const strays = numbers.filter(Number.isNaN).length
  if (strays === 0) return classesOfNumbers(numbers, where, file, outputSize)
  if (strays === labels.length || areCharacters(labels)) return classesOfText(labels, file, outputSize)
  const textIsRare = strays * 2 <= labels.length
  const odd = numbers.findIndex(value => Number.isNaN(value) === textIsRare)
  const remedy = odd === 0 ? 'If it belongs to a header, give all columns names that are no numbers' : undefined
  throw fileFault(where(odd), `${textIsRare ? 'a number' : 'text'}, as most labels of this column are`, shown(labels[odd]!), remedy)
}

/** Digits and letters together, as in EMNIST: single characters, no letter only once (it would be a damaged digit or a header). */
function areCharacters(labels: readonly string[]): boolean {
  const times = new Map<string, number>()
  for (const label of labels) {
    if (label.length !== 1) return false
    times.set(label, (times.get(label) ?? 0) + 1)
  }
  return [...times].every(([label, count]) => count > 1 || !Number.isNaN(parseNumber(label)))
}

function wantedClasses(found: number, outputSize: number | undefined, file: string): number {
  if (outputSize !== undefined) return outputSize === 1 ? 2 : outputSize
  if (found < 2) throw dataFault(file, 'at least two classes', 'one', 'Give targets with two or more different labels')
  return found
}

function tooMany(file: string): Error {
  return dataFault(file, `at most ${MOST_CLASSES} classes`, 'more', "If these are measured values, use task 'regression'")
}

function misfit(labels: ArrayLike<number>, found: number, wanted: number, where: Where, file: string): Error {
  const range = `labels from 0 to ${wanted - 1}`
  for (let n = 0; found > wanted && n < labels.length; n++) {
    const label = labels[n]!
    if (label < 0 || label >= wanted) return fileFault(where(n), `${range} for the network's ${wanted} classes`, String(label))
  }
  return dataFault(file, `${range}, or ${wanted} different ones, for the network's ${wanted} classes`, `${found} different labels`)
}

function unitsOf<T extends string | number>(labels: readonly T[], names: readonly T[], outputSize: number | undefined): Classes {
  const unit = new Map(names.map((name, n) => [name, n]))
  return { units: Uint32Array.from(labels, label => unit.get(label)!), names: names.map(String), outputSize: outputSize ?? names.length }
}
