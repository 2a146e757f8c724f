import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { FileSource } from '../data/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { encodeCheckpoint, type RunResult } from '../run/index.ts'
import { toJsonl } from '../trace/index.ts'
import { nodeSource, runAll, runTasks } from './index.ts'
import { estimatedCost } from './task.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-pool-'))
afterAll(() => rmSync(folder, { recursive: true }))

const circles = (seed: number, epochs: number): Experiment =>
  resolve({
    seed,
    data: { kind: 'circles', train: 40, validation: 20 },
    network: { layers: [2, 4, 4, 2] },
    training: { epochs },
    observe: { quantities: ['deltaNorm', 'cost', 'validationAccuracy'] }
  })
/** From a file: two classes in the plane. */
const csv = (inputs: string): Experiment =>
  resolve({
    data: { kind: 'csv', inputs, targets: 'y', task: 'classification', scale: 1, train: 4, validation: 2 },
    network: { layers: [2, 3, 2] },
    training: { epochs: 2 },
    observe: { quantities: ['deltaNorm'] }
  })
const TABLE = 'a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n.5,.2,0\n.3,1,1\n'
const kernel = 'reference'
/** All the bytes of a result but its duration. */
const bytes = ({ trace, checkpoint, parameters }: RunResult): unknown =>
  [toJsonl(trace), Buffer.from(encodeCheckpoint(checkpoint)).toString('base64'), parameters]

describe('runAll', () => {
  const experiments = [circles(1, 3), circles(2, 30), circles(3, 1), circles(4, 12), circles(1, 3)]

  it('keeps the order and gives the same bytes with 1, 2 and 3 threads', async () => {
    const here = await runAll(experiments, { threads: 1, kernel })
    expect(here.map(({ trace }) => trace.experiment)).toEqual(experiments)
    expect(here.map(({ trace }) => trace.end.kind)).toEqual(experiments.map(() => 'done'))
    expect(bytes(here[0]!)).toEqual(bytes(here[4]!))
    expect(bytes(here[0]!)).not.toEqual(bytes(here[1]!))
    for (const threads of [2, 3]) expect((await runAll(experiments, { threads, kernel })).map(bytes)).toEqual(here.map(bytes))
  })

  it('measures without training', async () => {
    const [measured] = await runAll([circles(1, 30)], { threads: 2, kernel, mode: 'measure' })
    expect([...new Set(measured!.trace.columns.epoch)]).toEqual([0])
  })

  it('gives the trace alone when nothing else is wanted', async () => {
    const [whole] = await runAll([circles(1, 3)], { threads: 1, kernel })
    for (const threads of [1, 2]) {
      const [light] = await runTasks([{ kind: 'run', experiment: circles(1, 3), keep: 'trace' }], { threads, kernel })
      expect(toJsonl(light!.trace)).toBe(toJsonl(whole!.trace))
      expect([light!.parameters, light!.checkpoint.step, light!.checkpoint.state]).toEqual([[], 0, null])
    }
  })

  it('reports every experiment up to 1, never backwards', async () => {
    for (const threads of [1, 2]) {
      const seen = experiments.map(() => [0])
      await runAll(experiments, { threads, kernel, onProgress: ({ index, fraction }) => void seen[index]!.push(fraction) })
      for (const fractions of seen) {
        expect(fractions.at(-1)).toBe(1)
        expect(fractions.toSorted((a, b) => a - b)).toEqual(fractions)
      }
    }
  })

  it('takes no experiments at all', async () => {
    expect(await runAll([], {})).toEqual([])
  })

  it('refuses a number of threads that is none', async () => {
    for (const threads of [NaN, -1, 1.5, Infinity]) await expect(runAll([circles(1, 1)], { threads, kernel })).rejects.toThrow(/^threads: expected/)
  })

  it('puts the longest first', () => {
    const cost = (experiment: Experiment, kind: 'run' | 'measure' = 'run'): number => estimatedCost({ kind, experiment })
    expect(cost(circles(1, 30))).toBeGreaterThan(cost(circles(1, 3)))
    expect(cost(circles(1, 1))).toBeGreaterThan(cost(circles(1, 1000), 'measure'))
  })
})

describe('cancellation', () => {
  for (const threads of [1, 2]) {
    it(`keeps what was read, with ${threads} thread(s), and can be resumed to the straight run's bytes`, async () => {
      const long = [circles(1, 600), circles(2, 600), circles(3, 600)]
      const stop = new AbortController()
      const onProgress = ({ fraction }: { fraction: number }): void => void (fraction > 0.05 && stop.abort())
      const results = await runAll(long, { threads, kernel, signal: stop.signal, onProgress })
      expect(results).toHaveLength(3)
      expect(results.map(({ trace }) => trace.end.kind)).toEqual(['stopped', 'stopped', 'stopped'])
      expect(results[0]!.trace.columns.value.length).toBeGreaterThan(0)
      expect(results[2]!.trace.columns.value.length).toBe(0)
      const tasks = results.slice(0, 1).map(({ checkpoint }, i) => ({ kind: 'run' as const, experiment: long[i]!, resume: checkpoint }))
      const resumed = await runTasks(tasks, { threads: 2, kernel })
      const straight = await runAll(long.slice(0, 1), { threads: 2, kernel })
      expect(resumed.map(bytes)).toEqual(straight.map(bytes))
    })
  }

  it('does nothing when it is cancelled already', async () => {
    const results = await runAll([circles(1, 3), circles(2, 3)], { threads: 2, kernel, signal: AbortSignal.abort() })
    expect(results.map(({ trace }) => [trace.end.kind, trace.columns.value.length])).toEqual([['stopped', 0], ['stopped', 0]])
  })
})

describe('files and faults', () => {
  it('reads a caller\'s files in the threads, and any other source through the main thread', async () => {
    const path = join(folder, 'table.csv')
    writeFileSync(path, TABLE)
    const memory: FileSource = { read: async () => new TextEncoder().encode(TABLE) }
    const [here] = await runAll([csv(path)], { threads: 1, kernel })
    for (const source of [nodeSource(), memory]) {
      const [there] = await runAll([csv(path)], { threads: 2, kernel, source })
      expect(bytes(there!)).toEqual(bytes(here!))
    }
  })

  it('throws a caller\'s mistake as it is, with any number of threads', async () => {
    for (const threads of [1, 2]) {
      await expect(runAll([circles(1, 3), csv('/no/such.csv')], { threads, kernel })).rejects.toMatchObject({
        name: 'InputError', mistake: { code: 'file', where: '/no/such.csv', got: 'no such file' }
      })
    }
  })

  it('names the experiment of any other fault', async () => {
    const good = circles(1, 1), optimizer = { ...good.training.optimizer, kind: 'planted' } as unknown as Experiment['training']['optimizer']
    const bad = { ...good, training: { ...good.training, optimizer } }
    for (const threads of [1, 2]) {
      const runs = runAll([good, bad], { threads, kernel, source: nodeSource() })
      await expect(runs).rejects.toThrow(/^experiment 2 of 2 \(.*opt=planted.*\): /)
    }
  })

  it('survives a thread that dies, and a progress listener that throws', async () => {
    const program = join(folder, 'dies.mjs')
    writeFileSync(program, `import { parentPort, workerData } from 'node:worker_threads'
      const index = workerData.order[Atomics.add(workerData.next, 0, 1)]
      if (index !== undefined) parentPort.postMessage({ kind: 'begun', index })
      setTimeout(() => process.exit(7), 20)`)
    const tasks = [{ kind: 'run' as const, experiment: circles(5, 3) }]
    const line = /^experiment 1 of 1 \(.*seed=5.*\): the thread that ran it stopped: .*code 7/
    await expect(runTasks(tasks, { threads: 2, kernel }, program)).rejects.toThrow(line)
    const onProgress = (): void => {
      throw new Error('planted')
    }
    await expect(runAll([circles(1, 3)], { threads: 2, kernel, onProgress })).rejects.toThrow('planted')
  })

  it('survives a listener that throws when all is stopped, and a source that throws at once', async () => {
    const onResult = (): void => {
      throw new Error('planted')
    }
    const stop = new AbortController()
    const runs = runAll(Array.from({ length: 8 }, (_, i) => circles(i, 400)), { threads: 2, kernel, onResult, signal: stop.signal })
    setTimeout(() => stop.abort(), 300)
    await expect(runs).rejects.toThrow('planted')
    const source: FileSource = {
      read: () => {
        throw new Error('planted')
      }
    }
    await expect(runAll([csv('a.csv'), csv('b.csv')], { threads: 2, kernel, source })).rejects.toThrow(/a\.csv|b\.csv/)
  })
})

describe('a run that is worth a team', () => {
  it('gives the same bytes with 1, 2 and 3 threads', async () => {
    // 2·10⁹ multiply-adds and full batches: large enough for the threads to be used.
    const experiment = resolve({
      data: { kind: 'circles', train: 600, validation: 20 },
      network: { layers: [2, 60, 60, 2] },
      training: { epochs: 320, batchSize: 600 },
      observe: { quantities: ['deltaNorm', 'cost'], every: { epochs: 40 } }
    })
    expect(estimatedCost({ kind: 'run', experiment })).toBeGreaterThan(2e9)
    const [one, ...others] = await Promise.all([1, 2, 3].map(threads => runAll([experiment], { threads })))
    for (const other of others) expect(bytes(other[0]!)).toEqual(bytes(one![0]!))
  })
})
