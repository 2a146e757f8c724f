import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTIVATION_NAMES, COST_PARTNERS, FIELDS, LAYER_QUANTITIES, NETWORK_QUANTITIES, NORMALIZATION_NAMES, fromUrl, minimal, resolve, toUrl,
  describeExperiment, type CostName, type Experiment, type ExperimentInput
} from './index.ts'

// An arbitrary over the whole document. Every field is now given, now left out; what must agree is drawn so that it does.

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const awkward = fc.constantFrom(0.1, 1 / 3, 1e21, 1e-7, 5e-324, 1e30, -0, 123456789012345680000)
const number = (min: number, max: number) => fc.oneof(fc.double({ min, max, noNaN: true }), awkward.filter(x => x >= min && x <= max))
const size = number(0, 1e30)
const positive = number(5e-324, 1e30)
const belowOne = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const names = fc.constantFrom('a b+c&d=e%20', 'v=1', 'ä/β.csv', '3', 'null', ' ')
const text = fc.oneof(fc.string({ minLength: 1, unit: 'binary' }), names).filter(s => !s.includes('\0'))
const record = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record<Record<string, unknown>>(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, maybe(value)])))
type Fields = Record<string, fc.Arbitrary<unknown>>
const of = (kind: string, fields: Fields = {}) => record(fields).map(rest => ({ ...rest, kind }))
/** The kind itself left out where it is the usual one. */
const usual = (kind: string, fields: Fields) => record({ ...fields, kind: fc.constant(kind) })

const upTo = (max: number, min = 1) => fc.integer({ min, max })
const counts = (most: number) => ({ train: upTo(most), validation: upTo(Math.min(most, 10_000), 0) })
const reconstruct = fc.boolean()
const synthetic = (kind: string, classes: number) => of(kind, { ...counts(1e6), noise: size, classes: fc.constant(classes), reconstruct })
const file = fc.record({
  kind: fc.constantFrom('idx', 'csv', 'npy', 'npz'), inputs: text, targets: text,
  task: maybe(fc.constantFrom('classification', 'regression')),
  scale: maybe(number(-1e30, 1e30)), train: maybe(upTo(1e7)), validation: maybe(upTo(1e7, 0)), reconstruct: maybe(reconstruct),
  standardize: maybe(fc.boolean())
})
const data = fc.oneof(
  usual('mnist', { ...counts(50_000), reconstruct }), of('curves', { ...counts(1e6), side: upTo(30, 4) }), synthetic('circles', 2), synthetic('xor', 2), synthetic('regression', 1),
  fc.tuple(fc.constantFrom('blobs', 'spirals'), fc.integer({ min: 2, max: 9 })).chain(([kind, classes]) =>
    record(counts(1e6)).map(rest => ({ ...rest, kind, classes }))),
  file
)

const scaled = { scaling: fc.constantFrom('none', 'fanIn', 'fanAverage'), std: size }
const balanced = { distribution: fc.constantFrom('normal', 'uniform'), gain: size }
const weights = fc.oneof(
  usual('normal', scaled), of('uniform', scaled), of('he', balanced), of('glorot', balanced), of('lecun', balanced),
  of('orthogonal', { gain: number(-1e30, 1e30) }), of('identity', { gain: size }), of('sparse', { connections: fc.constant(1), std: size }),
  of('constant', { value: number(-1e30, 1e30) }), text.map(name => ({ kind: 'safetensors', file: name }))
)
const biases = fc.oneof(usual('normal', { std: size }), of('zero'), of('constant', { value: number(-1e30, 1e30) }))
const hidden = fc.oneof(
  fc.array(fc.integer({ min: 2, max: 50 }), { maxLength: 6 }),
  fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 300 })).map(([width, depth]) => Array<number>(depth).fill(width)),
  fc.array(fc.constantFrom(2, 3), { maxLength: 12 })
)

const adam = { learningRate: size, beta1: belowOne, beta2: belowOne, epsilon: positive }
const momentum = fc.oneof(belowOne, of('sutskever', { max: belowOne }))
const optimizer = fc.oneof(
  usual('sgd', { learningRate: size, momentum }),
  usual('sgd', { learningRate: size }).map(sgd => ({ ...sgd, momentum: 0.9, nesterov: true })),
  of('adagrad', { learningRate: size, epsilon: positive }), of('rmsprop', { learningRate: size, decay: belowOne, epsilon: positive }),
  of('adam', adam), of('adamw', { ...adam, weightDecay: size })
)
const schedule = fc.oneof(
  usual('constant', {}), of('step', { every: upTo(1e7), factor: positive }),
  of('cosine', { final: fc.double({ min: 0, max: 1, noNaN: true }) })
)
const every = fc.oneof(upTo(1e7).map(epochs => ({ epochs })), upTo(1e12, 10).map(steps => ({ steps })))

interface Draft {
  readonly kind?: string
  readonly classes?: number
  readonly train?: number
  readonly validation?: number
  readonly task?: string
  readonly side?: number
  readonly reconstruct?: boolean
}
const ends = (d: Draft, wide: number): readonly [number, number] => {
  const [first, last] = ownEnds(d, wide)
  return d.reconstruct ? [first, first] : [first, last]
}
const ownEnds = (d: Draft, wide: number): readonly [number, number] => {
  if (d.kind === 'curves') return [(d.side ?? 28) ** 2, (d.side ?? 28) ** 2]
  if (d.kind === 'mnist' || d.kind === undefined) return [784, 10]
  if (d.kind === 'regression') return [1, 1]
  return ['circles', 'xor', 'blobs', 'spirals'].includes(d.kind) ? [2, d.classes ?? (d.kind === 'blobs' ? 3 : 2)] : [wide, 2]
}

/** Cost and output, given or not, in a pair that fits the task. */
const outputs = (regression: boolean): fc.Arbitrary<object> => {
  const costs = regression ? (['quadratic'] as const) : (Object.keys(COST_PARTNERS) as CostName[])
  const pairs = costs.flatMap(cost => COST_PARTNERS[cost].map(outputActivation => ({ cost, outputActivation })))
  return fc.oneof(fc.constantFrom(...pairs), fc.constantFrom(...pairs).map(({ cost }) => ({ cost })),
    fc.constantFrom(...pairs).map(({ outputActivation }) => ({ outputActivation })), fc.constant({}))
}

/** Rising steps, each with one number or more that the optimizer has. */
const changesFor = (kind: unknown): fc.Arbitrary<object[]> => {
  const names = ['learningRate', ...(kind === undefined || kind === 'sgd' ? ['momentum'] : []), ...(kind === 'adamw' ? [] : ['l2'])]
  const value = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  const numbers = fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1 })
  const steps = fc.uniqueArray(fc.integer({ min: 1, max: 1e12 }), { maxLength: 5 }).map(some => some.sort((a, b) => a - b))
  return steps.chain(some => fc.tuple(...some.map(step => numbers.map(given => ({ step, ...given })))))
}

const document: fc.Arbitrary<unknown> = fc.tuple(data, hidden, fc.integer({ min: 2, max: 20 })).chain(([drawn, widths, wide]) => {
  const draft = drawn as Draft
  const regression = draft.kind === 'regression' || draft.kind === 'curves' || draft.reconstruct === true || draft.task === 'regression'
  const synthetic = draft.kind !== undefined && ends(draft, 99)[0] !== 99 && draft.kind !== 'mnist' && draft.kind !== 'curves'
  const train = draft.train ?? (synthetic || ends(draft, 99)[0] === 99 ? 700 : 1000)
  const validation = draft.validation ?? (draft.kind === 'curves' ? 0 : 1)
  const [first, last] = ends(draft, wide)
  const layers = [first, ...widths, last]
  const equal = widths.some((w, i) => i > 0 && w === widths[i - 1])
  const batch = Math.min(train, 5000)
  const quantities = [...LAYER_QUANTITIES, ...NETWORK_QUANTITIES].filter(name =>
    !(regression && /accuracy$/i.test(name)) && !(validation === 0 && name.startsWith('validation')))
  const normalizations = NORMALIZATION_NAMES.filter(name => name !== 'batch' && (name === 'none' || widths.length > 0))
  const decays = (optimizer: object | undefined): boolean => !(optimizer && 'kind' in optimizer && optimizer.kind === 'adamw')
  return fc.record({
    version: maybe(fc.constant(1)), seed: maybe(fc.maxSafeNat()), data: fc.constant(drawn),
    network: fc.tuple(outputs(regression), record({
      activation: fc.constantFrom(...ACTIVATION_NAMES), initialization: record({ weights, biases }),
      normalization: fc.constantFrom(...normalizations), residual: equal ? fc.boolean() : fc.constant(false)
    })).map(([pair, rest]) => ({ ...rest, ...pair, layers })),
    training: fc.tuple(maybe(optimizer), size, fc.boolean()).chain(([chosen, l2, given]) => record({
      schedule, batchSize: fc.integer({ min: 1, max: batch }), epochs: fc.integer({ min: 0, max: 1000 }),
      gradientClipping: fc.option(record({ kind: fc.constantFrom('norm', 'value'), limit: positive })),
      frozen: fc.shuffledSubarray([...layers.keys()].slice(1), { maxLength: layers.length - 2 }).map(some => some.sort((a, b) => a - b)),
      changes: changesFor(chosen && 'kind' in chosen ? chosen.kind : undefined)
    }).map(rest => ({ ...rest, optimizer: chosen, ...(given && decays(chosen) ? { l2 } : {}) }))),
    observe: maybe(record({ every, examples: upTo(train), quantities: fc.shuffledSubarray(quantities), perNeuron: fc.boolean() }))
  })
})

/** Readings may be too many for the drawn sizes: those few documents are refused, which is not what is tested here. */
const experiment: fc.Arbitrary<Experiment> = document.map(input => {
  try {
    return resolve(input)
  } catch (error) {
    if (/observe\.every|batchSize/.test(String(error))) return undefined
    throw error
  }
}).filter(e => e !== undefined)

const settings = { numRuns: 200, seed: 5 }

describe('every valid experiment', () => {
  it('survives its URL without loss', () => {
    fc.assert(fc.property(experiment, e => {
      const url = toUrl(e)
      expect(url).toMatch(/^v=1&net=[\dx-]+(&[a-z0-9]+=[^&=\s+]*)*$/)
      expect(JSON.stringify(fromUrl(url))).toBe(JSON.stringify(e))
    }), settings)
  })

  it('survives what browsers and forms do to a query', () => {
    fc.assert(fc.property(experiment, e => {
      const form = new URLSearchParams(toUrl(e)).toString() // spaces as +, commas and colons encoded
      expect(fromUrl(`https://example.org/lab/?${form}`)).toEqual(e)
      expect(fromUrl(`#${toUrl(e)}`)).toEqual(e)
    }), { ...settings, numRuns: 100 })
  })

  it('resolves to itself, from its JSON too', () => {
    fc.assert(fc.property(experiment, e => {
      expect(resolve(e)).toEqual(e)
      expect(JSON.stringify(resolve(JSON.parse(JSON.stringify(e))))).toBe(JSON.stringify(e))
    }), settings)
  })

  it('has a shortest form, of which nothing more can be left out', () => {
    fc.assert(fc.property(experiment, e => {
      const short = minimal(e)
      expect(resolve(short)).toEqual(e)
      for (const { path } of FIELDS) {
        const shorter = structuredClone(short) as Record<string, unknown>
        if (path === 'network.layers' || !remove(shorter, path.split('.'))) continue
        expect(resolvedOrNothing(shorter), path).not.toEqual(e)
      }
    }), { ...settings, numRuns: 60 })
  })

  it('is told in one line', () => {
    fc.assert(fc.property(experiment, e => {
      const line = describeExperiment(e)
      expect(line).toContain(`seed ${e.seed}`)
      expect(line).toMatch(/^\S.{20,500}$/)
      expect(line).not.toMatch(/undefined|NaN|\[object/)
    }), settings)
  })
})

it('draws every key of the URL (a field the arbitrary forgot would not be tested)', () => {
  const seen = new Set(fc.sample(experiment, { numRuns: 800, seed: 7 }).flatMap(e => toUrl(e).split('&').map(pair => pair.split('=')[0]!)))
  expect([...seen].sort()).toEqual(['v', ...FIELDS.map(({ key }) => key)].sort())
})

function remove(tree: Record<string, unknown>, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined || !(key in tree)) return false
  if (rest.length > 0) return typeof tree[key] === 'object' && tree[key] !== null && remove(tree[key] as Record<string, unknown>, rest)
  return delete tree[key]
}

function resolvedOrNothing(input: unknown): Experiment | undefined {
  try {
    return resolve(input as ExperimentInput)
  } catch {
    return undefined
  }
}
