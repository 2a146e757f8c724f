import type { LayerQuantity } from '../../experiment/index.ts'
import { prediction } from '../state/lab.ts'

/** What theory expects of a layer at the start; NaN where it cannot say, or has not said yet. */
export function expected(quantity: LayerQuantity, layer: number): number {
  const of: Partial<Record<LayerQuantity, number>> = prediction.value?.[layer - 1] ?? {}
  return of[quantity] ?? NaN
}
