import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Experiment } from '../experiment/index.ts'
import { encodeSafetensors } from '../network/index.ts'
import { encodeCheckpoint, type RunResult } from '../run/index.ts'
import type { RunMode } from '../sweep/index.ts'
import { csvLines, jsonlLines } from '../trace/index.ts'
import { last, type Arguments } from './arguments.ts'
import { filesRead, refuseClashes } from './clashes.ts'
import { usage } from './exit.ts'
import { checkWritable, prepareFolder, writeWhole } from './files.ts'

/** The files a command was asked to write. */
export interface Outputs {
  readonly trace?: string
  readonly weights?: string
  readonly checkpoint?: string
  readonly folder?: string
}

/** Reads the options and refuses, before any work, what could not be written or would overwrite a file that the experiments come from. */
export async function readOutputs(args: Arguments, experiments: readonly Experiment[], mode: RunMode): Promise<Outputs> {
  const [trace, weights, checkpoint, folder] = ['trace', 'weights-out', 'checkpoint-out', 'out'].map(name => last(args, name))
  if (trace !== undefined && !/\.(jsonl|csv)$/i.test(trace)) {
    throw usage('--trace', 'a name that ends in .jsonl or .csv', trace.slice(0, 200))
  }
  const single = Object.entries({ trace, 'weights-out': weights, 'checkpoint-out': checkpoint })
    .flatMap(([name, path]) => (path === undefined ? [] : [{ what: `--${name}`, path, goesOn: name === 'checkpoint-out' }]))
  const many = experiments.length > 1
  if (many && single.length > 0) {
    throw usage(single[0]!.what, 'one run', `--seeds ${experiments.length}`, 'Use --out DIR, which keeps the files of every seed')
  }
  const inFolder = folder === undefined ? [] : experiments.flatMap(({ seed }) => folderPaths(folder, seed, many, mode === 'measure'))
    .map(({ file, path }) => ({ what: '--out', path, goesOn: file === 'run.checkpoint' }))
  await refuseClashes(filesRead(args, experiments[0]!), [...single, ...inFolder])
  await checkPlaces(single.map(({ path }) => path), folder)
  return {
    ...(trace === undefined ? {} : { trace }),
    ...(weights === undefined ? {} : { weights }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(folder === undefined ? {} : { folder })
  }
}

/** A file in a folder that is not there yet is looked at once --out has made that folder; the others go first, so that a mistake leaves none behind. */
async function checkPlaces(paths: readonly string[], folder: string | undefined): Promise<void> {
  const later = folder === undefined ? [] : paths.filter(path => !existsSync(dirname(resolve(path))))
  for (const path of paths.filter(one => !later.includes(one))) await checkWritable(path)
  if (folder !== undefined) await prepareFolder(folder)
  for (const path of later) await checkWritable(path)
}

/** Whether anything would be left of the run if nobody read standard output. */
export const writesFiles = (outputs: Outputs): boolean => Object.keys(outputs).length > 0

interface OutputFile { readonly path: string; readonly parts: () => Iterable<string | Uint8Array> }

/** What became of the files: a failure to write one does not keep the others, nor the result on standard output, from the reader. */
export interface Written {
  readonly paths: readonly string[]
  /** The first failure. */
  readonly failure?: unknown
}

/** Writes what was asked for. */
export async function writeOutputs(outputs: Outputs, results: readonly RunResult[], measured: boolean, many: boolean): Promise<Written> {
  const files = [...singleFiles(outputs, results), ...results.flatMap(result => folderFiles(outputs, result, many, measured))]
  const paths: string[] = []
  const failures: unknown[] = []
  for (const { path, parts } of files) {
    await writeWhole(path, parts()).then(() => paths.push(path), (error: unknown) => failures.push(error))
  }
  return failures.length === 0 ? { paths } : { paths, failure: failures[0] }
}

function singleFiles({ trace, weights, checkpoint }: Outputs, results: readonly RunResult[]): OutputFile[] {
  const [first] = results
  if (!first || results.length > 1) return []
  return [
    ...(trace === undefined ? [] : [{ path: trace, parts: () => traceParts(trace, first) }]),
    ...(weights === undefined ? [] : [{ path: weights, parts: () => [weightBytes(first)] }]),
    ...(checkpoint === undefined ? [] : [{ path: checkpoint, parts: () => [encodeCheckpoint(first.checkpoint)] }])
  ]
}

const FOLDER_FILES = ['experiment.json', 'trace.jsonl', 'weights.safetensors', 'run.checkpoint'] as const
type FolderFile = (typeof FOLDER_FILES)[number]

/** What --out gets of one run. `measured` runs have no checkpoint worth keeping; `many` seeds have names with the seed. */
function folderPaths(folder: string, seed: number, many: boolean, measured: boolean): { readonly file: FolderFile; readonly path: string }[] {
  const files = FOLDER_FILES.filter(file => !(measured && file === 'run.checkpoint'))
  return files.map(file => ({ file, path: join(folder, many ? `seed-${seed}.${file}` : file) }))
}

function folderFiles({ folder }: Outputs, result: RunResult, many: boolean, measured: boolean): OutputFile[] {
  if (folder === undefined) return []
  const paths = folderPaths(folder, result.trace.experiment.seed, many, measured)
  return paths.map(({ file, path }) => ({ path, parts: () => folderParts(file, result) }))
}

function folderParts(file: FolderFile, result: RunResult): Iterable<string | Uint8Array> {
  switch (file) {
    case 'experiment.json':
      return [documentText(result.trace.experiment)]
    case 'trace.jsonl':
      return traceParts(file, result)
    case 'weights.safetensors':
      return [weightBytes(result)]
    case 'run.checkpoint':
      return [encodeCheckpoint(result.checkpoint)]
    default:
      return file satisfies never
  }
}

export const documentText = (experiment: Experiment): string => `${JSON.stringify(experiment, null, 2)}\n`

const weightBytes = ({ parameters, trace }: RunResult): Uint8Array =>
  encodeSafetensors(parameters, { fingerprint: trace.fingerprint, kernel: trace.kernel })

function* traceParts(path: string, { trace }: RunResult): Generator<string> {
  const csv = /\.csv$/i.test(path)
  let block: string[] = []
  for (const text of csv ? csvLines(trace) : jsonlLines(trace)) {
    block.push(text, csv ? '\r\n' : '\n')
    if (block.length < 8192) continue
    yield block.join('')
    block = []
  }
  yield block.join('')
}
