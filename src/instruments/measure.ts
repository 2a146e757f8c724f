import type { LayerSums } from '../kernels/index.ts'

/** One number about one layer (1…L); `neuron` −1 is the whole layer. */
export interface LayerReading {
  readonly layer: number
  readonly neuron: number
  readonly quantity: string
  readonly value: number
}

/** A layer's sums and those of the layer above it (undefined for the output layer) → the number; undefined where it does not exist. */
export type Instrument = (layer: LayerSums, above: LayerSums | undefined) => number | undefined

/**
 * Every quantity of a layer, by its name in the experiment. N = rows·units pairs of unit and example, pooled.
 * 0/0 is NaN and stays a reading; `undefined` is no reading.
 */
export const instruments = {
  /** ‖mean_x δ_x‖₂, the book's speed of learning (= ‖∂C/∂b‖). */
  deltaNorm: s => s.deltaNorm,
  /** √(mean_x ‖δ_x‖²) */
  deltaRms: s => s.deltaRms,
  /** ‖∂C/∂W‖_F of the mean cost, without the L2 term. */
  weightGradientNorm: s => s.weightGradientNorm,
  /** ‖ΔW‖_F of the last step over ‖W‖_F. None before the first step, where only the update is NaN. */
  updateRatio: s => updateRatio(s.updateNorm, s.weightNorm),
  /** Σa/N */
  activationMean: s => s.activationSum / pairs(s),
  /** Σa²/N − (Σa/N)², at least 0. Absolute error ≤ 4·2⁻⁵³·Σa²/N beyond that of the sums. */
  activationVariance: s => variance(s.activationSum, s.activationSquareSum, pairs(s)),
  /** Σz/N */
  weightedInputMean: s => s.weightedInputSum / pairs(s),
  /** Σz²/N − (Σz/N)², at least 0; error as for the activations. */
  weightedInputVariance: s => variance(s.weightedInputSum, s.weightedInputSquareSum, pairs(s)),
  /** Σφ'(z)²/N */
  slopeMeanSquare: s => s.slopeSquareSum / pairs(s),
  /** Share of the N pairs with |φ'(z)| below 5 % of the largest slope. */
  saturatedShare: s => s.saturatedCount / pairs(s),
  /** Share of the units whose slope is 0 on every example. */
  deadShare: s => s.deadCount / s.units,
  /** rms‖∂C/∂a^l‖ / rms‖δ^{l+1}‖: what the weights above did to the error. Hidden layers only. */
  weightGain: (s, above) => above && s.backRms / above.deltaRms,
  /** rms‖δ^l‖ / rms‖∂C/∂a^l‖: what this layer's slopes did to it. weightGain·slopeGain = deltaRms^l/deltaRms^{l+1} within 2 ulp. */
  slopeGain: (s, above) => above && s.deltaRms / s.backRms
} as const satisfies Readonly<Record<string, Instrument>>

/** The name of a quantity that an instrument gives. */
export type InstrumentName = keyof typeof instruments

/**
 * Readings from the sums of layers 1…L: for each layer the asked quantities in the order asked, then, with `perNeuron`,
 * `deltaMean` of each neuron (∂C/∂b_j, signed). Names that are not a layer's quantity (`cost`, …) are someone else's and give nothing.
 * `updateNorms` [layers] stand in for those of the sums, where the reading's update is not the pass's own.
 */
export function measure(
  sums: readonly LayerSums[], quantities: readonly string[], perNeuron: boolean, updateNorms?: readonly number[]
): LayerReading[] {
  const readings: LayerReading[] = []
  const asked = quantities.filter(isInstrument)
  sums.forEach((layerSums, i) => {
    const layer = i + 1
    for (const quantity of asked) {
      const instrument: Instrument = instruments[quantity]
      const given = quantity === 'updateRatio' ? updateNorms : undefined
      const value = given ? updateRatio(given[i] ?? NaN, layerSums.weightNorm) : instrument(layerSums, sums[i + 1])
      if (value !== undefined) readings.push({ layer, neuron: -1, quantity, value })
    }
    if (!perNeuron) return
    layerSums.deltaMean.forEach((value, neuron) => readings.push({ layer, neuron, quantity: 'deltaMean', value }))
  })
  return readings
}

/** Whether the name is a layer's quantity. */
export function isInstrument(name: string): name is InstrumentName {
  return Object.hasOwn(instruments, name)
}

function updateRatio(updateNorm: number, weightNorm: number): number | undefined {
  return Number.isNaN(updateNorm) && !Number.isNaN(weightNorm) ? undefined : updateNorm / weightNorm
}

function pairs(sums: LayerSums): number {
  return sums.rows * sums.units
}

function variance(sum: number, squareSum: number, count: number): number {
  const mean = sum / count
  return Math.max(0, squareSum / count - mean * mean) // Math.max keeps NaN
}
