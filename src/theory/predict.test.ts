import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { resolve, type NetworkSpec } from '../experiment/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { series } from '../trace/index.ts'
import { predict, predictNetwork, type LayerPrediction } from './index.ts'
import { clusters, simulate } from './testing.ts'

/** Coarse, for speed; 'has settled' below says what that costs. */
const COARSE = { groups: 2, angles: 6 }
const WIDTH = 128
const data = { kind: 'csv', inputs: 'table.csv', targets: 'label', train: 50, validation: 0 } as const
const examples = clusters(50, 40, 4)
type Change = Partial<Omit<NetworkSpec, 'layers' | 'initialization'>>
const network = (initialization: object, change: Change = {}, hidden: readonly number[] = [WIDTH, WIDTH, WIDTH]): NetworkSpec =>
  resolve({ data, network: { layers: [40, ...hidden, 4], initialization, ...change } }).network

const QUANTITIES = [
  'deltaNorm', 'deltaRms', 'weightGradientNorm', 'activationMean', 'activationVariance', 'weightedInputVariance', 'slopeMeanSquare',
  'saturatedShare', 'weightGain', 'slopeGain'
] as const satisfies readonly (keyof LayerPrediction)[]

/** Where the value itself is no measure: a mean near 0, and the share of a rare event. */
const ABSOLUTE: Readonly<Partial<Record<(typeof QUANTITIES)[number], number>>> = { activationMean: 0.01, saturatedShare: 0.005 }

/** Everything predicted lies within 4.5 standard errors + `order`/width of the mean (rms) over the seeds. */
async function compare(spec: NetworkSpec, order: number, seeds = 10): Promise<void> {
  const simulated = await simulate(spec, examples, seeds)
  const { layers } = predictNetwork(spec, examples, examples.count, COARSE)
  const narrowest = Math.min(...spec.layers.slice(1, -1))
  const wrong: string[] = []
  for (const layer of layers) {
    for (const quantity of QUANTITIES) {
      const got = layer[quantity]
      const expected = simulated.get(quantity)?.[layer.layer - 1]
      if (Number.isNaN(got) || !expected) continue
      if (layer.layer === layers.length && !quantity.startsWith('delta')) continue // four units: too few for a standard error to be known
      const relative = quantity === 'weightGradientNorm' && spec.normalization === 'batch' ? 0.3 : order / narrowest
      const allowed = 4.5 * expected.error + relative * Math.abs(expected.value) + (ABSOLUTE[quantity] ?? 1e-12)
      if (!(Math.abs(got - expected.value) <= allowed)) {
        wrong.push(`layer ${layer.layer} ${quantity}: ${got}, simulated ${expected.value} ± ${expected.error}`)
      }
    }
  }
  expect(wrong).toEqual([])
}

const zero = { kind: 'zero' }
const cases: readonly (readonly [name: string, spec: NetworkSpec, order: number])[] = [
  ['sigmoid, normal 1/√fan-in, N(0,1) biases', network({}), 5],
  ['tanh, glorot uniform', network({ weights: { kind: 'glorot', distribution: 'uniform' }, biases: zero }, { activation: 'tanh' }), 5],
  ['relu, he, softmax', network({ weights: { kind: 'he' }, biases: zero }, { activation: 'relu', outputActivation: 'softmax', cost: 'logLikelihood' }), 8],
  ['leakyRelu, he, quadratic', network({ weights: { kind: 'he' }, biases: zero }, { activation: 'leakyRelu', outputActivation: 'linear', cost: 'quadratic' }), 10],
  ['elu, lecun', network({ weights: { kind: 'lecun' }, biases: zero }, { activation: 'elu' }), 5],
  ['selu, lecun, sigmoid quadratic', network({ weights: { kind: 'lecun' }, biases: zero }, { activation: 'selu', cost: 'quadratic' }), 8],
  ['gelu, orthogonal', network({ weights: { kind: 'orthogonal', gain: 1.4 }, biases: zero }, { activation: 'gelu' }, [80, 80]), 5],
  ['silu, fan average', network({ weights: { kind: 'uniform', scaling: 'fanAverage', std: 1.5 }, biases: { kind: 'normal', std: 0.3 } }, { activation: 'silu' }), 8],
  ['softplus, constant biases', network({ weights: { kind: 'lecun' }, biases: { kind: 'constant', value: -0.5 } }, { activation: 'softplus' }), 5],
  ['softsign', network({ weights: { kind: 'normal', std: 2 } }, { activation: 'softsign' }), 5],
  ['hardTanh, orthogonal', network({ weights: { kind: 'orthogonal' }, biases: { kind: 'constant', value: 0.2 } }, { activation: 'hardTanh' }, [80, 80]), 5],
  ['erf, unscaled small weights', network({ weights: { kind: 'normal', scaling: 'none', std: 0.1 }, biases: zero }, { activation: 'erf' }), 5],
  ['linear', network({ weights: { kind: 'lecun' } }, { activation: 'linear' }), 8],
  ['tanh, sparse', network({ weights: { kind: 'sparse', connections: 15, std: 0.3 }, biases: zero }, { activation: 'tanh' }), 8],
  ['layer normalisation', network({}, { activation: 'tanh', normalization: 'layer' }), 8],
  ['batch normalisation', network({ weights: { kind: 'he' }, biases: zero }, { activation: 'relu', normalization: 'batch' }), 16],
  ['residual links, tanh', network({}, { activation: 'tanh', residual: true }), 8],
  ['residual links, sigmoid: means that are not 0', network({}, { residual: true }), 8],
  ['residual links and layer normalisation', network({}, { activation: 'gelu', residual: true, normalization: 'layer' }), 10],
  ['different widths', network({ weights: { kind: 'glorot' }, biases: zero }, { activation: 'tanh' }, [200, 100, 150]), 5]
]

describe('predict agrees with real networks', () => {
  it.each(cases)('%s', async (_, spec, order) => compare(spec, order))

  // 1/√v of thirty units is on average larger than 1/√E[v]: 15 % of layer 1's norm after three layers.
  it('layer normalisation over as few units as the book has', async () => compare(network({}, { normalization: 'layer' }, [30, 30, 30, 30]), 1, 600))
})

describe('predict', () => {
  it('would miss a network that is another one', async () => {
    const [spec, other] = [network({}), network({ weights: { std: 1.3 } })]
    const simulated = await simulate(other, examples, 8)
    const { deltaRms } = predictNetwork(spec, examples, 50, COARSE).layers[0]!
    const { value, error } = simulated.get('deltaRms')![0]!
    expect(Math.abs(deltaRms - value)).toBeGreaterThan(10 * error)
  })

  it('has settled in how finely pairs are told apart', () => {
    const spec = network({ weights: { kind: 'he' }, biases: zero }, { activation: 'tanh' }, [WIDTH, WIDTH])
    const [usual, fine] = [COARSE, { groups: 4, angles: 12 }].map(resolution => predictNetwork(spec, examples, 50, resolution))
    for (const quantity of QUANTITIES) {
      fine!.layers.forEach((layer, l) => {
        if (!Number.isNaN(layer[quantity])) expectClose(usual!.layers[l]![quantity], layer[quantity], { relative: 0.02, absolute: 1e-9 })
      })
    }
  })

  it('is right down to 1e-300, where squares would have vanished', () => {
    const deep = network({}, {}, Array<number>(260).fill(50))
    const { layers } = predictNetwork(deep, examples, 50, COARSE)
    const [first, tenth, next] = [0, 200, 201].map(l => layers[l]!.deltaRms)
    expect(first).toBeGreaterThan(1e-190)
    expect(first).toBeLessThan(1e-165)
    expectClose(next! / tenth!, 4.8818, { relative: 1e-4 })
  })

  it('is a trace of epoch 0 in the order of a measurement, by the kernel "predicted"', () => {
    const experiment = resolve({ data, network: network({}, { activation: 'relu' }, [20]), observe: { examples: 50 } })
    const trace = predict(experiment, examples)
    const { layers, cost } = predictNetwork(experiment.network, examples, 50)
    expect([trace.kernel, trace.end]).toEqual(['predicted', { kind: 'done' }])
    expect([...series(trace, 'deltaNorm', 1).value]).toEqual([layers[0]!.deltaNorm])
    expect([...series(trace, 'weightGain', 2).value]).toEqual([])
    expect([...series(trace, 'cost', 0).value]).toEqual([cost])
    expect([...series(trace, 'accuracy', 0).value][0]).toBeCloseTo(0.25, 12)
    expect(predict(experiment, examples).fingerprint).toBe(trace.fingerprint)
  })

  it('refuses what it is no theory of', () => {
    const kinds = [{ kind: 'identity' }, { kind: 'constant', value: 0.1 }, { kind: 'safetensors', file: 'w' }]
    for (const weights of kinds) expect(() => predictNetwork(network({ weights }), examples, 50)).toThrow(/deltascope measure reads/)
    expect(() => predictNetwork(network({}), examples, 51)).toThrow(InputError)
    expect(() => predictNetwork(network({}), clusters(50, 30, 4), 50)).toThrow(/network\.layers\[0\]: expected 30/)
    expect(() => predictNetwork(network({ weights: { std: 1e30 } }, { activation: 'relu' }), examples, 50)).toThrow(/layer 2: .* float32/)
    expect(predictNetwork(network({ weights: { kind: 'constant' } }), examples, 50).layers[0]!.deltaRms).toBe(0)
  })
})
