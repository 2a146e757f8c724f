import { describe, expect, it } from 'vitest'
import { resolve } from '../experiment/index.ts'
import { run } from '../run/index.ts'
import { nodeSource } from '../sweep/index.ts'
import { defaultBudget, fullBudget } from './claim.ts'
import { fallsEarly, saturationClaim } from './claim18-saturation.ts'
import {
  firstSaturated, gatherSaturation, prepareSpectra, saturationRuns, topLayer, type SaturationEvidence, type SaturationRun, type Spectrum
} from './saturation-evidence.ts'

const steps = Array.from({ length: 26 }, (_, i) => 600 * i)
/** The course of a top sigmoid layer that comes back at a reading, or never. */
const top = (back: number): number[] => steps.map((_, i) => (i === 0 ? 0.5 : i < back ? 0.03 : 0.15))

function plantedRun(change: Partial<SaturationRun> & Pick<SaturationRun, 'activation' | 'depth' | 'normalised'>): SaturationRun {
  const layers = Array.from({ length: change.depth }, (_, k) => k)
  const soft = change.activation === 'softsign' ? 0.1 : 1
  const top0 = change.normalised ? 0.6 : 0.05
  return {
    seed: 1, steps, error: 0.05,
    mean: layers.map(() => steps.map(() => 0.5)),
    deviation: layers.map(k => steps.map(() => 0.3 * (k === 0 ? 1 : top0))),
    saturated: layers.map(k => steps.map((_, i) => soft * Math.max(0, 0.004 * (i - 3 * k)))),
    ...change
  }
}

const backAt = [0, 0, 2, 20, Infinity]
const sigmoid = (back: readonly number[] = backAt): SaturationRun[] =>
  back.map((at, d) => {
    const run = plantedRun({ activation: 'sigmoid', normalised: false, depth: d + 1 })
    return d < 2 ? run : { ...run, mean: [...run.mean.slice(0, -1), top(at)] }
  })
const others: readonly SaturationRun[] = (['tanh', 'softsign'] as const).flatMap(activation =>
  [false, true].map(normalised => plantedRun({ activation, normalised, depth: 5 })))
const spectra = (standard: number, normalised: number): Spectrum[] =>
  [standard, normalised].map((value, i) => ({ normalised: i === 1, width: 100, means: [value, value, value, value] }))

const verdict = (change: Partial<SaturationEvidence> = {}): string =>
  saturationClaim.judge({ runs: [...sigmoid(), ...others], spectra: spectra(0.48, 0.77), ...change }).verdict

describe('18, saturation', () => {
  it('holds for the published course', () => expect(verdict()).toBe('holds'))
  it('fails when a deep top does not fall, falls late, or its lower layers fall too', () => {
    const fault = (change: (run: SaturationRun) => SaturationRun): string =>
      verdict({ runs: [...sigmoid().map(r => (r.depth === 4 ? change(r) : r)), ...others] })
    expect(fault(r => ({ ...r, mean: r.mean.map(() => steps.map(() => 0.5)) }))).toBe('fails')
    expect(fault(r => ({ ...r, mean: [...r.mean.slice(0, -1), steps.map((_, i) => (i < 20 ? 0.5 : 0.03))] }))).toBe('fails')
    expect(fault(r => ({ ...r, mean: r.mean.map(() => top(20)) }))).toBe('fails')
    expect(fault(r => ({ ...r, mean: r.mean.map(layer => layer.map(() => NaN)) }))).toBe('fails')
  })
  it('is refined when one of three networks of a depth does not fall, and fails when most do not', () => {
    const seeds = [1, 2, 3].flatMap(seed => sigmoid().map(r => ({ ...r, seed })))
    const runs = [...seeds, ...others]
    expect(saturationClaim.judge({ runs, spectra: spectra(0.48, 0.77) })).toMatchObject({ verdict: 'holds', refined: false })
    const late = (count: number) => runs.map(r => (r.activation === 'sigmoid' && r.depth === 5 && r.seed <= count
      ? { ...r, mean: [...r.mean.slice(0, -1), steps.map((_, i) => (i < 20 ? 0.5 : 0.03))] } : r))
    expect(saturationClaim.judge({ runs: late(1), spectra: spectra(0.48, 0.77) })).toMatchObject({ verdict: 'holds', refined: true })
    expect(verdict({ runs: late(2) })).toBe('fails')
  })
  it('fails when the deeper network leaves first, and when all leave alike', () => {
    expect(verdict({ runs: [...sigmoid([0, 0, 20, 10, 2]), ...others] })).toBe('fails')
    expect(verdict({ runs: [...sigmoid([0, 0, 5, 5, 5]), ...others] })).toBe('fails')
  })
  it('fails for other singular values: equal, swapped or NaN', () => {
    expect(verdict({ spectra: spectra(0.6, 0.6) })).toBe('fails')
    expect(verdict({ spectra: spectra(0.77, 0.48) })).toBe('fails')
    expect(verdict({ spectra: spectra(NaN, 0.77) })).toBe('fails')
  })
  it('fails when tanh saturates from the top, when softsign saturates as tanh does, and without shrinking', () => {
    const changed = (activation: string, change: (r: SaturationRun) => SaturationRun): string =>
      verdict({ runs: [...sigmoid(), ...others.map(r => (r.activation === activation && !r.normalised ? change(r) : r))] })
    expect(changed('tanh', r => ({ ...r, saturated: [...r.saturated].reverse() }))).toBe('fails')
    expect(changed('softsign', r => ({ ...r, saturated: r.saturated.map(l => l.map(v => 10 * v)) }))).toBe('fails')
    expect(changed('tanh', r => ({ ...r, deviation: r.deviation.map(() => steps.map(() => 0.3)) }))).toBe('fails')
  })
  it('shows every layer of every network, at the start, half-way and at the end', () => {
    const { figures } = saturationClaim.judge({ runs: [...sigmoid(), ...others], spectra: spectra(0.48, 0.77) })
    const all = figures.find(f => f.kind === 'table' && f.title.startsWith('Every network'))
    const rows = all?.kind === 'table' ? all.rows : []
    expect(rows).toHaveLength(1 + 2 + 3 + 4 + 5 + 4 * 5)
    expect(rows[9]).toEqual(['sigmoid', 4, 4, '0.50', '0.03', '0.15', '1.2 %', '6.4 %'])
    const zeros = saturationClaim.judge({ runs: [...sigmoid().map(r => ({ ...r, mean: r.mean.map(m => m.map(() => -0.001)) })), ...others], spectra: spectra(0.48, 0.77) })
    expect(zeros.figures.flatMap(f => (f.kind === 'table' && f.title.startsWith('Every network') ? f.rows[0]! : []))).toContain('0.00')
    expect(rows.at(-1)?.[0]).toBe('softsign, normalised')
  })
  it('cannot tell with a depth or the singular values missing', () => {
    expect(verdict({ runs: [...sigmoid().slice(0, 4), ...others] })).toBe('cannot tell')
    expect(verdict({ spectra: [] })).toBe('cannot tell')
  })
})

describe('what is read', () => {
  it('of a top layer: its lowest mean, and when it is back', () => {
    const at = (back: number) => topLayer({ steps, mean: [top(back)] })
    expect(at(4)).toEqual({ low: 0.03, lowAt: 600, leaves: 2400 })
    expect(at(Infinity).leaves).toBe(Infinity)
    expect(topLayer({ steps, mean: [steps.map(() => 0.4)] }).leaves).toBe(0)
    expect(fallsEarly(plantedRun({ activation: 'sigmoid', normalised: false, depth: 1, mean: [top(3)] }))).toBe(true)
  })
  it('of saturation: the first reading of 1 %', () => {
    expect(firstSaturated({ saturated: [[0, 0.01], [0, 0.009], [0.5]] })).toEqual([1, Infinity, 0])
  })
  it('plans every depth of every kind, once a seed', () => {
    const planned = saturationRuns(defaultBudget)
    expect(planned).toHaveLength(25)
    expect(new Set(planned.map(p => JSON.stringify(p.experiment))).size).toBe(25)
    expect(saturationRuns(fullBudget)).toHaveLength(75)
  })
  it('of real runs: a small one goes from its plan to evidence', async () => {
    const { experiment } = saturationRuns(defaultBudget)[11]! // tanh, normalised, two hidden layers
    const { data, training, observe } = experiment
    const small = resolve({ ...experiment, data: { ...data, train: 300, validation: 50 }, training: { ...training, epochs: 2 }, observe: { ...observe, every: { epochs: 1 } } })
    const [got] = gatherSaturation([(await run(small, { source: nodeSource(), kernel: 'simd' })).trace])
    expect(got).toMatchObject({ activation: 'tanh', normalised: true, depth: 2, seed: 1, steps: [0, 30, 60] })
    expect(got!.error).toBeLessThan(0.6)
    expect(got!.deviation[0]![0]).toBeGreaterThan(got!.deviation[1]![0]!)
  })
  it('of Jacobians: 8/(3π) of a square random matrix, its slopes and √(n Var W); others for other weights', async () => {
    const preparation = { source: nodeSource(), budget: defaultBudget }
    const linear = await prepareSpectra(preparation, n => ({ ...n, activation: 'linear' }))
    for (const { means, normalised } of linear) for (const m of means) expect(m).toBeCloseTo((8 / (3 * Math.PI)) * (normalised ? 1 : 1 / Math.sqrt(3)), 1.5)
    const wrong = await prepareSpectra(preparation, n => ({ ...n, initialization: { ...n.initialization, weights: { kind: 'normal', scaling: 'none', std: 0.3 } } }))
    expect(saturationClaim.judge({ runs: [...sigmoid(), ...others], spectra: wrong }).verdict).toBe('fails')
    expect(saturationClaim.judge({ runs: [...sigmoid(), ...others], spectra: await prepareSpectra(preparation) }).verdict).toBe('holds')
  })
})
