import { checkLayer } from './chain.ts'
import type { NetworkPass, SigmoidLayer } from './four-equations.ts'
import { column, diagonal, euclideanNorm, matrix, multiply, singularValues, transpose, type Matrix } from './matrix.ts'
import { LARGEST_SIGMOID_SLOPE, sigmoidSlope } from './sigmoid.ts'

/** Σ'(z): the diagonal matrix of σ'(z_j). */
export function slopeMatrix(z: ArrayLike<number>): Matrix {
  return diagonal(Float64Array.from(z, sigmoidSlope))
}

/** (W)ᵀ of layer l as a matrix [fanIn, fanOut]. */
function transposedWeights(layer: SigmoidLayer, fanIn: number): Matrix {
  return transpose(matrix(layer.biases.length, fanIn, layer.weights))
}

/**
 * J = Σ'(z^l)(W^{l+1})ᵀ Σ'(z^{l+1}) ⋯ (W^L)ᵀ Σ'(z^L) as one explicit matrix [units of layer l, outputs], multiplied left to right:
 * what carries ∇_aC back to layer l · O(units³) a layer · Nielsen 2015, ch. 5, eq (124).
 */
export function backwardMatrix(layers: readonly SigmoidLayer[], pass: NetworkPass, layer: number): Matrix {
  const depth = checkLayer(layer, layers.length)
  let product = slopeMatrix(pass.weightedInputs[layer - 1]!)
  for (let l = layer + 1; l <= depth; l++) {
    product = multiply(product, transposedWeights(layers[l - 1]!, pass.activations[l - 1]!.length))
    product = multiply(product, slopeMatrix(pass.weightedInputs[l - 1]!))
  }
  return product
}

/** δ^l = Σ'(z^l)(W^{l+1})ᵀ ⋯ Σ'(z^L)∇_aC by explicit matrices: the second way to δ^l, beside BP1 and BP2 · eq (124). */
export function generalDelta(
  layers: readonly SigmoidLayer[],
  pass: NetworkPass,
  costGradient: ArrayLike<number>,
  layer: number
): Float64Array {
  return multiply(backwardMatrix(layers, pass, layer), column(costGradient)).values
}

/**
 * ‖δ^l‖ ≤ ¼ · ∏_{k=l+1}^{L} (¼‖W^k‖₂) · ‖∇_aC‖, from ‖Σ'‖₂ ≤ ¼; `withSlopes` uses max_j σ'(z_j) in place of ¼, which is tighter.
 * Both always hold; how loose they are is a finding of its own: some 4 times over three layers of 30.
 */
export function deltaBound(
  layers: readonly SigmoidLayer[],
  pass: NetworkPass,
  costGradient: ArrayLike<number>,
  layer: number
): { readonly quarter: number; readonly withSlopes: number } {
  const depth = checkLayer(layer, layers.length)
  let quarter = euclideanNorm(costGradient)
  let withSlopes = quarter
  for (let l = layer; l <= depth; l++) {
    const fanIn = pass.activations[l - 1]!.length
    const weightNorm = l === layer ? 1 : singularValues(transposedWeights(layers[l - 1]!, fanIn))[0]!
    quarter *= LARGEST_SIGMOID_SLOPE * weightNorm
    withSlopes *= weightNorm * pass.weightedInputs[l - 1]!.reduce((most, z) => Math.max(most, sigmoidSlope(z)), 0)
  }
  return { quarter, withSlopes }
}
