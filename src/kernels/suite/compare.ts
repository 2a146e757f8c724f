import { expectClose } from '../../numerics/testing.ts'
import type { KernelState, LayerSums, Snapshot } from '../contract.ts'

const largest = (values: ArrayLike<number>): number => {
  let most = 0
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!))
  return most
}

/** Runs a comparison and says, when it fails, of what. */
export function of(what: string, compare: () => void): void {
  try {
    compare()
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Every entry within tolerance × the largest expected entry. */
export function closeArray(what: string, got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  of(what, () => expectClose(got, expected, { absolute: tolerance * largest(expected) }))
}

export function equal(what: string, got: unknown, expected: unknown): void {
  if (!Object.is(got, expected)) throw new Error(`${what}: got ${String(got)}, expected ${String(expected)}`)
}

/** The same bytes under the same names, in the same types. Optimiser memory of all 0 that a used kernel holds besides changes nothing. */
export function sameState(got: KernelState, expected: KernelState): void {
  const named = [...got.keys()].filter(name => expected.has(name) || got.get(name)!.some(v => v !== 0))
  equal('names of the state', named.sort().join(), [...expected.keys()].sort().join())
  for (const [name, values] of expected) {
    const bytes = (a: Float32Array | Float64Array): string => new Uint8Array(a.buffer, a.byteOffset, a.byteLength).join()
    equal(`${name}'s type`, got.get(name)!.constructor.name, values.constructor.name)
    equal(`${name}'s bytes`, bytes(got.get(name)!), bytes(values))
  }
}

/** The same bytes in all numbers of two reductions. */
export function sameSums(got: LayerSums, expected: LayerSums): void {
  for (const name of [...NORMS, ...SQUARES, 'deltaNorm', 'activationSum', 'weightedInputSum', 'saturatedCount', 'deadCount'] as const) {
    equal(name, got[name], expected[name])
  }
}

/** values · 2^exponent in float64. */
export const scaled = (values: ArrayLike<number>, exponent: number): Float64Array => Float64Array.from(values, v => v * 2 ** exponent)

/** All arrays of two pictures, at their true scale. */
export function closeSnapshots(got: Snapshot, expected: Snapshot, tolerance: number): void {
  equal('rows', got.rows, expected.rows)
  equal('layers', got.layers.length, expected.layers.length)
  expected.layers.forEach((want, i) => {
    const have = got.layers[i]!
    const where = (name: string): string => `layer ${i + 1} ${name}`
    for (const name of ['weightedInput', 'activation', 'slope', 'weights'] as const) {
      closeArray(where(name), have[name], want[name], tolerance)
    }
    equal(where('back is null'), have.back === null, want.back === null)
    for (const name of ['delta', 'back'] as const) {
      const values = (layer: typeof have): Float64Array => scaled(layer[name] ?? [], layer.deltaExponent)
      closeArray(where(name), values(have), values(want), tolerance)
    }
    for (const name of ['gradWeights', 'gradBiases'] as const) {
      closeArray(where(name), scaled(have[name], have.gradientExponent), scaled(want[name], want.gradientExponent), tolerance)
    }
  })
}

const NORMS = ['deltaNorm', 'deltaRms', 'backRms', 'weightGradientNorm', 'weightNorm', 'updateNorm'] as const
const SQUARES = ['activationSquareSum', 'weightedInputSquareSum', 'slopeSquareSum'] as const

/**
 * Two reductions of the same pass. Norms and sums of squares relative to themselves, signed sums relative to what they would be
 * without cancellation, counts exactly unless `counts` is false (units near the threshold may fall either side in another precision).
 */
export function closeSums(got: LayerSums, expected: LayerSums, tolerance: number, counts = true): void {
  for (const name of ['rows', 'units'] as const) equal(name, got[name], expected[name])
  for (const name of [...NORMS, ...SQUARES]) {
    if (Number.isNaN(expected[name])) equal(name, got[name], NaN)
    else of(name, () => expectClose(got[name], expected[name], { relative: tolerance }))
  }
  closeArray('deltaMean', got.deltaMean, expected.deltaMean, tolerance)
  const pairs = expected.rows * expected.units
  for (const name of ['activation', 'weightedInput'] as const) {
    const absolute = tolerance * Math.sqrt(pairs * expected[`${name}SquareSum`])
    of(`${name}Sum`, () => expectClose(got[`${name}Sum`], expected[`${name}Sum`], { absolute }))
  }
  if (counts) for (const name of ['saturatedCount', 'deadCount'] as const) equal(name, got[name], expected[name])
}
