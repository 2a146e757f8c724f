import type { Examples, LayerParameters, UpdateRule } from '../contract.ts'
import { loaded, planted, range, type Case, type Check, type Subject } from './cases.ts'
import { closeArray, equal, sameState } from './compare.ts'

interface Fault {
  readonly name: string
  readonly plant: (it: Case) => Case
  /** quantity, layer, operation. */
  readonly expected: readonly [string, number, string]
}

const withParameter = (it: Case, layer: number, name: 'weights' | 'biases' | 'gains', value: number): Case => ({
  ...it,
  parameters: it.parameters.map((given, i): LayerParameters => {
    if (i !== layer - 1) return given
    const values = given[name]!.slice()
    values[1] = value
    return { ...given, [name]: values }
  })
})

const withExamples = (it: Case, change: (examples: Examples) => Partial<Examples>): Case => ({
  ...it,
  examples: { ...it.examples, ...change(it.examples) }
})

/** All entries of each layer's weights one number, biases 0. */
const withWeights = (it: Case, values: readonly number[]): Case => ({
  ...it,
  parameters: it.parameters.map(({ weights, biases }, i) => ({
    weights: new Float64Array(weights.length).fill(values[i]!),
    biases: new Float64Array(biases.length)
  }))
})

/** One value of row 3. */
const withInput = (it: Case, value: number): Case => withExamples(it, e => ({ inputs: e.inputs.with(9, value) }))

function faults(huge: number): Fault[] {
  const before = 'initialisation or update'
  return [
    { name: 'NaN in the input', plant: it => withInput(it, NaN), expected: ['activation', 0, 'input'] },
    { name: 'NaN in weights 2', plant: it => withParameter(it, 2, 'weights', NaN), expected: ['weights', 2, before] },
    { name: '−Infinity in weights 3', plant: it => withParameter(it, 3, 'weights', -Infinity), expected: ['weights', 3, before] },
    { name: 'Infinity in biases 1', plant: it => withParameter(it, 1, 'biases', Infinity), expected: ['biases', 1, before] },
    {
      name: 'weights whose product overflows in layer 2',
      plant: it => withWeights(withExamples(it, e => ({ inputs: e.inputs.map(() => 1) })), [huge, huge, 0]),
      expected: ['weightedInput', 2, 'matrix product']
    },
    { name: 'NaN in a target', plant: it => withExamples(it, e => ({ targets: e.targets.with(4, NaN) })), expected: ['cost', 3, 'cost'] }
  ]
}

function located(subject: Subject, fault: Fault): Check {
  return {
    name: `locateNonFinite finds ${fault.name}`,
    run: async () => {
      const healthy = planted(subject, { sizes: [3, 4, 4, 2], rows: 5, activation: 'linear', output: 'linear' }, 16)
      const kernel = await loaded(subject, healthy)
      equal('finite of the healthy control', kernel.gradients('train', range(5)).finite, true)
      equal('place in the healthy control', kernel.locateNonFinite(), null)
      const sick = fault.plant(healthy)
      kernel.load('train', sick.examples)
      kernel.setParameters(sick.parameters)
      const passes = { gradients: () => kernel.gradients('train', range(5)), evaluate: () => kernel.evaluate('train') }
      for (const [name, pass] of Object.entries(passes)) {
        equal(`finite of ${name}`, pass().finite, false)
        const found = kernel.locateNonFinite()
        equal(`place after ${name}`, [found?.quantity, found?.layer, found?.operation].join(), fault.expected.join())
      }
      kernel.dispose()
    }
  }
}

/** A step that is not finite makes no update, so that what led to it can still be looked at, and found. */
function staysPut(subject: Subject): Check {
  return {
    name: 'a step that is not finite leaves the parameters as they were',
    run: async () => {
      const it = planted(subject, { sizes: [3, 4, 4, 2], rows: 5, activation: 'tanh' }, 17)
      const kernel = await loaded(subject, withInput(it, NaN))
      const before = kernel.getParameters()
      const common = { learningRate: 0.1, shrink: 0.5, l2: 0, clip: null, trackUpdate: true } as const
      const rule = { ...common, kind: 'sgd', momentum: 0.9, momentumNext: 0.9, nesterov: false } as const
      equal('finite', kernel.step('train', range(5), rule).finite, false)
      equal('operation', kernel.locateNonFinite()?.operation, 'input')
      const after = kernel.getParameters()
      before.forEach(({ weights }, i) => closeArray(`layer ${i + 1} weights`, after[i]!.weights, weights, 0))
      equal('finite on the rows without the NaN', kernel.step('train', range(2), rule).finite, true)
      equal('place after a finite step', kernel.locateNonFinite(), null)
      kernel.dispose()
    }
  }
}

/** Also the running statistics of a normalised layer, which the pass has met before it knew. */
function statisticsStay(subject: Subject): Check {
  return {
    name: 'a step that is not finite leaves running statistics as they were',
    run: async () => {
      const it = planted(subject, { sizes: [3, 4, 4, 2], rows: 6, activation: 'tanh', normalization: 'batch' }, 17)
      const kernel = await loaded(subject, withExamples(it, e => ({ targets: e.targets.with(11, NaN) })))
      const rule = {
        kind: 'sgd', learningRate: 0.1, shrink: 1, l2: 0, clip: null, trackUpdate: false, momentum: 0, momentumNext: 0, nesterov: false
      } as const
      const finite = (rows: Uint32Array): boolean => kernel.step('train', rows, rule).finite
      equal('finite on the rows without the NaN', finite(range(4)), true)
      const before = kernel.getState()
      equal('finite with the NaN', finite(range(4, 2)), false)
      sameState(kernel.getState(), before)
      equal('finite afterwards', finite(range(4, 1)), true)
      const [mean] = [before, kernel.getState()].map(state => state.get('layers.1.runningMean'))
      if (mean?.every((value, j) => value === kernel.getState().get('layers.1.runningMean')![j])) throw new Error('a finite step changed no statistics')
      kernel.dispose()
    }
  }
}

/** What cannot be summed in float must not become NaN on the way to double. */
function infiniteNorm(subject: Subject): Check {
  return {
    name: 'an infinite weight makes ‖W‖ of its layer infinite, and of no other',
    run: async () => {
      for (const sick of [1, 2, 3]) {
        const it = withParameter(planted(subject, { sizes: [3, 4, 4, 2], rows: 5, activation: 'tanh' }, 18), sick, 'weights', -Infinity)
        const kernel = await loaded(subject, it)
        kernel.gradients('train', range(5))
        const norms = kernel.sums().map(sums => sums.weightNorm)
        equal('layers with a finite norm', norms.map(Number.isFinite).join(), [1, 2, 3].map(layer => layer !== sick).join())
        equal('norm', norms[sick - 1], Infinity)
        kernel.dispose()
      }
    }
  }
}

/** A unit that no target asks for has its part in every other's share. */
function amongOthers(subject: Subject): Check {
  return {
    name: 'NaN in one logit of a softmax makes every row not finite',
    run: async () => {
      const it = planted(subject, { sizes: [3, 4, 5], rows: 3, output: 'softmax' }, 19)
      const examples = { ...it.examples, targets: it.examples.targets.map((_, i) => Number(i % 5 === 1)) }
      const kernel = await loaded(subject, { ...it, examples })
      equal('finite of the healthy control', kernel.evaluate('train').finite, true)
      kernel.setParameters(it.parameters.map((layer, i) => (i === 1 ? { ...layer, biases: layer.biases.with(3, NaN) } : layer)))
      for (let row = 0; row < 3; row++) {
        for (const pass of ['evaluate', 'gradients'] as const) {
          const { cost, finite } = kernel[pass]('train', range(1, row))
          equal(`cost and finite of ${pass}, row ${row}`, [Number.isFinite(cost), finite].join(), 'false,false')
        }
      }
      kernel.dispose()
    }
  }
}

/** A network whose first layer has weights 0, on examples whose first input is x and whose others are 0. */
function fromZero(subject: Subject, units: number, x: number): Case {
  const it = planted(subject, { sizes: [3, units, 2], rows: 4, activation: 'tanh' }, 20)
  const parameters = it.parameters.map((layer, i) => (i === 0 ? { ...layer, weights: new Float64Array(layer.weights.length) } : layer))
  return { ...withExamples(it, ({ inputs }) => ({ inputs: inputs.map((_, k) => (k % 3 === 0 ? x : 0)) })), parameters }
}

const plainRule = (learningRate: number, trackUpdate: boolean): UpdateRule =>
  ({ kind: 'sgd', momentum: 0, momentumNext: 0, nesterov: false, learningRate, shrink: 1, l2: 0, clip: null, trackUpdate })

/** Units that a kernel may go through by itself or in runs of 32, and steps that are looked at and are not. */
const WAYS = [3, 32, 40, 64].flatMap(units => [false, true].map(track => [units, track] as const))

/** Layer 1's weights move by lr·x·δ, all other parameters by lr·δ or lr·δ·a. */
function overflowsAlone(subject: Subject, rate: number, x: number): Check {
  return {
    name: `a step whose update overflows in layer 1 alone is not finite: learning rate ${rate}, inputs ${x}`,
    run: async () => {
      for (const [units, track] of WAYS) {
        for (const [input, finite] of [[1, true], [x, false]] as const) {
          const kernel = await loaded(subject, fromZero(subject, units, input))
          const what = `${units} units, tracked ${track}, input ${input}`
          equal(`finite, ${what}`, kernel.step('train', range(4), plainRule(rate, track)).finite, finite)
          const [first, ...others] = kernel.getParameters()
          equal(`finite weights 1, ${what}`, first!.weights.every(Number.isFinite), finite)
          const rest = [first!.biases, ...others.flatMap(({ weights, biases }) => [weights, biases])]
          equal(`finite parameters but these, ${what}`, rest.every(values => values.every(Number.isFinite)), true)
          kernel.dispose()
        }
      }
    }
  }
}

/** A float32 below the normal ones would slow down every product that it is in. */
function noDenormals(subject: Subject): Check {
  return {
    name: 'an update that would leave denormal weights leaves zeros',
    run: async () => {
      for (const [units, track] of WAYS) {
        for (const [x, zeros] of [[1e-9, true], [1, false]] as const) {
          const kernel = await loaded(subject, fromZero(subject, units, x))
          kernel.step('train', range(4), plainRule(1e-30, track))
          const { weights } = kernel.getParameters()[0]!
          equal(`weights that are 0, ${units} units, tracked ${track}, input ${x}`, weights.every(w => w === 0), zeros)
          kernel.dispose()
        }
      }
    }
  }
}

export function faultsAreFound(subject: Subject): Check[] {
  const double = subject.variant === 'reference'
  return [
    // `huge`² overflows in the kernel's precision, `huge` itself does not.
    ...faults(double ? 1e200 : 1e25).map(fault => located(subject, fault)),
    // Float64 has no need of the last.
    ...(double ? [overflowsAlone(subject, 1e300, 1e38)] : [overflowsAlone(subject, 1e30, 1e20), overflowsAlone(subject, 1e4, 1e38), noDenormals(subject)]),
    staysPut(subject), statisticsStay(subject),
    infiniteNorm(subject),
    amongOthers(subject)
  ]
}
