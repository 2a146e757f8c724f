import { describe, expect, it } from 'vitest'
import { loadDataset } from '../data/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { log } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { measureExperiment } from '../run/index.ts'
import { nodeSource } from '../sweep/index.ts'
import { meanField, phasePoint } from '../theory/index.ts'
import { TraceBuilder, type Trace } from '../trace/index.ts'
import { defaultBudget } from './claim.ts'
import { phaseClaim } from './claim13-phase.ts'
import { dotsOf, gatherPhase, measuredSlope, phaseRuns, preparePhase, trainedDepth, variancesOf, type PhaseEvidence } from './phase-evidence.ts'

const depths = [5, 10, 20, 40, 60]
const weightVariances = [1, 1.4, 1.7609546396, 2.5, 4]
const scale = weightVariances.map(weightVariance => meanField({ activation: 'tanh', weightVariance, biasVariance: 0.05 }).depthScale.correlation)

/** Accuracy that falls from 0.88 to chance around `limit` layers. */
const falling = (limit: number) => depths.map(d => (limit === Infinity ? 0.88 : 0.1 + 0.78 / (1 + (d / limit) ** 4)))
const gridWith = (limitOf: (weightVariance: number, xi: number) => number): PhaseEvidence['grid'] => {
  const columns = weightVariances.map((w, i) => falling(limitOf(w, scale[i]!)))
  return { depths, weightVariances, scale, accuracy: depths.map((_, r) => columns.map(c => c[r]!)), curve: { x: [], y: [] } }
}
const dotsWith = (factor: number): PhaseEvidence['dots'] => [0.8, 1.2, 1.6, 2, 3, 4].map(weightVariance => {
  const settings = { activation: 'tanh' as const, weightVariance, biasVariance: 0.2 }
  const predicted = phasePoint(settings)
  return { ...settings, predicted, slopes: [0.98, 1.02].map(v => v * factor * predicted.correlationSlope), variances: [predicted.preactivationVariance] }
})
const healthy: PhaseEvidence = { diagrams: [], edges: [], dots: dotsWith(1), grid: gridWith((_, xi) => 4 * xi) }
const judge = (change: Partial<PhaseEvidence>) => phaseClaim.judge({ ...healthy, ...change }).verdict

describe('13, the phase diagram', () => {
  it('holds where χ₁ is theory\'s and depth is limited in proportion to ξ_c', () => {
    expect(judge({})).toBe('holds')
    expect(phaseClaim.judge(healthy).measured).toBe('deepest at σ_w² = 1.76: more than 60 layers')
  })
  it('fails for another χ₁ at any point, and for NaN', () => {
    expect(judge({ dots: dotsWith(1.15) })).toBe('fails')
    expect(judge({ dots: dotsWith(NaN) })).toBe('fails')
    expect(judge({ dots: [...healthy.dots.slice(1), { ...healthy.dots[0]!, slopes: [1] }] })).toBe('fails')
  })
  it('fails when the deepest networks are elsewhere, and when depth is limited alike everywhere', () => {
    expect(judge({ grid: gridWith(w => (w === 4 ? Infinity : 30)) })).toBe('fails')
    expect(judge({ grid: gridWith(w => 6 * w) })).toBe('fails')
    expect(judge({ grid: gridWith(w => (w === 1.7609546396 ? 50 : 6)) })).toBe('fails')
  })
  it('cannot tell when nothing learns, everything does, or there is too little', () => {
    expect(judge({ grid: gridWith(() => Infinity) })).toBe('cannot tell')
    expect(judge({ grid: gridWith((_, xi) => (xi < 4 ? 1.5 : 4 * xi)) })).toBe('cannot tell')
    expect(judge({ dots: healthy.dots.slice(0, 3) })).toBe('cannot tell')
    expect(judge({ grid: { ...healthy.grid, depths: [5, 10] } })).toBe('cannot tell')
  })
})

describe('the evidence of claim 13', () => {
  it('reads χ₁ from how errors fall, and where accuracy passes a half', () => {
    expectClose(measuredSlope(Array.from({ length: 16 }, (_, l) => 0.9 ** -l)), 0.81, { relative: 1e-12 })
    expect(trainedDepth([10, 40], [0.8, 0.2], 0.5)).toBeCloseTo(20, 12)
    expect(trainedDepth([10, 40], [0.8, 0.7], 0.5)).toBe(Infinity)
    expect([trainedDepth([10, 40], [0.4, 0.7], 0.5), trainedDepth([10, 40], [NaN, 0.7], 0.5)]).toEqual([NaN, NaN])
  })
  it('has a measured network for every dot and a trained one for every cell; the full size draws four activations', () => {
    const runs = phaseRuns(defaultBudget)
    expect(runs.filter(r => r.mode === 'measure')).toHaveLength(15 * 3)
    expect(runs.filter(r => r.mode === 'run')).toHaveLength(25)
    expectClose(runs.filter(r => r.mode === 'run').slice(0, 5).map(r => variancesOf(r.experiment)[0]), weightVariances, { relative: 1e-8 })
    for (const { experiment: e } of runs) expect(resolve(e)).toEqual(e)
    const full = phaseRuns({ ...defaultBudget, full: true })
    expect(new Set(full.map(r => r.experiment.network.activation))).toEqual(new Set(['tanh', 'erf', 'relu', 'sigmoid']))
    expect(full.filter(r => r.mode === 'run')).toHaveLength(7 * 10 * 2)
  })

  const dots = phaseRuns(defaultBudget).filter(r => r.mode === 'measure' && r.experiment.seed === 1).map(r => r.experiment)
  /** Six of the real networks, half as wide; a wrong program still writes down the experiment it was given. */
  async function measured(change: (e: Experiment) => Experiment): Promise<Trace[]> {
    const dataset = await loadDataset({ kind: 'mnist', train: 20, validation: 0 }, 1, nodeSource())
    const chosen = dots.filter((_, i) => i % 3 !== 1).slice(0, 6)
    const traces: Trace[] = []
    for (const e of chosen) {
      const layers = [784, ...Array<number>(16).fill(120), 10]
      const { trace } = await measureExperiment(resolve(change({ ...e, network: { ...e.network, layers } })), { source: nodeSource(), dataset, kernel: 'simd' })
      traces.push({ ...trace, experiment: e })
    }
    return traces
  }
  /** Trained cells with planted accuracies. */
  const trained = (): Trace[] => phaseRuns(defaultBudget).filter(r => r.mode === 'run').map(({ experiment }) => {
    const { network } = experiment
    const column = weightVariances.findIndex(w => Math.abs(log(w / variancesOf(experiment)[0])) < 1e-6)
    const builder = new TraceBuilder(experiment, 'planted')
    builder.add(200, 1, 0, -1, 'accuracy', falling(4 * scale[column]!)[depths.indexOf(network.layers.length - 2)]!)
    return builder.finish({ kind: 'done' })
  })

  it('judges real networks as theory\'s, and fails with relu or with weights 1.2 times as large', async () => {
    const right = gatherPhase([...(await measured(e => e)), ...trained()], await preparePhase({ budget: defaultBudget }))
    expect(right.diagrams.map(d => d.activation)).toEqual(['tanh'])
    expect(right.grid).toMatchObject({ depths, accuracy: healthy.grid.accuracy })
    const judged = (dots: PhaseEvidence['dots']) => phaseClaim.judge({ ...right, dots }).verdict
    expect(judged(right.dots)).toBe('holds')
    const verdict = async (change: (e: Experiment) => Experiment) => judged(dotsOf(await measured(change)))
    expect(await verdict(e => ({ ...e, network: { ...e.network, activation: 'relu' } }))).toBe('fails')
    const stdOf = (e: Experiment): number => Math.sqrt(variancesOf(e)[0])
    expect(await verdict(e => ({
      ...e, network: { ...e.network, initialization: { ...e.network.initialization, weights: { kind: 'normal', scaling: 'fanIn', std: 1.2 * stdOf(e) } } }
    }))).toBe('fails')
  })
})
