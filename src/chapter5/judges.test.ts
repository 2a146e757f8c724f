import { describe, expect, it } from 'vitest'
import { accuracyClaim, type AccuracyEvidence } from './claim01-accuracy.ts'
import { barsClaim } from './claim02-bars.ts'
import { factorPerLayer, initialNormsClaim } from './claim03-norms.ts'
import { curvesClaim } from './claim04-curves.ts'
import { notDoneClaim } from './claim05-not-done.ts'
import { unsaidClaim } from './claim06-unsaid.ts'
import { jaggedness, noiseClaim } from './claim07-noise.ts'
import { computedAccuracySpread, labelCounts, publishedAccuracy } from './published.ts'
import { plantedAccuracy, plantedBars, plantedBlind, plantedCurves, plantedNorms, plantedPairs } from './testing.ts'
import { constantCost } from './unsaid-figures.ts'

describe('1, accuracy', () => {
  const verdict = (means?: readonly number[], seeds = 1) => accuracyClaim.judge(plantedAccuracy(seeds, means)).verdict
  it('holds for networks like the published ones, with one seed and with twelve', () => {
    expect(verdict()).toBe('holds')
    expect(verdict(undefined, 12)).toBe('holds')
  })
  it('fails when the networks learn nothing, when one depth is a point off, or when depth pays', () => {
    expect(verdict([10, 10, 10, 10])).toBe('fails')
    expect(verdict([95.2, 96.8, 96.6, 96.1])).toBe('fails')
    expect(verdict([96.4, 96.8, 97.9, 98.4])).toBe('fails')
    expect(verdict([96.4, 96.8, 97.2, 97.3], 12)).toBe('fails')
  })
  it('cannot tell without runs, and fails on NaN', () => {
    expect(accuracyClaim.judge({ runs: [[], [], [], []] }).verdict).toBe('cannot tell')
    expect(verdict([NaN, 96.8, 96.6, 96.1])).toBe('fails')
  })
  it('holds for a published network as far off as chance may bring it, also where few seeds happen to agree', () => {
    const { last } = computedAccuracySpread
    const off = (by: number): readonly number[] => publishedAccuracy.percent.map((p, d) => (d === 2 ? p - by * last.deviation[d]! * Math.sqrt(1.2) : p))
    const five = (by: number): AccuracyEvidence => ({ runs: off(by).map(end => Array.from({ length: 5 }, () => [10, end])) })
    expect([2.9, 3.2].map(by => accuracyClaim.judge(five(by)).verdict)).toEqual(['holds', 'fails'])
  })
  it('says what one seed cannot tell', () => {
    expect(accuracyClaim.judge(plantedAccuracy(1)).limits).toContain('neither its run nor this one can tell')
    expect(accuracyClaim.judge(plantedAccuracy(12)).limits).not.toContain('neither')
  })
})

describe('2, bars', () => {
  const judge = (first: number, second: number, count = 200) => barsClaim.judge({ networks: plantedBars(count, first, second) }).verdict
  it('holds for layers 4.9 apart in the published size', () => expect(judge(0.0106, 0.052)).toBe('holds'))
  it('fails for equal layers, swapped layers, and sizes unlike the published', () => {
    expect(judge(0.03, 0.03)).toBe('fails')
    expect(judge(0.052, 0.0106)).toBe('fails')
    expect(judge(0.106, 0.52)).toBe('fails')
  })
  it('cannot tell from a few networks', () => expect(judge(0.0106, 0.052, 10)).toBe('cannot tell'))
})

describe('3, norms at the start', () => {
  const judge = (change?: (norm: number, layer: number, depth: number) => number, count = 200) =>
    initialNormsClaim.judge({ norms: plantedNorms(count, change) }).verdict
  it('holds for the published networks', () => expect(judge()).toBe('holds'))
  it('fails without vanishing (weights of standard deviation 1), for a wrong factor, and for one layer half or twice as large', () => {
    expect(judge((_, layer, depth) => 0.3 * (1 + 0.05 * (layer - depth)))).toBe('fails')
    expect(judge((v, layer, depth) => v / 1.5 ** (depth - layer))).toBe('fails')
    expect(judge((v, layer, depth) => (layer === 1 && depth === 4 ? v / 3 : v))).toBe('fails')
  })
  it('fails for shuffled layers and for NaN', () => {
    const norms = plantedNorms(200).map(depth => depth.map(network => [...network].reverse()))
    expect(initialNormsClaim.judge({ norms }).verdict).toBe('fails')
    expect(judge(v => v * NaN)).toBe('fails')
    expect(judge(() => 0)).toBe('fails')
  })
  it('cannot tell from few networks', () => expect(judge(undefined, 50)).toBe('cannot tell'))
  it('finds the factor of a geometric row', () =>
    expect(
      factorPerLayer([
        [1, 5, 25],
        [1, 5, 25]
      ])
    ).toBeCloseTo(5, 12))
})

describe('4, curves', () => {
  const judge = (...a: Parameters<typeof plantedCurves>) => curvesClaim.judge({ runs: plantedCurves(...a) })
  it('holds for the published curves with the spread of seeds', () => {
    const { verdict, measuredDetail } = judge(20)
    expect(verdict).toBe('holds')
    expect(measuredDetail).toMatch(/^5[0-4] of 54/)
  })
  it('fails for curves that do not fall, that fall to another level, or with reversed layers', () => {
    expect(judge(20, { norm: (v, _l, _d, e) => (e > 0 ? v * 10 : v) }).verdict).toBe('fails')
    expect(judge(20, { norm: (v, l, d) => (d === 4 && l === 1 ? v * 5 : v) }).verdict).toBe('fails')
    const runs = plantedCurves(20).map(run => ({ ...run, deltaNorm: [...run.deltaNorm].reverse() }))
    expect(curvesClaim.judge({ runs }).verdict).toBe('fails')
  })
  it('cannot tell when the curves drift from the published, when seeds are few, or with other data', () => {
    expect(judge(20, { norm: v => v * 1.5 }).verdict).toBe('cannot tell')
    expect(judge(4).verdict).toBe('cannot tell')
    expect(curvesClaim.judge({ runs: plantedCurves(20).map(run => ({ ...run, images: 10000 })) }).verdict).toBe('cannot tell')
  })
})

describe('5, small is not good news', () => {
  const judge = (...a: Parameters<typeof plantedCurves>) => notDoneClaim.judge({ runs: plantedCurves(...a) }).verdict
  it('holds where norms are small while cost is high', () => expect(judge(12)).toBe('holds'))
  it('fails for networks that start near the minimum, or whose norm shrinks because they have learned', () => {
    expect(judge(12, { cost: () => 3.2 })).toBe('fails')
    expect(judge(12, { norm: (_v, _l, _d, e) => 1 / (1 + e) })).toBe('fails')
    expect(judge(12, { norm: (v, l, _d, e) => (e === 0 && l === 1 ? 1000 * v : v) })).toBe('fails')
  })
})

describe('6, what the curves do not say', () => {
  const judge = (...a: Parameters<typeof plantedCurves>) => unsaidClaim.judge({ runs: plantedCurves(...a), blind: plantedBlind })
  it('holds, as a refinement, for stuck deep networks with cancelling images', () => {
    const judgement = judge(20)
    expect(judgement.verdict).toBe('holds')
    expect(judgement.refined).toBe(true)
  })
  it('fails when the deep networks learn, and when single images fall as much as the mean', () => {
    expect(judge(20, { accuracy: (v, _d, e) => (e > 300 ? 0.6 : v) }).verdict).toBe('fails')
    expect(judge(20, { rmsCollapse: 208 }).verdict).toBe('fails')
    expect(judge(20, { flattening: 0 }).verdict).toBe('fails')
  })
  it('takes chance from the blind networks, and fails when they are not as often right as digits are frequent', () => {
    const runs = plantedCurves(20)
    const verdict = (blind: readonly number[]) => unsaidClaim.judge({ runs, blind }).verdict
    expect(verdict([0.1, 0.117])).toBe('holds')
    expect(verdict(plantedBlind.filter(a => a < 0.117))).toBe('fails')
    expect(verdict([...plantedBlind, 0.118])).toBe('fails')
    expect(verdict([])).toBe('cannot tell')
  })
  it('counts 117 sevens among the first 1,000 labels and names the cost of the best constant answer', () => {
    expect(judge(20).explanation).toContain('(7, on 117 of the 1,000 images)')
    for (const images of [1000, 10000]) expect(labelCounts[images]!.reduce((a, b) => a + b)).toBe(images)
    expect(constantCost(1000)).toBeCloseTo(3.246, 3)
    expect(constantCost(5)).toBeNaN()
  })
  it('fails when most shallow networks are stuck too, and cannot tell when half of them are', () => {
    const every = judge(20, { accuracy: () => 0.117 })
    expect(every.verdict).toBe('fails')
    expect(every.reason).toContain('with two hidden layers are at chance too')
    const runs = plantedCurves(20)
    const stuck = plantedCurves(20, { accuracy: () => 0.117 })
    const half = runs.map((run, i) => (run.depth === 2 && i % 2 === 0 ? stuck[i]! : run))
    expect(unsaidClaim.judge({ runs: half, blind: plantedBlind }).verdict).toBe('cannot tell')
  })
})

describe('7, noise', () => {
  const judge = (mini: number, full: number, count = 8) => noiseClaim.judge({ pairs: plantedPairs(count, mini, full) }).verdict
  it('holds when mini-batches are noisier', () => expect(judge(0.05, 0.001)).toBe('holds'))
  it('fails when both are alike or the wrong way round', () => {
    expect(judge(0.001, 0.05)).toBe('fails')
    expect(['fails', 'cannot tell']).toContain(judge(0.02, 0.02))
  })
  it('cannot tell from one pair', () => expect(judge(0.05, 0.001, 1)).toBe('cannot tell'))
  it('measures jaggedness apart from trend', () => {
    const trend = Array.from({ length: 300 }, (_, t) => 10 ** (-t / 100))
    expect(jaggedness(trend)).toBeLessThan(1e-12)
    expect(jaggedness(trend.map((v, t) => (t % 2 ? v * 10 : v)))).toBeCloseTo(1, 1)
  })
})
