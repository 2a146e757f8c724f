import { createStream, exp, log } from '../numerics/index.ts'
import { bestIdentityWithoutBias, identityError, minimaxIdentity, sigmoid, taylorIdentity, taylorIdentityError } from '../theory/index.ts'
import { indices } from './figures.ts'

export interface IdentityEvidence {
  /** The best w₂σ(w₁x + b) without an output bias, and its largest error on [0, 1]. */
  readonly best: { readonly w1: number; readonly w2: number; readonly error: number }
  /** Least error that a blind search over w₁, b and w₂ found: must not be below the best. */
  readonly searched: number
  /** With an output bias, for ever smaller w₁: largest error and its bound w₁²/96. */
  readonly withBias: readonly { readonly w1: number; readonly error: number; readonly bound: number }[]
  /** The largest error on [0, 1] that each w₁ allows: without an output bias, with it by Taylor's w₂, with it and the best w₂. */
  readonly byWeight: {
    readonly w1: readonly number[]
    readonly without: readonly number[]
    readonly taylor: readonly number[]
    readonly minimax: readonly number[]
  }
  readonly curve: { readonly x: readonly number[]; readonly y: readonly number[] }
}

/** Steps in a random direction, kept when better, growing on success and shrinking on failure, from `starts` random places. */
function search(starts: number, steps: number): number {
  const stream = createStream(1, 'identity search')
  const errorAt = ([w1, b, w2]: readonly number[]): number => identityError({ w1: w1!, b: b!, w2: w2!, c: 0 })
  let least = Infinity
  for (let s = 0; s < starts; s++) {
    let here = [10 * stream.uniform(), 8 * stream.uniform() - 6, 4 * stream.uniform()]
    let error = errorAt(here)
    let step = 1
    for (let t = 0; t < steps; t++) {
      const there = here.map(v => v + step * stream.normal())
      const found = errorAt(there)
      step = Math.min(2, step * (found < error ? 1.6 : 0.93))
      if (found < error) [here, error] = [there, found]
    }
    least = Math.min(least, error)
  }
  return least
}

/** Least value of a function with one valley, by thirds: the place to (2/3)^40 of the range. */
function least(f: (x: number) => number, from: number, to: number): { readonly at: number; readonly value: number } {
  let [low, high] = [from, to]
  for (let i = 0; i < 40; i++) {
    const third = (high - low) / 3
    if (f(low + third) <= f(high - third)) high -= third
    else low += third
  }
  const at = (low + high) / 2
  return { at, value: f(at) }
}

/** Least largest error of w₂σ(w₁x + b) for a given w₁: w₂ by its one valley, b on a grid and then by the valley around its best point. */
export function errorWithoutBias(w1: number): number {
  // w₂ = v/σ(w₁ + b), v the output at x = 1: of order 1 whatever b is.
  const best = (b: number): number => least(v => identityError({ w1, b, w2: v / sigmoid(w1 + b), c: 0 }), 0.2, 2).value
  const step = (w1 + 6) / 24
  const grid = indices(25).map(i => -w1 - 4 + i * step)
  const start = grid.reduce((found, b) => (best(b) < best(found) ? b : found), grid[0]!)
  return Math.min(best(start), least(best, start - step, start + step).value)
}

/** Computed anew; about a twentieth of a second. */
export function gatherIdentity(): IdentityEvidence {
  const { w1, w2, b, error } = bestIdentityWithoutBias()
  const weights = indices(31).map(i => 0.02 * exp((i / 30) * log(1000))) // evenly by logarithm from 0.02 to 20
  const x = indices(101).map(i => i / 100)
  return {
    best: { w1, w2, error },
    searched: search(8, 4000),
    withBias: [2, 1, 0.5, 0.2, 0.1, 0.05, 0.02].map(w => ({
      w1: w,
      error: Math.max(identityError(taylorIdentity(w)), taylorIdentityError(w)),
      bound: (w * w) / 96
    })),
    byWeight: {
      w1: weights,
      without: weights.map(errorWithoutBias),
      taylor: weights.map(taylorIdentityError),
      minimax: weights.map(w => minimaxIdentity(w).error)
    },
    curve: { x, y: x.map(v => w2 * sigmoid(w1 * v + b)) }
  }
}
