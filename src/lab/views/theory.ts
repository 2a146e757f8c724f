import { signal } from '@preact/signals'
import type { LayerQuantity } from '../../experiment/index.ts'
import type { LayerPrediction } from '../../theory/index.ts'

/** What theory expects of each layer before any weight is drawn; null until it is known, or where theory cannot say. */
export const prediction = signal<readonly LayerPrediction[] | null>(null)

/** What theory expects of a layer at the start; NaN where it cannot say. */
export function expected(quantity: LayerQuantity, layer: number): number {
  const of: Partial<Record<LayerQuantity, number>> = prediction.value?.[layer - 1] ?? {}
  return of[quantity] ?? NaN
}
