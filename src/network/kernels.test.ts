import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { createKernel, useWideBuilds, type Kernel, type KernelVariant, type Program, type UpdateRule } from '../kernels/index.ts'
import { loaded, planted, range, type Shape, type Subject } from '../kernels/suite/cases.ts'
import { sameState } from '../kernels/suite/compare.ts'
import { kernelContract } from '../kernels/suite/contract.ts'
import { activations, softmax } from './index.ts'

// The suite stands here, one room above the kernels, because it needs the activations; it runs over all of them.

const create = (variant: KernelVariant, program: Program): ReturnType<typeof createKernel> => createKernel({ variant, program })

/** From the builds for engines that join two vectors in one: they must do the same on all. */
async function createWide(variant: KernelVariant, program: Program): ReturnType<typeof createKernel> {
  useWideBuilds(true)
  try {
    return await create(variant, program)
  } finally {
    useWideBuilds(false)
  }
}

/** Why this runtime cannot run the variant, or null when it can. */
async function missing(variant: KernelVariant): Promise<string | null> {
  const layer = { fanIn: 1, fanOut: 1, activation: activations.sigmoid, normalization: 'none', residual: false } as const
  try {
    const kernel = await create(variant, { layers: [layer], cost: 'quadratic', capacity: 1 })
    kernel.dispose()
    return null
  } catch (error) {
    if (error instanceof InputError && error.mistake.code === 'capability') return error.message
    throw error
  }
}

async function describeKernel(variant: KernelVariant, tolerance: number, wide = false): Promise<void> {
  const reason = await missing(variant)
  describe(`kernel ${variant}${wide ? ', wide' : ''}`, () => {
    if (reason !== null) return it.skip(`skipped: ${reason}`)
    const checks = kernelContract({ variant, create: wide ? createWide : create, activations: { ...activations, softmax }, tolerance })
    for (const { name, run } of checks) it(name, run)
  })
}

await describeKernel('reference', 1e-12)
await describeKernel('simd', 2e-5)
await describeKernel('simd-fma', 2e-5)
await describeKernel('simd', 2e-5, true)
await describeKernel('simd-fma', 2e-5, true)

/** Sizes around the blocks of both kinds of build: 4 to 6 rows, 8 or 16 columns, packed beyond 16 KiB. */
const SHAPES = [[5, 3, 2], [40, 17, 9, 3], [50, 30, 30, 10], [70, 100, 100, 10], [60, 130, 77, 5], [30, 260, 33, 10]].map(sizes =>
  ({ sizes, rows: 61, activation: 'sigmoid', cost: 'quadratic' }) as const)
const RULE: UpdateRule = {
  kind: 'sgd', learningRate: 0.3, shrink: 0.96, l2: 0, clip: null, trackUpdate: false, momentum: 0, momentumNext: 0, nesterov: false
}

describe.each(['simd', 'simd-fma'] as const)('the wide build of %s', async variant => {
  const reason = await missing(variant)
  if (reason !== null) return it.skip(`skipped: ${reason}`)
  it.each(SHAPES)('gives the same bytes: $sizes', async shape => {
    const [narrow, broad] = [await trained(variant, shape, create), await trained(variant, shape, createWide)]
    sameState(broad.getState(), narrow.getState())
    expect(broad.sums().map(layer => layer.deltaNorm)).toEqual(narrow.sums().map(layer => layer.deltaNorm))
    for (const kernel of [narrow, broad]) kernel.dispose()
  })
})

async function trained(variant: KernelVariant, shape: Shape, make: typeof create): Promise<Kernel> {
  const subject: Subject = { variant, create: make, activations: { ...activations, softmax }, tolerance: 0 }
  const kernel = await loaded(subject, planted(subject, shape, 5))
  for (const start of [0, 20, 38, 0, 20, 38]) kernel.step('train', range(23, start), RULE)
  return kernel
}
