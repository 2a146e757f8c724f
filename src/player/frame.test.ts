import { expect, it } from 'vitest'
import { loadDataset } from '../data/index.ts'
import { resolve } from '../experiment/index.ts'
import { histogramOf } from '../instruments/index.ts'
import { createKernel } from '../kernels/index.ts'
import { compile, initialize } from '../network/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { createStage, lastOf, noFiles, opening, smallExperiment as small } from './testing.ts'

it('is of the network where the run stands, as the oracle has it', async () => {
  const experiment = small({}, { examples: 13 })
  const stage = createStage()
  await stage.open(opening(experiment))
  const { frame, quantities, columns } = lastOf(stage)
  const dataset = await loadDataset(experiment.data, experiment.seed, noFiles, 3)
  const oracle = await createKernel({ variant: 'reference', program: compile(experiment.network, 20) })
  oracle.load('train', dataset.train)
  oracle.setParameters(initialize(experiment.network, experiment.seed))
  oracle.gradients('train', Uint32Array.from({ length: 13 }, (_, i) => i))
  const [sums, { layers }] = [oracle.sums(), oracle.snapshot()]
  const means = [...columns.value].filter((_, i) => quantities[columns.quantity[i]!] === 'deltaMean')
  expect(frame!.layers.flatMap(({ deltaMean }) => [...deltaMean])).toEqual(means)
  frame!.layers.forEach(({ units, deltaMean, weightedInput, activation, slope, weights }, l) => {
    const exact = layers[l]!
    expect(units).toBe(exact.fanOut)
    deltaMean.forEach((value, j) => expectClose(value, sums[l]!.deltaMean[j]!, { relative: 1e-4, absolute: 1e-7 }))
    weights!.forEach((w, i) => expectClose(w, exact.weights[i]!, { relative: 1e-6 }))
    for (const [histogram, values] of [[weightedInput, exact.weightedInput], [activation, exact.activation]] as const) {
      const naive = histogramOf(values, 48)
      expectClose(histogram.low, naive.low, { relative: 1e-5 })
      expectClose(histogram.high, naive.high, { relative: 1e-5 })
      expect(histogram.counts.reduce((sum, n) => sum + n, 0)).toBe(13 * units)
      // Rounding moves at most a value or two over an edge.
      expect(histogram.counts.reduce((sum, n, i) => sum + Math.abs(n - naive.counts[i]!), 0)).toBeLessThanOrEqual(4)
    }
    expect([slope.low, slope.high, slope.counts.length]).toEqual([0, 0.25, 48])
  })
})

it('has no weights of a layer with more than 4,096', async () => {
  const stage = createStage()
  await stage.open(opening(resolve({ data: { kind: 'xor' }, network: { layers: [2, 64, 64, 65, 2] } })))
  expect(lastOf(stage).frame!.layers.map(({ weights }) => weights?.length ?? null)).toEqual([128, 4096, null, 130])
})

it('keeps slopes below 0, and shows a softmax’s', async () => {
  const stage = createStage()
  await stage.open(opening(resolve({ data: { kind: 'blobs' }, network: { layers: [2, 30, 3], activation: 'gelu', outputActivation: 'softmax' } })))
  const [hidden, output] = lastOf(stage).frame!.layers
  expect(hidden!.slope.low).toBeLessThan(0)
  expect(hidden!.slope.high).toBeGreaterThan(1)
  expect([output!.slope.low, output!.slope.high, output!.slope.nonFinite]).toEqual([0, 0.25, 0])
})
