import { scaleByPowerOfTwo } from '../../numerics/index.ts'
import type { LayerSums } from '../contract.ts'
import type { LayerLayout } from './layout.ts'
import type { Arena } from './memory.ts'
import * as slot from './slots.ts'

/** One layer's reductions. deltaMean and deltaNorm stand ready after every pass; the others cost one sweep over the pass, on first use. */
export class LazySums implements LayerSums {
  readonly rows: number
  readonly units: number
  readonly deltaMean: Float64Array
  readonly deltaNorm: number
  readonly #layer: LayerLayout
  readonly #measure: () => void
  readonly #exponent: number

  constructor(layer: LayerLayout, rows: number, arena: Arena, measure: () => void) {
    this.rows = rows
    this.units = layer.program.fanOut
    this.#layer = layer
    this.#measure = measure
    this.#exponent = layer.table.int(slot.EXPONENT)
    const sums = arena.f64(layer.table.pointer(slot.DELTA_SUM), this.units)
    let squares = 0
    for (const sum of sums) squares += sum * sum
    this.deltaNorm = this.#true(Math.sqrt(squares) / rows)
    this.deltaMean = Float64Array.from(sums, sum => this.#true(sum / rows))
  }

  /** A stored value's true one. */
  #true(stored: number): number { return scaleByPowerOfTwo(stored, this.#exponent) }

  #number(at: number): number {
    this.#measure()
    return this.#layer.table.number(at)
  }

  get deltaRms(): number { return this.#true(Math.sqrt(this.#number(slot.SUM_DELTA_SQUARE) / this.rows)) }
  get backRms(): number { return this.#true(Math.sqrt(this.#number(slot.SUM_BACK_SQUARE) / this.rows)) }
  get weightGradientNorm(): number { return this.#true(Math.sqrt(this.#number(slot.SUM_GRADIENT_SQUARE)) / this.rows) }
  get weightNorm(): number { return Math.sqrt(this.#number(slot.SUM_WEIGHT_SQUARE)) }
  get updateNorm(): number { return Math.sqrt(this.#layer.table.number(slot.SUM_UPDATE_SQUARE)) }
  get activationSum(): number { return this.#number(slot.SUM_A) }
  get activationSquareSum(): number { return this.#number(slot.SUM_A_SQUARE) }
  get weightedInputSum(): number { return this.#number(slot.SUM_Z) }
  get weightedInputSquareSum(): number { return this.#number(slot.SUM_Z_SQUARE) }
  get slopeSquareSum(): number { return this.#number(slot.SUM_SLOPE_SQUARE) }
  get saturatedCount(): number {
    this.#measure()
    return this.#layer.table.int(slot.COUNT_SATURATED)
  }
  get deadCount(): number {
    this.#measure()
    return this.#layer.table.int(slot.COUNT_DEAD)
  }

  /** All of it as plain numbers, which outlive the pass. */
  settled(): LayerSums {
    const { rows, units, deltaMean, deltaNorm, deltaRms, backRms, weightGradientNorm, weightNorm, updateNorm } = this
    const { activationSum, activationSquareSum, weightedInputSum, weightedInputSquareSum } = this
    return {
      rows, units, deltaMean, deltaNorm, deltaRms, backRms, weightGradientNorm, weightNorm, updateNorm,
      activationSum, activationSquareSum, weightedInputSum, weightedInputSquareSum,
      slopeSquareSum: this.slopeSquareSum, saturatedCount: this.saturatedCount, deadCount: this.deadCount
    }
  }
}
