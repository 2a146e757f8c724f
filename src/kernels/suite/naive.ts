import type { LayerSnapshot, LayerSums } from '../contract.ts'
import { scaled } from './compare.ts'

/** ‖values‖ the long way round: scaled by the largest entry, summed in float64. */
function length(values: ArrayLike<number>): number {
  const list = Array.from(values, Math.abs)
  const most = list.reduce((a, b) => Math.max(a, b), 0)
  return most === 0 ? 0 : most * Math.sqrt(list.reduce((sum, v) => sum + (v / most) * (v / most), 0))
}

const sum = (values: ArrayLike<number>, f: (v: number) => number = v => v): number => Array.from(values, f).reduce((a, b) => a + b, 0)

/** Every field of LayerSums from a layer's picture, each by its definition: the naive twin of a kernel's own reductions. */
export function naiveSums(rows: number, layer: LayerSnapshot): LayerSums {
  const units = layer.fanOut
  const delta = scaled(layer.delta, layer.deltaExponent)
  const column = (values: ArrayLike<number>, j: number): number[] => Array.from({ length: rows }, (_, n) => values[n * units + j]!)
  const each = Array.from({ length: units }, (_, j) => j)
  const deltaMean = Float64Array.from(each, j => sum(column(delta, j)) / rows)
  return {
    rows,
    units,
    deltaMean,
    deltaNorm: length(deltaMean),
    deltaRms: length(delta) / Math.sqrt(rows),
    backRms: layer.back ? length(scaled(layer.back, layer.deltaExponent)) / Math.sqrt(rows) : NaN,
    weightGradientNorm: length(scaled(layer.gradWeights, layer.gradientExponent)),
    weightNorm: length(layer.weights),
    updateNorm: layer.updateNorm,
    activationSum: sum(layer.activation),
    activationSquareSum: sum(layer.activation, a => a * a),
    weightedInputSum: sum(layer.weightedInput),
    weightedInputSquareSum: sum(layer.weightedInput, z => z * z),
    slopeSquareSum: sum(layer.slope, s => s * s),
    saturatedCount: sum(layer.slope, s => (Math.abs(s) < 0.05 * layer.largestSlope ? 1 : 0)),
    deadCount: each.filter(j => column(layer.slope, j).every(s => s === 0)).length
  }
}
