import { WASM_NAMES, idOf, type WasmName } from './contestant.ts'
import type { Contest } from './contest.ts'
import { FAR } from './control.ts'
import { atLeast, bytesText, percent, rangeText, rateText, ratioText, timeText } from './format.ts'
import type { Peak } from './peak.ts'
import type { Rates } from './rounds.ts'
import { fastest, ratios, spreadOf } from './summary.ts'
import { columnsOf, type Table } from './table.ts'
import { TARGETS } from './workloads.ts'

/** The names of the peers that ours are held against; others (`--all`) are listed only. */
const PEER_NAMES: readonly string[] = ['PyTorch', 'NumPy']
const isOurs = (name: string): name is WasmName => (WASM_NAMES as readonly string[]).includes(name)

/** The faster peer that a contestant on so many threads is held against: one thread against one, two against the best there is. */
export function rivalOf(contest: Contest, threads: number): Rates | undefined {
  return fastest(contest.rates.filter(one => PEER_NAMES.includes(one.name) && (threads > 1 || one.threads === 1)))
}

/** The one table: everyone's rates, and our ratios with what is asked of them. */
export function contestTable(contests: readonly Contest[], rounds: number): Table {
  return {
    title: `Training steps a second: median and range of ${rounds} rounds in alternation`,
    columns: columnsOf(
      'workload', 'who', '>threads', '>steps/s', '>range', '>÷ faster peer', '>range', 'asked', '>÷ own 1 thread', '>range', 'asked'
    ),
    rows: contests.map(undisturbed).flatMap(contest => contest.rates.map((one, i) => [i === 0 ? contest.workload : '', ...rowOf(contest, one)])),
    notes: [
      'Ratios are taken round by round; theirs is the median. One thread stands against the faster peer on one thread, ' +
        'two threads against the faster peer at its best thread count.',
      ...sameBytesNotes(contests),
      ...contests.flatMap(notesOf)
    ]
  }
}

/** Without everyone's rounds of two threads in which their processors were far apart; unchanged when no other is left. */
function undisturbed(contest: Contest): Contest {
  const { rates, roundTrips } = contest
  if (roundTrips.every(seconds => seconds > FAR)) return contest
  const near = (one: Rates): Rates => ({ ...one, rates: one.rates.map((rate, round) => (roundTrips[round]! > FAR ? NaN : rate)) })
  return { ...contest, rates: rates.map(one => (one.threads > 1 ? near(one) : one)) }
}

function rowOf(contest: Contest, one: Rates): string[] {
  const spread = spreadOf(one.rates)
  const begin = [one.name, String(one.threads), rateText(spread.median), rangeText(spread)]
  const rival = rivalOf(contest, one.threads)
  if (!isOurs(one.name)) {
    return [...begin, one === rivalOf(contest, 1) || one === rivalOf(contest, 2) ? 'faster peer' : '', '', '', '', '', '']
  }
  const targets = TARGETS[contest.workload]
  const asked = (one.threads === 1 ? targets?.oneThread[one.name] : targets?.twoThreads) ?? null
  const against = rival ? ratios(one.rates, rival.rates) : undefined
  const peerCells = against ? [ratioText(against.median), rangeText(against, ratioText), atLeast(against.median, asked)] : ['', '', '']
  const own = one.threads > 1 ? contest.rates.find(other => other.id === idOf(one.name, 1)) : undefined
  const scaling = own && ratios(one.rates, own.rates)
  const ownCells = scaling
    ? [ratioText(scaling.median), rangeText(scaling, ratioText), atLeast(scaling.median, targets?.scaling ?? null)] : ['', '', '']
  return [...begin, ...peerCells, ...ownCells]
}

/** One line for all workloads of which the same builds give the same bytes. */
function sameBytesNotes(contests: readonly Contest[]): string[] {
  const workloads = new Map<string, string[]>()
  for (const { workload, sameBytes } of contests) {
    const builds = Object.entries(sameBytes).filter(([, same]) => same).map(([variant]) => variant)
    if (builds.length === 0) continue
    const key = `${builds.join(' and ')} ${builds.length === 1 ? 'gives' : 'give'}`
    workloads.set(key, [...(workloads.get(key) ?? []), workload])
  }
  return [...workloads].map(([builds, names]) => `${names.join(', ')}: ${builds} the same bytes on two threads.`)
}

function notesOf({ workload, rates, roundTrips, sameBytes, burned }: Contest): string[] {
  const failed = rates.filter(one => one.failure !== undefined)
  const failures = failed.map(({ name, threads, failure }) =>
    `${workload}: ${name} on ${threads} thread${threads === 1 ? '' : 's'} dropped out: ${failure}.`)
  const bytes = Object.entries(sameBytes).filter(([, same]) => !same).map(([variant]) => `✗ ${workload}: ${variant} gives other bytes on two threads.`)
  const idle = burned > 0.1
    ? [`✗ ${workload}: our own threads used up to ${percent(burned, 0)} of a processor while the peers had their rounds.`]
    : []
  const far = roundTrips.filter(seconds => seconds > FAR)
  const effect = far.length === roundTrips.length ? 'what works together on two threads is slower for it' : 'left out of everyone’s two-thread rows'
  const distant = far.length === 0 ? [] : [
    `${workload}: in ${far.length} of ${roundTrips.length} rounds the two processors were far apart, a number took ` +
      `${far.length > 1 ? rangeText(spreadOf(far), timeText) : timeText(far[0]!)} there and back (${timeText(FAR)} at most otherwise): ${effect}.`
  ]
  return [...failures, ...bytes, ...idle, ...distant]
}

/** Arithmetic of a step, and the share of the measured peak of the build that our kernels reach on one thread. */
export function workTable(contests: readonly Contest[], peaks: Readonly<Partial<Record<WasmName, Peak>>>): Table {
  const names = WASM_NAMES.filter(name => peaks[name])
  return {
    title: 'GFLOP/s on one thread, and the share of the build’s measured peak',
    columns: columnsOf('workload', 'who', '>MFLOP, non-zero', '>GFLOP/s', '>of peak', '>MFLOP, dense', '>GFLOP/s', '>of peak'),
    rows: contests.flatMap(contest => workRows(contest, peaks)),
    notes: [
      `Peak measured in this run: ${names.map(name => peakText(name, peaks[name]!)).join(', ')}.`,
      'Matrix products only. “Non-zero” counts the first layer’s products over the pixels that are not 0, which is what ours compute; ' +
        '“dense” counts all of them.'
    ]
  }
}

const peakText = (name: string, { gflops, chains }: Peak): string => `${name} ${gflops.toFixed(1)} GFLOP/s (${chains} chains)`

function workRows(contest: Contest, peaks: Readonly<Partial<Record<WasmName, Peak>>>): string[][] {
  const { work, rates } = contest
  const rival = rivalOf(contest, 1)
  const shown = rates.filter(one => one.threads === 1 && (isOurs(one.name) || one === rival))
  return shown.map((one, i) => {
    const { median } = spreadOf(one.rates)
    const peak = isOurs(one.name) ? peaks[one.name]?.gflops : undefined
    const cells = (flops: number): string[] => {
      const gflops = (flops * median) / 1e9
      return [(flops / 1e6).toFixed(2), Number.isFinite(gflops) ? gflops.toFixed(1) : 'n/a', peak ? percent(gflops / peak, 0) : '']
    }
    const sparse = isOurs(one.name) ? cells(work.sparse) : ['', '', '']
    return [i === 0 ? contest.workload : '', one.name, ...sparse, ...cells(work.dense)]
  })
}

/** What a step is made of, and how fast it would be if its products ran at the build's measured peak and all else took no time. */
export function boundTable(contests: readonly Contest[], peaks: Readonly<Partial<Record<WasmName, Peak>>>): Table {
  const names = WASM_NAMES.filter(name => peaks[name])
  return {
    title: 'What a step is made of, and its bound at the measured peak',
    columns: columnsOf(
      'workload', '>pixels ≠ 0', '>rows touched', '>parameters', '>MFLOP, non-zero', '>MFLOP, dense', '>moved', '>bytes a FLOP',
      ...names.flatMap(name => [`>${name}: at the peak`, '>steps/s'])
    ),
    rows: contests.map(({ workload, inputs, work }) => [
      workload, inputs.nonZeros.toFixed(1), inputs.touched.toFixed(0), String(work.parameters), (work.sparse / 1e6).toFixed(3),
      (work.dense / 1e6).toFixed(2), bytesText(work.bytes), (work.bytes / work.sparse).toFixed(3),
      ...names.flatMap(name => {
        const seconds = work.sparse / (peaks[name]!.gflops * 1e9)
        return [timeText(seconds), rateText(1 / seconds)]
      })
    ]),
    notes: ['Rows touched: pixels that are not 0 in at least one image of a batch. Moved: every array once where it is needed.']
  }
}
