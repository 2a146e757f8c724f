import { rowSize, type NumberArray } from '../../../data/index.ts'
import { InputError } from '../../../errors/index.ts'
import { giveFile, open } from '../../state/lab.ts'
import { shown } from '../edit/desk.ts'
import { edited } from '../edit/edit.ts'
import { archivePair, arrayOf, classesOf, targetsFirst } from './arrays.ts'
import { settingsFor, type Facts, type Task } from './guess.ts'
import { kindOf, type FileKind } from './kind-of.ts'
import { ownSets, taking } from './own-files.ts'
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

/** Takes files into the page: the worker gets them, and an experiment that fits them is opened. They go nowhere else. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  try {
    for (const file of files) {
      taking.value = { kind: 'reading', name: file.name }
      const bytes = await bytesOf(file, file.name)
      given.set(file.name, { file, kind: kindOf(bytes, file.name) })
    }
    await use(files)
  } catch (error) {
    fail(error)
  }
}

/** Reads data that are here anew, with other targets or as another task. */
export async function correct(inputs: string, targets: string, correction: Correction): Promise<void> {
  try {
    const kind = given.get(inputs)?.kind
    if (kind === undefined) return
    taking.value = { kind: 'reading', name: inputs }
    const pair = kind === 'idx' || kind === 'npy'
    await openSet(await factsOf(pair ? [inputs, targets] : [inputs], correction.targets ?? targets), correction.task)
  } catch (error) {
    fail(error)
  }
}

async function use(files: readonly File[]): Promise<void> {
  const names = files.map(file => file.name)
  const alone = names.find(name => !isArray(name))
  if (alone !== undefined) return openSet(await factsOf([alone]))
  const pair = names.length === 1 && half !== null && half !== names[0] && kindNow(half) === kindNow(names[0]!) ? [half, ...names] : names
  if (pair.length < 2) {
    half = pair[0]!
    await arrayNamed(half) // a damaged one is refused before its other half is asked for
    taking.value = { kind: 'waiting', name: half }
    return
  }
  half = null
  await openSet(await factsOf(pair.slice(0, 2)))
}

const kindNow = (name: string): FileKind | undefined => given.get(name)?.kind
const isArray = (name: string): boolean => kindNow(name) === 'idx' || kindNow(name) === 'npy'

async function arrayNamed(name: string): Promise<NumberArray> {
  const { file, kind } = given.get(name)!
  return arrayOf(kind as 'idx' | 'npy', await bytesOf(file, name), name)
}

/** What is known of one file, or of a pair. */
async function factsOf(names: readonly string[], targets?: string): Promise<Facts & { readonly names: readonly string[] }> {
  const [name, other] = names as [string, string?]
  const { file, kind } = given.get(name)!
  if (kind === 'csv') {
    const text = new TextDecoder().decode(await bytesOf(file, name))
    const { rows, columns, choices, targets: column, classes } = await tableFacts(text, name, targets)
    return { kind, inputs: name, targets: column, rows, inputSize: columns - 1, targetSize: 1, classes, bytes: false, names: choices }
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
    bytes: inputs.element.name === 'uint8'
  }
}

/** Gives the worker the files and opens an experiment on them. */
async function openSet(facts: Facts & { readonly names: readonly string[] }, task?: Task): Promise<void> {
  const settings = settingsFor(facts, shown.peek().network.layers, task)
  const next = edited(shown.peek(), settings)
  if (next.kind === 'mistaken') throw new InputError(next.mistake)
  const files = facts.kind === 'idx' || facts.kind === 'npy' ? [facts.inputs, facts.targets] : [facts.inputs]
  for (const name of files) giveFile(name, await bytesOf(given.get(name)!.file, name))
  const { inputs, rows, inputSize, names } = facts
  ownSets.value = new Map([...ownSets.peek(), [inputs, { name: inputs, rows, inputs: inputSize, settings, targets: names }]])
  taking.value = null
  open(next.experiment)
}

function fail(error: unknown): void {
  const got = error instanceof Error ? error.message : String(error)
  const mistake = error instanceof InputError ? error.mistake : { code: 'file' as const, where: 'file', expected: 'a readable file', got }
  taking.value = { kind: 'failed', mistake }
}
