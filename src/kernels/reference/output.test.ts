import { describe, expect, it } from 'vitest'
import { exp } from '../../numerics/index.ts'
import { expectClose } from '../../numerics/testing.ts'
import { isCorrect, rowCost, rowDelta, softmax, type OutputRow } from './output.ts'

const row = (z: number[], y: number[], a: number[] = z, slope: number[] = z.map(() => 1)): OutputRow => ({
  z: Float64Array.from(z), a: Float64Array.from(a), slope: Float64Array.from(slope), y: Float32Array.from(y)
})

describe('crossEntropy', () => {
  it('is ln 2 an output at z = 0, whatever the target', () => {
    expectClose(rowCost('crossEntropy', 'sigmoid', row([0, 0, 0], [0, 1, 0.25])), 3 * 0.6931471805599453, { relative: 1e-15 })
  })
  it('keeps its relative accuracy when saturated on the right side, and is |z| on the wrong one', () => {
    expectClose(rowCost('crossEntropy', 'sigmoid', row([50], [1])), exp(-50), { relative: 1e-14 })
    expectClose(rowCost('crossEntropy', 'sigmoid', row([-700], [0])), exp(-700), { relative: 1e-13 })
    expectClose(rowCost('crossEntropy', 'sigmoid', row([-1000, 1000], [1, 0])), 2000, { relative: 1e-15 })
  })
  it('has δ = σ(z) − y, to full accuracy when 1 − σ(z) is 0 in float64', () => {
    expectClose(rowDelta('crossEntropy', 'sigmoid', row([0, 0], [1, 0])), [-0.5, 0.5], { relative: 1e-15 })
    expectClose(rowDelta('crossEntropy', 'sigmoid', row([50, -50, -50], [1, 0, 1])), [-exp(-50), exp(-50), -1], { relative: 1e-14 })
  })
})

describe('quadratic', () => {
  it('is half the squared distance, with δ = (a − y) φ′', () => {
    const linear = row([3, -1], [1, 1])
    expect(rowCost('quadratic', 'linear', linear)).toBe(4)
    expect([...rowDelta('quadratic', 'linear', linear)]).toEqual([2, -2])
    const sigmoid = row([0], [1], [0.5], [0.25])
    expect(rowCost('quadratic', 'sigmoid', sigmoid)).toBe(0.125)
    expect([...rowDelta('quadratic', 'sigmoid', sigmoid)]).toEqual([-0.125])
  })
  it('does not lose 1 − a of a saturated sigmoid', () => {
    const saturated = row([40], [1], [1], [exp(-40)])
    expectClose(rowDelta('quadratic', 'sigmoid', saturated), [-exp(-80)], { relative: 1e-13 })
    expectClose(rowCost('quadratic', 'sigmoid', saturated), exp(-80) / 2, { relative: 1e-13 })
  })
})

describe('softmax and logLikelihood', () => {
  it('is ln n on equal logits', () => {
    expectClose(rowCost('logLikelihood', 'softmax', row([7, 7, 7, 7], [0, 0, 1, 0])), 2 * 0.6931471805599453, { relative: 1e-14 })
    expectClose(rowDelta('logLikelihood', 'softmax', row([7, 7, 7, 7], [0, 0, 1, 0])), [0.25, 0.25, -0.75, 0.25], { relative: 1e-15 })
  })
  it('keeps 1 − p of the largest logit', () => {
    const { probability, complement } = softmax(Float64Array.of(0, 60, -10))
    expectClose(complement[1]!, exp(-60) + exp(-70), { relative: 1e-14 })
    expectClose(probability, [exp(-60), 1, exp(-70)], { relative: 1e-14 })
    expectClose(rowDelta('logLikelihood', 'softmax', row([0, 60], [0, 1])), [exp(-60), -exp(-60)], { relative: 1e-14 })
    expectClose(rowCost('logLikelihood', 'softmax', row([0, 60], [0, 1])), exp(-60), { relative: 1e-14 })
  })
  it('is finite and shifts with nothing at logits of ±1e4', () => {
    expectClose(rowCost('logLikelihood', 'softmax', row([-1e4, 1e4], [1, 0])), 2e4, { relative: 1e-15 })
    expectClose(softmax(Float64Array.of(1e4, 1e4 + 1)).probability, softmax(Float64Array.of(0, 1)).probability, { relative: 1e-12 })
  })
})

describe('isCorrect', () => {
  const of = (z: number[], y: number[], a = z): Parameters<typeof isCorrect>[1] => ({ z: Float64Array.from(z), a: Float64Array.from(a), y: Float32Array.from(y) })
  it('takes the first of ties, and ½ as above', () => {
    expect(isCorrect('classification', of([1, 1, 0], [1, 0, 0]))).toBe(true)
    expect(isCorrect('classification', of([1, 1, 0], [0, 1, 0]))).toBe(false)
    expect(isCorrect('classification', of([0.5], [1]))).toBe(true)
    expect(isCorrect('classification', of([0.4999], [1]))).toBe(false)
    expect(isCorrect('classification', of([0.4999], [0]))).toBe(true)
  })
  it('tells outputs apart that have rounded to the same', () => expect(isCorrect('classification', of([40, 41], [0, 1], [1, 1]))).toBe(true))
  it('counts nothing in a regression', () => expect(isCorrect('regression', of([1], [1]))).toBe(false))
})
