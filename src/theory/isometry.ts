import { InputError, shown } from '../errors/index.ts'
import type { ActivationName } from '../experiment/index.ts'
import { activations } from '../network/index.ts'
import { exp, log, log1p, maximize, powerOfTwo } from '../numerics/index.ts'
import { expectation, KINKS } from './expectation.ts'
import { checked, fixedVariance, type MeanFieldSettings } from './mean-field.ts'
import { moments } from './moments.ts'

/** How the weights of equally wide layers are drawn: independent N(0, σ_w²/n), or σ_w times a random orthogonal matrix. */
export type WeightEnsemble = 'gaussian' | 'orthogonal'

export interface IsometrySettings extends MeanFieldSettings {
  readonly ensemble: WeightEnsemble
  /** Layers in the product, 1 … 100,000. */
  readonly depth: number
  /** q of all layers; q* unless said otherwise. */
  readonly preactivationVariance?: number
}

/** What the singular values s of a product of `depth` layers ΣʹWᵀ come to at infinite width. */
export interface Isometry {
  readonly activation: ActivationName
  readonly ensemble: WeightEnsemble
  readonly depth: number
  readonly preactivationVariance: number
  /** √E[s²] = χ₁^(depth/2); its natural logarithm beside it, for products that leave the range of numbers. */
  readonly rms: number
  readonly logRms: number
  /** Var[s²]/E[s²]² = depth·(μ₂/μ₁² − 1 − s₁), μ_k = E[φ'^2k], s₁ = −1 (Gaussian) or 0 (orthogonal). 0: a perfect isometry. */
  readonly relativeVariance: number
  /** The largest singular value, as its natural logarithm too. */
  readonly largest: number
  readonly logLargest: number
  /** The bound ∏ sup|φ'|·‖W‖₂ with ‖W‖₂ = 2σ_w (Gaussian) or σ_w, as a natural logarithm. */
  readonly logBound: number
}

/**
 * The spread of the singular values by free probability · moments exact; `largest` to 1e-6, between `rms` and the bound: the S-transforms of Σ'² and WWᵀ multiply, and
 * the upper edge of the spectrum is the least λ(z) = (1+z)/(z S(z)), z > 0 · Pennington, Schoenholz & Ganguli 2017
 * (re-derived; checked against (L+1)^(L+1)/L^L for linear Gaussian layers and against simulation).
 */
export function isometry(settings: IsometrySettings): Isometry {
  const { activation, weightVariance, biasVariance, ensemble, depth } = settings
  checked(settings)
  checkOwn(settings)
  const q = settings.preactivationVariance ?? fixedVariance({ activation, weightVariance, biasVariance }).variance
  if (!(q > 0 && q < Infinity)) {
    const remedy = 'Give the variance of the layers as preactivationVariance'
    throw new InputError({ code: 'usage', where: 'preactivationVariance', expected: 'a fixed point above 0', got: String(q), remedy })
  }
  const { derivative, largestSlope } = activations[activation]
  const normal = { center: 0, variance: q }
  const top = largestSlope * largestSlope
  // At most the largest, which quadrature may miss by a rounding.
  const first = Math.min(top, moments(activation, normal).slopeSquare)
  // Of squares, so that it is not below 0, and 0 where every slope is the same.
  const spread = expectation(z => square(derivative(z) * derivative(z) / first - 1), normal, KINKS[activation])
  const normSquare = weightVariance * (ensemble === 'gaussian' ? 4 : 1)
  const [logRms, logBound] = [(depth / 2) * log(weightVariance * first), (depth / 2) * log(normSquare * top)]
  // Where the edge lies in the limit x → sup φ'², which the search only comes near to, it is the bound itself.
  const logLargest = Math.min(logBound, 0.5 * logEdge(activation, q, weightVariance, ensemble, depth))
  return {
    activation, ensemble, depth, preactivationVariance: q, rms: exp(logRms), logRms,
    relativeVariance: depth * (spread + (ensemble === 'gaussian' ? 1 : 0)), largest: exp(logLargest), logLargest, logBound
  }
}

const square = (x: number): number => x * x

function checkOwn({ ensemble, depth }: IsometrySettings): void {
  if (ensemble !== 'gaussian' && ensemble !== 'orthogonal') {
    throw new InputError({ code: 'usage', where: 'ensemble', expected: 'one of gaussian, orthogonal', got: shown(ensemble) })
  }
  if (Number.isInteger(depth) && depth >= 1 && depth <= 100_000) return
  throw new InputError({ code: 'usage', where: 'depth', expected: 'a whole number from 1 to 100000', got: shown(depth) })
}

/**
 * ln λ_max of JJᵀ. With x above the support of φ'², z(x) = E[φ'²/(x − φ'²)] and 1/S_{Σ'²} = x z/(1+z), so that
 * λ = (1+z)/z · (σ_w² x z/(1+z) · (1+z)^g)^depth with g = 1 for Gaussian weights; its least value over x is sought.
 */
function logEdge(activation: ActivationName, q: number, weightVariance: number, ensemble: WeightEnsemble, depth: number): number {
  const { derivative, largestSlope } = activations[activation]
  const top = largestSlope * largestSlope
  const steepest = peaksOf(activation)
  // Near the edge the integrand is a peak as narrow as √(x − top).
  const near = Array.from({ length: 8 }, (_, k) => powerOfTwo(-2 * (k + 1))).flatMap(d => steepest.flatMap(peak => [peak - d, peak + d]))
  const g = ensemble === 'gaussian' ? 1 : 0
  const logAt = (s: number): number => {
    const x = top * (1 + exp(s))
    const z = expectation(u => {
      const d = derivative(u) * derivative(u)
      return d / (top * exp(s) + (top - d))
    }, { center: 0, variance: q }, [...KINKS[activation], ...steepest, ...near])
    return log1p(z) - log(z) + depth * (log(weightVariance * x) + log(z) + (g - 1) * log1p(z))
  }
  let best = LEAST
  for (let s = LEAST; s <= 24; s += 0.5) if (logAt(s) < logAt(best)) best = s
  return -maximize(s => -logAt(s), Math.max(LEAST, best - 0.5), best + 0.5).value
}

/** ln(x/top − 1) at the nearest: what is left of the edge there is 1e-7. */
const LEAST = -16

/** Where |φ'| is largest: 0, or beside it for gelu and silu. */
function peaksOf(activation: ActivationName): number[] {
  if (activation === 'gelu') return [Math.SQRT2]
  if (activation === 'silu') return [2.3993572805]
  return [0]
}
