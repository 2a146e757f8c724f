import { scaleByPowerOfTwo } from '../../numerics/index.ts'
import type { LayerSums } from '../contract.ts'
import type { LayerLayout } from './layout.ts'
import type { Arena } from './memory.ts'
import * as slot from './slots.ts'

/** What the sums of one pass have in common. */
export interface PassSums {
  readonly rows: number
  readonly arena: Arena
  /** Refuses when another pass has begun. */
  check(): void
  /** Sees to the sweep over the pass, once. */
  measure(): void
}

/**
 * One layer's reductions, read from the kernel's memory. deltaMean and deltaNorm stand there after every pass; the others cost one
 * sweep over the pass, on first use of any of them in any layer, and are then read together.
 */
export class LazySums implements LayerSums {
  readonly rows: number
  readonly units: number
  readonly #layer: LayerLayout
  readonly #pass: PassSums
  #measured = false
  #deltaRms = NaN
  #backRms = NaN
  #weightGradientNorm = NaN
  #weightNorm = NaN
  #activationSum = NaN
  #activationSquareSum = NaN
  #weightedInputSum = NaN
  #weightedInputSquareSum = NaN
  #slopeSquareSum = NaN
  #saturatedCount = 0
  #deadCount = 0

  constructor(layer: LayerLayout, pass: PassSums) {
    this.rows = pass.rows
    this.units = layer.program.fanOut
    this.#layer = layer
    this.#pass = pass
  }

  #need(): void {
    this.#pass.check()
    if (!this.#measured) this.#read()
  }

  #read(): void {
    this.#pass.measure()
    const { rows } = this, { table } = this.#layer, { doubles, words } = this.#pass.arena, at = table.at / 8
    const exponent = words[2 * (at + slot.EXPONENT)]!
    this.#deltaRms = scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_DELTA_SQUARE]! / rows), exponent)
    this.#backRms = scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_BACK_SQUARE]! / rows), exponent)
    this.#weightGradientNorm = scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_GRADIENT_SQUARE]!) / rows, exponent)
    this.#weightNorm = Math.sqrt(doubles[at + slot.SUM_WEIGHT_SQUARE]!)
    this.#activationSum = doubles[at + slot.SUM_A]!
    this.#activationSquareSum = doubles[at + slot.SUM_A_SQUARE]!
    this.#weightedInputSum = doubles[at + slot.SUM_Z]!
    this.#weightedInputSquareSum = doubles[at + slot.SUM_Z_SQUARE]!
    this.#slopeSquareSum = doubles[at + slot.SUM_SLOPE_SQUARE]!
    this.#saturatedCount = words[2 * (at + slot.COUNT_SATURATED)]!
    this.#deadCount = words[2 * (at + slot.COUNT_DEAD)]!
    this.#measured = true
  }

  get deltaMean(): Float64Array {
    this.#pass.check()
    const { table } = this.#layer, exponent = table.int(slot.EXPONENT)
    const means = this.#pass.arena.f64(table.pointer(slot.DELTA_SUM), this.units).slice()
    for (let j = 0; j < means.length; j++) means[j] = scaleByPowerOfTwo(means[j]! / this.rows, exponent)
    return means
  }

  get deltaNorm(): number {
    this.#pass.check()
    const { table } = this.#layer
    return scaleByPowerOfTwo(Math.sqrt(table.number(slot.SUM_MEAN_SQUARE)) / this.rows, table.int(slot.EXPONENT))
  }

  get updateNorm(): number { return Math.sqrt(this.#layer.table.number(slot.SUM_UPDATE_SQUARE)) }
  get deltaRms(): number { return this.#need(), this.#deltaRms }
  get backRms(): number { return this.#need(), this.#backRms }
  get weightGradientNorm(): number { return this.#need(), this.#weightGradientNorm }
  get weightNorm(): number { return this.#need(), this.#weightNorm }
  get activationSum(): number { return this.#need(), this.#activationSum }
  get activationSquareSum(): number { return this.#need(), this.#activationSquareSum }
  get weightedInputSum(): number { return this.#need(), this.#weightedInputSum }
  get weightedInputSquareSum(): number { return this.#need(), this.#weightedInputSquareSum }
  get slopeSquareSum(): number { return this.#need(), this.#slopeSquareSum }
  get saturatedCount(): number { return this.#need(), this.#saturatedCount }
  get deadCount(): number { return this.#need(), this.#deadCount }

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
