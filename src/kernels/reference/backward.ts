import type { LayerProgram, Program } from '../contract.ts'
import { outputRow, type Forward, type LayerForward } from './forward.ts'
import { allFinite } from './norm.ts'
import { normalizeBackward } from './normalize.ts'
import { rowDelta } from './output.ts'
import type { LayerState } from './state.ts'

/** Gradients of the mean cost, without L2, of the parameters' shapes. */
export interface LayerGradient {
  readonly weights: Float64Array
  readonly biases: Float64Array
  readonly gains: Float64Array | null
}

export interface LayerBackward {
  /** δ = ∂C_x/∂z [rows, units] */
  readonly delta: Float64Array
  /** ∂C_x/∂a [rows, units]; null for the output layer. */
  readonly back: Float64Array | null
  readonly gradient: LayerGradient
}

/**
 * The four equations: δ^L = ∂C/∂z^L; δ^l = (Wᵀ δ^{l+1}) ⊙ φ'(z^l); ∂C/∂b = mean δ; ∂C/∂W = mean δ aᵀ.
 * With normalisation the products take ∂C/∂s instead of δ; a residual link adds the back signal of the layer above as it is.
 * With batch normalisation δ_x is rows · ∂C/∂z_x of the mean cost C (a row's cost depends on the others). Nielsen, chapter 2.
 */
export function backward(program: Program, state: readonly LayerState[], pass: Forward): LayerBackward[] {
  const count = program.layers.length
  const layers = Array.from<LayerBackward>({ length: count })
  let back: Float64Array | null = null
  for (let i = count - 1; i >= 0; i--) {
    const layer = program.layers[i]!
    const left = pass.layers[i]!
    const delta: Float64Array = back ? back.map((x, n) => x * left.slope[n]!) : outputDelta(program, pass)
    const deltaProduct = throughNormalization(layer, state[i]!, left, pass.rows, delta)
    const below = i === 0 ? pass.inputs : pass.layers[i - 1]!.a
    layers[i] = { delta, back, gradient: gradientOf(layer, left, below, pass.rows, delta, deltaProduct) }
    const next = multiplyTransposed(layer, state[i]!.weights, deltaProduct, pass.rows)
    back = layer.residual && back ? next.map((x, n) => x + back![n]!) : next
  }
  return layers
}

function outputDelta(program: Program, pass: Forward): Float64Array {
  const { fanOut: units, activation } = program.layers.at(-1)!
  const delta = new Float64Array(pass.rows * units)
  for (let n = 0; n < pass.rows; n++) {
    delta.set(rowDelta(program.cost, activation.name, outputRow(program, pass.layers, pass.targets, n)), n * units)
  }
  return delta
}

/** ∂C_x/∂s [rows, units] from δ. */
function throughNormalization(
  { normalization, fanOut: units }: LayerProgram,
  { gains }: LayerState,
  { normalized }: LayerForward,
  rows: number,
  delta: Float64Array
): Float64Array {
  if (normalization === 'none') return delta
  const g = delta.map((x, i) => x * gains![i % units]!)
  return normalizeBackward({ kind: normalization, rows, units }, normalized!, g)
}

function gradientOf(
  { fanIn, fanOut: units }: LayerProgram,
  { normalized }: LayerForward,
  below: Float64Array,
  rows: number,
  delta: Float64Array,
  deltaProduct: Float64Array
): LayerGradient {
  const weights = new Float64Array(units * fanIn)
  const biases = new Float64Array(units)
  const gains = normalized ? new Float64Array(units) : null
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < units; j++) {
      const at = n * units + j
      biases[j] = biases[j]! + delta[at]! / rows
      if (gains) gains[j] = gains[j]! + (delta[at]! * normalized!.values[at]!) / rows
      const share = deltaProduct[at]! / rows
      for (let k = 0; k < fanIn; k++) weights[j * fanIn + k] = weights[j * fanIn + k]! + share * below[n * fanIn + k]!
    }
  }
  return { weights, biases, gains }
}

/** (Wᵀ d)_nk = Σ_j W_jk d_nj, j ascending. [rows, fanIn] */
function multiplyTransposed({ fanIn, fanOut }: LayerProgram, weights: Float64Array, d: Float64Array, rows: number): Float64Array {
  const back = new Float64Array(rows * fanIn)
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < fanOut; j++) {
      const x = d[n * fanOut + j]!
      for (let k = 0; k < fanIn; k++) back[n * fanIn + k] = back[n * fanIn + k]! + weights[j * fanIn + k]! * x
    }
  }
  return back
}

/** True when every δ and gradient is finite. */
export const backwardFinite = (layers: readonly LayerBackward[]): boolean =>
  layers.every(
    ({ delta, gradient }) =>
      allFinite(delta) && allFinite(gradient.weights) && allFinite(gradient.biases) && (!gradient.gains || allFinite(gradient.gains))
  )
