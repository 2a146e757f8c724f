import type { ActivationName } from '../experiment/index.ts'
import { checkActivation } from './mean-field.ts'
import { moments } from './moments.ts'

/**
 * E[φ'(z)²]/Var[φ(z)], z ~ N(0, 1): by how much the squared gradient grows for each layer down a deep network with batch normalisation
 * and large batches · at least 1 (Gaussian Poincaré inequality), 1 only for linear · error < 1e-13 · Yang et al. 2019.
 * No choice of weights changes it, since normalisation takes their size off again.
 */
export function batchNormalizationGrowth(activation: ActivationName): number {
  checkActivation(activation)
  const { mean, square, slopeSquare } = moments(activation, { center: 0, variance: 1 })
  return slopeSquare / (square - mean * mean)
}
