import { join } from 'node:path'
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
  const twice = paths.find((path, i) => paths.indexOf(path) !== i)
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

/** Writes what was asked for and returns the paths. `measured` runs have no checkpoint worth keeping. */
export async function writeOutputs(outputs: Outputs, results: readonly RunResult[], measured: boolean): Promise<string[]> {
  const written: string[] = []
  const write = async (path: string, parts: Iterable<string | Uint8Array>): Promise<void> => {
    await writeWhole(path, parts)
    written.push(path)
  }
  const [first] = results
  if (first && results.length === 1) {
    if (outputs.trace !== undefined) await write(outputs.trace, traceParts(outputs.trace, first))
    if (outputs.weights !== undefined) await write(outputs.weights, [weightBytes(first)])
    if (outputs.checkpoint !== undefined) await write(outputs.checkpoint, [encodeCheckpoint(first.checkpoint)])
  }
  if (outputs.folder === undefined) return written
  for (const result of results) {
    const { experiment } = result.trace
    const name = (rest: string): string => join(outputs.folder!, results.length === 1 ? rest : `seed-${experiment.seed}.${rest}`)
    await write(name('experiment.json'), [documentText(experiment)])
    await write(name('trace.jsonl'), traceParts('.jsonl', result))
    await write(name('weights.safetensors'), [weightBytes(result)])
    if (!measured) await write(name('run.checkpoint'), [encodeCheckpoint(result.checkpoint)])
  }
  return written
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
