import { loadDataset, type Examples } from '../data/index.ts'
import { missingCapability } from '../kernels/index.ts'
import { nodeSource } from '../sweep/index.ts'
import type { Options, Part } from './arguments.ts'
import { WASM_NAMES, type WasmName } from './contestant.ts'
import { measureContention, type Contention } from './contention.ts'
import { holdContest, type Contest } from './contest.ts'
import { measureDenormals, type Denormals } from './denormals.ts'
import { measureDownload, type Download } from './download.ts'
import { measureGrowth, type Growth } from './growth.ts'
import { measureMemory, measureTrace, type MemoryUse, type TraceGrowth } from './long-run.ts'
import { loadAverage, machine, type Machine } from './machine.ts'
import { observe, type Observing } from './observing.ts'
import { measurePeak, type Peak } from './peak.ts'
import { startPeers, type Absent, type Peer, type PeerPlan } from './peers.ts'
import { WORKLOADS, type Workload } from './workloads.ts'

/** Everything a run of the bench found, as plain JSON. A part that was not asked for is absent. */
export interface Results {
  readonly version: 1
  readonly machine: Machine
  readonly load: { readonly begin: number; readonly end: number }
  readonly rounds: number
  readonly seconds: number
  readonly peers: readonly { readonly name: string; readonly threads: number; readonly about: string }[]
  readonly absent: readonly Absent[]
  /** Why a build of ours took no part. */
  readonly unable: Readonly<Partial<Record<WasmName, string>>>
  readonly contests?: readonly Contest[]
  readonly peaks?: Readonly<Partial<Record<WasmName, Peak>>>
  readonly observing?: readonly Observing[]
  readonly growth?: readonly Growth[]
  readonly denormals?: readonly Denormals[]
  readonly memory?: readonly MemoryUse[]
  readonly trace?: TraceGrowth
  readonly contention?: readonly Contention[]
  readonly download?: Download
  /** Of the whole run. */
  readonly took: number
}

type Found = { -readonly [K in keyof Results]?: Results[K] }

/** What the bench works with while it runs. */
interface Session {
  readonly options: Options
  readonly images: Examples
  readonly variants: readonly WasmName[]
  readonly workloads: readonly Workload[]
  readonly note: (text: string) => void
}

/** The images of all workloads: the first 50,000 of MNIST. */
async function loadImages(): Promise<Examples> {
  return (await loadDataset({ kind: 'mnist', train: 50_000, validation: 0 }, 1, nodeSource(), 10)).train
}

/** Measures what was asked. `plans` are the peers to start; `note` is told what is being done. */
export async function runBench(options: Options, plans: readonly PeerPlan[], note: (text: string) => void): Promise<Results> {
  const begun = performance.now()
  const begin = loadAverage()
  const variants = WASM_NAMES.filter(name => missingCapability(name) === null)
  const workloads = WORKLOADS.filter(({ name }) => options.workloads.includes(name))
  const session: Session = { options, images: await loadImages(), variants, workloads, note }
  const wanted = options.parts.includes('table') || options.parts.includes('work')
  const { peers, absent } = wanted ? await startPeers(plans) : { peers: [], absent: [] }
  const found: Found = {}
  try {
    if (wanted) await compete(session, peers, found)
  } finally {
    for (const peer of peers) peer.close()
  }
  for (const part of options.parts) await MEASURES[part](session, found)
  return {
    version: 1, machine: machine(), load: { begin, end: loadAverage() }, rounds: options.rounds, seconds: options.seconds,
    peers: peers.map(({ name, threads, about }) => ({ name, threads, about })), absent,
    unable: Object.fromEntries(WASM_NAMES.flatMap(name => [missingCapability(name)].filter(x => x !== null).map(reason => [name, reason]))),
    ...found,
    took: (performance.now() - begun) / 1000
  }
}

async function compete({ options, images, variants, workloads, note }: Session, peers: readonly Peer[], found: Found): Promise<void> {
  const peaks: Partial<Record<WasmName, Peak>> = {}
  for (const variant of variants) peaks[variant] = await measurePeak(variant, options.seconds / 10)
  found.peaks = peaks
  const contests: Contest[] = []
  for (const workload of workloads) {
    note(`${workload.name}: ${options.rounds} rounds`)
    contests.push(await holdContest(workload, images, peers, options))
  }
  found.contests = contests
}

/** The parts that need no peer. Rounds of these are shorter: they compare us with us. */
const MEASURES: Readonly<Record<Part, (session: Session, found: Found) => Promise<void>>> = {
  table: async () => undefined,
  work: async () => undefined,
  async observing({ options, images, variants, workloads, note }, found) {
    const all: Observing[] = []
    for (const workload of workloads) {
      note(`observing ${workload.name}`)
      for (const variant of variants) all.push(await observe(variant, workload, images, shorter(options, 0.6)))
    }
    found.observing = all
  },
  async growth({ options, images, note }, found) {
    note('growth')
    found.growth = await measureGrowth('simd', images, shorter(options, 0.2))
  },
  async denormals({ options, images, variants, note }, found) {
    note('denormals')
    const all: Denormals[] = []
    for (const variant of variants) all.push(await measureDenormals(variant, images, shorter(options, 0.4)))
    found.denormals = all
  },
  async memory({ images, variants, note }, found) {
    note('memory')
    const all: MemoryUse[] = []
    for (const variant of variants) all.push(await measureMemory(variant, images))
    found.memory = all
  },
  async trace(_, found) { found.trace = measureTrace() },
  async load({ options, images, workloads, note }, found) {
    const all: Contention[] = []
    for (const workload of workloads) {
      note(`load ${workload.name}`)
      all.push(await measureContention(workload, images, shorter(options, 0.4)))
    }
    found.contention = all
  },
  async download(_, found) { found.download = await measureDownload() }
}

const shorter = ({ rounds, seconds }: Options, share: number): { rounds: number; seconds: number } => ({ rounds, seconds: seconds * share })
