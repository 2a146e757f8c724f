import { InputError } from '../errors/index.ts'
import { log } from '../numerics/index.ts'
import { sigmoid, sigmoidSlope } from './sigmoid.ts'

/** One layer of a sigmoid net: weights W [fanOut, fanIn] row-major, biases b [fanOut]; the same shape as a kernel's parameters. */
export interface SigmoidLayer {
  readonly weights: ArrayLike<number>
  readonly biases: ArrayLike<number>
}

/** A cost of one example as a function of the output: C(a, y), and ∇_aC [outputs]. */
export interface OutputCost {
  readonly value: (output: ArrayLike<number>, target: ArrayLike<number>) => number
  readonly gradient: (output: ArrayLike<number>, target: ArrayLike<number>) => Float64Array
}

/** C = ½‖a − y‖², ∇_aC = a − y · Nielsen 2015, ch. 2. */
export const quadraticCost: OutputCost = {
  value: (a, y) => sumOver(a, (x, j) => ((x - y[j]!) * (x - y[j]!)) / 2),
  gradient: (a, y) => Float64Array.from(a, (x, j) => x - y[j]!)
}

/** C = −Σ y ln a + (1−y) ln(1−a), ∂C/∂a_j = (a_j − y_j)/(a_j(1 − a_j)) · needs 0 < a < 1 · Nielsen 2015, ch. 3, eq (63). */
export const crossEntropyCost: OutputCost = {
  value: (a, y) => 0 - sumOver(a, (x, j) => (y[j] === 0 ? 0 : y[j]! * log(x)) + (y[j] === 1 ? 0 : (1 - y[j]!) * log(1 - x))),
  gradient: (a, y) => Float64Array.from(a, (x, j) => (x - y[j]!) / (x * (1 - x)))
}

function sumOver(values: ArrayLike<number>, term: (x: number, j: number) => number): number {
  let sum = 0
  for (let j = 0; j < values.length; j++) sum += term(values[j]!, j)
  return sum
}

/** z^l and a^l of one example; `weightedInputs[l − 1]` is z^l, `activations[l]` is a^l, `activations[0]` the input. */
export interface NetworkPass {
  readonly weightedInputs: readonly Float64Array[]
  readonly activations: readonly Float64Array[]
}

/** z^l = W^l a^{l−1} + b^l · [fanOut]. */
export function weightedInput(layer: SigmoidLayer, activation: ArrayLike<number>): Float64Array {
  const [fanOut, fanIn] = [layer.biases.length, activation.length]
  if (layer.weights.length !== fanOut * fanIn) {
    const expected = `${fanOut} × ${fanIn} weights (biases × inputs)`
    throw new InputError({ code: 'usage', where: 'layer.weights', expected, got: String(layer.weights.length) })
  }
  const dot = (j: number) => sumOver(activation, (x, k) => layer.weights[j * fanIn + k]! * x)
  return Float64Array.from({ length: fanOut }, (_, j) => layer.biases[j]! + dot(j))
}

/** One example through the net · a^l = σ(z^l). */
export function feedForward(layers: readonly SigmoidLayer[], input: ArrayLike<number>): NetworkPass {
  const weightedInputs: Float64Array[] = []
  const activations = [Float64Array.from(input)]
  for (const layer of layers) {
    const z = weightedInput(layer, activations.at(-1)!)
    weightedInputs.push(z)
    activations.push(z.map(sigmoid))
  }
  return { weightedInputs, activations }
}

/**
 * The output when layer l's weighted input is `z` instead of what came from below: δ^l = ∂C/∂z^l can be measured by
 * moving one component of z^l and going on from there.
 */
export function outputFrom(layers: readonly SigmoidLayer[], layer: number, z: ArrayLike<number>): Float64Array {
  let a = Float64Array.from(z, sigmoid)
  for (const above of layers.slice(layer)) a = weightedInput(above, a).map(sigmoid)
  return a
}

/** BP1: δ^L = ∇_aC ⊙ σ'(z^L) · [outputs] · Nielsen 2015, ch. 2, eq (30). */
export function outputDelta(costGradient: ArrayLike<number>, z: ArrayLike<number>): Float64Array {
  return Float64Array.from(costGradient, (g, j) => g * sigmoidSlope(z[j]!))
}

/** BP2: δ^l = ((W^{l+1})ᵀ δ^{l+1}) ⊙ σ'(z^l) · [units of layer l] · Nielsen 2015, ch. 2, eq (45). */
export function previousDelta(above: SigmoidLayer, deltaAbove: ArrayLike<number>, z: ArrayLike<number>): Float64Array {
  return Float64Array.from(z, (zk, k) => sumOver(deltaAbove, (d, j) => above.weights[j * z.length + k]! * d) * sigmoidSlope(zk))
}

/** BP3: ∂C/∂b^l = δ^l · [units of layer l] · Nielsen 2015, ch. 2, eq (31). */
export function biasGradient(delta: ArrayLike<number>): Float64Array {
  return Float64Array.from(delta)
}

/** BP4: ∂C/∂W^l_jk = δ^l_j a^{l−1}_k · [fanOut, fanIn] row-major · Nielsen 2015, ch. 2, eq (32). */
export function weightGradient(delta: ArrayLike<number>, activationBelow: ArrayLike<number>): Float64Array {
  const fanIn = activationBelow.length
  return Float64Array.from({ length: delta.length * fanIn }, (_, i) => delta[Math.floor(i / fanIn)]! * activationBelow[i % fanIn]!)
}

/** δ^1 … δ^L of one example by BP1 and BP2 · `deltas[l − 1]` is δ^l. */
export function deltas(layers: readonly SigmoidLayer[], pass: NetworkPass, costGradient: ArrayLike<number>): readonly Float64Array[] {
  const out = [outputDelta(costGradient, pass.weightedInputs.at(-1)!)]
  for (let l = layers.length - 1; l >= 1; l--) out.unshift(previousDelta(layers[l]!, out[0]!, pass.weightedInputs[l - 1]!))
  return out
}
