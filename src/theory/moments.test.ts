import { describe, expect, it } from 'vitest'
import { ACTIVATION_NAMES, type ActivationName } from '../experiment/index.ts'
import { activations } from '../network/index.ts'
import { createStream, exp, integrate, mean, standardDeviation } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { expectation, KINKS, normalMass } from './expectation.ts'
import { moments, pairMoments, saturatedShare, type Normal, type NormalPair } from './index.ts'
import { quadratureMoments, quadraturePairMoments, squareSlope } from './moments.ts'
import { saturatedIntervals } from './saturation.ts'

const at = (variance: number, center = 0): Normal => ({ center, variance })
const pair = (p: number, q: number, c: number, center = 0): NormalPair =>
  ({ first: at(p, center), second: at(q, center), covariance: c * Math.sqrt(p * q) })
const CORRELATIONS = [-0.999, -0.3, 0.1, 0.7, 0.999, 1 - 1e-10]

describe('moments', () => {
  it('of tanh at q = 1 are the reference values', () => {
    const { mean: first, square, slopeSquare } = moments('tanh', at(1))
    expect(first).toBe(0)
    expectClose([square, slopeSquare], [0.3942944904, 0.4644029024], { absolute: 1e-10 })
  })

  it('in closed form are those by quadrature', () => {
    for (const name of ['relu', 'leakyRelu', 'erf', 'linear'] as const) {
      for (const q of [1e-6, 1, 1e4]) {
        const [closed, quadrature] = [moments(name, at(q)), quadratureMoments(name, at(q))]
        expectClose(closed.mean, quadrature.mean, { absolute: 1e-13 * Math.sqrt(closed.square) })
        expectClose([closed.square, closed.slopeSquare], [quadrature.square, quadrature.slopeSquare], { relative: 1e-13 })
        for (const c of CORRELATIONS) {
          const both = pair(q, 1.7 * q, c)
          const [x, y, quick] = [pairMoments(name, both), quadraturePairMoments(name, both), quadraturePairMoments(name, both, 'quick')]
          const scale = Math.sqrt(closed.square * moments(name, at(1.7 * q)).square)
          expectClose([x.product, x.slopeProduct], [y.product, y.slopeProduct], { absolute: 1e-9 * Math.max(scale, closed.slopeSquare) })
          expectClose(quick.product, x.product, { absolute: 2e-3 * scale })
        }
      }
    }
  })

  it('are those of a simulation, for every activation and off the centre too', () => {
    const stream = createStream(3, 'moments')
    const draws = Array.from({ length: 20_000 }, () => [stream.normal(), stream.normal()] as const)
    for (const name of ACTIVATION_NAMES) {
      const { output, derivative } = activations[name]
      const both = { first: at(1.4, 0.3), second: at(0.8, -0.2), covariance: 0.7 }
      const slope = 0.7 / Math.sqrt(1.4)
      const points = draws.map(([x, y]) => [0.3 + Math.sqrt(1.4) * x, -0.2 + slope * x + Math.sqrt(0.8 - slope * slope) * y] as const)
      const { product, slopeProduct } = pairMoments(name, both)
      const check = (got: number, values: readonly number[]): void =>
        expectClose(got, mean(values), { absolute: (5 * standardDeviation(values)) / Math.sqrt(values.length) })
      check(product, points.map(([u, v]) => output(u) * output(v)))
      check(slopeProduct, points.map(([u, v]) => derivative(u) * derivative(v)))
      check(moments(name, both.first).slopeSquare, points.map(([u]) => derivative(u) * derivative(u)))
      check(saturatedShare(name, both.first), points.map(([u]) => (Math.abs(derivative(u)) < 0.05 * activations[name].largestSlope ? 1 : 0)))
    }
  })

  it('of pairs obey Price\'s theorem: dE[φφ\']/dcov = E[φ\'φ\'], kinks or not', () => {
    for (const name of ACTIVATION_NAMES) {
      for (const center of [0, 0.4]) {
        const at = (covariance: number) => quadraturePairMoments(name, { ...pair(1.2, 0.9, 0, center), covariance })
        expectClose(at(0.5).slopeProduct, (at(0.5001).product - at(0.4999).product) / 0.0002, { absolute: 3e-8 })
      }
    }
  })

  it('of pairs with correlation 1 are those of one number, and without correlation factor', () => {
    for (const name of ACTIVATION_NAMES) {
      const one = moments(name, at(1.3, 0.2))
      const near = quadraturePairMoments(name, pair(1.3, 1.3, 1, 0.2))
      expectClose([near.product, near.slopeProduct], [one.square, one.slopeSquare], { relative: 1e-12 })
      expectClose(quadraturePairMoments(name, pair(1.3, 1.3, 0, 0.2)).product, one.mean * one.mean, { absolute: 1e-13 })
    }
  })

  it('have the slope that central differences say', () => {
    for (const name of ACTIVATION_NAMES) {
      const square = (q: number): number => moments(name, at(q)).square
      expectClose(squareSlope(name, at(0.8)), (square(0.8001) - square(0.7999)) / 0.0002, { relative: 1e-7 })
    }
  })
})

describe('expectation', () => {
  it('is right for very wide distributions, where an activation is almost a step', () => {
    const smooth = (name: ActivationName, q: number): number => expectation(activations[name].output, at(q, 5), KINKS[name])
    for (const q of [1e4, 1e6, 1e8]) expectClose(smooth('tanh', q), 2 * normalMass(-5, 0, at(q)), { relative: 1e-3 })
    expectClose(moments('hardTanh', at(1e6)).slopeSquare, normalMass(-1, 1, at(1e6)), { relative: 1e-12 })
  })
  it('of nothing random is the value itself', () => {
    expect(expectation(z => z * z, at(0, 3), [])).toBe(9)
    expect(normalMass(0, 1, at(0, 0.5))).toBe(1)
  })
  it('normalMass is the integral of the density, in the tails too', () => {
    for (const [low, high] of [[-1, 2], [3, 5], [-9, -7], [8, 12]] as const) {
      const density = (z: number): number => exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
      expectClose(normalMass(low, high, at(1)), integrate(density, low, high), { relative: 1e-12 })
    }
  })
})

describe('saturation', () => {
  it('begins where the slope is 5 % of the largest', () => {
    expect(saturatedIntervals('linear')).toEqual([])
    expect(saturatedIntervals('relu')).toEqual([[-Infinity, expect.closeTo(0, 12)]])
    for (const name of ['sigmoid', 'tanh', 'gelu', 'silu', 'softsign', 'erf'] as const) {
      const { derivative, largestSlope } = activations[name]
      const ends = saturatedIntervals(name).flat().filter(Number.isFinite)
      expect(ends.length).toBeGreaterThan(1)
      for (const end of ends) expectClose(Math.abs(derivative(end)) / largestSlope, 0.05, { relative: 1e-9 })
    }
  })
})
