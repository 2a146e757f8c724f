import { rootSumOfSquares } from '../../numerics/index.ts'

/** Euclidean norm √Σv², also of values near 1e-300 or 1e300. A non-finite entry gives a non-finite norm. */
export const norm = (values: ArrayLike<number>): number => rootSumOfSquares(values)

/** √(Σv² / count) */
export const rootMeanSquare = (values: ArrayLike<number>, count: number): number => rootSumOfSquares(values, 0, count)

export function allFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false
  return true
}
