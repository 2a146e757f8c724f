import { computed, signal } from '@preact/signals'
import type { Series } from '../../charts/index.ts'
import type { Experiment } from '../../experiment/index.ts'
import type { RunEnd } from '../../trace/index.ts'
import { history, seriesOf, type History } from './history.ts'
import { arrived, end, experiment, fingerprint } from './lab.ts'

/** A run that was kept to stand beside the next ones. */
export interface Ghost {
  readonly id: number
  /** What its owner calls it; at first what its network is. */
  readonly name: string
  /** 0 … 3, the lowest that was free: which dash its curves have. */
  readonly place: number
  readonly experiment: Experiment
  readonly history: History
  readonly end: RunEnd | null
  /** Of a run that was over when it was kept. */
  readonly fingerprint: string | null
}

/** More could not be told apart in one chart. */
export const MOST_GHOSTS = 4
const LONGEST_NAME = 60

export const ghosts = signal<readonly Ghost[]>([])
/** Whether there is a run to keep, and room for it. */
export const canKeep = computed(() => arrived.value && ghosts.value.length < MOST_GHOSTS && history.value.steps.length > 0)

let last = 0

/** Keeps the run on the page as it stands; null where there is nothing to keep or no room. What the run does next does not reach it. */
export function keepRun(): Ghost | null {
  if (!canKeep.peek()) return null
  const kept = ghosts.peek()
  const place = [0, 1, 2, 3].find(one => kept.every(ghost => ghost.place !== one))!
  const ghost: Ghost = {
    id: ++last, name: freeName(runName(experiment.peek()), kept), place, experiment: experiment.peek(), history: copyOf(history.peek()),
    end: end.peek(), fingerprint: fingerprint.peek()
  }
  ghosts.value = [...kept, ghost]
  return ghost
}

export function removeGhost(id: number): void {
  ghosts.value = ghosts.peek().filter(ghost => ghost.id !== id)
}

/** An empty name gives the first one back. */
export function renameGhost(id: number, name: string): void {
  const clean = name.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_NAME)
  ghosts.value = ghosts.peek().map(ghost => (ghost.id === id ? { ...ghost, name: clean || runName(ghost.experiment) } : ghost))
}

/**
 * One quantity of one layer (0: the whole network) in every kept run that has it, for a chart of the same over epochs. They carry no name
 * of their own: the list of kept runs shows which dash is whose. For src/lab/views: `series: [...live, ...ghostSeries(q, l)]`.
 */
export function ghostSeries(quantity: string, layer: number): readonly Series[] {
  return ghosts.value.flatMap(({ history: kept, place }) => {
    const y = seriesOf(kept, quantity, layer)
    return y.length === 0 ? [] : [{ name: '', x: kept.epochs, y, ghost: place, look: Math.max(0, layer - 1) }]
  })
}

/** A network in a few signs that every language has: `784-30×4-10 sigmoid #1`. */
export function runName({ network: { layers, activation }, seed }: Experiment): string {
  const widths = widthsText(layers)
  const short = widths.length > 40 ? `${layers[0]}-…-${layers.at(-1)} (${layers.length - 2})` : widths
  return `${short} ${activation} #${seed}`
}

/** Widths of layers with equal neighbours together: `784-30×4-10`. */
export function widthsText(layers: readonly number[]): string {
  const groups: string[] = []
  for (let i = 0; i < layers.length;) {
    let n = 1
    while (layers[i + n] === layers[i]) n++
    groups.push(n > 1 ? `${layers[i]}×${n}` : String(layers[i]))
    i += n
  }
  return groups.join('-')
}

function freeName(name: string, kept: readonly Ghost[]): string {
  const taken = new Set(kept.map(ghost => ghost.name))
  for (let n = 1; ; n++) {
    const next = n === 1 ? name : `${name} (${n})`
    if (!taken.has(next)) return next
  }
}

function copyOf({ steps, epochs, series }: History): History {
  return { steps: [...steps], epochs: [...epochs], series: new Map([...series].map(([key, values]) => [key, [...values]])) }
}
