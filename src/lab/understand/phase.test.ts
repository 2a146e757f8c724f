import { expect, test } from 'vitest'
import type { HeatFigure } from '../../charts/index.ts'
import { resolve, type ExperimentInput } from '../../experiment/index.ts'
import { understandEnglish as words } from '../words/understand.en.ts'
import { work, COLUMNS, ROWS, type Job, type JobEvent } from './jobs.ts'
import { dotsOf, phaseFigure, type Dot } from './phase-state.ts'
import { productsFigure } from './products.tsx'

const networkOf = (network: ExperimentInput['network']) => resolve({ network }).network
async function told(job: Job): Promise<JobEvent[]> {
  const events: JobEvent[] = []
  for await (const event of work(job)) events.push(event)
  return events
}

test('a network’s dots: layers of equal variance in one, layer 1 only where it is alone', () => {
  expect(dotsOf(networkOf({ layers: [784, 30, 30, 30, 10] })).dots).toEqual([{ layers: '2–3', weightVariance: 1, biasVariance: 1 }])
  expect(dotsOf(networkOf({ layers: [784, 30, 10] })).dots.map(d => d.layers)).toEqual(['1'])
  const initialization = { weights: { kind: 'normal', scaling: 'none', std: 1 }, biases: { kind: 'zero' } } as const
  const uneven = networkOf({ layers: [784, 30, 20, 50, 10], initialization })
  expect(dotsOf(uneven).dots)
    .toEqual([{ layers: '2', weightVariance: 30, biasVariance: 0 }, { layers: '3', weightVariance: 20, biasVariance: 0 }])
  expect(dotsOf(networkOf({ layers: [784, 10] })).dots).toEqual([])
  const fixed = networkOf({ layers: [784, 30, 10], initialization: { weights: { kind: 'identity', gain: 1 } } })
  expect(dotsOf(fixed)).toEqual({ dots: [], absences: ['notRandom'] })
  expect(dotsOf(networkOf({ layers: [784, 30, 30, 10], normalization: 'layer' })).absences).toEqual(['notPlain'])
})

test('relu: the map of theory, its edge at 2, and what the dot’s network does', async () => {
  const initialization = { weights: { kind: 'lecun', distribution: 'normal', gain: 1 }, biases: { kind: 'zero' } } as const
  const { dots } = dotsOf(networkOf({ layers: [784, 30, 30, 10], activation: 'relu', initialization }))
  const events = await told({ kind: 'phase', activation: 'relu', dots })
  const { figure, done } = phaseFigure('relu', dots, events, words)!
  expect(done).toBe(1)
  expect([figure.values.length, figure.values[0]!.length]).toEqual([ROWS, COLUMNS])
  figure.x.values.forEach((w, i) => expect(figure.values[3]![i]).toBeCloseTo(Math.sqrt(w / 2), 12))
  expect(figure.curves![0]!.x.every(w => w === 2)).toBe(true)
  expect(figure.caption).toContain('Each layer keeps 0.707 of ‖δ‖, so a layer learns 1.41 times slower than the one above it')
  expect(figure.caption).toContain('At σb² = 0 the edge is at σw² = 2.')
  // Half of the way there are no rows yet: unknown cells, and the sentence all the same.
  const half = phaseFigure('relu', dots, events.slice(0, 4), words)!
  expect(half.done).toBe(2 / ROWS)
  expect(half.figure.values.filter(row => row.every(Number.isNaN))).toHaveLength(ROWS - 2)
})

/** The diagram before any of its rows is known, with all that is said. */
async function begun(activation: 'sigmoid' | 'softplus', dots: readonly Dot[]): Promise<HeatFigure> {
  const events: JobEvent[] = []
  for await (const event of work({ kind: 'phase', activation, dots })) {
    events.push(event)
    break
  }
  return phaseFigure(activation, dots, events, words)!.figure
}

test('an edge that is of no use, and none at all', async () => {
  const first = async (activation: 'sigmoid' | 'softplus'): Promise<string> =>
    (await begun(activation, [{ layers: '2', weightVariance: 1, biasVariance: 1 }])).caption
  expect(await first('sigmoid')).toContain('learns 4.88 times slower')
  expect(await first('sigmoid')).toContain('The edge at σw² = 105.4 is of no use: 53 % of the units are saturated there.')
  expect(await first('softplus')).toContain('softplus has no edge of chaos at this bias variance')
})

test('weights that are all 0 leave nothing of an error, and that is said without a quotient', async () => {
  const initialization = { weights: { kind: 'constant', value: 0 }, biases: { kind: 'zero' } } as const
  const network = networkOf({ layers: [784, 30, 30, 10], initialization })
  const map = await begun('sigmoid', dotsOf(network).dots)
  const [event] = await told({ kind: 'products', network, seed: 1 })
  if (event?.kind !== 'spectra') throw new Error('no spectra')
  const { caption } = productsFigure(event.spectra, words)
  expect(map.caption).toContain(words.phase.lost)
  expect(caption).toContain(words.products.sayNothing(3))
  expect(map.caption + caption).not.toMatch(/NaN|∞/)
})

test('layer products of the book’s network: what is left, and how loose the norms are', async () => {
  const [event] = await told({ kind: 'products', network: networkOf({ layers: [784, 30, 30, 30, 10] }), seed: 1 })
  if (event?.kind !== 'spectra') throw new Error('no spectra')
  expect(event.spectra).toHaveLength(3)
  for (const s of event.spectra) {
    expect(s.largest).toBeLessThanOrEqual(s.boundWithSlopes)
    expect(s.boundWithSlopes).toBeLessThanOrEqual(s.bound * (1 + 1e-12))
    expect(s.rms).toBeLessThanOrEqual(s.largest)
  }
  // Three layers of 30 come to .107 by the norms and .0248 at most, computed in NumPy; here the upper one is the 10 outputs.
  const { caption, series } = productsFigure(event.spectra, words)
  expect(caption).toMatch(/^Of an error in layer 4, at most 0\.0\d+ arrives in layer 1/)
  expect(series.every(s => s.y[0] === 1 && s.y.length === 4)).toBe(true)
})
