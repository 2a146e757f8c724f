import { arccos, cos, exp, gaussLegendre, sin, type QuadratureRule } from '../numerics/index.ts'
import { expectation, type Normal } from './expectation.ts'

/** Several functions of one weighted input, evaluated together: writes their values. */
export type Functions = (z: number, into: number[]) => void

/** Two jointly normal numbers u₁ and u₂. */
export interface NormalPair {
  readonly first: Normal
  readonly second: Normal
  readonly covariance: number
}

/** E[f(u₁)g(u₂)] is asked for as [i, j]: f and g are functions i and j. */
export type Product = readonly [first: number, second: number]

/** How finely the plane is cut: `fine` for errors of 1e-12 (3e-10 from variance 30 on), `quick` for 1e-6 near variance 1, 1e-3 from 100 on. */
export type Fineness = 'fine' | 'quick'

interface Grid {
  readonly radius: QuadratureRule
  readonly angle: QuadratureRule
  /** Largest panel along the radius (in deviations) and along the angle. */
  readonly step: number
  readonly turn: number
  /** The radius beyond which nothing is left: e^(−r²/2) = 3e-18 and 7e-10. */
  readonly reach: number
  /** The finest panel: what happens within it, around the bend of an all but vertical step, is left to its few nodes. */
  readonly finest: number
}

const grids: Partial<Record<Fineness, Grid>> = {}

function gridOf(fineness: Fineness): Grid {
  return (grids[fineness] ??= fineness === 'fine'
    ? { radius: gaussLegendre(16), angle: gaussLegendre(20), step: 1.5, turn: Math.PI / 2, reach: 9, finest: 1e-5 }
    : { radius: gaussLegendre(10), angle: gaussLegendre(8), step: 2, turn: Math.PI / 2, reach: 6.5, finest: 0.02 })
}

const TWO_PI = 2 * Math.PI

/**
 * E[f(u₁)g(u₂)] for every product, from the same nodes. In polar coordinates u₁ = m₁ + s₁ r cos θ and u₂ = m₂ + s₂ r cos(θ − arccos c):
 * however near 1 the correlation c is, nothing gets steep, and a kink at the centre is a straight ray. Other kinks are cut at their
 * angle for each radius, and at the radii where they first meet the circle and where two of them cross.
 */
export function pairExpectations(
  functions: Functions, products: readonly Product[], pair: NormalPair, kinks: readonly number[], fineness: Fineness = 'fine'
): number[] {
  const { first, second, covariance } = pair
  const scale = Math.sqrt(first.variance) * Math.sqrt(second.variance)
  const correlation = scale > 0 ? covariance / scale : 0
  if (correlation === 0) return products.map(([i, j]) => expectation(only(functions, i), first, kinks) * expectation(only(functions, j), second, kinks))
  if (correlation >= 1 - 1e-15) return products.map(([i, j]) => alongOne(only(functions, i), only(functions, j), pair, kinks))
  return polar(functions, products, pair, Math.max(-1 + 1e-15, correlation), kinks, gridOf(fineness))
}

/** One of the functions by itself. */
function only(functions: Functions, index: number): (z: number) => number {
  const values: number[] = []
  return z => {
    functions(z, values)
    return values[index]!
  }
}

/** Correlation 1: both are functions of one number. */
function alongOne(f: (z: number) => number, g: (z: number) => number, { first, second }: NormalPair, kinks: readonly number[]): number {
  const scale = Math.sqrt(second.variance / first.variance)
  const other = (u: number): number => second.center + scale * (u - first.center)
  const moved = kinks.map(kink => first.center + (kink - second.center) / scale)
  return expectation(u => f(u) * g(other(u)), first, [...kinks, ...moved])
}

function polar(
  functions: Functions, products: readonly Product[], { first, second }: NormalPair, correlation: number, kinks: readonly number[], grid: Grid
): number[] {
  const [s1, s2] = [Math.sqrt(first.variance), Math.sqrt(second.variance)]
  // Where nothing jumps, the centre of the activation is still where it bends.
  const marks = kinks.length > 0 ? kinks : [0]
  const rays: Rays = {
    first: marks.map(k => (k - first.center) / s1), second: marks.map(k => (k - second.center) / s2), apart: arccos(correlation), correlation,
    steepness: Math.max(s1, s2)
  }
  const across = Math.sqrt((1 - correlation) * (1 + correlation))
  const sums = products.map(() => 0)
  const [left, right]: [number[], number[]] = [[], []]
  for (const { r, weight } of radii(grid, rays)) {
    forEachTurn(grid, anglesAt(r, rays, grid.finest), (angle, share) => {
      const c = cos(angle)
      functions(first.center + s1 * r * c, left)
      functions(second.center + s2 * r * (c * correlation + sin(angle) * across), right)
      for (let p = 0; p < products.length; p++) sums[p]! += weight * share * left[products[p]![0]]! * right[products[p]![1]]!
    })
  }
  return sums.map(sum => sum / TWO_PI)
}

/** The lines u₁ = kink and u₂ = kink, by their distance from the centre in deviations. */
interface Rays {
  readonly first: readonly number[]
  readonly second: readonly number[]
  readonly apart: number
  readonly correlation: number
  /** The larger deviation: features of the activation are 1/steepness wide. */
  readonly steepness: number
}

interface RadialNode { readonly r: number; readonly weight: number }

/** Nodes over 0 < r < reach with weight r e^(−r²/2) dr. Behind a circle that touches a kink, r = touch + t² takes the square root away. */
function radii(grid: Grid, rays: Rays): RadialNode[] {
  const { radius, step, reach } = grid
  const touches = [...rays.first, ...rays.second].map(Math.abs).filter(r => r > 0)
  const scales = widths(Math.max(grid.finest, 1 / rays.steepness), step)
  const cuts = sorted([0, reach, ...touches, ...crossings(rays), ...scales].filter(r => r >= 0 && r <= reach))
  const nodes: RadialNode[] = []
  for (let i = 1; i < cuts.length; i++) {
    const from = touches.filter(r => r <= cuts[i - 1]!).reduce((a, b) => Math.max(a, b), -1)
    const bend = (r: number): number => (from < 0 ? r : Math.sqrt(r - from))
    const [low, high] = [bend(cuts[i - 1]!), bend(cuts[i]!)]
    const panels = Math.ceil((cuts[i]! - cuts[i - 1]!) / step)
    const half = (high - low) / (2 * panels)
    for (let p = 0; p < panels; p++) {
      for (let k = 0; k < radius.nodes.length; k++) {
        const t = low + (2 * p + 1) * half + half * radius.nodes[k]!
        const r = from < 0 ? t : from + t * t
        nodes.push({ r, weight: half * radius.weights[k]! * (from < 0 ? 1 : 2 * t) * r * exp(-0.5 * r * r) })
      }
    }
  }
  return nodes
}

/** Radii at which a kink of u₁ and one of u₂ meet. */
function crossings({ first, second, correlation }: Rays): number[] {
  const rest = 1 - correlation
  return first.flatMap(k => second.map(m => Math.sqrt(((k - m) * (k - m) + 2 * rest * k * m) / (rest * (1 + correlation)))))
}

/** Where the circle of radius r is cut, from an angle to the same angle one turn on. */
function anglesAt(r: number, { first, second, apart, steepness }: Rays, finest: number): number[] {
  const cuts: number[] = []
  const add = (distance: number, turned: number): void => {
    if (Math.abs(distance) >= r) return
    const half = arccos(distance / r)
    cuts.push(turned + half, turned - half)
  }
  for (const distance of first) add(distance, 0)
  for (const distance of second) add(distance, apart)
  const fine = widths(Math.max(finest, 1.5 / (steepness * r)), 0.5).flatMap(w => cuts.flatMap(cut => [cut - w, cut + w]))
  const all = sorted([...cuts, ...fine].map(angle => angle - TWO_PI * Math.floor(angle / TWO_PI)))
  return all.length === 0 ? [0, TWO_PI] : [...all, all[0]! + TWO_PI]
}

/** least, 4·least, 16·least, … below `most`: panels that grow with the distance from where the activation bends. */
function widths(least: number, most: number): number[] {
  const found: number[] = []
  for (let width = least; width < most; width *= 4) found.push(width)
  return found
}

function forEachTurn({ angle, turn }: Grid, cuts: readonly number[], visit: (angle: number, share: number) => void): void {
  const { nodes, weights } = angle
  for (let i = 1; i < cuts.length; i++) {
    const panels = Math.ceil((cuts[i]! - cuts[i - 1]!) / turn)
    const half = (cuts[i]! - cuts[i - 1]!) / (2 * panels)
    for (let p = 0; p < panels; p++) {
      const middle = cuts[i - 1]! + (2 * p + 1) * half
      for (let k = 0; k < nodes.length; k++) visit(middle + half * nodes[k]!, half * weights[k]!)
    }
  }
}

const sorted = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)
