import { describe, expect, it } from 'vitest'
import * as deltascope from './index.ts'

const { criticalLine, fromUrl, InputError, meanField, measure, predict, presets, readings, readTrace, resolve, run, series, sweep, toUrl, writeTrace } = deltascope
const tiny = {
  data: { kind: 'xor', train: 40, validation: 20 },
  network: { layers: [2, 3, 3, 1] },
  training: { epochs: 4, batchSize: 10 },
  observe: { quantities: ['deltaNorm', 'cost'] }
} as const
const kernel = 'reference'

describe('the root of the package', () => {
  it('exports these names and no others', () => {
    expect(Object.keys(deltascope).toSorted()).toEqual([
      'InputError', 'criticalLine', 'fromUrl', 'meanField', 'measure', 'nodeSource', 'predict', 'presets', 'readTrace', 'readings', 'resolve',
      'run', 'series', 'sweep', 'toUrl', 'widen', 'writeTrace'
    ])
  })

  it('runs what a person writes, with readings at epochs 0…E', async () => {
    const { trace, parameters } = await run(tiny, { kernel })
    expect([...series(trace, 'deltaNorm', 1).epoch]).toEqual([0, 1, 2, 3, 4])
    expect(readings(trace)).toHaveLength(5 * (3 + 1))
    expect(parameters.map(({ weights }) => weights.length)).toEqual([6, 9, 3])
    expect(trace.experiment).toEqual(resolve(tiny))
    expect(fromUrl(toUrl(trace.experiment))).toEqual(trace.experiment)
  })

  it('goes on with the checkpoint\'s own kernel, and tells the time it took', async () => {
    const part = await run(tiny, { kernel: 'simd-fma', maxEpochs: 2 })
    const [whole, rest] = [await run(tiny, { kernel: 'simd-fma' }), await run(tiny, { resume: part.checkpoint })]
    expect(rest.trace).toEqual(whole.trace)
    expect(whole.seconds).toBeGreaterThan(0)
  })

  it('takes an option that is there but undefined for one left out', async () => {
    const { seconds, trace } = await run(tiny, { source: undefined, clock: undefined, kernel } as unknown as deltascope.Options)
    expect(seconds).toBeGreaterThan(0)
    expect(trace).toEqual((await run(tiny, { kernel })).trace)
  })

  it('says in one line what a program without types got wrong', async () => {
    for (const name of ['gpu', '__proto__', 'simd-wide']) {
      await expect(run(tiny, { kernel: name as 'simd' })).rejects.toThrow(`kernel: expected reference, simd or simd-fma, got "${name}"`)
    }
    await expect(sweep('xor' as unknown as [])).rejects.toThrow('experiments: expected an array of them, got "xor"')
    const { trace } = await measure(tiny, { kernel })
    expect(() => writeTrace(trace, 'xml' as 'csv')).toThrow("format: expected 'jsonl' or 'csv', got \"xml\"")
  })

  it('measures the start of that run, and sweeps to the same bytes', async () => {
    const [whole, start] = [await run(tiny, { kernel }), await measure(tiny, { kernel })]
    const [swept] = await sweep([tiny], { kernel, threads: 2 })
    expect(readings(start.trace)).toEqual(readings(whole.trace).filter(({ epoch }) => epoch === 0))
    expect(swept?.trace).toEqual(whole.trace)
  })

  it('predicts what many seeds measure on average', async () => {
    const wide = { ...tiny, network: { layers: [2, 60, 60, 1] } }
    const predicted = await predict(wide)
    expect(predicted.kernel).toBe('predicted')
    const norms = await Promise.all(Array.from({ length: 40 }, async (_, k) => {
      const { trace } = await measure({ ...wide, data: { ...wide.data }, seed: k + 1 }, { kernel })
      return series(trace, 'deltaNorm', 1).value[0]! ** 2
    }))
    const ratio = series(predicted, 'deltaNorm', 1).value[0]! / Math.sqrt(norms.reduce((sum, x) => sum + x, 0) / norms.length)
    expect(ratio).toBeGreaterThan(0.8)
    expect(ratio).toBeLessThan(1.25)
    await expect(predict('xo')).rejects.toThrow(InputError)
  })

  it('knows the edge of chaos', () => {
    const point = criticalLine('tanh', 0.05)
    expect(point).toMatchObject({ kind: 'edge', usable: true })
    const weightVariance = point.kind === 'edge' ? point.weightVariance : NaN
    expect(meanField({ activation: 'tanh', weightVariance, biasVariance: 0.05 }).phase).toBe('critical')
  })

  it('takes a preset by its name, and says so when there is none', async () => {
    const { trace } = await measure('xor', { kernel })
    expect(trace.experiment).toEqual(presets.xor?.experiment)
    const { trace: linked } = await measure(toUrl(trace.experiment), { kernel })
    expect(linked.fingerprint).toBe(trace.fingerprint)
    await expect(run('v=1&net=2-3-1&act=sigmod')).rejects.toThrow(/Did you mean "?sigmoid/)
    await expect(run('xo')).rejects.toThrow(InputError)
    await expect(run({ network: { layers: [3, 3] } })).rejects.toThrow(InputError)
  })

  it('writes a trace that reads back to the same', async () => {
    const { trace } = await run(tiny, { kernel })
    expect(readTrace(writeTrace(trace))).toEqual(trace)
    expect(writeTrace(trace, 'csv').split('\r\n')).toHaveLength(readings(trace).length + 2)
    expect(() => readTrace('{}')).toThrow(InputError)
  })
})
