import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutAxis } from './axis.ts'
import { numberText } from './number.ts'

const labels = (axis: ReturnType<typeof layoutAxis>): string[] =>
  axis.ticks.flatMap(t => (t.label ? [t.label.exponent === undefined ? t.label.mantissa : `${t.label.mantissa}e${t.label.exponent}`] : []))

describe('layoutAxis', () => {
  it('puts known values at known pixels', () => {
    const linear = layoutAxis([0, 10], { scale: 'linear', from: 100, to: 300, labels: 5, pad: 0 })
    expect([0, 2.5, 10].map(linear.place)).toEqual([100, 150, 300])
    const log = layoutAxis([1e-4, 1], { scale: 'log', from: 400, to: 0, labels: 6, pad: 1 / 8 })
    // Four decades and half a decade at each end: 80 px a decade, 40 px of room.
    expect([1e-4, 1e-3, 1e-2, 0.1, 1].map(log.place)).toEqual([360, 280, 200, 120, 40])
    expect(labels(log)).toEqual(['e-4', 'e-3', 'e-2', 'e-1', 'e0'])
  })

  it('parts thousands where it is asked to', () => {
    const thousands = (group: string): string[] => labels(layoutAxis([-20_000, 20_000], { scale: 'linear', from: 0, to: 300, labels: 3, pad: 0, group }))
    expect(thousands(',')).toEqual(['−20,000', '−10,000', '0', '10,000', '20,000'])
    expect(thousands('')).toEqual(['−20000', '−10000', '0', '10000', '20000'])
    expect(labels(layoutAxis([0, 0.0005], { scale: 'linear', from: 0, to: 300, labels: 3, pad: 0, group: ',' })).join(' ')).not.toContain(',')
  })

  it('has ticks at whole numbers only where it counts', () => {
    const counted = (low: number, high: number) =>
      labels(layoutAxis([low, high], { scale: 'linear', from: 0, to: 800, labels: 7, pad: 0, whole: true }))
    expect([counted(1, 4), counted(0, 2), counted(0, 1), counted(2, 20).length > 4]).toEqual([['1', '2', '3', '4'], ['0', '1', '2'], ['0', '1'], true])
    expect(labels(layoutAxis([1, 4], { scale: 'linear', from: 0, to: 800, labels: 7, pad: 0 }))).toContain('1.5')
  })

  it('keeps a lane at the foot of a log axis for values at or below zero, below every positive value', () => {
    const axis = layoutAxis([0, 1e-5, 1], { scale: 'log', from: 300, to: 0, labels: 6 })
    expect(axis.lane).toEqual({ at: 292.2, label: '0' })
    expect(axis.place(0)).toBe(292.2)
    expect(axis.place(1e-5)!).toBeLessThan(274)
    expect(layoutAxis([-1, 1], { scale: 'log', from: 300, to: 0, labels: 6 }).lane!.label).toBe('≤ 0')
    expect(layoutAxis([1e-5, 1], { scale: 'log', from: 300, to: 0, labels: 6 }).lane).toBeUndefined()
    expect(layoutAxis([1e-5, 1], { scale: 'log', from: 300, to: 0, labels: 6 }).place(0)).toBeUndefined()
  })

  it('labels every second or fifth decade where there are many, and halves where there are few', () => {
    expect(labels(layoutAxis([1e-20, 1], { scale: 'log', from: 300, to: 0, labels: 5 }))).toEqual(['e-20', 'e-15', 'e-10', 'e-5', 'e0'])
    expect(labels(layoutAxis([0.02, 0.9], { scale: 'log', from: 300, to: 0, labels: 5 })))
      .toEqual(['0.02', '0.05', '0.1', '0.2', '0.5', '1'])
    expect(labels(layoutAxis([1e-4, 1], { scale: 'log', from: 9, to: 0, labels: 2 })).length).toBeGreaterThanOrEqual(2)
    const narrow = layoutAxis([3.1e-5, 3.2e-5], { scale: 'log', from: 300, to: 0, labels: 5 })
    expect(labels(narrow).length).toBeGreaterThanOrEqual(2)
  })

  it('labels a linear axis to the decimals of its step', () => {
    expect(labels(layoutAxis([96.07, 96.8], { scale: 'linear', from: 0, to: 600, labels: 4 }))).toContain('96.2')
    expect(labels(layoutAxis([0, 3e-9], { scale: 'linear', from: 0, to: 600, labels: 3 }))).toContain('e-9')
  })

  it('answers a place inside the axis or none, whatever the values, and never two labels the same', () => {
    const hostile = fc.oneof(fc.double(), fc.constantFrom(0, -0, 5e-324, -5e-324, 1.7e308, -1.7e308, Infinity, -Infinity, Number.NaN))
    fc.assert(fc.property(fc.array(hostile, { maxLength: 8 }), fc.constantFrom('linear', 'log'), fc.boolean(), (values, scale, down) => {
      const [from, to] = down ? [300, 20] : [20, 300]
      const axis = layoutAxis(values, { scale, from, to, labels: 5 })
      for (const v of values) {
        const at = axis.place(v)
        if (Number.isFinite(v)) expect(at! >= 20 && at! <= 300).toBe(true)
        else expect(at).toBeUndefined()
      }
      expect(axis.ticks.every(t => t.at >= 19.9 && t.at <= 300.1)).toBe(true)
      expect(axis.ticks.length).toBeLessThan(700)
      const named = labels(axis)
      expect(new Set(named).size).toBe(named.length)
    }), { numRuns: 400, seed: 1 })
  })

  it('is monotone: a larger value never stands lower', () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.constantFrom('linear', 'log'), (a, b, scale) => {
      fc.pre(Number.isFinite(a) && Number.isFinite(b) && a <= b)
      const axis = layoutAxis([a, b], { scale, from: 300, to: 0, labels: 5 })
      expect(axis.place(a)! >= axis.place(b)!).toBe(true)
    }), { numRuns: 300, seed: 2 })
  })

  it('leaves crowded ticks between decades out only where it is asked to', () => {
    const ticks = (tidy: boolean, to: number) => layoutAxis([1e-3, 0.5], { scale: 'log', from: to, to: 0, labels: 6, tidy }).ticks
    expect(ticks(true, 60).every(t => t.label !== undefined)).toBe(true)
    expect(ticks(true, 60).length).toBeGreaterThanOrEqual(2)
    expect(ticks(true, 300)).toEqual(ticks(false, 300))
    expect(ticks(false, 60).length).toBeGreaterThan(ticks(true, 60).length)
  })
})

describe('numberText', () => {
  it('sets numbers as a paper does', () => {
    expect([2.976e-3, 1e-5, -0.25, 8.2e-6, 123456, 1234567, 0, Number.NaN, -Infinity].map(x => numberText(x)))
      .toEqual(['0.00298', '1.00×10⁻⁵', '−0.250', '8.20×10⁻⁶', '123456', '1.23×10⁶', '0', 'NaN', '−∞'])
    expect(numberText(1e-5, 3, true)).toBe('10⁻⁵')
    expect(numberText(-1e-5, 3, true)).toBe('−10⁻⁵')
    expect(numberText(12345.6)).toBe('12300')
  })
})
