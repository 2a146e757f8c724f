import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { cos, createStream, erf, gaussianExpectation, gaussLegendre, integrate, mean, tanh } from './index.ts'
import { expectClose } from './testing.ts'

test('gaussLegendre is exact up to degree 2n − 1 and no further', () => {
  for (const n of [1, 2, 3, 5, 16, 33]) {
    const { nodes, weights } = gaussLegendre(n)
    const moment = (power: number) => nodes.reduce((s, x, i) => s + weights[i]! * x ** power, 0)
    for (let power = 0; power < 2 * n; power++) expectClose(moment(power), power % 2 ? 0 : 2 / (power + 1), { absolute: 1e-15 * (n + 2) })
    if (n <= 5) expect(Math.abs(moment(2 * n) - 2 / (2 * n + 1))).toBeGreaterThan(1e-4)
  }
  expectClose(gaussLegendre(3).nodes, [-Math.sqrt(0.6), 0, Math.sqrt(0.6)], { relative: 1e-15 })
  expectClose(gaussLegendre(3).weights, [5 / 9, 8 / 9, 5 / 9], { relative: 1e-15 })
  expect([...gaussLegendre(64).nodes]).toEqual([...gaussLegendre(64).nodes].sort((a, b) => a - b))
  for (const n of [0, 1.5, NaN, 1001]) expect(() => gaussLegendre(n)).toThrow(InputError)
})

test('integrate gives known integrals, either way round', () => {
  expectClose(integrate(cos, 0, 1), Math.sin(1), { relative: 1e-15 })
  expectClose(integrate(cos, 1, 0), -Math.sin(1), { relative: 1e-15 })
  expectClose(integrate(x => 1 / (1 + x * x), -5, 5), 2 * Math.atan(5), { relative: 1e-14 })
})

test('moments of the normal: 1, 0, 1, 0, 3, …, 105', () => {
  for (const [power, expected] of [[0, 1], [1, 0], [2, 1], [3, 0], [4, 3], [8, 105], [16, 2027025]] as const) {
    expectClose(gaussianExpectation(z => z ** power), expected, { relative: 1e-14, absolute: 1e-15 })
  }
})

test('E[erf(√q z)²] = 2/π · asin(2q/(1+2q)), small q to large', () => {
  for (const q of [0.01, 1, 10, 100]) {
    expectClose(gaussianExpectation(z => erf(Math.sqrt(q) * z) ** 2), (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q)), { relative: 1e-13 })
  }
})

test('published values: tanh’s moments at q = 1', () => {
  expectClose(gaussianExpectation(z => tanh(z) ** 2), 0.3942944904, { absolute: 6e-11 })
  expectClose(gaussianExpectation(z => (1 - tanh(z) ** 2) ** 2), 0.4644029024, { absolute: 6e-11 })
})

test('a kink away from 0 needs its name, and with it is exact', () => {
  const hinge = (z: number) => Math.max(0, z - 0.3)
  const exact = Math.exp(-0.045) / Math.sqrt(2 * Math.PI) - 0.3 * 0.38208857781104733 // φ(0.3) − 0.3·Φ(−0.3)
  expectClose(gaussianExpectation(hinge, { kinks: [0.3] }), exact, { relative: 1e-14 })
  expect(Math.abs(gaussianExpectation(hinge) - exact)).toBeGreaterThan(1e-9)
  expectClose(gaussianExpectation(z => Math.max(0, z) ** 2), 0.5, { relative: 1e-14 }) // 0 is always a cut
  expectClose(gaussianExpectation(hinge, { kinks: [0.3, 0.3, 0, -20, 99, NaN] }), exact, { relative: 1e-14 })
})

test('the quadrature agrees with simulation', () => {
  const stream = createStream(1, 'quadrature')
  const draws = Float64Array.from({ length: 50_000 }, () => tanh(3 * stream.normal() + 0.5) ** 2)
  expectClose(mean(draws), gaussianExpectation(z => tanh(3 * z + 0.5) ** 2), { absolute: (4.5 * 0.4) / Math.sqrt(50_000) })
})
