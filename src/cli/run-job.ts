import { InputError } from '../errors/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import type { KernelVariant } from '../kernels/index.ts'
import { decodeCheckpoint, type Checkpoint } from '../run/index.ts'
import { nodeSource, type RunMode } from '../sweep/index.ts'
import { has, last, oneOf, settingsOf, wholeNumber, type Arguments } from './arguments.ts'
import { usage } from './exit.ts'
import { readOutputs, type Outputs } from './outputs.ts'
import { readExperiment, withSettings } from './read-experiment.ts'

export const KERNELS: readonly KernelVariant[] = ['simd', 'simd-fma', 'reference']
const MOST_SEEDS = 100_000

/** What one `run` or `measure` was asked to do, checked. */
export interface Job {
  readonly mode: RunMode
  readonly experiments: readonly Experiment[]
  readonly resume?: Checkpoint
  readonly kernel: KernelVariant
  readonly threads?: number
  readonly outputs: Outputs
  readonly seeds: number | undefined
  readonly json: boolean
  readonly quiet: boolean
}

/** Reads the arguments and what they name; refuses, before any work, what cannot be done. */
export async function readJob(args: Arguments, mode: RunMode): Promise<Job> {
  const seeds = wholeNumber(args, 'seeds', 1, MOST_SEEDS)
  const threads = wholeNumber(args, 'threads', 1, 1024)
  const kernel = oneOf(args, 'kernels', KERNELS)
  const from = last(args, 'resume')
  const begin = from === undefined ? await begun(args, mode, seeds ?? 1, kernel ?? 'simd') : await resumed(args, from, kernel)
  const outputs = await readOutputs(args, begin.experiments, mode)
  return { mode, ...begin, outputs, seeds, json: has(args, 'json'), quiet: has(args, 'quiet'), ...(threads === undefined ? {} : { threads }) }
}

type Beginning = Pick<Job, 'experiments' | 'resume' | 'kernel'>

async function begun(args: Arguments, mode: RunMode, seeds: number, kernel: KernelVariant): Promise<Beginning> {
  if (args.argument === undefined) {
    const remedy = `For example deltascope ${mode} ${mode === 'run' ? 'speed-2' : 'initial-2'}`
    throw usage('EXPERIMENT', 'a preset, a JSON file, a link or -', 'nothing', remedy)
  }
  const experiment = await readExperiment(args.argument, settingsOf(args))
  const { seed } = experiment
  const experiments = Array.from({ length: seeds }, (_, i) => (i === 0 ? experiment : resolve({ ...experiment, seed: seed + i })))
  return { experiments, kernel }
}

/**
 * A checkpoint holds its experiment and its kernel. What the command line says beside it may differ in what is still to come (more epochs,
 * later changes); `run` refuses the rest and says why.
 */
async function resumed(args: Arguments, path: string, asked: KernelVariant | undefined): Promise<Beginning> {
  if (has(args, 'seeds')) throw usage('--seeds', 'one run', `--resume ${path}`, 'A checkpoint is of one seed')
  const resume = readCheckpoint(path, await nodeSource().read(path))
  const { kernel } = resume
  if (asked !== undefined && asked !== kernel) throw usage('--kernels', `${kernel}, which the checkpoint was made with`, asked)
  const settings = settingsOf(args)
  const experiment = await (args.argument === undefined ? withSettings(resume.experiment, settings) : readExperiment(args.argument, settings))
  return { experiments: [experiment], resume, kernel }
}

function readCheckpoint(path: string, bytes: Uint8Array): Checkpoint {
  try {
    return decodeCheckpoint(bytes)
  } catch (error) {
    if (error instanceof InputError) throw new InputError({ ...error.mistake, where: path.slice(0, 200) })
    throw error
  }
}
