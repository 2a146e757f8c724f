import { join } from 'node:path'
import { chapter5, claims, claimsNamed, defaultBudget, fullBudget, type Chapter5Result, type Claim, type RunAll } from '../chapter5/index.ts'
import { renderReport, type Report } from '../charts/index.ts'
import { InputError } from '../errors/index.ts'
import { toUrl } from '../experiment/index.ts'
import type { KernelVariant } from '../kernels/index.ts'
import { nodeSource, runAll, widen } from '../sweep/index.ts'
import type { Trace } from '../trace/index.ts'
import { has, last, oneOf, wholeNumber, type Arguments } from './arguments.ts'
import { checkEffect } from './chapter5-effect.ts'
import { claimPlots, claimTable, summary } from './chapter5-text.ts'
import { usage, type ExitCode } from './exit.ts'
import { prepareFolder, writeWhole } from './files.ts'
import { catchInterrupt } from './interrupt.ts'
import { duration, progressBar } from './progress.ts'
import { KERNELS } from './run-job.ts'
import { folderStore } from './run-store.ts'
import { columns, note, print, printParts } from './streams.ts'
import { version } from './version.ts'

/** What one `chapter5` was asked to do, checked. */
interface Job {
  readonly kernel: KernelVariant
  readonly seeds?: number
  readonly images: 1000 | 10000
  readonly full: boolean
  readonly threads?: number
  readonly only?: readonly string[]
  readonly folder: string
  readonly keep?: string
}

/** A trace that a claim rests on: enough to run it again and to see that it is the same. */
interface Evidence { readonly fingerprint: string; readonly experiment: string }

/** `deltascope chapter5`: trains, judges, prints the table of claims and writes the report. */
export async function chapter5Command(args: Arguments): Promise<ExitCode> {
  const job = readJob(args)
  widen()
  await prepareFolder(job.folder)
  const interrupt = catchInterrupt()
  const evidence: Evidence[] = []
  const started = performance.now()
  try {
    const result = await perform(job, interrupt.signal, has(args, 'quiet'), evidence)
    const seconds = (performance.now() - started) / 1000
    const path = join(job.folder, reportName(job, interrupt.interrupted()))
    const report = renderReport(reportOf(result, { ...job, seconds, interrupted: interrupt.interrupted() }))
    const failure: unknown = await writeWhole(path, [report]).catch((error: unknown) => error)
    const traces = evidence.toSorted((x, y) => (x.experiment < y.experiment ? -1 : 1))
    if (has(args, 'json')) await printParts([`${JSON.stringify(jsonOf(result, traces, seconds, path))}\n`])
    else printText(result, has(args, 'plots'), failure === undefined ? `\n${path}  (${duration(seconds)})` : '')
    if (failure !== undefined) throw failure
    return chapter5Exit(result, interrupt.interrupted())
  } finally {
    interrupt.release()
  }
}

/** A report of some claims, or one that was not finished, does not take the place of the whole chapter's. */
function reportName({ only }: Job, interrupted: boolean): string {
  const numbers = only === undefined ? [] : claimsNamed(only).map(({ number }) => number)
  return `${['chapter5', ...numbers, ...(interrupted ? ['interrupted'] : [])].join('-')}.html`
}

function readJob(args: Arguments): Job {
  const threads = wholeNumber(args, 'threads', 1, 1024)
  const seeds = wholeNumber(args, 'seeds', 1, 1000)
  const keep = last(args, 'keep')
  const names = args.values.get('only')?.flatMap(text => text.split(',').map(name => name.trim())).filter(name => name !== '')
  if (names?.length === 0) throw usage('--only', 'a claim\'s number or name', 'none', `They are 1 to ${claims.at(-1)!.number}: ${claimNames()}`)
  const only = names === undefined ? undefined : claimsAsked(names)
  const images = oneOf(args, 'images', IMAGES) === '10000' ? 10000 : 1000
  if (images === 10000) checkEffect('--images', { images }, only ?? claims)
  if (seeds !== undefined) checkEffect('--seeds', { accuracySeeds: defaultBudget.accuracySeeds + 1 }, only ?? claims)
  return {
    kernel: oneOf(args, 'kernels', KERNELS) ?? 'simd',
    full: has(args, 'full'),
    images,
    folder: last(args, 'out') ?? 'deltascope-report',
    ...(threads === undefined ? {} : { threads }),
    ...(keep === undefined ? {} : { keep }),
    ...(seeds === undefined ? {} : { seeds }),
    ...(only === undefined ? {} : { only: only.map(({ id }) => id) })
  }
}

const IMAGES = ['1000', '10000'] as const
const claimNames = (): string => claims.map(({ id }) => id).join(', ')

function claimsAsked(names: readonly string[]): readonly Claim[] {
  try {
    return claimsNamed(names)
  } catch (error) {
    if (error instanceof InputError) throw new InputError({ ...error.mistake, where: '--only' })
    throw error
  }
}

async function perform(job: Job, signal: AbortSignal, quiet: boolean, evidence: Evidence[]): Promise<Chapter5Result> {
  const { images, folder: _, keep: kept, ...asked } = job
  const keep = kept === undefined ? undefined : await folderStore(kept)
  const bar = progressBar(quiet)
  const collected = (trace: Trace | undefined): Trace | undefined => {
    if (trace && trace.end.kind !== 'stopped') evidence.push({ fingerprint: trace.fingerprint, experiment: toUrl(trace.experiment) })
    return trace
  }
  const noting: RunAll = async (experiments, how) => {
    const results = await runAll(experiments, how)
    for (const { trace } of results) collected(trace)
    return results
  }
  try {
    return await chapter5({
      ...asked, ...(keep ? { keep: { ...keep, read: key => keep.read(key).then(collected) } } : {}), runAll: noting, source: nodeSource(), signal, budget: { images },
      onProgress: ({ claim, fraction }) => bar.update(fraction, claim)
    })
  } finally {
    bar.clear()
  }
}

/** The claims with the number of their figures, which are the report's; the verdict is the word that the table shows. */
function jsonOf(result: Chapter5Result, traces: readonly Evidence[], seconds: number, report: string): object {
  const short = result.claims.map(({ figures, verdict, verdictWord, ...claim }) => ({
    ...claim, verdict: verdictWord ?? verdict, figures: figures.length
  }))
  return { ...result, claims: short, traces, seconds, report }
}

/** A claim that is not reached is no failure, but an interruption is told from a finished chapter. */
export function chapter5Exit({ failed }: Pick<Chapter5Result, 'failed'>, interrupted: boolean): ExitCode {
  if (interrupted) return 130
  return failed > 0 ? 1 : 0
}

function printText({ claims: judged, notReached }: Chapter5Result, plots: boolean, end: string): void {
  const drawn = claimPlots(judged, plots, process.stdout.isTTY === true)
  const table = claimTable(judged, columns())
  print([...drawn, table, summary(judged)].join('\n\n'))
  if (end !== '') print(end)
  for (const { number, reason } of judged.filter(({ verdict }) => verdict === 'fails')) {
    note(`Claim ${number} was not reproduced: ${reason ?? 'the report says why.'}`)
  }
  if (notReached > 0) note(`${notReached} of ${judged.length} claims were not reached.`)
}

interface Circumstances extends Job { readonly seconds: number; readonly interrupted: boolean }

function reportOf({ claims: judged }: Chapter5Result, { kernel, seeds, full, images, seconds, interrupted }: Circumstances): Report {
  return {
    title: 'Why are deep networks hard to train?',
    subtitle:
      'The claims of chapter 5 of “Neural Networks and Deep Learning”, trained and measured again on this machine' +
      (interrupted ? ' (interrupted: not every claim was reached)' : ''),
    summary: [
      { label: 'claims', value: String(judged.length) },
      { label: 'seeds of the accuracies', value: String(seeds ?? (full ? fullBudget : defaultBudget).accuracySeeds) },
      { label: 'images of the curves', value: images === 1000 ? '1,000' : '10,000' },
      { label: 'kernel', value: kernel },
      { label: 'time', value: duration(seconds) }
    ],
    claims: judged,
    footer: [`deltascope ${version()}, Node ${process.version}`, `Made by: deltascope ${process.argv.slice(2).join(' ')}`]
  }
}
