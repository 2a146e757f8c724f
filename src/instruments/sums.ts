import type { LayerSnapshot, LayerSums, Snapshot } from '../kernels/index.ts'
import { rootSumOfSquares, scaleByPowerOfTwo } from '../numerics/index.ts'
import { checkSnapshot } from './check-snapshot.ts'

/**
 * The reductions of a snapshot, per layer: what a kernel's own `sums()` gives, for a model of any framework.
 * Plain TypeScript in float64, rows then units in ascending order. Norms are true values down to 1e-300 and below.
 * Cost: one pass over every array; allocates `deltaMean` only. Throws InputError 'data' where lengths do not fit.
 */
export function sumsOf(snapshot: Snapshot): LayerSums[] {
  checkSnapshot(snapshot)
  return snapshot.layers.map(layer => layerSums(layer, snapshot.rows))
}

function layerSums(layer: LayerSnapshot, rows: number): LayerSums {
  const deltaMean = meanOverRows(layer.delta, rows, layer.fanOut, layer.deltaExponent)
  const [activationSum, activationSquareSum] = moments(layer.activation)
  const [weightedInputSum, weightedInputSquareSum] = moments(layer.weightedInput)
  return {
    rows,
    units: layer.fanOut,
    deltaMean,
    deltaNorm: rootSumOfSquares(deltaMean),
    deltaRms: rootSumOfSquares(layer.delta, layer.deltaExponent, rows),
    backRms: layer.back === null ? NaN : rootSumOfSquares(layer.back, layer.deltaExponent, rows),
    weightGradientNorm: rootSumOfSquares(layer.gradWeights, layer.gradientExponent),
    weightNorm: rootSumOfSquares(layer.weights),
    updateNorm: layer.updateNorm,
    activationSum,
    activationSquareSum,
    weightedInputSum,
    weightedInputSquareSum,
    ...slopes(layer, rows)
  }
}

/** [units] Σ_x v_xj / rows · 2^exponent, divided before it is scaled so that nothing is lost on the way. */
function meanOverRows(values: ArrayLike<number>, rows: number, units: number, exponent: number): Float64Array {
  const mean = new Float64Array(units)
  for (let x = 0; x < rows; x++) {
    for (let j = 0; j < units; j++) mean[j]! += values[x * units + j]!
  }
  for (let j = 0; j < units; j++) mean[j] = scaleByPowerOfTwo(mean[j]! / rows, exponent)
  return mean
}

function moments(values: ArrayLike<number>): [sum: number, squareSum: number] {
  let sum = 0
  let squareSum = 0
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!
    sum += v
    squareSum += v * v
  }
  return [sum, squareSum]
}

function slopes(layer: LayerSnapshot, rows: number): Pick<LayerSums, 'slopeSquareSum' | 'saturatedCount' | 'deadCount'> {
  const { slope, fanOut, largestSlope } = layer
  const alive = new Uint8Array(fanOut)
  let slopeSquareSum = 0
  let saturatedCount = 0
  for (let x = 0; x < rows; x++) {
    for (let j = 0; j < fanOut; j++) {
      const s = slope[x * fanOut + j]!
      slopeSquareSum += s * s
      if (Math.abs(s) < 0.05 * largestSlope) saturatedCount++
      if (s !== 0) alive[j] = 1
    }
  }
  return { slopeSquareSum, saturatedCount, deadCount: fanOut - alive.reduce((count, unit) => count + unit, 0) }
}
