import { createStream } from '../numerics/index.ts'
import { bestIdentityWithoutBias, identityError, sigmoid, taylorIdentity, taylorIdentityError } from '../theory/index.ts'
import { indices } from './figures.ts'

export interface IdentityEvidence {
  /** The best w₂σ(w₁x + b) without an output bias, and its largest error on [0, 1]. */
  readonly best: { readonly w1: number; readonly w2: number; readonly error: number }
  /** Least error that a blind search over w₁, b and w₂ found: must not be below the best. */
  readonly searched: number
  /** With an output bias, for ever smaller w₁: largest error and its bound w₁²/96. */
  readonly withBias: readonly { readonly w1: number; readonly error: number; readonly bound: number }[]
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

/** Computed anew; about a twentieth of a second. */
export function gatherIdentity(): IdentityEvidence {
  const { w1, w2, b, error } = bestIdentityWithoutBias()
  const x = indices(101).map(i => i / 100)
  return {
    best: { w1, w2, error },
    searched: search(8, 4000),
    withBias: [2, 1, 0.5, 0.2, 0.1, 0.05, 0.02].map(w => ({
      w1: w,
      error: Math.max(identityError(taylorIdentity(w)), taylorIdentityError(w)),
      bound: (w * w) / 96
    })),
    curve: { x, y: x.map(v => w2 * sigmoid(w1 * v + b)) }
  }
}
