import type { ActivationName } from '../experiment/index.ts'
import { activations } from '../network/index.ts'
import { normalMass, type Normal } from './expectation.ts'

/** Saturated means |φ'(z)| < 5 % of the largest slope, as in the quantity `saturatedShare`. */
const SHARE = 0.05
/** Beyond ±64 every activation's slope keeps the side of the threshold that it has there. */
const FAR = 64
const STEP = 1 / 32

const known = new Map<ActivationName, readonly (readonly [low: number, high: number])[]>()

/** The intervals of z in which a unit is saturated, ends exact to 1e-14. */
export function saturatedIntervals(activation: ActivationName): readonly (readonly [low: number, high: number])[] {
  const before = known.get(activation)
  if (before) return before
  const { derivative, largestSlope } = activations[activation]
  const flat = (z: number): boolean => Math.abs(derivative(z)) < SHARE * largestSlope
  const intervals: [number, number][] = []
  let from = flat(-FAR) ? -Infinity : NaN
  for (let z = -FAR; z < FAR; z += STEP) {
    const [here, next] = [flat(z), flat(z + STEP)]
    if (here === next) continue
    const end = boundary(flat, z, z + STEP)
    if (next) from = end
    else intervals.push([from, end])
  }
  if (flat(FAR)) intervals.push([from, Infinity])
  known.set(activation, intervals)
  return intervals
}

function boundary(flat: (z: number) => boolean, low: number, high: number): number {
  const side = flat(low)
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high)
    if (flat(middle) === side) low = middle
    else high = middle
  }
  return 0.5 * (low + high)
}

/** P(|φ'(z)| < 5 % of the largest slope) · absolute error < 1e-13. */
export function saturatedShare(activation: ActivationName, z: Normal): number {
  return saturatedIntervals(activation).reduce((sum, [low, high]) => sum + normalMass(low, high, z), 0)
}
