import { signal } from '@preact/signals'
import type { Columns } from '../../trace/index.ts'

/** A key of a series: the quantity and its layer, 0 for the whole network. */
export type SeriesKey = `${string}/${number}`

/**
 * The readings of a run as the page draws them: one entry a moment, all series side by side. At most `MOST` moments are held: when there
 * are more, every second one is let go, so that memory stays flat however long a run is; the worker's trace has them all.
 */
export interface History {
  readonly steps: readonly number[]
  readonly epochs: readonly number[]
  /** NaN where a moment has no such reading. */
  readonly series: ReadonlyMap<SeriesKey, readonly number[]>
}

interface Growing {
  steps: number[]
  epochs: number[]
  series: Map<SeriesKey, number[]>
}

/** Even, so that halving keeps the first moment and the rhythm. */
export const MOST = 2048

export function emptyHistory(): History {
  return { steps: [], epochs: [], series: new Map() }
}

/** The live run's history. The arrays grow in place; a new record says that they did. */
export const history = signal<History>(emptyHistory())

/** Moments between two that are kept: 1, 2, 4, … */
let stride = 1
let seen = 0

export function clearHistory(): void {
  stride = 1
  seen = 0
  history.value = emptyHistory()
}

/** Adds new readings of whole layers and of the network; those of single neurons are in frames. */
export function addReadings(quantities: readonly string[], columns: Columns): void {
  if (columns.value.length === 0) return
  const { steps, epochs, series } = history.peek() as Growing
  let at = steps.length - 1
  let moment = at < 0 ? -1 : steps[at]!
  for (let i = 0; i < columns.value.length; i++) {
    if (columns.neuron[i]! >= 0) continue
    if (columns.step[i] !== moment || at < 0) {
      moment = columns.step[i]!
      // The newest moment always stands; it is written over while it is not one to be kept.
      const replace = at >= 0 && (seen - 1) % stride !== 0
      if (replace) for (const values of series.values()) values[at] = NaN
      else at++
      steps[at] = moment
      epochs[at] = columns.epoch[i]!
      seen++
      if (at >= MOST) at = halve({ steps, epochs, series })
    }
    put(series, `${quantities[columns.quantity[i]!]!}/${columns.layer[i]!}`, at, columns.value[i]!)
  }
  for (const values of series.values()) while (values.length < steps.length) values.push(NaN)
  history.value = { steps, epochs, series }
}

function put(series: Map<SeriesKey, number[]>, key: SeriesKey, at: number, value: number): void {
  let values = series.get(key)
  if (!values) series.set(key, (values = []))
  while (values.length < at) values.push(NaN)
  values[at] = value
}

/** Lets every second moment go but the newest; returns where that stands now. */
function halve(growing: Growing): number {
  const last = growing.steps.length - 1
  const thin = (values: number[]): void => {
    let to = 0
    for (let i = 0; i <= last; i++) if (i % 2 === 0 || i === last) values[to++] = values[i] ?? NaN
    values.length = to
  }
  thin(growing.steps)
  thin(growing.epochs)
  for (const values of growing.series.values()) thin(values)
  stride *= 2
  return growing.steps.length - 1
}

/** The series of a quantity in a layer; an empty list where nothing was read. */
export function seriesOf(from: History, quantity: string, layer: number): readonly number[] {
  return from.series.get(`${quantity}/${layer}`) ?? []
}

/** The moment nearest to an epoch; −1 where there is none. */
export function momentAt(from: History, epoch: number): number {
  const { epochs } = from
  let [low, high] = [0, epochs.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (epochs[middle]! < epoch) low = middle + 1
    else high = middle
  }
  return low > 0 && epoch - epochs[low - 1]! < epochs[low]! - epoch ? low - 1 : epochs.length === 0 ? -1 : low
}
