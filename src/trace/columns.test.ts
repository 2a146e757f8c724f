import { describe, expect, it } from 'vitest'
import { resolve } from '../experiment/index.ts'
import { dropFrom, readings, readingsSince, series, TraceBuilder } from './index.ts'

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
      const { value, epoch, step } = readingsSince(grown, start)
      expect(value.length).toBe(40_000 - start)
      expect(value.every((v, i) => v === start + i && epoch[i] === v && step[i] === Math.floor(v / 3))).toBe(true)
    }
    for (const step of [20_000, 13_333, 7129, 7128, 1700, 1000, 5, 0]) {
      dropFrom(grown, step)
      const left = Math.min(40_000, step * 3)
      expect([grown.length, readingsSince(grown, 0).value.at(-1)]).toEqual([left, left === 0 ? undefined : left - 1])
      grown.add(step, -1, 1, -1, 'cost', -1)
      expect([...readingsSince(grown, left).value]).toEqual([-1])
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

  it('takes a quantity by its number, which joins the names when it is asked for', () => {
    const byName = builderOf([0, 0, 1, -1, 'deltaRms', 1], [0, 0, 1, -1, 'deltaNorm', 2], [1, 0, 1, -1, 'deltaRms', 3])
    const byNumber = new TraceBuilder(experiment, 'reference')
    const first = byNumber.indexOf('deltaRms')
    byNumber.append(0, 0, 1, -1, first, 1)
    byNumber.append(0, 0, 1, -1, byNumber.indexOf('deltaNorm'), 2)
    byNumber.append(1, 0, 1, -1, first, 3)
    expect(byNumber.finish({ kind: 'done' })).toEqual(byName.finish({ kind: 'done' }))
  })

  it('has room for 256 quantities and says so at the 257th', () => {
    const many = new TraceBuilder(experiment, 'reference')
    for (let i = 0; i < 256; i++) many.add(0, 0, 0, -1, `q${i}`, i)
    expect(readings(many.finish({ kind: 'done' })).at(-1)).toMatchObject({ quantity: 'q255', value: 255 })
    expect(() => many.add(0, 0, 0, -1, 'q256', 0)).toThrow('at most 256 different quantities')
  })
})
