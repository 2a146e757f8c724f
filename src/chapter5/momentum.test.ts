import { describe, expect, it } from 'vitest'
import { createStream, exp } from '../numerics/index.ts'
import { resolve } from '../experiment/index.ts'
import { run } from '../run/index.ts'
import { nodeSource } from '../sweep/index.ts'
import { defaultBudget, fullBudget } from './claim.ts'
import { momentumClaim } from './claim19-momentum.ts'
import { compare, gatherMomentum, momentumRuns, otherScales, methods, type CellName, type MomentumRun } from './momentum-evidence.ts'

const cell = (method: string, start = 'sparse ×1', task: MomentumRun['task'] = 'curves'): CellName => ({ task, method, start })
const stream = createStream(1, 'planted momentum')
/** Runs that end at `error`, some per cent apart from seed to seed. */
const planted = (name: CellName, error: number, seeds = 4): MomentumRun[] =>
  Array.from({ length: seeds }, (_, s) => ({ ...name, seed: s + 1, rate: 1, steps: [0, 250, 500], error: [50, 5, error * exp(0.02 * stream.normal())] }))

/** Errors in the order that the paper's table has, by a name's start. */
const healthy = { 'none': 0.48, 'classical 0.9': 0.15, 'classical 0.99': 0.1, 'Nesterov 0.9': 0.13, 'Nesterov 0.99': 0.08 }
function runs(errors: Partial<Record<string, number>> = {}, scales: Partial<Record<string, number>> = {}, seeds = 4): MomentumRun[] {
  const starts = { 'sparse ×0.25': 16, 'sparse ×4': 0.35, 'normalised': 2, ...scales }
  return [
    ...Object.entries({ ...healthy, ...errors }).flatMap(([method, error]) => planted(cell(method), error!, seeds)),
    ...Object.entries(starts).flatMap(([start, error]) => planted(cell('Nesterov 0.99', start), error!, seeds)),
    ...planted(cell('none', 'sparse ×1', 'mnist'), 2), ...planted(cell('Nesterov 0.99', 'sparse ×1', 'mnist'), 1)
  ]
}
const judged = (...a: Parameters<typeof runs>) => momentumClaim.judge({ runs: runs(...a) })

describe('19, momentum', () => {
  it('holds for the published order, and is refined where a larger momentum does not pay', () => {
    expect(judged()).toMatchObject({ verdict: 'holds', refined: false })
    expect(judged({ 'Nesterov 0.9': 0.08 })).toMatchObject({ verdict: 'holds', refined: true })
  })
  it('fails when momentum harms, when Nesterov’s is the worse, or another start is better', () => {
    expect(judged({ none: 0.07 }).verdict).toBe('fails')
    expect(judged({ 'Nesterov 0.9': 0.3, 'Nesterov 0.99': 0.2 }).verdict).toBe('fails')
    expect(judged({}, { 'sparse ×4': 0.05 }).verdict).toBe('fails')
    expect(judged({ 'Nesterov 0.99': NaN }).verdict).toBe('fails')
    expect(judged({ 'classical 0.9': Infinity }).verdict).toBe('fails')
  })
  it('cannot tell when methods are alike within the spread of seeds, and with two seeds', () => {
    const alike = runs({ 'Nesterov 0.9': 0.15, 'Nesterov 0.99': 0.1 }).map(r =>
      r.method.startsWith('Nesterov') && r.start === 'sparse ×1' ? { ...r, error: [50, 5, r.error[2]! * (r.seed % 2 ? 1.1 : 1 / 1.1)] } : r)
    expect(momentumClaim.judge({ runs: alike }).verdict).toBe('cannot tell')
    expect(judged({}, {}, 2).verdict).toBe('cannot tell')
  })
})

describe('compare', () => {
  const pair = (ratios: readonly number[]): MomentumRun[] => ratios.flatMap((ratio, s) =>
    [['a', ratio], ['b', 1]].map(([method, error]) => ({ ...cell(String(method)), seed: s, rate: 1, steps: [0], error: [Number(error)] })))
  it('is Student’s interval of the logarithms', () => {
    const got = compare(pair([exp(1), exp(2), exp(3)]), [[cell('a'), cell('b')]])
    expect(got.pairs).toBe(3)
    expect(got.ratio).toBeCloseTo(exp(2), 12)
    expect(got.high / got.ratio).toBeCloseTo(exp((4.303 * 1) / Math.sqrt(3)), 9)
  })
  it('takes seeds that both cells have, averaging within a seed', () => {
    const missing = pair([2, 2, 2]).filter(r => r.method === 'a' || r.seed > 0)
    expect(compare(missing, [[cell('a'), cell('b')]]).pairs).toBe(2)
    expect(compare(pair([2, 8]), [[cell('a'), cell('b')], [cell('b'), cell('a')]]).ratio).toBeCloseTo(1, 12)
    expect(compare(pair([2]), [[cell('a'), cell('b')]]).ratio).toBeNaN()
  })
})

describe('the plan', () => {
  it('has every method, start and seed once, with the paper’s schedule', () => {
    const planned = momentumRuns(defaultBudget)
    expect(new Set(planned.map(p => JSON.stringify(p.experiment))).size).toBe(planned.length)
    const large = momentumRuns(fullBudget)
    expect(large.length).toBeGreaterThan(planned.length)
    for (const { name } of methods) expect(gatherNames(large)).toContain(`curves ${name} sparse ×1`)
    for (const scale of otherScales) expect(gatherNames(large)).toContain(`curves Nesterov 0.99 sparse ×${scale}`)
    expect(gatherNames(planned)).toContain('curves none normalised')
    expect(gatherNames(planned)).toContain('mnist Nesterov 0.99 sparse ×1')
  })
  it('lowers a momentum above 0.9 for the last 1,000 updates of the full size, as the paper does, and none else', () => {
    for (const { experiment: { data, training } } of momentumRuns(fullBudget)) {
      const { optimizer } = training
      const large = optimizer.kind === 'sgd' && typeof optimizer.momentum !== 'number' && optimizer.momentum.max > 0.9
      const updates = (training.epochs * data.train) / training.batchSize
      expect(training.changes).toEqual(large ? [{ step: updates - 1000, momentum: 0.9 }] : undefined)
    }
    expect(momentumRuns(defaultBudget).some(({ experiment }) => experiment.training.changes)).toBe(false)
  })
  it('gives evidence: twice the cost of a real, small run', async () => {
    const { experiment } = momentumRuns(defaultBudget).at(-1)!
    const small = resolve({ ...experiment, data: { ...experiment.data, train: 80 }, observe: { ...experiment.observe, examples: 80, every: { epochs: 5 } }, training: { ...experiment.training, epochs: 10 } })
    const { trace } = await run(small, { source: nodeSource(), kernel: 'simd' })
    const [got] = gatherMomentum([trace])
    expect(got).toMatchObject({ task: 'mnist', method: 'Nesterov 0.99', start: 'sparse ×1', steps: [0, 10, 20] })
    expect(got!.error[0]).toBe(2 * trace.columns.value[0]!)
    expect(got!.error[2]).toBeLessThan(got!.error[0]!)
  })
})

function gatherNames(planned: ReturnType<typeof momentumRuns>): string[] {
  return planned.map(({ experiment: { data, network, training: { optimizer } } }) => {
    const { weights } = network.initialization
    const momentum = optimizer.kind === 'sgd' && typeof optimizer.momentum !== 'number' ? optimizer.momentum.max : 0
    const method = optimizer.kind === 'sgd' && momentum > 0 ? `${optimizer.nesterov ? 'Nesterov' : 'classical'} ${momentum}` : 'none'
    return `${data.kind} ${method} ${weights.kind === 'sparse' ? `sparse ×${weights.std}` : 'normalised'}`
  })
}
