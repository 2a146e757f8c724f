import { join, resolve } from 'node:path'
import type { Experiment } from '../experiment/index.ts'
import { encodeSafetensors } from '../network/index.ts'
import { encodeCheckpoint, type RunResult } from '../run/index.ts'
import { csvLines, jsonlLines } from '../trace/index.ts'
import { last, type Arguments } from './arguments.ts'
import { usage } from './exit.ts'
import { checkWritable, prepareFolder, writeWhole } from './files.ts'

/** The files a command was asked to write. */
export interface Outputs {
  readonly trace?: string
  readonly weights?: string
  readonly checkpoint?: string
  readonly folder?: string
}

/** Reads the options and refuses, before any work, what could not be written. */
export async function readOutputs(args: Arguments, seeds: number): Promise<Outputs> {
  const [trace, weights, checkpoint, folder] = ['trace', 'weights-out', 'checkpoint-out', 'out'].map(name => last(args, name))
  if (trace !== undefined && !/\.(jsonl|csv)$/i.test(trace)) {
    throw usage('--trace', 'a name that ends in .jsonl or .csv', trace.slice(0, 200))
  }
  const single = Object.entries({ trace, 'weights-out': weights, 'checkpoint-out': checkpoint }).filter(([, path]) => path !== undefined)
  if (seeds > 1 && single.length > 0) {
    throw usage(`--${single[0]![0]}`, 'one run', `--seeds ${seeds}`, 'Use --out DIR, which keeps the files of every seed')
  }
  const paths = single.map(([, path]) => path!)
  const places = paths.map(path => resolve(path))
  const twice = paths.find((path, i) => places.indexOf(places[i]!) !== i && !path.startsWith('/dev/'))
  if (twice !== undefined) throw usage('options', 'different files', `${twice} twice`)
  for (const path of paths) await checkWritable(path)
  if (folder !== undefined) await prepareFolder(folder)
  return {
    ...(trace === undefined ? {} : { trace }),
    ...(weights === undefined ? {} : { weights }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(folder === undefined ? {} : { folder })
  }
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

/** Writes what was asked for. `measured` runs have no checkpoint worth keeping; `many` seeds have names with the seed. */
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

function folderFiles({ folder }: Outputs, result: RunResult, many: boolean, measured: boolean): OutputFile[] {
  if (folder === undefined) return []
  const { experiment } = result.trace
  const path = (rest: string): string => join(folder, many ? `seed-${experiment.seed}.${rest}` : rest)
  return [
    { path: path('experiment.json'), parts: () => [documentText(experiment)] },
    { path: path('trace.jsonl'), parts: () => traceParts('.jsonl', result) },
    { path: path('weights.safetensors'), parts: () => [weightBytes(result)] },
    ...(measured ? [] : [{ path: path('run.checkpoint'), parts: () => [encodeCheckpoint(result.checkpoint)] }])
  ]
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
