import { describe, expect, it } from 'vitest'
import { backpropagateChain, outputDelta, previousDelta, biasGradient, weightGradient, sigmoidSlope } from '../theory/index.ts'
import { gatherBackpropagation } from './backpropagation-evidence.ts'
import { gatherChain } from './chain-evidence.ts'
import { numericGradient, relativeDifference, slopeAt0 } from './central-differences.ts'
import { chainClaim } from './claim08-chain.ts'
import { backpropagationClaim } from './claim09-backpropagation.ts'
import { prevalenceClaim } from './claim10-prevalence.ts'
import { identityClaim } from './claim11-identity.ts'
import { gatherIdentity } from './identity-evidence.ts'
import { gatherPrevalence } from './prevalence-evidence.ts'

describe('central differences', () => {
  it('are exact for polynomials up to degree four and good to 1e-11 for others', () => {
    expect(slopeAt0(x => 3 + 2 * x - 5 * x * x + x ** 3 - 2 * x ** 4)).toBeCloseTo(2, 11)
    expect(slopeAt0(Math.sin)).toBeCloseTo(1, 11)
  })
  it('move one entry at a time and put it back', () => {
    const v = Float64Array.of(1, 2, 3)
    const got = numericGradient(v, ([a, b, c]) => a! * b! * c!)
    expect(relativeDifference(got, [6, 3, 2])).toBeLessThan(1e-11)
    expect([...v]).toEqual([1, 2, 3])
  })
  it('compare to NaN as NaN', () => {
    expect(relativeDifference([NaN], [1])).toBeNaN()
    expect(relativeDifference([1, 2], [1])).toBeNaN()
  })
})

describe('8, the chain', () => {
  const healthy = gatherChain()
  const verdict = (change: Partial<typeof healthy>) => chainClaim.judge({ ...healthy, ...change }).verdict
  it('holds', () => {
    expect(chainClaim.judge(healthy)).toMatchObject({ verdict: 'holds', measuredDetail: expect.stringContaining('all 8 parts') })
  })
  it('fails for a formula with one factor missing, one sign wrong, or one factor too many', () => {
    let calls = 0
    const wrong = [
      gatherChain((chain, input, cost) => backpropagateChain(chain, input, cost).biases[0]! / chain.weights[2]!),
      gatherChain((chain, input, cost) => -backpropagateChain(chain, input, cost).biases[0]!),
      gatherChain((chain, input, cost) => backpropagateChain(chain, input, cost).biases[0]! * chain.weights[0]!),
      gatherChain(() => NaN),
      gatherChain((chain, input, cost) => (calls++ === 500 ? NaN : backpropagateChain(chain, input, cost).biases[0]!))
    ]
    for (const evidence of wrong) expect(chainClaim.judge(evidence).verdict).toBe('fails')
  })
  it('fails when one part is wrong', () => {
    expect(verdict({ convergence: healthy.convergence.map(c => ({ ...c, error: 0.01 })) })).toBe('fails')
    expect(verdict({ slope: { largest: 0.2500001, at: 0 } })).toBe('fails')
    expect(verdict({ sixteenth: { chains: 2000, violations: 1 } })).toBe('fails')
    expect(verdict({ factors: { ...healthy.factors, belowQuarter: 0.78 } })).toBe('fails')
    expect(verdict({ exploding: { ...healthy.exploding, toLast: 15624.9 } })).toBe('fails')
    expect(verdict({ centred: healthy.centred.map(c => ({ ...c, share: 0.4 })) })).toBe('fails')
    expect(verdict({ balance: healthy.balance.map(b => ({ ...b, balanced: 0.2 })) })).toBe('fails')
  })
  it('finds the chapter’s shares: four in five factors below 1/4, two in three weights below 1', () => {
    expect(healthy.factors.belowQuarter).toBeCloseTo(0.81, 1)
    expect(healthy.factors.smallWeights).toBeCloseTo(0.6827, 2)
  })
})

describe('9, backpropagation', () => {
  const right = { outputDelta, previousDelta, biasGradient, weightGradient }
  const failing = (wrong: Partial<typeof right>): string[] =>
    gatherBackpropagation({ ...right, ...wrong })
      .equations.filter(q => !(q.worst <= 1e-7))
      .map(q => q.name)
  const healthy = gatherBackpropagation()
  it('holds, comparing every gradient of the network', () => {
    expect(backpropagationClaim.judge(healthy).verdict).toBe('holds')
    expect(healthy.equations.map(q => q.entries)).toEqual([2 * 9, 2 * (12 + 11 + 10), 2 * (12 + 11 + 10 + 9), 2 * (240 + 132 + 110 + 90)])
  })
  it('finds the one equation that is wrong', () => {
    expect(failing({})).toEqual([])
    expect(failing({ outputDelta: (g, z) => Float64Array.from(z, (_, j) => g[j]!) })).toEqual(['BP1'])
    expect(failing({ previousDelta: (above, delta, z) => previousDelta(above, delta, z).map((d, k) => d / sigmoidSlope(z[k]!)) })).toEqual([
      'BP2'
    ])
    expect(failing({ previousDelta: (above, delta, z) => previousDelta(above, Float64Array.from(delta).reverse(), z) })).toEqual(['BP2'])
    expect(failing({ biasGradient: delta => biasGradient(delta).map(d => d * 1.0001) })).toEqual(['BP3'])
    expect(failing({ weightGradient: (delta, below) => weightGradient(delta, Float64Array.from(below).reverse()) })).toEqual(['BP4'])
    expect(failing({ weightGradient: (delta, below) => weightGradient(delta, below).fill(NaN) })).toEqual(['BP4'])
  })
  it('fails for a wrong equation, a wrong general form, a broken bound and no evidence', () => {
    const verdict = (change: Partial<typeof healthy>) => backpropagationClaim.judge({ ...healthy, ...change }).verdict
    expect(backpropagationClaim.judge(gatherBackpropagation({ ...right, biasGradient: d => biasGradient(d).map(v => -v) })).verdict).toBe(
      'fails'
    )
    expect(verdict({ general: healthy.general.map(g => ({ ...g, difference: 1e-9 })) })).toBe('fails')
    expect(verdict({ general: healthy.general.map(g => ({ ...g, bound: g.norm / 2 })) })).toBe('fails')
    expect(verdict({ general: [] })).toBe('fails')
    expect(verdict({ equations: healthy.equations.slice(1) })).toBe('fails')
  })
})

describe('10, prevalence', () => {
  const healthy = gatherPrevalence()
  const verdict = (change: Partial<typeof healthy>) => prevalenceClaim.judge({ ...healthy, ...change }).verdict
  it('holds', () => expect(verdict({})).toBe('holds'))
  it('fails for a width half as large, another maximum, or a factor of 1 below |w| = 4', () => {
    expect(verdict({ widths: healthy.widths.map(w => ({ ...w, formula: w.formula / 2 })) })).toBe('fails')
    expect(verdict({ widths: healthy.widths.map(w => ({ ...w, roots: NaN })) })).toBe('fails')
    expect(verdict({ maximum: { ...healthy.maximum, width: 0.4477 } })).toBe('fails')
    expect(verdict({ maximum: { ...healthy.maximum, weight: 6.9 } })).toBe('fails')
    expect(verdict({ largestBelowFour: 1 })).toBe('fails')
  })
})

describe('11, the identity neuron', () => {
  const healthy = gatherIdentity()
  const verdict = (change: Partial<typeof healthy>) => identityClaim.judge({ ...healthy, ...change }).verdict
  it('holds as a refinement', () => expect(identityClaim.judge(healthy)).toMatchObject({ verdict: 'holds', refined: true }))
  it('fails when something better exists without a bias, or nothing good with one', () => {
    expect(verdict({ best: { ...healthy.best, error: 0.05 } })).toBe('fails')
    expect(verdict({ searched: 0.05 })).toBe('fails')
    expect(verdict({ withBias: healthy.withBias.map(r => ({ ...r, error: 2 * r.bound })) })).toBe('fails')
    expect(verdict({ withBias: healthy.withBias.slice(0, 3) })).toBe('fails')
  })
})
