import * as v from 'valibot'
import type { FileDataSpec, QuantityName, SyntheticSpec } from './document.ts'
import { LAYER_QUANTITIES, NETWORK_QUANTITIES } from './document.ts'
import {
  ACTIVATION_NAMES, BIAS_KINDS, COST_NAMES, DATA_KINDS, NORMALIZATION_NAMES, OPTIMIZER_KINDS, OUTPUT_ACTIVATION_NAMES,
  SCHEDULE_KINDS, WEIGHT_KINDS
} from './names.ts'
import { LIMITS } from './limits.ts'

// The convention of this file: the message of every issue is what was *expected*, in words; a choice of names always reads
// "one of a, b, c", from which `namesIn` finds the names again to suggest the nearest.
const choice = (names: readonly string[]): string => `one of ${names.join(', ')}`

/** The names of an expectation written by `choice`; none for any other. */
export const namesIn = (expected: string): readonly string[] => (expected.startsWith('one of ') ? expected.slice(7).split(', ') : [])

/** A plain record: not null, an array, a Map, a Date, … */
const isRecord = (x: unknown): x is Record<string, unknown> => Object.prototype.toString.call(x) === '[object Object]'

/** A record with these keys and no others, each of which may be left out unless its schema is required. */
function record<const Entries extends v.ObjectEntries>(entries: Entries) {
  const keys = Object.keys(entries)
  return v.pipe(
    v.custom<Record<string, unknown>>(isRecord, `a record with the keys ${keys.join(', ')}`),
    v.strictObject(entries, choice(keys))
  )
}

const oneOf = <const Name extends string>(names: readonly Name[]) => v.picklist(names, choice(names))
const boolean = v.boolean('true or false')

/** Adding 0 turns −0 into 0, which JSON and URLs cannot tell apart. */
const number = (expected: string, ok: (x: number) => boolean) =>
  v.pipe(v.custom<number>(x => typeof x === 'number' && Number.isFinite(x) && ok(x), expected), v.transform(x => x + 0))
const whole = (low: number, high: number) =>
  number(`a whole number from ${low} to ${high}`, x => Number.isSafeInteger(x) && x >= low && x <= high)
const real = number(`a number of size at most ${LIMITS.magnitude}`, x => Math.abs(x) <= LIMITS.magnitude)
const atLeastZero = number(`a number from 0 to ${LIMITS.magnitude}`, x => x >= 0 && x <= LIMITS.magnitude)
const positive = number(`a number above 0, at most ${LIMITS.magnitude}`, x => x > 0 && x <= LIMITS.magnitude)
const share = number('a number from 0 to 1', x => x >= 0 && x <= 1)
const belowOne = number('a number from 0 to below 1', x => x >= 0 && x < 1)

const fileExpected = `a text of 1 to ${LIMITS.text} characters, well-formed and without NUL`
const text = v.custom<string>(
  x => typeof x === 'string' && x.length > 0 && x.length <= LIMITS.text && !/\0|\p{Surrogate}/u.test(x), fileExpected
)

function list<Item extends v.GenericSchema>(item: Item, low: number, high: number, expected: string) {
  const bounded = v.custom<unknown[]>(x => Array.isArray(x) && x.length >= low && x.length <= high, expected)
  return v.pipe(bounded, v.array(item, expected))
}

/** The schema of the record's own kind; a record of no valid kind meets a schema that only refuses it. */
function byKind<Schemas extends Readonly<Record<string, v.GenericSchema>>>(
  kinds: readonly (keyof Schemas & string)[], fallback: string, schemas: Schemas
) {
  const none = v.pipe(
    v.custom<Record<string, unknown>>(isRecord, 'a record with a kind'),
    v.looseObject({ kind: v.picklist(kinds, choice(kinds)) })
  ) as unknown as Schemas[keyof Schemas & string]
  return v.lazy((input: unknown): Schemas[keyof Schemas & string] => {
    const kind = isRecord(input) ? (input['kind'] ?? fallback) : undefined
    return typeof kind === 'string' && Object.hasOwn(schemas, kind) ? schemas[kind as keyof Schemas & string] : none
  })
}
const kind = <const K extends string>(name: K) => v.optional(v.literal(name, choice([name])))
const opt = <S extends v.GenericSchema>(schema: S) => v.optional(schema)

const syntheticData = <const K extends SyntheticSpec['kind']>(name: K, low: number, high: number) =>
  record({
    kind: kind(name), train: opt(whole(1, LIMITS.synthetic)), validation: opt(whole(0, LIMITS.synthetic)),
    noise: opt(atLeastZero), classes: opt(whole(low, high))
  })
const fileData = <const K extends FileDataSpec['kind']>(name: K) =>
  record({
    kind: kind(name), inputs: text, targets: text, task: opt(oneOf(['classification', 'regression'])), scale: opt(real),
    train: opt(whole(1, LIMITS.fileExamples)), validation: opt(whole(0, LIMITS.fileExamples))
  })
const data = byKind(DATA_KINDS, 'mnist', {
  mnist: record({ kind: kind('mnist'), train: opt(whole(1, LIMITS.mnistTrain)), validation: opt(whole(0, LIMITS.mnistValidation)) }),
  circles: syntheticData('circles', 2, 2), xor: syntheticData('xor', 2, 2), regression: syntheticData('regression', 1, 1),
  blobs: syntheticData('blobs', 2, LIMITS.classes), spirals: syntheticData('spirals', 2, LIMITS.classes),
  idx: fileData('idx'), csv: fileData('csv'), npy: fileData('npy'), npz: fileData('npz')
})

const spread = <const K extends string>(name: K) =>
  record({ kind: kind(name), scaling: opt(oneOf(['none', 'fanIn', 'fanAverage'])), std: opt(atLeastZero) })
const balanced = <const K extends string>(name: K) =>
  record({ kind: kind(name), distribution: opt(oneOf(['normal', 'uniform'])), gain: opt(atLeastZero) })
const weights = byKind(WEIGHT_KINDS, 'normal', {
  normal: spread('normal'), uniform: spread('uniform'), he: balanced('he'), glorot: balanced('glorot'), lecun: balanced('lecun'),
  orthogonal: record({ kind: kind('orthogonal'), gain: opt(real) }), identity: record({ kind: kind('identity'), gain: opt(real) }),
  sparse: record({ kind: kind('sparse'), connections: opt(whole(1, LIMITS.parameters)), std: opt(atLeastZero) }),
  constant: record({ kind: kind('constant'), value: opt(real) }), safetensors: record({ kind: kind('safetensors'), file: text })
})
const biases = byKind(BIAS_KINDS, 'normal', {
  normal: record({ kind: kind('normal'), std: opt(atLeastZero) }), zero: record({ kind: kind('zero') }),
  constant: record({ kind: kind('constant'), value: opt(real) })
})

const network = record({
  layers: list(whole(1, LIMITS.parameters), 2, LIMITS.layers + 1,
    `the sizes of 2 to ${LIMITS.layers + 1} layers with the input and the output, such as [784, 30, 10]`),
  activation: opt(oneOf(ACTIVATION_NAMES)), outputActivation: opt(oneOf(OUTPUT_ACTIVATION_NAMES)), cost: opt(oneOf(COST_NAMES)),
  initialization: opt(record({ weights: opt(weights), biases: opt(biases) })),
  normalization: opt(oneOf(NORMALIZATION_NAMES)), residual: opt(boolean)
})

const sutskever = record({ kind: v.literal('sutskever', choice(['sutskever'])), max: opt(belowOne) })
const constantMomentum = number('a number from 0 to below 1, or a record {"kind": "sutskever", "max": 0.99}', x => x >= 0 && x < 1)
const momentum = v.lazy((input: unknown): typeof sutskever | typeof constantMomentum => (isRecord(input) ? sutskever : constantMomentum))
const adam = { learningRate: opt(atLeastZero), beta1: opt(belowOne), beta2: opt(belowOne), epsilon: opt(positive) }
const optimizer = byKind(OPTIMIZER_KINDS, 'sgd', {
  sgd: record({ kind: kind('sgd'), learningRate: opt(atLeastZero), momentum: opt(momentum), nesterov: opt(boolean) }),
  adagrad: record({ kind: kind('adagrad'), learningRate: opt(atLeastZero), epsilon: opt(positive) }),
  rmsprop: record({ kind: kind('rmsprop'), learningRate: opt(atLeastZero), decay: opt(belowOne), epsilon: opt(positive) }),
  adam: record({ kind: kind('adam'), ...adam }), adamw: record({ kind: kind('adamw'), ...adam, weightDecay: opt(atLeastZero) })
})
const schedule = byKind(SCHEDULE_KINDS, 'constant', {
  constant: record({ kind: kind('constant') }), cosine: record({ kind: kind('cosine'), final: opt(share) }),
  step: record({ kind: kind('step'), every: opt(whole(1, LIMITS.epochs)), factor: opt(positive) })
})
const training = record({
  optimizer: opt(optimizer), schedule: opt(schedule), batchSize: opt(whole(1, LIMITS.fileExamples)), epochs: opt(whole(0, LIMITS.epochs)),
  l2: opt(atLeastZero), gradientClipping: v.nullish(record({ kind: opt(oneOf(['norm', 'value'])), limit: opt(positive) }))
})

const every = v.pipe(
  record({ epochs: opt(whole(1, LIMITS.epochs)), steps: opt(whole(1, LIMITS.steps)) }),
  v.check(x => x.epochs === undefined || x.steps === undefined, 'either {"epochs": n} or {"steps": n}')
)
const quantity: readonly QuantityName[] = [...LAYER_QUANTITIES, ...NETWORK_QUANTITIES]
const observe = record({
  every: opt(every), examples: opt(whole(1, LIMITS.fileExamples)), perNeuron: opt(boolean),
  quantities: opt(list(oneOf(quantity), 0, 100, 'a list of quantities, such as ["deltaNorm", "cost"]'))
})

/** The document as a person may write it: `network.layers` and names of files must be there, other fields may, other keys may not. */
export const experimentSchema = record({
  version: opt(v.literal(1, '1, the only version of the document so far')), seed: opt(whole(0, Number.MAX_SAFE_INTEGER)),
  data: opt(data), network, training: opt(training), observe: opt(observe)
})
/** A document whose every field, if there, is of its type; defaults not yet filled in, sizes not yet compared with each other. */
export type Written = v.InferOutput<typeof experimentSchema>
