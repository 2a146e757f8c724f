import { createStream } from '../numerics/index.ts'
import {
  biasGradient,
  crossEntropyCost,
  deltaBound,
  deltas,
  euclideanNorm,
  feedForward,
  generalDelta,
  outputDelta,
  outputFrom,
  previousDelta,
  quadraticCost,
  weightedInput,
  weightGradient,
  type NetworkPass,
  type OutputCost,
  type SigmoidLayer
} from '../theory/index.ts'
import { numericGradient, relativeDifference } from './central-differences.ts'

export interface EquationCheck {
  readonly name: string
  readonly says: string
  readonly entries: number
  readonly worst: number
}
export interface GeneralCheck {
  readonly layer: number
  readonly norm: number
  readonly difference: number
  readonly bound: number
}
export interface BackpropagationEvidence {
  readonly layers: readonly number[]
  readonly equations: readonly EquationCheck[]
  readonly general: readonly GeneralCheck[]
}

/** The four equations under test; a test plants wrong ones here. */
export interface Equations {
  readonly outputDelta: typeof outputDelta
  readonly previousDelta: typeof previousDelta
  readonly biasGradient: typeof biasGradient
  readonly weightGradient: typeof weightGradient
}
const theEquations: Equations = { outputDelta, previousDelta, biasGradient, weightGradient }

const sizes = [20, 12, 11, 10, 9]

interface Setting {
  readonly layers: readonly SigmoidLayer[]
  readonly input: Float64Array
  readonly target: Float64Array
  readonly cost: OutputCost
}

/** Weights N(0, 1/inputs), biases N(0, 1), input in (0, 1), one output wanted at 1: the chapter's kind of network, smaller. */
function setting(cost: OutputCost): Setting {
  const stream = createStream(1, 'four equations')
  const draw = (n: number, pick: () => number): Float64Array => Float64Array.from({ length: n }, pick)
  return {
    cost,
    layers: sizes.slice(1).map((fanOut, i) => ({
      weights: draw(fanOut * sizes[i]!, () => stream.normal() / Math.sqrt(sizes[i]!)),
      biases: draw(fanOut, () => stream.normal())
    })),
    input: draw(sizes[0]!, () => stream.uniform()),
    target: Float64Array.from({ length: sizes.at(-1)! }, (_, j) => (j === 3 ? 1 : 0))
  }
}

const costOf = ({ layers, target, cost }: Setting, layer: number, z: Float64Array): number =>
  cost.value(outputFrom(layers, layer, z), target)

/** The largest differences of one network: [BP1, BP2, BP3, BP4], each equation fed with numeric values so that it stands alone. */
function differences(s: Setting, equations: Equations, pass: NetworkPass): { readonly entries: number[]; readonly worst: number[] } {
  const entries = [0, 0, 0, 0]
  const worst = [0, 0, 0, 0]
  const note = (equation: number, got: Float64Array, expected: Float64Array): void => {
    entries[equation]! += expected.length
    worst[equation] = Math.max(worst[equation]!, relativeDifference(got, expected))
  }
  const numericDeltas = pass.weightedInputs.map((z, i) => numericGradient(z, moved => costOf(s, i + 1, moved)))
  note(0, equations.outputDelta(s.cost.gradient(pass.activations.at(-1)!, s.target), pass.weightedInputs.at(-1)!), numericDeltas.at(-1)!)
  s.layers.forEach((layer, i) => {
    const below = pass.activations[i]!
    const delta = numericDeltas[i]!
    const above = s.layers[i + 1]
    if (above) note(1, equations.previousDelta(above, numericDeltas[i + 1]!, pass.weightedInputs[i]!), delta)
    const withLayer = (changed: SigmoidLayer): number => costOf(s, i + 1, weightedInput(changed, below))
    note(
      2,
      equations.biasGradient(delta),
      numericGradient(Float64Array.from(layer.biases), biases => withLayer({ ...layer, biases }))
    )
    note(
      3,
      equations.weightGradient(delta, below),
      numericGradient(Float64Array.from(layer.weights), weights => withLayer({ ...layer, weights }))
    )
  })
  return { entries, worst }
}

function generalChecks({ layers, target, cost }: Setting, pass: NetworkPass): GeneralCheck[] {
  const costGradient = cost.gradient(pass.activations.at(-1)!, target)
  return deltas(layers, pass, costGradient).map((delta, i) => ({
    layer: i + 1,
    norm: euclideanNorm(delta),
    difference: relativeDifference(generalDelta(layers, pass, costGradient, i + 1), delta),
    bound: deltaBound(layers, pass, costGradient, i + 1).quarter
  }))
}

const names: readonly (readonly [string, string])[] = [
  ['BP1', 'δᴸ = ∇ₐC ⊙ σ′(zᴸ)'],
  ['BP2', 'δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)'],
  ['BP3', '∂C/∂bˡ = δˡ'],
  ['BP4', '∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ']
]

/** Each equation alone on whole networks with both costs, and the general form of δ on the cross-entropy one. */
export function gatherBackpropagation(equations: Equations = theEquations): BackpropagationEvidence {
  const settings = [setting(crossEntropyCost), setting(quadraticCost)]
  const passes = settings.map(s => feedForward(s.layers, s.input))
  const found = settings.map((s, i) => differences(s, equations, passes[i]!))
  return {
    layers: sizes,
    equations: names.map(([name, says], i) => ({
      name,
      says,
      entries: found.reduce((sum, f) => sum + f.entries[i]!, 0),
      worst: Math.max(...found.map(f => f.worst[i]!))
    })),
    general: generalChecks(settings[0]!, passes[0]!)
  }
}
