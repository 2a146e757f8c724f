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

/** What is asked of every layer, looked up once for any number of readings. */
export interface MeasurePlan {
  readonly quantities: readonly InstrumentName[]
  readonly instruments: readonly Instrument[]
  /** Where in these updateRatio stands; −1 if it is not asked. */
  readonly updateRatio: number
  readonly perNeuron: boolean
}

/** Takes one reading. `asked` is the place of its quantity in the plan's list, or that list's length for a neuron's `deltaMean`. */
export type TakeReading = (layer: number, neuron: number, asked: number, value: number) => void

/** Names that are not a layer's quantity (`cost`, …) are someone else's and left out. */
export function measurePlan(quantities: readonly string[], perNeuron: boolean): MeasurePlan {
  const asked = quantities.filter(isInstrument)
  return { quantities: asked, instruments: asked.map(name => instruments[name]), updateRatio: asked.indexOf('updateRatio'), perNeuron }
}

/**
 * Readings from the sums of layers 1…L, given to `take` one by one: for each layer the asked quantities in the order asked, then, with
 * `perNeuron`, `deltaMean` of each neuron (∂C/∂b_j, signed). `updateNorms` [layers] stand in for those of the sums, where the reading's
 * update is not the pass's own. Allocates nothing that outlives the call.
 */
export function measureEach(plan: MeasurePlan, sums: readonly LayerSums[], updateNorms: ArrayLike<number> | null, take: TakeReading): void {
  const asked = plan.instruments
  const ratioAt = updateNorms === null ? -1 : plan.updateRatio
  for (let i = 0; i < sums.length; i++) {
    const layer = sums[i]!
    const above = sums[i + 1]
    for (let q = 0; q < asked.length; q++) {
      const value = q === ratioAt ? updateRatio(updateNorms![i] ?? NaN, layer.weightNorm) : asked[q]!(layer, above)
      if (value !== undefined) take(i + 1, -1, q, value)
    }
    if (!plan.perNeuron) continue
    const means = layer.deltaMean
    for (let j = 0; j < means.length; j++) take(i + 1, j, asked.length, means[j]!)
  }
}

/** The same as records, for a single look at a network: `measureEach` with `measurePlan(quantities, perNeuron)`. */
export function measure(
  sums: readonly LayerSums[], quantities: readonly string[], perNeuron: boolean, updateNorms: ArrayLike<number> | null = null
): LayerReading[] {
  const plan = measurePlan(quantities, perNeuron)
  const readings: LayerReading[] = []
  measureEach(plan, sums, updateNorms, (layer, neuron, asked, value) => {
    readings.push({ layer, neuron, quantity: plan.quantities[asked] ?? 'deltaMean', value })
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
