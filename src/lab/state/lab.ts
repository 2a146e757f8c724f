import { computed, signal } from '@preact/signals'
import type { Mistake } from '../../errors/index.ts'
import { trainingAt, type Experiment, type TrainingChange } from '../../experiment/index.ts'
import type { Command, ExportFormat, PlayerEvent } from '../../player/index.ts'
import type { LayerPrediction } from '../../theory/index.ts'
import type { RunEnd } from '../../trace/index.ts'
import { unpin } from './cursor.ts'
import { addFrame, clearFrames } from './frames.ts'
import { addReadings, clearHistory } from './history.ts'
import { openingExperiment } from './opening.ts'

/** What the run is doing. `over` has an `end`; `failed` has a `mistake`. */
export type Phase = 'opening' | 'ready' | 'playing' | 'paused' | 'over' | 'failed'

/** The document: what the link holds, what the worker trains, what the command line would take. */
export const experiment = signal<Experiment>(openingExperiment())
export const phase = signal<Phase>('opening')
/** Whether readings and pictures are this experiment's own: from the first that the worker has of it. */
export const arrived = signal(false)
export const mistake = signal<Mistake | null>(null)
export const end = signal<RunEnd | null>(null)
/** Of the finished run. */
export const fingerprint = signal<string | null>(null)
/** The update to be taken next, and the fraction of epochs done. */
export const position = signal({ step: 0, epoch: 0 })
export const updatesPerSecond = signal(0)
/** At most so many; null: as fast as the worker can. */
export const speed = signal<number | null>(null)
/** The last experiment that could be opened and drawn; one that could not leads back to it. */
export const opened = signal<Experiment | null>(null)
/** Whether what is drawn is still the experiment before: what follows the run leaves it, pale, until there is something else to draw. */
export const stale = computed(() => !arrived.value && phase.value !== 'failed' && opened.value !== null)
export const facts = signal({ stepsPerEpoch: 1, examples: 0, classes: [] as readonly string[], openedInSeconds: 0 })
/** How many epochs the run has come: to its last update, or to the one at which its numbers left all bounds. */
export const reached = computed(() => (end.value?.kind === 'nonFinite' ? end.value.step / facts.value.stepsPerEpoch : position.value.epoch))

/** What theory expects of layers 1…L before any weight is drawn; null until it is known, or where theory cannot say. */
export const prediction = signal<readonly LayerPrediction[] | null>(null)
/** Milliseconds that a run must have been open before theory is asked: whoever drags a slider opens a dozen runs a second. */
const THEORY_AFTER = 300

/** The document that the page asked for last. */
let asked: Experiment = experiment.peek()
/** Whether a hand changed numbers on the way. */
let handled = false
/** Numbers runs, so that what a left run still says is dropped. */
let run = 0
let request = 0
const waiting = new Map<number, { readonly resolve: (file: Exported | null) => void; readonly reject: (why: Error) => void }>()

export interface Exported {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
  readonly fingerprint: string
}

type Send = (command: Command, transfer: Transferable[]) => void
type Start = (receive: (event: PlayerEvent) => void, until: AbortSignal) => Send
let start: Start | undefined
let send: Send | undefined
let life = new AbortController()
/** What the worker was given, and how to read it once more for the next one. */
const files = new Map<string, () => Promise<Uint8Array>>()

/** Gives the page its worker: what it says goes to the signals here, what the page asks goes to `Send`. */
export function connect(starting: Start): void {
  start = starting
  send = start(receive, life.signal)
}

/** Whether the worker has had nothing to say for so long that a person should be told that it works, and be able to end it. */
export const busy = signal(false)
const SPEAKS_SOON = 3000
/** A network of millions of weights is told of soon; others open late only where the machine or the connection is slow. */
const opensSoon = ({ network: { layers } }: Experiment): number =>
  (layers.some((units, l) => l > 0 && units * layers[l - 1]! * layers.length > 2_000_000) ? 1500 : 8000)
let patience: ReturnType<typeof setTimeout> | undefined

function waitFor(milliseconds: number | null): void {
  clearTimeout(patience)
  busy.value = false
  if (milliseconds !== null) patience = setTimeout(() => (busy.value = true), milliseconds)
}

/** Ends the worker, whatever it is at, and opens another experiment in a new one, which has the same files. */
export function openInNewWorker(next: Experiment): void {
  life.abort()
  life = new AbortController()
  const anew = start!(receive, life.signal)
  const given = [...files].map(async ([name, read]) => {
    const bytes = await read()
    anew({ kind: 'file', name, bytes }, [bytes.buffer as ArrayBuffer])
  })
  const ready = Promise.allSettled(given)
  send = (command, transfer) => void ready.then(() => anew(command, transfer))
  open(next)
}

function tell(command: Command, transfer: Transferable[] = []): void {
  send?.(command, transfer)
}

/** Opens an experiment: new weights from its seed, nothing trained. Whatever ran before is left. */
export function open(next: Experiment): void {
  run++
  arrived.value = false
  for (const { resolve } of waiting.values()) resolve(null)
  waiting.clear()
  experiment.value = asked = next
  handled = false
  phase.value = 'opening'
  mistake.value = end.value = fingerprint.value = null
  position.value = { step: 0, epoch: 0 }
  updatesPerSecond.value = 0
  unpin()
  waitFor(opensSoon(next))
  tell({ kind: 'open', run, experiment: next, kernel: 'simd' })
}

/** A file dropped on the page, under the name that the experiment's data will give. */
export async function giveFile(name: string, read: () => Promise<Uint8Array>): Promise<void> {
  const bytes = await read()
  files.set(name, read)
  tell({ kind: 'file', name, bytes }, [bytes.buffer as ArrayBuffer])
}

export function forgetFile(name: string): void {
  files.delete(name)
  tell({ kind: 'forget', name })
}

/** While the weights are still being drawn, the worker begins as soon as they are. */
export function play(): void {
  if (phase.value !== 'ready' && phase.value !== 'paused' && phase.value !== 'opening') return
  unpin()
  phase.value = 'playing'
  waitFor(SPEAKS_SOON)
  tell({ kind: 'play', run, updatesPerSecond: speed.value })
}

export function pause(): void {
  if (phase.value === 'playing') tell({ kind: 'pause', run })
}

export function setSpeed(next: number | null): void {
  speed.value = next
  if (phase.value === 'playing') tell({ kind: 'play', run, updatesPerSecond: next })
}

export function advance(by: { readonly updates: number } | { readonly epochs: number }): void {
  if (phase.value === 'over' || phase.value === 'failed') return
  unpin()
  waitFor(SPEAKS_SOON)
  tell({ kind: 'advance', run, by })
}

/** From the beginning, with the same seed and so the same weights. */
export function reset(): void {
  open(beginning())
}

export function newSeed(): void {
  const from = beginning()
  open({ ...from, seed: (from.seed % 0xffff_ffff) + 1 })
}

/**
 * What to begin anew with: the document as it was opened, with the changes that it brought. If a hand changed numbers on the way, they
 * are the experiment's own from its beginning: controls stay where they were put.
 */
function beginning(): Experiment {
  const { training } = experiment.value
  if (handled) return { ...experiment.value, training: trainingAt(training, position.value.step) }
  return { ...asked, training: { ...asked.training, epochs: training.epochs } }
}

/** From the next update on, without a reset. */
export function change(what: Omit<TrainingChange, 'step'>): void {
  handled = true
  tell({ kind: 'change', run, change: what })
}

/** More epochs for a run that is over or will be. */
export function extend(epochs: number): void {
  tell({ kind: 'extend', run, epochs })
  if (end.value?.kind === 'done') {
    end.value = fingerprint.value = null
    phase.value = 'paused'
  }
}

/** A file of the run as it stands; null if the run is left before it is made. */
export function exported(format: ExportFormat): Promise<Exported | null> {
  request++
  tell({ kind: 'export', run, request, format })
  return new Promise((resolve, reject) => waiting.set(request, { resolve, reject }))
}

function receive(event: PlayerEvent): void {
  if (event.run !== run) return
  switch (event.kind) {
    case 'opened':
      clearHistory()
      clearFrames()
      take(event.experiment)
      coming = event.experiment
      facts.value = { stepsPerEpoch: event.stepsPerEpoch, examples: event.examples, classes: event.classes, openedInSeconds: event.seconds }
      // Ready is said by the first picture, so that whoever waits for it finds readings.
      return askTheory(event.run, event.experiment)
    case 'progress':
      return progress(event)
    case 'failed':
      waitFor(null)
      arrived.value = false
      phase.value = 'failed'
      mistake.value = event.mistake
      return
    case 'predicted':
      prediction.value = event.layers
      predictedFor = theme(experiment.value)
      return
    case 'exported':
    case 'notExported':
      if (event.kind === 'exported') waiting.get(event.request)?.resolve(event)
      else waiting.get(event.request)?.reject(new Error(event.why))
      waiting.delete(event.request)
      return
    default:
      return event satisfies never
  }
}

/** What the prediction on the page is of. */
let predictedFor = ''

/** What a prediction depends on. */
const theme = ({ network, data, observe, seed }: Experiment): string =>
  JSON.stringify([network, data, observe.examples, data.kind === 'mnist' ? 0 : seed])

/** Asks what theory expects, unless that is known from a run before. */
function askTheory(of: number, about: Experiment): void {
  if (theme(about) === predictedFor) return
  prediction.value = null
  predictedFor = ''
  setTimeout(() => of === run && tell({ kind: 'predict', run }), THEORY_AFTER)
}

/** The worker says the document with every event; only one that differs is news to the page. */
function take(said: Experiment): void {
  if (JSON.stringify(said) !== JSON.stringify(experiment.peek())) experiment.value = said
}

/** An experiment that was opened and has not been drawn yet. */
let coming: Experiment | null = null

function progress(event: Extract<PlayerEvent, { kind: 'progress' }>): void {
  waitFor(event.playing ? SPEAKS_SOON : null)
  if (coming) opened.value = coming
  coming = null
  take(event.experiment)
  addReadings(event.quantities, event.columns)
  if (event.frame) addFrame(event.frame)
  position.value = { step: event.step, epoch: event.epoch }
  updatesPerSecond.value = event.updatesPerSecond
  end.value = event.end?.kind === 'stopped' ? null : event.end
  fingerprint.value = end.value ? event.fingerprint : null
  phase.value = end.value ? 'over' : event.playing ? 'playing' : event.step === 0 ? 'ready' : 'paused'
  arrived.value = true
}
