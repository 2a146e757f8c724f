import type { NormalizationName } from '../experiment/index.ts'
import type { LayerParameters } from '../kernels/index.ts'

/** Ones, where the layer is normalised. */
export const startingGains = (kind: NormalizationName, units: number): Pick<LayerParameters, 'gains'> =>
  kind === 'none' ? {} : { gains: new Float32Array(units).fill(1) }
