import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { costOf, observe, observingTable } from './observing.ts'
import { asContestant, experimentOf, firstOf, openBench, readNorms, timeSteps, type Bench } from './ours.ts'
import { measureDenormals, denormalTable } from './denormals.ts'
import { measureMemory, measureTrace, memoryTable, traceTable } from './long-run.ts'
import { fitText, growthTable } from './growth.ts'
import { fakeImages } from './testing.ts'
import { WORKLOADS, type Workload } from './workloads.ts'

const images = fakeImages(1000)
const tiny: Workload = { name: 'minibatch', layers: [784, 5, 4, 10], examples: 40, batch: 8, learningRate: 0.5, l2: 5, gather: true }
const QUICK = { rounds: 2, seconds: 0.002 }

describe('our kernels as contestants', () => {
  let bench: Bench
  beforeAll(async () => { bench = await openBench({ variant: 'simd', threads: 1 }, tiny, images) })
  afterAll(() => bench.kernel.dispose())

  it('are given the experiment that the workload is', () => {
    for (const workload of WORKLOADS) {
      const { network, training, data } = experimentOf(workload)
      expect(network).toMatchObject({ layers: workload.layers, activation: 'sigmoid', outputActivation: 'sigmoid', cost: 'crossEntropy' })
      expect(network.initialization).toEqual({ weights: { kind: 'normal', scaling: 'fanIn', std: 1 }, biases: { kind: 'normal', std: 1 } })
      const optimizer = { kind: 'sgd', learningRate: 0.1, momentum: 0 }
      expect(training).toMatchObject({ batchSize: workload.batch, l2: workload.l2, optimizer })
      expect(data).toMatchObject({ kind: 'mnist', train: workload.examples })
    }
  })
  it('shrink the weights by the book’s 1 − ηλ/n', () => {
    expect(bench.rule).toMatchObject({ kind: 'sgd', learningRate: 0.5, shrink: 1 - (0.5 * 5) / 40, l2: 0, trackUpdate: false })
    expect(bench.trackingRule).toEqual({ ...bench.rule, trackUpdate: true })
  })
  it('take the rows of an epoch’s order in turn, and begin it anew when it ends', () => {
    const seen: number[][] = []
    const kernel = new Proxy(bench.kernel, {
      get: (target, name) => (name === 'step' ? (_: string, rows: Uint32Array) => seen.push([...rows]) : Reflect.get(target, name))
    })
    const seconds = timeSteps({ ...bench, kernel }, 7, 3, () => undefined)
    expect(seconds).toBeGreaterThanOrEqual(0)
    expect(seen.slice(0, 5).flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i))
    expect(seen.slice(5)).toEqual(seen.slice(0, 2))
  })
  it('train: the cost falls over the rounds', async () => {
    const rows = Uint32Array.from({ length: 40 }, (_, i) => i)
    const before = bench.kernel.evaluate('train', rows).cost
    const contestant = asContestant(bench, 1)
    expect([contestant.id, contestant.name]).toEqual(['simd·1', 'simd'])
    for (let round = 0; round < 3; round++) expect(await contestant.run(20)).toBeGreaterThan(0)
    expect(bench.kernel.evaluate('train', rows).cost).toBeLessThan(before)
  })
  it('stop at a norm that is none', () => {
    const sums = () => [{ deltaNorm: NaN }]
    expect(() => readNorms({ ...bench, kernel: { ...bench.kernel, sums } as never }, 0)).toThrow(/norm/)
  })
  it('see only the workload’s examples', () => {
    const part = firstOf(images, 3)
    expect([part.count, part.inputs.length, part.targets.length]).toEqual([3, 3 * 784, 30])
  })
})

describe('the parts', () => {
  it('observing: three in alternation, the cost round by round', async () => {
    const seen = await observe('simd', tiny, images, QUICK)
    expect(seen.rates.map(({ id, rates }) => [id, rates.length])).toEqual([['unobserved', 2], ['sums', 2], ['traced', 2]])
    const rates = [['unobserved', 100, 120], ['sums', 100, 96], ['traced', 80, 100]].map(([id, ...r]) =>
      ({ id: `${id}`, name: `${id}`, threads: 1, steps: 1, rates: r as number[] }))
    const made = { workload: 'minibatch', variant: 'simd', rates } as const
    expect(costOf(made, 'sums')).toMatchObject({ low: 0, high: 0.25, count: 2 })
    expect(observingTable([made]).rows[0]!.slice(2)).toEqual(['110', '+12.5 %', '+0.0 %–+25.0 %', '+22.5 %', '+20.0 %–+25.0 %', '✗ ≤ 15 %'])
  })
  it('memory: sees the pages of the kernel’s memory', async () => {
    const { steps, pages, resident } = await measureMemory('simd', images, 50, tiny)
    expect(steps).toEqual([5, 50])
    expect(pages![0]).toBeGreaterThanOrEqual(1)
    expect(pages![1]).toBe(pages![0])
    expect(resident[0]).toBeGreaterThan(1e7)
    await expect(measureMemory('simd', images, 50)).rejects.toThrow(/inputs|examples|targets/) // fewer images than the workload has
    const made = {
      variant: 'simd', steps: [1e4, 1e5], resident: [1e8, 1.001e8], heap: [9e6, 9e6], pages: [960, 960], rates: [1000, 1100]
    } as const
    expect(memoryTable([made]).notes[0]).toBe('simd: resident 100.0 MB → 100.1 MB (+100.0 kB), heap 9.0 MB → 9.0 MB, ' +
      'wasm 960 → 960 pages, from step 10,000 to step 100,000; 1,000 → 1,100 steps/s.')
    expect(memoryTable([{ ...made, pages: null }]).notes[0]).toContain('wasm memory n/a')
  })
  it('trace: ten tenths, none lost', () => {
    const { framed, single, readings } = measureTrace(5000)
    expect([framed.length, single.length, readings]).toEqual([10, 10, 5000])
    const notes = traceTable({ readings: 1e6, framed: [0.002, 0.003, 0.001], single: [0.004, 0.012, 0.002] }).notes
    expect(notes).toEqual([
      'In frames of 37: first 100,000 2 ms, last 100,000 1 ms (0.50 times), slowest tenth 3 ms. 8.4 bytes a reading.',
      'One by one: first 100,000 4 ms, last 100,000 2 ms (0.50 times), slowest tenth 12 ms. 31 bytes a reading.'
    ])
  })
  it('denormals: δ vanishes below float32 in the deep nets, and the table names the control', async () => {
    const { cases } = await measureDenormals('simd', images, { rounds: 1, seconds: 0.001 })
    const norms = Object.fromEntries(cases.map(({ label, firstNorm }) => [label, firstNorm]))
    expect(norms['4 layers']).toBeGreaterThan(1e-8)
    expect(norms['100 layers']).toBeLessThan(1e-45)
    expect(norms['100 layers, weights × 0.02']).toBeGreaterThan(0)
    expect(norms['100 layers, weights × 0.02']).toBeLessThan(1e-200)
    const { rows, notes } = denormalTable([{ variant: 'simd', cases }])
    expect(rows.map(row => row[6]!.slice(-3))).toEqual(['', '', '≤ 1', '≤ 1', '≤ 1'])
    expect(notes[1]).toMatch(/^simd: each hidden layer from the second to the fourth adds /)
  })
  it('growth: the fit as a formula', () => {
    const fit = { coefficients: [1e-4, 2e-6, -3e-8], r2: 0.99912, worst: 0.051 }
    expect(fitText(fit, 'w')).toBe('100 µs + 2 µs·w − 0.03 µs·w² (R² 0.9991, at most 5 % off)')
    const made = { size: 'depth', network: 'n', variant: 'simd', points: [{ x: 1, seconds: 1e-4 }, { x: 2, seconds: 2e-3 }], fit } as const
    expect(growthTable([made]).rows[0]![3]).toBe('1: 100 µs, 2: 2 ms')
  })
})
