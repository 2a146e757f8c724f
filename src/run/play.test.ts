import { describe, expect, it } from 'vitest'
import { LAYER_QUANTITIES, resolve, withChange, type Experiment, type TrainingChange } from '../experiment/index.ts'
import { toJsonl } from '../trace/index.ts'
import { decodeCheckpoint, encodeCheckpoint, openPlay, run, type Play, type RunOptions } from './index.ts'

const source = { read: (name: string) => Promise.reject(new Error(name)) }
const kernels = ['reference', 'simd'] as const

const experimentOf = (training: object = {}, observe: object = {}, network: object = {}): Experiment =>
  resolve({
    seed: 3, data: { kind: 'blobs', train: 20, validation: 7, classes: 3 }, network: { layers: [2, 5, 4, 3], ...network },
    training: { epochs: 4, batchSize: 6, l2: 0.1, ...training },
    observe: { examples: 20, quantities: [...LAYER_QUANTITIES, 'cost', 'validationCost'], perNeuron: true, ...observe }
  })

const lr = (step: number, learningRate: number): TrainingChange => ({ step, learningRate })
/** Every optimizer and schedule, with changes that begin, raise and end what can be. */
const cases: readonly (readonly [name: string, experiment: Experiment])[] = [
  ['plain, then momentum, then none, then again', experimentOf({ changes: [
    { step: 3, momentum: 0.9 }, { step: 6, momentum: 0, learningRate: 0.5 }, { step: 9, momentum: 0.5, l2: 0 }, lr(12, 0)
  ] })],
  ['Nesterov after Sutskever', experimentOf({
    optimizer: { momentum: { kind: 'sutskever', max: 0.9 }, nesterov: true },
    changes: [lr(2, 1), { step: 5, momentum: 0.7 }, { step: 8, momentum: 0 }]
  })],
  ['adam, step schedule', experimentOf({
    optimizer: { kind: 'adam' }, schedule: { kind: 'step', every: 1, factor: 0.5 }, changes: [lr(1, 0.1), { step: 7, l2: 3 }]
  })],
  ['adamw, cosine', experimentOf({
    optimizer: { kind: 'adamw' }, l2: 0, schedule: { kind: 'cosine' }, changes: [lr(4, 0.02), lr(15, 0.5)]
  })],
  ['a full batch, clipped, read every second epoch', experimentOf(
    { batchSize: 20, epochs: 9, gradientClipping: { kind: 'value', limit: 0.01 }, changes: [{ step: 4, l2: 9, learningRate: 2 }] },
    { every: { epochs: 2 } }
  )],
  ['batch normalisation, rmsprop', experimentOf(
    { optimizer: { kind: 'rmsprop' }, changes: [lr(5, 0.1)] }, { every: { steps: 3 } }, { normalization: 'batch' }
  )]
]

/** Looks at everything there is to look at. */
function look(play: Play): void {
  play.peek()
  play.snapshot()
  play.since(0)
  play.parameters()
}

async function playedThrough(experiment: Experiment, kernel: 'reference' | 'simd', before: (play: Play) => void): Promise<Play> {
  const play = await openPlay(experiment, { source, kernel })
  while (!play.end) {
    before(play)
    play.step()
  }
  return play
}

describe.each(kernels)('changes on the way (%s)', kernel => {
  const options: RunOptions = { source, kernel }

  it.each(cases)('%s: made while it plays, the run is that of its document', async (_, experiment) => {
    const straight = await run(experiment, options)
    const { changes: listed = [], ...training } = experiment.training
    const play = await playedThrough({ ...experiment, training }, kernel, here => {
      const change = listed.find(({ step }) => step === here.position.step)
      if (change) here.change({ ...change })
    })
    expect(play.experiment).toEqual(experiment)
    expect(encodeCheckpoint(play.checkpoint())).toEqual(encodeCheckpoint(straight.checkpoint))
    const unchanged = await run({ ...experiment, training }, options)
    expect([...unchanged.trace.columns.value]).not.toEqual([...straight.trace.columns.value])
  })

  it.each(cases)('%s: stopped anywhere, given what is still to come, it is the straight run', async (_, experiment) => {
    const straight = await run(experiment, options)
    const { changes: listed = [], ...training } = experiment.training
    for (const { step } of listed) {
      // What the run knew of then: the changes before.
      const known = resolve({ ...experiment, training: { ...training, changes: listed.filter(change => change.step < step) } })
      const stopped = await run(known, { ...options, maxSteps: step })
      const resume = decodeCheckpoint(encodeCheckpoint(stopped.checkpoint))
      const resumed = await run(experiment, { ...options, resume })
      expect(toJsonl(resumed.trace)).toBe(toJsonl(straight.trace))
      expect(encodeCheckpoint(resumed.checkpoint)).toEqual(encodeCheckpoint(straight.checkpoint))
    }
  })

  it('looking disturbs nothing, at no step', async () => {
    for (const [, experiment] of cases) {
      const straight = await run(experiment, options)
      const play = await playedThrough(experiment, kernel, look)
      expect(encodeCheckpoint(play.checkpoint())).toEqual(encodeCheckpoint(straight.checkpoint))
    }
  })
})

describe('a play', () => {
  const options: RunOptions = { source, kernel: 'simd' }

  it('peeks at the very reading that comes next, where one is due', async () => {
    for (const every of [{ epochs: 1 }, { steps: 3 }]) {
      const play = await openPlay(experimentOf({}, { every }), options)
      while (!play.end) {
        const [from, peeked, due] = [play.readings, play.peek(), play.due]
        play.step()
        const taken = play.since(from)
        expect(peeked === null).toBe(!due)
        if (peeked) expect(peeked).toEqual(taken)
      }
      expect(play.peek()).toBe(null)
    }
  })

  it('begun with other numbers has them for its own, and forgets a change that was taken back', async () => {
    const play = await openPlay(experimentOf(), options)
    play.change({ learningRate: 0.3 })
    expect(play.experiment).toEqual(experimentOf({ optimizer: { learningRate: 0.3 } }))
    play.step()
    play.change({ learningRate: 0.4, l2: 2 })
    play.change({ learningRate: 0.3 })
    expect(play.experiment.training.changes).toEqual([{ step: 1, l2: 2 }])
    play.change({ l2: 0.1 })
    expect(play.experiment).toEqual(experimentOf({ optimizer: { learningRate: 0.3 } }))
  })

  it('refuses numbers that a document may not have, and goes on as it was', async () => {
    const play = await openPlay(experimentOf({ optimizer: { kind: 'adam' } }), options)
    expect(() => play.change({ momentum: 0.5 })).toThrow(/momentum/)
    play.step()
    expect(() => play.change({ momentum: 0.5 })).toThrow('training.changes[0].momentum: expected no momentum with adam')
    expect(() => play.change({ learningRate: -1 })).toThrow('training.changes[0].learningRate')
    expect(() => play.change({ learningRate: NaN })).toThrow('training.changes[0].learningRate')
    expect(play.experiment).toEqual(experimentOf({ optimizer: { kind: 'adam' } }))
  })

  it('extended, before its end or after, is the longer run', async () => {
    for (const observe of [{}, { every: { epochs: 3 } }, { every: { steps: 5 } }, { every: { epochs: 4 }, examples: 3 }]) {
      for (const training of [{}, { batchSize: 20 }]) {
        const longer = await run(experimentOf({ ...training, epochs: 11 }, observe), options)
        for (const stepsBefore of [0, 3, 1e9]) {
          const play = await openPlay(experimentOf(training, observe), options)
          for (let i = 0; i < stepsBefore && !play.end; i++) play.step()
          play.extend(7)
          while (stepsBefore > 3 && !play.end) play.step()
          play.extend(11)
          expect(play.end).toBe(null)
          while (!play.end) play.step()
          expect(toJsonl(play.trace())).toBe(toJsonl(longer.trace))
        }
      }
    }
  })

  it('cannot be extended to what it is, or where the schedule counts the epochs', async () => {
    const play = await openPlay(experimentOf(), options)
    expect(() => play.extend(4)).toThrow(/more than 4/)
    expect(() => play.extend(NaN)).toThrow(/more than 4/)
    expect(() => play.extend(4.5)).toThrow(/training.epochs/)
    const cosine = await openPlay(experimentOf({ schedule: { kind: 'cosine' } }), options)
    expect(() => cosine.extend(9)).toThrow(/cosine/)
  })
})

describe('a checkpoint', () => {
  const options: RunOptions = { source, kernel: 'simd' }

  it('of a run that stopped or was done goes on for more epochs as the longer run', async () => {
    const longer = await run(experimentOf({ epochs: 9 }, { every: { epochs: 3 } }), options)
    for (const maxSteps of [5, 15, 16, Infinity]) {
      const { checkpoint } = await run(experimentOf({}, { every: { epochs: 3 } }), { ...options, maxSteps })
      const resume = decodeCheckpoint(encodeCheckpoint(checkpoint))
      expect(toJsonl((await run(longer.trace.experiment, { ...options, resume })).trace)).toBe(toJsonl(longer.trace))
    }
  })

  it('refuses another past, fewer epochs, and more where the schedule counts them', async () => {
    const changed = experimentOf({ changes: [lr(2, 0.3), lr(9, 0.4)] })
    const { checkpoint } = await run(changed, { ...options, maxSteps: 6 })
    const resume = (experiment: Experiment): Promise<unknown> => run(experiment, { ...options, resume: checkpoint })
    await expect(resume(experimentOf({ changes: [lr(2, 0.35), lr(9, 0.4)] }))).rejects.toThrow(/training\.changes/)
    await expect(resume(experimentOf({ changes: [lr(2, 0.3), lr(5, 0.4)] }))).rejects.toThrow(/training\.changes/)
    await expect(resume(experimentOf())).rejects.toThrow(/training\.changes/)
    await expect(resume(experimentOf({ epochs: 3, changes: [lr(2, 0.3)] }))).rejects.toThrow(/training\.epochs: expected 4/)
    await expect(resume(experimentOf({ changes: [lr(2, 0.3)], l2: 4 }))).rejects.toThrow(/training\.l2/)
    await resume(experimentOf({ changes: [lr(2, 0.3), lr(6, 0.4)] }))
    const cosine = (epochs: number): Experiment => experimentOf({ schedule: { kind: 'cosine' }, epochs })
    const stopped = await run(cosine(4), { ...options, maxSteps: 6 })
    await expect(run(cosine(5), { ...options, resume: stopped.checkpoint })).rejects.toThrow(/training\.epochs/)
  })

  it('of a run that became non-finite stays what it is', async () => {
    const wild = experimentOf({ optimizer: { learningRate: 1e30 } }, {}, { activation: 'relu' })
    const bad = await run(wild, options)
    expect(bad.trace.end.kind).toBe('nonFinite')
    const again = await run(withChange(wild, 15, { learningRate: 0 }), { ...options, resume: bad.checkpoint })
    expect(again.trace.end).toEqual(bad.trace.end)
    expect(again.trace.columns).toEqual(bad.trace.columns)
  })
})
