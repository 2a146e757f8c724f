import type {
  BiasInitialization, DataSpec, LearningRateSchedule, OptimizerSpec, QuantityName, WeightInitialization
} from './document.ts'
import {
  ACTIVATION_NAMES, COST_NAMES, LAYER_QUANTITIES, NETWORK_QUANTITIES, NORMALIZATION_NAMES, OUTPUT_ACTIVATION_NAMES
} from './document.ts'
import * as LIMITS from './limits.ts'
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
/** Fields for every kind of a union: one forgotten does not compile. */
type Every<Union extends { readonly kind: string }> = Readonly<Record<Union['kind'], object>>

const synthetic = (low: number, high: number) => ({
  train: whole(1, LIMITS.synthetic), validation: whole(0, LIMITS.synthetic), noise: atLeastZero, classes: whole(low, high), reconstruct: boolean
})
const file = {
  inputs: needed(text, 'the name of the file of inputs'), targets: needed(text, 'where the labels or targets are'),
  task: oneOf(['classification', 'regression']), scale: real,
  train: whole(1, LIMITS.fileExamples), validation: whole(0, LIMITS.fileExamples), standardize: boolean, reconstruct: boolean
}
const data = byKind('mnist', {
  mnist: { train: whole(1, LIMITS.mnistTrain), validation: whole(0, LIMITS.mnistValidation), reconstruct: boolean },
  circles: synthetic(2, 2), blobs: synthetic(2, LIMITS.classes), spirals: synthetic(2, LIMITS.classes), xor: synthetic(2, 2),
  regression: synthetic(1, 1),
  curves: { train: whole(1, LIMITS.synthetic), validation: whole(0, LIMITS.synthetic), side: whole(4, LIMITS.side) },
  idx: file, csv: file, npy: file, npz: file
} satisfies Every<DataSpec>)

const spread = { scaling: oneOf(['none', 'fanIn', 'fanAverage']), std: atLeastZero }
const balanced = { distribution: oneOf(['normal', 'uniform']), gain: atLeastZero }
const weights = byKind('normal', {
  normal: spread, uniform: spread, he: balanced, glorot: balanced, lecun: balanced, orthogonal: { gain: real }, identity: { gain: real },
  sparse: { connections: whole(1, LIMITS.parameters), std: atLeastZero }, constant: { value: real },
  safetensors: { file: needed(text, 'the name of a safetensors file') }
} satisfies Every<WeightInitialization>)
const biases = byKind('normal', { normal: { std: atLeastZero }, zero: {}, constant: { value: real } } satisfies Every<BiasInitialization>)

const layers = list(whole(1, LIMITS.parameters), 2, LIMITS.layers + 1,
  `the sizes of 2 to ${LIMITS.layers + 1} layers with the input and the output, such as [784, 30, 10]`)
const network = record({
  layers: needed(layers, 'the sizes of all layers, such as [784, 30, 10]'),
  activation: oneOf(ACTIVATION_NAMES), outputActivation: oneOf(OUTPUT_ACTIVATION_NAMES), cost: oneOf(COST_NAMES),
  initialization: record({ weights, biases }), normalization: oneOf(NORMALIZATION_NAMES), residual: boolean
})

const sutskever = record({ kind: needed(oneOf(['sutskever']), 'a kind'), max: belowOne })
const constantMomentum = number('a number from 0 to below 1, or a record {"kind": "sutskever", "max": 0.99}', isBelowOne)
const momentum: Shape<number | Read<typeof sutskever>> = (input, where, problems) =>
  (isRecord(input) ? sutskever : constantMomentum)(input, where, problems)
const adam = { learningRate: atLeastZero, beta1: belowOne, beta2: belowOne, epsilon: positive }
const optimizer = byKind('sgd', {
  sgd: { learningRate: atLeastZero, momentum, nesterov: boolean },
  adagrad: { learningRate: atLeastZero, epsilon: positive },
  rmsprop: { learningRate: atLeastZero, decay: belowOne, epsilon: positive },
  adam, adamw: { ...adam, weightDecay: atLeastZero }
} satisfies Every<OptimizerSpec>)
const schedule = byKind('constant', {
  constant: {}, step: { every: whole(1, LIMITS.epochs), factor: positive }, cosine: { final: share }
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
