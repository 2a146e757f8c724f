import { describe, expect, it } from 'vitest'
import { resolve } from '../experiment/index.ts'
import { defaultBudget, fullBudget } from './claim.ts'
import { firstLayerClaim, kept } from './claim15-first-layer.ts'
import { freezeClaim, loss } from './claim16-freeze.ts'
import { identityLayersClaim } from './claim17-identity-layers.ts'
import { curesClaim } from './claim20-cures.ts'
import { cureRuns, cures, cureVerdict, furtherCures, leftAt, spreadOf, type CureRun, type CureRuns } from './cures-evidence.ts'
import type { DeeperEvidence, DeeperNetwork, Score } from './deeper-evidence.ts'
import { choices, freezeRuns, type FreezeRun } from './freeze-evidence.ts'
import type { ReadoutEvidence } from './readout-evidence.ts'
import { curveRuns } from './experiments.ts'

describe('15, the random first layer', () => {
  const planted = (start: number, end: number, pixels = 0.8, seeds = 3): ReadoutEvidence => ({
    images: 1000, validation: 10_000, pixels, chance: 0.11,
    networks: [1, 2].flatMap(depth => Array.from({ length: seeds }, (_, k) => ({
      depth, seed: k + 1, accuracy: 0.8, start: Array<number>(depth).fill(start + 0.001 * k), end: Array<number>(depth).fill(end)
    })))
  })
  const judge = (...a: Parameters<typeof planted>) => firstLayerClaim.judge(planted(...a))
  it('holds where something is lost and regained; refined where most is left', () => {
    expect(judge(0.67, 0.87)).toMatchObject({ verdict: 'holds', refined: true, reason: expect.stringContaining('too strong') })
    expect(judge(0.3, 0.87)).toMatchObject({ verdict: 'holds', refined: false })
  })
  it('fails where nothing is lost, or training brings nothing back, or on NaN', () => {
    for (const [start, end] of [[0.81, 0.9], [0.79, 0.9], [0.67, 0.68], [NaN, 0.9], [0.67, NaN]]) {
      expect(judge(start!, end!).verdict).toBe('fails')
    }
  })
  it('cannot tell from one network', () => expect(judge(0.67, 0.87, 0.8, 1).verdict).toBe('cannot tell'))
  it('draws no layer that a network does not have', () => {
    const [lines] = judge(0.67, 0.87).figures
    const drawn = lines?.kind === 'lines' ? lines.series.map(({ x, y }) => [x.length, y.length, y.every(Number.isFinite)]) : []
    expect(drawn).toEqual([[3, 3, true], [2, 2, true], [3, 3, true]])
  })
  it('measures what is left between chance and the pixels', () => {
    expect(kept(planted(0, 0), 0.8)).toBeCloseTo(1, 12)
    expect(kept(planted(0, 0), 0.11)).toBe(0)
  })
})

describe('16, frozen layers', () => {
  const usual = { all: 0.9, 'not first': 0.5, 'first alone': 0.2, 'output alone': 0.1 }
  const planted = (of: Partial<Record<FreezeRun['choice'], number>> = {}, seeds = 3): FreezeRun[] =>
    [1, 2, 3].flatMap(depth => choices.filter(c => depth > 1 || c.id !== 'output alone').flatMap(({ id }) =>
      Array.from({ length: seeds }, (_, k) => ({
        depth, seed: k + 1, choice: id, accuracy: [0.1, (of[id] ?? usual[id]) - k / 100]
      }))
    ))
  const verdict = (...a: Parameters<typeof planted>) => freezeClaim.judge({ runs: planted(...a) }).verdict
  it('holds where freezing costs, fails where it costs nothing', () => {
    expect(verdict()).toBe('holds')
    expect(verdict({ 'not first': 0.9 })).toBe('fails')
    expect(verdict({ 'not first': 0.95 })).toBe('fails')
  })
  it('cannot tell from few seeds, from networks that never learn, and on NaN', () => {
    expect(verdict({}, 2)).toBe('cannot tell')
    expect(verdict({ all: 0.1, 'not first': 0.1 })).toBe('cannot tell')
    expect(verdict({ 'not first': NaN })).toBe('cannot tell')
  })
  it('says that depth makes it worse only where it does', () => {
    const said = (...left: readonly number[]): string => freezeClaim.judge({
      runs: planted().map(r => (r.choice === 'not first' ? { ...r, accuracy: [0.1, left[r.depth - 1]! - r.seed / 100] } : r))
    }).explanation
    expect(said(0.6, 0.5, 0.4)).toContain('the more layers there are to learn above it, the less')
    expect(said(0.65, 0.66, 0.47)).toContain('with the most layers to learn above it, the least')
    expect(said(0.65, 0.66, 0.67)).not.toMatch(/the less|the least/)
  })
  it('compares seed by seed', () => expect(loss(planted(), 2, 'not first').map(v => v.toFixed(9))).toEqual(Array(3).fill('0.400000000')))
  it('asks for the same start with every choice, and freezes what the choice says', () => {
    const runs = freezeRuns(defaultBudget).map(r => r.experiment)
    const three = runs.filter(e => e.network.layers.length === 5 && e.seed === 1)
    expect(three.map(e => e.training.frozen)).toEqual([undefined, [1], [2, 3, 4], [1, 2, 3]])
    expect(new Set(three.map(e => JSON.stringify({ ...e, training: { ...e.training, frozen: 0 } })))).toHaveProperty('size', 1)
    expect(freezeRuns(fullBudget).length).toBeGreaterThan(runs.length)
  })
})

describe('17, layers that could do nothing', () => {
  const score = (accuracy: number, cost: number): Score => ({ accuracy, cost })
  const planted = (change: Partial<DeeperNetwork> = {}, seeds = 2): DeeperEvidence => ({
    images: 1000,
    seeds: Array.from({ length: seeds }, (_, k) => ({
      seed: k + 1, shallow: score(0.87, 0.6),
      deeper: [1, 2, 3].map(added => ({
        added, built: score(0.8702, 0.6001), builtResidual: score(0.87, 0.6), goneOn: score(0.6, 1), goneOnResidual: score(0.88, 0.6),
        descended: score(0.3, 2.5), descendedResidual: score(0.86, 0.65), ...change
      }))
    }))
  })
  const verdict = (...a: Parameters<typeof planted>) => identityLayersClaim.judge(planted(...a)).verdict
  it('holds', () => expect(verdict()).toBe('holds'))
  it('fails when what was built is worse, when descent gets there, when links do not help, and on NaN', () => {
    expect(verdict({ built: score(0.86, 0.7) })).toBe('fails')
    expect(verdict({ builtResidual: score(0.869, 0.6) })).toBe('fails')
    expect(verdict({ descended: score(0.8, 0.6) })).toBe('fails')
    expect(verdict({ descendedResidual: score(0.31, 2.4) })).toBe('fails')
    expect(verdict({ built: score(NaN, NaN) })).toBe('fails')
  })
  it('is refined when descent gets down to the cost with some seeds, and fails when with most or without harm', () => {
    const reached = (k: number, accuracy = 0.8): DeeperEvidence => {
      const { seeds, images } = planted({}, 3)
      return { images, seeds: seeds.map((s, i) => (i >= k ? s : { ...s, deeper: s.deeper.map(d => ({ ...d, descended: score(accuracy, 0.6) })) })) }
    }
    expect(identityLayersClaim.judge(reached(1))).toMatchObject({ verdict: 'holds', refined: true, reason: expect.stringContaining('2 of 3 seeds') as string })
    expect(identityLayersClaim.judge(reached(2)).verdict).toBe('fails')
    expect(identityLayersClaim.judge(reached(1, 0.869)).verdict).toBe('fails')
  })
  it('cannot tell from one seed', () => expect(verdict({}, 1)).toBe('cannot tell'))
})

describe('20, cures', () => {
  const run = (left: number, diverged = false): CureRun => ({
    left, accuracy: left < Infinity ? 0.9 : 0.117, ratioAtStart: 4, ratioAtEnd: diverged ? NaN : 2, diverged
  })
  const runs = (left: number, of = 10): CureRun[] => Array.from({ length: of }, (_, k) => run(k < left ? 10 + k : Infinity))
  const planted = (change: (one: CureRuns) => CureRuns = one => one, of = 10): CureRuns[] =>
    cures.map(cure => change({ cure, runs: runs(cure.said === 'helps' ? of : cure.said === 'does not' ? 0 : of / 2, of) }))
  const of = (preset: string, left: number) => planted(one => (one.cure.preset === preset ? { ...one, runs: runs(left) } : one))
  const verdict = (list: readonly CureRuns[]) => curesClaim.judge({ cures: list }).verdict
  it('holds as a refinement: some help, momentum and Adam alone do not', () =>
    expect(curesClaim.judge({ cures: planted() })).toMatchObject({ verdict: 'holds', refined: true }))
  it('fails when one that is said to help does not, one that is said not to does, or the network was never stuck', () => {
    expect(verdict(of('cure-relu', 0))).toBe('fails')
    expect(verdict(of('cure-residual', 1))).toBe('fails')
    expect(verdict(of('cure-adam', 10))).toBe('fails')
    expect(verdict(of('speed-4', 9))).toBe('fails')
  })
  it('cannot tell when the interval holds one half, or with few seeds', () => {
    expect(verdict(of('cure-tanh', 7))).toBe('cannot tell')
    expect(verdict(planted(undefined, 4))).toBe('cannot tell')
    expect(verdict([])).toBe('cannot tell')
  })
  it('decides by Wilson’s interval', () => {
    const words = [0, 1, 2, 5, 8, 9, 10].map(left => cureVerdict(runs(left)).verdict)
    expect(words).toEqual(['does not', 'does not', 'cannot tell', 'cannot tell', 'cannot tell', 'helps', 'helps'])
  })
  it('finds the epoch from which on a run is above chance for good', () => {
    expect(leftAt([0.1, 0.2, 0.1, 0.2, 0.3], [0, 1, 2, 3, 4], 0.15)).toBe(3)
    expect(leftAt([0.1, 0.3, 0.1], [0, 1, 2], 0.15)).toBe(Infinity)
    expect(leftAt([0.1, NaN], [0, 1], 0.15)).toBe(Infinity)
  })
  it('takes a run that never left as later than all others', () => {
    expect(spreadOf([5, 9, 7])).toEqual({ low: 5, median: 7, high: 9 })
    expect(spreadOf([5, Infinity, Infinity])).toEqual({ low: 5, median: Infinity, high: Infinity })
    expect(spreadOf([NaN]).median).toBeNaN()
  })
  it('does not say of a rule of descent that it acts on the signal', () => {
    const said = (left: number): string => curesClaim.judge({ cures: of('cure-adam-free', left) }).explanation
    expect(said(5)).toContain('What these have in common is that they act on the signal itself')
    expect(said(10)).toContain('What these but Adam (η 0.01, λ 0) have in common is that they act on the signal itself')
  })
  it('tells of runs that diverged', () => {
    const some = [...runs(5, 7), ...Array<CureRun>(3).fill(run(Infinity, true))]
    const list = planted(one => (one.cure.preset === 'cure-selu' ? { ...one, runs: some } : one))
    const { explanation, figures } = curesClaim.judge({ cures: list })
    expect(explanation).toContain('SELU in 3 of 10 runs')
    expect(JSON.stringify(figures)).toContain('3 diverged')
  })
  it('shares the book’s networks with claims 4 to 6, and changes one thing a cure', () => {
    const planned = cureRuns(defaultBudget).map(r => r.experiment)
    const book = curveRuns(4, defaultBudget).map(r => JSON.stringify(r.experiment))
    expect(planned.slice(0, 10).every(e => book.includes(JSON.stringify(e)))).toBe(true)
    expect(planned).toHaveLength(10 * cures.length)
    for (const e of planned) expect(resolve(e)).toEqual(e)
    expect(cureRuns(fullBudget)).toHaveLength(20 * (cures.length + furtherCures.length))
  })
})
