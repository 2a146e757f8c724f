import { exp, gaussLegendre, wholePower } from '../numerics/index.ts'

/** Of p = softmax(z), z_j ~ N(m, variance) independent, n outputs; the same for every output and every m. */
export interface SoftmaxMoments {
  /** E[p²], E[p³], E[p⁴]; E[p] is 1/n. */
  readonly second: number
  readonly third: number
  readonly fourth: number
  /** E[ln Σ e^z] for m = 0. */
  readonly logSum: number
}

/** w = e^(τ+z): E[e^(−w)], and E[wᵏe^(−w)] for k = 2, 3, 4. */
type Laplace = readonly [zeroth: number, second: number, third: number, fourth: number]

const NODES = 12
const PER_SQRT_2PI = 0.3989422804014327

/**
 * 1/Σᵏ = ∫ tᵏ⁻¹ e^(−tΣ) dt / (k−1)! turns moments of a quotient into one integral over τ = ln t of products of one-dimensional ones:
 * E[pᵏ] = ∫ E[wᵏe^(−w)] E[e^(−w)]ⁿ⁻¹ dτ / (k−1)!, E[ln Σ e^z] = ∫ (e^(−t) − E[e^(−w)]ⁿ) dτ · error < 1e-7 up to variance 100, then
 * growing to 1e-2 · a few ms.
 */
export function softmaxMoments(outputs: number, variance: number): SoftmaxMoments {
  const deviation = Math.sqrt(variance)
  const [low, high] = [-8.5 * deviation - 38, 8.5 * deviation + 5]
  const sums = [0, 0, 0, 0]
  for (const { x: tau, weight } of panels(low, high, Math.max(2, deviation / 5))) {
    const [zeroth, ...higher] = laplace(tau, deviation)
    const others = wholePower(zeroth, outputs - 1)
    higher.forEach((value, i) => (sums[i]! += weight * value * others))
    sums[3]! += weight * (exp(-exp(tau)) - others * zeroth)
  }
  return { second: sums[0]!, third: sums[1]! / 2, fourth: sums[2]! / 6, logSum: sums[3]! }
}

function laplace(tau: number, deviation: number): Laplace {
  if (deviation === 0) return powersAt(exp(tau))
  const sums: [number, number, number, number] = [0, 0, 0, 0]
  const step = Math.min(1.5, Math.max(1.5 / deviation, 0.15))
  for (const { x, weight } of standardPanels(step)) {
    const values = powersAt(exp(tau + deviation * x))
    for (let k = 0; k < 4; k++) sums[k]! += weight * values[k]!
  }
  return sums
}

function powersAt(w: number): [number, number, number, number] {
  const small = exp(-w)
  if (small === 0) return [0, 0, 0, 0]
  return [small, w * w * small, w * w * w * small, w * w * w * w * small]
}

interface Node { readonly x: number; readonly weight: number }

const standard = new Map<number, readonly Node[]>()

/** Nodes for E over N(0, 1). */
function standardPanels(step: number): readonly Node[] {
  const known = standard.get(step)
  if (known) return known
  const nodes = panels(-8.5, 8.5, step).map(({ x, weight }) => ({ x, weight: weight * PER_SQRT_2PI * exp(-0.5 * x * x) }))
  standard.clear() // one variance at a time
  standard.set(step, nodes)
  return nodes
}

function panels(low: number, high: number, step: number): Node[] {
  const { nodes, weights } = gaussLegendre(NODES)
  const count = Math.ceil((high - low) / step)
  const half = (high - low) / (2 * count)
  return Array.from({ length: count * NODES }, (_, i) => {
    const middle = low + (2 * Math.floor(i / NODES) + 1) * half
    return { x: middle + half * nodes[i % NODES]!, weight: half * weights[i % NODES]! }
  })
}
