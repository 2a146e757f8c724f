import { scaleByPowerOfTwo } from '../../numerics/index.ts'
import type { LayerSums } from '../contract.ts'
import type { LayerLayout } from './layout.ts'
import type { Arena } from './memory.ts'
import * as slot from './slots.ts'

/**
 * One layer's reductions, read from the kernel's memory. deltaMean and deltaNorm stand there after every pass; the others cost one
 * sweep over the pass, on first use. `fresh` refuses when another pass has begun and, asked to, sees to the sweep.
 */
export class LazySums implements LayerSums {
  readonly rows: number
  readonly units: number
  readonly #layer: LayerLayout
  readonly #arena: Arena
  readonly #fresh: (measure: boolean) => void

  constructor(layer: LayerLayout, rows: number, arena: Arena, fresh: (measure: boolean) => void) {
    this.rows = rows
    this.units = layer.program.fanOut
    this.#layer = layer
    this.#arena = arena
    this.#fresh = fresh
  }

  /** A stored value's true one. */
  #true(stored: number): number { return scaleByPowerOfTwo(stored, this.#layer.table.int(slot.EXPONENT)) }

  #number(at: number): number {
    this.#fresh(true)
    return this.#layer.table.number(at)
  }

  get deltaMean(): Float64Array {
    this.#fresh(false)
    const sums = this.#arena.f64(this.#layer.table.pointer(slot.DELTA_SUM), this.units)
    return Float64Array.from(sums, sum => this.#true(sum / this.rows))
  }

  get deltaNorm(): number {
    this.#fresh(false)
    return this.#true(Math.sqrt(this.#layer.table.number(slot.SUM_MEAN_SQUARE)) / this.rows)
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
    this.#fresh(true)
    return this.#layer.table.int(slot.COUNT_SATURATED)
  }
  get deadCount(): number {
    this.#fresh(true)
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
