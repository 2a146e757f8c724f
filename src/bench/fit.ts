/** t ≈ Σ coefficients[i]·xⁱ. */
export interface Fit {
  readonly coefficients: readonly number[]
  /** 1 − Σw(t − fit)²/Σw(t − mean)², w = 1/t², the mean weighted too. */
  readonly r2: number
  /** The largest |fit − t|/t, which shows what R² hides. */
  readonly worst: number
}

/**
 * A polynomial by least squares of the relative deviations, Σ((fit − t)/t)²: over a range from microseconds to milliseconds plain
 * squares would be a fit of the last point. Domain: t > 0, more different x than `degree`; degree 1 or 2, x within a few powers of ten.
 */
export function polynomialFit(x: readonly number[], t: readonly number[], degree: number): Fit {
  const largest = Math.max(...x)
  // With x within [0, 1] the normal equations are well enough conditioned for float64.
  const rows = x.map((v, i) => Array.from({ length: degree + 1 }, (_, k) => power(v / largest, k) / t[i]!))
  const size = degree + 1
  const matrix = Array.from({ length: size }, (_, r) => [
    ...Array.from({ length: size }, (_, c) => rows.reduce((sum, row) => sum + row[r]! * row[c]!, 0)),
    rows.reduce((sum, row) => sum + row[r]!, 0)
  ])
  const scaled = solve(matrix)
  const fitted = x.map(v => scaled.reduce((sum, coefficient, k) => sum + coefficient * power(v / largest, k), 0))
  return { coefficients: scaled.map((c, k) => c / power(largest, k)), r2: rSquared(t, fitted), worst: worstOf(t, fitted) }
}

const power = (x: number, whole: number): number => (whole === 0 ? 1 : x * power(x, whole - 1))

/** Gauss with row exchange; each row is [coefficients…, right side]. */
function solve(matrix: number[][]): number[] {
  const n = matrix.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let r = column + 1; r < n; r++) if (Math.abs(matrix[r]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = r
    ;[matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!]
    for (let r = 0; r < n; r++) {
      if (r === column) continue
      const factor = matrix[r]![column]! / matrix[column]![column]!
      for (let c = column; c <= n; c++) matrix[r]![c]! -= factor * matrix[column]![c]!
    }
  }
  return matrix.map((row, i) => row[n]! / row[i]!)
}

function rSquared(t: readonly number[], fitted: readonly number[]): number {
  const weights = t.map(value => 1 / (value * value))
  const mean = t.reduce((sum, value, i) => sum + weights[i]! * value, 0) / weights.reduce((a, b) => a + b)
  const around = (centre: (i: number) => number): number => t.reduce((sum, value, i) => sum + weights[i]! * (value - centre(i)) ** 2, 0)
  const all = around(() => mean)
  return all === 0 ? 1 : 1 - around(i => fitted[i]!) / all
}

const worstOf = (t: readonly number[], fitted: readonly number[]): number => Math.max(...t.map((v, i) => Math.abs(fitted[i]! - v) / v))
