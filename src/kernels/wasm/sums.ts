import { scaleByPowerOfTwo } from '../../numerics/index.ts'
import type { LayerSums, LayerTotals } from '../contract.ts'
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
  // Together and late: who looks at ‖δ‖ only, every step, pays for no more.
  #swept: LayerTotals | null = null

  constructor(layer: LayerLayout, pass: PassSums) {
    this.rows = pass.rows
    this.units = layer.program.fanOut
    this.#layer = layer
    this.#pass = pass
  }

  totals(): LayerTotals {
    this.#pass.check()
    return this.#swept ??= this.#read()
  }

  #read(): LayerTotals {
    this.#pass.measure()
    const { rows, units } = this, { doubles, words } = this.#pass.arena, at = this.#layer.table.at / 8
    const exponent = words[2 * (at + slot.EXPONENT)]!
    return {
      rows, units,
      deltaNorm: scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_MEAN_SQUARE]!) / rows, exponent),
      updateNorm: Math.sqrt(doubles[at + slot.SUM_UPDATE_SQUARE]!),
      deltaRms: scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_DELTA_SQUARE]! / rows), exponent),
      backRms: scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_BACK_SQUARE]! / rows), exponent),
      weightGradientNorm: scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_GRADIENT_SQUARE]!) / rows, exponent),
      weightNorm: Math.sqrt(doubles[at + slot.SUM_WEIGHT_SQUARE]!),
      activationSum: doubles[at + slot.SUM_A]!,
      activationSquareSum: doubles[at + slot.SUM_A_SQUARE]!,
      weightedInputSum: doubles[at + slot.SUM_Z]!,
      weightedInputSquareSum: doubles[at + slot.SUM_Z_SQUARE]!,
      slopeSquareSum: doubles[at + slot.SUM_SLOPE_SQUARE]!,
      saturatedCount: words[2 * (at + slot.COUNT_SATURATED)]!,
      deadCount: words[2 * (at + slot.COUNT_DEAD)]!
    }
  }

  get deltaMean(): Float64Array {
    this.#pass.check()
    const { table } = this.#layer, { doubles } = this.#pass.arena, exponent = table.int(slot.EXPONENT)
    const first = table.pointer(slot.DELTA_SUM) / 8, means = new Float64Array(this.units)
    for (let j = 0; j < means.length; j++) means[j] = scaleByPowerOfTwo(doubles[first + j]! / this.rows, exponent)
    return means
  }

  get deltaNorm(): number {
    this.#pass.check()
    const { table } = this.#layer
    return scaleByPowerOfTwo(Math.sqrt(table.number(slot.SUM_MEAN_SQUARE)) / this.rows, table.int(slot.EXPONENT))
  }

  get updateNorm(): number { return Math.sqrt(this.#layer.table.number(slot.SUM_UPDATE_SQUARE)) }
  get deltaRms(): number { return this.totals().deltaRms }
  get backRms(): number { return this.totals().backRms }
  get weightGradientNorm(): number { return this.totals().weightGradientNorm }
  get weightNorm(): number { return this.totals().weightNorm }
  get activationSum(): number { return this.totals().activationSum }
  get activationSquareSum(): number { return this.totals().activationSquareSum }
  get weightedInputSum(): number { return this.totals().weightedInputSum }
  get weightedInputSquareSum(): number { return this.totals().weightedInputSquareSum }
  get slopeSquareSum(): number { return this.totals().slopeSquareSum }
  get saturatedCount(): number { return this.totals().saturatedCount }
  get deadCount(): number { return this.totals().deadCount }
}
