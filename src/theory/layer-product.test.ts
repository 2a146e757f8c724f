import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { resolve, type NetworkSpec } from '../experiment/index.ts'
import { createKernel, type Snapshot } from '../kernels/index.ts'
import { compile, initialize } from '../network/index.ts'
import { createStream, mean, standardDeviation } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { diagonal, euclideanNorm, isometry, layerProduct, matrix, multiply, plainStack, transpose, type Matrix, type ProductStack } from './index.ts'
import { clusters } from './testing.ts'

const examples = clusters(5, 30, 4)

const networkOf = (width: number, depth: number, activation: string, initialization: object): NetworkSpec => {
  const data = { kind: 'csv', inputs: 'x', targets: 'y', train: 5, validation: 0 }
  return resolve({ data, network: { layers: [30, ...Array<number>(depth).fill(width), 4], activation, initialization } }).network
}

async function snapshotOf(network: NetworkSpec, seed: number): Promise<Snapshot> {
  const kernel = await createKernel({ variant: 'reference', program: compile(network, 5) })
  kernel.load('train', examples)
  kernel.setParameters(initialize(network, seed))
  kernel.gradients('train', Uint32Array.of(0, 1, 2, 3, 4))
  const snapshot = kernel.snapshot()
  kernel.dispose()
  return snapshot
}

describe('the layer-product view', () => {
  it('carries the error as backpropagation does, within the bounds', async () => {
    const snapshot = await snapshotOf(networkOf(12, 4, 'tanh', {}), 1)
    for (const row of [0, 3]) {
      const { largest, smallest, rms, mean: average, bound, boundWithSlopes, singularValues, condition } = layerProduct(snapshot, { from: 1, to: 4, row })
      const delta = (l: number): number => {
        const { delta: values, deltaExponent, fanOut } = snapshot.layers[l - 1]!
        return euclideanNorm(Array.from({ length: fanOut }, (_, j) => values[row * fanOut + j]!)) * 2 ** deltaExponent
      }
      expect(singularValues).toHaveLength(12)
      expect(delta(1)).toBeLessThanOrEqual(largest * delta(4) * (1 + 1e-12))
      expect(delta(1)).toBeGreaterThanOrEqual(smallest * delta(4) * (1 - 1e-12))
      expect(largest).toBeLessThanOrEqual(boundWithSlopes)
      expect(boundWithSlopes).toBeLessThanOrEqual(bound * (1 + 1e-12))
      expect(average).toBeLessThanOrEqual(rms)
      expectClose(condition, largest / smallest, { relative: 1e-14 })
    }
  })

  it('needs no kernel: a plain forward pass gives the same spectrum', async () => {
    for (const activation of ['sigmoid', 'gelu']) {
      const network = networkOf(9, 3, activation, {})
      const stack = plainStack(network, initialize(network, 2), examples.inputs.subarray(0, 30))
      const [ours, theirs] = [layerProduct(stack, { from: 1, to: 4 }), layerProduct(await snapshotOf(network, 2), { from: 1, to: 4 })]
      expectClose(ours.singularValues, theirs.singularValues, { relative: 1e-9, absolute: 1e-15 })
      expectClose([ours.bound, ours.boundWithSlopes], [theirs.bound, theirs.boundWithSlopes], { relative: 1e-9 })
    }
    const normalized = { ...networkOf(9, 2, 'tanh', {}), normalization: 'layer' } as const
    expect(() => plainStack(normalized, initialize(normalized, 2), examples.inputs.subarray(0, 30))).toThrow(InputError)
  })

  it('multiplies layer by layer: for linear layers the weights alone', async () => {
    const snapshot = await snapshotOf(networkOf(6, 2, 'linear', { weights: { kind: 'orthogonal', gain: 0.5 } }), 1)
    const { singularValues, bound, condition } = layerProduct(snapshot, { from: 1, to: 2 })
    expectClose(singularValues, Array<number>(6).fill(0.5), { relative: 1e-6 })
    expectClose([bound, condition], [0.5, 1], { relative: 1e-6 })
  })

  it('does not underflow over hundreds of layers', async () => {
    const snapshot = await snapshotOf(networkOf(5, 300, 'sigmoid', {}), 1)
    const { largest, bound } = layerProduct(snapshot, { from: 1, to: 300 })
    expect(largest).toBeGreaterThan(0)
    expect(largest).toBeLessThan(bound)
  })

  it('of the book\'s layers has the figures computed beforehand: rms .2059, largest .410, bound .478; three layers .0248', async () => {
    const snapshots = await Promise.all(Array.from({ length: 24 }, (_, s) => snapshotOf(networkOf(30, 5, 'sigmoid', {}), s + 1)))
    const one = snapshots.map(s => layerProduct(s, { from: 3, to: 4 }))
    const three = snapshots.map(s => layerProduct(s, { from: 2, to: 5 }))
    const near = (values: readonly number[], expected: number): void =>
      expectClose(mean(values), expected, { absolute: (4 * standardDeviation(values)) / Math.sqrt(values.length) + 0.01 * expected })
    near(one.map(s => s.rms), 0.2059)
    near(one.map(s => s.largest), 0.41)
    near(one.map(s => s.bound), 0.478)
    near(one.map(s => s.mean), 0.17)
    near(three.map(s => s.largest), 0.0248)
    near(three.map(s => s.rms), 0.0087)
    expect(mean(three.map(s => s.bound / s.largest))).toBeGreaterThan(3.5)
  })

  it('refuses ranges that are none', async () => {
    const snapshot = await snapshotOf(networkOf(5, 2, 'tanh', {}), 1)
    for (const range of [{ from: 0, to: 2 }, { from: 2, to: 2 }, { from: 1, to: 4 }, { from: 1, to: 2, row: 5 }, { from: 1.5, to: 2 }]) {
      expect(() => layerProduct(snapshot, range)).toThrow(InputError)
    }
  })
})

/** Layers ΣWᵀ of these slopes (1 throughout if none are given) and weights. */
function stackOf(weights: readonly Matrix[], slopes: readonly ArrayLike<number>[] = []): ProductStack {
  const layer = ({ rows, columns, values }: Matrix, slope: ArrayLike<number>) =>
    ({ fanIn: columns, fanOut: rows, weights: values, slope: Float64Array.from(slope), largestSlope: 1 })
  const ones = (n: number): Float64Array => new Float64Array(n).fill(1)
  const bottom = weights[0]!.columns
  return {
    rows: 1,
    layers: [layer(matrix(bottom, 1, ones(bottom)), slopes[0] ?? ones(bottom)), ...weights.map((w, l) => layer(w, slopes[l + 1] ?? ones(w.rows)))]
  }
}

/** A product of two random reflections. */
function orthogonal(seed: number, n: number): Matrix {
  const stream = createStream(seed, 'orthogonal')
  const reflection = (): Matrix => {
    const w = Float64Array.from({ length: n }, () => stream.normal())
    const square = w.reduce((sum, x) => sum + x * x, 0)
    return matrix(n, n, Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n]
      return (i === j ? 1 : 0) - (2 * w[i]! * w[j]!) / square
    }))
  }
  return multiply(reflection(), reflection())
}

/** ln|det A| by Gaussian elimination with row pivoting. */
function logDeterminant({ rows: n, values }: Matrix): number {
  const a = Array.from({ length: n }, (_, i) => values.slice(i * n, (i + 1) * n))
  let sum = 0
  for (let k = 0; k < n; k++) {
    const best = a.reduce((most, row, i) => (i > k && Math.abs(row[k]!) > Math.abs(a[most]![k]!) ? i : most), k)
    ;[a[k], a[best]] = [a[best]!, a[k]!]
    sum += Math.log(Math.abs(a[k]![k]!))
    for (let i = k + 1; i < n; i++) a[i] = a[i]!.map((x, j) => x - (a[i]![k]! / a[k]![k]!) * a[k]![j]!)
  }
  return sum
}

describe('small singular values', () => {
  it('of known ones: V₀D₁V₁ᵀ V₁D₂V₂ᵀ ⋯ has those of D₁D₂⋯, down to 1e-200', () => {
    const [n, depth] = [8, 200]
    const turns = Array.from({ length: depth + 1 }, (_, l) => orthogonal(l, n))
    const sizes = Float64Array.from({ length: n }, (_, k) => 10 ** (-k / (n - 1)))
    // Every other layer has them the other way round at first, so that directions cross.
    const sizesAt = (l: number): Float64Array => (l < 40 && l % 2 === 1 ? sizes.toReversed() : sizes)
    const weights = turns.slice(1).map((turn, l) => transpose(multiply(multiply(turns[l]!, diagonal(sizesAt(l))), transpose(turn))))
    const { singularValues, condition } = layerProduct(stackOf(weights), { from: 1, to: depth + 1 })
    const expected = Array.from({ length: n }, (_, k) => 10 ** (-(160 * k) / (n - 1) - 20))
    expectClose(singularValues, [...expected].sort((a, b) => b - a), { relative: 2e-13 })
    expectClose(condition, 1e160, { relative: 2e-13 })
  })

  it('of slopes of any size: ΣWᵀ with an orthogonal W has the slopes', () => {
    const slopes = [1e-120, 0.25, 1e-200, 3e-17, 1e-40]
    const { singularValues, condition } = layerProduct(stackOf([orthogonal(1, 5)], [slopes]), { from: 1, to: 2 })
    expectClose(singularValues, [0.25, 3e-17, 1e-40, 1e-120, 1e-200], { relative: 1e-14 })
    expectClose(condition, 2.5e199, { relative: 1e-14 })
  })

  it('of deep stacks of the book\'s layers: the values of mpmath with 120 digits, and a product that is the determinant', () => {
    // The whole product's eigenvalues of JJᵀ (mpmath 1.2.1, eigsy), weights and slopes taken as the float64 numbers they are.
    const reference = [[8, 6.13793565593e-5, 2.4061363380424796e-17], [14, 3.79111163611e-9, 1.8977810683979094e-29], [20, 3.31306592013e-13, 1.1659633658967372e-40]] as const
    for (const [depth, largest, smallest] of reference) {
      const data = { kind: 'csv', inputs: 'x', targets: 'y', train: 1, validation: 0 }
      const { network } = resolve({ data, network: { layers: [784, ...Array<number>(depth).fill(30), 10] } })
      const stream = createStream(1, 'understand')
      const stack = plainStack(network, initialize(network, 1), Float64Array.from({ length: 784 }, () => stream.uniform()))
      const found = layerProduct(stack, { from: 1, to: depth })
      expectClose([found.largest, found.smallest, found.condition], [largest, smallest, largest / smallest], { relative: 2e-11 })
      expectClose(found.smallest, smallest, { relative: 2e-12 })
      const layers = stack.layers.slice(0, depth)
      const slopes = layers.slice(0, -1).flatMap(({ slope }) => Array.from(slope, s => Math.log(s)))
      const weights = layers.slice(1).map(layer => logDeterminant(matrix(30, 30, layer.weights)))
      const logs = [...slopes, ...weights].reduce((sum, x) => sum + x, 0)
      expectClose(found.singularValues.reduce((sum, s) => sum + Math.log(s), 0), logs, { absolute: 1e-10 })
    }
  })

  it('below the range of numbers still have a condition', () => {
    const shrinking = matrix(2, 2, [1e-3, 0, 0, 1e-3 / 2])
    const { singularValues, condition } = layerProduct(stackOf(Array<Matrix>(110).fill(shrinking)), { from: 1, to: 111 })
    expect(singularValues).toEqual([0, 0])
    expectClose(condition, 2 ** 110, { relative: 1e-14 })
  })

  it('are exactly 0 behind dead units, narrow layers and weights that are all alike', () => {
    const zeros = (stack: ProductStack): number =>
      layerProduct(stack, { from: 1, to: stack.layers.length }).singularValues.filter(s => s === 0).length
    const turns = [orthogonal(1, 6), orthogonal(2, 6), orthogonal(3, 6)]
    expect(zeros(stackOf(turns, [[1, 0, 1, 1, 1, 1], [1, 1, 1, 0, 0, 1]]))).toBe(2)
    expect(zeros(stackOf([matrix(2, 6, turns[0]!.values.slice(0, 12)), matrix(6, 2, turns[1]!.values.slice(0, 12))]))).toBe(4)
    const alike = Array<Matrix>(5).fill(matrix(6, 6, Array<number>(36).fill(0.1)))
    const { singularValues, condition } = layerProduct(stackOf(alike), { from: 1, to: 6 })
    expectClose(singularValues, [0.6 ** 5, 0, 0, 0, 0, 0], { absolute: 1e-15 })
    expect([singularValues.filter(s => s === 0).length, condition]).toEqual([5, Infinity])
  })

  it('of unbalanced weights are not taken for rounding', () => {
    const { smallest } = layerProduct(stackOf([matrix(2, 2, [1, 0, 0, 1e-30]), matrix(2, 2, [1e-30, 0, 0, 1])]), { from: 1, to: 3 })
    expectClose(smallest, 1e-30, { relative: 1e-15 })
  })

  it('refuses slopes that are no numbers', () => {
    expect(() => layerProduct(stackOf([orthogonal(1, 2)], [[1, NaN]]), { from: 1, to: 2 })).toThrow(/finite slopes, got NaN/)
  })
})

describe('isometry', () => {
  const gaussian = { ensemble: 'gaussian', biasVariance: 0 } as const

  it('linear Gaussian layers: λ_max = (L+1)^(L+1)/L^L; orthogonal ones are an isometry', () => {
    for (const depth of [1, 2, 10]) {
      const { largest, rms, relativeVariance } = isometry({ ...gaussian, activation: 'linear', weightVariance: 1, depth })
      expectClose(largest * largest, (depth + 1) ** (depth + 1) / depth ** depth, { relative: 1e-9 })
      expectClose([rms, relativeVariance], [1, depth], { relative: 1e-12 })
      const orthogonal = isometry({ ...gaussian, activation: 'linear', weightVariance: 1, depth, ensemble: 'orthogonal' })
      expectClose([orthogonal.largest, orthogonal.rms], [1, 1], { absolute: 1e-6 })
      expectClose(orthogonal.relativeVariance, 0, { absolute: 1e-12 })
    }
  })

  it('of orthogonal linear layers is exact, at the bound', () => {
    for (const [weightVariance, depth] of [[1, 5], [1.5, 5], [0.3, 1000]] as const) {
      const { logLargest, logRms, logBound, relativeVariance } = isometry({ ...gaussian, activation: 'linear', weightVariance, preactivationVariance: 1, depth, ensemble: 'orthogonal' })
      expectClose(logBound, (depth / 2) * Math.log(weightVariance), { relative: 1e-15 })
      expect([logLargest, logRms, relativeVariance]).toEqual([logBound, logBound, 0])
    }
    const { largest, rms, relativeVariance } = isometry({ ...gaussian, activation: 'linear', weightVariance: 1, depth: 5, ensemble: 'orthogonal' })
    expect([largest, rms, relativeVariance]).toEqual([1, 1, 0])
  })

  it('gives no impossible number: 0 ≤ spread, rms ≤ largest ≤ bound; a small spread is 8q² a layer for tanh', () => {
    for (const activation of ['linear', 'tanh', 'relu', 'hardTanh'] as const) {
      for (const ensemble of ['orthogonal', 'gaussian'] as const) {
        for (const [depth, preactivationVariance] of [[1, 1], [100, 1e-8]] as const) {
          const found = isometry({ ...gaussian, activation, weightVariance: 1.1, preactivationVariance, depth, ensemble })
          expect(found.relativeVariance).toBeGreaterThanOrEqual(0)
          expect(found.logLargest).toBeLessThanOrEqual(found.logBound)
          expect(found.logRms).toBeLessThanOrEqual(found.logLargest)
        }
      }
    }
    // φ'² = 1 − 2z² + …, of variance 4·2q².
    const { relativeVariance } = isometry({ ...gaussian, activation: 'tanh', weightVariance: 1, preactivationVariance: 1e-9, depth: 10, ensemble: 'orthogonal' })
    expectClose(relativeVariance, 8e-17, { relative: 1e-6 })
  })

  it('relative variances are Pennington\'s, recomputed', () => {
    const of = (weightVariance: number, biasVariance: number, ensemble: 'gaussian' | 'orthogonal', activation: 'tanh' | 'relu' = 'tanh'): number =>
      isometry({ activation, weightVariance, biasVariance, ensemble, depth: 1 }).relativeVariance
    expectClose([of(1.05, 2.0105e-5, 'orthogonal'), of(1.05, 2.0105e-5, 'gaussian')], [0.0042689, 1.0042689], { absolute: 5.1e-9 })
    expectClose(of(2, 0.1037798, 'orthogonal'), 0.48763332, { absolute: 5.1e-9 })
    expectClose([of(2, 0, 'orthogonal', 'relu'), of(2, 0, 'gaussian', 'relu')], [1, 2], { relative: 1e-12 })
  })

  it.each([
    ['gaussian', { weights: { kind: 'normal', std: 1.3 } }], ['orthogonal', { weights: { kind: 'orthogonal', gain: 1.3 } }]
  ] as const)('%s: the largest singular value and the spread of a real product of three layers', async (ensemble, weights) => {
    const network = networkOf(100, 5, 'tanh', { ...weights, biases: { kind: 'normal', std: 0.5 } })
    const snapshots = await Promise.all(Array.from({ length: 6 }, (_, s) => snapshotOf(network, s + 1)))
    const measured = snapshots.map(s => layerProduct(s, { from: 2, to: 5 }))
    const found = isometry({ activation: 'tanh', weightVariance: 1.69, biasVariance: 0.25, ensemble, depth: 3 })
    const spread = measured.map(({ singularValues }) => {
      const squares = singularValues.map(s => s * s)
      return (standardDeviation(squares) / mean(squares)) ** 2
    })
    // 4 standard errors, and what the width of 100 leaves: a few n^(−2/3) at the edge (independent slopes give 2.47 of 2.755), 1/n elsewhere.
    const near = (values: readonly number[], expected: number, order: number): void =>
      expectClose(mean(values), expected, { absolute: (4 * standardDeviation(values)) / Math.sqrt(values.length) + order * expected })
    near(measured.map(m => m.largest), found.largest, 0.12)
    near(measured.map(m => m.rms), found.rms, 0.02)
    near(spread, found.relativeVariance, 0.03)
    near(measured.map(m => Math.log(m.bound)), found.logBound, 0.046)
  })

  it('refuses what has no fixed point, or makes no sense', () => {
    expect(() => isometry({ ...gaussian, activation: 'tanh', weightVariance: 0.5, depth: 3 })).toThrow(/preactivationVariance: expected a fixed point/)
    expect(() => isometry({ ...gaussian, activation: 'tanh', weightVariance: 2, depth: 0 })).toThrow(InputError)
    expect(() => isometry({ ...gaussian, activation: 'tanh', weightVariance: 2, depth: 1, ensemble: 'haar' as 'gaussian' })).toThrow(/gaussian, orthogonal/)
  })
})
