import { exp, log1p } from '../../numerics/index.ts'
import type { CostKind, Examples } from '../contract.ts'

/** One row of the output layer: z, a = φ(z), φ'(z) and the target y, all [units]. */
export interface OutputRow {
  readonly z: Float64Array
  readonly a: Float64Array
  readonly slope: Float64Array
  readonly y: Float32Array
}

/** ln(1 + e^z), never overflowing, relative accuracy kept for z → −∞. */
const softplus = (z: number): number => Math.max(z, 0) + log1p(exp(-Math.abs(z)))
/** 1 / (1 + e^−z), relative accuracy kept for z → −∞. */
const sigmoid = (z: number): number => {
  const t = exp(-Math.abs(z))
  return (z >= 0 ? 1 : t) / (1 + t)
}
/** σ(z) − y without cancellation where the unit is saturated on the right side. */
const sigmoidError = (z: number, y: number): number => (1 - y) * sigmoid(z) - y * sigmoid(-z)

/** p = e^z / Σe^z and 1 − p, each to full relative accuracy: the largest logit's 1 − p is summed from the others. [units] */
export function softmax(z: Float64Array): { probability: Float64Array; complement: Float64Array } {
  let top = 0
  for (let j = 1; j < z.length; j++) if (z[j]! > z[top]!) top = j
  const powers = z.map(x => exp(x - z[top]!))
  let others = 0
  for (let j = 0; j < z.length; j++) if (j !== top) others += powers[j]!
  const total = others + powers[top]!
  return {
    probability: powers.map(p => p / total),
    complement: powers.map((p, j) => (j === top ? others : total - p) / total)
  }
}

/**
 * C_x of one row: quadratic ½|a − y|²; crossEntropy Σ softplus(z) − y z; logLikelihood Σ y (logsumexp(z) − z).
 * From z where the activation saturates, so that the cost is finite whatever a is.
 */
export function rowCost(cost: CostKind, activation: string, { z, a, y }: OutputRow): number {
  let sum = 0
  switch (cost) {
    case 'quadratic':
      for (let j = 0; j < z.length; j++) {
        const error = activation === 'sigmoid' ? sigmoidError(z[j]!, y[j]!) : a[j]! - y[j]!
        sum += (error * error) / 2
      }
      return sum
    case 'crossEntropy':
      for (let j = 0; j < z.length; j++) sum += (1 - y[j]!) * softplus(z[j]!) + y[j]! * softplus(-z[j]!)
      return sum
    case 'logLikelihood':
      for (let j = 0; j < z.length; j++) if (y[j] !== 0) sum += y[j]! * logSumExpAbove(z, j)
      return sum
    default:
      return cost satisfies never
  }
}

/** logsumexp(z) − z_j = (max − z_j) + ln(1 + Σ_{k≠top} e^{z_k − max}) */
function logSumExpAbove(z: Float64Array, j: number): number {
  let top = 0
  for (let k = 1; k < z.length; k++) if (z[k]! > z[top]!) top = k
  let others = 0
  for (let k = 0; k < z.length; k++) if (k !== top) others += exp(z[k]! - z[top]!)
  return z[top]! - z[j]! + log1p(others)
}

/** δ = ∂C_x/∂z of one row, [units]. */
export function rowDelta(cost: CostKind, activation: string, { z, a, slope, y }: OutputRow): Float64Array {
  switch (cost) {
    case 'quadratic':
      return z.map((x, j) => (activation === 'sigmoid' ? sigmoidError(x, y[j]!) : a[j]! - y[j]!) * slope[j]!)
    case 'crossEntropy':
      return z.map((x, j) => sigmoidError(x, y[j]!))
    case 'logLikelihood': {
      const { probability, complement } = softmax(z)
      const mass = y.reduce((sum, v) => sum + v, 0)
      return z.map((_, j) => probability[j]! * (mass - y[j]!) - y[j]! * complement[j]!)
    }
    default:
      return cost satisfies never
  }
}

/**
 * Right when argmax(z) = argmax(y), the first of ties: every output's a grows with its z, but two saturated ones may have rounded to the same.
 * With one output, when a and y are on the same side of ½ (½ counts as above).
 */
export function isCorrect(task: Examples['task'], { z, a, y }: Pick<OutputRow, 'z' | 'a' | 'y'>): boolean {
  if (task === 'regression') return false
  return a.length === 1 ? a[0]! >= 0.5 === y[0]! >= 0.5 : largest(z) === largest(y)
}

function largest(values: ArrayLike<number>): number {
  let top = 0
  for (let j = 1; j < values.length; j++) if (values[j]! > values[top]!) top = j
  return top
}
