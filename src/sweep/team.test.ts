import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { createKernel, type Kernel, type KernelVariant, type Program, type UpdateRule } from '../kernels/index.ts'
import { planted } from '../kernels/suite/cases.ts'
import { kernelContract } from '../kernels/suite/contract.ts'
import { activations, softmax } from '../network/index.ts'
import { createTeam, type NodeTeam } from './index.ts'

const idle: NodeTeam[] = []
const all: NodeTeam[] = []
afterAll(() => Promise.all(all.map(team => team.close())))

/** A kernel whose every pass is shared out, however small; its team is free for the next one when it is disposed of. */
async function createShared(threads: number, variant: KernelVariant, program: Program): Promise<Kernel> {
  let team = idle.find(one => one.threads === threads)
  if (team) idle.splice(idle.indexOf(team), 1)
  else all.push((team = await createTeam(threads, { leastWork: 0 })))
  const kernel = await createKernel({ variant, program, team })
  const dispose = kernel.dispose.bind(kernel)
  kernel.dispose = () => {
    dispose()
    idle.push(team)
  }
  return kernel
}

const subject = { variant: 'simd' as const, activations: { ...activations, softmax }, tolerance: 2e-5 }

describe('a kernel served by three threads', () => {
  const create = (variant: KernelVariant, program: Program): Promise<Kernel> =>
    variant === 'reference' ? createKernel({ variant, program }) : createShared(3, variant, program)
  for (const { name, run } of kernelContract({ ...subject, create })) it(name, run)
})

const descent: UpdateRule = {
  kind: 'sgd', learningRate: 0.3, shrink: 0.99, l2: 0, clip: null, trackUpdate: true, momentum: 0, momentumNext: 0, nesterov: false
}
const adam: UpdateRule = {
  kind: 'adam', learningRate: 0.01, shrink: 1, l2: 0.001, clip: { kind: 'norm', limit: 0.1 }, trackUpdate: true,
  beta1: 0.9, beta2: 0.99, epsilon: 1e-6, time: 1
}

/** A digest of all that a kernel shows after a few passes of every kind. */
async function digest(threads: number, sizes: readonly number[], rows: number): Promise<string> {
  const { program, parameters, examples } = planted({ ...subject, create: createKernel as never }, { sizes, rows })
  const kernel = threads === 1 ? await createKernel({ variant: 'simd', program }) : await createShared(threads, 'simd', program)
  const hash = createHash('sha256')
  const order = Uint32Array.from({ length: rows }, (_, i) => i)
  kernel.load('train', examples)
  kernel.setParameters(parameters)
  const note = (value: unknown): void => {
    hash.update(JSON.stringify(value))
    for (const { deltaMean, backRms, weightGradientNorm, updateNorm, weightNorm, activationSquareSum } of kernel.sums()) {
      hash.update(deltaMean).update(JSON.stringify([backRms, weightGradientNorm, updateNorm, weightNorm, activationSquareSum]))
    }
  }
  // The same batch twice, so that the third pass takes its entries by column; then a part of it, another rule, an evaluation.
  for (const rule of [descent, descent, descent]) note(kernel.step('train', order, rule))
  note(kernel.step('train', order.subarray(3, rows - 4), descent))
  note(kernel.step('train', order, adam))
  note(kernel.gradients('train', order.subarray(1)))
  hash.update(JSON.stringify(kernel.evaluate('train')))
  for (const [name, values] of kernel.getState()) hash.update(name).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  kernel.dispose()
  return hash.digest('hex')
}

describe('createTeam', () => {
  it.each([
    ['small layers, a batch held by column', [200, 30, 30, 10], 300],
    ['large layers, packed', [40, 300, 70, 10], 37],
    ['fewer rows than threads', [9, 7, 5, 3], 8]
  ])('gives the same bytes with 1, 2, 3 and 5 threads: %s', async (_, sizes, rows) => {
    const alone = await digest(1, sizes, rows)
    for (const threads of [2, 3, 5]) expect(await digest(threads, sizes, rows)).toBe(alone)
  })

  it('serves one kernel after another, and one at a time', async () => {
    const { program } = planted({ ...subject, create: createKernel as never }, { sizes: [4, 3, 2], rows: 5 })
    const team = await createTeam(2)
    for (let i = 0; i < 3; i++) {
      const kernel = await createKernel({ variant: 'simd', program, team })
      await expect(createKernel({ variant: 'simd', program, team })).rejects.toThrow(/dispose\(\) of the kernel it serves first/)
      kernel.dispose()
    }
    await team.close()
  })

  it('does not keep a process alive, and closes before its end', () => {
    const program = (end: string): string => `
      const { createTeam } = await import(${JSON.stringify(new URL('../../dist/sweep/index.js', import.meta.url).href)})
      const team = await createTeam(3)
      ${end}`
    const output = (end: string): string => execFileSync(process.execPath, ['--input-type=module', '-e', program(end)], { encoding: 'utf8', timeout: 20_000 })
    expect(output(`console.log('left open')`)).toBe('left open\n')
    expect(output(`await team.close(); console.log('closed')`)).toBe('closed\n')
  })

  it('serves kernels one after another in a program that has nothing else to do', () => {
    const program = `
      const url = ${JSON.stringify(new URL('../../dist/', import.meta.url).href)}
      const { createTeam } = await import(url + 'sweep/index.js'), { createKernel } = await import(url + 'kernels/index.js')
      const layer = { fanIn: 2, fanOut: 2, activation: { name: 'tanh', largestSlope: 1 }, normalization: 'none', residual: false }
      const serve = async () => {
        const team = await createTeam(2)
        for (let i = 0; i < 3; i++) (await createKernel({ variant: 'simd', team, program: { layers: [layer], cost: 'quadratic', capacity: 4 } })).dispose()
        await team.close()
        console.log('closed')
      }
      serve()`
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', timeout: 20_000 })).toBe('closed\n')
  })

  it('refuses what is no number of threads', async () => {
    for (const threads of [0, 1.5, NaN, 65]) await expect(createTeam(threads)).rejects.toThrow(/a whole number from 1 to 64/)
  })
})
