import { InputError } from '../../../errors/index.ts'
import { resolve, type Experiment } from '../../../experiment/index.ts'

/** The experiment that a file holds, as Share saves it; null where the file is something else. One that cannot run throws InputError. */
export function documentIn(bytes: Uint8Array, name: string): Experiment | null {
  if (bytes.length > 1_000_000 || !/^\s*\{/.test(String.fromCharCode(...bytes.subarray(0, 32)))) return null
  let document: unknown
  try {
    document = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error)
    throw new InputError({ code: 'file', where: name, expected: 'an experiment in JSON', got })
  }
  const isExperiment = typeof document === 'object' && document !== null && 'network' in document
  return isExperiment ? resolve(document) : null
}
