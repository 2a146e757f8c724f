import { describe, expect, it } from 'vitest'
import { createKernel, type Kernel, type LayerParameters } from '../kernels/index.ts'
import { loaded, planted, range, type Shape, type Subject } from '../kernels/suite/cases.ts'
import { shapes } from '../kernels/suite/networks.ts'
import { createStream } from '../numerics/index.ts'
import { activations, softmax } from './index.ts'

const subject: Subject = {
  variant: 'reference',
  create: (variant, program) => createKernel({ variant, program }),
  activations: { ...activations, softmax },
  tolerance: 1e-12
}

const NAMES = ['weights', 'biases', 'gains'] as const
type Direction = readonly Partial<Record<(typeof NAMES)[number], Float64Array>>[]

/** Independent N(0, 1) for every parameter; one name and layer alone when `only` says so. */
function direction(parameters: readonly LayerParameters[], seed: number, only?: { name: string; layer: number }): Direction {
  const stream = createStream(seed, 'direction')
  return parameters.map((layer, i) =>
    Object.fromEntries(
      NAMES.filter(name => layer[name] && (!only || (only.name === name && only.layer === i + 1)))
        .map(name => [name, Float64Array.from(layer[name]!, () => stream.normal())])
    )
  )
}

const moved = (parameters: readonly LayerParameters[], along: Direction, by: number): LayerParameters[] =>
  parameters.map((layer, i) => {
    const change = Object.entries(along[i]!).map(([name, d]) => {
      const values = layer[name as (typeof NAMES)[number]]!
      return [name, Float64Array.from(d, (x, k) => values[k]! + by * x)] as const
    })
    return { ...layer, ...Object.fromEntries(change) }
  })

/** ⟨gradient, direction⟩ from one sgd step of rate 1, which leaves p − G in the kernel. */
function slopeAlong(kernel: Kernel, parameters: readonly LayerParameters[], along: Direction, rows: Uint32Array): number {
  kernel.setParameters(parameters)
  const rule = { learningRate: 1, shrink: 1, l2: 0, clip: null, trackUpdate: false, momentum: 0, momentumNext: 0, nesterov: false } as const
  kernel.step('train', rows, { kind: 'sgd', ...rule })
  const after = kernel.getParameters()
  let slope = 0
  along.forEach((layer, i) => {
    for (const [name, d] of Object.entries(layer)) {
      const key = name as (typeof NAMES)[number]
      d.forEach((x, k) => (slope += x * (parameters[i]![key]![k]! - after[i]![key]![k]!)))
    }
  })
  return slope
}

/** (C(p + hd) − C(p − hd)) / 2h */
function centralDifference(kernel: Kernel, parameters: readonly LayerParameters[], along: Direction, rows: Uint32Array): number {
  const h = 1e-5
  const cost = (by: number): number => {
    kernel.setParameters(moved(parameters, along, by))
    return kernel.gradients('train', rows).cost
  }
  return (cost(h) - cost(-h)) / (2 * h)
}

async function compare(shape: Shape, only?: { name: string; layer: number }): Promise<void> {
  const it = planted(subject, shape, 21)
  const kernel = await loaded(subject, it)
  for (const seed of [1, 2]) {
    const along = direction(it.parameters, seed, only)
    const got = slopeAlong(kernel, it.parameters, along, range(shape.rows))
    const want = centralDifference(kernel, it.parameters, along, range(shape.rows))
    expect(Math.abs(want)).toBeGreaterThan(1e-6) // a direction without slope would test nothing
    expect(Math.abs(got - want) <= 1e-6 * Math.abs(want) + 1e-8, `got ${got}, central difference ${want}`).toBe(true)
  }
}

describe('gradients of the reference kernel against central differences', () => {
  // Saturated outputs bend too sharply for one step size; their δ is checked in closed form beside the costs.
  // A layer of one unit, layer-normalised or not, and single rows are here on purpose.
  const smooth = Object.entries(shapes(subject)).filter(([name]) => !name.startsWith('saturated'))
  for (const [name, shape] of smooth) it(name, () => compare(shape))

  const base: Shape = { sizes: [6, 5, 5, 5, 3], rows: 7, activation: 'tanh', residual: true }
  for (const normalization of ['none', 'batch', 'layer'] as const) {
    for (const output of ['sigmoid', 'softmax', 'linear'] as const) {
      it(`${normalization} normalisation with residual links, ${output} output`, () => compare({ ...base, normalization, output }))
    }
    for (const name of normalization === 'none' ? ['weights', 'biases'] : NAMES) {
      it(`${normalization} normalisation: ${name} of layer 2 alone`, () => compare({ ...base, normalization }, { name, layer: 2 }))
    }
  }

  it('sees a wrong gradient', async () => {
    const it = planted(subject, base, 21)
    const kernel = await loaded(subject, it)
    const along = direction(it.parameters, 1)
    const want = centralDifference(kernel, it.parameters, along, range(7))
    const other = slopeAlong(kernel, it.parameters, along, range(6))
    expect(Math.abs(other - want)).toBeGreaterThan(1e-4)
  })
})
