import type { Kernel, UpdateCommon, UpdateRule } from '../contract.ts'
import { loaded, planted, range, type Check, type Shape, type Subject } from './cases.ts'
import { closeArray, equal, of, sameState } from './compare.ts'
import { expectClose } from '../../numerics/testing.ts'

const common: UpdateCommon = { learningRate: 0.2, shrink: 1, l2: 0, clip: null, trackUpdate: true }
const plain = { ...common, kind: 'sgd', momentum: 0, momentumNext: 0, nesterov: false } as const

/** Every rule, as the numbers of step t = 0, 1, 2, … */
const rules: Readonly<Record<string, (t: number) => UpdateRule>> = {
  'sgd': () => plain,
  'sgd with a shrinking rate and L2': t => ({ ...plain, learningRate: 0.5 / (t + 1), shrink: 0.97 }),
  'momentum': t => ({ ...plain, momentum: 0.5 + 0.1 * t, momentumNext: 0.6 + 0.1 * t }),
  'nesterov': t => ({ ...plain, momentum: 0.5 + 0.1 * t, momentumNext: 0.6 + 0.1 * t, nesterov: true, shrink: 0.99 }),
  'adagrad': () => ({ ...common, kind: 'adagrad', epsilon: 1e-4, l2: 0.02 }),
  'rmsprop': () => ({ ...common, kind: 'rmsprop', decay: 0.9, epsilon: 1e-3, learningRate: 0.02, l2: 0.02 }),
  'adam': t => ({ ...common, kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-3, time: t + 1, learningRate: 0.02, l2: 0.02 }),
  'adamw': t => ({ ...common, kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-3, time: t + 1, learningRate: 0.02, shrink: 0.98 }),
  'clipping by norm': () => ({ ...plain, clip: { kind: 'norm', limit: 0.05 } }),
  'clipping by norm that does not bite': () => ({ ...plain, clip: { kind: 'norm', limit: 1e6 } }),
  'clipping by value': () => ({ ...plain, clip: { kind: 'value', limit: 0.01 } }),
  'clipping before L2': () => ({ ...common, kind: 'rmsprop', decay: 0.9, epsilon: 1e-2, l2: 0.5, clip: { kind: 'norm', limit: 0.05 } })
}

const STEPS = 5
const BATCH = 5
const network: Shape = { sizes: [7, 30, 5, 3], rows: 15, activation: 'tanh', cost: 'crossEntropy' }
const networks: Readonly<Record<string, Shape>> = {
  'plain': network,
  'batch normalised': { ...network, normalization: 'batch', rows: 30 },
  'layer normalised': { ...network, normalization: 'layer' },
  // Kernels may take an update in pieces: more parameters than any takes at a time.
  'a wider input': { ...network, sizes: [40, 30, 5, 3] }
}

/** Every network with every rule. */
const pairs = Object.entries(networks).flatMap(([net, shape]) =>
  Object.entries(rules).map(([name, rule]) => ({ net, shape, name, rule }))
)

function steps(kernel: Kernel, rule: (t: number) => UpdateRule, from: number, to: number, rows: number): void {
  const batch = rows / 3
  for (let t = from; t < to; t++) kernel.step('train', range(batch, (t % 3) * batch), rule(t))
}

/** Several steps of every rule against the reference: what changed, by how much, and the optimiser's effect through time. */
export function updatesMatch(subject: Subject): Check[] {
  if (subject.variant === 'reference') return []
  return pairs.map(({ net, shape, name, rule }) => ({
    name: `${STEPS} steps equal the reference: ${name}, ${net}`,
    run: async () => {
      const it = planted(subject, shape, 4)
      const kernels = [await loaded(subject, it), await loaded(subject, it, 'reference')] as const
      for (const kernel of kernels) steps(kernel, rule, 0, STEPS, shape.rows)
      const tolerance = subject.tolerance * (shape.normalization ? 100 : 20)
      const [got, expected] = [kernels[0].getParameters(), kernels[1].getParameters()]
      expected.forEach((want, i) => {
        for (const part of ['weights', 'biases', 'gains', 'runningMean', 'runningVariance'] as const) {
          equal(`layers.${i + 1}.${part} is there`, got[i]![part] !== undefined, want[part] !== undefined)
          const before = it.parameters[i]![part]
          const change = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, (v, k) => v - (before?.[k] ?? 0))
          if (want[part]) closeArray(`change of layers.${i + 1}.${part}`, change(got[i]![part]!), change(want[part]), tolerance)
        }
        const norms = kernels.map(kernel => kernel.sums()[i]!.updateNorm)
        of(`layer ${i + 1} updateNorm`, () => expectClose(norms[0]!, norms[1]!, { relative: tolerance }))
      })
      kernels[0].dispose()
    }
  }))
}

/** Stop and resume: a second kernel given the state of the first goes on to the same bytes. */
export function statesResume(subject: Subject): Check[] {
  return pairs.map(({ net, shape, name, rule }) => ({
    name: `state, resumed, is the straight run: ${name}, ${net}`,
    run: async () => {
      const it = planted(subject, shape, 5)
      const [straight, resumed] = [await loaded(subject, it), await loaded(subject, planted(subject, shape, 6))]
      resumed.load('train', it.examples)
      steps(resumed, rules['adam']!, 0, 1, shape.rows) // leaves memory behind that setState must clear away
      steps(straight, rule, 0, 3, shape.rows)
      const state = straight.getState()
      resumed.setState(state)
      sameState(resumed.getState(), state)
      for (const kernel of [straight, resumed]) steps(kernel, rule, 3, 5, shape.rows)
      sameState(resumed.getState(), straight.getState())
      straight.dispose()
      resumed.dispose()
    }
  }))
}

/** Measuring leaves the measured alone: a run that tracks its updates has the same parameters, to the byte, as one that does not. */
export function trackingChangesNothing(subject: Subject): Check[] {
  return Object.entries(rules).map(([name, rule]) => ({
    name: `tracking the update changes no parameter: ${name}`,
    run: async () => {
      const it = planted(subject, network, 18)
      const [tracked, untracked] = [await loaded(subject, it), await loaded(subject, it)]
      steps(tracked, rule, 0, 3, network.rows)
      steps(untracked, t => ({ ...rule(t), trackUpdate: false }), 0, 3, network.rows)
      const want = untracked.getParameters()
      tracked.getParameters().forEach((layer, i) => {
        for (const part of ['weights', 'biases'] as const) closeArray(`layers.${i + 1}.${part}`, layer[part], want[i]![part], 0)
      })
      tracked.dispose()
      untracked.dispose()
    }
  }))
}

/** ‖ΔW‖ is of the last tracked step, and of nothing before the first. */
export function updateNormIsTracked(subject: Subject): Check[] {
  const run = async (): Promise<void> => {
    const it = planted(subject, network, 7)
    const kernel = await loaded(subject, it)
    kernel.step('train', range(BATCH), { ...plain, trackUpdate: false })
    equal('updateNorm before any tracked step', kernel.sums()[0]!.updateNorm, NaN)
    const before = kernel.getParameters()
    kernel.step('train', range(BATCH), plain)
    const after = kernel.getParameters()
    const length = (values: ArrayLike<number>): number => Math.sqrt(Array.from(values, v => v * v).reduce((a, b) => a + b, 0))
    const naive = before.map(({ weights }, i) => length(Float64Array.from(weights, (w, k) => after[i]!.weights[k]! - w)))
    const norms = kernel.sums().map(sums => sums.updateNorm)
    closeArray('updateNorm', norms, naive, Math.max(subject.tolerance, 1e-9))
    const weightNorm = length(before[0]!.weights)
    of('weightNorm, before the step', () => expectClose(kernel.sums()[0]!.weightNorm, weightNorm, { relative: subject.tolerance / 10 }))
    kernel.step('train', range(BATCH), { ...plain, trackUpdate: false })
    equal('updateNorm after an untracked step', kernel.sums()[0]!.updateNorm, norms[0])
    kernel.dispose()
  }
  return [{ name: 'updateNorm is ‖ΔW‖ of the last tracked step', run }]
}

/** Layer 1 with several tiles of inputs and more than 32 units: the widest way of noting ‖W‖, ‖ΔW‖ and ‖G‖ within the update. */
const wide: Shape = { sizes: [340, 37, 3], rows: 15, activation: 'sigmoid', cost: 'crossEntropy' }

/**
 * What a tracked step notes, from updates made of gradients to updates made of decay alone, where the terms of ‖ΔW‖² differ by many
 * orders of magnitude; and the same numbers to the last bit whether or not the steps before were tracked.
 */
export function trackedNormsHold(subject: Subject): Check[] {
  if (subject.variant === 'reference') return []
  const settings = [[1, 1], [0.3, 0.9], [1e-2, 0.999], [1e-4, 0.9], [1e-5, 0.9999], [1e-9, 0.99], [0, 0.5], [1e-12, 1]] as const
  return settings.map(([learningRate, shrink]) => ({
    name: `tracked norms equal the reference and know no history: rate ${learningRate}, shrink ${shrink}`,
    run: async () => {
      const it = planted(subject, wide, 31)
      const kernels = [await loaded(subject, it), await loaded(subject, it), await loaded(subject, it, 'reference')] as const
      const rule = (t: number): UpdateRule => ({ ...plain, learningRate, shrink, trackUpdate: t % 3 !== 1 })
      steps(kernels[0], rule, 0, 6, wide.rows)
      steps(kernels[1], t => ({ ...rule(t), trackUpdate: t === 5 }), 0, 6, wide.rows)
      steps(kernels[2], rule, 0, 6, wide.rows)
      const [often, once, want] = kernels.map(kernel => kernel.sums())
      want!.forEach((sums, i) => {
        for (const norm of ['weightNorm', 'updateNorm', 'weightGradientNorm'] as const) {
          equal(`layer ${i + 1} ${norm}`, once![i]![norm], often![i]![norm])
          of(`layer ${i + 1} ${norm}`, () => expectClose(often![i]![norm], sums[norm], { relative: subject.tolerance * 2 }))
        }
      })
      for (const kernel of kernels) kernel.dispose()
    }
  }))
}

/** Frozen layers keep parameters and optimiser state to the byte, the others move as without them; clipping sees the moving ones only. */
export function frozenLayersStay(subject: Subject): Check[] {
  return Object.entries(rules).map(([name, rule]) => ({
    name: `frozen layers stay as they are: ${name}`,
    run: async () => {
      const it = planted(subject, network, 21)
      const kernels = [await loaded(subject, it), await loaded({ ...subject, variant: 'reference' }, it)] as const
      const frozen = [1, it.program.layers.length]
      const before = kernels[0].getParameters()
      for (const kernel of kernels) steps(kernel, t => ({ ...rule(t), frozen }), 0, 3, network.rows)
      const [after, want] = kernels.map(kernel => kernel.getParameters())
      after!.forEach((layer, i) => {
        for (const part of ['weights', 'biases'] as const) {
          const stays = frozen.includes(i + 1)
          closeArray(`layers.${i + 1}.${part}`, layer[part], (stays ? before : want!)[i]![part], stays ? 0 : subject.tolerance * 4)
          if (!stays) equal(`layers.${i + 1}.${part} moved`, Array.from(layer[part]).every((v, k) => v === before[i]![part][k]), false)
        }
      })
      kernels.forEach(kernel => equal('updateNorm of a frozen layer', kernel.sums()[0]!.updateNorm, 0))
      for (const kernel of kernels) kernel.dispose()
    }
  }))
}
