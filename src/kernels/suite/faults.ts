import type { Examples, LayerParameters } from '../contract.ts'
import { loaded, planted, range, type Case, type Check, type Subject } from './cases.ts'
import { closeArray, equal } from './compare.ts'

interface Fault {
  readonly name: string
  readonly plant: (it: Case) => Case
  /** quantity, layer, operation. */
  readonly expected: readonly [string, number, string]
  /** The fault needs no backward pass to show, so evaluate must see it too. */
  readonly forward: boolean
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

const withExamples = (it: Case, change: (examples: Examples) => Partial<Examples>): Case => ({ ...it, examples: { ...it.examples, ...change(it.examples) } })

/** All entries of each layer's weights one number, biases 0. */
const withWeights = (it: Case, values: readonly number[]): Case => ({
  ...it,
  parameters: it.parameters.map(({ weights, biases }, i) => ({
    weights: new Float64Array(weights.length).fill(values[i]!),
    biases: new Float64Array(biases.length)
  }))
})

const set = (values: Float32Array, at: number, value: number): Float32Array => values.with(at, value)

function faults(huge: number): Fault[] {
  const before = 'initialisation or update'
  return [
    { name: 'NaN in the input', plant: it => withExamples(it, e => ({ inputs: set(e.inputs, 9, NaN) })), expected: ['activation', 0, 'input'], forward: true },
    { name: 'NaN in weights 2', plant: it => withParameter(it, 2, 'weights', NaN), expected: ['weights', 2, before], forward: true },
    { name: '−Infinity in weights 3', plant: it => withParameter(it, 3, 'weights', -Infinity), expected: ['weights', 3, before], forward: true },
    { name: 'Infinity in biases 1', plant: it => withParameter(it, 1, 'biases', Infinity), expected: ['biases', 1, before], forward: true },
    {
      name: 'weights whose product overflows in layer 2',
      plant: it => withWeights(withExamples(it, e => ({ inputs: new Float32Array(e.inputs.length).fill(1) })), [huge, huge, 0]),
      expected: ['weightedInput', 2, 'matrix product'],
      forward: true
    },
    { name: 'NaN in a target', plant: it => withExamples(it, e => ({ targets: set(e.targets, 4, NaN) })), expected: ['cost', 3, 'cost'], forward: true }
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
      const passes = { gradients: () => kernel.gradients('train', range(5)), ...(fault.forward ? { evaluate: () => kernel.evaluate('train') } : {}) }
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
      const kernel = await loaded(subject, withExamples(it, e => ({ inputs: set(e.inputs, 9, NaN) })))
      const before = kernel.getParameters()
      const rule = { learningRate: 0.1, shrink: 0.5, l2: 0, clip: null, trackUpdate: true, momentum: 0.9, momentumNext: 0.9, nesterov: false } as const
      equal('finite', kernel.step('train', range(5), { kind: 'sgd', ...rule }).finite, false)
      equal('operation', kernel.locateNonFinite()?.operation, 'input')
      kernel.getParameters().forEach(({ weights }, i) => closeArray(`layer ${i + 1} weights`, weights, before[i]!.weights, 0))
      equal('finite on the rows without the NaN', kernel.step('train', range(2), { kind: 'sgd', ...rule }).finite, true)
      equal('place after a finite step', kernel.locateNonFinite(), null)
      kernel.dispose()
    }
  }
}

/** `huge`² overflows in the kernel's precision, `huge` itself does not. */
export const faultsAreFound = (subject: Subject): Check[] => [
  ...faults(subject.variant === 'reference' ? 1e200 : 1e25).map(fault => located(subject, fault)),
  staysPut(subject)
]
