import { InputError, shown } from '../../errors/index.ts'
import { erf, erfc, exp, expm1, log1p, tanh } from '../../numerics/index.ts'
import type { Activation, ActivationFunctions } from '../contract.ts'

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
 * a = output(z) and φ'(z) = derivative(z) by name, elementwise in float64; z = NaN gives NaN outputs.
 * Slopes are computed from z, never from a: 1 − a² is 0 long before tanh'(z) is. At a kink the slope is the left one
 * (relu 0, leakyRelu 0.01; hardTanh 0 on both). softmax is not among them: it is not elementwise.
 */
export const activationFunctions = {
  sigmoid: {
    output: logistic,
    derivative: z => {
      const t = exp(-Math.abs(z))
      return t / ((1 + t) * (1 + t))
    }
  },
  tanh: {
    output: tanh,
    derivative: z => {
      const t = exp(-2 * Math.abs(z))
      return (4 * t) / ((1 + t) * (1 + t))
    }
  },
  relu: { output: z => Math.max(z, 0), derivative: positive },
  leakyRelu: { output: z => (z > 0 ? z : LEAK * z), derivative: z => (z > 0 ? 1 : LEAK) },
  /** α = 1. Clevert, Unterthiner & Hochreiter 2016, eq. 15. */
  elu: { output: z => (z > 0 ? z : expm1(z)), derivative: z => (z > 0 ? 1 : exp(z)) },
  selu: {
    output: z => SELU_SCALE * (z > 0 ? z : SELU_ALPHA * expm1(z)),
    derivative: z => SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * exp(z))
  },
  /** z·Φ(z), exact. Hendrycks & Gimpel 2016. */
  gelu: { output: z => z * gaussian(z), derivative: z => gaussian(z) + z * density(z) },
  /** z·σ(z). Elfwing, Uchibe & Doya 2018. */
  silu: { output: z => z * logistic(z), derivative: z => logistic(z) * (1 + z * logistic(-z)) },
  softplus: { output: z => Math.max(z, 0) + log1p(exp(-Math.abs(z))), derivative: logistic },
  softsign: { output: z => z / (1 + Math.abs(z)), derivative: z => 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z))) },
  hardTanh: { output: z => Math.max(-1, Math.min(1, z)), derivative: z => (Math.abs(z) < 1 ? 1 : 0) },
  erf: { output: erf, derivative: z => TWO_OVER_ROOT_PI * exp(-z * z) },
  linear: { output: z => z, derivative: () => 1 }
} as const satisfies Readonly<Record<string, ActivationFunctions>>

/** The activation's own functions, or else those of its name. */
export function functionsOf({ name, output, derivative }: Activation): ActivationFunctions {
  if (output && derivative) return { output, derivative }
  if (!isNamed(name)) {
    const expected = `one of ${Object.keys(activationFunctions).join(', ')}, or its output and derivative`
    throw new InputError({ code: 'experiment', where: 'program.layers: activation', expected, got: shown(name) })
  }
  const named = activationFunctions[name]
  return { output: output ?? named.output, derivative: derivative ?? named.derivative }
}

function isNamed(name: string): name is keyof typeof activationFunctions {
  return Object.hasOwn(activationFunctions, name)
}
