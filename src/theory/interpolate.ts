import { cos, exp, log } from '../numerics/index.ts'

const NODES = 24

/**
 * A smooth vector function of a positive number, to about 1e-6 of its size over a range of a factor of 100: the polynomial in the
 * logarithm through its values at Chebyshev points (barycentric form; Berrut & Trefethen 2004). One evaluation where all are equal;
 * f itself at and below 0.
 */
export function interpolated(f: (x: number) => readonly number[], where: readonly number[]): (x: number) => readonly number[] {
  const positive = where.filter(x => x > 0)
  const known = new Map<number, readonly number[]>()
  const exact = (x: number): readonly number[] => {
    const before = known.get(x)
    if (before) return before
    const value = f(x)
    known.set(x, value)
    return value
  }
  if (new Set(positive).size <= NODES) return exact
  const low = log(positive.reduce((a, b) => Math.min(a, b)))
  const high = log(positive.reduce((a, b) => Math.max(a, b)))
  const [middle, half] = [(low + high) / 2, (high - low) / 2]
  if (half < 1e-13) return x => (x > 0 ? exact(positive[0]!) : exact(x))
  const nodes = Array.from({ length: NODES }, (_, k) => cos((Math.PI * (k + 0.5)) / NODES))
  const weights = nodes.map((_, k) => (k % 2 === 0 ? 1 : -1) * cos((Math.PI * (k + 0.5)) / NODES - Math.PI / 2))
  const values = nodes.map(node => f(exp(middle + half * node)))
  return x => {
    if (!(x > 0)) return exact(x)
    const t = (log(x) - middle) / half
    const at = nodes.indexOf(t)
    if (at >= 0) return values[at]!
    const shares = nodes.map((node, k) => weights[k]! / (t - node))
    const total = shares.reduce((sum, share) => sum + share, 0)
    return values[0]!.map((_, j) => shares.reduce((sum, share, k) => sum + share * values[k]![j]!, 0) / total)
  }
}
