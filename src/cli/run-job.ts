import { InputError } from '../errors/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import type { KernelVariant } from '../kernels/index.ts'
import { decodeCheckpoint, type Checkpoint } from '../run/index.ts'
import { nodeSource, type RunMode } from '../sweep/index.ts'
import { canonicalJson } from '../trace/index.ts'
import { has, last, oneOf, settingsOf, wholeNumber, type Arguments } from './arguments.ts'
import { usage } from './exit.ts'
import { readOutputs, type Outputs } from './outputs.ts'
import { readExperiment } from './read-experiment.ts'

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

/** A checkpoint holds its experiment and its kernel; whatever else the command line says must agree with them. */
async function resumed(args: Arguments, path: string, asked: KernelVariant | undefined): Promise<Beginning> {
  const clash = ['set', 'seed', 'seeds'].find(name => has(args, name))
  if (clash !== undefined) {
    throw usage(`--${clash}`, 'no change to a run that goes on', `--resume ${path}`, 'A resumed run is the straight run, byte for byte')
  }
  const resume = readCheckpoint(path, await nodeSource().read(path))
  const { experiment, kernel } = resume
  if (asked !== undefined && asked !== kernel) throw usage('--kernels', `${kernel}, which the checkpoint was made with`, asked)
  if (args.argument !== undefined && canonicalJson(await readExperiment(args.argument, [])) !== canonicalJson(experiment)) {
    throw usage('EXPERIMENT', 'the checkpoint\'s own experiment', 'another one', 'Leave it out')
  }
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
