import { describe, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { createKernel, type KernelVariant, type Program } from '../kernels/index.ts'
import { kernelContract } from '../kernels/suite/contract.ts'
import { activations, softmax } from './index.ts'

// The suite stands here, one room above the kernels, because it needs the activations; it runs over all of them.

const create = (variant: KernelVariant, program: Program): ReturnType<typeof createKernel> => createKernel({ variant, program })

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

async function describeKernel(variant: KernelVariant, tolerance: number): Promise<void> {
  const reason = await missing(variant)
  describe(`kernel ${variant}`, () => {
    if (reason !== null) return it.skip(`skipped: ${reason}`)
    const checks = kernelContract({ variant, create, activations: { ...activations, softmax }, tolerance })
    for (const { name, run } of checks) it(name, run)
  })
}

await describeKernel('reference', 1e-12)
await describeKernel('simd', 2e-5)
await describeKernel('simd-fma', 2e-5)
