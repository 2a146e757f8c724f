import { expect, it } from 'vitest'
import { LAYER_QUANTITIES, resolve, type QuantityName } from '../experiment/index.ts'
import { expectClose } from '../numerics/testing.ts'
import type { PlayerEvent } from './protocol.ts'
import { createStage } from './testing.ts'

async function beginning(quantities: readonly QuantityName[]): Promise<Extract<PlayerEvent, { kind: 'progress' }>> {
  const data = { kind: 'blobs', train: 60, validation: 0, classes: 3 } as const
  const experiment = resolve({ seed: 5, data, network: { layers: [2, 8, 6, 3] }, observe: { examples: 60, quantities } })
  const stage = createStage()
  await stage.open({ kind: 'open', run: 1, experiment, kernel: 'simd' })
  return stage.events.findLast(event => event.kind === 'progress')!
}

it('a frame has what the page draws, observed or not, as an instrument reads it', async () => {
  const [bare, full] = [await beginning(['deltaNorm', 'deadShare']), await beginning([...LAYER_QUANTITIES])]
  const names = ['deltaRms', 'activationMean', 'activationVariance', 'saturatedShare', 'deadShare', 'weightGain', 'slopeGain']
  bare.frame!.layers.forEach(({ readings: { slopeMean, ...readings }, slope: { low, high, counts } }, i) => {
    // The output has no gains.
    expect(Object.keys(readings)).toEqual(i === 2 ? names.slice(0, 5) : names)
    const bin = (high - low) / counts.length
    const binned = counts.reduce((sum, n, k) => sum + n * (low + (k + 0.5) * bin), 0) / counts.reduce((sum, n) => sum + n, 0)
    expectClose(slopeMean!, binned, { absolute: bin })
    for (const [name, value] of Object.entries(readings)) {
      const at = full.columns.quantity.findIndex((q, k) => full.quantities[q] === name && full.columns.layer[k] === i + 1)
      expectClose(value, full.columns.value[at]!, { relative: 1e-5 })
    }
  })
  expect(bare.quantities).not.toContain('weightGain')
  expect(full.frame!.layers.map(({ readings }) => readings)).toEqual(bare.frame!.layers.map(({ readings }) => readings))
})
