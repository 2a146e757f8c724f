import { expectClose } from '../../numerics/testing.ts'
import type { Examples, UpdateRule } from '../contract.ts'
import { loaded, planted, range, type Check, type Shape, type Subject } from './cases.ts'
import { closeArray, equal, of, sameState } from './compare.ts'

const sgd: UpdateRule = {
  kind: 'sgd', learningRate: 0.3, momentum: 0, momentumNext: 0, nesterov: false, shrink: 1, l2: 0, clip: null, trackUpdate: false
}
const net: Shape = { sizes: [7, 30, 5, 3], rows: 33, activation: 'tanh', cost: 'crossEntropy' }
const kinds: Readonly<Record<string, Shape>> = {
  'plain': net,
  'batch normalised': { ...net, normalization: 'batch' },
  'softmax': { ...net, output: 'softmax', cost: 'logLikelihood' },
  'one output': { ...net, sizes: [7, 5, 1] }
}

/** Evaluation of more rows than the capacity, in pieces, is evaluation of the whole. */
function inPieces(subject: Subject, name: string, shape: Shape): Check {
  return {
    name: `evaluate in pieces is evaluate of the whole: ${name}`,
    run: async () => {
      const whole = await loaded(subject, planted(subject, shape, 8))
      const pieces = await loaded(subject, planted(subject, { ...shape, capacity: 7 }, 8))
      whole.step('train', range(17), sgd) // sets the running statistics
      pieces.setParameters(whole.getParameters())
      const [want, got] = [whole.evaluate('validation'), pieces.evaluate('validation')]
      of('cost', () => expectClose(got.cost, want.cost, { relative: subject.tolerance }))
      equal('correct', got.correct, want.correct)
      const shuffled = range(33).map(row => (row * 5) % 33)
      of('cost of shuffled rows', () => expectClose(pieces.evaluate('train', shuffled).cost, want.cost, { relative: subject.tolerance }))
      const naive = range(33).reduce((sum, row) => sum + whole.evaluate('train', Uint32Array.of(row)).cost, 0) / 33
      of('cost row by row', () => expectClose(naive, want.cost, { relative: subject.tolerance }))
      const [top, units] = [shape.sizes.length - 1, shape.sizes.at(-1)!]
      const all = whole.activations('train', range(33), top)
      closeArray('activations', pieces.activations('train', range(5, 3), top), all.slice(3 * units, 8 * units), subject.tolerance)
      whole.dispose()
      pieces.dispose()
    }
  }
}

/** Correct rows, counted again from the activations. */
function countsCorrect(subject: Subject, name: string, shape: Shape): Check {
  return {
    name: `correct counts the rows whose largest output is the target's: ${name}`,
    run: async () => {
      const it = planted(subject, shape, 9)
      const kernel = await loaded(subject, it)
      const units = shape.sizes.at(-1)!
      const a = kernel.activations('train', range(33), shape.sizes.length - 1)
      const answer = (values: ArrayLike<number>, n: number): number => {
        const row = Array.from({ length: units }, (_, j) => values[n * units + j]!)
        return units === 1 ? Number(row[0]! >= 0.5) : row.indexOf(Math.max(...row))
      }
      const naive = range(33).filter(n => answer(a, n) === answer(it.examples.targets, n)).length
      if (shape.normalization !== 'batch') equal('correct of evaluate', kernel.evaluate('train').correct, naive)
      if (shape.normalization !== 'batch') equal('correct of gradients', kernel.gradients('train', range(33)).correct, naive)
      if (naive === 0 || naive === 33) throw new Error(`a planted case of ${naive} right of 33 tells nothing`)
      kernel.dispose()
    }
  }
}

/** More outputs than go through at a time, all of them negative in some rows; of equal ones the first counts. */
function countsAmongMany(subject: Subject): Check {
  return {
    name: 'correct among 37 outputs, negative ones and ties',
    run: async () => {
      const it = planted(subject, { sizes: [7, 5, 37], rows: 33, output: 'linear', biasStd: 0.1 }, 9)
      const output = it.parameters[1]!
      // The last five are raised, so that the largest stands there in some rows.
      const low = { ...output, biases: output.biases.map((b, j) => b + (j < 32 ? -50 : -49.5)) }
      const kernel = await loaded(subject, { ...it, parameters: [it.parameters[0]!, low] })
      const a = kernel.activations('train', range(33), 2)
      if (a.some(value => value >= 0)) throw new Error('outputs that are not all negative tell nothing of padding')
      const largest = range(33).map(n => {
        const row = a.subarray(37 * n, 37 * (n + 1))
        return row.indexOf(Math.max(...row))
      })
      const withTargets = (of: (row: number) => number): Examples => {
        const targets = new Float32Array(33 * 37)
        for (let n = 0; n < 33; n++) targets[37 * n + of(n)] = 1
        return { ...it.examples, targets, task: 'classification' }
      }
      if (largest.every(j => j < 32) || largest.every(j => j >= 32)) throw new Error('the largest output is to stand on both sides of the 32nd')
      kernel.load('train', withTargets(n => largest[n]!))
      equal('all right', kernel.evaluate('train').correct, 33)
      // Five on from the last five are the first five: the same place among 32, not the same unit.
      kernel.load('train', withTargets(n => (largest[n]! + 5 * (n % 2)) % 37))
      equal('every other right', kernel.evaluate('train').correct, 17)
      kernel.setParameters(it.parameters.map(({ weights, biases }) => ({ weights: weights.map(() => 0), biases: biases.map(() => -1) })))
      kernel.load('train', withTargets(n => (n < 4 ? 0 : 36)))
      equal('of ties the first', kernel.evaluate('train').correct, 4)
      kernel.dispose()
    }
  }
}

/** A pass reads, a step writes: gradients and evaluate leave every number of the state as it was. */
function readsOnly(subject: Subject, name: string, shape: Shape): Check {
  return {
    name: `gradients and evaluate change no state, and gradients is what step reports: ${name}`,
    run: async () => {
      const kernel = await loaded(subject, planted(subject, shape, 10))
      kernel.step('train', range(10), sgd)
      const before = kernel.getState()
      const first = kernel.gradients('train', range(10, 10))
      const norms = kernel.sums().map(({ deltaNorm }) => deltaNorm) // numbers, not records: a kernel may reduce when it is asked
      kernel.evaluate('validation')
      equal('deltaNorm of layer 1 after evaluate', kernel.sums()[0]!.deltaNorm, norms[0])
      sameState(kernel.getState(), before)
      const stepped = kernel.step('train', range(10, 10), sgd)
      for (const field of ['cost', 'correct', 'finite'] as const) equal(`${field} of step`, stepped[field], first[field])
      kernel.sums().forEach((after, i) => equal(`layer ${i + 1} deltaNorm of step`, after.deltaNorm, norms[i]))
      kernel.dispose()
    }
  }
}

/** What a caller gets wrong is refused by name, before any memory is touched. */
function refusesMistakes(subject: Subject): Check {
  return {
    name: 'rows, sizes and examples that do not fit are refused',
    run: async () => {
      const it = planted(subject, { ...net, capacity: 10 }, 11)
      const kernel = await loaded(subject, it)
      const refused = (what: string, act: () => unknown): void => {
        try {
          act()
        } catch (error) {
          return equal(`${what}: the error's name`, error instanceof Error ? error.name : error, 'InputError')
        }
        throw new Error(`${what} was accepted`)
      }
      refused('a row past the end', () => kernel.gradients('train', Uint32Array.of(33)))
      refused('more rows than the capacity', () => kernel.gradients('train', range(11)))
      refused('no rows', () => kernel.step('train', range(0), sgd))
      refused('a row past the end in evaluate', () => kernel.evaluate('train', Uint32Array.of(40)))
      refused('too few layers', () => kernel.setParameters(it.parameters.slice(1)))
      const cut = it.parameters.map(layer => ({ ...layer, weights: layer.weights.slice(1) }))
      refused('weights of a wrong size', () => kernel.setParameters(cut))
      refused('inputs of a wrong size', () => kernel.load('train', { ...it.examples, inputs: it.examples.inputs.slice(1) }))
      const state = [...kernel.getState()]
      refused('a state with an array missing', () => kernel.setState(new Map(state.slice(1))))
      refused('a state with an array too many', () => kernel.setState(new Map([...state, ['layers.9.weights', state[0]![1]]])))
      kernel.dispose()
    }
  }
}

/** Whatever comes after a pass, its sums stay those of the pass. */
function sumsOutlive(subject: Subject): Check {
  return {
    name: 'sums are those of the last pass after new parameters, another state and an evaluation',
    run: async () => {
      const it = planted(subject, net, 21)
      const others = planted(subject, net, 22).parameters
      const kernel = await loaded(subject, it)
      const state = kernel.getState()
      kernel.setParameters(others)
      const changes = {
        'new parameters': () => kernel.setParameters(others), 'another state': () => kernel.setState(state), 'an evaluation': () => kernel.evaluate('train')
      }
      for (const [name, change] of Object.entries(changes)) {
        kernel.gradients('train', range(9))
        const before = kernel.sums().map(({ weightNorm, deltaNorm, activationSum }) => [weightNorm, deltaNorm, activationSum].join())
        change()
        equal(name, kernel.sums().map(({ weightNorm, deltaNorm, activationSum }) => [weightNorm, deltaNorm, activationSum].join()).join(), before.join())
      }
      kernel.dispose()
    }
  }
}

export function passesBehave(subject: Subject): Check[] {
  const each = Object.entries(kinds)
  return [
    ...each.map(([name, shape]) => inPieces(subject, name, shape)),
    ...each.map(([name, shape]) => countsCorrect(subject, name, shape)),
    countsAmongMany(subject),
    ...each.map(([name, shape]) => readsOnly(subject, name, shape)),
    sumsOutlive(subject),
    refusesMistakes(subject)
  ]
}
