import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKernel, type Kernel, type KernelVariant, type LayerSums, type Program, type UpdateRule } from '../../src/kernels/index.ts'
import { loaded, planted, type Shape, type Subject } from '../../src/kernels/suite/cases.ts'
import { of, sameState, sameSums } from '../../src/kernels/suite/compare.ts'
import { activations, softmax } from '../../src/network/index.ts'
import { createStream, type Stream } from '../../src/numerics/index.ts'
import { createTeam, type NodeTeam } from '../../src/sweep/index.ts'

// What no list of cases thinks of: random networks, led through random passes, steps and looks. Whatever went before, a kernel, one on a team and one
// that has just been restored are in the same bytes, and near the reference.

const NETWORKS = 120, TURNS = 9
let team: NodeTeam
beforeAll(async () => { team = await createTeam(2, { leastWork: 0 }) })
afterAll(() => team.close())

const pick = <T>(stream: Stream, list: readonly T[]): T => list[stream.below(list.length)]!

function shapeFrom(stream: Stream): Shape {
  const hidden = Array.from({ length: stream.below(5) }, () => pick(stream, [1, 2, 3, 4, 5, 10, 10, 31, 33, 50, 64, 65, 130]))
  const output = pick(stream, ['sigmoid', 'linear', 'softmax'] as const)
  return {
    sizes: [pick(stream, [1, 2, 5, 31, 33, 224, 225, 448]), ...hidden, pick(stream, [1, 2, 5, 10])],
    rows: pick(stream, [1, 2, 59, 60, 61, 63, 64, 65, 120, 121, 130, 250, 257, 300]),
    activation: pick(stream, Object.keys(activations)), output,
    ...(output === 'sigmoid' && stream.below(2) === 0 ? { cost: 'crossEntropy' as const } : {}),
    normalization: pick(stream, ['none', 'none', 'none', 'batch', 'layer']), residual: stream.below(3) === 0
  }
}

function ruleFrom(stream: Stream): (time: number, trackUpdate: boolean) => UpdateRule {
  const common = {
    learningRate: pick(stream, [0.01, 0.3]), shrink: 1, l2: 0,
    clip: pick(stream, [null, null, { kind: 'norm', limit: 0.05 }, { kind: 'value', limit: 0.01 }] as const),
    ...(stream.below(5) === 0 ? { frozen: [1] } : {})
  }
  const [shrink, momentum, kind] = [pick(stream, [1, 0.99, 0.5]), pick(stream, [0, 0, 0.9]), stream.below(5)]
  return (time, trackUpdate) => {
    if (kind === 0) return { ...common, trackUpdate, kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-3, time }
    if (kind === 1) return { ...common, trackUpdate, kind: 'rmsprop', decay: 0.9, epsilon: 1e-3 }
    return { ...common, shrink, trackUpdate, kind: 'sgd', momentum, momentumNext: momentum, nesterov: false }
  }
}

const NORMS = ['deltaNorm', 'deltaRms', 'backRms', 'weightGradientNorm', 'updateNorm'] as const
const SUMS = ['activation', 'weightedInput'] as const

/** In float32 sums cancel, and steps add up what they round: within a hundredth, where a wrong term would be off by more than that. */
function near(got: LayerSums, want: LayerSums): void {
  for (const name of NORMS) if (!(Math.abs(got[name] - want[name]) <= 0.02 * want[name] + 1e-6)) expect(got[name], name).toBe(want[name])
  for (const name of SUMS) {
    const size = 0.02 * Math.sqrt(want.rows * want.units * want[`${name}SquareSum`]) + 1e-6
    expect(Math.abs(got[`${name}Sum`] - want[`${name}Sum`]), name).toBeLessThanOrEqual(size)
    expect(Math.abs(got[`${name}SquareSum`] - want[`${name}SquareSum`])).toBeLessThanOrEqual(0.02 * want[`${name}SquareSum`] + 1e-6)
  }
}

test.each(Array.from({ length: NETWORKS }, (_, i) => i))('network %i', async seed => {
  const stream = createStream(seed, 'wandering')
  const shape = shapeFrom(stream), ruleAt = ruleFrom(stream)
  const create = (variant: KernelVariant, program: Program): Promise<Kernel> => createKernel({ variant, program })
  const subject: Subject = { variant: 'simd', create, activations: { ...activations, softmax }, tolerance: 0 }
  const it = planted(subject, shape, seed)
  const alone = await loaded(subject, it), reference = await loaded(subject, it, 'reference')
  const together = await loaded({ ...subject, create: (variant, program) => createKernel({ variant, program, team }) }, it)
  let restored = await loaded(subject, it), time = 0
  for (let turn = 0; turn < TURNS; turn++) {
    const some = Uint32Array.from({ length: 1 + stream.below(shape.rows) }, () => stream.below(shape.rows))
    const rows = stream.below(3) > 0 ? Uint32Array.from({ length: shape.rows }, (_, i) => i) : some
    const [what, track] = [pick(stream, ['step', 'step', 'step', 'gradients', 'evaluate', 'state']), stream.below(2) === 0]
    if (what === 'evaluate') {
      for (const kernel of [alone, reference]) kernel.evaluate('train', some)
      continue
    }
    if (what === 'state') {
      restored.dispose()
      restored = await loaded(subject, it)
      restored.setState(alone.getState())
      continue
    }
    const rule = ruleAt(++time, track)
    const [one, two, three, exact] = [alone, together, restored, reference]
      .map(kernel => (what === 'step' ? kernel.step('train', rows, rule) : kernel.gradients('train', rows)))
    expect([two, three]).toEqual([one, one])
    // A network that runs away multiplies every rounding.
    if (!(exact!.cost < 1e6)) break
    expect(Math.abs(one!.cost - exact!.cost)).toBeLessThanOrEqual(2e-3 * (1 + exact!.cost))
    if (stream.below(3) === 0) for (const kernel of [alone, reference]) kernel.snapshot()
    const [sums, shared, anew, want] = [alone, together, restored, reference].map(kernel => kernel.sums())
    sums!.forEach((layer, i) => of(`turn ${turn}, layer ${i + 1}`, () => {
      sameSums(shared![i]!, layer)
      sameSums(anew![i]!, layer)
      near(layer, want![i]!)
    }))
    for (const kernel of [together, restored]) sameState(kernel.getState(), alone.getState())
  }
  for (const kernel of [alone, together, restored, reference]) kernel.dispose()
})
