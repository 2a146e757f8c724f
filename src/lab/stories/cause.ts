import { bestIdentityWithoutBias, chainRatio, forwardChain, sigmoidSlope, widestPrevalence } from '../../theory/index.ts'
import { all, at, gap, hiddenLayers, now, percent, quotient } from './read.ts'
import type { Seen, Story } from './story.ts'

/** |∂C/∂b₁ ÷ ∂C/∂b₃| of the chain under Understand. */
const ratioToThird = ({ chain, chainInput }: Seen): number | null =>
  chain.weights.length < 3 ? null : Math.abs(chainRatio(chain, chainInput, 3).ratio)
const isSigmoidChain = ({ chain: { activation = 'sigmoid', weights } }: Seen): boolean => activation === 'sigmoid' && weights.length >= 3
const allSmall = ({ chain: { weights } }: Seen): boolean => weights.slice(1, 3).every(w => Math.abs(w) <= 1)

const chain: Story = {
  id: 'chain', claims: [8, 9], shows: { topic: 'chain', chain: 'drawn' },
  questions: [
    { kind: 'measure', id: 'slope', within: 0.001, value: () => sigmoidSlope(0) },
    {
      kind: 'do', id: 'sixteenth', numbers: seen => all(quotient(1, ratioToThird(seen))),
      done: seen => seen.topic === 'chain' && isSigmoidChain(seen) && allSmall(seen) && (ratioToThird(seen) ?? 0) > 1 / 20
    },
    {
      kind: 'do', id: 'balance', numbers: seen => all(ratioToThird(seen)),
      done: seen => seen.topic === 'chain' && isSigmoidChain(seen) && (ratioToThird(seen) ?? 0) >= 1
    }
  ]
}

const exploding: Story = {
  id: 'exploding', claims: [8], shows: { topic: 'exploding', chain: 'exploding' },
  questions: [
    { kind: 'measure', id: 'factor', within: 0.01, value: () => 100 * sigmoidSlope(0) },
    { kind: 'measure', id: 'third', unit: 'times', within: 0.01, value: () => (100 * sigmoidSlope(0)) ** 2 },
    {
      kind: 'do', id: 'break', numbers: seen => all(largestInput(seen), ratioToThird(seen)),
      done: seen => seen.topic === 'chain' && isSigmoidChain(seen) && isLarge(seen) && (ratioToThird(seen) ?? 1) < 1
    }
  ]
}

const isLarge = ({ chain: { weights } }: Seen): boolean => weights.slice(0, 3).every(w => Math.abs(w) >= 50)
const largestInput = ({ chain: c, chainInput }: Seen): number => Math.max(...forwardChain(c, chainInput).weightedInputs.map(Math.abs))

const prevalence: Story = {
  id: 'prevalence', claims: [10], shows: { topic: 'prevalence' },
  questions: [
    { kind: 'measure', id: 'least', within: 0.01, value: () => 4, numbers: () => [4] },
    { kind: 'measure', id: 'widest', within: 0.03, value: () => widestPrevalence().weight },
    { kind: 'measure', id: 'width', within: 0.03, value: () => widestPrevalence().width },
    { kind: 'choice', id: 'huge', choices: ['wider', 'narrower', 'same'], right: () => 'narrower', numbers: () => [] }
  ]
}

/** How much of δ's length a layer keeps, by weights and by slopes: averages over single examples. */
const kept = (seen: Seen): number | null => {
  const [weights, slopes] = [at(seen, 'weightGain', 1, 0), at(seen, 'slopeGain', 1, 0)]
  return weights === null || slopes === null ? null : weights * slopes
}

const products: Story = {
  id: 'products', claims: [9, 14], shows: { quantity: 'slopeGain', topic: 'products' },
  questions: [
    { kind: 'measure', id: 'slopes', within: 0.08, value: seen => at(seen, 'slopeGain', 1, 0) },
    {
      kind: 'choice', id: 'culprit', choices: ['weights', 'slopes', 'both'],
      numbers: seen => all(at(seen, 'weightGain', 1, 0), at(seen, 'slopeGain', 1, 0)),
      right(seen) {
        const [weights, slopes] = [at(seen, 'weightGain', 1, 0), at(seen, 'slopeGain', 1, 0)]
        if (weights === null || slopes === null) return null
        return weights > 0.7 ? (slopes > 0.7 ? 'both' : 'slopes') : slopes > 0.7 ? 'weights' : 'both'
      }
    },
    { kind: 'measure', id: 'product', within: 0.1, value: kept },
    {
      kind: 'do', id: 'orthogonal', numbers: seen => all(at(seen, 'weightGain', 1, 0), kept(seen)),
      done: seen => seen.experiment.network.initialization.weights.kind === 'orthogonal' && kept(seen) !== null
    }
  ]
}

const isStandardNormal = ({ experiment: { network: { initialization: { weights } } } }: Seen): boolean =>
  weights.kind === 'normal' && weights.scaling === 'none' && weights.std === 1

const unscaled: Story = {
  id: 'unscaled', claims: [3, 8], shows: { quantity: 'saturatedShare' },
  questions: [
    { kind: 'do', id: 'draw', done: seen => isStandardNormal(seen) && gap(seen, 0) !== null, numbers: () => [] },
    {
      kind: 'choice', id: 'saturated', choices: ['falls', 'same', 'rises'], numbers: seen => all(percent(at(seen, 'saturatedShare', 1, 0))),
      right(seen) {
        const share = isStandardNormal(seen) ? at(seen, 'saturatedShare', 1, 0) : null
        return share === null ? null : share > 0.05 ? 'rises' : 'same'
      }
    },
    {
      kind: 'choice', id: 'gap', choices: ['smaller', 'larger'],
      numbers: seen => all(gap(seen, 0), at(seen, 'weightGain', 1, 0), at(seen, 'slopeGain', 1, 0)),
      right(seen) {
        const now = isStandardNormal(seen) ? gap(seen, 0) : null
        return now === null ? null : now < SCALED_GAP ? 'smaller' : 'larger'
      }
    }
  ]
}

/** ‖δ²‖/‖δ¹‖ of the same network with weights divided by √fan-in: the median of claim 3. */
const SCALED_GAP = 4.86

const activations: Story = {
  id: 'activations', claims: [20], shows: { quantity: 'deltaNorm' },
  questions: [
    { kind: 'do', id: 'tanh', done: seen => uses(seen, 'tanh') && gap(seen, 0) !== null, numbers: seen => all(gap(seen, 0)) },
    {
      kind: 'do', id: 'learns', numbers: seen => all(percent(now(seen, 'accuracy', 0))),
      done: seen => uses(seen, 'tanh') && (now(seen, 'accuracy', 0) ?? 0) > 0.3
    },
    {
      kind: 'choice', id: 'relu', choices: ['none', 'some', 'all'],
      numbers: seen => all(gap(seen, 0), percent(at(seen, 'deadShare', hiddenLayers(seen), 0))),
      right(seen) {
        const dead = uses(seen, 'relu') ? at(seen, 'deadShare', hiddenLayers(seen), 0) : null
        return dead === null ? null : dead === 0 ? 'none' : dead < 0.9 ? 'some' : 'all'
      }
    }
  ]
}

const uses = (seen: Seen, activation: string): boolean => seen.experiment.network.activation === activation && hiddenLayers(seen) >= 4

export const identity: Story = {
  id: 'identity', claims: [11], shows: { topic: 'identity' },
  questions: [
    { kind: 'choice', id: 'weight', choices: ['small', 'large'], right: () => 'small', numbers: () => [] },
    { kind: 'measure', id: 'error', within: 0.03, value: () => bestIdentityWithoutBias().error },
    { kind: 'choice', id: 'cure', choices: ['steeper', 'bias', 'nothing'], right: () => 'bias', numbers: () => [] }
  ]
}

/** What causes it: products of slopes and weights. */
export const cause = [chain, exploding, prevalence, products, unscaled, activations]
