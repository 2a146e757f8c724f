import { toUrl } from '../experiment/index.ts'
import type { RunResult } from '../run/index.ts'
import { runTasks, widen, type RunMode } from '../sweep/index.ts'
import { canonicalJson, jsonObject } from '../trace/index.ts'
import type { Arguments } from './arguments.ts'
import type { ExitCode } from './exit.ts'
import { catchInterrupt, type Interrupt } from './interrupt.ts'
import { labLine } from './link.ts'
import { writesFiles } from './outputs.ts'
import { duration, progressBar } from './progress.ts'
import { readJob, type Job } from './run-job.ts'
import { keepsTraces, save } from './run-save.ts'
import { deltaPlot, endSentence, header, layerTable, networkLines, slowestSentence } from './run-text.ts'
import { note, onOutputClosed, paragraph, print, printParts } from './streams.ts'

/** `deltascope run` and `deltascope measure`. */
export async function runCommand(args: Arguments, mode: RunMode): Promise<ExitCode> {
  const job = await readJob(args, mode)
  widen()
  const interrupt = catchInterrupt()
  const abandon = onOutputClosed(() => writesFiles(job.outputs) || interrupt.abandon())
  try {
    if (!job.json && !job.quiet) print(header(job.experiments[0]!, job.experiments.length, mode === 'measure'))
    const results = await perform(job, interrupt)
    const begun = results.filter(({ trace }) => trace.end.kind !== 'stopped' || trace.columns.value.length > 0)
    const { paths, failure } = await save(job, begun, interrupt)
    if (job.json) await printJson(job, begun)
    else printText(job, begun, results.length, paths)
    if (begun.length === 0) note('Stopped before anything was read.')
    if (failure !== undefined) throw failure
    return exitCode(results, interrupt)
  } finally {
    abandon()
    interrupt.release()
  }
}

async function perform(job: Job, interrupt: Interrupt): Promise<RunResult[]> {
  const bar = progressBar(job.quiet)
  const progress = totalProgress(job.experiments.length)
  const light = keepsTraces(job) ? ({ keep: 'trace' } as const) : {}
  const tasks = job.experiments.map(experiment => ({ kind: job.mode, experiment, ...light, ...(job.resume ? { resume: job.resume } : {}) }))
  try {
    return await runTasks(tasks, {
      kernel: job.kernel,
      ...(job.threads === undefined ? {} : { threads: job.threads }),
      signal: interrupt.signal,
      onProgress: ({ index, fraction, epoch, accuracy, cost }) => {
        const { done, mean } = progress(index, fraction)
        const costs = cost === undefined ? '' : `  cost ${cost.toPrecision(4)}`
        const accuracies = accuracy === undefined ? '' : `  accuracy ${(100 * accuracy).toFixed(1)} %`
        const epochs = `epoch ${Math.floor(epoch ?? 0)} of ${job.experiments[0]!.training.epochs}${costs}${accuracies}`
        bar.update(mean, tasks.length > 1 ? `${done} of ${tasks.length} seeds` : epochs)
      }
    })
  } finally {
    bar.clear()
  }
}

/** Adds up the progress of many runs, each report in constant time. */
function totalProgress(count: number): (index: number, fraction: number) => { readonly done: number; readonly mean: number } {
  const parts = new Float64Array(count)
  let [sum, done] = [0, 0]
  return (index, fraction) => {
    if (fraction === 1 && parts[index] !== 1) done++
    sum += fraction - parts[index]!
    parts[index] = fraction
    return { done, mean: sum / count }
  }
}

async function printJson(job: Job, results: readonly RunResult[]): Promise<void> {
  if (job.seeds === undefined) return printParts(results.map(result => `${jsonRun(result)}\n`))
  await printParts(jsonRuns(results))
}

/** The trace and the link of its experiment. */
const jsonRun = ({ trace }: RunResult): string => canonicalJson({ ...jsonObject(trace), link: toUrl(trace.experiment) })

function* jsonRuns(results: readonly RunResult[]): Generator<string> {
  yield '{"runs":['
  for (const [i, result] of results.entries()) yield `${i > 0 ? ',\n' : ''}${jsonRun(result)}`
  yield ']}\n'
}

function printText(job: Job, begun: readonly RunResult[], asked: number, written: readonly string[]): void {
  const measured = job.mode === 'measure'
  const [first] = begun
  if (!first) return
  const finished = begun.filter(({ trace }) => trace.end.kind !== 'stopped')
  const results = finished.length > 0 ? finished : begun
  const plot = measured ? undefined : deltaPlot(results)
  const parts = [plot, layerTable(results, measured), networkLines(results, measured), paragraph(slowestSentence(results, measured))]
  print(parts.filter(part => part !== undefined && part !== '').join('\n\n'))
  if (asked > 1 && finished.length < asked) note(paragraph(cutShort(begun.length, finished.length, asked)))
  const bad = results.filter(({ trace }) => trace.end.kind === 'nonFinite')
  for (const result of bad.slice(0, 3)) note(paragraph(`${asked > 1 ? `Seed ${result.trace.experiment.seed}: ` : ''}${endSentence(result)}`))
  if (bad.length > 3) note(`${bad.length} of ${asked} seeds became non-finite.`)
  if (job.quiet) return
  const seconds = begun.reduce((sum, result) => sum + result.seconds, 0)
  const which = results.length > 1 ? ' (first seed)' : ''
  note(`${first.trace.kernel} kernel, ${duration(seconds)} of work, fingerprint ${results[0]!.trace.fingerprint}${which}`)
  note(labLine(results[0]!.trace.experiment))
  for (const path of written) note(`wrote ${path}`)
}

/** After an interruption: what the numbers above rest on. */
function cutShort(begun: number, finished: number, asked: number): string {
  if (finished === 0) return `${begun} of ${asked} seeds were begun and none was finished; the numbers are those read until then.`
  return `${finished} of ${asked} seeds were finished before the interruption; the numbers are theirs.`
}

function exitCode(results: readonly RunResult[], interrupt: Interrupt): ExitCode {
  if (interrupt.interrupted() && results.some(({ trace }) => trace.end.kind === 'stopped')) return 130
  return results.some(({ trace }) => trace.end.kind === 'nonFinite') ? 1 : 0
}
