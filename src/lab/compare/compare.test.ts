import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolve, type Experiment } from '../../experiment/index.ts'
import { createPlayer, type PlayerEvent } from '../../player/index.ts'
import { ghosts, keepRun } from '../state/ghosts.ts'
import { addReadings, clearHistory } from '../state/history.ts'
import { arrived, experiment } from '../state/lab.ts'
import { bookNetwork } from '../state/opening.ts'
import { language } from '../state/settings.ts'
import { Compare } from './compare.tsx'
import { atDepth, depthRuns, depthsBar, depthsTraining, stopDepths, trainDepths, type StartWorker } from './depths.ts'
import { differencesOf, outcomeOf } from './differences.ts'

const small = (training: object = {}, network: object = {}): Experiment => resolve({
  seed: 3, data: { kind: 'blobs', train: 20, validation: 0, classes: 3 }, network: { layers: [2, 5, 3], ...network },
  training: { epochs: 4, batchSize: 10, ...training }, observe: { quantities: ['deltaNorm', 'cost'] }
})

/** A worker in this thread; `stopped` counts those that were ended. */
const workers = { started: 0, stopped: 0, opened: [] as number[] }
const start: StartWorker = (receive, until) => {
  workers.started++
  const player = createPlayer(event => setImmediate(() => receive(structuredClone(event) as PlayerEvent)), {
    source: () => ({ read: name => Promise.reject(new Error(name)) }), clock: () => performance.now(),
    schedule: task => void setImmediate(task)
  })
  until.addEventListener('abort', () => {
    workers.stopped++
    player.dispose()
  })
  return command => {
    if (command.kind === 'open') workers.opened.push(command.run)
    player.receive(command)
  }
}
const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise(resolve => setTimeout(resolve, 2))
}

beforeEach(() => {
  Object.assign(workers, { started: 0, stopped: 0, opened: [] })
  ghosts.value = []
  clearHistory()
  arrived.value = true
  experiment.value = bookNetwork()
})
afterEach(stopDepths)

describe('what differs between experiments', () => {
  it('is named by its path, with the value of each; what is only observed is not', () => {
    const one = bookNetwork()
    const other = resolve({
      ...one, seed: 2, network: { ...one.network, layers: [784, 30, 30, 30, 10] },
      training: { ...one.training, optimizer: { kind: 'adam' } }, observe: { quantities: ['cost'] }
    })
    expect(differencesOf([one, other])).toEqual([
      { path: 'network.layers', values: ['784-30×2-10', '784-30×3-10'] },
      { path: 'training.optimizer.kind', values: ['sgd', 'adam'] },
      { path: 'training.optimizer.learningRate', values: ['0.1', '0.001'] },
      { path: 'training.optimizer.momentum', values: ['0', null] },
      { path: 'training.optimizer.nesterov', values: ['false', null] },
      { path: 'seed', values: ['1', '2'] },
      { path: 'training.optimizer.beta1', values: [null, '0.9'] },
      { path: 'training.optimizer.beta2', values: [null, '0.999'] },
      { path: 'training.optimizer.epsilon', values: [null, '10⁻⁸'] }
    ])
    expect(differencesOf([one, one])).toEqual([])
    expect(differencesOf([one])).toEqual([])
  })

  it('is told apart in full where four digits do not, and changes on the way are one line', () => {
    const rate = (learningRate: number): Experiment => small({ optimizer: { learningRate } })
    expect(differencesOf([rate(0.1), rate(0.100001)])[0]!.values).toEqual(['0.1', '0.100001'])
    const changed = small({ changes: [{ step: 2, learningRate: 0.5 }] })
    expect(differencesOf([small(), changed])).toEqual([{ path: 'training.changes', values: [null, 'learningRate 0.5 @ 2'] }])
  })

  it('has numbers beside it: gaps from layer 1 to the last hidden one, cost and accuracy, NaN where nothing was read', () => {
    const key = (name: string, layer: number, ...values: number[]) => [`${name}/${layer}`, values] as const
    const norms = [key('deltaNorm', 1, 0.1, 0.01), key('deltaNorm', 2, 0.5, 0.02)]
    const series = new Map([...norms, key('cost', 0, 3, 2), key('accuracy', 0, NaN, NaN)])
    const history = { steps: [0, 1], epochs: [0, 1], series }
    expect(outcomeOf(bookNetwork(), history)).toEqual({ epochs: 1, gapStart: 5, gapNow: 2, cost: 2, accuracy: NaN })
    expect(outcomeOf(small(), history).gapNow).toBeNaN()
  })
})

describe('depths', () => {
  it('have all layers as wide as the first, and nothing frozen, changed or linked that cannot be', () => {
    const wide = small({ frozen: [1], changes: [{ step: 1, l2: 0 }] }, { layers: [2, 7, 9, 9, 3], residual: true })
    const four = atDepth(wide, 4)
    expect(four.network).toMatchObject({ layers: [2, 7, 7, 7, 7, 3], residual: true })
    expect([four.training.frozen, four.training.changes]).toEqual([undefined, undefined])
    expect(atDepth(wide, 1).network).toMatchObject({ layers: [2, 7, 3], residual: false })
    expect(atDepth(small({}, { layers: [2, 3] }), 2).network.layers).toEqual([2, 30, 30, 3])
  })

  it('cannot be had with files of the user\'s own', () => {
    expect(depthsBar(small())).toBeNull()
    expect(depthsBar(resolve({ data: { kind: 'csv', inputs: 'a.csv', targets: '0' }, network: { layers: [2, 3, 2] } }))).toBe('own')
    const initialization = { weights: { kind: 'safetensors', file: 'w' } } as const
    expect(depthsBar(resolve({ network: { layers: [784, 3, 10], initialization } }))).toBe('weights')
  })

  it('are trained one after another in a worker that ends, each to its last epoch', async () => {
    trainDepths(small(), start)
    expect(depthsTraining.value).toBe(true)
    await until(() => !depthsTraining.value)
    expect(workers).toEqual({ started: 1, stopped: 1, opened: [1, 2, 3, 4, 5, 6] })
    for (const { depth, state, epochs, speeds } of depthRuns.value) {
      expect([state, epochs, speeds.length]).toEqual(['done', [0, 1, 2, 3, 4], depth])
      expect(speeds.every(values => values.length === 5 && values.every(v => v > 0))).toBe(true)
    }
  })

  it('thin their curves, keeping the first and the last moment', async () => {
    trainDepths(small({ epochs: 1500 }), start)
    await until(() => depthRuns.value[0]!.state === 'done')
    stopDepths()
    const { epochs, speeds } = depthRuns.value[0]!
    expect([epochs[0], epochs.at(-1), epochs.length <= 512, speeds[0]!.length]).toEqual([0, 1500, true, epochs.length])
  })

  it('stop when told to, and keep what is there', async () => {
    trainDepths(small({ epochs: 100_000 }), start)
    await until(() => depthRuns.value[0]!.epochs.length > 3)
    stopDepths()
    expect([workers.stopped, depthsTraining.value]).toEqual([1, false])
    expect(depthRuns.value.every(({ state }) => state === 'stopped')).toBe(true)
    const { epochs } = depthRuns.value[0]!
    await new Promise(resolve => setTimeout(resolve, 30))
    expect(depthRuns.value[0]!.epochs).toBe(epochs)
  })

  it('go on with the next where one grows beyond all numbers', async () => {
    trainDepths(small({ optimizer: { learningRate: 1e30 }, epochs: 50 }, { activation: 'relu' }), start)
    await until(() => !depthsTraining.value)
    expect(depthRuns.value.some(({ state }) => state === 'ended')).toBe(true)
    expect(depthRuns.value.every(({ state }) => state === 'ended' || state === 'done')).toBe(true)
  })
})

describe.each(['en', 'zh'] as const)('the panel in %s', name => {
  beforeEach(() => void (language.value = name))

  it('asks for a run to keep, then lists and tells it apart', () => {
    expect(renderToString(h(Compare, {}))).not.toMatch(/<table|undefined|NaN/)
    addReadings(['deltaNorm', 'cost'], {
      step: Float64Array.of(0, 0), epoch: Float64Array.of(0, 0), layer: Uint16Array.of(1, 0), neuron: Int32Array.of(-1, -1),
      quantity: Uint8Array.of(0, 1), value: Float64Array.of(0.5, 3)
    })
    keepRun()
    experiment.value = { ...bookNetwork(), seed: 7 }
    const page = renderToString(h(Compare, {}))
    expect(page).toContain('784-30×2-10 sigmoid #1')
    expect(page).toMatch(/<code lang="en">seed<\/code><\/th><td lang="en">7<\/td><td lang="en">1<\/td>/)
    expect(page).not.toMatch(/undefined|NaN/)
    expect(page.match(/stroke-dasharray/g)).toHaveLength(2)
  })
})
