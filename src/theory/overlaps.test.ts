import { describe, expect, it } from 'vitest'
import { expectClose } from '../numerics/testing.ts'
import { overlapsOf, type Cell } from './index.ts'
import { clusters } from './testing.ts'

const examples = clusters(30, 7, 3)
const [count, width] = [30, 7]
const input = (n: number): number[] => Array.from(examples.inputs.subarray(n * width, (n + 1) * width))
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
const total = (cells: readonly Cell[], value: (cell: Cell) => number): number => cells.reduce((sum, cell) => sum + cell.weight * value(cell), 0)

describe('overlaps', () => {
  it('keep every sum over pairs that is linear in them', () => {
    const { cells, examples: n, sampled } = overlapsOf(examples, count, false)
    expect([n, sampled]).toEqual([count, count])
    expectClose(total(cells, () => 1), 1, { relative: 1e-14 })
    const mean = input(0).map((_, k) => Array.from({ length: count }, (_, a) => input(a)[k]!).reduce((s, x) => s + x, 0) / count)
    expectClose(total(cells, c => c.overlap.product), dot(mean, mean) / width, { relative: 1e-12 })
    const squares = Array.from({ length: count }, (_, a) => dot(input(a), input(a)) / width)
    const meanSquare = squares.reduce((s, x) => s + x, 0) / count
    expectClose(total(cells, c => (c.overlap.first + c.overlap.second) / 2), meanSquare, { relative: 1e-12 })
    expectClose(total(cells.filter(c => c.same), c => c.overlap.product) * count, meanSquare, { relative: 1e-12 })
    const shares = [0, 1, 2].map(j => Array.from({ length: count }, (_, a) => examples.targets[a * 3 + j]!).reduce((s, x) => s + x, 0) / count)
    expectClose(total(cells, c => c.targets.product), dot(shares, shares), { relative: 1e-12 })
  })

  it('of centred inputs add up to nothing', () => {
    const { cells } = overlapsOf(examples, count, true)
    expectClose(total(cells, c => c.overlap.product), 0, { absolute: 1e-14 })
    for (const { overlap } of cells) expect(overlap.product * overlap.product).toBeLessThanOrEqual(overlap.first * overlap.second * (1 + 1e-12))
  })

  it('of one example, and of the first few', () => {
    const [only, ...more] = overlapsOf(examples, 1, false).cells
    expect([only!.weight, only!.same, more.length]).toEqual([1, true, 0])
    expectClose(only!.overlap.product, dot(input(0), input(0)) / width, { relative: 1e-14 })
    expectClose(total(overlapsOf(examples, 2, false).cells, c => c.overlap.product), [0, 1].reduce((s, a) => s + [0, 1].reduce((t, b) => t + dot(input(a), input(b)), 0), 0) / 4 / width, { relative: 1e-12 })
  })

  it('of many examples are those of evenly spaced ones', () => {
    const many = clusters(5000, 7, 3)
    const { sampled, cells } = overlapsOf(many, 5000, false)
    expect(sampled).toBe(2000)
    expectClose(total(cells, () => 1), 1, { relative: 1e-12 })
    expectClose(total(cells.filter(c => c.same), () => 1), 1 / 5000, { relative: 1e-12 })
  })
})
