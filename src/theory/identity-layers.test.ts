import { describe, expect, it } from 'vitest'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { sigmoid, taylorIdentityError } from './index.ts'
import { withIdentityLayers, withSilentLayers, type PlainLayer } from './identity-layers.ts'

const stream = createStream(3, 'identity layers test')
const layer = (fanIn: number, fanOut: number): PlainLayer => ({
  weights: Float64Array.from({ length: fanIn * fanOut }, () => stream.normal()),
  biases: Float64Array.from({ length: fanOut }, () => stream.normal())
})
const shallow = [layer(3, 5), layer(5, 2)]
const inputs = Array.from({ length: 50 }, () => [stream.normal(), stream.normal(), stream.normal()])

/** The output layer's weighted input, the plain way. */
function forward(layers: readonly PlainLayer[], x: readonly number[], residual = false): number[] {
  let a = x
  let z: number[] = []
  layers.forEach(({ weights, biases }, l) => {
    z = Array.from(biases, (b, j) => a.reduce((sum, v, k) => sum + weights[j * a.length + k]! * v, b))
    const link = residual && l > 0 && l < layers.length - 1
    a = z.map((v, j) => sigmoid(v) + (link ? a[j]! : 0))
  })
  return z
}
const farthest = (layers: readonly PlainLayer[], residual = false): number =>
  Math.max(...inputs.flatMap(x => forward(layers, x, residual).map((z, j) => Math.abs(z - forward(shallow, x)[j]!))))

describe('layers that do nothing', () => {
  const reach = Math.max(...[0, 1].map(j => [0, 1, 2, 3, 4].reduce((sum, k) => sum + Math.abs(shallow[1]!.weights[j * 5 + k]!), 0)))
  it.each([[1, 0.5], [2, 0.5], [3, 0.1], [1, 1e-3]])('%i of them change the output by their errors and no more, w₁ = %f', (added, w1) => {
    const deep = withIdentityLayers(shallow, added, w1)
    expect(deep).toHaveLength(2 + added)
    expect(farthest(deep)).toBeLessThanOrEqual(1.1 * added * taylorIdentityError(w1) * reach + 1e-9)
    if (w1 > 0.01) expect(farthest(deep)).toBeGreaterThan(0)
  })
  it('has weights 4 and biases −2 between two of them, whatever w₁', () => {
    for (const w1 of [0.5, 0.01]) {
      const { weights, biases } = withIdentityLayers(shallow, 2, w1)[2]!
      for (let i = 0; i < 25; i++) expectClose(weights[i]!, Math.floor(i / 5) === i % 5 ? 4 : 0, { absolute: 1e-12 })
      for (const b of biases) expectClose(b, -2, { relative: 1e-12 })
    }
  })
  it('with residual links pass their input on exactly', () => {
    expect(farthest(withSilentLayers(shallow, 3), true)).toBeLessThan(1e-14)
    expect(farthest(withSilentLayers(shallow, 3, -3), true)).toBeGreaterThan(0.01)
  })
  it('none added is the same network; a copy, not the caller’s arrays', () => {
    expect(withIdentityLayers(shallow, 0, 0.1)).toEqual(shallow)
    expect(withIdentityLayers(shallow, 0, 0.1)[0]!.weights).not.toBe(shallow[0]!.weights)
  })
  it('refuses a network without a hidden layer and a senseless count or weight', () => {
    expect(() => withIdentityLayers([shallow[0]!], 1, 0.1)).toThrow(/hidden layer/)
    for (const [added, w1] of [[1.5, 0.1], [-1, 0.1], [1, 0], [1, NaN]] as const) {
      expect(() => withIdentityLayers(shallow, added, w1)).toThrow(/positive w1/)
    }
  })
})
