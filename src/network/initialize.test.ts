import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import type { NetworkSpec, WeightInitialization } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { encodeSafetensors, initialize, startingParameters } from './index.ts'
import { orthogonal } from './orthogonal.ts'

const network = (layers: number[], weights: WeightInitialization, rest: Partial<NetworkSpec> = {}): NetworkSpec => ({
  layers,
  activation: 'sigmoid',
  outputActivation: 'sigmoid',
  cost: 'quadratic',
  initialization: { weights, biases: { kind: 'normal', std: 0.5 } },
  normalization: 'none',
  residual: false,
  ...rest
})

/** Mean and variance within 5 standard errors of 0 and `variance`; `kurtosis` is E[x⁴]/E[x²]² of the law. */
function expectMoments(values: ArrayLike<number>, variance: number, kurtosis: number): void {
  const [list, n] = [Array.from(values), values.length]
  const moment = (power: number): number => list.reduce((sum, v) => sum + v ** power, 0) / n
  expectClose(moment(1), 0, { absolute: 5 * Math.sqrt(variance / n) })
  expectClose(moment(2), variance, { absolute: 5 * variance * Math.sqrt((kurtosis - 1) / n) })
  expectClose(moment(4) / moment(2) ** 2, kurtosis, { relative: 0.1 })
}

const NORMAL = 3
const UNIFORM = 1.8
const laws: readonly (readonly [string, WeightInitialization, number, number])[] = [
  ['normal, unscaled', { kind: 'normal', scaling: 'none', std: 2 }, 4, NORMAL],
  ['normal by fanIn', { kind: 'normal', scaling: 'fanIn', std: 2 }, 4 / 150, NORMAL],
  ['normal by the average', { kind: 'normal', scaling: 'fanAverage', std: 2 }, 4 / 125, NORMAL],
  ['uniform by fanIn', { kind: 'uniform', scaling: 'fanIn', std: 1 }, 1 / 150, UNIFORM],
  ['he normal', { kind: 'he', distribution: 'normal', gain: 1 }, 2 / 150, NORMAL],
  ['he uniform with gain 3', { kind: 'he', distribution: 'uniform', gain: 3 }, 18 / 150, UNIFORM],
  ['glorot normal', { kind: 'glorot', distribution: 'normal', gain: 1 }, 2 / 250, NORMAL],
  ['glorot uniform', { kind: 'glorot', distribution: 'uniform', gain: 1 }, 2 / 250, UNIFORM],
  ['lecun normal', { kind: 'lecun', distribution: 'normal', gain: 1 }, 1 / 150, NORMAL]
]

describe('weights of 150 inputs and 100 units', () => {
  it.each(laws)('%s', (_, weights, variance, kurtosis) => {
    expectMoments(initialize(network([150, 100], weights), 1)[0]!.weights, variance, kurtosis)
  })
  it('uniform stays within std·√3', () => {
    const { weights } = initialize(network([150, 100], { kind: 'uniform', scaling: 'none', std: 1 }), 1)[0]!
    const most = Array.from(weights).reduce((a, b) => Math.max(a, Math.abs(b)), 0)
    expect(most <= Math.fround(Math.sqrt(3)) && most > 1.73).toBe(true)
  })
})

describe('streams', () => {
  const normal: WeightInitialization = { kind: 'normal', scaling: 'none', std: 1 }
  it('draws row-major from (seed, purpose, layer), rounded to float32', () => {
    const [first, second] = initialize(network([3, 2, 1], normal), 7)
    const drawn = (purpose: string, layer: number, n: number, std: number): Float32Array => {
      const stream = createStream(7, purpose, layer)
      return Float32Array.from({ length: n }, () => std * stream.normal())
    }
    expect(first).toEqual({ weights: drawn('weights', 1, 6, 1), biases: drawn('biases', 1, 2, 0.5) })
    expect(second).toEqual({ weights: drawn('weights', 2, 2, 1), biases: drawn('biases', 2, 1, 0.5) })
  })
  it('gives the same seed the same bytes and leaves the other layers alone when one changes', () => {
    const [a, b] = [initialize(network([3, 4, 5, 2], normal), 1), initialize(network([3, 4, 5, 6], normal), 1)]
    expect(initialize(network([3, 4, 5, 2], normal), 1)).toEqual(a)
    expect(b.slice(0, 2)).toEqual(a.slice(0, 2))
    expect(initialize(network([3, 4, 5, 2], normal), 2)).not.toEqual(a)
  })
})

describe('fixed forms', () => {
  it('identity is the gain on the diagonal, in any shape', () => {
    const layers = initialize(network([3, 2, 3], { kind: 'identity', gain: 2 }), 1)
    expect(layers.map(({ weights }) => [...weights])).toEqual([[2, 0, 0, 0, 2, 0], [2, 0, 0, 2, 0, 0]])
  })
  it('constant is constant, biases too', () => {
    const biases = { kind: 'constant', value: -1 } as const
    const weights = { kind: 'constant', value: 3 } as const
    const [layer] = initialize(network([2, 2], weights, { initialization: { weights, biases } }), 1)
    expect(layer).toEqual({ weights: new Float32Array(4).fill(3), biases: new Float32Array(2).fill(-1) })
  })
  it('gains are 1 on hidden layers that are normalised, and nowhere else', () => {
    const layers = initialize(network([2, 3, 1], { kind: 'constant', value: 1 }, { normalization: 'layer' }), 1)
    expect(layers.map(({ gains }) => gains && [...gains])).toEqual([[1, 1, 1], undefined])
  })
})

describe('sparse', () => {
  it('has exactly k incoming weights a unit, spread evenly over the inputs', () => {
    const { weights } = initialize(network([20, 2000], { kind: 'sparse', connections: 5, std: 1 }), 1)[0]!
    const uses = new Array<number>(20).fill(0)
    for (let j = 0; j < 2000; j++) {
      const row = [...weights.subarray(j * 20, (j + 1) * 20)]
      expect(row.filter(w => w !== 0)).toHaveLength(5)
      row.forEach((w, k) => (uses[k]! += w === 0 ? 0 : 1))
    }
    for (const count of uses) expectClose(count, 500, { absolute: 5 * Math.sqrt(2000 * 0.25 * 0.75) })
    expectMoments(weights.filter(w => w !== 0), 1, NORMAL)
  })
  it('connects everything when k is more than there is', () => {
    const { weights } = initialize(network([3, 4], { kind: 'sparse', connections: 15, std: 1 }), 1)[0]!
    expect(weights.every(w => w !== 0)).toBe(true)
  })
})

describe('orthogonal', () => {
  it('has orthonormal rows or columns, to rounding, in every shape', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(1000), (rows, columns, seed) => {
        const q = orthogonal(rows, columns, createStream(seed, 'test'))
        const [count, size] = [Math.min(rows, columns), Math.max(rows, columns)]
        const entry = (v: number, i: number): number => (rows <= columns ? q[v * columns + i]! : q[i * columns + v]!)
        for (let u = 0; u < count; u++) {
          for (let v = 0; v <= u; v++) {
            let product = 0
            for (let i = 0; i < size; i++) product += entry(u, i) * entry(v, i)
            expectClose(product, u === v ? 1 : 0, { absolute: 1e-14 * size })
          }
        }
      }),
      { seed: 1, numRuns: 50 }
    )
  })
  it('is uniform over rotations and reflections: entries of mean 0 and variance 1/n, both determinants', () => {
    const draws = Array.from({ length: 2000 }, (_, seed) => orthogonal(2, 2, createStream(seed, 'test')))
    for (let entry = 0; entry < 4; entry++) expectMoments(draws.map(q => q[entry]!), 1 / 2, 1.5) // cos of a uniform angle
    const rotations = draws.filter(q => q[0]! * q[3]! - q[1]! * q[2]! > 0).length
    expectClose(rotations, 1000, { absolute: 5 * Math.sqrt(500) })
  })
  it('is scaled by its gain', () => {
    const { weights } = initialize(network([10, 10], { kind: 'orthogonal', gain: 3 }), 1)[0]!
    expectClose(Array.from(weights).reduce((sum, w) => sum + w * w, 0), 90, { relative: 1e-6 })
  })
})

describe('from a file', () => {
  const file: WeightInitialization = { kind: 'safetensors', file: 'mine.safetensors' }
  const layers = initialize(network([3, 2, 1], { kind: 'he', distribution: 'normal', gain: 1 }), 1)
  it('gives back what was written, drawing nothing', () => {
    expect(initialize(network([3, 2, 1], file), 99, encodeSafetensors(layers))).toEqual(layers)
  })
  it('keeps float64, so that a float64 kernel goes on exactly', () => {
    const wide = layers.map(({ weights, biases }) => ({ weights: Float64Array.from(weights, w => w / 3), biases }))
    expect(initialize(network([3, 2, 1], file), 1, encodeSafetensors(wide))).toEqual(wide)
  })
  it('starts gains at 1 when the file has none', () => {
    const normalized = initialize(network([3, 2, 1], file, { normalization: 'batch' }), 1, encodeSafetensors(layers))
    expect([...normalized[0]!.gains!, normalized[1]!.gains]).toEqual([1, 1, undefined])
  })
  it('refuses what another normalization left there, since without it the network would be another one', () => {
    const [first, second] = initialize(network([3, 2, 1], file, { normalization: 'batch' }), 1, encodeSafetensors(layers)) as [
      LayerParameters, LayerParameters
    ]
    const statistics = { runningMean: Float32Array.of(0, 1), runningVariance: Float32Array.of(1, 2) }
    const attempt = (layer: LayerParameters, normalization: 'none' | 'batch' | 'layer'): LayerParameters[] =>
      initialize(network([3, 2, 1], file, { normalization }), 1, encodeSafetensors([layer, second]))
    expect(() => attempt(first, 'none')).toThrow(/layers\.1\.gains: expected no gains.*Set network\.normalization/s)
    expect(() => attempt({ ...first, ...statistics }, 'layer')).toThrow(/layers\.1\.runningMean: expected no running statistics/)
    expect(() => attempt({ ...first, runningMean: statistics.runningMean }, 'batch')).toThrow(/runningVariance: expected both/)
    expect(attempt({ ...first, ...statistics }, 'batch')[0]).toEqual({ ...first, ...statistics })
    expect(attempt(first, 'layer')[0]).toEqual(first)
  })
  it('refuses a missing file and a float64 that float32 cannot hold', () => {
    expect(() => initialize(network([3, 2, 1], file), 1)).toThrow('expected the bytes of mine.safetensors')
    const wide = layers.map(({ weights, biases }) => ({ weights: Float64Array.from(weights, () => 1e300), biases }))
    expect(() => initialize(network([3, 2, 1], file), 1, encodeSafetensors(wide))).toThrow('within ±3.4e38, got 1e+300')
  })
  it('takes what fetch gives, and tells in one line what else a reader does', async () => {
    const spec = network([3, 2, 1], file)
    const start = (read: () => Promise<unknown>): Promise<LayerParameters[]> => startingParameters(spec, 1, read as () => Promise<Uint8Array>)
    expect(await start(() => Promise.resolve(encodeSafetensors(layers).buffer))).toEqual(layers)
    await expect(start(() => Promise.resolve('text'))).rejects.toThrow('mine.safetensors: expected the bytes of a file, got string')
    await expect(start(() => Promise.reject(new Error('404 Not\nFound')))).rejects.toThrow(/^mine\.safetensors: expected a readable file, got 404 Not.Found$/)
  })
  it('is asked for by its name, only where the network needs it', async () => {
    const asked: string[] = []
    const read = async (name: string): Promise<Uint8Array> => {
      asked.push(name)
      return encodeSafetensors(layers)
    }
    const drawn = network([3, 2, 1], { kind: 'he', distribution: 'normal', gain: 1 })
    expect(await startingParameters(drawn, 1, read)).toEqual(layers)
    expect(asked).toEqual([])
    expect(await startingParameters(network([3, 2, 1], file), 99, read)).toEqual(layers)
    expect(asked).toEqual(['mine.safetensors'])
    await expect(startingParameters(network([3, 3, 1], file), 1, read)).rejects.toThrow(InputError)
  })
})
