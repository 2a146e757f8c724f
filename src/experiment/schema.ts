import type {
  BiasInitialization, DataSpec, FileDataSpec, LearningRateSchedule, OptimizerSpec, QuantityName, SyntheticSpec, WeightInitialization
} from './document.ts'
import { LAYER_QUANTITIES, NETWORK_QUANTITIES } from './document.ts'
import { LIMITS } from './limits.ts'
import { ACTIVATION_NAMES, COST_NAMES, NORMALIZATION_NAMES, OUTPUT_ACTIVATION_NAMES } from './names.ts'
import { byKind, isRecord, list, needed, number, oneOf, record, value, type Read, type Shape } from './shape.ts'

const boolean = value<boolean>('true or false', x => typeof x === 'boolean')
const whole = (low: number, high: number): Shape<number> =>
  number(`a whole number from ${low} to ${high}`, x => Number.isSafeInteger(x) && x >= low && x <= high)
const real = number(`a number of size at most ${LIMITS.magnitude}`, x => Math.abs(x) <= LIMITS.magnitude)
const atLeastZero = number(`a number from 0 to ${LIMITS.magnitude}`, x => x >= 0 && x <= LIMITS.magnitude)
const positive = number(`a number above 0, at most ${LIMITS.magnitude}`, x => x > 0 && x <= LIMITS.magnitude)
const share = number('a number from 0 to 1', x => x >= 0 && x <= 1)
const isBelowOne = (x: number): boolean => x >= 0 && x < 1
const belowOne = number('a number from 0 to below 1', isBelowOne)

const text = value<string>(
  `a text of 1 to ${LIMITS.text} characters, well-formed and without NUL`,
  x => typeof x === 'string' && x.length > 0 && x.length <= LIMITS.text && !/\0|\p{Surrogate}/u.test(x)
)
/** A shape for every kind of a union: one forgotten does not compile. */
type Every<Union extends { readonly kind: string }> = Readonly<Record<Union['kind'], Shape<unknown>>>
/** The record's own kind, which may be left out where it is the usual one. */
const kind = <const K extends string>(name: K): Shape<K> => oneOf([name])

const syntheticData = <const K extends SyntheticSpec['kind']>(name: K, low: number, high: number) =>
  record({
    kind: kind(name), train: whole(1, LIMITS.synthetic), validation: whole(0, LIMITS.synthetic), noise: atLeastZero, classes: whole(low, high),
    reconstruct: boolean
  })
const fileData = <const K extends FileDataSpec['kind']>(name: K) =>
  record({
    kind: kind(name),
    inputs: needed(text, 'the name of the file of inputs'), targets: needed(text, 'where the labels or targets are'),
    task: oneOf(['classification', 'regression']), scale: real,
    train: whole(1, LIMITS.fileExamples), validation: whole(0, LIMITS.fileExamples), standardize: boolean, reconstruct: boolean
  })
const data = byKind('mnist', {
  mnist: record({
    kind: kind('mnist'), train: whole(1, LIMITS.mnistTrain), validation: whole(0, LIMITS.mnistValidation), reconstruct: boolean
  }),
  circles: syntheticData('circles', 2, 2), blobs: syntheticData('blobs', 2, LIMITS.classes),
  spirals: syntheticData('spirals', 2, LIMITS.classes), xor: syntheticData('xor', 2, 2), regression: syntheticData('regression', 1, 1),
  curves: record({
    kind: kind('curves'), train: whole(1, LIMITS.synthetic), validation: whole(0, LIMITS.synthetic), side: whole(4, LIMITS.side)
  }),
  idx: fileData('idx'), csv: fileData('csv'), npy: fileData('npy'), npz: fileData('npz')
} satisfies Every<DataSpec>)

const spread = <const K extends string>(name: K) =>
  record({ kind: kind(name), scaling: oneOf(['none', 'fanIn', 'fanAverage']), std: atLeastZero })
const balanced = <const K extends string>(name: K) =>
  record({ kind: kind(name), distribution: oneOf(['normal', 'uniform']), gain: atLeastZero })
const weights = byKind('normal', {
  normal: spread('normal'), uniform: spread('uniform'), he: balanced('he'), glorot: balanced('glorot'), lecun: balanced('lecun'),
  orthogonal: record({ kind: kind('orthogonal'), gain: real }), identity: record({ kind: kind('identity'), gain: real }),
  sparse: record({ kind: kind('sparse'), connections: whole(1, LIMITS.parameters), std: atLeastZero }),
  constant: record({ kind: kind('constant'), value: real }),
  safetensors: record({ kind: kind('safetensors'), file: needed(text, 'the name of a safetensors file') })
} satisfies Every<WeightInitialization>)
const biases = byKind('normal', {
  normal: record({ kind: kind('normal'), std: atLeastZero }), zero: record({ kind: kind('zero') }),
  constant: record({ kind: kind('constant'), value: real })
} satisfies Every<BiasInitialization>)

const layers = list(whole(1, LIMITS.parameters), 2, LIMITS.layers + 1,
  `the sizes of 2 to ${LIMITS.layers + 1} layers with the input and the output, such as [784, 30, 10]`)
const network = record({
  layers: needed(layers, 'the sizes of all layers, such as [784, 30, 10]'),
  activation: oneOf(ACTIVATION_NAMES), outputActivation: oneOf(OUTPUT_ACTIVATION_NAMES), cost: oneOf(COST_NAMES),
  initialization: record({ weights, biases }), normalization: oneOf(NORMALIZATION_NAMES), residual: boolean
})

const sutskever = record({ kind: needed(kind('sutskever'), 'a kind'), max: belowOne })
const constantMomentum = number('a number from 0 to below 1, or a record {"kind": "sutskever", "max": 0.99}', isBelowOne)
const momentum: Shape<number | Read<typeof sutskever>> = (input, where, problems) =>
  (isRecord(input) ? sutskever : constantMomentum)(input, where, problems)
const adam = { learningRate: atLeastZero, beta1: belowOne, beta2: belowOne, epsilon: positive }
const optimizer = byKind('sgd', {
  sgd: record({ kind: kind('sgd'), learningRate: atLeastZero, momentum, nesterov: boolean }),
  adagrad: record({ kind: kind('adagrad'), learningRate: atLeastZero, epsilon: positive }),
  rmsprop: record({ kind: kind('rmsprop'), learningRate: atLeastZero, decay: belowOne, epsilon: positive }),
  adam: record({ kind: kind('adam'), ...adam }), adamw: record({ kind: kind('adamw'), ...adam, weightDecay: atLeastZero })
} satisfies Every<OptimizerSpec>)
const schedule = byKind('constant', {
  constant: record({ kind: kind('constant') }),
  step: record({ kind: kind('step'), every: whole(1, LIMITS.epochs), factor: positive }),
  cosine: record({ kind: kind('cosine'), final: share })
} satisfies Every<LearningRateSchedule>)
const clipping = record({ kind: oneOf(['norm', 'value']), limit: positive })
const change = record({
  step: needed(whole(1, LIMITS.steps), 'the first update with the new numbers, from 1'),
  learningRate: atLeastZero, momentum: belowOne, l2: atLeastZero
})
const training = record({
  optimizer, schedule, batchSize: whole(1, LIMITS.fileExamples), epochs: whole(0, LIMITS.epochs), l2: atLeastZero,
  gradientClipping: (input, where, problems): Read<typeof clipping> | null => (input === null ? null : clipping(input, where, problems)),
  frozen: list(whole(1, LIMITS.layers), 0, LIMITS.layers, 'a list of layers, such as [1, 2]'),
  changes: list(change, 0, LIMITS.changes, `a list of at most ${LIMITS.changes} changes, such as [{"step": 100, "learningRate": 0.5}]`)
})

const period = record({ epochs: whole(1, LIMITS.epochs), steps: whole(1, LIMITS.steps) })
const either = value('either {"epochs": n} or {"steps": n}', x => isRecord(x) && (x['epochs'] === undefined || x['steps'] === undefined))
const every: typeof period = (input, where, problems) => {
  const before = problems.length
  const read = period(input, where, problems)
  if (problems.length === before) either(read, where, problems)
  return read
}
const quantity: readonly QuantityName[] = [...LAYER_QUANTITIES, ...NETWORK_QUANTITIES]
const observe = record({
  every, examples: whole(1, LIMITS.fileExamples), perNeuron: boolean,
  quantities: list(oneOf(quantity), 0, 100, 'a list of quantities, such as ["deltaNorm", "cost"]')
})

/** The document as a person may write it: `network.layers` and names of files must be there, other fields may, other keys may not. */
export const experimentShape = record({
  version: value<1>('1, the only version of the document so far', x => x === 1), seed: whole(0, Number.MAX_SAFE_INTEGER),
  data, network: needed(network, 'a network with its layers, such as {"layers": [784, 30, 10]}'), training, observe
})
/** A document whose every field, if there, is of its type; defaults not yet filled in, sizes not yet compared with each other. */
export type Written = Read<typeof experimentShape>
