import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import {
  backpropagateChain, backwardMatrix, biasGradient, crossEntropyCost, deltaBound, deltas, euclideanNorm, feedForward, generalDelta,
  matrix, multiply, outputDelta, outputFrom, previousDelta, quadraticChainCost, quadraticCost, singularValues, slopeMatrix, transpose, weightGradient,
  type OutputCost, type SigmoidLayer
} from './index.ts'

function randomNet(sizes: readonly number[], seed = 1): { layers: SigmoidLayer[]; input: Float64Array; target: Float64Array } {
  const stream = createStream(seed, 'net')
  const draw = (n: number, std = 1) => Float64Array.from({ length: n }, () => std * stream.normal())
  const layers = sizes.slice(1).map((n, l) => ({ weights: draw(n * sizes[l]!, 1 / Math.sqrt(sizes[l]!)), biases: draw(n) }))
  return { layers, input: draw(sizes[0]!), target: Float64Array.from({ length: sizes.at(-1)! }, () => stream.uniform()) }
}

/** Central difference with one Richardson step: error O(h⁴). */
function slopeAt(f: (shift: number) => number, h = 1e-3): number {
  const central = (step: number) => (f(step) - f(-step)) / (2 * step)
  return (4 * central(h / 2) - central(h)) / 3
}

function movedBy(values: ArrayLike<number>, index: number, shift: number): Float64Array {
  const out = Float64Array.from(values)
  out[index]! += shift
  return out
}

const costs: [string, OutputCost][] = [['quadratic', quadraticCost], ['cross-entropy', crossEntropyCost]]

test.each(costs)('BP1 to BP4 one by one against central differences, %s cost', (_, cost) => {
  const { layers, input, target } = randomNet([5, 4, 3, 4])
  const pass = feedForward(layers, input)
  const gradient = cost.gradient(pass.activations.at(-1)!, target)
  const tolerance = { relative: 1e-8, absolute: 1e-11 }
  gradient.forEach((g, j) => {
    expectClose(slopeAt(h => cost.value(movedBy(pass.activations.at(-1)!, j, h), target)), g, tolerance)
  })
  const all = deltas(layers, pass, gradient)
  expect([...all[2]!]).toEqual([...outputDelta(gradient, pass.weightedInputs[2]!)])
  expect([...all[1]!]).toEqual([...previousDelta(layers[2]!, all[2]!, pass.weightedInputs[1]!)])
  for (let l = 1; l <= 3; l++) {
    const z = pass.weightedInputs[l - 1]!
    for (let j = 0; j < z.length; j++) {
      expectClose(slopeAt(h => cost.value(outputFrom(layers, l, movedBy(z, j, h)), target)), all[l - 1]![j]!, tolerance)
    }
    const costWith = (layer: SigmoidLayer) =>
      cost.value(feedForward(layers.map((kept, i) => (i === l - 1 ? layer : kept)), input).activations.at(-1)!, target)
    const { weights, biases } = layers[l - 1]!
    biasGradient(all[l - 1]!).forEach((g, j) => {
      expectClose(slopeAt(h => costWith({ weights, biases: movedBy(biases, j, h) })), g, tolerance)
    })
    weightGradient(all[l - 1]!, pass.activations[l - 1]!).forEach((g, i) => {
      expectClose(slopeAt(h => costWith({ biases, weights: movedBy(weights, i, h) })), g, tolerance)
    })
  }
})

test('cross-entropy with a sigmoid output: δ^L = a − y, and a target of 0 or 1 is no NaN', () => {
  const { layers, input } = randomNet([5, 4, 3], 2)
  const pass = feedForward(layers, input)
  const output = pass.activations.at(-1)!
  const target = [0, 1, 0]
  const delta = outputDelta(crossEntropyCost.gradient(output, target), pass.weightedInputs.at(-1)!)
  expectClose(delta, Array.from(output, (a, j) => a - target[j]!), { relative: 1e-14 })
  expect(crossEntropyCost.value([0, 1], [0, 1])).toBe(0)
})

test('eq (124): the product of explicit matrices gives the same δ as BP1 and BP2, every layer', () => {
  const { layers, input, target } = randomNet([20, 30, 30, 30, 10], 3)
  const pass = feedForward(layers, input)
  const gradient = crossEntropyCost.gradient(pass.activations.at(-1)!, target)
  const all = deltas(layers, pass, gradient)
  for (let l = 1; l <= 4; l++) {
    const size = euclideanNorm(all[l - 1]!)
    expectClose(generalDelta(layers, pass, gradient, l), all[l - 1]!, { absolute: 1e-14 * size })
    const { quarter, withSlopes } = deltaBound(layers, pass, gradient, l)
    expect(size).toBeLessThanOrEqual(withSlopes)
    expect(withSlopes).toBeLessThanOrEqual(quarter)
    expect(euclideanNorm(gradient) * singularValues(backwardMatrix(layers, pass, l))[0]!).toBeLessThanOrEqual(withSlopes * (1 + 1e-12))
  }
  expect(() => generalDelta(layers, pass, gradient, 5)).toThrow(InputError)
})

test('the bound is reached by a one-wide chain at z = 0, and a net of width 1 is the chain', () => {
  const layers = [{ weights: [100], biases: [-70] }, { weights: [100], biases: [-50] }, { weights: [100], biases: [-50] }]
  const pass = feedForward(layers, [0.7])
  const gradient = quadraticCost.gradient(pass.activations.at(-1)!, [0])
  const chain = backpropagateChain({ weights: [100, 100, 100], biases: [-70, -50, -50] }, 0.7, quadraticChainCost(0))
  expect(deltas(layers, pass, gradient).map(d => d[0])).toEqual(chain.biases)
  expectClose(deltaBound(layers, pass, gradient, 1).quarter, chain.biases[0]!, { relative: 1e-15 })
})

test('the layer Jacobian of the default initialisation: singular values as in theory.md', () => {
  const [max, rms]: number[][] = [[], []]
  for (let seed = 1; seed <= 12; seed++) {
    const { layers, input } = randomNet([30, 30, 30, 30], seed)
    const pass = feedForward(layers, input)
    const jacobian = multiply(slopeMatrix(pass.weightedInputs[1]!), transpose(matrix(30, 30, layers[2]!.weights)))
    const values = singularValues(jacobian)
    max!.push(values[0]!)
    rms!.push(euclideanNorm(values) / Math.sqrt(30))
    expectClose(euclideanNorm(values), euclideanNorm(jacobian.values), { relative: 1e-13 }) // Frobenius
  }
  // .410 (5–95 %: .374–.448) and .2059 over 200 seeds: the mean of 12 lies within ±.02 and ±.008.
  expectClose(max!.reduce((a, b) => a + b) / 12, 0.41, { absolute: 0.02 })
  expectClose(rms!.reduce((a, b) => a + b) / 12, 0.2059, { absolute: 0.008 })
})

test('singular values: known matrices, any shape, any scale', () => {
  expectClose(singularValues(matrix(2, 2, [3, 0, 4, 5])), [Math.sqrt(45), Math.sqrt(5)], { relative: 1e-15 })
  for (const scale of [1, 1e-250, 1e250]) {
    expectClose(singularValues(matrix(2, 3, [1, 0, 0, 0, 2, 0].map(x => x * scale))), [2 * scale, scale], { relative: 1e-15 })
  }
  expectClose(singularValues(matrix(3, 2, [1, 1, 1, 1, 1, 1])), [Math.sqrt(6), 0], { absolute: 1e-15 })
  expect([...singularValues(matrix(2, 2, [0, 0, 0, 0]))]).toEqual([0, 0])
  const stream = createStream(9, 'matrix')
  const m = matrix(7, 4, Array.from({ length: 28 }, () => stream.normal()))
  const square = multiply(transpose(m), m) // its singular values are the squares
  expectClose(singularValues(square), singularValues(m).map(s => s * s), { relative: 1e-13 })
  expectClose(singularValues(transpose(m)), singularValues(m), { relative: 1e-13 })
})

test('shapes that do not fit are refused', () => {
  expect(() => matrix(2, 2, [1])).toThrow(InputError)
  expect(() => multiply(matrix(1, 2, [1, 2]), matrix(1, 2, [1, 2]))).toThrow(InputError)
  expect(() => feedForward([{ weights: [1, 2, 3], biases: [1] }], [1, 2])).toThrow(/layer\.weights: expected 1 × 2/)
  expectClose(euclideanNorm([3e-200, 4e-200]), 5e-200, { relative: 1e-15 })
})
