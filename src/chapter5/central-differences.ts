/**
 * df/dx at 0 by central differences with Richardson's correction: (8[f(h) − f(−h)] − [f(2h) − f(−2h)]) / 12h, h = 2⁻¹⁰.
 * Error: h⁴|f⁽⁵⁾|/30 + rounding of f over h, about 1e-12 for functions of order 1.
 */
export function slopeAt0(f: (shift: number) => number): number {
  const h = 2 ** -10
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
}

/** ∂f/∂v_j for every entry of v, each moved alone. */
export function numericGradient(v: Float64Array, f: (v: Float64Array) => number): Float64Array {
  const moved = v.slice()
  return v.map((value, j) => {
    const slope = slopeAt0(shift => {
      moved[j] = value + shift
      return f(moved)
    })
    moved[j] = value
    return slope
  })
}

/** Largest difference over the largest entry of `expected`: NaN where either holds a NaN. */
export function relativeDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, size] = [0, 0]
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(got[i]! - expected[i]!))
    size = Math.max(size, Math.abs(expected[i]!))
  }
  return got.length === expected.length ? difference / size : NaN
}
