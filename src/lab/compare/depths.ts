import { signal } from '@preact/signals'
import { InputError } from '../../errors/index.ts'
import { resolve, type Experiment } from '../../experiment/index.ts'
import type { Command, PlayerEvent } from '../../player/index.ts'

/** How the same experiment went at one depth. */
export interface DepthRun {
  readonly depth: number
  /** As the page would open it; null where there is no such experiment. */
  readonly experiment: Experiment | null
  readonly state: 'waiting' | 'training' | 'done' | 'ended' | 'failed' | 'stopped'
  readonly epochs: readonly number[]
  /** ‖δ^l‖ of hidden layers 1 … depth, beside the epochs. */
  readonly speeds: readonly (readonly number[])[]
}

type Send = (command: Command, transfer: Transferable[]) => void
/** Starts a worker that tells `receive`, and ends with the signal; returns the way to talk to it. */
export type StartWorker = (receive: (event: PlayerEvent) => void, until: AbortSignal) => Send

export const DEPTHS = [1, 2, 3, 4, 5, 6] as const
/** More moments than this a small chart cannot show. */
const MOST = 512

export const depthRuns = signal<readonly DepthRun[]>([])
export const depthsTraining = signal(false)

let ending: AbortController | null = null

/** Why depths cannot be compared, where they cannot. */
export function depthsBar({ data, network }: Experiment): 'own' | 'weights' | null {
  return 'inputs' in data ? 'own' : network.initialization.weights.kind === 'safetensors' ? 'weights' : null
}

/** The experiment at another depth: all hidden layers as wide as its first. Layers are no longer the ones that were frozen, so none is. */
export function atDepth(experiment: Experiment, depth: number): Experiment {
  const { network, training: { frozen: _, changes: __, ...training } } = experiment
  const [inputs, width, outputs] = [network.layers[0]!, network.layers.length > 2 ? network.layers[1]! : 30, network.layers.at(-1)!]
  const layers = [inputs, ...Array<number>(depth).fill(width), outputs]
  return resolve({ ...experiment, network: { ...network, layers, residual: network.residual && depth > 1 }, training })
}

/** Trains the experiment at every depth, one after another, in a worker of its own. What was shown before goes. */
export function trainDepths(experiment: Experiment, start: StartWorker): void {
  stopDepths()
  const control = (ending = new AbortController())
  depthRuns.value = DEPTHS.map(depth => ({ depth, experiment: possible(experiment, depth), state: 'waiting', epochs: [], speeds: [] }))
  depthsTraining.value = true
  const send = start(receive, control.signal)
  next(0)

  function receive(event: PlayerEvent): void {
    if (control.signal.aborted) return
    const at = event.run - 1
    if (event.kind === 'opened') send({ kind: 'play', run: event.run, updatesPerSecond: null }, [])
    else if (event.kind === 'failed') finish(at, 'failed')
    else if (event.kind === 'progress') {
      change(at, run => grown(run, event))
      if (event.end) finish(at, event.end.kind === 'nonFinite' ? 'ended' : 'done')
    }
  }

  function finish(at: number, state: DepthRun['state']): void {
    change(at, run => ({ ...run, state }))
    next(at + 1)
  }

  function next(from: number): void {
    const run = depthRuns.peek()[from]
    if (!run) return end(control)
    if (!run.experiment) return finish(from, 'failed')
    change(from, one => ({ ...one, state: 'training' }))
    const observe = { ...run.experiment.observe, quantities: ['deltaNorm'] as const, perNeuron: false }
    send({ kind: 'open', run: run.depth, experiment: { ...run.experiment, observe }, kernel: 'simd' }, [])
  }
}

/** Ends the training; what is there stays. */
export function stopDepths(): void {
  if (ending) end(ending)
  depthRuns.value = depthRuns.peek().map(run => (run.state === 'waiting' || run.state === 'training' ? { ...run, state: 'stopped' } : run))
}

function end(control: AbortController): void {
  control.abort()
  if (ending !== control) return
  ending = null
  depthsTraining.value = false
}

function change(at: number, to: (run: DepthRun) => DepthRun): void {
  depthRuns.value = depthRuns.peek().map((run, i) => (i === at ? to(run) : run))
}

function possible(experiment: Experiment, depth: number): Experiment | null {
  try {
    return atDepth(experiment, depth)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** The run with new readings; a moment that was read before, as at rest, is written over. */
function grown(run: DepthRun, { quantities, columns }: Extract<PlayerEvent, { kind: 'progress' }>): DepthRun {
  let epochs = [...run.epochs]
  let speeds = Array.from({ length: run.depth }, (_, l) => [...(run.speeds[l] ?? [])])
  for (let i = 0; i < columns.value.length; i++) {
    const layer = columns.layer[i]!
    if (quantities[columns.quantity[i]!] !== 'deltaNorm' || columns.neuron[i]! >= 0 || layer > run.depth) continue
    if (columns.epoch[i] !== epochs.at(-1)) epochs.push(columns.epoch[i]!)
    speeds[layer - 1]![epochs.length - 1] = columns.value[i]!
  }
  while (epochs.length > MOST) {
    epochs = thinned(epochs)
    speeds = speeds.map(thinned)
  }
  return { ...run, epochs, speeds }
}

/** Every second moment, and the newest. */
const thinned = (values: readonly number[]): number[] => values.filter((_, i) => i % 2 === 0 || i === values.length - 1)
