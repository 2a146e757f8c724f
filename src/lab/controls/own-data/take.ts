import { decodeText, rowSize, type NumberArray } from '../../../data/index.ts'
import { InputError } from '../../../errors/index.ts'
import { forgetFile, giveFile, open } from '../../state/lab.ts'
import { shown } from '../edit/desk.ts'
import { edited } from '../edit/edit.ts'
import { archivePair, arrayOf, classesOf, targetsFirst } from './arrays.ts'
import { documentIn } from './document.ts'
import { scaleOf, settingsFor, type Facts, type Task } from './guess.ts'
import { kindOf, type FileKind } from './kind-of.ts'
import { ownSets, taking } from './own-files.ts'
import { arePixels, arraySizes, unequal } from './sizes.ts'
import { tableFacts } from './table.ts'
import { bytesOf } from './unpack.ts'

/** A file that was given: its handle is kept, so that other targets can be read from it. */
interface Given {
  readonly file: File
  readonly kind: FileKind
}

const given = new Map<string, Given>()
/** The file of a pair that waits for the other one. */
let half: string | null = null

/** What a reader may put right about data that are here. */
export interface Correction {
  readonly targets?: string
  readonly task?: Task
}

/** Whether a taking is the one begun last: a large file must not replace a small one that was dropped after it. */
type IsNewest = () => boolean
let begun = 0

function begin(): IsNewest {
  const mine = ++begun
  return () => mine === begun
}

/** Takes files into the page: the worker gets them, and an experiment that fits them is opened. They go nowhere else. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  let isNewest = begin()
  try {
    for (const file of files) {
      taking.value = { kind: 'reading', name: file.name }
      const bytes = await bytesOf(file, file.name)
      const saved = documentIn(bytes, file.name)
      const kind = saved ? null : kindOf(bytes, file.name)
      if (!isNewest()) {
        // One of a pair is not overtaken by the other, which may be read sooner.
        if (files.length > 1 || !isPairing(kind) || half === file.name || (half !== null && kindNow(half) !== kind)) return
        given.set(file.name, { file, kind })
        if (half === null) return void (half = file.name)
        isNewest = begin()
      }
      if (saved) {
        taking.value = null
        return open(saved)
      }
      given.set(file.name, { file, kind: kind! })
    }
    await use(files, isNewest)
  } catch (error) {
    if (isNewest()) fail(error)
  }
}

/** Reads data that are here anew, with other targets or as another task. */
export async function correct(inputs: string, targets: string, correction: Correction): Promise<void> {
  const isNewest = begin()
  try {
    const kind = given.get(inputs)?.kind
    if (kind === undefined) return
    taking.value = { kind: 'reading', name: inputs }
    await openSet(await factsOf(isPairing(kind) ? [inputs, targets] : [inputs], correction.targets ?? targets), isNewest, correction.task)
  } catch (error) {
    if (isNewest()) fail(error)
  }
}

async function use(files: readonly File[], isNewest: IsNewest): Promise<void> {
  const names = files.map(file => file.name)
  const alone = names.find(name => !isArray(name))
  if (alone !== undefined) return openSet(await factsOf([alone]), isNewest)
  const pair = names.length === 1 && half !== null && half !== names[0] && kindNow(half) === kindNow(names[0]!) ? [half, ...names] : names
  if (pair.length < 2) {
    half = pair[0]!
    await arrayNamed(half) // a damaged one is refused before its other half is asked for
    if (isNewest()) taking.value = { kind: 'waiting', name: pair[0]! }
    return
  }
  half = null
  await openSet(await factsOf(await matching(pair)), isNewest)
}

/** Of several arrays the two with as many rows, the most rows first: of MNIST's four files those to train on. */
async function matching(names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 2) return names
  const arrays = await Promise.all(names.map(arrayNamed))
  const rows = arrays.map(({ shape }) => shape[0]!)
  const pairs = names.flatMap((_, i) => names.slice(i + 1).flatMap((_, j) => (rows[i] === rows[i + j + 1] ? [[i, i + j + 1] as const] : [])))
  const [best] = pairs.toSorted(([a], [b]) => rows[b]! - rows[a]!)
  return best ? best.map(i => names[i]!) : names.slice(0, 2)
}

/** Takes a data set off the page and out of its worker. */
export function remove(name: string): void {
  const set = ownSets.peek().get(name)
  if (!set) return
  ownSets.value = new Map([...ownSets.peek()].filter(([other]) => other !== name))
  for (const file of set.files) {
    if ([...ownSets.peek().values()].some(({ files }) => files.includes(file))) continue
    given.delete(file)
    forgetFile(file)
  }
  taking.value = null
}

const kindNow = (name: string): FileKind | undefined => given.get(name)?.kind
/** Inputs and targets are files of their own. */
const isPairing = (kind: FileKind | null | undefined): kind is 'idx' | 'npy' => kind === 'idx' || kind === 'npy'
const isArray = (name: string): boolean => isPairing(kindNow(name))

async function arrayNamed(name: string): Promise<NumberArray> {
  const { file, kind } = given.get(name)!
  return arrayOf(kind as 'idx' | 'npy', await bytesOf(file, name), name)
}

/** What is known of one file, or of a pair. */
async function factsOf(names: readonly string[], targets?: string): Promise<Facts & { readonly names: readonly string[] }> {
  const [name, other] = names as [string, string?]
  const { file, kind } = given.get(name)!
  if (kind === 'csv') {
    const text = decodeText(await bytesOf(file, name), name)
    const { rows, columns, choices, targets: column, classes, sizes } = await tableFacts(text, name, targets)
    const inputs = { inputSize: columns - 1, bytes: arePixels(sizes), sizes }
    return { kind, inputs: name, targets: column, rows, targetSize: 1, classes, ...inputs, names: choices }
  }
  if (kind === 'npz') {
    const pair = archivePair(await bytesOf(file, name), name, targets)
    return { ...arrayFacts(pair.inputs, pair.targets), kind, inputs: name, targets: pair.name, names: pair.names }
  }
  const [a, b] = [await arrayNamed(name), await arrayNamed(other!)]
  const [inputs, labels] = targetsFirst(a, b) ? [b, a] : [a, b]
  return { ...arrayFacts(inputs, labels), kind, inputs: inputs.file, targets: labels.file, names: [] }
}

function arrayFacts(inputs: NumberArray, targets: NumberArray): Omit<Facts, 'kind' | 'inputs' | 'targets'> {
  if (inputs.shape[0] !== targets.shape[0]) {
    const expected = `${inputs.shape[0]} rows, as in ${inputs.file}`
    throw new InputError({ code: 'file', where: targets.file, expected, got: String(targets.shape[0]) })
  }
  return {
    rows: inputs.shape[0]!, inputSize: rowSize(inputs), targetSize: rowSize(targets), classes: classesOf(targets),
    bytes: inputs.element.name === 'uint8', sizes: arraySizes(inputs)
  }
}

/** Gives the worker the files and opens an experiment on them. */
async function openSet(facts: Facts & { readonly names: readonly string[] }, isNewest: IsNewest, task?: Task): Promise<void> {
  if (!isNewest()) return
  const { data, network: { layers } } = shown.peek()
  const standardize = 'inputs' in data && data.inputs === facts.inputs && data.standardize === true
  const settings = settingsFor(facts, layers, task, standardize)
  const next = edited(shown.peek(), settings)
  if (next.kind === 'mistaken') throw new InputError(next.mistake)
  const files = isPairing(facts.kind) ? [facts.inputs, facts.targets] : [facts.inputs]
  for (const name of files) {
    const { file } = given.get(name)!
    await giveFile(name, () => bytesOf(file, name))
    if (!isNewest()) return
  }
  const { inputs, rows, inputSize, names } = facts
  const set = {
    name: inputs, rows, inputs: inputSize, settings, targets: names, files, unequal: unequal(facts.sizes, scaleOf(facts))
  }
  ownSets.value = new Map([...ownSets.peek(), [inputs, set]])
  taking.value = null
  open(next.experiment)
}

function fail(error: unknown): void {
  // A browser says in its own words that a folder, or a file that is gone, cannot be read.
  const { name: where } = taking.peek()?.kind === 'reading' ? (taking.peek() as { readonly name: string }) : { name: 'file' }
  const got = error instanceof DOMException ? 'a folder, or a file that is gone' : error instanceof Error ? error.message : String(error)
  const mistake = error instanceof InputError ? error.mistake : { code: 'file' as const, where, expected: 'a readable file', got }
  taking.value = { kind: 'failed', mistake }
}
