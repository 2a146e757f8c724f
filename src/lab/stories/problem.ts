import { seriesOf } from '../state/history.ts'
import { all, at, gap, hiddenLayers, isPlain, jaggedness, lowest, now, percent, quotient, reached } from './read.ts'
import type { Seen, Story } from './story.ts'

/** How far a full run has to be for what is asked of its end. */
const LATE = 300

const square = (values: Float64Array): number => values.reduce((sum, v) => sum + v * v, 0)

/** Root mean square of ∂C/∂b over a layer's neurons: what the length of its bars comes to. */
function barLength({ frame }: Seen, layer: number): number | null {
  const bars = frame?.layers[layer - 1]?.deltaMean
  return bars ? Math.sqrt(square(bars) / bars.length) : null
}

/** Of all pairs of a neuron in layer 1 and one in layer 2, in how many per cent the second has the longer bar. */
function longerShare({ frame }: Seen): number | null {
  const [first, second] = frame?.layers ?? []
  if (!first || !second) return null
  let longer = 0
  for (const a of first.deltaMean) for (const b of second.deltaMean) if (Math.abs(b) > Math.abs(a)) longer++
  return (100 * longer) / (first.units * second.units)
}

const isBook = (seen: Seen, depth: number): boolean => isPlain(seen, depth) && seen.experiment.network.activation === 'sigmoid'

/** ‖δ‖ grows by this much from one hidden layer to the next: the geometric mean. */
function layerFactor(seen: Seen): number | null {
  const [whole, steps] = [gap(seen, 0), hiddenLayers(seen) - 1]
  return whole === null || steps < 1 ? null : Math.exp(Math.log(whole) / steps)
}

const bars: Story = {
  id: 'bars', claims: [2], shows: { quantity: 'deltaNorm' },
  questions: [
    {
      kind: 'choice', id: 'longer', choices: ['first', 'second', 'alike'], numbers: seen => all(longerShare(seen)),
      right(seen) {
        const [one, two] = [barLength(seen, 1), barLength(seen, 2)]
        if (one === null || two === null) return null
        return two > 1.5 * one ? 'second' : one > 1.5 * two ? 'first' : 'alike'
      }
    },
    { kind: 'measure', id: 'times', unit: 'times', within: 0.1, value: seen => gap(seen, 0) },
    {
      kind: 'do', id: 'seed', numbers: seen => all(gap(seen, 0)),
      done: seen => seen.experiment.seed !== 1 && hiddenLayers(seen) >= 2 && gap(seen, 0) !== null
    }
  ]
}

const depth: Story = {
  id: 'depth', claims: [3, 12], shows: { quantity: 'deltaNorm' },
  questions: [
    { kind: 'do', id: 'add', done: seen => isBook(seen, 4) && gap(seen, 0) !== null, numbers: seen => all(gap(seen, 0)) },
    { kind: 'measure', id: 'times', unit: 'times', within: 0.15, value: seen => (isBook(seen, 4) ? gap(seen, 0) : null) },
    {
      kind: 'choice', id: 'factor', choices: ['two', 'five', 'twenty'], numbers: seen => all(layerFactor(seen)),
      right(seen) {
        const factor = layerFactor(seen)
        return factor === null ? null : factor < 3.2 ? 'two' : factor < 10 ? 'five' : 'twenty'
      }
    }
  ]
}

/** By what factor ‖δ‖ of the last hidden layer falls between two epochs. */
const fall = (seen: Seen, from: number, to: number, quantity: 'deltaNorm' | 'deltaRms' = 'deltaNorm'): number | null =>
  quotient(at(seen, quantity, hiddenLayers(seen), from), at(seen, quantity, hiddenLayers(seen), to))

const training: Story = {
  id: 'training', claims: [4], shows: { quantity: 'deltaNorm' },
  questions: [
    { kind: 'measure', id: 'hundred', unit: 'times', within: 0.15, value: seen => gap(seen, 100) },
    {
      kind: 'choice', id: 'faster', choices: ['never', 'sometimes', 'mostly'], numbers: seen => all(gap(seen, 0), gap(seen, reached(seen))),
      right(seen) {
        if (reached(seen) < LATE) return null
        const first = seriesOf(seen.history, 'deltaNorm', 1)
        const last = seriesOf(seen.history, 'deltaNorm', hiddenLayers(seen))
        const share = first.filter((v, i) => v > last[i]!).length / first.length
        return share === 0 ? 'never' : share < 0.5 ? 'sometimes' : 'mostly'
      }
    },
    {
      kind: 'choice', id: 'fall', choices: ['early', 'middle', 'late'], numbers: seen => all(fall(seen, 0, 50), fall(seen, 50, LATE)),
      right(seen) {
        const parts = all(fall(seen, 0, 50), fall(seen, 50, 250), fall(seen, 250, LATE))
        return parts && ['early', 'middle', 'late'][lowest(parts.map(v => -v))]!
      }
    }
  ]
}

/** The batch is part of the examples only, and enough updates were read to say how restless the curve is. */
const isNoisy = (seen: Seen): boolean => (jaggedness(seen, 1) ?? 0) > 0.1

const minibatches: Story = {
  id: 'minibatches', claims: [7], shows: { quantity: 'deltaNorm' },
  questions: [
    {
      kind: 'choice', id: 'noise', choices: ['smoother', 'alike', 'noisier'], numbers: seen => all(percent(jaggedness(seen, 1))),
      right: seen => (seen.position.step < 100 || jaggedness(seen, 1) === null ? null : isNoisy(seen) ? 'noisier' : 'smoother')
    },
    {
      kind: 'do', id: 'calmer', numbers: seen => all(seen.experiment.training.batchSize, percent(jaggedness(seen, 1))),
      done: seen => seen.experiment.training.batchSize >= 100 && seen.position.step >= 30 && jaggedness(seen, 1) !== null
    },
    { kind: 'choice', id: 'why', choices: ['own', 'errors', 'rate'], right: () => 'own', numbers: () => [] }
  ]
}

/** The epoch at which ‖δ¹‖ is smallest, once the run has gone on well beyond it. */
function valley(seen: Seen): number | null {
  if (reached(seen) < LATE) return null
  return seen.history.epochs[lowest(seriesOf(seen.history, 'deltaNorm', 1))] ?? null
}

const smallGradient: Story = {
  id: 'small-gradient', claims: [5], shows: { quantity: 'deltaNorm' },
  questions: [
    { kind: 'measure', id: 'start', unit: 'percent', within: 0.03, value: seen => at(seen, 'accuracy', 0, 0) },
    { kind: 'measure', id: 'valley', within: 0.3, value: valley },
    {
      kind: 'choice', id: 'finished', choices: ['yes', 'no'],
      numbers: seen => all(valley(seen), percent(at(seen, 'accuracy', 0, valley(seen) ?? 0)), percent(now(seen, 'accuracy', 0))),
      right(seen) {
        const low = valley(seen)
        const [then, later] = [low === null ? null : at(seen, 'cost', 0, low), now(seen, 'cost', 0)]
        return then === null || later === null ? null : later < 0.99 * then ? 'no' : 'yes'
      }
    }
  ]
}

/** On a plateau where every image gets the same answer: the share of the most frequent digit, 117 of 1,000. */
const atChance = (accuracy: number | null): boolean => accuracy !== null && accuracy < 0.13

const chance: Story = {
  id: 'chance', claims: [6], shows: { quantity: 'deltaNorm' },
  questions: [
    {
      kind: 'measure', id: 'accuracy', unit: 'percent', within: 0.03,
      value: seen => (reached(seen) >= 200 ? now(seen, 'accuracy', 0) : null)
    },
    {
      kind: 'choice', id: 'answer', choices: ['slow', 'same', 'random'], numbers: seen => all(now(seen, 'cost', 0)),
      right: seen => (reached(seen) < 200 ? null : atChance(now(seen, 'accuracy', 0)) ? 'same' : 'slow')
    },
    {
      kind: 'do', id: 'seeds', numbers: seen => all(seen.experiment.seed, percent(now(seen, 'accuracy', 0))),
      done: seen => isBook(seen, 4) && seen.experiment.seed !== 1 && reached(seen) >= 200
    }
  ]
}

const cancelled: Story = {
  id: 'cancelled', claims: [6], shows: { quantity: 'deltaNorm' },
  questions: [
    { kind: 'measure', id: 'mean', within: 0.15, value: seen => fall(seen, 0, 50) },
    { kind: 'do', id: 'show', done: seen => seen.quantity === 'deltaRms', numbers: () => [] },
    { kind: 'measure', id: 'single', within: 0.15, value: seen => fall(seen, 0, 50, 'deltaRms') },
    {
      kind: 'choice', id: 'why', choices: ['solved', 'cancel', 'saturated'], right: () => 'cancel',
      numbers: seen => all(fall(seen, 0, 50), fall(seen, 0, 50, 'deltaRms'))
    }
  ]
}

/** The vanishing gradient problem: what the chapter's figures show. */
export const problem = [bars, depth, training, minibatches, smallGradient, chance, cancelled]
