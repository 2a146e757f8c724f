import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withChange } from '../../../experiment/index.ts'
import type { Command, PlayerEvent } from '../../../player/index.ts'
import { connect, experiment, newSeed, open, phase, play, reset } from '../../state/lab.ts'
import { bookNetwork } from '../../state/opening.ts'
import { grant, refused, set, shown } from './desk.ts'

const RATE = 'training.optimizer.learningRate'
let sent: Command[] = []
let say: (event: PlayerEvent) => void = () => undefined
const run = (): number => sent.findLast(command => command.kind === 'open')!.run
const kinds = (): string[] => sent.map(({ kind }) => kind)

/** What a worker would say of a run that stands at a step. */
function stand(step: number, playing: boolean, said = experiment.peek()): void {
  const none = new Float64Array(0)
  const columns = { step: none, epoch: none, layer: new Uint16Array(0), neuron: new Int32Array(0), quantity: new Uint8Array(0),
    value: none }
  const rest = { quantities: [], columns, frame: null, updatesPerSecond: 0, end: null, fingerprint: null }
  say({ kind: 'progress', run: run(), experiment: said, step, epoch: step, playing, ...rest } as PlayerEvent)
}

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  connect(receive => {
    say = receive
    return command => void sent.push(command)
  })
  open(bookNetwork())
  stand(0, false)
})
afterEach(() => vi.useRealTimers())

test('before the first update an edit opens the changed experiment, which the controls show at once', () => {
  set([[RATE, 0.5]])
  expect(kinds()).toEqual(['open', 'open'])
  expect(experiment.value.training.optimizer.learningRate).toBe(0.5)
  expect(shown.value).toBe(experiment.value)
})

test('a slider opens nothing while the hand moves; resting or letting go does, once', () => {
  set([[RATE, 0.2]], true)
  vi.advanceTimersByTime(100)
  set([[RATE, 0.3]], true)
  vi.advanceTimersByTime(100)
  expect(kinds()).toEqual(['open'])
  expect(shown.value.training.optimizer.learningRate).toBe(0.3)
  vi.advanceTimersByTime(100)
  expect(kinds()).toEqual(['open', 'open'])
  set([[RATE, 0.4]], true)
  grant()
  vi.advanceTimersByTime(1000)
  expect(kinds()).toEqual(['open', 'open', 'open'])
})

test('while a run goes on the rate changes without a reset, and the controls never fall back meanwhile', () => {
  play()
  stand(40, true)
  set([[RATE, 0.5]])
  expect(sent.at(-1)).toEqual({ kind: 'change', run: run(), change: { learningRate: 0.5 } })
  expect(shown.value.training.optimizer.learningRate).toBe(0.5)
  stand(41, true)
  expect(shown.value.training.optimizer.learningRate).toBe(0.5)
  stand(42, true, withChange(experiment.value, 41, { learningRate: 0.5 }))
  expect(shown.value.training.optimizer.learningRate).toBe(0.5)
  expect(experiment.value.training.changes).toEqual([{ step: 41, learningRate: 0.5 }])
})

test('everything else begins anew with what the controls show, changes on the way included', () => {
  play()
  stand(40, true, withChange(experiment.value, 20, { learningRate: 0.5 }))
  set([['training.batchSize', 100]])
  expect(experiment.value.training).toMatchObject({ batchSize: 100, optimizer: { learningRate: 0.5 } })
  expect(experiment.value.training.changes).toBeUndefined()
})

test('a refused edit leaves experiment and run alone', () => {
  set([['training.batchSize', 5000]])
  expect(refused.value).toMatchObject({ path: 'training.batchSize', mistake: { where: 'training.batchSize' } })
  expect(kinds()).toEqual(['open'])
  set([['training.batchSize', 500]])
  expect(refused.value).toBeNull()
})

test('what was refused is forgotten with its experiment', () => {
  set([['training.batchSize', 5000]])
  newSeed()
  expect(refused.value).toBeNull()
})

test('another experiment, opened meanwhile, is not overrun by a hand that rests on a slider', () => {
  set([[RATE, 0.2]], true)
  const other = { ...bookNetwork(), seed: 9 }
  open(other)
  vi.advanceTimersByTime(1000)
  expect(experiment.value).toBe(other)
  expect(shown.value.seed).toBe(9)
})

test('reset plays the link’s own changes again, but keeps where a hand put the controls', () => {
  const linked = withChange(bookNetwork(), 10, { learningRate: 0.2 })
  open(linked)
  stand(30, false, linked)
  reset()
  expect(experiment.value).toEqual(linked)
  stand(30, false, linked)
  set([[RATE, 0.7]])
  stand(31, false, withChange(linked, 30, { learningRate: 0.7 }))
  newSeed()
  expect(experiment.value).toMatchObject({ seed: linked.seed + 1, training: { optimizer: { learningRate: 0.7 } } })
  expect(experiment.value.training.changes).toBeUndefined()
  expect(phase.value).toBe('opening')
})

test('Play may be pressed while the weights are being drawn', () => {
  open(bookNetwork())
  play()
  expect(sent.at(-1)).toMatchObject({ kind: 'play', run: run() })
  expect(phase.value).toBe('playing')
})
