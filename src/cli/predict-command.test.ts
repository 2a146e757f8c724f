import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadDataset } from '../data/index.ts'
import { presetNamed, resolve, type Experiment } from '../experiment/index.ts'
import { mean, standardDeviation } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { measureExperiment } from '../run/index.ts'
import { nodeSource } from '../sweep/index.ts'
import { predict } from '../theory/index.ts'
import { fromJsonl, series, toCsv } from '../trace/index.ts'
import { perform } from './command.ts'
import { cells, deltascope, here } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-predict-'))
afterAll(() => rmSync(folder, { recursive: true }))
const source = nodeSource()
const mnist = loadDataset({ kind: 'mnist', train: 1000, validation: 0 }, 1, source, 10)

interface Json { kernel: string; fingerprint: string; end: unknown; experiment: unknown; assumptions: string[]; readings: { layer: number; quantity: string; value: number }[] }

describe('predict', () => {
  it('prints the trace of predict as one JSON object, with what it rests on', async () => {
    const { code, out, err } = await deltascope(['predict', 'initial-2', '--json'])
    expect([code, err]).toEqual([0, ''])
    const json = JSON.parse(out) as Json
    const { experiment } = presetNamed('initial-2')
    expect(json.fingerprint).toBe(predict(experiment, (await mnist).train).fingerprint)
    expect([json.kernel, json.end, resolve(json.experiment)]).toEqual(['predicted', { kind: 'done' }, experiment])
    expect(json.assumptions.length).toBeGreaterThan(1)
    const at = (quantity: string, layer: number): number => json.readings.find(r => r.quantity === quantity && r.layer === layer)!.value
    // Computed beforehand: factor 4.782 in layer 1 of deltaRms, E[σ'²] = .043736.
    expectClose(at('deltaRms', 2) / at('deltaRms', 1), 4.782, { relative: 1e-3 })
    expectClose(at('slopeMeanSquare', 1), 0.043736, { absolute: 1e-6 })
  })

  it('is a table for people, with its assumptions as notes', async () => {
    const { code, out, err } = await here(['predict', 'circles'])
    expect(code).toBe(0)
    for (const part of ['v=1&', 'layer 1', 'layer 2', 'output', '‖δ‖', 'cost', 'accuracy', 'Theory: by ‖δ‖, layer 1 learns ']) expect(out).toContain(part)
    expect(out).not.toMatch(/undefined|NaN/)
    expect(err).toMatch(/Norms are rms over initialisations[^]*no weight drawn/)
    expect((await here(['predict', 'circles', '--quiet'])).err).toBe('')
  })

  it('heads as next layer what measure does: how many times as large ‖δ‖ is there', async () => {
    // Layer 4 of a batch-normalised network: its mean δ exceeds that of layer 3 thirty-six times, its single δ less than twice.
    const { out } = await here(['predict', 'cure-batch', '--quiet'])
    const rows = out.split('\n').filter(line => /^layer \d|^output/.test(line)).map(line => line.match(/[\d.]+(?:e-?\d+)?/g)!.map(Number))
    const norms = rows.map(row => row[row.length === rows.at(-1)!.length ? 1 : 2]!)
    rows.slice(0, -1).forEach((row, i) => expectClose(row[3]!, norms[i + 1]! / norms[i]!, { relative: 0.01 }))
  })

  it('fits into 80 columns but for links, and says that nothing is trained', async () => {
    const { out, err } = await deltascope(['predict', 'xor'], { env: { COLUMNS: '80' } })
    expect(out).toMatch(/; untrained\s+on\s+[\d,]+\s+points\s+of xor/)
    for (const line of `${out}${err}`.split('\n')) if (!/v=1&/.test(line)) expect(cells(line), line).toBeLessThanOrEqual(80)
  })

  it('reads experiments as run does, and writes the trace', async () => {
    const path = join(folder, 'p.csv')
    await here(['predict', 'xor', '--set', 'network.activation=tanh', '--trace', path, '-q'])
    const file = join(folder, 'p.jsonl')
    await here(['predict', 'xor', '--set', 'network.activation=tanh', '--trace', file, '--json'])
    const trace = fromJsonl(readFileSync(file, 'utf8'))
    expect([trace.kernel, trace.experiment.network.activation]).toEqual(['predicted', 'tanh'])
    expect(readFileSync(path, 'utf8')).toBe(toCsv(trace))
  })

  const refused: readonly (readonly [string[], RegExp])[] = [
    [[], /^EXPERIMENT: expected a preset/],
    [['initial'], /Did you mean the preset initial-/],
    [['xor', '--set', 'network.initialization.weights.kind=identity'], /network\.initialization\.weights\.kind: .*deltascope measure/],
    [['xor', '--trace', 'x.txt'], /\.jsonl or \.csv/],
    [['xor', '--set', 'network.initialization.weights.std=1e30', '--set', 'network.activation=relu'], /layer 2: .*float32/]
  ]
  it.each(refused)('refuses %j in one line', async (given, line) => {
    await expect(perform(['predict', ...given])).rejects.toMatchObject({ message: expect.stringMatching(line) })
  })
})

/** Values of a quantity in layers 1 … L for each of the first seeds. */
async function measured(experiment: Experiment, quantity: string, seeds: number): Promise<number[][]> {
  const dataset = await mnist
  const layers = experiment.network.layers.slice(1).map((): number[] => [])
  for (let seed = 1; seed <= seeds; seed++) {
    const { trace } = await measureExperiment({ ...experiment, seed }, { source, dataset, kernel: 'simd' })
    layers.forEach((values, l) => values.push(series(trace, quantity, l + 1).value[0]!))
  }
  return layers
}

describe('the book\'s networks on MNIST', () => {
  it.each([2, 3, 4])('%d hidden layers: 40 seeds agree with theory within 4 standard errors and a fiftieth (200 seeds: tests/long)', async hidden => {
    const preset = presetNamed(`initial-${hidden}`).experiment
    const experiment = resolve({ ...preset, observe: { ...preset.observe, quantities: ['deltaNorm'], perNeuron: false } })
    const predicted = predict(experiment, (await mnist).train)
    const layers = await measured(experiment, 'deltaNorm', 40)
    layers.forEach((values, l) => {
      const squares = values.map(x => x * x)
      const rms = Math.sqrt(mean(squares))
      const error = standardDeviation(squares) / Math.sqrt(squares.length) / (2 * rms)
      expectClose(series(predicted, 'deltaNorm', l + 1).value[0]!, rms, { absolute: 4 * error + 0.02 * rms })
    })
  })
})
