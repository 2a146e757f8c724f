import type { ActivationName } from '../experiment/index.ts'
import { criticalLine } from './critical-line.ts'
import { beyondOne, checked, fixedVariance, gradientDepth, slopesAt, type MeanField, type MeanFieldSettings } from './mean-field.ts'

/** χ₁ over a grid of settings, with the edge of chaos through it. All dimensionless. */
export interface PhaseDiagram {
  readonly activation: ActivationName
  /** Columns and rows of the grid. */
  readonly weightVariances: readonly number[]
  readonly biasVariances: readonly number[]
  /** χ₁ [bias variance][weight variance], at the fixed point that q = 1 goes to. */
  readonly correlationSlope: readonly (readonly number[])[]
  /** ξ_∇ = 1/|ln χ₁| in layers, likewise; below the edge of chaos it is ξ_c too. */
  readonly gradientDepth: readonly (readonly number[])[]
  /** The points of the edge at these bias variances, where there is one; `usable` as in `criticalLine`. */
  readonly line: readonly { readonly weightVariance: number; readonly biasVariance: number; readonly usable: boolean }[]
}

/** What decides where gradients go: q*, χ₁ and ξ_∇ of one setting, without the correlations that `meanField` adds · about 4 ms. */
export function phasePoint(settings: MeanFieldSettings): Pick<MeanField, 'preactivationVariance' | 'correlationSlope'> & { readonly gradientDepth: number } {
  const { activation, weightVariance } = checked(settings)
  const { variance } = fixedVariance(settings)
  const { correlationSlope } = slopesAt(activation, weightVariance, variance)
  const beyond = beyondOne(activation, weightVariance, variance)
  return { preactivationVariance: variance, correlationSlope, gradientDepth: gradientDepth(correlationSlope, beyond) }
}

/**
 * The phase diagram of an activation: ordered (χ₁ < 1) on one side of the critical line, chaotic on the other · numbers as exact as
 * `meanField` · about 4 ms a cell · Poole et al. 2016; Schoenholz et al. 2017.
 */
export function phaseDiagram(activation: ActivationName, weightVariances: readonly number[], biasVariances: readonly number[]): PhaseDiagram {
  const points = biasVariances.map(biasVariance => weightVariances.map(weightVariance => phasePoint({ activation, weightVariance, biasVariance })))
  const line = biasVariances.flatMap(biasVariance => {
    const point = criticalLine(activation, biasVariance)
    return point.kind === 'none' ? [] : [{ weightVariance: point.weightVariance, biasVariance, usable: point.usable }]
  })
  return {
    activation, weightVariances, biasVariances, line,
    correlationSlope: points.map(row => row.map(p => p.correlationSlope)), gradientDepth: points.map(row => row.map(p => p.gradientDepth))
  }
}
