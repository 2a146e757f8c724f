import { seriesOf, type History } from '../state/history.ts'
import { identity } from './cause.ts'
import { all, at, hiddenLayers, isOver, isPlain, lowest, now, percent, quotient, reached } from './read.ts'
import type { Seen, Story } from './story.ts'

const accuracy = (seen: Seen): number | null => percent(now(seen, 'accuracy', 0))
const frozen = ({ experiment: { training } }: Seen): readonly number[] => training.frozen ?? []
/** As many updates as these stories' runs have. */
const isTrained = (seen: Seen): boolean => reached(seen) >= 30

const firstLayer: Story = {
  id: 'first-layer', claims: [15, 16], shows: { quantity: 'deltaNorm' },
  questions: [
    {
      kind: 'measure', id: 'frozen', unit: 'percent', within: 0.03,
      value: seen => (isTrained(seen) && frozen(seen).includes(1) ? now(seen, 'accuracy', 0) : null)
    },
    {
      kind: 'do', id: 'free', numbers: seen => all(accuracy(seen)),
      done: seen => frozen(seen).length === 0 && isPlain(seen, 2) && isTrained(seen) && (now(seen, 'accuracy', 0) ?? 0) > 0.5
    },
    { kind: 'choice', id: 'second', choices: ['as', 'less', 'more'], numbers: seen => all(accuracy(seen)), right: secondFrozen }
  ]
}

/** With layer 2 frozen instead of layer 1: does it harm as much? */
function secondFrozen(seen: Seen): string | null {
  const share = now(seen, 'accuracy', 0)
  if (share === null || !isTrained(seen) || frozen(seen).length !== 1 || frozen(seen)[0] !== 2) return null
  return share > 0.3 ? 'less' : 'as'
}

const idleLayers: Story = {
  id: 'idle-layers', claims: [1, 17], shows: { quantity: 'deltaNorm' },
  questions: [
    {
      kind: 'measure', id: 'shallow', unit: 'percent', within: 0.03,
      value: seen => (isPlain(seen, 1) && isTrained(seen) ? now(seen, 'accuracy', 0) : null)
    },
    {
      kind: 'do', id: 'deeper', numbers: seen => all(accuracy(seen)),
      done: seen => isPlain(seen, 3) && !seen.experiment.network.residual && isTrained(seen)
    },
    { kind: 'choice', id: 'why', choices: ['cannot', 'overfit', 'descent'], right: () => 'descent', numbers: () => [] },
    {
      kind: 'do', id: 'links', numbers: seen => all(accuracy(seen)),
      done: seen => isPlain(seen, 3) && seen.experiment.network.residual && isTrained(seen) && (now(seen, 'accuracy', 0) ?? 0) > 0.6
    }
  ]
}

/** When the top layer's mean activation, once below 0.1, is above it again: the epoch; null until then. */
function comesBack(seen: Seen): number | null {
  const values = seriesOf(seen.history, 'activationMean', hiddenLayers(seen))
  const fallen = values.findIndex(v => v < 0.1)
  const back = fallen < 0 ? -1 : values.findIndex((v, i) => i > fallen && v > 0.1)
  return seen.history.epochs[back] ?? null
}

/** The hidden layer whose mean activation came nearest to 0, within the first epochs. */
function nearestToZero(seen: Seen): number | null {
  if (reached(seen) < 4 || hiddenLayers(seen) < 3) return null
  const least = Array.from({ length: hiddenLayers(seen) }, (_, i) => Math.min(...seriesOf(seen.history, 'activationMean', i + 1)))
  return lowest(least) + 1
}

const saturation: Story = {
  id: 'saturation', claims: [18], shows: { quantity: 'activationMean' },
  questions: [
    {
      kind: 'choice', id: 'which', choices: ['first', 'middle', 'top'],
      numbers: seen => all(Math.min(...seriesOf(seen.history, 'activationMean', hiddenLayers(seen)))),
      right(seen) {
        const layer = nearestToZero(seen)
        return layer === null ? null : layer === 1 ? 'first' : layer === hiddenLayers(seen) ? 'top' : 'middle'
      }
    },
    { kind: 'measure', id: 'back', within: 0.15, value: comesBack },
    { kind: 'choice', id: 'below', choices: ['faster', 'starved', 'untouched'], right: () => 'starved', numbers: () => [] },
    {
      kind: 'do', id: 'tanh', numbers: seen => all(percent(at(seen, 'accuracy', 0, 4))),
      done: seen => seen.experiment.network.activation === 'tanh' && reached(seen) >= 4
    }
  ]
}

const costOf = (history: History): number | null => history.series.get('cost/0')?.findLast(Number.isFinite) ?? null
/** The run kept without momentum. */
function plainGhost({ ghosts }: Seen): History | null {
  const plain = ghosts.find(({ experiment: { training: { optimizer } }, end }) =>
    end?.kind === 'done' && optimizer.kind === 'sgd' && optimizer.momentum === 0)
  return plain?.history ?? null
}

function hasMomentum({ experiment: { training: { optimizer } } }: Seen): boolean {
  return optimizer.kind === 'sgd' && optimizer.momentum !== 0
}

/** Cost with momentum over cost without, both at the end. */
const saved = (seen: Seen): number | null => {
  const before = plainGhost(seen)
  return before && hasMomentum(seen) && isOver(seen) ? quotient(now(seen, 'cost', 0), costOf(before)) : null
}

/** Sparse weights a quarter as large, or smaller still. */
const isSmallStart = ({ experiment: { network: { initialization: { weights } } } }: Seen): boolean =>
  weights.kind === 'sparse' && weights.std <= 0.3

const momentum: Story = {
  id: 'momentum', claims: [19], shows: { quantity: 'deltaNorm' },
  questions: [
    { kind: 'do', id: 'keep', done: seen => plainGhost(seen) !== null, numbers: seen => all(costOf(plainGhost(seen) ?? seen.history)) },
    { kind: 'measure', id: 'saved', within: 0.1, value: saved },
    {
      kind: 'do', id: 'small', numbers: seen => all(now(seen, 'cost', 0)),
      done: seen => isSmallStart(seen) && reached(seen) >= 30
    }
  ]
}

const freed = (seen: Seen): boolean =>
  hiddenLayers(seen) >= 4 && seen.experiment.data.kind === 'mnist' && (now(seen, 'accuracy', 0) ?? 0) > 0.3

/** Only the way of stepping was changed: sigmoid neurons, the book's weights, no normalisation and no links. */
function isBookNetwork({ experiment: { network } }: Seen): boolean {
  const { activation, normalization, residual, initialization: { weights }, layers } = network
  if (activation !== 'sigmoid' || normalization !== 'none' || residual || layers.length !== 6) return false
  return weights.kind === 'normal' && weights.scaling === 'fanIn' && weights.std === 1
}

/** For how many epochs the run has been pushed: by Adam, or by momentum, which may have been turned up on the way. */
function pushedFor(seen: Seen): number {
  const { data, training: { optimizer, changes = [], batchSize } } = seen.experiment
  if (hasMomentum(seen) || optimizer.kind.startsWith('adam')) return reached(seen)
  const first = changes.find(({ momentum: value = 0 }) => value >= 0.5)
  return first ? reached(seen) - first.step / Math.ceil(data.train / batchSize) : 0
}

const cures: Story = {
  id: 'cures', claims: [20], shows: { quantity: 'deltaNorm' },
  questions: [
    { kind: 'do', id: 'free', done: freed, numbers: seen => all(accuracy(seen), reached(seen)) },
    { kind: 'do', id: 'links', numbers: seen => all(accuracy(seen)), done: seen => freed(seen) && seen.experiment.network.residual },
    {
      kind: 'do', id: 'momentum', numbers: seen => all(accuracy(seen)),
      done: seen => isBookNetwork(seen) && pushedFor(seen) >= 100
    },
    { kind: 'choice', id: 'common', choices: ['steps', 'signal', 'luck'], right: () => 'signal', numbers: () => [] }
  ]
}

/** δ of single examples in the first hidden layer over that of the last one, before training. */
const reach = (seen: Seen): number | null => quotient(at(seen, 'deltaRms', 1, 0), at(seen, 'deltaRms', hiddenLayers(seen), 0))
const isDeepTanh = (seen: Seen): boolean => seen.experiment.network.activation === 'tanh' && hiddenLayers(seen) >= 10

const phase: Story = {
  id: 'phase', claims: [12, 13, 14], shows: { quantity: 'deltaRms', topic: 'phase' },
  questions: [
    {
      kind: 'choice', id: 'ordered', choices: ['vanish', 'stay', 'explode'], numbers: seen => all(quotient(1, reach(seen))),
      right(seen) {
        const ratio = reach(seen)
        return ratio === null ? null : ratio < 0.5 ? 'vanish' : ratio > 2 ? 'explode' : 'stay'
      }
    },
    {
      kind: 'do', id: 'critical', numbers: seen => all(reach(seen)),
      done: seen => isDeepTanh(seen) && (reach(seen) ?? 0) > 0.6 && (reach(seen) ?? Infinity) < 1.7
    },
    { kind: 'do', id: 'chaotic', done: seen => isDeepTanh(seen) && (reach(seen) ?? 0) > 3, numbers: seen => all(reach(seen)) },
    { kind: 'choice', id: 'sigmoid', choices: ['yes', 'no'], right: () => 'no', numbers: () => [] }
  ]
}

/** What else stands in the way of deep networks. */
export const obstacles = [firstLayer, identity, idleLayers, saturation, momentum]
/** What helps, and what theory says of it. */
export const curesAndPhases = [cures, phase]
