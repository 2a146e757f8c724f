import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { presetNamed, resolve, toUrl, type Experiment } from '../experiment/index.ts'
import type { RunResult } from '../run/index.ts'
import { runTasks, type RunMode } from '../sweep/index.ts'
import { series } from '../trace/index.ts'
import { deltaPlot, header, layerTable, networkLines, slowestSentence } from './run-text.ts'
import { cells } from './testing.ts'

const xor = presetNamed('xor').experiment
const deep = resolve({
  ...xor,
  network: { layers: [2, ...new Array<number>(12).fill(3), 1], activation: 'tanh' },
  training: { epochs: 4, batchSize: 100 },
  observe: {
    quantities: [
      'deltaNorm', 'deltaRms', 'weightGradientNorm', 'updateRatio', 'activationMean', 'activationVariance', 'weightedInputMean',
      'weightedInputVariance', 'slopeMeanSquare', 'saturatedShare', 'deadShare', 'weightGain', 'slopeGain', 'cost', 'accuracy'
    ]
  }
})
const quick = resolve({
  ...xor,
  training: { ...xor.training, epochs: 4 },
  observe: { ...xor.observe, quantities: ['deltaNorm', 'deltaRms', 'weightGradientNorm', 'cost', 'accuracy'] }
})
const perform = (experiments: readonly Experiment[], kind: RunMode): Promise<RunResult[]> =>
  runTasks(experiments.map(experiment => ({ kind, experiment })), { threads: 1, kernel: 'reference' })
const seeds = (experiment: Experiment, count: number): Experiment[] =>
  Array.from({ length: count }, (_, i) => resolve({ ...experiment, seed: i + 1 }))

let one: RunResult[]
let many: RunResult[]
let tall: RunResult[]
beforeAll(async () => {
  one = await perform([quick], 'run')
  many = await perform(seeds(quick, 7), 'run')
  tall = await perform([deep], 'run')
})

const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})

describe('text of a run', () => {
  it.each([40, 60, 80, 100, 120])('fits into %i columns, in Unicode and in ASCII', width => {
    for (const LC_ALL of ['C.UTF-8', 'C']) {
      process.env = { ...before, COLUMNS: String(width), LC_ALL }
      for (const results of [one, many, tall]) {
        for (const text of [deltaPlot(results)!, layerTable(results, false)]) {
          expect(text).not.toMatch(/undefined|null/)
          if (LC_ALL === 'C') expect(text).toMatch(/^[\n\u0020-\u007e]+$/)
          for (const line of text.split('\n')) expect(cells(line), line).toBeLessThanOrEqual(width)
        }
      }
    }
  })

  it.each([40, 80, 120])('has its words in %i columns above the link, which stays in one line', width => {
    for (const LC_ALL of ['C.UTF-8', 'C']) {
      process.env = { ...before, COLUMNS: String(width), LC_ALL }
      const [link, ...words] = header(deep, 1, false).trimEnd().split('\n').toReversed()
      expect(link).toBe(toUrl(deep))
      for (const line of words) expect(cells(line), line).toBeLessThanOrEqual(width)
    }
  })

  it('says untrained where nothing is trained, and numbers in four digits beside a link with all of them', () => {
    process.env = { ...before, COLUMNS: '120', LC_ALL: 'C.UTF-8' }
    const std = 1.3270096607033424
    const odd = resolve({ ...quick, network: { ...quick.network, initialization: { weights: { std } } }, training: { optimizer: { learningRate: 0.00012 } } })
    const [ran, measured] = [false, true].map(only => header(odd, 1, only).replace(/\n(?=.*\nv=1)/, ' '))
    expect(measured).toMatch(/ weights of std 1\.327\/√fan-in; untrained on 700 points of xor; seed 1\nv=1&.*wstd=1\.3270096607033424/)
    expect(ran).toMatch(/; 500 epochs of SGD \(η 0\.00012, /)
    expect(toUrl(odd)).toContain('&lr=0.00012')
  })

  it('names the quantities where there is room, and says them shorter where there is not', () => {
    process.env = { ...before, COLUMNS: '110', LC_ALL: 'C.UTF-8' }
    expect(layerTable(one, true)).toMatch(/^ +units +deltaNorm +next layer +deltaRms +weightGradientNorm$/m)
    process.env.COLUMNS = '60'
    expect(layerTable(one, true)).toMatch(/^ +units +‖δ‖ +next layer +rms ‖δ‖ +‖∂C\/∂W‖$/m)
  })

  it('says in words what the norms say', () => {
    const norm = (layer: number, end: 0 | -1): number => series(one[0]!.trace, 'deltaNorm', layer).value.at(end)!
    const ratio = (end: 0 | -1): number => norm(2, end) / norm(1, end)
    const words = (r: number): string => (r >= 1 ? `${r.toPrecision(3)} times as slowly` : `${(1 / r).toPrecision(3)} times as fast`)
    expect(slowestSentence(one, false)).toBe(
      `By ‖δ‖, layer 1 learns at the start ${words(ratio(0))} as layer 2; at the end, ${words(ratio(-1))}.`
    )
    expect(slowestSentence(one, true)).toBe(`By ‖δ‖, layer 1 learns ${words(ratio(-1))} as layer 2.`)
    expect(slowestSentence(many, false)).toMatch(/ \(median\)\.$/)
    expect(slowestSentence(tall, true)).toMatch(/as layer 12, a factor of \S+ a layer\.$/)
  })

  it('says nothing of layers that are not there', async () => {
    const shallow = await perform([resolve({ ...quick, network: { layers: [2, 4, 1] } })], 'measure')
    const none = await perform([resolve({ ...quick, network: { layers: [2, 1] } })], 'measure')
    for (const results of [shallow, none]) expect([slowestSentence(results, true), deltaPlot(results)]).toEqual(['', undefined])
    expect(layerTable(none, true)).toMatch(/^output +1( +[\d.e-]+){3}$/m)
    expect(networkLines(none, true)).toMatch(/^cost +\S+$/m)
  })

  it('draws medians over the seeds, and eight of twelve layers', () => {
    process.env = { ...before, COLUMNS: '100', LC_ALL: 'C.UTF-8' }
    expect(deltaPlot(many)).toMatch(/median of 7 seeds\n/)
    const last = many.map(({ trace }) => series(trace, 'deltaNorm', 1).value.at(-1)!).toSorted((a, b) => a - b)[3]!
    expect(Number(/layer 1 +(\S+)/.exec(deltaPlot(many)!)![1])).toBeCloseTo(last, 4)
    const names = [...deltaPlot(tall)!.matchAll(/layer (\d+)/g)].map(([, l]) => Number(l))
    expect(names.toSorted((a, b) => a - b)).toEqual([1, 3, 4, 6, 7, 9, 10, 12])
    expect(header(quick, 7, false).replaceAll('\n', ' ')).toContain('; 7 seeds from 1')
  })
})
