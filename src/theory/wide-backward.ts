import { exponentOf, scaleByPowerOfTwo } from '../numerics/index.ts'
import type { Cell, Overlaps } from './overlaps.ts'
import { groupMeans, type ForwardLayer } from './wide-forward.ts'
import type { WideLayer } from './wide-layer.ts'
import type { OutputErrors } from './wide-output.ts'

/** Squares that may be far below 1e-308: the true value is `values[i]·2^(2·exponent)`. */
interface Scaled {
  readonly values: readonly number[]
  readonly exponent: number
}

/** What comes back through one layer. Norms are true values down to 1e-300, rms over initialisations. */
export interface BackwardLayer {
  /** √E‖mean_x δ_x‖² */
  readonly deltaNorm: number
  /** √E mean_x ‖δ_x‖² */
  readonly deltaRms: number
  /** √E mean_x ‖∂C_x/∂a‖²; NaN for the output layer. */
  readonly backRms: number
  /** √E‖∂C/∂W‖²_F */
  readonly weightGradientNorm: number
}

/**
 * Takes E[δ·δ'] of every cell down through the layers: E[δ^l·δ'^l] = E[φ'φ'] (σ_w² E[δ^{l+1}·δ'^{l+1}] n_l/fanIn), the weights of the way
 * back taken as independent of those of the way forth · Schoenholz et al. 2017; Yang et al. 2019 (batch normalisation),
 * Yang & Schoenholz 2017 (residual links).
 *
 * They are not quite independent, and of the corrections of order 1/width one is large, because it adds up over the outputs: δ follows
 * z = Wa, so that Wᵀδ leans along a. By Gaussian integration by parts E[Wᵀδ] = (σ_w²/fanIn) τ a with τ = Σ_j E[∂δ_j/∂z_j], and τ^l =
 * χ_q τ^{l+1}, χ_q = σ_w² dE[φ²]/dq. Its square σ_w⁴ττ'K/fanIn is added (derived for this project; tested against simulation).
 */
export function backwardLayers(
  layers: readonly WideLayer[], forward: readonly ForwardLayer[], overlaps: Overlaps, outputs: OutputErrors
): BackwardLayer[] {
  const found: BackwardLayer[] = []
  let back: Scaled | null = null
  let leaning: Leaning = { values: outputs.curvatures, exponent: 0 }
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l]!
    const { cells, inputs } = forward[l]!
    const above: Scaled | null = back
    const delta: Scaled = above ? sloped(forward[l]!, above, layers[l + 1]!, leaning) : normal(outputs.deltas, 0)
    const total = above ? sum(above, parallel(layers[l + 1]!, leaning, cells.map(({ signal }) => signal.product))) : null
    const through: Scaled = layer.normalization === 'none' ? delta : unnormalized(layer, forward[l]!, overlaps, delta, above!)
    found.unshift({
      ...norms(overlaps, delta),
      backRms: total ? rootMean(overlaps.cells, total) : NaN,
      weightGradientNorm: root(weighted(overlaps.cells, through.values.map((d, i) => d * inputs[i]!.product * layer.fanIn)), through.exponent)
    })
    const next: readonly number[] = through.values.map(d => layer.weightVariance * d)
    if (above) leaning = leaningBelow(layer, layers[l + 1]!, cells, leaning)
    back = layer.residual && above ? sum({ values: next, exponent: through.exponent }, above) : normal(next, through.exponent)
  }
  return found
}

/** τ of both examples of every cell, with a scale of its own. */
interface Leaning {
  readonly values: readonly (readonly [first: number, second: number])[]
  readonly exponent: number
}

/** σ_w⁴ τ τ' K/fanIn of the layer above, with K or what the slopes make of it in `products`. */
function parallel({ weightVariance, fanIn }: WideLayer, { values, exponent }: Leaning, products: readonly number[]): Scaled {
  return { values: values.map(([a, b], i) => (weightVariance * weightVariance * a * b * products[i]!) / fanIn), exponent }
}

/** δ·δ': what came back at random meets E[φ'φ'], what leans along a meets E[φφ'φφ']. */
function sloped({ cells }: ForwardLayer, back: Scaled, above: WideLayer, leaning: Leaning): Scaled {
  const random: Scaled = { values: back.values.map((b, i) => b * cells[i]!.slopeProduct), exponent: back.exponent }
  return sum(random, parallel(above, leaning, cells.map(({ leaningProduct }) => leaningProduct)))
}

/** τ^l = χ_q τ^{l+1}. A normalised layer does not feel the size of its input, so that nothing leans below; with residual links it is left out. */
function leaningBelow(layer: WideLayer, above: WideLayer, cells: ForwardLayer['cells'], { values, exponent }: Leaning): Leaning {
  const none = layer.normalization !== 'none' || layer.residual
  const next = values.map(([a, b], i): [number, number] => {
    const [first, second] = cells[i]!.growth
    return none ? [0, 0] : [above.weightVariance * first * a, above.weightVariance * second * b]
  })
  const largest = next.flat().reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  if (!(largest > 0) || largest === Infinity) return { values: next, exponent }
  const shift = exponentOf(largest)
  return { values: next.map(([a, b]) => [scaleByPowerOfTwo(a, -shift), scaleByPowerOfTwo(b, -shift)]), exponent: exponent + shift }
}

/** ∂C/∂s of normalised layers: the mean over the group and the part along x̂ are taken off, then it is divided by the deviation. */
function unnormalized({ normalization, fanOut }: WideLayer, { cells }: ForwardLayer, { cells: pairs, groups }: Overlaps, delta: Scaled, back: Scaled): Scaled {
  const alike = (b: number): number => scaleByPowerOfTwo(b, 2 * (back.exponent - delta.exponent))
  if (normalization === 'layer') {
    // Over the units of one example: of n directions, the constant one and x̂ itself, which is another one for each of the two examples.
    const left = delta.values.map((d, i) => {
      const { product, scale, slopeProduct, slopeSquares } = cells[i]!.normalized!
      const along = alike(back.values[i]!) * (slopeSquares - product * slopeProduct)
      return (fewUnits(fanOut, product) * (d - d / fanOut - along / fanOut)) / scale
    })
    return normal(left.map((d, i) => (pairs[i]!.same ? Math.max(0, d) : d)), delta.exponent)
  }
  const along = back.values.map((b, i) => alike(b) * cells[i]!.normalized!.slopeProduct)
  const { rows, all } = groupMeans(pairs, groups, delta.values)
  const taken = weighted(pairs, along)
  const spread = effectiveRank(pairs, cells.map(({ normalized }) => normalized!.product))
  const left = delta.values.map((d, i) => {
    const { first, second, same } = pairs[i]!
    const { product, scale } = cells[i]!.normalized!
    const centred = d - rows[first]! - rows[second]! + all - taken * product
    return (spread * (same ? Math.max(0, centred) : centred)) / scale
  })
  return normal(left, delta.exponent)
}

/**
 * σ²E[1/√(vv')] of two examples' variances over n units, v = Σ(s − s̄)²/n, whose x̂ correlate with c: 1 + (5 + c²)/2n + O(1/n²), written
 * so that c = 1 has its n/(n − 3), as for χ² with n − 1 degrees.
 */
function fewUnits(n: number, c: number): number {
  const lost = (5 + Math.min(1, c * c)) / 2
  return n > 2 * lost ? n / (n - lost) : 1 + lost / n
}

/** E[v̄/v] of a batch variance v = Σs̃²/N whose covariance has effective rank r = (tr C)²/tr C²: r/(r − 2), as for χ² with r degrees. */
function effectiveRank(pairs: readonly Cell[], products: readonly number[]): number {
  const trace = pairs.reduce((sum, { same, weight }, i) => sum + (same ? weight * products[i]! : 0), 0) / singleShare(pairs)
  const squares = weighted(pairs, products.map(x => x * x))
  const rank = (trace * trace) / squares
  return rank > 4 ? rank / (rank - 2) : 1 + 2 / rank
}

const singleShare = (cells: readonly Cell[]): number => cells.reduce((sum, { same, weight }) => sum + (same ? weight : 0), 0)

/** Σ weight·value: the mean over all ordered pairs. */
const weighted = (cells: readonly Cell[], values: readonly number[]): number => cells.reduce((sum, { weight }, i) => sum + weight * values[i]!, 0)

function norms({ cells }: Overlaps, delta: Scaled): Pick<BackwardLayer, 'deltaNorm' | 'deltaRms'> {
  return { deltaNorm: root(weighted(cells, delta.values), delta.exponent), deltaRms: rootMean(cells, delta) }
}

/** √ of the mean over single examples. */
function rootMean(cells: readonly Cell[], { values, exponent }: Scaled): number {
  const sum = cells.reduce((total, { same, weight }, i) => total + (same ? weight * values[i]! : 0), 0)
  return root(sum / singleShare(cells), exponent)
}

const root = (square: number, exponent: number): number => scaleByPowerOfTwo(Math.sqrt(Math.max(0, square)), exponent)

/** The same values with the largest near 1. */
function normal(values: readonly number[], exponent: number): Scaled {
  const largest = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  if (!(largest > 0) || largest === Infinity) return { values, exponent }
  const shift = Math.floor(exponentOf(largest) / 2)
  return { values: values.map(x => scaleByPowerOfTwo(x, -2 * shift)), exponent: exponent + shift }
}

function sum(a: Scaled, b: Scaled): Scaled {
  const exponent = Math.max(a.exponent, b.exponent)
  const at = ({ values, exponent: own }: Scaled, i: number): number => scaleByPowerOfTwo(values[i]!, 2 * (own - exponent))
  return normal(a.values.map((_, i) => at(a, i) + at(b, i)), exponent)
}
