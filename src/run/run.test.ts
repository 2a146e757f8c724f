import { describe, expect, it } from 'vitest'
import type { FileSource } from '../data/index.ts'
import { resolve } from '../experiment/index.ts'
import { readings, series, toJsonl } from '../trace/index.ts'
import { decodeCheckpoint, encodeCheckpoint, measureExperiment, run, type RunOptions } from './index.ts'

const source: FileSource = { read: name => Promise.reject(new Error(`no file ${name} in this test`)) }
const options: RunOptions = { source, kernel: 'reference' }

/** A net small enough for hundreds of runs, on drawn data. */
const small = (change: Readonly<Record<string, unknown>> = {}, observe: Readonly<Record<string, unknown>> = {}) =>
  resolve({
    seed: 3,
    data: { kind: 'blobs', train: 20, validation: 7, classes: 3 },
    network: { layers: [2, 5, 4, 3] },
    training: { epochs: 4, batchSize: 6, ...change },
    observe: { examples: 10, quantities: ['deltaNorm', 'cost', 'accuracy', 'validationAccuracy', 'validationCost'], ...observe }
  })

describe('readings', () => {
  it('stand at epochs 0…E, before the update, and number E + 1', async () => {
    const { trace } = await run(small(), options)
    expect([...series(trace, 'cost', 0).epoch]).toEqual([0, 1, 2, 3, 4])
    expect([...series(trace, 'deltaNorm', 2).step]).toEqual([0, 4, 8, 12, 16])
    expect(trace.end).toEqual({ kind: 'done' })
    const measured = await measureExperiment(small(), options)
    expect(readings(measured.trace)).toEqual(readings(trace).filter(r => r.step === 0))
  })
})

describe('stop and resume', () => {
  it('gives the straight run, byte for byte, mid-epoch and through bytes', async () => {
    const experiment = small()
    const straight = await run(experiment, options)
    for (let maxSteps = 0; maxSteps <= 16; maxSteps++) {
      const stopped = await run(experiment, { ...options, maxSteps })
      const resume = decodeCheckpoint(encodeCheckpoint(stopped.checkpoint))
      const resumed = await run(experiment, { ...options, resume })
      expect(toJsonl(resumed.trace)).toBe(toJsonl(straight.trace))
      expect(resumed.parameters).toEqual(straight.parameters)
    }
  })
})
