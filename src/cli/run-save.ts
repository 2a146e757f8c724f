import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toUrl, type Experiment } from '../experiment/index.ts'
import { encodeCheckpoint, type RunResult } from '../run/index.ts'
import { prepareFolder, writeWhole } from './files.ts'
import type { Interrupt } from './interrupt.ts'
import { quoted } from './link.ts'
import { writeOutputs, writesFiles, type Written } from './outputs.ts'
import type { Job } from './run-job.ts'
import { endSentence } from './run-text.ts'
import { note, paragraph } from './streams.ts'

/** Writes what was asked for; what an interrupted run leaves is kept also where nothing was asked for. `begun` are the results with readings. */
export async function save(job: Job, begun: readonly RunResult[], interrupt: Interrupt): Promise<Written> {
  const many = job.experiments.length > 1
  const written = await writeOutputs(job.outputs, begun, job.mode === 'measure', many)
  if (!interrupt.interrupted() || job.mode === 'measure' || begun.length === 0) return written
  return many ? saveSeeds(job, begun, written) : saveOne(job, begun[0]!, written)
}

const isStopped = ({ trace }: RunResult): boolean => trace.end.kind === 'stopped'

async function saveOne({ outputs }: Job, only: RunResult, written: Written): Promise<Written> {
  if (!isStopped(only)) return written
  const asked = written.paths.find(path => path === outputs.checkpoint || path.endsWith('run.checkpoint'))
  const checkpoint = asked ?? (await rescue(only))
  note(`${endSentence(only)} Go on with: deltascope run --resume ${quoted(checkpoint)}`)
  return asked === undefined ? { ...written, paths: [...written.paths, checkpoint] } : written
}

/** A checkpoint nobody asked for: here, or where temporary files go when nothing can be written here. */
async function rescue({ trace, checkpoint }: RunResult): Promise<string> {
  const name = `deltascope-${trace.fingerprint}.checkpoint`
  const bytes = encodeCheckpoint(checkpoint)
  try {
    await writeWhole(name, [bytes])
    return name
  } catch {
    await writeWhole(join(tmpdir(), name), [bytes])
    return join(tmpdir(), name)
  }
}

/** Results of many seeds in memory, for whoever presses Ctrl-C. */
const MOST_BYTES = 2 ** 30
/** A parameter's bytes in a result: by itself, in the checkpoint, and in an optimiser's two memories, in float64 where it is `reference`'s. */
const BYTES = 32

/** Whether of every seed only the trace is held: nothing can then be written when it is interrupted, but 100,000 seeds fit into memory. */
export function keepsTraces({ mode, experiments, outputs }: Pick<Job, 'mode' | 'experiments' | 'outputs'>): boolean {
  if (experiments.length === 1 || writesFiles(outputs)) return false
  const { layers } = experiments[0]!.network
  const parameters = layers.slice(1).reduce((sum, units, l) => sum + units * (layers[l]! + 1), 0)
  return mode === 'measure' || BYTES * parameters * experiments.length > MOST_BYTES
}

/** Of many seeds, into a folder, what --out would have kept, and how each that is not over goes on. */
async function saveSeeds(job: Job, begun: readonly RunResult[], written: Written): Promise<Written> {
  const unfinished = begun.filter(isStopped)
  const reached = new Set(begun.map(({ trace }) => trace.experiment.seed))
  const others = stretches(job.experiments.filter(({ seed }) => !reached.has(seed)))
  if (unfinished.length + others.length === 0) return written
  if (keepsTraces(job)) {
    note(paragraph(`Nothing was saved: ${job.experiments.length} seeds of this network would not fit into memory. With --out DIR every one is.`))
    return written
  }
  const { folder } = job.outputs
  const kept = folder === undefined ? await rescueSeeds(begun) : written
  for (const { trace: { experiment: { seed } } } of unfinished) {
    const checkpoint = kept.paths.find(path => path.endsWith(`seed-${seed}.run.checkpoint`))
    if (checkpoint !== undefined) note(`Seed ${seed} goes on with: deltascope run --resume ${quoted(checkpoint)}`)
  }
  for (const seeds of others) note(notBegun(job, seeds))
  return folder === undefined && kept.failure !== undefined ? { ...written, failure: kept.failure } : written
}

/** As `rescue`. Says where, in one line for all the files. */
async function rescueSeeds(begun: readonly RunResult[]): Promise<Written> {
  const name = `deltascope-${begun[0]!.trace.fingerprint}`
  const folder = await prepareFolder(name).then(() => name, () => join(tmpdir(), name))
  await prepareFolder(folder)
  const kept = await writeOutputs({ folder }, begun, false, true)
  note(`Saved experiment, trace, weights and checkpoint of ${begun.length} seed${begun.length === 1 ? '' : 's'} in ${quoted(folder)}`)
  return kept
}

/** Seeds that follow one another, together. */
function stretches(experiments: readonly Experiment[]): Experiment[][] {
  const found: Experiment[][] = []
  for (const experiment of experiments) {
    const last = found.at(-1)
    if (last?.at(-1)?.seed === experiment.seed - 1) last.push(experiment)
    else found.push([experiment])
  }
  return found
}

function notBegun({ kernel, outputs: { folder } }: Job, seeds: readonly Experiment[]): string {
  const [first, count] = [seeds[0]!, seeds.length]
  const which = count === 1 ? `Seed ${first.seed} was` : `Seeds ${first.seed} to ${first.seed + count - 1} were`
  const how = [`--seeds ${count}`, ...(kernel === 'simd' ? [] : [`--kernels ${kernel}`]), ...(folder === undefined ? [] : [`--out ${quoted(folder)}`])]
  return `${which} not begun: deltascope run ${quoted(toUrl(first))} ${how.join(' ')}`
}
