import { describe, expect, it } from 'vitest'
import { resolve } from '../experiment/index.ts'
import { createStream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import type { LayerPrediction } from '../theory/index.ts'
import { TraceBuilder } from '../trace/index.ts'
import { defaultBudget } from './claim.ts'
import { predictedClaim } from './claim12-predicted.ts'
import { compare, gatherPrediction, predictionRuns, type PredictedCell } from './prediction-evidence.ts'

/** Norms drawn around their rms with a relative spread of 0.3. */
function planted(count: number, change: (rms: number, layer: number, quantity: string) => number = v => v): PredictedCell[] {
  return [2, 3, 4].flatMap(depth =>
    Array.from({ length: depth + 1 }, (_, k) => k + 1).flatMap(layer =>
      (['deltaNorm', ...(depth === 4 ? (['deltaRms', 'slopeMeanSquare'] as const) : [])] as const).map(quantity => {
        const predicted = 1.4 / 4.88 ** (depth + 1 - layer)
        const stream = createStream(10 * depth + layer, `planted ${quantity}`)
        const draws = Array.from({ length: count }, () => 1 + 0.3 * stream.normal())
        const root = Math.sqrt(draws.reduce((s, v) => s + v * v, 0) / count)
        return { depth, layer, quantity, predicted, values: draws.map(v => (change(predicted, layer, quantity) * v) / root) }
      })
    )
  )
}
const judge = (...given: Parameters<typeof planted>) => predictedClaim.judge({ cells: planted(...given) })

describe('12, predicted', () => {
  it('holds where theory and networks agree within 5 %, and says both factors', () => {
    expect(judge(200)).toMatchObject({ verdict: 'holds', measured: 'theory said 4.88 a layer; measured 4.88' })
    expect(judge(200, v => 1.04 * v).verdict).toBe('holds')
  })
  it('fails for a factor of 4, one layer off, NaN and infinity', () => {
    expect(judge(200, (v, layer) => v * 1.22 ** (5 - layer)).verdict).toBe('fails')
    expect(judge(200, (v, layer) => (layer === 2 ? 0.85 * v : v)).verdict).toBe('fails')
    expect(judge(200, (v, layer) => (layer === 2 ? NaN : v)).verdict).toBe('fails')
    expect(judge(200, (v, layer) => (layer === 2 ? Infinity : v)).verdict).toBe('fails')
  })
  it('cannot tell when the difference is within the error of few networks, or networks are too few', () => {
    expect(judge(60, (v, layer) => (layer === 1 ? 1.08 * v : v)).verdict).toBe('cannot tell')
    expect(judge(20).verdict).toBe('cannot tell')
    expect(predictedClaim.judge({ cells: [] }).verdict).toBe('cannot tell')
  })
  it('does not judge the quantities it only shows', () => {
    expect(judge(200, (v, _, quantity) => (quantity === 'slopeMeanSquare' ? 2 * v : v)).verdict).toBe('holds')
  })
  it('knows the standard error of a root mean square: that of simulated ones', () => {
    const stream = createStream(3, 'rms')
    const samples = Array.from({ length: 400 }, () => Array.from({ length: 50 }, () => 1 + 0.3 * stream.normal()))
    const cell = (values: readonly number[]): PredictedCell => ({ depth: 2, layer: 1, quantity: 'deltaNorm', predicted: 1, values })
    const roots = samples.map(values => compare(cell(values)).measured)
    const average = roots.reduce((s, v) => s + v, 0) / roots.length
    const spread = Math.sqrt(roots.reduce((s, v) => s + (v - average) ** 2, 0) / roots.length) / average
    const told = samples.reduce((s, values) => s + compare(cell(values)).standardError, 0) / samples.length
    expectClose(told, spread, { relative: 4 / Math.sqrt(2 * samples.length) + 0.03 })
    expectClose(compare(cell([2, 2, 2])).error, -0.5, { absolute: 1e-12 })
  })
  it('plans the runs of claim 3 again, and further quantities over fewer seeds', () => {
    const runs = predictionRuns({ ...defaultBudget, initialSeeds: 7 })
    expect(runs.map(r => r.experiment.network.layers.length - 2)).toEqual([...[2, 3, 4].flatMap(d => Array<number>(7).fill(d)), ...Array<number>(50).fill(4)])
    expect(predictionRuns({ ...defaultBudget, full: true, initialSeeds: 7 })).toHaveLength(21 + 200)
  })
  it('reads the layers of its traces, whole layers only', () => {
    const trace = (hidden: number, value: number) => {
      const network = { layers: [3, ...Array<number>(hidden).fill(2), 1] }
      const builder = new TraceBuilder(resolve({ data: { kind: 'csv', inputs: 'a', targets: 'b', train: 5, validation: 0 }, network }), 'planted')
      for (let l = 1; l <= hidden + 1; l++) builder.add(0, 0, l, -1, 'deltaNorm', value * l)
      builder.add(0, 0, 1, 0, 'deltaMean', 9)
      builder.add(0, 0, 0, -1, 'cost', 9)
      return builder.finish({ kind: 'done' })
    }
    const layers = (hidden: number) => Array.from({ length: hidden + 1 }, (_, k) => ({ layer: k + 1, deltaNorm: 7 + k }) as LayerPrediction)
    const { cells } = gatherPrediction([trace(2, 1), trace(2, 10), trace(4, 3)], [layers(2), layers(3), layers(4)])
    const of = (depth: number, layer: number) => cells.find(c => c.depth === depth && c.layer === layer && c.quantity === 'deltaNorm')
    expect(of(2, 3)).toMatchObject({ predicted: 9, values: [3, 30] })
    expect(of(4, 1)).toMatchObject({ predicted: 7, values: [3] })
    expect(of(3, 1)).toMatchObject({ values: [] })
  })
})
