import { describe, expect, it } from 'vitest'
import { resolve } from '../experiment/index.ts'
import { dropFrom, readings, series, TraceBuilder } from './index.ts'

const experiment = resolve({ network: { layers: [784, 30, 10] } })
const builderOf = (...rows: readonly (readonly [number, number, number, number, string, number])[]): TraceBuilder => {
  const builder = new TraceBuilder(experiment, 'reference')
  for (const row of rows) builder.add(...row)
  return builder
}

describe('TraceBuilder', () => {
  const builder = builderOf(
    [0, 0, 0, -1, 'cost', 3], [0, 0, 2, -1, 'deltaNorm', 0.5], [0, 0, 2, 7, 'deltaMean', -0.25], [10, 0.5, 2, -1, 'deltaNorm', NaN]
  )

  it('keeps readings in order, with null and no neuron for the whole', () => {
    const trace = builder.finish({ kind: 'done' })
    expect(readings(trace)).toEqual([
      { step: 0, epoch: 0, layer: null, quantity: 'cost', value: 3 },
      { step: 0, epoch: 0, layer: 2, quantity: 'deltaNorm', value: 0.5 },
      { step: 0, epoch: 0, layer: 2, neuron: 7, quantity: 'deltaMean', value: -0.25 },
      { step: 10, epoch: 0.5, layer: 2, quantity: 'deltaNorm', value: NaN }
    ])
    expect(trace.quantities).toEqual(['cost', 'deltaNorm', 'deltaMean'])
  })

  it('gives a series of one quantity, layer and neuron, empty where there is none', () => {
    const trace = builder.finish({ kind: 'done' })
    expect(series(trace, 'deltaNorm', 2)).toEqual({
      epoch: Float64Array.of(0, 0.5), step: Float64Array.of(0, 10), value: Float64Array.of(0.5, NaN)
    })
    expect([...series(trace, 'deltaMean', 2, 7).value]).toEqual([-0.25])
    for (const [name, layer] of [['deltaMean', 2], ['cost', 2], ['deltaNorm', 1], ['nothing', 0]] as const) {
      expect(series(trace, name, layer).value).toHaveLength(0)
    }
  })

  it('gives traces that later readings do not touch, and goes on from one as if it had not stopped', () => {
    const first = builder.finish({ kind: 'stopped', epoch: 0, step: 10 })
    const copy = structuredClone(first)
    const further = TraceBuilder.from(first)
    for (const each of [builder, further]) each.add(20, 1, 1, -1, 'deltaRms', 1)
    expect(first).toEqual(copy)
    expect(further.finish({ kind: 'done' })).toEqual(builder.finish({ kind: 'done' }))
    expect(further.length).toBe(5)
  })

  it('takes a million readings in seconds, not minutes, and loses none', () => {
    const many = new TraceBuilder(experiment, 'reference')
    const started = performance.now()
    for (let i = 0; i < 1_000_000; i++) many.add(i, i / 10, i % 7, -1, i % 2 === 0 ? 'cost' : 'deltaNorm', i * 0.5)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(many.length).toBe(1_000_000)
    const { columns } = many.finish({ kind: 'done' })
    expect(columns.value.every((v, i) => v === i * 0.5 && columns.layer[i] === i % 7 && columns.quantity[i] === i % 2)).toBe(true)
  })

  it('keeps every step and epoch, however often they change, over the ends of blocks and through a trace', () => {
    const rows = Array.from({ length: 50_000 }, (_, i): readonly [number, number, number, number, string, number] => {
      const step = i < 20_000 ? Math.floor(i / 7) : i < 40_000 ? 3000 : i % 3
      return [i === 45_000 ? -0 : step, i === 30_000 ? NaN : step / 8, i % 5, i % 11 - 1, `q${i % 13}`, -i]
    })
    const straight = builderOf(...rows).finish({ kind: 'done' })
    for (const [i, column] of (['step', 'epoch', 'layer', 'neuron'] as const).entries()) {
      expect([...straight.columns[column]].every((v, n) => Object.is(v, rows[n]![i]))).toBe(true)
    }
    const halfway = TraceBuilder.from(builderOf(...rows.slice(0, 20_001)).finish({ kind: 'done' }))
    for (const row of rows.slice(20_001)) halfway.add(...row)
    expect(halfway.finish({ kind: 'done' }).fingerprint).toBe(straight.fingerprint)
    expect(halfway.length).toBe(50_000)
  })

  it('gives the readings since a number, and forgets those from a step on, over the ends of blocks and through a trace', () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => [Math.floor(i / 3), i, 1, -1, 'cost', i] as const)
    const grown = TraceBuilder.from(builderOf(...rows.slice(0, 5000)).finish({ kind: 'done' }))
    for (const row of rows.slice(5000)) grown.add(...row)
    for (const start of [0, 1, 4999, 5000, 5001, 20_000, 39_999, 40_000]) {
      const { value, epoch, step } = grown.copy(start)
      expect(value.length).toBe(40_000 - start)
      expect(value.every((v, i) => v === start + i && epoch[i] === v && step[i] === Math.floor(v / 3))).toBe(true)
    }
    for (const step of [20_000, 13_333, 7129, 7128, 1700, 1000, 5, 0]) {
      dropFrom(grown, step)
      const left = Math.min(40_000, step * 3)
      expect([grown.length, grown.copy(0).value.at(-1)]).toEqual([left, left === 0 ? undefined : left - 1])
      grown.add(step, -1, 1, -1, 'cost', -1)
      expect([...grown.copy(left).value]).toEqual([-1])
      expect(grown.finish({ kind: 'done' }).columns.value.length).toBe(left + 1)
    }
  })

  it('ends as the trace of another document, if that is what the run became', () => {
    const other = resolve({ network: { layers: [784, 9, 10] } })
    const builder = builderOf([0, 0, 1, -1, 'cost', 1])
    const trace = builder.finish({ kind: 'done' }, other)
    expect(trace.experiment).toBe(other)
    expect(trace.fingerprint).not.toBe(builder.finish({ kind: 'done' }).fingerprint)
  })

  it('takes frames as it takes their readings one by one, whatever is between them', () => {
    const shapes = [1, 3, 39, 20_000].map(size => Array.from({ length: size }, (_, i) => ({ layer: i % 5, neuron: i % 7 - 1, quantity: `q${(i * size) % 11}` })))
    const [one, other] = [new TraceBuilder(experiment, 'reference', ['q3']), new TraceBuilder(experiment, 'reference', ['q3'])]
    const known = new Map<number, ReturnType<TraceBuilder['shapeOf']>>()
    for (let step = 0; step < 3000; step++) {
      const which = step === 1000 ? 3 : step < 1500 ? 2 : Math.floor(step / 3) % 3, places = shapes[which]!
      const values = Float64Array.from(places, (_, i) => step + i / 64)
      if (!known.has(which)) known.set(which, one.shapeOf(places))
      one.frame(step, step / 8, known.get(which)!, values)
      places.forEach(({ layer, neuron, quantity }, i) => other.add(step, step / 8, layer, neuron, quantity, values[i]!))
      if (step % 700 === 0) for (const builder of [one, other]) builder.add(step, -0, 9, -1, 'between', NaN)
    }
    one.frame(1, 1, one.shapeOf([]), new Float64Array(0))
    expect(one.length).toBe(other.length)
    expect(one.finish({ kind: 'done' })).toEqual(other.finish({ kind: 'done' }))
    for (const [start, end] of [[0, 1], [38, 41], [39_040, 39_050], [45_678, 60_001], [one.length - 5, one.length], [one.length, one.length]] as const) {
      expect(one.copy(start, end)).toEqual(other.copy(start, end))
    }
    for (const step of [2990, 1000, 1000, 501]) {
      for (const builder of [one, other]) dropFrom(builder, step)
      expect(one.copy(one.length - 100)).toEqual(other.copy(other.length - 100))
      expect(one.length).toBe(other.length)
    }
    one.keep(100) // in the midst of a frame
    other.keep(100)
    one.frame(7, 7, known.get(1)!, Float64Array.of(1, 2, 3))
    shapes[1]!.forEach(({ layer, neuron, quantity }, i) => other.add(7, 7, layer, neuron, quantity, i + 1))
    expect(one.finish({ kind: 'done' })).toEqual(other.finish({ kind: 'done' }))
  })

  it('has room for 256 quantities and says so at the 257th', () => {
    const many = new TraceBuilder(experiment, 'reference')
    for (let i = 0; i < 256; i++) many.add(0, 0, 0, -1, `q${i}`, i)
    expect(readings(many.finish({ kind: 'done' })).at(-1)).toMatchObject({ quantity: 'q255', value: 255 })
    expect(() => many.add(0, 0, 0, -1, 'q256', 0)).toThrow('at most 256 different quantities')
  })
})
