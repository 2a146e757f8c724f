import type { ActivationName } from '../experiment/index.ts'

const SELU_SCALE = 1.0507009873554805
const SELU_ALPHA = 1.6732632423543772

/** sup |φ'| of every activation, and of softmax for one output by its own weighted input, a(1 − a). */
export const LARGEST_SLOPES: Readonly<Record<ActivationName | 'softmax', number>> = {
  sigmoid: 0.25,
  tanh: 1,
  relu: 1,
  leakyRelu: 1,
  elu: 1,
  /** At 0 from below: scale·α. */
  selu: SELU_SCALE * SELU_ALPHA,
  /** Φ(√2) + √2·density(√2), where φ'' = (2 − z²)·density(z) = 0. */
  gelu: 1.128904145185155,
  /** Where 2 + z(1 − 2σ(z)) = 0, z = 2.3993572805. */
  silu: 1.099839320128867,
  softplus: 1,
  softsign: 1,
  hardTanh: 1,
  /** 2/√π */
  erf: 1.1283791670955126,
  linear: 1,
  softmax: 0.25
}
