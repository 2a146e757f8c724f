import type { ActivationName } from '../experiment/index.ts'
import type { Activation } from '../kernels/index.ts'
import { erf, erfc, exp, expm1, log1p, tanh } from '../numerics/index.ts'

const TWO_OVER_ROOT_PI = 1.1283791670955126
const INVERSE_ROOT_TWO = 0.7071067811865476
const INVERSE_ROOT_TWO_PI = 0.3989422804014327
const LEAK = 0.01
/** Klambauer et al. 2017, eq. 2: the fixed point of mean 0 and variance 1. */
const SELU_SCALE = 1.0507009873554805
const SELU_ALPHA = 1.6732632423543772

/** 1/(1 + e^−z), relative accuracy kept for z → −∞. */
const logistic = (z: number): number => {
  const t = exp(-Math.abs(z))
  return (z >= 0 ? 1 : t) / (1 + t)
}
/** Φ(z), the standard normal distribution. */
const gaussian = (z: number): number => erfc(-z * INVERSE_ROOT_TWO) / 2
/** The standard normal density. */
const density = (z: number): number => INVERSE_ROOT_TWO_PI * exp((-z * z) / 2)
const positive = (z: number): number => (z > 0 ? 1 : 0)

/**
 * a = output(z) and φ'(z) = derivative(z), elementwise in float64; z = NaN gives NaN outputs.
 * Slopes are computed from z, never from a: 1 − a² is 0 long before tanh'(z) is. At a kink the slope is the left one
 * (relu 0, leakyRelu 0.01; hardTanh 0 on both).
 */
export const activations: Readonly<Record<ActivationName, Activation>> = {
  sigmoid: {
    name: 'sigmoid',
    output: logistic,
    derivative: z => {
      const t = exp(-Math.abs(z))
      return t / ((1 + t) * (1 + t))
    },
    largestSlope: 0.25
  },
  tanh: {
    name: 'tanh',
    output: tanh,
    derivative: z => {
      const t = exp(-2 * Math.abs(z))
      return (4 * t) / ((1 + t) * (1 + t))
    },
    largestSlope: 1
  },
  relu: { name: 'relu', output: z => Math.max(z, 0), derivative: positive, largestSlope: 1 },
  leakyRelu: {
    name: 'leakyRelu',
    output: z => (z > 0 ? z : LEAK * z),
    derivative: z => (z > 0 ? 1 : LEAK),
    largestSlope: 1
  },
  /** α = 1. Clevert, Unterthiner & Hochreiter 2016, eq. 15. */
  elu: { name: 'elu', output: z => (z > 0 ? z : expm1(z)), derivative: z => (z > 0 ? 1 : exp(z)), largestSlope: 1 },
  /** The largest slope is at 0 from below: scale·α. */
  selu: {
    name: 'selu',
    output: z => SELU_SCALE * (z > 0 ? z : SELU_ALPHA * expm1(z)),
    derivative: z => SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * exp(z)),
    largestSlope: SELU_SCALE * SELU_ALPHA
  },
  /** z·Φ(z), exact. Largest slope Φ(√2) + √2·density(√2), where φ'' = (2 − z²)·density(z) = 0. Hendrycks & Gimpel 2016. */
  gelu: {
    name: 'gelu',
    output: z => z * gaussian(z),
    derivative: z => gaussian(z) + z * density(z),
    largestSlope: 1.128904145185155
  },
  /** z·σ(z). Largest slope where 2 + z(1 − 2σ(z)) = 0, z = 2.3993572805. Elfwing, Uchibe & Doya 2018. */
  silu: {
    name: 'silu',
    output: z => z * logistic(z),
    derivative: z => logistic(z) * (1 + z * logistic(-z)),
    largestSlope: 1.099839320128867
  },
  softplus: {
    name: 'softplus',
    output: z => Math.max(z, 0) + log1p(exp(-Math.abs(z))),
    derivative: logistic,
    largestSlope: 1
  },
  softsign: {
    name: 'softsign',
    output: z => z / (1 + Math.abs(z)),
    derivative: z => 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z))),
    largestSlope: 1
  },
  hardTanh: {
    name: 'hardTanh',
    output: z => Math.max(-1, Math.min(1, z)),
    derivative: z => (Math.abs(z) < 1 ? 1 : 0),
    largestSlope: 1
  },
  erf: { name: 'erf', output: erf, derivative: z => TWO_OVER_ROOT_PI * exp(-z * z), largestSlope: TWO_OVER_ROOT_PI },
  linear: { name: 'linear', output: z => z, derivative: () => 1, largestSlope: 1 }
}

/**
 * The softmax output's record: its a and slope a_j(1 − a_j) depend on the whole row, so kernels compute them by name
 * and never call these two; both answer NaN so that a mistaken call is seen.
 */
export const softmax: Activation = { name: 'softmax', output: () => NaN, derivative: () => NaN, largestSlope: 0.25 }
