import type { LayerSums } from '../contract.ts'
import type { LayerLayout } from './layout.ts'
import type { Arena } from './memory.ts'
import * as slot from './slots.ts'

/** 2^e, exact, also where it is a denormal (a norm of 1e-300 has an exponent near −997; beyond −1074 it is 0). */
export function power2(e: number): number {
  if (e > 1023) return Infinity
  if (e >= -1022) return 2 ** e // a power of two is exact in every engine
  return e < -1074 ? 0 : 2 ** -1022 * 2 ** (e + 1022)
}

/** One layer's reductions. deltaMean and deltaNorm stand ready after every pass; the others cost one sweep over the pass, on first use. */
export class LazySums implements LayerSums {
  readonly rows: number
  readonly units: number
  readonly deltaMean: Float64Array
  readonly deltaNorm: number
  readonly #layer: LayerLayout
  readonly #measure: () => void
  readonly #scale: number

  constructor(layer: LayerLayout, rows: number, arena: Arena, measure: () => void) {
    this.rows = rows
    this.units = layer.program.fanOut
    this.#layer = layer
    this.#measure = measure
    this.#scale = power2(layer.table.int(slot.EXPONENT))
    const sums = arena.f64(layer.table.pointer(slot.DELTA_SUM), this.units)
    let squares = 0
    for (const sum of sums) squares += sum * sum
    this.deltaNorm = (Math.sqrt(squares) / rows) * this.#scale
    this.deltaMean = Float64Array.from(sums, sum => (sum / rows) * this.#scale)
  }

  #number(at: number): number {
    this.#measure()
    return this.#layer.table.number(at)
  }

  get deltaRms(): number { return Math.sqrt(this.#number(slot.SUM_DELTA_SQUARE) / this.rows) * this.#scale }
  get backRms(): number { return Math.sqrt(this.#number(slot.SUM_BACK_SQUARE) / this.rows) * this.#scale }
  get weightGradientNorm(): number { return (Math.sqrt(this.#number(slot.SUM_GRADIENT_SQUARE)) / this.rows) * this.#scale }
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
