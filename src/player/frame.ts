import { histogramOf } from '../instruments/index.ts'
import type { LayerSnapshot, Snapshot } from '../kernels/index.ts'
import { scaleByPowerOfTwo } from '../numerics/index.ts'
import type { Frame, FrameLayer } from './protocol.ts'

const BINS = 48
/** Weights of one layer beyond which lines between neurons would be a carpet. */
const MOST_WEIGHTS = 4096

/** A snapshot of a pass over the observed examples as the picture that a page draws. Cost: two passes over z, a and φ′. */
export function frameOf({ layers }: Snapshot, step: number, epoch: number): Frame {
  return { step, epoch, layers: layers.map(layerOf) }
}

function layerOf(layer: LayerSnapshot): FrameLayer {
  const { fanIn, fanOut, weightedInput, activation, slope, largestSlope, gradBiases, gradientExponent, weights } = layer
  return {
    units: fanOut,
    // ∂C/∂b is the mean of δ.
    deltaMean: Float64Array.from(gradBiases, mean => scaleByPowerOfTwo(mean, gradientExponent)),
    weightedInput: histogramOf(weightedInput, BINS),
    activation: histogramOf(activation, BINS),
    slope: histogramOf(slope, BINS, { low: 0, high: largestSlope }),
    weights: fanIn * fanOut <= MOST_WEIGHTS ? Float32Array.from(weights) : null
  }
}

/** The memory of a frame, to be handed over instead of copied. */
export function buffersOf(frame: Frame | null): ArrayBuffer[] {
  if (!frame) return []
  return frame.layers.flatMap(({ deltaMean, weightedInput, activation, slope, weights }) =>
    [deltaMean, weightedInput.counts, activation.counts, slope.counts, ...(weights ? [weights] : [])].map(array => array.buffer as ArrayBuffer))
}
