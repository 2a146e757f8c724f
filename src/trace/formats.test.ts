import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { resolve } from '../experiment/index.ts'
import { fromJsonl, readings, toCsv, toJson, toJsonl, TraceBuilder, type RunEnd, type Trace } from './index.ts'

const experiment = resolve({ seed: 5, network: { layers: [784, 30, 10] } })

const readingOf = fc.record({
  step: fc.nat(), epoch: fc.double({ min: 0, max: 1e6, noNaN: true }),
  layer: fc.integer({ min: 0, max: 65_535 }), neuron: fc.integer({ min: -1, max: 2 ** 31 - 1 }),
  quantity: fc.oneof(fc.constantFrom('cost', 'deltaNorm'), fc.string({ minLength: 1, maxLength: 20, unit: 'binary' })), value: fc.double()
})
const ends: fc.Arbitrary<RunEnd> = fc.oneof(
  fc.constant({ kind: 'done' } as const),
  fc.record({ kind: fc.constant('stopped' as const), epoch: fc.nat(), step: fc.nat() }),
  fc.record({
    kind: fc.constant('nonFinite' as const), step: fc.nat(), epoch: fc.nat(), layer: fc.nat(99),
    quantity: fc.constant('delta'), operation: fc.constant('update')
  })
)
const traces = fc.tuple(fc.array(readingOf, { maxLength: 40 }), ends).map(([rows, end]): Trace => {
  const builder = new TraceBuilder(experiment, 'simd')
  for (const { step, epoch, layer, neuron, quantity, value } of rows) builder.add(step, epoch, layer, neuron, quantity, value)
  return builder.finish(end)
})
const seeded = { seed: 7, numRuns: 200 }

describe('JSON Lines', () => {
  it('reads back as the very same trace: every number, NaN, infinities, −0', () => {
    const property = fc.property(traces, trace => {
      expect(fromJsonl(toJsonl(trace))).toEqual(trace)
    })
    fc.assert(property, seeded)
  })

  it('is a header and one object a line, which any JSON reader takes', () => {
    const builder = new TraceBuilder(experiment, 'reference')
    builder.add(4, 2, 0, -1, 'cost', 0.5)
    builder.add(4, 2, 1, 3, 'deltaMean', -Infinity)
    const trace = builder.finish({ kind: 'done' })
    const [header, ...lines] = toJsonl(trace).trimEnd().split('\n').map(line => JSON.parse(line) as unknown)
    const { fingerprint } = trace
    const quantities = ['cost', 'deltaMean']
    expect(header).toEqual({ version: 1, kernel: 'reference', fingerprint, quantities, end: { kind: 'done' }, experiment })
    expect(lines).toEqual([
      { step: 4, epoch: 2, layer: null, quantity: 'cost', value: 0.5 },
      { step: 4, epoch: 2, layer: 1, neuron: 3, quantity: 'deltaMean', value: '-Infinity' }
    ])
  })

  it('takes the least a loop in another language can write', () => {
    const reading = '{"step":0,"epoch":0,"layer":1,"quantity":"deltaNorm","value":1e-300}'
    const text = `\ufeff{"version":1,"experiment":{"network":{"layers":[784,10]}}}\r\n\r\n${reading}\r\n`
    const trace = fromJsonl(text)
    expect(trace).toMatchObject({ kernel: 'foreign', end: { kind: 'done' }, experiment: resolve({ network: { layers: [784, 10] } }) })
    expect(readings(trace)).toEqual([{ step: 0, epoch: 0, layer: 1, quantity: 'deltaNorm', value: 1e-300 }])
  })
})

describe('a stranger\'s file', () => {
  const head = '{"version":1,"experiment":{"network":{"layers":[784,10]}}}'
  const line = (change: string): string => `${head}\n{"step":0,"epoch":0,"layer":1,"quantity":"cost","value":1}\n{${change}}`
  const good = '"step":0,"epoch":0,"layer":1,"quantity":"cost","value":1'
  const bad: readonly (readonly [text: string, message: RegExp])[] = [
    ['', /empty file/],
    ['\n \n', /empty file/],
    ['PK\u0003\u0004', /line 1.*JSON object/],
    ['[1]', /line 1.*JSON object/],
    ['{"version":2}', /line 1, version.*expected 1, got 2/],
    ['{"version":1,"experiment":{"network":{"layers":[2,1],"activaton":"tanh"}}}', /line 1, experiment: network\.activaton: expected /],
    ['{"version":1,"experiment":{"network":{"layers":[784,10],"activatoin":"tanh"}}}', /activation/],
    ['{"version":1,"experiment":{"network":{"layers":[784,10]}},"fingerprnt":"0"}', /Did you mean fingerprint/],
    [head.replace('"experiment"', '"fingerprint":"xyz","experiment"'), /fingerprint: expected 16 hex digits/],
    [head.replace('"experiment"', '"kernel":7,"experiment"'), /kernel/],
    [head.replace('"experiment"', '"quantities":["a","a"],"experiment"'), /quantities/],
    [head.replace('"experiment"', '"end":{"kind":"ended"},"experiment"'), /end.kind/],
    [head.replace('"experiment"', '"end":{"kind":"stopped","epoch":1,"step":-1},"experiment"'), /end.step/],
    [line(''), /line 3, step/],
    [line(good.replace('"step":0', '"step":0.5')), /line 3, step/],
    [line(good.replace('"epoch":0', '"epoch":-1')), /line 3, epoch/],
    [line(good.replace('"epoch":0', '"epoch":1e999')), /line 3, epoch.*Infinity/],
    [line(good.replace('"layer":1', '"layer":0')), /line 3, layer/],
    [line(good.replace('"layer":1', '"layer":70000')), /line 3, layer/],
    [line(`${good},"neuron":3000000000`), /line 3, neuron/],
    [line(good.replace('"cost"', '""')), /line 3, quantity/],
    [line(good.replace('"value":1', '"value":null')), /line 3, value/],
    [line(good.replace('"value":1', '"value":"nan"')), /line 3, value/],
    [line(good.replace('"value":1', '"value":1e999')), /line 3, value/],
    [line(`${good},"valu":1`), /line 3.*Did you mean value/],
    [line(`${good},"__proto__":{"value":1}`), /line 3.*__proto__/]
  ]

  it.each(bad)('%j is refused with its line', (text, message) => {
    expect(() => fromJsonl(text, 'x.jsonl')).toThrow(message)
    expect(() => fromJsonl(text, 'x.jsonl')).toThrow(InputError)
  })

  it('cut short or changed does not match its fingerprint', () => {
    const builder = new TraceBuilder(experiment, 'simd')
    for (let i = 0; i < 5; i++) builder.add(i, i, 1, -1, 'deltaNorm', 1 / (i + 1))
    const text = toJsonl(builder.finish({ kind: 'done' }))
    expect(() => fromJsonl(text.split('\n').slice(0, -2).join('\n'))).toThrow(/cut short or changed/)
    expect(() => fromJsonl(text.replace('"value":0.5', '"value":0.6'))).toThrow(/cut short or changed/)
    expect(fromJsonl(text).columns.value).toHaveLength(5)
  })

  it('of random garbage never crashes in another way', () => {
    const text = toJsonl(new TraceBuilder(experiment, 'simd').finish({ kind: 'done' }))
    const garbled = fc.tuple(fc.nat(text.length), fc.string({ maxLength: 4, unit: 'binary' }), fc.nat(20))
    const attempt = ([at, insert, drop]: [number, string, number]): void => {
      try {
        fromJsonl(text.slice(0, at) + insert + text.slice(at + drop))
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
      }
    }
    fc.assert(fc.property(garbled, attempt), seeded)
  })
})

/** RFC 4180, read back by the book. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    if (match[3] === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

describe('CSV', () => {
  it('reads back as the same readings', () => {
    const property = fc.property(traces, trace => {
      const [header, ...rows] = parseCsv(toCsv(trace))
      expect(header).toEqual(['step', 'epoch', 'layer', 'neuron', 'quantity', 'value'])
      const back = rows.map(([step, epoch, layer, neuron, quantity, value]) => ({
        step: Number(step), epoch: Number(epoch), layer: layer === '' ? null : Number(layer),
        ...(neuron === '' ? {} : { neuron: Number(neuron) }), quantity, value: Number(value)
      }))
      expect(back).toEqual(readings(trace))
    })
    fc.assert(property, seeded)
  })
})

describe('the object of --json', () => {
  it('is one valid JSON object with the readings, non-finite numbers by name', () => {
    const property = fc.property(traces, trace => {
      const back = JSON.parse(toJson(trace)) as { readings: { value: unknown }[] }
      const named = readings(trace).map(r => (Number.isFinite(r.value) ? r : { ...r, value: String(r.value) }))
      expect(back).toEqual({ experiment, kernel: 'simd', fingerprint: trace.fingerprint, end: trace.end, readings: named })
    })
    fc.assert(property, seeded)
  })
})

describe('size', () => {
  it('writes and reads 100,000 readings in seconds, not minutes', () => {
    const builder = new TraceBuilder(experiment, 'simd')
    for (let i = 0; i < 100_000; i++) builder.add(i, i, i % 5, -1, 'deltaNorm', Math.sqrt(i))
    const trace = builder.finish({ kind: 'done' })
    const started = performance.now()
    expect(fromJsonl(toJsonl(trace)).fingerprint).toBe(trace.fingerprint)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
