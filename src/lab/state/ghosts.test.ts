import { beforeEach, describe, expect, it } from 'vitest'
import { clearHistory, addReadings } from './history.ts'
import { bookNetwork } from './opening.ts'
import { arrived, experiment, fingerprint, open } from './lab.ts'
import { canKeep, ghosts, ghostSeries, keepRun, MOST_GHOSTS, removeGhost, renameGhost, runName } from './ghosts.ts'

const columns = (steps: readonly number[], layer: number, values: readonly number[]) => ({
  step: Float64Array.from(steps), epoch: Float64Array.from(steps), layer: new Uint16Array(steps.length).fill(layer),
  neuron: new Int32Array(steps.length).fill(-1), quantity: new Uint8Array(steps.length), value: Float64Array.from(values)
})

beforeEach(() => {
  ghosts.value = []
  clearHistory()
  arrived.value = true
  experiment.value = bookNetwork()
  fingerprint.value = null
})

describe('kept runs', () => {
  it('keep nothing where nothing was read', () => {
    expect(canKeep.value).toBe(false)
    expect(keepRun()).toBeNull()
  })

  it('keep nothing of a run that is being opened: the readings are those of the one before', () => {
    addReadings(['deltaNorm'], columns([0], 1, [1]))
    expect(canKeep.value).toBe(true)
    open(bookNetwork())
    expect([canKeep.value, keepRun()]).toEqual([false, null])
  })

  it('stay what they were while the run goes on', () => {
    addReadings(['deltaNorm'], columns([0, 1], 1, [0.5, 0.25]))
    fingerprint.value = 'f'
    const ghost = keepRun()!
    addReadings(['deltaNorm'], columns([2], 1, [0.125]))
    fingerprint.value = null
    expect([ghost.fingerprint, ghost.history.epochs, ghostSeries('deltaNorm', 1)[0]!.y]).toEqual(['f', [0, 1], [0.5, 0.25]])
    expect(ghostSeries('deltaNorm', 1)[0]).toMatchObject({ ghost: 0, look: 0 })
    expect(ghostSeries('deltaNorm', 2)).toEqual([])
  })

  it('are four at most, and a place that was left is taken again', () => {
    addReadings(['deltaNorm'], columns([0], 1, [1]))
    const kept = Array.from({ length: MOST_GHOSTS }, () => keepRun()!)
    expect(kept.map(({ place }) => place)).toEqual([0, 1, 2, 3])
    expect(new Set(kept.map(({ name }) => name)).size).toBe(4)
    expect([canKeep.value, keepRun()]).toEqual([false, null])
    removeGhost(kept[1]!.id)
    expect(keepRun()!.place).toBe(1)
    expect(ghosts.value.length).toBe(4)
  })

  it('have names that a person may change, within a length, but not to none', () => {
    addReadings(['deltaNorm'], columns([0], 1, [1]))
    const { id, name } = keepRun()!
    expect(name).toBe('784-30×2-10 sigmoid #1')
    renameGhost(id, `  a\n${'b'.repeat(500)}`)
    expect(ghosts.value[0]!.name).toBe(`a ${'b'.repeat(58)}`)
    renameGhost(id, '   ')
    expect(ghosts.value[0]!.name).toBe(name)
  })

  it('are named by their network however long it is', () => {
    const { network } = bookNetwork()
    const long = { ...bookNetwork(), network: { ...network, layers: [784, ...Array.from({ length: 50 }, (_, i) => 8 + (i % 2)), 10] } }
    expect(runName(long)).toBe('784-…-10 (50) sigmoid #1')
  })
})
