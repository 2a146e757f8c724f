import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { InputError, nearestName, shown } from '../errors/index.ts'
import { fromUrl, presetNamed, presets, resolve, withSetting, type Experiment, type ExperimentInput } from '../experiment/index.ts'
import { usage } from './exit.ts'
import { repeatedKey } from './json-keys.ts'
import { queryOf } from './link.ts'

const LARGEST = 16 * 1024 ** 2

/**
 * EXPERIMENT as given on the command line: `-` is JSON on standard input, a query string (`v=1&net=…`) or a whole link
 * is a link, a preset's name is the preset, and everything else is a JSON file.
 */
export async function readExperiment(argument: string, settings: readonly string[]): Promise<Experiment> {
  return withSettings(await documentOf(argument), settings)
}

/** A document with what --set and --seed ask for, checked. */
export function withSettings(document: unknown, settings: readonly string[]): Experiment {
  let set = document
  // A new kind starts its record anew, so kinds go first: --set of their fields then holds in whatever order it was written.
  for (const setting of [...settings].sort((a, b) => Number(setsKind(b)) - Number(setsKind(a)))) {
    const equals = setting.indexOf('=')
    if (equals <= 0) throw usage('--set', 'PATH=VALUE', shown(setting), 'For example --set training.epochs=5')
    if (typeof set !== 'object' || set === null) break // resolve says what is wrong with it
    set = changed(set as ExperimentInput, setting.slice(0, equals), setting.slice(equals + 1))
  }
  return resolve(set)
}

const setsKind = (setting: string): boolean => /^[^=]*\bkind=/.test(setting)

function changed(document: ExperimentInput, path: string, value: string): ExperimentInput {
  try {
    return withSetting(document, path, value)
  } catch (error) {
    if (error instanceof InputError && error.mistake.where === 'setting') throw new InputError({ ...error.mistake, where: '--set' })
    throw error
  }
}

/** Whether EXPERIMENT is neither standard input nor a link nor a preset, and so a file. */
export const namesFile = (argument: string): boolean =>
  argument !== '-' && queryOf(argument) === undefined && !Object.hasOwn(presets, argument)

async function documentOf(argument: string): Promise<unknown> {
  if (argument === '-') return parse('standard input', await textOf('standard input', process.stdin))
  const query = queryOf(argument)
  if (query !== undefined) return fromUrl(query)
  if (Object.hasOwn(presets, argument)) return presetNamed(argument).experiment
  if (await isDirectory(argument)) throw new InputError({ code: 'file', where: argument, expected: 'a JSON file', got: 'a directory' })
  if (!(await exists(argument))) throw neither(argument)
  return parse(argument, await textOf(argument, createReadStream(argument)))
}

function neither(argument: string): InputError {
  const got = shown(argument)
  if (/[/\\]|\.json$/.test(argument)) {
    return new InputError({ code: 'file', where: argument.slice(0, 200), expected: 'a readable file', got: 'no such file' })
  }
  const near = nearestName(argument, Object.keys(presets))
  const remedy = near ? `Did you mean the preset ${near}?` : 'deltascope presets lists them'
  return usage('EXPERIMENT', 'a preset, a JSON file, a link or -', got, remedy)
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false)
const isDirectory = (path: string): Promise<boolean> => stat(path).then(status => status.isDirectory(), () => false)

/** Reads at most 16 MiB: files, pipes and devices alike. */
async function textOf(where: string, stream: AsyncIterable<Uint8Array | string>): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of stream) {
      const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part
      size += bytes.length
      if (size > LARGEST) throw new InputError({ code: 'file', where, expected: 'a document of at most 16 MiB', got: 'more' })
      parts.push(bytes)
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  } catch (error) {
    if (error instanceof InputError) throw error
    const code = (error as NodeJS.ErrnoException).code
    const text = code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
    const got = text ? 'other bytes' : code === 'EACCES' ? 'permission denied' : String(code ?? error)
    throw new InputError({ code: 'file', where, expected: text ? 'UTF-8 text' : 'a readable file', got })
  }
}

function parse(where: string, text: string): unknown {
  if (text.trim() === '') throw new InputError({ code: 'file', where, expected: 'an experiment as JSON', got: 'nothing' })
  const document = parsed(where, text)
  const twice = repeatedKey(text)
  if (!twice) return document
  throw new InputError({ code: 'file', where: `${where}${lineAndColumn(text.slice(0, twice.at))}`, expected: 'every key once', got: `${shown(twice.key)} again` })
}

function parsed(where: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new InputError({ code: 'file', where: `${where}${placeOf(text, error)}`, expected: 'valid JSON', got: reason(text, error) })
  }
}

/** `:line:column` of a JSON error, where the engine says the position. */
function placeOf(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const at = /position (\d+)/.exec(message)?.[1]
  const before = at === undefined ? (message.includes('end of JSON') ? text : undefined) : text.slice(0, Number(at))
  return before === undefined ? '' : lineAndColumn(before)
}

function lineAndColumn(before: string): string {
  const lines = before.split('\n')
  return `:${lines.length}:${(lines.at(-1) ?? '').length + 1}`
}

function reason(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  if (message.includes('end of JSON')) return 'a document that breaks off'
  const at = Number(/position (\d+)/.exec(message)?.[1] ?? NaN)
  if (at < text.length) return `an unexpected ${shown(text[at])}`
  const token = /^Unexpected token '?(.)/u.exec(message)?.[1]
  return token === undefined ? 'something else' : `an unexpected ${shown(token)}`
}
