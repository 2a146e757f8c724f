import { exp, log, mean } from '../numerics/index.ts'

/** How well a fit fits: R², and the largest |fit − t|/t, which shows what R² hides at the small end. */
interface Goodness {
  readonly r2: number
  readonly worst: number
}
/** t ≈ intercept + slope·x. */
export interface LinearFit extends Goodness {
  readonly kind: 'linear'
  readonly intercept: number
  readonly slope: number
}
/** t ≈ factor·x^exponent. */
export interface PowerFit extends Goodness {
  readonly kind: 'power'
  readonly factor: number
  readonly exponent: number
}
export type Fit = LinearFit | PowerFit

/**
 * a + b·x by least squares of the relative deviations, Σ((a + b·x − t)/t)²: a range from microseconds to milliseconds would otherwise
 * be a fit of its last point. R² = 1 − Σw(t − fit)²/Σw(t − mean)², w = 1/t², the mean weighted too. Domain: t > 0, two or more x.
 */
export function linearFit(x: readonly number[], t: readonly number[]): LinearFit {
  const weights = t.map(value => 1 / (value * value))
  const { intercept, slope, r2 } = weighted(x, t, weights)
  return { kind: 'linear', intercept, slope, r2, worst: worst(t, x.map(v => intercept + slope * v)) }
}

/** factor·x^exponent by least squares of the logarithms; R² of the logarithms. Domain: x, t > 0, two or more x. */
export function powerFit(x: readonly number[], t: readonly number[]): PowerFit {
  const { intercept, slope, r2 } = weighted(x.map(log), t.map(log), x.map(() => 1))
  return { kind: 'power', factor: exp(intercept), exponent: slope, r2, worst: worst(t, x.map(v => exp(intercept + slope * log(v)))) }
}

const worst = (t: readonly number[], fitted: readonly number[]): number => Math.max(...t.map((v, i) => Math.abs(fitted[i]! - v) / v))

function weighted(x: readonly number[], y: readonly number[], weights: readonly number[]): { intercept: number; slope: number; r2: number } {
  const total = mean(weights)
  const average = (values: readonly number[]): number => mean(values.map((v, i) => v * weights[i]!)) / total
  const [mx, my] = [average(x), average(y)]
  const sxx = average(x.map(v => (v - mx) * (v - mx)))
  const syy = average(y.map(v => (v - my) * (v - my)))
  const slope = average(x.map((v, i) => (v - mx) * (y[i]! - my))) / sxx
  const intercept = my - slope * mx
  const left = average(x.map((v, i) => (y[i]! - intercept - slope * v) ** 2))
  return { intercept, slope, r2: syy === 0 ? 1 : 1 - left / syy }
}
