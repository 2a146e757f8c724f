import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { DEFAULTS, resolve, type Experiment } from './index.ts'

const mnist = (change: Record<string, unknown> = {}, network: Record<string, unknown> = {}) =>
  ({ ...change, network: { layers: [784, 30, 30, 10], ...network } })
const points = (network: Record<string, unknown>, rest: Record<string, unknown> = {}) =>
  ({ data: { kind: 'circles' }, network: { layers: [2, 4, 2], ...network }, ...rest })

/** The sample, word for word: the contract of version 1. */
const sample = {
  version: 1, seed: 1,
  data: { kind: 'mnist', train: 1000, validation: 10000 },
  network: {
    layers: [784, 30, 30, 10], activation: 'sigmoid', outputActivation: 'sigmoid', cost: 'crossEntropy',
    initialization: { weights: { kind: 'normal', scaling: 'fanIn' }, biases: { kind: 'normal', std: 1 } },
    normalization: 'none', residual: false
  },
  training: {
    optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
    batchSize: 1000, epochs: 500, l2: 5.0, gradientClipping: null
  },
  observe: { every: { epochs: 1 }, examples: 1000, quantities: ['deltaNorm'], perNeuron: false }
}

describe('what is left out', () => {
  it('is the book\'s experiment when only the layers are given', () => {
    const { observe, ...rest } = resolve(sample)
    const quantities = ['deltaNorm', 'cost', 'accuracy', 'validationAccuracy']
    expect(resolve(mnist())).toEqual({ ...rest, observe: { ...observe, quantities } })
    expect(rest.training.schedule).toEqual({ kind: 'constant' })
    expect(rest.network.initialization.weights).toEqual({ kind: 'normal', scaling: 'fanIn', std: 1 })
  })

  it('keeps what was given, and leaves the input alone', () => {
    const input = structuredClone(sample)
    expect(resolve(input)).toMatchObject(sample)
    expect(input).toEqual(sample)
    expect(resolve(input).network.layers).not.toBe(input.network.layers)
  })

  it('follows the number of training examples', () => {
    const e = resolve(mnist({ data: { train: 60 } }))
    expect([e.training.batchSize, e.observe.examples]).toEqual([60, 60])
    expect(resolve(mnist({ data: { train: 5000 } })).training.batchSize).toBe(1000)
  })

  it.each([
    [{ outputActivation: 'softmax' }, 'softmax', 'logLikelihood'],
    [{ outputActivation: 'linear' }, 'linear', 'quadratic'],
    [{ cost: 'logLikelihood' }, 'softmax', 'logLikelihood'],
    [{ cost: 'quadratic' }, 'sigmoid', 'quadratic'],
    [{ cost: 'quadratic', outputActivation: 'linear' }, 'linear', 'quadratic']
  ])('pairs %j', (network, outputActivation, cost) => {
    expect(resolve(mnist({}, network)).network).toMatchObject({ outputActivation, cost })
  })

  it('is linear and quadratic in regression, without accuracies', () => {
    const curve = resolve({ data: { kind: 'regression' }, network: { layers: [1, 5, 1] } })
    expect(curve.network).toMatchObject({ outputActivation: 'linear', cost: 'quadratic' })
    expect(curve.observe.quantities).toEqual(['deltaNorm', 'cost', 'validationCost'])
    const sigmoid = resolve({ data: { kind: 'regression' }, network: { layers: [1, 5, 1], outputActivation: 'sigmoid' } })
    expect(sigmoid.network.cost).toBe('quadratic')
    const table = { kind: 'csv', inputs: 'a.csv', targets: 'y', task: 'regression', validation: 0 }
    const file = resolve({ data: table, network: { layers: [3, 2] } })
    expect(file.observe.quantities).toEqual(['deltaNorm', 'cost'])
  })

  it('turns to reconstruction with its word, of any kind of data', () => {
    const curves = resolve({ data: { kind: 'curves', side: 5 }, network: { layers: [25, 3, 25] } })
    expect(curves.data).toEqual({ kind: 'curves', train: 1000, validation: 0, side: 5 })
    expect(curves.network).toMatchObject({ outputActivation: 'linear', cost: 'quadratic' })
    expect(curves.observe.quantities).toEqual(['deltaNorm', 'cost'])
    const digits = resolve({ data: { reconstruct: true }, network: { layers: [784, 9, 784] } })
    expect(digits.data).toEqual({ kind: 'mnist', train: 1000, validation: 10000, reconstruct: true })
    expect([digits.training.l2, digits.network.cost, digits.observe.quantities.includes('accuracy')]).toEqual([0, 'quadratic', false])
    // No field for none, as for frozen layers.
    expect(JSON.stringify(resolve(mnist({ data: { reconstruct: false } })))).toBe(JSON.stringify(resolve(mnist())))
  })

  it('decays weights by the book\'s λ on MNIST only, and never twice', () => {
    expect(resolve(mnist()).training.l2).toBe(5)
    expect(resolve(points({})).training.l2).toBe(0)
    expect(resolve(mnist({ training: { optimizer: { kind: 'adamw' } } })).training.l2).toBe(0)
    expect(resolve(mnist({ training: { optimizer: { kind: 'adam' } } })).training.l2).toBe(5)
  })

  it('belongs to the kind', () => {
    const { optimizer } = resolve(mnist({ training: { optimizer: { kind: 'adam', beta1: 0.5 } } })).training
    expect(optimizer).toEqual({ kind: 'adam', ...DEFAULTS.optimizer.adam, beta1: 0.5 })
    const { weights } = resolve(points({ initialization: { weights: { kind: 'sparse' } } })).network.initialization
    expect(weights).toEqual({ kind: 'sparse', connections: 2, std: 1 })
    expect(resolve({ data: { kind: 'blobs' }, network: { layers: [2, 3] } }).data).toMatchObject({ classes: 3 })
    const sgd = resolve(mnist({ training: { optimizer: { momentum: { kind: 'sutskever' } } } })).training.optimizer
    expect(sgd).toMatchObject({ momentum: { kind: 'sutskever', max: 0.99 } })
    // No field for none: the canonical text of documents from before there were frozen layers is what their fingerprints are of.
    expect(JSON.stringify(resolve(mnist({ training: { frozen: [] } })))).toBe(JSON.stringify(resolve(mnist())))
    expect(resolve(mnist({ training: { frozen: [1, 2] } })).training.frozen).toEqual([1, 2])
    // Nor for no changes.
    expect(JSON.stringify(resolve(mnist({ training: { changes: [] } })))).toBe(JSON.stringify(resolve(mnist())))
    expect(resolve(mnist({ training: { changes: [{ l2: 1, step: 5 }] } })).training.changes).toEqual([{ step: 5, l2: 1 }])
    expect(resolve(mnist({ training: { gradientClipping: {} } })).training.gradientClipping).toEqual({ kind: 'norm', limit: 1 })
  })

  it('is the same for undefined as for nothing, and −0 is 0', () => {
    const initialization = { biases: { kind: 'constant', value: -0 } }
    const e = resolve({ seed: undefined, data: undefined, network: { layers: [784, 10], initialization } })
    expect(e.seed).toBe(1)
    expect(Object.is((e.network.initialization.biases as { value: number }).value, 0)).toBe(true)
  })
})

/** [document, where, part of expected, part of got, part of the remedy] */
const refusals: readonly [unknown, string, string, string, string?][] = [
  [undefined, 'experiment', 'a record', 'nothing'],
  [[], 'experiment', 'a record', '[]'],
  [{}, 'network', 'layers', 'nothing'],
  [{ network: {} }, 'network.layers', '[784, 30, 10]', 'nothing'],
  [mnist({ version: 2 }), 'version', '1', '2'],
  [mnist({ seed: -1 }), 'seed', 'whole number from 0', '-1'],
  [mnist({ sed: 2 }), 'sed', 'seed', '"sed"', '"seed"'],
  [mnist({ epochs: 3 }), 'epochs', 'version', '"epochs"', 'training.epochs'],
  [mnist({ training: { learningRate: 3 } }), 'training.learningRate', 'optimizer', '"learningRate"', 'training.optimizer.learningRate'],
  [mnist({ training: [] }), 'training', 'a record', '[]'],
  [mnist({ training: null }), 'training', 'a record', 'null'],
  [mnist({}, { activaton: 'tanh' }), 'network.activaton', 'activation', '"activaton"', '"activation"'],
  [mnist({}, { activation: 'tahn' }), 'network.activation', 'sigmoid, tanh', '"tahn"', '"tanh"'],
  [mnist({}, { activation: 5 }), 'network.activation', 'sigmoid, tanh', '5'],
  [mnist({}, { cost: 'cross-entropy' }), 'network.cost', 'crossEntropy', '"cross-entropy"', '"crossEntropy"'],
  [mnist({}, { residual: 1 }), 'network.residual', 'true or false', '1'],
  [mnist({}, { layers: '784' }), 'network.layers', 'sizes', '"784"'],
  [mnist({}, { layers: [784] }), 'network.layers', 'sizes of 2', '[784]'],
  [mnist({}, { layers: [784, 30.5, 10] }), 'network.layers[1]', 'whole', '30.5'],
  [mnist({}, { layers: [784, 0, 10] }), 'network.layers[1]', 'from 1', '0'],
  [mnist({}, { layers: [784, NaN, 10] }), 'network.layers[1]', 'whole', 'NaN'],
  [mnist({}, { layers: [784, undefined, 10] }), 'network.layers[1]', 'whole', 'nothing'],
  [mnist({}, { layers: [784, ...Array<number>(2000).fill(1), 10] }), 'network.layers', '2001 layers', '[784'],
  [mnist({}, { layers: [784, 1e5, 1e5, 10] }), 'network.layers', '200000000 weights', '10079600010'],
  [
    mnist({ training: { batchSize: 50000 }, data: { train: 50000 } }, { layers: [784, 10000, 10] }),
    'training.batchSize', 'at most 250000000', '50000 × 10794'
  ],
  [mnist({}, { layers: [783, 30, 10] }), 'network.layers[0]', '784, the inputs of mnist', '783'],
  [mnist({}, { layers: [784, 30, 11] }), 'network.layers[2]', '10 classes', '11'],
  [mnist({}, { layers: [784, 30, 1] }), 'network.layers[2]', '10 classes', '1'],
  [points({ layers: [3, 2] }), 'network.layers[0]', '2, the inputs', '3'],
  [points({ layers: [2, 3] }), 'network.layers[1]', '2 classes', '3'],
  [points({ layers: [2, 1], outputActivation: 'softmax' }), 'network.layers[1]', 'sigmoid', 'softmax'],
  [points({ layers: [2, 1], outputActivation: 'linear' }), 'network.layers[1]', 'sigmoid', 'linear'],
  [{ data: { kind: 'regression' }, network: { layers: [2, 1] } }, 'network.layers[0]', '1, the inputs', '2'],
  [{ data: { kind: 'regression' }, network: { layers: [1, 2] } }, 'network.layers[1]', '1, for the target', '2'],
  [{ data: { kind: 'regression' }, network: { layers: [1, 1], cost: 'crossEntropy' } }, 'network.cost', 'quadratic', '"crossEntropy"'],
  [
    { data: { kind: 'regression' }, network: { layers: [1, 1], outputActivation: 'softmax' } },
    'network.outputActivation', 'linear', 'softmax'
  ],
  [
    { data: { kind: 'csv', inputs: 'a', targets: 'b' }, network: { layers: [4, 1], outputActivation: 'softmax' } },
    'network.layers[1]', '2 outputs', '1'
  ],
  [{ data: { kind: 'csv' }, network: { layers: [4, 2] } }, 'data.inputs', 'file', 'nothing', '1 more problem'],
  [{ data: { kind: 'csv', inputs: 'a\0b', targets: 'b' }, network: { layers: [4, 2] } }, 'data.inputs', 'without NUL', 'a'],
  [{ data: { kind: 'csv', inputs: 'a', targets: '\ud800' }, network: { layers: [4, 2] } }, 'data.targets', 'well-formed', 'd800'],
  [mnist({ data: { kind: 'minst' } }), 'data.kind', 'mnist', '"minst"', '"mnist"'],
  [mnist({ data: { kind: null } }), 'data.kind', 'mnist', 'null'],
  [mnist({ data: { kind: 'toString' } }), 'data.kind', 'mnist', '"toString"'],
  [mnist({ data: { reconstruct: true } }), 'network.layers[3]', '784, as many outputs as inputs', '10'],
  [mnist({ data: { standardize: true } }), 'data.standardize', 'kind, train, validation', '"standardize"'],
  [{ data: { kind: 'csv', inputs: 'a', targets: 'y', standardize: 1 }, network: { layers: [4, 3] } }, 'data.standardize', 'true or false', '1'],
  [mnist({ data: { reconstruct: 1 } }), 'data.reconstruct', 'true or false', '1'],
  [{ data: { kind: 'curves' }, network: { layers: [28, 784] } }, 'network.layers[0]', '784, the inputs of curves', '28'],
  [{ data: { kind: 'curves', side: 6 }, network: { layers: [36, 9, 10] } }, 'network.layers[2]', '36, as many', '10'],
  [{ data: { kind: 'curves', side: 3 }, network: { layers: [9, 9] } }, 'data.side', 'from 4 to 128', '3'],
  [{ data: { kind: 'curves', reconstruct: true }, network: { layers: [784, 784] } }, 'data.reconstruct', 'side', '"reconstruct"'],
  [{ data: { kind: 'curves' }, network: { layers: [784, 784], outputActivation: 'sigmoid', cost: 'crossEntropy' } }, 'network.cost', 'quadratic', 'crossEntropy'],
  [mnist({ data: { noise: 1 } }), 'data.noise', 'train', '"noise"'],
  [mnist({ data: { train: 50001 } }), 'data.train', '50000', '50001'],
  [mnist({ data: { validation: 10001 } }), 'data.validation', '10000', '10001'],
  [mnist({}, { outputActivation: 'softmax', cost: 'crossEntropy' }), 'network.cost', 'logLikelihood', '"crossEntropy"', '"sigmoid"'],
  [mnist({}, { outputActivation: 'linear', cost: 'logLikelihood' }), 'network.cost', 'quadratic', '"logLikelihood"', '"softmax"'],
  [mnist({}, { layers: [784, 30, 20, 30, 10], residual: true }), 'network.residual', 'same width', 'true'],
  [mnist({}, { layers: [784, 784, 10], residual: true }), 'network.residual', 'same width', 'true'],
  [mnist({}, { layers: [784, 10], normalization: 'layer' }), 'network.normalization', 'none', '"layer"'],
  [mnist({}, { layers: [784, 5, 1, 10], normalization: 'layer' }), 'network.layers[2]', 'at least 2', '1'],
  [
    mnist({}, { initialization: { weights: { kind: 'sparse', connections: 785 } } }),
    'network.initialization.weights.connections', '784', '785'
  ],
  [mnist({}, { initialization: { weights: { kind: 'he', std: 1 } } }), 'network.initialization.weights.std', 'gain', '"std"'],
  [mnist({}, { initialization: { weights: { std: Infinity } } }), 'network.initialization.weights.std', 'from 0', 'Infinity'],
  [mnist({}, { initialization: { weights: { kind: 'constant', value: 1e31 } } }), 'network.initialization.weights.value', '1e+30', '1e+31'],
  [mnist({ training: { batchSize: 1001 } }), 'training.batchSize', 'data.train, 1000', '1001'],
  [mnist({ training: { batchSize: 1 } }, { normalization: 'batch' }), 'training.batchSize', 'at least 2', '1'],
  [mnist({ training: { batchSize: 333 } }, { normalization: 'batch' }), 'training.batchSize', 'last batch', '333'],
  [mnist({ training: { epochs: 10_000_001 } }), 'training.epochs', '10000000', '10000001'],
  [mnist({ training: { optimizer: { momentum: 1 } } }), 'training.optimizer.momentum', 'below 1', '1'],
  [mnist({ training: { optimizer: { momentum: -0.1 } } }), 'training.optimizer.momentum', 'from 0', '-0.1'],
  [mnist({ training: { optimizer: { momentum: { kind: 'sutskever', max: 1 } } } }), 'training.optimizer.momentum.max', 'below 1', '1'],
  [mnist({ training: { optimizer: { nesterov: true } } }), 'training.optimizer.nesterov', 'without momentum', 'true', 'momentum'],
  [mnist({ training: { optimizer: { kind: 'adamw' }, l2: 1 } }), 'training.l2', 'adamw', '1', 'weightDecay'],
  [mnist({ training: { optimizer: { kind: 'adam', momentum: 0.9 } } }), 'training.optimizer.momentum', 'beta1', '"momentum"', 'Another kind of optimizer'],
  [mnist({ training: { frozen: [1, 4] } }), 'training.frozen[1]', 'from 1 to 3', '4'],
  [mnist({ training: { frozen: [2, 1] } }), 'training.frozen[1]', 'rising', '1'],
  [mnist({ training: { frozen: [2, 2] } }), 'training.frozen[1]', 'every layer once', '2'],
  [mnist({ training: { frozen: [0] } }), 'training.frozen[0]', 'from 1', '0'],
  [mnist({ training: { changes: [{ step: 0, l2: 1 }] } }), 'training.changes[0].step', 'from 1', '0'],
  [mnist({ training: { changes: [{ step: 1.5, l2: 1 }] } }), 'training.changes[0].step', 'whole', '1.5'],
  [mnist({ training: { changes: [{ l2: 1 } as never] } }), 'training.changes[0].step', 'the first update', 'nothing'],
  [mnist({ training: { changes: [{ step: 1 }] } }), 'training.changes[0]', 'a learningRate, momentum or l2', 'none of them'],
  [mnist({ training: { changes: [{ step: 3, l2: 1 }, { step: 3, l2: 2 }] } }), 'training.changes[1].step', 'above 3', '3'],
  [mnist({ training: { changes: [{ step: 3, momentum: 1 }] } }), 'training.changes[0].momentum', 'below 1', '1'],
  [mnist({ training: { changes: [{ step: 3, learningRate: -1 }] } }), 'training.changes[0].learningRate', 'from 0', '-1'],
  [mnist({ training: { changes: [{ step: 3, rate: 1 } as never] } }), 'training.changes[0].rate', 'step, learningRate, momentum, l2', 'rate'],
  [mnist({ training: { optimizer: { kind: 'adam' }, changes: [{ step: 3, momentum: 0.9 }] } }), 'training.changes[0].momentum', 'adam', '0.9'],
  [mnist({ training: { optimizer: { kind: 'adamw' }, changes: [{ step: 3, l2: 0 }] } }), 'training.changes[0].l2', 'adamw', '0'],
  [mnist({ training: { changes: Array.from({ length: 1001 }, (_, i) => ({ step: i + 1, l2: 1 })) } }), 'training.changes', 'at most 1000', '['],
  [mnist({ training: { frozen: [1, 2, 3] } }), 'training.frozen', 'one layer left', 'all 3', 'epochs to 0'],
  [mnist({ training: { gradientClipping: { limit: 0 } } }), 'training.gradientClipping.limit', 'above 0', '0'],
  [mnist({ training: { schedule: { kind: 'cosine', final: 1.1 } } }), 'training.schedule.final', '0 to 1', '1.1'],
  [mnist({ observe: { examples: 1001 } }), 'observe.examples', 'data.train, 1000', '1001'],
  [mnist({ observe: { every: { epochs: 1, steps: 1 } } }), 'observe.every', 'either', 'epochs'],
  [mnist({ observe: { every: { epochs: 0 } } }), 'observe.every.epochs', 'from 1', '0'],
  [mnist({ observe: { quantities: ['deltaNorm', 'deltaNrom'] } }), 'observe.quantities[1]', 'deltaNorm', '"deltaNrom"', '"deltaNorm"'],
  [mnist({ observe: { quantities: ['cost', 'cost'] } }), 'observe.quantities[1]', 'once', '"cost" again'],
  [
    mnist({ observe: { quantities: ['validationCost'] }, data: { validation: 0 } }),
    'observe.quantities[0]', 'data.validation is 0', 'validationCost'
  ],
  [
    { data: { kind: 'regression' }, network: { layers: [1, 1] }, observe: { quantities: ['accuracy'] } },
    'observe.quantities[0]', 'regression', '"accuracy"'
  ],
  [
    mnist({ training: { batchSize: 1, epochs: 100_000 }, observe: { every: { steps: 1 } } }),
    'observe.every', '100000000 readings', '600000012', 'less often'
  ]
]

describe('what is refused', () => {
  it.each(refusals)('%j', (document, where, expected, got, remedy) => {
    const mistake = mistakeOf(document)
    expect(mistake.code).toBe('experiment')
    expect(mistake.where).toBe(where)
    expect(mistake.expected).toContain(expected)
    expect(mistake.got).toContain(got)
    if (remedy) expect(mistake.remedy).toContain(remedy)
  })

  it('says how many problems there are and names the first two', () => {
    const { message } = errorOf(mnist({ seed: 0.5, training: { epochs: -1, batchSize: 'x' } }))
    expect(message).toMatch(/^seed: expected .* And 2 more problems, the next at training\.batchSize\.$/)
  })

  it('is not what lies at the limit', () => {
    const valid: unknown[] = [
      points({ layers: [2, 4, 1] }), mnist({}, { residual: true }), mnist({ training: { epochs: 0 } }),
      mnist({ data: { train: 50000, validation: 0 }, training: { batchSize: 50000 } }),
      mnist({ seed: Number.MAX_SAFE_INTEGER }, { layers: [784, ...Array<number>(1999).fill(2), 10] }),
      mnist({ training: { optimizer: { momentum: 0.999, nesterov: true } } }),
      mnist({ training: { optimizer: { momentum: { kind: 'sutskever' }, nesterov: true } } }),
      mnist({ training: { batchSize: 334 } }, { normalization: 'batch' }), mnist({ observe: { quantities: [] } })
    ]
    for (const document of valid) expect(() => resolve(document)).not.toThrow()
  })
})

describe('a stranger\'s document', () => {
  it('cannot reach a prototype', () => {
    for (const text of [
      '{"__proto__":{"polluted":1},"network":{"layers":[784,10]}}', '{"network":{"layers":[784,10],"__proto__":{"activation":"tanh"}}}',
      '{"network":{"layers":[784,10]},"constructor":{"prototype":{"polluted":1}}}', '{"network":{"layers":[784,10],"toString":1}}',
      '{"network":{"layers":[784,10]},"data":{"kind":"__proto__"}}', '{"network":{"layers":[784,10],"activation":"constructor"}}'
    ]) expect(() => resolve(JSON.parse(text)), text).toThrow(InputError)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('may be deep, cyclic or huge, and gets a short answer quickly', () => {
    let deep: unknown = []
    for (let i = 0; i < 100_000; i++) deep = [deep]
    const cyclic: Record<string, unknown> = {}
    cyclic['self'] = cyclic
    const long = 'x'.repeat(5_000_000)
    const strange = [deep, cyclic, long, Array<string>(1e6).fill('x'), { [long]: 1 }, 10n, Symbol('s'), () => 1, new Map(), new Date(NaN)]
    for (const value of strange) {
      const documents = [
        value, { network: value }, { network: { layers: value } }, mnist({ training: value }), mnist({}, { activation: value }),
        mnist({ observe: { quantities: value } }), mnist({ data: { kind: value } }), mnist({ training: { optimizer: { momentum: value } } })
      ]
      for (const document of documents) {
        expect(errorOf(document).message.length).toBeLessThan(600)
      }
    }
  })

  it('has control characters and line breaks replaced where it is quoted', () => {
    expect(errorOf(mnist({ 'a\nb\u001b[31m': 1 })).message).not.toMatch(/\p{Cc}/u)
  })
})

function errorOf(document: unknown): InputError {
  try {
    resolve(document)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('was not refused')
}
const mistakeOf = (document: unknown) => errorOf(document).mistake

it('gives a type that holds every field', () => {
  const e: Experiment = resolve(mnist())
  expect(Object.keys(e)).toEqual(['version', 'seed', 'data', 'network', 'training', 'observe'])
})
