import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { meanField, phaseDiagram } from './index.ts'

describe('the phase diagram', () => {
  it.each(['tanh', 'sigmoid', 'relu'] as const)('is meanField at every point: %s', activation => {
    const [ws, bs] = [[0.7, 1.5, 2.6], [0.02, 0.6]]
    const { correlationSlope, gradientDepth } = phaseDiagram(activation, ws, bs)
    bs.forEach((biasVariance, r) => ws.forEach((weightVariance, c) => {
      const one = meanField({ activation, weightVariance, biasVariance })
      expect([correlationSlope[r]![c], gradientDepth[r]![c]]).toEqual([one.correlationSlope, one.depthScale.gradient])
    }))
  })
  it('has the edge of theory.md: tanh, logistic, and a vertical one for relu; softplus has none', () => {
    expectClose(phaseDiagram('tanh', [1], [0.05, 0.5]).line.map(p => p.weightVariance), [1.7609546396, 2.8431674597], { relative: 1e-9 })
    const logistic = phaseDiagram('sigmoid', [100], [1]).line[0]!
    expectClose(logistic.weightVariance, 105.37008, { relative: 1e-8 })
    expect(logistic.usable).toBe(false)
    expect(phaseDiagram('relu', [2], [0, 0.5]).line.map(p => p.weightVariance)).toEqual([2, 2])
    expect(phaseDiagram('relu', [2], [0]).gradientDepth).toEqual([[Infinity]])
    expect(phaseDiagram('softplus', [1], [0.1]).line).toEqual([])
  })
  it('lies on the ordered side left of the edge and on the chaotic side right of it', () => {
    const { correlationSlope, line } = phaseDiagram('tanh', [1.7, 1.8], [0.05])
    expect(correlationSlope[0]![0]).toBeLessThan(1)
    expect(correlationSlope[0]![1]).toBeGreaterThan(1)
    expect(line).toHaveLength(1)
  })
  it('refuses what is no variance', () => {
    for (const [w, b] of [[-1, 0], [1, NaN], [Infinity, 0]]) expect(() => phaseDiagram('tanh', [w!], [b!])).toThrow(InputError)
  })
})
