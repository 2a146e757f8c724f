import type { FormulaId } from '../understand/formulas.ts'
import { quantity } from '../state/settings.ts'
import { comparedWith } from './finding.ts'
import type { Moment } from './moment.ts'
import { expected } from './theory.ts'

/** A number that is made of a whole column: what the dialog lists to show what went into it. */
const MADE_OF: Partial<Record<FormulaId, FormulaId>> = {
  speedRatio: 'deltaNorm', speedChange: 'deltaNorm', shrinkPerLayer: 'shrink', slopeGainPerLayer: 'slopeGain',
  weightGainPerLayer: 'weightGain', costShare: 'cost'
}

/** The formula whose values are listed under `id`: itself, or what its number is made of. */
export const listedUnder = (id: FormulaId): FormulaId => MADE_OF[id] ?? id

export interface LayerValue {
  /** 0: the network as a whole. */
  readonly layer: number
  readonly value: number
}

/** What a formula comes to at a moment, layer by layer or for the network; nothing where it was not read. */
export function valuesOf(id: FormulaId, moment: Moment): LayerValue[] {
  const last = id.endsWith('PerLayer') ? comparedWith(moment.layers) - 1 : moment.layers
  const values = Array.from({ length: last + 1 }, (_, layer) => ({ layer, value: valueAt(listedUnder(id), layer, moment) }))
  return values.filter(({ value }) => !Number.isNaN(value))
}

function valueAt(id: FormulaId, layer: number, { value }: Moment): number {
  switch (id) {
    case 'shrink': return value('slopeGain', layer) * value('weightGain', layer)
    case 'activationDeviation': return Math.sqrt(value('activationVariance', layer))
    case 'expectedStart': return layer === 0 ? NaN : expected(quantity.value, layer)
    default: return value(id, layer)
  }
}
