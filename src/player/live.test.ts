import { describe, expect, it } from 'vitest'
import { fromUrl, toUrl, type TrainingNumbers } from '../experiment/index.ts'
import { encodeSafetensors } from '../network/index.ts'
import { run } from '../run/index.ts'
import { fromJsonl, toCsv, toJsonl } from '../trace/index.ts'
import type { ExportFormat, PlayerEvent } from './protocol.ts'
import { createStage, lastOf, noFiles, opening, progressOf, smallExperiment as small, type Stage } from './testing.ts'

type Exported = Extract<PlayerEvent, { kind: 'exported' }>
function exported(stage: Stage, format: ExportFormat): Exported {
  stage.send({ kind: 'export', run: 1, request: 7, format })
  return stage.events.findLast(event => event.kind === 'exported')!
}
const textOf = ({ bytes }: Exported): string => new TextDecoder().decode(bytes)

async function opened(experiment = small(), tick = 0.1): Promise<Stage> {
  const stage = createStage(tick)
  await stage.open(opening(experiment))
  return stage
}
function playOn(stage: Stage): void {
  stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
  stage.settle()
}

describe('changes while it plays', () => {
  it('are in its document, and whoever runs that has the same fingerprint', async () => {
    const stage = await opened(small({ epochs: 60 }), 3)
    stage.send({ kind: 'change', run: 1, change: { learningRate: 0.2 } })
    expect(lastOf(stage)).toMatchObject({ step: 0, playing: false, frame: null })
    expect(lastOf(stage).experiment.training.optimizer.learningRate).toBe(0.2)
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    const made: TrainingNumbers[] = [{ learningRate: 1, l2: 0 }, { momentum: 0.9 }, { learningRate: 0.05, momentum: 0 }, { l2: 3 }]
    for (const [i, change] of made.entries()) {
      stage.settle(() => lastOf(stage).step > 40 * (i + 1))
      stage.send({ kind: 'change', run: 1, change })
    }
    stage.settle()
    const { experiment, fingerprint, end } = lastOf(stage)
    expect(end).toEqual({ kind: 'done' })
    expect(experiment.training.changes).toMatchObject(made)
    const again = await run(fromUrl(toUrl(experiment)), { source: noFiles })
    expect(again.trace.fingerprint).toBe(fingerprint)
    const unchanged = await run(small({ epochs: 60 }), { source: noFiles })
    expect(unchanged.trace.fingerprint).not.toBe(fingerprint)
  })

  it('that no document may have are refused, and the run goes on', async () => {
    const stage = await opened()
    stage.send({ kind: 'advance', run: 1, by: { updates: 5 } })
    stage.settle()
    stage.send({ kind: 'change', run: 1, change: { learningRate: -1 } })
    expect(stage.events.at(-1)).toMatchObject({ kind: 'failed', run: 1, mistake: { where: 'training.changes[0].learningRate', got: '-1' } })
    playOn(stage)
    expect(lastOf(stage).fingerprint).toBe((await run(small(), { source: noFiles })).trace.fingerprint)
  })

  it('made often cost no frame and no reading each', async () => {
    const stage = await opened()
    const before = stage.events.length
    for (let i = 1; i <= 50; i++) stage.send({ kind: 'change', run: 1, change: { learningRate: i } })
    const events = progressOf(stage).slice(before - 1)
    expect(events).toHaveLength(50)
    expect(events.every(({ frame, columns }) => frame === null && columns.value.length === 0)).toBe(true)
  })
})

describe('more epochs', () => {
  it.each([['before the end', 9], ['after the end', 24]])('asked for %s make the longer run', async (_, step) => {
    for (const observe of [{}, { every: { epochs: 4 } }]) {
      const longer = await run(small({ epochs: 10 }, observe), { source: noFiles })
      const stage = await opened(small({}, observe))
      stage.send({ kind: 'advance', run: 1, by: { updates: step } })
      stage.settle()
      expect(lastOf(stage).end).toEqual(step === 24 ? { kind: 'done' } : null)
      stage.send({ kind: 'extend', run: 1, epochs: 10 })
      expect(lastOf(stage)).toMatchObject({ end: null, fingerprint: null, step, experiment: { training: { epochs: 10 } } })
      playOn(stage)
      expect(lastOf(stage)).toMatchObject({ end: { kind: 'done' }, fingerprint: longer.trace.fingerprint })
      expect(textOf(exported(stage, 'jsonl'))).toBe(toJsonl(longer.trace))
    }
  })

  it('are refused where the schedule counts them', async () => {
    const stage = await opened(small({ schedule: { kind: 'cosine' } }))
    stage.send({ kind: 'extend', run: 1, epochs: 10 })
    expect(stage.events.at(-1)).toMatchObject({ kind: 'failed', mistake: { where: 'training.epochs' } })
  })
})

describe('exports', () => {
  it('that cannot be made are refused, and the run goes on', async () => {
    const stage = await opened()
    stage.send({ kind: 'export', run: 1, request: 3, format: 'none' as ExportFormat })
    expect(stage.events.at(-1)).toMatchObject({ kind: 'notExported', run: 1, request: 3 })
    stage.send({ kind: 'advance', run: 1, by: { epochs: 1 } })
    stage.settle()
    expect(lastOf(stage)).toMatchObject({ epoch: 1 })
  })

  it('are the files of the command line, at the end and on the way', async () => {
    const stage = await opened()
    for (const maxSteps of [0, 7, 24]) {
      if (maxSteps > 0) stage.send({ kind: 'advance', run: 1, by: { updates: maxSteps - lastOf(stage).step } })
      stage.settle()
      const { trace, parameters } = await run(small(), { source: noFiles, maxSteps })
      const { fingerprint } = trace
      const jsonl = exported(stage, 'jsonl')
      expect(jsonl).toMatchObject({ run: 1, request: 7, name: `deltascope-${fingerprint}.jsonl`, type: 'application/jsonl', fingerprint })
      expect(textOf(jsonl)).toBe(toJsonl(trace))
      expect(fromJsonl(textOf(jsonl))).toEqual(trace)
      const csv = exported(stage, 'csv')
      expect([textOf(csv), csv.type]).toEqual([toCsv(trace), 'text/csv'])
      const tensors = exported(stage, 'safetensors')
      expect(tensors.bytes).toEqual(encodeSafetensors(parameters, { fingerprint, kernel: 'simd' }))
      expect(tensors.name).toBe(`deltascope-${fingerprint}.safetensors`)
    }
  })

  it('do not disturb the run', async () => {
    const stage = await opened(small(), 20)
    stage.send({ kind: 'play', run: 1, updatesPerSecond: null })
    stage.settle(() => {
      exported(stage, 'safetensors')
      return false
    })
    expect(lastOf(stage).fingerprint).toBe((await run(small(), { source: noFiles })).trace.fingerprint)
  })
})
