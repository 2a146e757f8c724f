import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { ACTIVATION_NAMES } from '../experiment/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { criticalLine, expectation, meanField, pairMoments, phasePoint } from './index.ts'

/** tanh, σ_b² = 0.05, reference values: σ_w², q*, χ₁, c*, χ_c*, ξ_q, ξ_c. */
const TANH = [
  [0.5, 0.08757987, 0.43198738, 1, 0.43198738, 1.008853, 1.191385],
  [1.0, 0.19359252, 0.75903165, 1, 0.75903165, 1.747626, 3.626976],
  [1.3, 0.31531648, 0.88016351, 1, 0.88016351, 1.785237, 7.834069],
  [1.5, 0.4180372, 0.93863627, 1, 0.93863627, 1.682828, 15.790994],
  [2.0, 0.72176187, 1.047666, 0.74408242, 0.96111479, 1.387976, 25.213415],
  [2.5, 1.06395838, 1.1335157, 0.44680423, 0.91871677, 1.179873, 11.795598],
  [3.0, 1.42800846, 1.20893442, 0.29931764, 0.89540472, 1.041461, 9.051456],
  [4.0, 2.19549393, 1.34240241, 0.16506496, 0.866528, 0.873293, 6.980274]
] as const

describe('mean field', () => {
  it.each(TANH)('tanh, σ_b² = 0.05, σ_w² = %d', (weightVariance, q, chi, c, rate, depthQ, depthC) => {
    const found = meanField({ activation: 'tanh', weightVariance, biasVariance: 0.05 })
    const { preactivationVariance, correlationSlope, correlation, correlationRate, depthScale, phase } = found
    expectClose([preactivationVariance, correlationSlope, correlation, correlationRate], [q, chi, c, rate], { absolute: 5.1e-9 })
    expectClose([depthScale.variance, depthScale.correlation], [depthQ, depthC], { absolute: 5.1e-7 })
    expectClose(depthScale.gradient, 1 / Math.abs(Math.log(chi)), { relative: 1e-6 })
    expect(phase).toBe(chi < 1 ? 'ordered' : 'chaotic')
  })

  it('tanh at Poole\'s σ_b = 0.3', () => {
    const table = [[1.69, 0.60704679, 0.93980743, 1], [6.25, 4.07912388, 1.58522477, 0.12210375], [16, 12.6041495, 2.36726104, 0.02969592]] as const
    for (const [weightVariance, ...expected] of table) {
      const { preactivationVariance, correlationSlope, correlation } = meanField({ activation: 'tanh', weightVariance, biasVariance: 0.09 })
      expectClose([preactivationVariance, correlationSlope, correlation], expected, { absolute: 5.1e-8 })
    }
  })

  it('logistic: the book\'s networks shrink by 4.8818 a layer', () => {
    const book = meanField({ activation: 'sigmoid', weightVariance: 1, biasVariance: 1 })
    expectClose([book.preactivationVariance, book.correlationSlope, book.gradientFactor], [1.3021340363, 0.0419597346, 4.8818], { absolute: 5.1e-5 })
    expectClose([book.preactivationVariance, book.correlationSlope], [1.3021340363, 0.0419597346], { absolute: 5.1e-11 })
    for (const [weightVariance, biasVariance, chi] of [[1, 0, 0.05572071], [2, 0, 0.10097708], [4, 0, 0.17158135], [16, 0, 0.39887901], [30, 1, 0.5275957], [100, 0, 0.98580606]] as const) {
      expectClose(meanField({ activation: 'sigmoid', weightVariance, biasVariance }).correlationSlope, chi, { absolute: 5.1e-9 })
    }
  })

  it('logistic with (σ_w², σ_b²) is tanh with (σ_w²/16, σ_b²/4 + σ_w²/16)', () => {
    const [logistic, tanh] = [
      meanField({ activation: 'sigmoid', weightVariance: 40, biasVariance: 2 }), meanField({ activation: 'tanh', weightVariance: 2.5, biasVariance: 3 })
    ]
    expectClose(tanh.correlationSlope, logistic.correlationSlope, { relative: 1e-12 })
    expectClose(tanh.preactivationVariance, logistic.preactivationVariance / 4, { relative: 1e-12 })
  })

  it('SELU, GELU and SiLU have the reference values', () => {
    const selu = meanField({ activation: 'selu', weightVariance: 1, biasVariance: 0 })
    expectClose([selu.preactivationVariance, selu.correlationSlope, selu.varianceSlope], [1, 1.0715749925, 0.7826478832], { absolute: 5.1e-11 })
    for (const [activation, q, chi] of [['gelu', 0.19192543, 0.50710987], ['silu', 0.17162943, 0.43011768]] as const) {
      const { preactivationVariance, correlationSlope } = meanField({ activation, weightVariance: 1.5, biasVariance: 0.1 })
      expectClose([preactivationVariance, correlationSlope], [q, chi], { absolute: 5.1e-9 })
    }
  })

  it('ReLU: closed forms, c* and the way to it', () => {
    const ordered = meanField({ activation: 'relu', weightVariance: 1.5, biasVariance: 0.1 })
    expectClose([ordered.preactivationVariance, ordered.correlationSlope, ordered.varianceSlope], [0.4, 0.75, 0.75], { relative: 1e-14 })
    const he = meanField({ activation: 'relu', weightVariance: 2, biasVariance: 0 })
    expect(he).toMatchObject({ preactivationVariance: 1, correlationSlope: 1, correlation: 1, phase: 'critical' })
    expect(he.notes).toHaveLength(1)
    expect(he.depthScale.gradient).toBe(Infinity)
    let c = 0
    for (let l = 1; l <= 100; l++) {
      c = 2 * pairMoments('relu', { first: { center: 0, variance: 1 }, second: { center: 0, variance: 1 }, covariance: c }).product
      const reference = { 1: 0.31831, 2: 0.493731, 10: 0.871536, 100: 0.996423 }[l]
      if (reference !== undefined) expectClose(c, reference, { absolute: 5.1e-7 })
    }
  })

  it('says when the variance has no end, and when the signal dies', () => {
    const wild = meanField({ activation: 'relu', weightVariance: 3, biasVariance: 0.1 })
    expect(wild).toMatchObject({ preactivationVariance: Infinity, correlationSlope: 1.5, phase: 'chaotic', notes: ['The variance grows without end.'] })
    const dead = meanField({ activation: 'tanh', weightVariance: 0.5, biasVariance: 0 })
    expect(dead).toMatchObject({ preactivationVariance: 0, correlationSlope: 0.5, correlation: NaN, phase: 'ordered' })
    expect(meanField({ activation: 'hardTanh', weightVariance: 1, biasVariance: 0 })).toMatchObject({ preactivationVariance: 0, phase: 'critical' })
    expect(meanField({ activation: 'tanh', weightVariance: 0, biasVariance: 0 })).toMatchObject({ correlationSlope: 0, phase: 'ordered' })
  })

  it('is as exact just past the critical line, where c* is all but 1', () => {
    // χ_c* = χ₁ − κ√(1 − c) where φ' jumps and χ₁ − κ(1 − c) elsewhere, so that (χ₁ − 1)ξ_c goes to 2 and to 1, and (1 − c*)/(χ₁ − 1)^(2 or 1) to a constant.
    const ends = [['tanh', 1], ['hardTanh', 2]] as const
    for (const [activation, end] of ends) {
      const { weightVariance } = criticalLine(activation, 0.05) as { weightVariance: number }
      const at = (past: number) => {
        const { phase, correlation, correlationSlope, depthScale } = meanField({ activation, weightVariance: weightVariance * (1 + past), biasVariance: 0.05 })
        const beyond = correlationSlope - 1
        return { phase, limit: beyond * depthScale.correlation, distance: (1 - correlation) / (end === 2 ? beyond * beyond : beyond) }
      }
      const [far, near] = [at(1e-4), at(1e-6)]
      expect([far.phase, near.phase]).toEqual(['chaotic', 'chaotic'])
      expectClose([far.limit, near.limit], [end, end], { absolute: 0.05 })
      expectClose(near.limit, end, { absolute: 0.002 })
      expectClose(near.distance, far.distance, { relative: 0.05 })
    }
  })

  it('within 1e-8 of χ₁ = 1 keeps c* and the depth scales: an odd activation without biases has c* = 0', () => {
    // mpmath 1.2.1 with 40 digits, at the float64 1.0001: q*, χ₁ − 1, 1 − χ_c*, ξ_∇, ξ_c. By series χ₁ − 1 = 4/3 q*² for tanh.
    const table = [
      ['tanh', 5.00020831319706e-5, 3.33261128777e-9, 1.66630563056e-9, 300064998.68, 600130000.659],
      ['softsign', 9.81724844152664e-10, 9.81626683232e-10, 4.45179102387e-10, 1018717214.57, 2246286931.29]
    ] as const
    for (const [activation, q, above, below, gradient, correlationDepth] of table) {
      const settings = { activation, weightVariance: 1.0001, biasVariance: 0 }
      const found = meanField(settings)
      expect(found).toMatchObject({ phase: 'critical', correlation: 0 })
      expectClose(found.preactivationVariance, q, { relative: 1e-9 })
      expectClose([found.correlationSlope - 1, 1 - found.correlationRate], [above, below], { absolute: 2e-14 })
      expectClose([found.depthScale.gradient, found.depthScale.correlation], [gradient, correlationDepth], { relative: 1e-5 })
      expect(phasePoint(settings).gradientDepth).toBe(found.depthScale.gradient)
    }
    // χ₁ − 1 is 3e-17 here: the scales cannot be told from ∞, c* can from the symmetry.
    expect(meanField({ activation: 'tanh', weightVariance: 1 + 1e-8, biasVariance: 0 }))
      .toMatchObject({ phase: 'critical', correlation: 0, depthScale: { correlation: Infinity, gradient: Infinity } })
  })

  it('with biases has there what it goes to, and ∞ and 1 where χ₁ is 1 to rounding', () => {
    for (const [activation, limit] of [['tanh', 1], ['hardTanh', 2]] as const) {
      const { weightVariance, preactivationVariance: q } = criticalLine(activation, 0.05) as { weightVariance: number; preactivationVariance: number }
      const at = (past: number) => meanField({ activation, weightVariance: weightVariance * (1 + past), biasVariance: 0.05 })
      // 1 − c* = 2(χ₁ − 1)/c'', c'' = σ_w² q E[φ''²]; where φ' jumps it goes like (χ₁ − 1)².
      const bend = weightVariance * q * expectation(z => (2 * Math.tanh(z) * (1 - Math.tanh(z) ** 2)) ** 2, { center: 0, variance: q }, [])
      for (const past of [3e-8, 1e-9]) {
        const { correlationSlope, correlation, depthScale } = at(past)
        const beyond = correlationSlope - 1
        expectClose([beyond * depthScale.correlation, beyond * depthScale.gradient], [limit, 1], { relative: 1e-5 })
        expectClose(1 - correlation, limit === 2 ? 0 : (2 * beyond) / bend, { relative: 1e-3, absolute: 1e-12 })
      }
      const { correlationSlope, correlation, depthScale } = at(-1e-9)
      expectClose([(1 - correlationSlope) * depthScale.correlation, correlation], [1, 1], { relative: 1e-5 })
      expect(at(0)).toMatchObject({ phase: 'critical', correlation: 1, depthScale: { correlation: Infinity, gradient: Infinity } })
    }
  })

  it('refuses what makes no sense', () => {
    const good = { activation: 'tanh', weightVariance: 1, biasVariance: 0 } as const
    expect(() => meanField({ ...good, activation: 'tahn' as 'tanh' })).toThrow(/Did you mean tanh\?/)
    for (const bad of [-1, NaN, Infinity, 1e7]) {
      expect(() => meanField({ ...good, weightVariance: bad })).toThrow(InputError)
      expect(() => meanField({ ...good, biasVariance: bad })).toThrow(/^biasVariance: expected a number from 0/)
    }
  })
})

describe('the critical line', () => {
  it('of tanh and erf has the reference values', () => {
    const tanh = [
      [1e-4, 1.0860262925], [0.001, 1.1891895852], [0.01, 1.4242052905], [0.02, 1.5441928403], [0.05, 1.7609546396], [0.1, 1.9860726411],
      [0.2, 2.2851524737], [0.5, 2.8431674597], [1, 3.4432109123], [2, 4.2663961061]
    ] as const
    for (const [biasVariance, expected] of tanh) {
      expectClose((criticalLine('tanh', biasVariance) as { weightVariance: number }).weightVariance, expected, { absolute: 5.1e-11 })
    }
    expectClose((criticalLine('tanh', 0.05) as { preactivationVariance: number }).preactivationVariance, 0.5700478816, { absolute: 5.1e-11 })
    for (const [biasVariance, expected] of [[0, Math.PI / 4], [0.05, 1.3758390073], [0.1, 1.5521178553], [1, 2.7183813523]] as const) {
      expectClose((criticalLine('erf', biasVariance) as { weightVariance: number }).weightVariance, expected, { absolute: 5.1e-11 })
    }
  })

  it('of the logistic lies at 103, where half of the units are saturated: no usable edge', () => {
    const points = [criticalLine('sigmoid', 0), criticalLine('sigmoid', 1)]
    expect(points).toMatchObject([{ kind: 'edge', usable: false }, { kind: 'edge', usable: false }])
    expectClose(points.map(p => (p as { weightVariance: number }).weightVariance), [103.007554, 105.37008], { absolute: 5.1e-7 })
    expectClose((points[0] as { preactivationVariance: number }).preactivationVariance, 45.6243, { absolute: 5.1e-5 })
  })

  it('of GELU and SiLU is usable only beyond their half-stable point', () => {
    const gelu = criticalLine('gelu', 0.1729223908)
    expect(gelu).toMatchObject({ preactivationVariance: expect.closeTo((3 + Math.sqrt(17)) / 2, 7), varianceSlope: expect.closeTo(1, 9) })
    expectClose((gelu as { weightVariance: number }).weightVariance, 1.9830582574, { absolute: 1e-9 })
    expectClose((criticalLine('silu', 0.5551431707) as { weightVariance: number }).weightVariance, 1.9880046783, { absolute: 1e-9 })
    expect([criticalLine('gelu', 0.1).usable, criticalLine('gelu', 0.2).usable, criticalLine('gelu', 0).usable]).toEqual([false, true, false])
  })

  it('of leaky ReLU is 2/(1 + a²), and softplus has none', () => {
    expectClose((criticalLine('leakyRelu', 0) as { weightVariance: number }).weightVariance, 1.99980002, { absolute: 1e-9 })
    expect(criticalLine('softplus', 0.1)).toMatchObject({ kind: 'none', usable: false })
  })

  it('is critical by meanField wherever it is called usable', () => {
    for (const activation of ACTIVATION_NAMES) {
      for (const biasVariance of [0, 0.2]) {
        const point = criticalLine(activation, biasVariance)
        if (point.kind === 'none' || !point.usable) continue
        const { phase, preactivationVariance } = meanField({ activation, weightVariance: point.weightVariance, biasVariance })
        expect([activation, phase]).toEqual([activation, 'critical'])
        if (Number.isFinite(point.preactivationVariance)) expectClose(preactivationVariance, point.preactivationVariance, { relative: 1e-7 })
      }
    }
  })
})
