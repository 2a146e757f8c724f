import type { ReportClaim } from '../charts/index.ts'
import type { FileSource } from '../data/index.ts'
import type { Experiment } from '../experiment/index.ts'
import type { KernelVariant } from '../kernels/index.ts'
import type { RunResult } from '../run/index.ts'
import { canonicalJson, type Trace } from '../trace/index.ts'
import { defaultBudget, fullBudget, type Budget, type Claim, type PlannedRun, type Preparation } from './claim.ts'
import { claimsNamed } from './claims.ts'

/** What the pool must be able to do; `runAll` of the sweep room is one. Results come in the order of the experiments. */
export type RunAll = (
  experiments: readonly Experiment[],
  options: {
    readonly mode?: readonly PlannedRun['mode'][]
    readonly kernel?: KernelVariant
    readonly threads?: number
    readonly signal?: AbortSignal
    readonly source?: FileSource
    readonly onProgress?: (p: { readonly index: number; readonly fraction: number }) => void
    readonly onResult?: (done: { readonly index: number; readonly result: Pick<RunResult, 'trace'> }) => void
  }
) => Promise<readonly Pick<RunResult, 'trace'>[]>

/** Where finished runs are kept from one call to the next; `key` names the experiment, the kind of run and the kernel. */
export interface RunStore {
  /** The trace kept under the key, if there is a whole one. */
  read(key: string): Promise<Trace | undefined>
  write(key: string, trace: Trace): Promise<void>
}

/** How the chapter is run; only `runAll` and `source` must be given. */
export interface Chapter5Options {
  readonly runAll: RunAll
  readonly source: FileSource
  readonly kernel?: KernelVariant
  readonly threads?: number
  /** Seeds of every accuracy run (claim 1). Default 1. */
  readonly seeds?: number
  /** Ids or numbers of the claims wanted; all when left out. */
  readonly only?: readonly string[]
  /** Every claim at its largest size: under 15 minutes instead of under two. */
  readonly full?: boolean
  /** More or less evidence than the default (or than `full`); `seeds` wins over `accuracySeeds`. */
  readonly budget?: Partial<Budget>
  /** Finished runs are put there one by one, and those that are there already are not made again: an interrupted chapter goes on. */
  readonly keep?: RunStore
  readonly signal?: AbortSignal
  /** `claim`: title of the first claim that waits for the runs under way; `fraction` of all the work. */
  readonly onProgress?: (p: { readonly claim: string; readonly fraction: number }) => void
  /** Milliseconds; injected, because this room knows no clock. */
  readonly now?: () => number
}

/** The judged claims in their order, and how many failed or were not reached. */
export interface Chapter5Result {
  readonly claims: readonly ReportClaim[]
  /** Claims whose verdict is 'fails'. */
  readonly failed: number
  /** Claims whose runs were not all finished, because the signal came first. Their verdict is 'cannot tell'. */
  readonly notReached: number
  readonly seconds?: number
  /** Runs made, after removing those that two claims share. */
  readonly runs: number
}

/** A run with everything that asked for it. */
interface Job {
  readonly key: string
  readonly planned: PlannedRun
  readonly weight: number
}
interface Plan {
  readonly claim: Claim
  readonly keys: readonly string[]
}

/** Rough cost of a run in multiply-adds, for the order of work and the progress bar; a measurement costs about one pass. */
function weightOf({ mode, experiment: { network, training, observe, data } }: PlannedRun): number {
  const products = network.layers.slice(1).reduce((sum, n, i) => sum + n * network.layers[i]!, 0)
  const trained = mode === 'run' ? training.epochs * data.train : 0
  const readings =
    mode === 'measure'
      ? 1
      : 'epochs' in observe.every
        ? training.epochs / observe.every.epochs
        : trained / training.batchSize / observe.every.steps
  return products * (3 * trained + 2 * readings * observe.examples) + 1e7
}

function planAll(chosen: readonly Claim[], budget: Budget): { readonly plans: readonly Plan[]; readonly jobs: readonly Job[] } {
  const jobs = new Map<string, Job>()
  const plans = chosen.map(claim => {
    const keys = claim.experiments(budget).map(planned => {
      const key = `${planned.mode} ${canonicalJson(planned.experiment)}`
      if (!jobs.has(key)) jobs.set(key, { key, planned, weight: weightOf(planned) })
      return key
    })
    return { claim, keys }
  })
  return { plans, jobs: [...jobs.values()] }
}

type Results = Map<string, Pick<RunResult, 'trace'>>
type Report = (job: Job, fraction: number) => void

/** Runs the jobs that are not kept from before and gives the results that were reached by job key. */
async function execute(jobs: readonly Job[], options: Chapter5Options, report: (job: Job, done: number) => void): Promise<Results> {
  const results: Results = new Map()
  const total = jobs.reduce((sum, j) => sum + j.weight, 0)
  const fractions = new Map<string, number>()
  let done = 0
  const progress: Report = (job, fraction) => {
    done += (fraction - (fractions.get(job.key) ?? 0)) * job.weight
    fractions.set(job.key, fraction)
    report(job, Math.min(1, done / total))
  }
  await takeKept(jobs, options, results, progress)
  const batch = jobs.filter(j => !results.has(j.key))
  if (batch.length > 0 && !options.signal?.aborted) await executeBatch(batch, options, results, progress)
  return results
}

async function executeBatch(batch: readonly Job[], options: Chapter5Options, results: Results, progress: Report): Promise<void> {
  const { runAll, source, kernel, threads, signal, keep } = options
  const writing: Promise<void>[] = []
  const reached = await runAll(
    batch.map(j => j.planned.experiment),
    {
      mode: batch.map(j => j.planned.mode),
      source,
      ...(kernel ? { kernel } : {}),
      ...(threads !== undefined ? { threads } : {}),
      ...(signal ? { signal } : {}),
      onProgress: ({ index, fraction }) => progress(batch[index]!, fraction),
      onResult({ index, result: { trace } }) {
        if (!keep || trace.end.kind === 'stopped') return
        const written = keep.write(storeKey(batch[index]!, kernel), trace)
        written.catch(() => undefined) // told below, when the runs are done
        writing.push(written)
      }
    }
  )
  reached.forEach((result, i) => {
    if (result) results.set(batch[i]!.key, result)
  })
  await Promise.all(writing)
}

const storeKey = (job: Job, kernel: KernelVariant = 'simd'): string => `${kernel} ${job.key}`

/** A kept trace counts only if it is of this very experiment and kernel: a store may have been written by anybody. */
async function takeKept(jobs: readonly Job[], { keep, kernel = 'simd' }: Chapter5Options, results: Results, progress: Report): Promise<void> {
  if (!keep) return
  for (const job of jobs) {
    const trace = await keep.read(storeKey(job, kernel))
    if (!trace || trace.end.kind === 'stopped' || trace.kernel !== kernel) continue
    if (canonicalJson(trace.experiment) !== canonicalJson(job.planned.experiment)) continue
    results.set(job.key, { trace })
    progress(job, 1)
  }
}

function unreached({ id, number, title, source, setting, published }: Claim, got: number, wanted: number): ReportClaim {
  return {
    id,
    number,
    title,
    source,
    setting,
    published,
    verdict: 'cannot tell',
    measured: `stopped: ${got} of ${wanted} runs done`,
    explanation: 'The command was stopped before the runs of this claim were finished. Nothing can be said about it.',
    figures: []
  }
}

/**
 * What claims compute themselves, one after another in this thread, while the pool's threads make the runs: each begins only when the
 * one before is done, and reads its data first, so that the pool has a turn to hand out work. A fault shows where the claim is judged.
 */
function prepareAll(chosen: readonly Claim[], context: Preparation, signal: Chapter5Options['signal']): ReadonlyMap<Claim, Promise<unknown>> {
  const preparing = new Map<Claim, Promise<unknown>>()
  let before: Promise<unknown> = Promise.resolve()
  for (const claim of chosen) {
    const { prepare } = claim
    if (!prepare) continue
    const mine = before.then(() => (signal?.aborted ? undefined : prepare.call(claim, context)))
    mine.catch(() => undefined)
    before = mine.catch(() => undefined)
    preparing.set(claim, mine)
  }
  return preparing
}

/**
 * Plans the runs of the chosen claims, makes each distinct one once, and judges every claim by its own traces.
 * The verdicts are a function of the experiments and the kernel alone, whatever the number of threads.
 */
export async function chapter5(options: Chapter5Options): Promise<Chapter5Result> {
  const chosen = claimsNamed(options.only)
  const size = options.full ? fullBudget : defaultBudget
  const budget: Budget = { ...size, ...options.budget, ...(options.seeds !== undefined ? { accuracySeeds: options.seeds } : {}) }
  const began = options.now?.()
  const { plans, jobs } = planAll(chosen, budget)
  const waiting = new Map<string, string>()
  for (const { claim, keys } of [...plans].reverse()) for (const key of keys) waiting.set(key, claim.title)
  const running = execute(jobs, options, (job, fraction) => options.onProgress?.({ claim: waiting.get(job.key)!, fraction }))
  const preparing = prepareAll(chosen, { source: options.source, budget }, options.signal)
  const results = await running
  let notReached = 0
  const judged: ReportClaim[] = []
  for (const { claim, keys } of plans) {
    const traces = keys.flatMap(key => results.get(key)?.trace ?? []).filter(trace => trace.end.kind !== 'stopped')
    const reached = traces.length === keys.length && !(claim.prepare && options.signal?.aborted)
    if (!reached) notReached++
    const prepared = reached ? await preparing.get(claim) : undefined
    judged.push(reached ? claim.assess(traces, prepared) : unreached(claim, traces.length, keys.length))
  }
  options.onProgress?.({ claim: 'verdicts', fraction: 1 })
  return {
    claims: judged,
    failed: judged.filter(c => c.verdict === 'fails').length,
    notReached,
    runs: results.size,
    ...(began !== undefined && options.now ? { seconds: (options.now() - began) / 1000 } : {})
  }
}
