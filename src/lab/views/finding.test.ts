import { describe, expect, it } from 'vitest'
import { expectClose } from '../../numerics/testing.ts'
import { findingOf, shrinkAt, shrinkOf } from './finding.ts'
import { moment, readings } from './testing.ts'

const gains = (slopes: readonly number[], weights: readonly number[]) =>
  ({ ...readings('slopeGain', ...slopes), ...readings('weightGain', ...weights) })

describe('what is found in a moment', () => {
  it('compares layer 1 with the last hidden layer, not with the output', () => {
    const speeds = readings('deltaNorm', 0.001, 0.005, 0.02, 0.096, 7)
    const found = findingOf(moment(5, { ...speeds, ...gains([0.2, 0.2, 0.2, 9], [1, 1, 1, 9]) }))
    expect(found).toMatchObject({ kind: 'slower', above: 4 })
    expectClose((found as { ratio: number }).ratio, 96, { relative: 1e-12 })
    expect((found as { shrink: { passed: number } }).shrink.passed).toBe(3)
  })

  it.each([
    ['slower', [1, 1.5], 1.5], ['even', [1, 1.49], 1.49], ['even', [1, 1], 1], ['even', [1.4, 1], 1.4],
    ['faster', [1.6, 1], 1.6], ['faster', [1e200, 1e-100], 1e300]
  ] as const)('%s: %o', (kind, [first, last], ratio) => {
    const found = findingOf(moment(3, readings('deltaNorm', first, last, 1)))
    expect(found).toMatchObject({ kind, above: 2, shrink: null })
    expectClose((found as { ratio: number }).ratio, ratio, { relative: 1e-12 })
  })

  it('compares with the output where there is one hidden layer', () => {
    expect(findingOf(moment(2, { ...readings('deltaNorm', 1, 4), ...gains([0.25], [1]) }))).toEqual({
      kind: 'slower', above: 2, ratio: 4, shrink: { kept: 0.25, slopes: 0.25, weights: 1, passed: 1 }
    })
  })

  it('has nothing to compare without hidden layers', () => {
    expect(findingOf(moment(1, readings('deltaNorm', 0.3)))).toEqual({ kind: 'shallow', speed: 0.3 })
    expect(findingOf(moment(1, readings('deltaNorm', 0)))).toEqual({ kind: 'zero', layers: [1], above: null })
  })

  it('names the layers whose gradient is exactly 0, and one that still learns', () => {
    expect(findingOf(moment(4, readings('deltaNorm', 0, 0, 2, 5)))).toEqual({ kind: 'zero', layers: [1, 2], above: 4 })
    expect(findingOf(moment(3, readings('deltaNorm', 0, 0, 0)))).toEqual({ kind: 'zero', layers: [1, 2, 3], above: null })
  })

  it('names the layers that are not numbers before anything else', () => {
    expect(findingOf(moment(3, readings('deltaNorm', NaN, Infinity, 0)))).toEqual({ kind: 'notFinite', layers: [1, 2] })
  })

  it('says that the run broke off, whatever can still be read then', () => {
    const broken = { step: 4, layer: 3 }
    expect(findingOf(moment(3, readings('deltaNorm', 1, 5, 1)), broken)).toEqual({ kind: 'brokeOff', step: 4, layer: 3, last: 1 })
    expect(findingOf(moment(3, readings('deltaNorm', 0, 0, 5)), broken)).toMatchObject({ kind: 'brokeOff' })
    expect(findingOf(moment(3, readings('deltaNorm', 1, NaN, 1)), broken)).toMatchObject({ last: null })
    expect(findingOf(moment(3, readings('deltaNorm', 1, 5, 1), 4), broken)).toMatchObject({ last: null })
    expect(findingOf(null, broken)).toEqual({ kind: 'nothing' })
  })

  it('finds nothing before there is anything', () => {
    expect(findingOf(null)).toEqual({ kind: 'nothing' })
    expect(findingOf(moment(3, {}, 0))).toEqual({ kind: 'nothing' })
    expect(findingOf(moment(3, {}, 1))).toMatchObject({ kind: 'notFinite' })
  })

  it('takes geometric means, whose product is what is kept, over values that leave a double together', () => {
    const shrink = shrinkOf(moment(4, gains([1e-200, 1e-150, 5], [1e100, 1e50, 5])), 3)!
    expectClose(shrink.slopes, 1e-175, { relative: 1e-12 })
    expectClose(shrink.weights, 1e75, { relative: 1e-12 })
    expectClose(shrink.kept, 1e-100, { relative: 1e-12 })
    expect(shrink.passed).toBe(2)
  })

  it('knows no shrink where a gain is missing, 0 or not finite', () => {
    for (const bad of [NaN, 0, Infinity]) expect(shrinkOf(moment(3, gains([0.2, bad], [1, 1])), 3)).toBeNull()
    expect(shrinkOf(moment(3, gains([0.2], [1])), 1)).toBeNull()
    expect(shrinkAt(moment(3, gains([NaN], [1])), 1)).toBeNull()
    expect(shrinkAt(moment(3, gains([0.2], [1.5])), 1)).toMatchObject({ slopes: 0.2, weights: 1.5 })
  })
})
