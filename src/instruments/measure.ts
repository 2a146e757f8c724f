import { LAYER_QUANTITIES, type LayerQuantity } from '../experiment/index.ts'
import type { LayerSums, LayerTotals } from '../kernels/index.ts'

/** One number about one layer (1…L); `neuron` −1 is the whole layer. */
export interface LayerReading {
  readonly layer: number
  readonly neuron: number
  readonly quantity: string
  readonly value: number
}

/** Places in LAYER_QUANTITIES: the one that does not exist before the first step, and from where on there must be a layer above. */
const RATIO = 3, GAINS = 11

/** What is asked of every layer, looked up once for any number of readings. */
export interface MeasurePlan {
  /** Places of the asked quantities, in the order asked. */
  readonly asked: readonly number[]
  readonly perNeuron: boolean
}

/** What a reading is of. */
export type ReadingPlace = Omit<LayerReading, 'value'>

/** Names that are not a layer's quantity (`cost`, …) are someone else's and left out. */
export function measurePlan(quantities: readonly string[], perNeuron: boolean): MeasurePlan {
  const asked = quantities.map(name => LAYER_QUANTITIES.indexOf(name as LayerQuantity)).filter(q => q >= 0)
  return { asked, perNeuron }
}

/**
 * What `measureInto` reads of layers 1…L, in its order: for each layer the asked quantities in the order asked, the gains of hidden layers
 * only, then, with `perNeuron`, `deltaMean` of each neuron (∂C/∂b_j, signed).
 */
export function plannedReadings({ asked, perNeuron }: MeasurePlan, sums: readonly LayerSums[]): ReadingPlace[] {
  return sums.flatMap(({ units }, i) => {
    const layer = i + 1, known = asked.filter(q => q < GAINS || layer < sums.length)
    const neurons = Array.from({ length: perNeuron ? units : 0 }, (_, neuron) => ({ layer, neuron, quantity: 'deltaMean' }))
    return [...known.map(q => ({ layer, neuron: -1, quantity: LAYER_QUANTITIES[q]! })), ...neurons]
  })
}

/**
 * The values of all planned readings into `values` from number `at` on. `updateNorms` [layers] stand in for those of the sums, where the
 * reading's update is not the pass's own. The numbers of those that do not exist go to `missing`: 0/0 is NaN and stays a reading, but there is no
 * updateRatio before the first step, where only the update is NaN.
 */
export function measureInto(
  { asked, perNeuron }: MeasurePlan, sums: readonly LayerSums[], updateNorms: ArrayLike<number> | null, values: Float64Array, at: number,
  missing: number[]
): void {
  // Who asks for ‖δ‖ alone pays for no sums of whole arrays.
  const sweeps = asked.some(q => q > 0)
  const totalsOf = (layer: LayerSums | undefined): LayerTotals | undefined => (sweeps && layer?.totals ? layer.totals() : layer)
  let above = totalsOf(sums[0])
  for (let i = 0; i < sums.length; i++) {
    const layer = above!
    above = totalsOf(sums[i + 1])
    const updateNorm = updateNorms ? updateNorms[i] ?? NaN : layer.updateNorm
    const found = sweeps ? quantitiesOf(layer, above, updateNorm) : [layer.deltaNorm]
    for (let j = 0; j < asked.length; j++) {
      const q = asked[j]!
      if (q >= GAINS && !above) continue
      if (q === RATIO && Number.isNaN(updateNorm) && !Number.isNaN(layer.weightNorm)) missing.push(at)
      values[at++] = found[q]!
    }
    if (!perNeuron) continue
    values.set(sums[i]!.deltaMean, at)
    at += layer.units
  }
}

/** The same as records, for a single look at a network: what exists of `plannedReadings`. */
export function measure(
  sums: readonly LayerSums[], quantities: readonly string[], perNeuron: boolean, updateNorms: ArrayLike<number> | null = null
): LayerReading[] {
  const plan = measurePlan(quantities, perNeuron), places = plannedReadings(plan, sums), values = new Float64Array(places.length)
  const missing: number[] = []
  measureInto(plan, sums, updateNorms, values, 0, missing)
  const absent = new Set(missing)
  return places.flatMap((place, i) => (absent.has(i) ? [] : { ...place, value: values[i]! }))
}

/** Whether the name is a layer's quantity. */
export function isInstrument(name: string): name is LayerQuantity {
  return (LAYER_QUANTITIES as readonly string[]).includes(name)
}

/** Every quantity of a layer from its sums and those of the layer above it, in the order of LAYER_QUANTITIES; without one the gains mean nothing. */
function quantitiesOf(s: LayerTotals, above: LayerTotals | undefined, updateNorm: number): number[] {
  // N: pairs of unit and example, pooled.
  const pairs = s.rows * s.units
  return [
    // ‖mean_x δ_x‖₂, the book's speed of learning (= ‖∂C/∂b‖).
    s.deltaNorm,
    // √(mean_x ‖δ_x‖²)
    s.deltaRms,
    // ‖∂C/∂W‖_F of the mean cost, without the L2 term.
    s.weightGradientNorm,
    // ‖ΔW‖_F of the last step over ‖W‖_F.
    updateNorm / s.weightNorm,
    // Σa/N
    s.activationSum / pairs,
    // Σa²/N − (Σa/N)², at least 0. Absolute error ≤ 4·2⁻⁵³·Σa²/N beyond that of the sums.
    variance(s.activationSum, s.activationSquareSum, pairs),
    // Σz/N
    s.weightedInputSum / pairs,
    // Σz²/N − (Σz/N)², at least 0; error as for the activations.
    variance(s.weightedInputSum, s.weightedInputSquareSum, pairs),
    // Σφ'(z)²/N
    s.slopeSquareSum / pairs,
    // Share of the N pairs with |φ'(z)| below 5 % of the largest slope.
    s.saturatedCount / pairs,
    // Share of the units whose slope is 0 on every example.
    s.deadCount / s.units,
    // rms‖∂C/∂a^l‖ / rms‖δ^{l+1}‖: what the weights above did to the error. Hidden layers only.
    s.backRms / (above ?? s).deltaRms,
    // rms‖δ^l‖ / rms‖∂C/∂a^l‖: what this layer's slopes did to it. weightGain·slopeGain = deltaRms^l/deltaRms^{l+1} within 2 ulp.
    s.deltaRms / s.backRms
  ]
}

function variance(sum: number, squareSum: number, count: number): number {
  const mean = sum / count
  return Math.max(0, squareSum / count - mean * mean) // Math.max keeps NaN
}
