import { chainActivation, checkLayer, forwardChain, type Chain, type ChainCost } from './chain.ts'

/** One quantity on the way from the nudged bias to the cost. */
export interface NudgeStep {
  readonly kind: 'weightedInput' | 'activation' | 'cost'
  readonly layer: number
  /** `Δz1`, `Δa1`, …, `ΔC`. */
  readonly name: string
  /** By the derivation's chain of ≈: the change before it times one more factor (`w2`, `σ'(z2)`, …). */
  readonly predicted: number
  /** The quantity after the nudge minus before it. */
  readonly measured: number
  /** The factor that led here, named. */
  readonly by: string
}

/**
 * The book's derivation of eq (122) as an experiment: b_l moves by `change`, and every Δz_l, Δa_l, Δz_{l+1}, … ΔC is followed.
 * predicted: Δz_l = Δb_l, Δa_j ≈ φ'(z_j)Δz_j, Δz_{j+1} ≈ w_{j+1}Δa_j, ΔC ≈ ∂C/∂a_L·Δa_L, each from the predicted one before it.
 * Their relative difference is O(change) plus the rounding of the subtraction, ≈ 1e-16/|change| of the quantity itself.
 */
export function nudgeBias(chain: Chain, input: number, cost: ChainCost, change: number, layer = 1): readonly NudgeStep[] {
  const before = forwardChain(chain, input)
  const depth = checkLayer(layer, before.weightedInputs.length)
  const biases = chain.biases.map((b, j) => (j === layer - 1 ? b + change : b))
  const after = forwardChain({ ...chain, biases }, input)
  const { letter, slope } = chainActivation(chain)
  const steps: NudgeStep[] = []
  let predicted = change
  for (let j = layer; j <= depth; j++) {
    if (j > layer) predicted *= chain.weights[j - 1]!
    const measuredInput = after.weightedInputs[j - 1]! - before.weightedInputs[j - 1]!
    const by = j === layer ? `Δb${j}` : `w${j}`
    steps.push({ kind: 'weightedInput', layer: j, name: `Δz${j}`, predicted, measured: measuredInput, by })
    predicted *= slope(before.weightedInputs[j - 1]!)
    const measured = after.activations[j]! - before.activations[j]!
    steps.push({ kind: 'activation', layer: j, name: `Δa${j}`, predicted, measured, by: `${letter}'(z${j})` })
  }
  const [from, to] = [before.activations[depth]!, after.activations[depth]!]
  predicted *= cost.slope(from)
  steps.push({ kind: 'cost', layer: depth, name: 'ΔC', predicted, measured: cost.value(to) - cost.value(from), by: `∂C/∂a${depth}` })
  return steps
}
