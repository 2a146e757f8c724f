import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { LAYER_QUANTITIES, resolve, type Experiment } from '../experiment/index.ts'
import { createStream } from '../numerics/index.ts'
import { toJsonl } from '../trace/index.ts'
import { decodeCheckpoint, encodeCheckpoint, notStarted, run, type Checkpoint, type RunOptions } from './index.ts'

const options: RunOptions = { source: { read: name => Promise.reject(new Error(name)) }, kernel: 'reference' }

const experimentOf = (training: object, observe: object = {}, network: object = {}): Experiment =>
  resolve({
    seed: 3, data: { kind: 'blobs', train: 20, validation: 7, classes: 3 }, network: { layers: [2, 5, 4, 3], ...network },
    training: { epochs: 3, batchSize: 6, ...training },
    observe: { examples: 20, quantities: [...LAYER_QUANTITIES, 'cost', 'validationCost'], ...observe }
  })

const cases: readonly (readonly [name: string, experiment: Experiment])[] = [
  ['sgd', experimentOf({})],
  ['nesterov with its schedule', experimentOf({ optimizer: { kind: 'sgd', momentum: { kind: 'sutskever' }, nesterov: true } })],
  ['adam, cosine, clipped, every step', experimentOf(
    { optimizer: { kind: 'adam' }, schedule: { kind: 'cosine' }, gradientClipping: { kind: 'norm', limit: 0.1 } }, { every: { steps: 1 } }
  )],
  ['a full batch on its own pass', experimentOf({ batchSize: 20, epochs: 7, optimizer: { kind: 'rmsprop' } })],
  ['batch normalisation', experimentOf({ optimizer: { kind: 'adagrad' } }, { every: { steps: 5 } }, { normalization: 'batch' })]
]

describe('stop and resume is the straight run, byte for byte', () => {
  it.each(cases)('%s, from every step, through bytes', async (_, experiment) => {
    const straight = await run(experiment, options)
    const end = encodeCheckpoint(straight.checkpoint)
    const steps = straight.checkpoint.step
    expect(steps).toBeGreaterThanOrEqual(7)
    for (let maxSteps = 0; maxSteps < steps; maxSteps++) {
      const stopped = await run(experiment, { ...options, maxSteps })
      expect(stopped.trace.end).toMatchObject({ kind: 'stopped', step: maxSteps })
      const resume = decodeCheckpoint(encodeCheckpoint(stopped.checkpoint))
      expect(resume).toEqual(stopped.checkpoint)
      const resumed = await run(experiment, { ...options, resume })
      expect(toJsonl(resumed.trace)).toBe(toJsonl(straight.trace))
      expect(encodeCheckpoint(resumed.checkpoint)).toEqual(end)
    }
  })

  it.each(cases)('%s, with the simd kernel, half way', async (_, experiment) => {
    const simd: RunOptions = { ...options, kernel: 'simd' }
    const straight = await run(experiment, simd)
    const stopped = await run(experiment, { ...simd, maxSteps: Math.ceil(straight.checkpoint.step / 2) })
    const resumed = await run(experiment, { ...simd, resume: decodeCheckpoint(encodeCheckpoint(stopped.checkpoint)) })
    expect(encodeCheckpoint(resumed.checkpoint)).toEqual(encodeCheckpoint(straight.checkpoint))
    expect(resumed.trace.fingerprint).toBe(straight.trace.fingerprint)
  })

  it.each([1, 2])('a full batch large enough to be held by column, read every %i steps, with the simd kernel, from every step', async steps => {
    const large = resolve({
      ...experimentOf({ epochs: 6, l2: 0.1 }, { every: { steps } }), data: { kind: 'blobs', train: 300, validation: 7, classes: 3 }
    }), experiment = resolve({ ...large, training: { ...large.training, batchSize: 300 }, observe: { ...large.observe, examples: 300 } })
    const straight = await run(experiment, { ...options, kernel: 'simd' })
    for (let maxSteps = 1; maxSteps < 6; maxSteps++) {
      const { checkpoint } = await run(experiment, { ...options, kernel: 'simd', maxSteps })
      expect(toJsonl((await run(experiment, { ...options, kernel: 'simd', resume: checkpoint })).trace)).toBe(toJsonl(straight.trace))
    }
  })

  it('also when stopped many times, and when there is nothing left to do', async () => {
    const experiment = cases[1]![1]
    const straight = await run(experiment, options)
    let { checkpoint } = await run(experiment, { ...options, maxSteps: 0 })
    for (let maxSteps = 1; maxSteps <= 13; maxSteps++) {
      checkpoint = (await run(experiment, { ...options, maxSteps, resume: checkpoint })).checkpoint
    }
    expect(encodeCheckpoint(checkpoint)).toEqual(encodeCheckpoint(straight.checkpoint))
    expect(await run(experiment, { ...options, resume: checkpoint })).toEqual(straight)
  })

  it('a trace that stopped is the beginning of the whole one', async () => {
    const experiment = cases[0]![1]
    const [part, whole] = [await run(experiment, { ...options, maxEpochs: 2 }), await run(experiment, options)]
    expect(part.trace.end).toEqual({ kind: 'stopped', epoch: 2, step: 8 })
    const lines = (trace: typeof whole.trace): string[] => toJsonl(trace).trimEnd().split('\n').slice(1)
    expect(lines(whole.trace).slice(0, lines(part.trace).length)).toEqual(lines(part.trace))
    expect(await run(experiment, { ...options, maxEpochs: 3 })).toEqual(whole)
  })
})

describe('an abort', () => {
  it('stops at the next step, with a checkpoint to go on from', async () => {
    const experiment = experimentOf({ epochs: 50 })
    const signal = { aborted: false }
    const stopped = await run(experiment, { ...options, signal, onProgress: ({ epoch }) => void (signal.aborted ||= epoch >= 20) })
    expect(stopped.trace.end).toEqual({ kind: 'stopped', epoch: 20, step: 81 })
    const resumed = await run(experiment, { ...options, resume: stopped.checkpoint })
    expect(resumed).toEqual(await run(experiment, options))
  })

  it('gets through from outside, because the run lets the event loop turn', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 1)
    const long = experimentOf({ epochs: 1_000_000 }, { quantities: [], every: { epochs: 1_000_000 } })
    const { trace } = await run(long, { ...options, signal: controller.signal })
    expect(trace.end.kind).toBe('stopped')
  })

  it('before the first step leaves the beginning', async () => {
    const experiment = cases[0]![1]
    const { checkpoint, trace } = await run(experiment, { ...options, signal: { aborted: true } })
    expect(trace.columns.value).toHaveLength(0)
    expect(checkpoint).toEqual(notStarted(experiment, 'reference').checkpoint)
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint)
  })
})

describe('a checkpoint that does not fit', () => {
  it('is refused with what differs', async () => {
    const experiment = cases[0]![1]
    const { checkpoint: resume } = await run(experiment, { ...options, maxSteps: 5 })
    await expect(run({ ...experiment, seed: 4 }, { ...options, resume })).rejects.toThrow(/seed: expected 3, as in the checkpoint, got 4/)
    await expect(run(cases[1]![1], { ...options, resume })).rejects.toThrow(/training\.optimizer\.momentum/)
    await expect(run(experiment, { ...options, kernel: 'simd', resume })).rejects.toThrow(/kernel: expected reference/)
    await expect(run(experiment, { ...options, resume: { ...resume, step: 99 } })).rejects.toThrow(/checkpoint.step/)
  })
})

describe('a stranger\'s checkpoint file', () => {
  const checkpointOf = async (): Promise<Checkpoint> => (await run(cases[1]![1], { ...options, maxSteps: 5 })).checkpoint

  it('cut short, changed in any byte or of another kind is refused', async () => {
    const bytes = encodeCheckpoint(await checkpointOf())
    const stream = createStream(1, 'damage')
    for (let i = 0; i < 200; i++) {
      const damaged = bytes.slice()
      damaged[stream.below(bytes.length)]! ^= 1 << stream.below(8)
      expect(() => decodeCheckpoint(damaged)).toThrow(InputError)
      expect(() => decodeCheckpoint(bytes.subarray(0, stream.below(bytes.length)))).toThrow(InputError)
    }
    expect(() => decodeCheckpoint(new Uint8Array(0))).toThrow(/a Deltascope checkpoint/)
  })

  it('with a right sum but a hostile header is refused too', async () => {
    const bytes = encodeCheckpoint(await checkpointOf())
    const length = new DataView(bytes.buffer).getUint32(16, true)
    const header = Buffer.from(bytes.subarray(20, 20 + length)).toString()
    const forged = (edit: (header: string) => string, headerLength?: number): Uint8Array => {
      const text = Buffer.from(edit(header))
      const size = Buffer.alloc(4)
      size.writeUInt32LE(headerLength ?? text.length)
      const body = Buffer.concat([bytes.subarray(0, 16), size, text, bytes.subarray(20 + length, bytes.length - 32)])
      return Buffer.concat([body, createHash('sha256').update(body).digest()])
    }
    expect(decodeCheckpoint(forged(h => h))).toEqual(await checkpointOf())
    const edits: readonly ((header: string) => string)[] = [
      h => h.replace('"step":5', '"step":-5'),
      h => h.replace('"started":true', '"started":false'),
      h => h.replace('"kernel":"reference"', '"kernel":"gpu"'),
      h => h.replace('"length":1,', '"length":9007199254740991,'),
      h => h.replace(/"length":\d+/, '"length":1e999'),
      h => h.replace('"kind":"f64"', '"kind":"constructor"'),
      h => h.replace('"name":"trace.value"', '"name":"trace.step"'),
      h => h.replace('"name":"trace.value"', '"name":"trace.valu"'),
      h => h.replace('"quantities":[', '"quantities":[],"x":['),
      h => h.replace(/"quantities":\["cost".*?\]/, '"quantities":[]'),
      h => h.replace('"layers":[2,5,4,3]', '"layers":[2,1e15,3]'),
      h => h.replace('{', '{"__proto__":{"step":1},'),
      () => '[]',
      () => ''
    ]
    for (const edit of edits) {
      expect(edit(header)).not.toBe(header)
      expect(() => decodeCheckpoint(forged(edit)), edit.toString()).toThrow(InputError)
    }
    expect(() => decodeCheckpoint(forged(h => h, 0xffffffff))).toThrow(InputError)
  })
})
