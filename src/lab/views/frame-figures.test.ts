import { describe, expect, it } from 'vitest'
import { resolve, type ActivationName } from '../../experiment/index.ts'
import { expectClose } from '../../numerics/testing.ts'
import { englishPanels as english } from '../words/views.panels.en.ts'
import { activationsFigure, quantiles, slopesFigure } from './frame-figures.ts'
import { longestBar, networkFigure } from './network-figure.ts'
import { frame, frameLayer, histogram } from './testing.ts'

const experiment = (activation: ActivationName) => resolve({ network: { layers: [2, 2, 2, 1], activation }, data: { kind: 'circles' } })
const picture = frame(frameLayer(0.1, -0.5), { ...frameLayer(0.2, 0.3), weights: Float32Array.of(1, 2, 3, 4) }, frameLayer(1))

describe('the network’s figure', () => {
  it('has the bars, the weights between its columns and ‖δ‖ under each; the last is the output', () => {
    const { layers, inputs } = networkFigure(picture, experiment('sigmoid'), english)
    expect(inputs).toBe('2 inputs')
    expect(layers.map(l => l.name)).toEqual(['layer 1', 'layer 2', 'output'])
    expectClose(layers[0]!.norm!, Math.sqrt(0.26), { relative: 1e-12 })
    expect(layers[1]!.weights).toHaveLength(4)
    expect(layers[0]!.weights).toBeNull()
  })
  it('knows its longest bar by size, not sign', () => {
    expect(longestBar(frame(frameLayer(0.1, -0.5), frameLayer(0.2, NaN)))).toEqual({ layer: 1, neuron: 2, value: -0.5 })
    expect(longestBar(frame(frameLayer(0, 0)))).toBeNull()
    expect(longestBar(frame(frameLayer(NaN, Infinity)))).toBeNull()
  })
})

describe('the slopes’ figure', () => {
  it('samples φ′ of the hidden layers over all their z', () => {
    const { curve, layers, y } = slopesFigure(picture, experiment('sigmoid'), () => 0.2, english)
    expect(layers.map(l => [l.name, l.slope])).toEqual([['layer 1', 0.2], ['layer 2', 0.2]])
    expect([curve.x[0], curve.x[240], curve.x[120]]).toEqual([-4, 4, 0])
    expect(curve.y[120]).toBe(0.25)
    expect(y.label).toContain('σ′')
  })
  it('leaves out a slope that was not measured, and calls other functions φ', () => {
    const { layers, y } = slopesFigure(picture, experiment('tanh'), () => NaN, english)
    expect(layers[0]).not.toHaveProperty('slope')
    expect(y.label).toContain('φ′')
  })
  it('does not reach out for a single far value', () => {
    const empty = Array<number>(98).fill(0)
    const far = { ...frameLayer(1), weightedInput: histogram(-1000, 1000, 1, 0, ...empty, 1e6, ...empty, 1) }
    expect(slopesFigure(frame(far, frameLayer(1)), experiment('sigmoid'), () => NaN, english).curve.x[0]).toBeGreaterThan(-50)
  })
})

describe('activations', () => {
  it('show the whole range of a bounded function', () => {
    expect(activationsFigure(picture, experiment('sigmoid'), english).x.include).toEqual([0, 1])
    expect(activationsFigure(picture, experiment('tanh'), english).x.include).toEqual([-1, 1])
    expect(activationsFigure(picture, experiment('relu'), english).layers).toHaveLength(2)
  })
})

describe('distributions', () => {
  const read = (quantity: string, layer: number): number => (quantity.endsWith('Mean') ? layer / 8 : layer === 1 ? 4 : NaN)
  it('have mean and deviation as they were read, where both were', () => {
    for (const { layers } of [activationsFigure(picture, experiment('tanh'), english, read), slopesFigure(picture, experiment('tanh'), () => NaN, english, read)]) {
      expect(layers[0]).toMatchObject({ mean: 0.125, deviation: 2 })
      expect(layers[1]).not.toHaveProperty('mean')
    }
  })
})

describe('numbers of a histogram', () => {
  it('quantiles leave a tail out, and everything in where there is none', () => {
    expect(quantiles(histogram(0, 4, 1, 98, 1, 0), 0.02)).toEqual([1, 2])
    expect(quantiles(histogram(0, 4, 10, 10, 10, 10), 0.02)).toEqual([0, 4])
    const [low, high] = quantiles(histogram(0, 1, 0, 0), 0.1)
    expect(low).toBeLessThanOrEqual(1)
    expect(high).toBeGreaterThanOrEqual(0)
  })
})
