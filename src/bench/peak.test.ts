import { describe, expect, it } from 'vitest'
import { expectClose } from '../numerics/testing.ts'
import { unlock } from '../sweep/index.ts'
import { WASM_NAMES } from './contestant.ts'
import { measurePeak, peakModule, peakOperations } from './peak.ts'

describe('the peak kernel', () => {
  it.each(WASM_NAMES.flatMap(variant => [[variant, false], [variant, true]] as const))('%s computes x ← x/2 + 1 in every chain, wide: %s', async (variant, wide) => {
    unlock(variant)
    for (const chains of [8, 26]) {
      const { instance } = await WebAssembly.instantiate(peakModule(variant, wide ? chains / 2 : chains, wide))
      const run = instance.exports.run as (turns: number) => number
      // One turn is eight steps: 2 + (x₀ − 2)/256 with x₀ = local/8, locals 3 … chains + 2, or 0.
      const expected = Array.from({ length: chains }, (_, i) => 2 + ((wide ? 0 : (3 + i) / 8) - 2) / 256).reduce((a, b) => a + b)
      expectClose(run(1), expected, { relative: 1e-6 })
      expectClose(run(100), 2 * chains, { relative: 1e-6 })
    }
  })
  it('counts four lanes of a multiplication and an addition', () => {
    expect(peakOperations(12, 1000)).toBe(1000 * 8 * 12 * 8)
  })
  it('measures something', async () => {
    const { gflops, chains } = await measurePeak('simd', 0.002, 1)
    expect(gflops).toBeGreaterThan(0)
    expect(chains).toBeGreaterThanOrEqual(8)
  })
})
