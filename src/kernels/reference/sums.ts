import type { LayerProgram, LayerSums } from '../contract.ts'
import type { LayerBackward } from './backward.ts'
import type { LayerForward } from './forward.ts'
import { norm, rootMeanSquare } from './norm.ts'

/** A unit is saturated where |φ'(z)| is below this share of the activation's largest slope. */
const SATURATION = 0.05

export interface LayerPass {
  readonly layer: LayerProgram
  readonly rows: number
  readonly forward: LayerForward
  readonly backward: LayerBackward
  /** ‖W‖_F before the pass's update. */
  readonly weightNorm: number
  readonly updateNorm: number
}

/** The reductions of LayerSums, one plain loop each. */
export function layerSums({ layer, rows, forward, backward, weightNorm, updateNorm }: LayerPass): LayerSums {
  const { fanOut: units, activation } = layer
  const { delta, back, gradient } = backward
  const threshold = SATURATION * activation.largestSlope
  return {
    rows,
    units,
    deltaMean: gradient.biases.slice(),
    deltaNorm: norm(gradient.biases),
    deltaRms: rootMeanSquare(delta, rows),
    backRms: back ? rootMeanSquare(back, rows) : NaN,
    weightGradientNorm: norm(gradient.weights),
    weightNorm,
    updateNorm,
    activationSum: forward.a.reduce((sum, a) => sum + a, 0),
    activationSquareSum: forward.a.reduce((sum, a) => sum + a * a, 0),
    weightedInputSum: forward.z.reduce((sum, z) => sum + z, 0),
    weightedInputSquareSum: forward.z.reduce((sum, z) => sum + z * z, 0),
    slopeSquareSum: forward.slope.reduce((sum, slope) => sum + slope * slope, 0),
    saturatedCount: forward.slope.reduce((count, slope) => count + (Math.abs(slope) < threshold ? 1 : 0), 0),
    deadCount: deadUnits(forward.slope, units)
  }
}

function deadUnits(slope: Float64Array, units: number): number {
  const alive = new Uint8Array(units)
  slope.forEach((s, i) => {
    if (s !== 0) alive[i % units] = 1
  })
  return units - alive.reduce((sum, x) => sum + x, 0)
}
