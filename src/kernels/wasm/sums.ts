import { InputError } from '../../errors/index.ts'
import { scaleByPowerOfTwo } from '../../numerics/index.ts'
import type { LayerSums, LayerTotals } from '../contract.ts'
import type { LayerLayout } from './layout.ts'
import type { Arena } from './memory.ts'
import * as slot from './slots.ts'

/** Refuses a call at the wrong time or of what is not there. */
export function misuse(where: string, got: string, expected = 'gradients() or step() just before'): never {
  throw new InputError({ code: 'usage', where, expected, got })
}

/** The pass that the kernel's memory holds: one object for all, changed from pass to pass. */
export interface PassInMemory {
  number: number
  rows: number
  /** The number of the last pass that was swept over. */
  swept: number
  readonly arena: Arena
  /** Brings all layers' totals up to the pass. */
  readonly sweep: () => void
}

/**
 * One layer's reductions, read from the kernel's memory and refused when another pass has begun. deltaMean and deltaNorm stand there after every
 * pass; the others cost one sweep over the pass, on first use of any of them in any layer, and are then read together.
 */
export class LazySums implements LayerSums {
  readonly rows: number
  readonly units: number
  // From here the totals: their getters are made below.
  declare readonly deltaRms: number
  declare readonly backRms: number
  declare readonly weightGradientNorm: number
  declare readonly weightNorm: number
  declare readonly activationSum: number
  declare readonly activationSquareSum: number
  declare readonly weightedInputSum: number
  declare readonly weightedInputSquareSum: number
  declare readonly slopeSquareSum: number
  declare readonly saturatedCount: number
  declare readonly deadCount: number
  readonly #layer: LayerLayout
  readonly #pass: PassInMemory
  readonly #number: number

  constructor(layer: LayerLayout, pass: PassInMemory) {
    this.rows = pass.rows
    this.units = layer.program.fanOut
    this.#layer = layer
    this.#pass = pass
    this.#number = pass.number
  }

  #check(): void {
    if (this.#number !== this.#pass.number) misuse('sums', 'another pass')
  }

  totals(): LayerTotals {
    this.#check()
    const pass = this.#pass
    if (pass.swept !== pass.number) pass.sweep()
    pass.swept = pass.number
    return this.#layer.totals
  }

  get deltaMean(): Float64Array {
    this.#check()
    const { table } = this.#layer, { doubles } = this.#pass.arena, exponent = table.int(slot.EXPONENT)
    const first = table.pointer(slot.DELTA_SUM) / 8, means = new Float64Array(this.units)
    for (let j = 0; j < means.length; j++) means[j] = scaleByPowerOfTwo(doubles[first + j]! / this.rows, exponent)
    return means
  }

  get deltaNorm(): number {
    this.#check()
    const { table } = this.#layer
    return scaleByPowerOfTwo(Math.sqrt(table.number(slot.SUM_MEAN_SQUARE)) / this.rows, table.int(slot.EXPONENT))
  }

  get updateNorm(): number { return Math.sqrt(this.#layer.table.number(slot.SUM_UPDATE_SQUARE)) }
}

/** Room for a layer's totals, filled anew for each pass: numbers of a new object would each be given a place of their own. */
export class Totals implements LayerTotals {
  rows = 0
  units = 0
  deltaNorm = NaN
  updateNorm = NaN
  deltaRms = NaN
  backRms = NaN
  weightGradientNorm = NaN
  weightNorm = NaN
  activationSum = NaN
  activationSquareSum = NaN
  weightedInputSum = NaN
  weightedInputSquareSum = NaN
  slopeSquareSum = NaN
  saturatedCount = 0
  deadCount = 0

  read({ table, program }: LayerLayout, { rows, arena: { doubles, words } }: PassInMemory): void {
    const at = table.at / 8, exponent = words[2 * (at + slot.EXPONENT)]!
    this.rows = rows
    this.units = program.fanOut
    this.deltaNorm = scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_MEAN_SQUARE]!) / rows, exponent)
    this.updateNorm = Math.sqrt(doubles[at + slot.SUM_UPDATE_SQUARE]!)
    this.deltaRms = scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_DELTA_SQUARE]! / rows), exponent)
    this.backRms = scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_BACK_SQUARE]! / rows), exponent)
    this.weightGradientNorm = scaleByPowerOfTwo(Math.sqrt(doubles[at + slot.SUM_GRADIENT_SQUARE]!) / rows, exponent)
    this.weightNorm = Math.sqrt(doubles[at + slot.SUM_WEIGHT_SQUARE]!)
    this.activationSum = doubles[at + slot.SUM_A]!
    this.activationSquareSum = doubles[at + slot.SUM_A_SQUARE]!
    this.weightedInputSum = doubles[at + slot.SUM_Z]!
    this.weightedInputSquareSum = doubles[at + slot.SUM_Z_SQUARE]!
    this.slopeSquareSum = doubles[at + slot.SUM_SLOPE_SQUARE]!
    this.saturatedCount = words[2 * (at + slot.COUNT_SATURATED)]!
    this.deadCount = words[2 * (at + slot.COUNT_DEAD)]!
  }
}

// Eleven getters of a line each would add 60 bytes to what a page loads.
for (const name of Object.keys(new Totals())) {
  if (name in LazySums.prototype) continue
  Object.defineProperty(LazySums.prototype, name, { get(this: LazySums) { return this.totals()[name as keyof LayerTotals] } })
}
