import { describe, expect, it } from 'vitest'
import { LAYER_QUANTITIES } from '../experiment/index.ts'
import type { LayerSnapshot, Snapshot } from '../kernels/index.ts'
import { createStream, type Stream } from '../numerics/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { isInstrument, measure, measureInto, measurePlan, plannedReadings, sumsOf, type LayerReading } from './index.ts'

/** A layer of random numbers, some slopes exactly 0, unit 0 dead where `dead`. */
function randomLayer(stream: Stream, rows: number, fanIn: number, fanOut: number, isOutput: boolean, dead: boolean): LayerSnapshot {
  const draw = (n: number, scale = 1): Float64Array => Float64Array.from({ length: n }, () => scale * stream.normal())
  const slope = draw(rows * fanOut, 0.1).map((s, i) => ((dead && i % fanOut === 0) || stream.below(6) === 0 ? 0 : s))
  return {
    fanIn, fanOut, largestSlope: 0.25, weightedInput: draw(rows * fanOut, 3), activation: draw(rows * fanOut), slope,
    delta: draw(rows * fanOut, 0.01), deltaExponent: 0, back: isOutput ? null : draw(rows * fanOut, 0.02),
    weights: draw(fanIn * fanOut), gradWeights: draw(fanIn * fanOut), gradBiases: draw(fanOut), gradientExponent: 0, updateNorm: 0.125
  }
}

function randomSnapshot(seed: number): Snapshot {
  const stream = createStream(seed, 'snapshot')
  const rows = 1 + stream.below(9)
  const widths = [1 + stream.below(5), 1 + stream.below(7), 1 + stream.below(7), 1 + stream.below(4)]
  const layers = widths.slice(1).map((fanOut, i) => randomLayer(stream, rows, widths[i]!, fanOut, i === 2, i === 1))
  return { rows, layers }
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
const square = (v: number): number => v * v

/** Each quantity once more, straight from its definition in words: rows and units as nested lists, mean of means, two-pass variance. */
function twin(snapshot: Snapshot, l: number): Readonly<Record<string, number>> {
  const layer = snapshot.layers[l - 1]!
  const above = snapshot.layers[l]
  const rowsOf = (values: ArrayLike<number>, width: number): number[][] =>
    Array.from({ length: snapshot.rows }, (_, x) => Array.from({ length: width }, (_, j) => values[x * width + j]!))
  const columnsOf = (values: ArrayLike<number>): number[][] =>
    Array.from({ length: layer.fanOut }, (_, j) => rowsOf(values, layer.fanOut).map(row => row[j]!))
  const rms = (values: ArrayLike<number>, width: number): number =>
    Math.sqrt(mean(rowsOf(values, width).map(row => row.map(square).reduce((a, b) => a + b, 0))))
  const length = (values: ArrayLike<number>): number => Math.sqrt(Array.from(values, square).reduce((a, b) => a + b, 0))
  const variance = (values: ArrayLike<number>): number => mean(Array.from(values, v => square(v - mean(Array.from(values)))))
  return {
    deltaNorm: length(columnsOf(layer.delta).map(mean)),
    deltaRms: rms(layer.delta, layer.fanOut),
    weightGradientNorm: length(layer.gradWeights),
    updateRatio: layer.updateNorm / length(layer.weights),
    activationMean: mean(Array.from(layer.activation)),
    activationVariance: variance(layer.activation),
    weightedInputMean: mean(Array.from(layer.weightedInput)),
    weightedInputVariance: variance(layer.weightedInput),
    slopeMeanSquare: mean(Array.from(layer.slope, square)),
    saturatedShare: mean(Array.from(layer.slope, s => (Math.abs(s) / layer.largestSlope < 0.05 ? 1 : 0))),
    deadShare: mean(columnsOf(layer.slope).map(unit => (unit.every(s => s === 0) ? 1 : 0))),
    ...(above && layer.back
      ? {
          weightGain: rms(layer.back, layer.fanOut) / rms(above.delta, above.fanOut),
          slopeGain: rms(layer.delta, layer.fanOut) / rms(layer.back, layer.fanOut)
        }
      : {})
  }
}

const byQuantity = (readings: readonly LayerReading[], layer: number): Readonly<Record<string, number>> =>
  Object.fromEntries(readings.filter(r => r.layer === layer && r.neuron < 0).map(r => [r.quantity, r.value]))

describe('every instrument', () => {
  it('has the name the experiment knows it by', () => {
    expect(LAYER_QUANTITIES.every(isInstrument)).toBe(true)
    expect(['cost', 'deltaMean', 'toString', ''].some(isInstrument)).toBe(false)
  })

  it('agrees with its naive twin on random snapshots', () => {
    for (let seed = 0; seed < 60; seed++) {
      const snapshot = randomSnapshot(seed)
      const readings = measure(sumsOf(snapshot), LAYER_QUANTITIES, false)
      for (let l = 1; l <= 3; l++) {
        const [got, expected] = [byQuantity(readings, l), twin(snapshot, l)]
        expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort())
        for (const name of Object.keys(expected)) expectClose(got[name]!, expected[name]!, { relative: 1e-12, absolute: 1e-14 })
      }
    }
  })

  it('sees dead units and saturation at the very threshold', () => {
    const layer = { ...randomLayer(createStream(1, 'x'), 2, 1, 3, true, false), slope: [0, 0.0125, 0, 0, -0.0124, 0.1] }
    const [sums] = sumsOf({ rows: 2, layers: [layer] })
    const reading = byQuantity(measure([sums!], ['saturatedShare', 'deadShare'], false), 1)
    // |φ'| below .0125 = 5 % of .25: the three zeros and .0124, not .0125 itself. Unit 0 is dead, unit 2 is not.
    expect(reading).toEqual({ saturatedShare: 4 / 6, deadShare: 1 / 3 })
  })
})

describe('the split of a layer\'s shrink', () => {
  it('multiplies to deltaRms^l / deltaRms^{l+1} within 2 ulp, at every scale', () => {
    for (let seed = 0; seed < 60; seed++) {
      const plain = randomSnapshot(seed)
      const exponents = [-990, -985, -3]
      const snapshot = { ...plain, layers: plain.layers.map((layer, i) => ({ ...layer, deltaExponent: exponents[i]! })) }
      const sums = sumsOf(snapshot)
      for (let l = 1; l < 3; l++) {
        const { weightGain, slopeGain } = byQuantity(measure(sums, ['weightGain', 'slopeGain'], false), l)
        expectClose(weightGain! * slopeGain!, sums[l - 1]!.deltaRms / sums[l]!.deltaRms, { relative: 2 * 2 ** -52 })
      }
    }
  })
})

describe('range', () => {
  it('norms are true at 1e-300, whether as an exponent or as plain float64 numbers', () => {
    for (let seed = 0; seed < 20; seed++) {
      const plain = randomSnapshot(seed)
      const asExponent = { ...plain, layers: plain.layers.map(layer => ({ ...layer, deltaExponent: -996, gradientExponent: -996 })) }
      const scale = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, v => v * 2 ** -996)
      const asNumbers = {
        ...plain,
        layers: plain.layers.map(layer => ({
          ...layer, delta: scale(layer.delta), back: layer.back && scale(layer.back), gradWeights: scale(layer.gradWeights)
        }))
      }
      for (const name of ['deltaNorm', 'deltaRms', 'backRms', 'weightGradientNorm'] as const) {
        for (let i = 0; i < 3; i++) {
          const expected = sumsOf(plain)[i]![name] * 2 ** -996
          if (Number.isNaN(expected)) continue
          expect(expected).toBeLessThan(1e-298)
          expectClose(sumsOf(asExponent)[i]![name], expected, { relative: 1e-14 })
          expectClose(sumsOf(asNumbers)[i]![name], expected, { relative: 1e-14 })
        }
      }
    }
  })
})

describe('zeros and non-finite values', () => {
  const zeros = randomSnapshot(4)
  const zero = {
    rows: zeros.rows,
    layers: zeros.layers.map(layer => ({
      ...layer, delta: new Float64Array(layer.delta.length), back: layer.back && new Float64Array(layer.back.length),
      gradWeights: new Float64Array(layer.gradWeights.length), updateNorm: 0, weights: new Float64Array(layer.weights.length)
    }))
  }

  it('a vanished error reads 0, and 0/0 reads NaN', () => {
    const reading = byQuantity(measure(sumsOf(zero), LAYER_QUANTITIES, false), 1)
    expect(reading).toMatchObject({ deltaNorm: 0, deltaRms: 0, weightGradientNorm: 0, weightGain: NaN, slopeGain: NaN, updateRatio: NaN })
  })

  it('leaves updateRatio out before the first step, but not where the weights themselves are NaN', () => {
    const [sums] = sumsOf(randomSnapshot(2))
    expect(measure([{ ...sums!, updateNorm: NaN }], ['updateRatio'], false)).toEqual([])
    expect(measure([{ ...sums!, updateNorm: NaN, weightNorm: NaN }], ['updateRatio'], false)).toHaveLength(1)
  })

  it('never gives a negative variance, and keeps NaN', () => {
    const layer = { ...randomLayer(createStream(5, 'x'), 3, 2, 2, true, false), activation: new Float64Array(6).fill(0.1 + 0.2) }
    const at = (activation: ArrayLike<number>): number =>
      measure(sumsOf({ rows: 3, layers: [{ ...layer, activation }] }), ['activationVariance'], false)[0]!.value
    expect(at(layer.activation)).toBeGreaterThanOrEqual(0)
    expect(at([1, 2, NaN, 1, 2, 3])).toBeNaN()
  })
})

describe('measure', () => {
  const sums = sumsOf(randomSnapshot(9))

  it('keeps the order asked and passes over the whole network\'s quantities', () => {
    const readings = measure(sums, ['cost', 'deltaRms', 'accuracy', 'deltaNorm', 'toString'], false)
    expect(readings.map(r => [r.layer, r.quantity])).toEqual([1, 2, 3].flatMap(l => [[l, 'deltaRms'], [l, 'deltaNorm']]))
  })

  it('gives each neuron\'s signed mean of δ, whose norm is deltaNorm', () => {
    const readings = measure(sums, ['deltaNorm'], true)
    sums.forEach((layer, i) => {
      const means = readings.filter(r => r.layer === i + 1 && r.quantity === 'deltaMean')
      expect(means.map(r => r.neuron)).toEqual(Array.from({ length: layer.units }, (_, j) => j))
      expect(means.map(r => r.value)).toEqual([...layer.deltaMean])
      expectClose(Math.sqrt(means.reduce((sum, r) => sum + square(r.value), 0)), layer.deltaNorm, { relative: 1e-14 })
    })
  })

  it('fills an array, in the order of the planned readings, with what it gives as records', () => {
    const names = ['cost', 'updateRatio', 'deltaRms', 'slopeGain', 'deltaNorm']
    for (const quantities of [names, ['deltaNorm'], LAYER_QUANTITIES, []]) {
      for (const perNeuron of [false, true]) {
        for (const norms of [undefined, [1, NaN, 3], [5]]) {
          const plan = measurePlan(quantities, perNeuron), places = plannedReadings(plan, sums), missing: number[] = []
          const values = new Float64Array(places.length + 2).fill(-7)
          measureInto(plan, sums, norms ?? null, values, 1, missing)
          const read = places.flatMap((place, i) => (missing.includes(i + 1) ? [] : [{ ...place, value: values[i + 1]! }]))
          expect(read).toEqual(measure(sums, quantities, perNeuron, norms))
          expect([values[0], values.at(-1)]).toEqual([-7, -7])
          expect(missing.map(i => places[i - 1]!)).toEqual(places.filter(({ quantity, layer }) =>
            quantity === 'updateRatio' && norms !== undefined && Number.isNaN(norms[layer - 1] ?? NaN)))
        }
      }
    }
  })

  it('takes another update in place of the sums\'', () => {
    for (const norms of [undefined, [1, NaN, 3], [5]]) {
      const given = norms ?? sums.map(({ updateNorm }) => updateNorm)
      const expected = sums.map(({ weightNorm }, i) => (given[i] ?? NaN) / weightNorm).filter(ratio => !Number.isNaN(ratio))
      const read: LayerReading[] = measure(sums, ['updateRatio', 'deltaRms'], false, norms)
      expect(read.filter(({ quantity }) => quantity === 'updateRatio').map(({ value }) => value)).toEqual(expected)
    }
  })

  it('asks a kernel for no sums of whole arrays where ‖δ‖ alone is asked', () => {
    const asked: string[] = []
    const watched = sums.map(layer => new Proxy(layer, { get: (of, name) => (asked.push(String(name)), Reflect.get(of, name)) }))
    measure(watched, ['deltaNorm'], true)
    expect(new Set(asked)).toEqual(new Set(['units', 'deltaNorm', 'deltaMean', 'updateNorm']))
  })
})
