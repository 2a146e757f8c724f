import { InputError, shown } from '../errors/index.ts'
import type { Experiment } from '../experiment/index.ts'
import type { KernelVariant } from '../kernels/index.ts'
import { canonicalJson } from '../trace/index.ts'
import type { Checkpoint } from './checkpoint.ts'

/** Refuses a checkpoint of another experiment or kernel: what came out would be neither's run. */
export function checkResume(checkpoint: Checkpoint, experiment: Experiment, kernel: KernelVariant): void {
  if (checkpoint.kernel !== kernel) {
    throw mistake('kernel', `${checkpoint.kernel}, as in the checkpoint`, kernel, 'Resume with the same kernels, or start anew')
  }
  const differing = differingPath(checkpoint.experiment, experiment, '')
  if (differing === null) return
  const [path, saved, asked] = differing
  const remedy = 'A run can only go on as the experiment it began as'
  throw mistake(path || 'experiment', `${shown(saved)}, as in the checkpoint`, shown(asked), remedy)
}

type Difference = readonly [path: string, a: unknown, b: unknown]

/** The first path at which two plain documents differ, with both values; null when they are equal. */
function differingPath(a: unknown, b: unknown, path: string): Difference | null {
  if (canonicalJson(a) === canonicalJson(b)) return null
  if (!isRecord(a) || !isRecord(b)) return [path, a, b]
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = differingPath(a[key], b[key], path === '' ? key : `${path}.${key}`)
    if (found) return found
  }
  return [path, a, b]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mistake(where: string, expected: string, got: string, remedy: string): InputError {
  return new InputError({ code: 'experiment', where, expected, got, remedy })
}
