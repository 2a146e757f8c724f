import { beforeAll, describe, expect, it } from 'vitest'
import { presetNamed, type NetworkSpec } from '../experiment/index.ts'
import { nodeSource } from '../sweep/index.ts'
import { defaultBudget } from './claim.ts'
import { jacobianClaim } from './claim14-jacobian.ts'
import { nearCritical, prepareJacobian, relativeVariance, wideSize, type JacobianEvidence, type Stack, type StackedKind } from './jacobian-evidence.ts'

const preparation = { source: nodeSource(), budget: defaultBudget }
const verdict = (evidence: JacobianEvidence) => jacobianClaim.judge(evidence).verdict
const initialization = (change: Partial<NetworkSpec['initialization']>) => (network: NetworkSpec): NetworkSpec =>
  ({ ...network, initialization: { ...network.initialization, ...change } })

describe('14, jacobian', () => {
  let healthy: JacobianEvidence
  beforeAll(async () => {
    healthy = await prepareJacobian(preparation)
  })
  const book = (change: (stack: Stack) => Stack): JacobianEvidence => ({ ...healthy, book: { ...healthy.book, stacks: healthy.book.stacks.map(change) } })
  const wide = (change: (kind: StackedKind) => StackedKind): JacobianEvidence => ({ ...healthy, wide: healthy.wide.map(change) })

  it('has its wide tanh networks as presets', () => {
    const { network } = presetNamed('isometry-gaussian').experiment
    expect(network).toMatchObject({
      layers: [784, ...Array<number>(wideSize.layers + 1).fill(wideSize.width), 10], activation: nearCritical.activation,
      initialization: { weights: { std: Math.sqrt(nearCritical.weightVariance) }, biases: { std: Math.sqrt(nearCritical.biasVariance) } }
    })
  })
  it('holds for the real networks, whose figures are those computed beforehand', () => {
    expect(jacobianClaim.judge(healthy)).toMatchObject({ verdict: 'holds', measured: expect.stringMatching(/^× 0\.20\d a layer typically, × 0\.4[01]\d at most$/) })
    expect(healthy.wide.map(k => k.name)).toEqual(['tanh, orthogonal', 'tanh, Gaussian', 'relu, orthogonal', 'relu, Gaussian'])
  })
  it('fails for a layer that does not shrink, another factor, another largest value, and a bound that is none', () => {
    const measured = (change: (m: Stack['measured'][number]) => Partial<Stack['measured'][number]>) =>
      verdict(book(s => ({ ...s, measured: s.measured.map(m => ({ ...m, ...change(m) })) })))
    expect(measured(() => ({}))).toBe('holds')
    expect(measured(() => ({ largest: 1.01 }))).toBe('fails')
    expect(measured(m => ({ rms: 1.1 * m.rms }))).toBe('fails')
    expect(measured(m => ({ largest: 0.7 * m.largest }))).toBe('fails')
    expect(measured(m => ({ bound: 0.9 * m.largest }))).toBe('fails')
    expect(measured(() => ({ rms: NaN }))).toBe('fails')
  })
  it('fails when orthogonal tanh is no isometry, when ReLU is one, and without the comparison', () => {
    const swapped = (a: number, b: number): JacobianEvidence =>
      wide(k => ({ ...k, stacks: k === healthy.wide[a] ? healthy.wide[b]!.stacks : k === healthy.wide[b] ? healthy.wide[a]!.stacks : k.stacks }))
    expect(verdict(swapped(0, 1))).toBe('fails')
    expect(verdict(swapped(0, 2))).toBe('fails')
    expect(verdict({ ...healthy, wide: healthy.wide.slice(0, 2) })).toBe('fails')
  })
  it('cannot tell from a few networks', () => expect(verdict(book(s => ({ ...s, measured: s.measured.slice(0, 5) })))).toBe('cannot tell'))

  it.each([
    ['weights of standard deviation 1', initialization({ weights: { kind: 'normal', scaling: 'none', std: 1 } })],
    ['constant weights', initialization({ weights: { kind: 'constant', value: 0.1 } })]
  ])('fails for real networks with %s', async (_, change) => {
    expect(verdict(await prepareJacobian(preparation, change))).toBe('fails')
  })

  it('measures the spread of squared singular values, whatever their scale', () => {
    expect(relativeVariance({ singularValues: [2, 2, 2], largest: 2 })).toBe(0)
    expect(relativeVariance({ singularValues: [Math.sqrt(3), 1], largest: Math.sqrt(3) })).toBeCloseTo(0.25, 12)
    expect(relativeVariance({ singularValues: [3e-200, 0], largest: 3e-200 })).toBeCloseTo(1, 12)
  })
})
