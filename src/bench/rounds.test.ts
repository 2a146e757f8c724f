import { describe, expect, it } from 'vitest'
import type { Contestant } from './contestant.ts'
import { alternate, stepsFor } from './rounds.ts'

/** A contestant whose clock is arithmetic: `rate` steps a second, after `start` seconds. Notes every call. */
function timed(id: string, rate: number, log: string[] = [], start = 0): Contestant {
  return { id, name: id, threads: 1, run: async steps => (log.push(`${id} ${steps}`), start + steps / rate) }
}

describe('stepsFor', () => {
  it('finds the steps that fill a round, whatever the rate', async () => {
    for (const rate of [0.3, 3, 100, 80_000, 5e6]) {
      const steps = await stepsFor(timed('a', rate), 0.5)
      expect(steps).toBe(Math.max(1, Math.round(rate * 0.5)))
    }
  })
  it('runs at least twice, so that a first step that compiles does not count for all', async () => {
    const log: string[] = []
    let calls = 0
    const run = async (steps: number): Promise<number> => (log.push('run'), (calls++ === 0 ? 2 : 0) + steps / 1000)
    const slowFirst: Contestant = { ...timed('a', 1000), run }
    expect(await stepsFor(slowFirst, 0.5)).toBe(500)
    expect(log.length).toBeGreaterThan(1)
  })
  it('ends with a clock that does not move', async () => {
    expect(await stepsFor({ ...timed('a', 1), run: async () => 0 }, 0.5)).toBeGreaterThan(1)
  })
})

describe('alternate', () => {
  it('takes turns, each other round in reverse, with the same steps every round', async () => {
    const log: string[] = []
    const rates = await alternate([timed('a', 10, log), timed('b', 20, log)], { rounds: 3, seconds: 1 })
    expect(log.slice(-6)).toEqual(['a 10', 'b 20', 'b 20', 'a 10', 'a 10', 'b 20'])
    expect(rates.map(r => r.rates)).toEqual([[10, 10, 10], [20, 20, 20]])
    expect(rates.map(r => r.steps)).toEqual([10, 20])
  })
  it('goes on while more rounds are wanted, up to three times as many', async () => {
    const rounds = async (enough: number): Promise<number> => {
      const [only] = await alternate([timed('a', 10)], { rounds: 3, seconds: 1 }, ([soFar]) => soFar!.rates.length < enough)
      return only!.rates.length
    }
    expect([await rounds(0), await rounds(4), await rounds(99)]).toEqual([3, 4, 9])
  })
  it('shortens the rounds of one for whom a part will do', async () => {
    const rates = await alternate([timed('a', 10), { ...timed('b', 20), share: 0.5 }], { rounds: 1, seconds: 1 })
    expect(rates.map(r => r.steps)).toEqual([10, 10])
  })
  it('lets one drop out with its reason and goes on with the others', async () => {
    let calls = 0
    const failing: Contestant = { id: 'bad', name: 'bad', threads: 2, run: async steps => {
      if (++calls > 5) throw new Error('gone')
      return steps / 4
    } }
    const [bad, good] = await alternate([failing, timed('good', 4)], { rounds: 6, seconds: 1 })
    expect(bad!.failure).toBe('gone')
    expect(bad!.rates.length).toBe(6)
    expect(bad!.rates.at(-1)).toBeNaN()
    expect(good!.rates).toEqual([4, 4, 4, 4, 4, 4])
    expect(good).not.toHaveProperty('failure')
  })
})
