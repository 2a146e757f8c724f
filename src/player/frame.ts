import { histogramOf, measure, sumsOf } from '../instruments/index.ts'
import type { LayerSnapshot, Snapshot } from '../kernels/index.ts'
import { scaleByPowerOfTwo } from '../numerics/index.ts'
import type { Frame, FrameLayer } from './protocol.ts'

const BINS = 48
/** Weights of one layer beyond which lines between neurons would be a carpet. */
const MOST_WEIGHTS = 4096

/** Quantities of single moments that a page draws and puts into words, whatever the experiment observes, and whether or not this moment is recorded. */
const DRAWN = ['deltaRms', 'activationMean', 'activationVariance', 'saturatedShare', 'deadShare', 'weightGain', 'slopeGain'] as const

/**
 * A snapshot of a pass over the observed examples as the picture that a page draws. Cost: three passes over z, a and φ′, and one over
 * everything.
 */
export function frameOf(snapshot: Snapshot, step: number, epoch: number): Frame {
  const readings = snapshot.layers.map((): Record<string, number> => ({}))
  for (const { layer, quantity, value } of measure(sumsOf(snapshot), DRAWN, false)) readings[layer - 1]![quantity] = value
  return { step, epoch, layers: snapshot.layers.map((layer, i) => layerOf(layer, readings[i]!)) }
}

function layerOf(layer: LayerSnapshot, readings: Readonly<Record<string, number>>): FrameLayer {
  const { fanIn, fanOut, weightedInput, activation, slope, largestSlope, gradBiases, gradientExponent, weights } = layer
  return {
    units: fanOut,
    // ∂C/∂b is the mean of δ.
    deltaMean: Float64Array.from(gradBiases, mean => scaleByPowerOfTwo(mean, gradientExponent)),
    weightedInput: histogramOf(weightedInput, BINS),
    activation: histogramOf(activation, BINS),
    slope: histogramOf(slope, BINS, { low: 0, high: largestSlope }),
    readings: { ...readings, slopeMean: meanOf(slope) },
    weights: fanIn * fanOut <= MOST_WEIGHTS ? Float32Array.from(weights) : null
  }
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/** The memory of a frame, to be handed over instead of copied. */
export function buffersOf(frame: Frame | null): ArrayBuffer[] {
  if (!frame) return []
  return frame.layers.flatMap(({ deltaMean, weightedInput, activation, slope, weights }) => {
    const arrays = [deltaMean, weightedInput.counts, activation.counts, slope.counts, ...(weights ? [weights] : [])]
    return arrays.map(({ buffer }) => buffer as ArrayBuffer)
  })
}
