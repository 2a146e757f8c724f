/**
 * Euclidean norm √Σv², scaled by the largest entry so that neither 1e-300 nor 1e300 squared is ever formed.
 * Non-finite entries give a non-finite norm. Relative error ≤ (n/2 + 3)·2⁻⁵³.
 */
export function norm(values: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  if (largest === 0 || !Number.isFinite(largest)) return largest
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const part = values[i]! / largest
    sum += part * part
  }
  return largest * Math.sqrt(sum)
}

/** √(Σv² / count) */
export const rootMeanSquare = (values: ArrayLike<number>, count: number): number => norm(values) / Math.sqrt(count)

export function allFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false
  return true
}
