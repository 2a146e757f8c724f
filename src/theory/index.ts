export { LARGEST_SIGMOID_SLOPE, sigmoid, sigmoidSlope } from './sigmoid.ts'
export {
  backpropagateChain, forwardChain, gradientProduct, quadraticChainCost,
  type Chain, type ChainCost, type ChainGradients, type ChainPass, type GradientFactor
} from './chain.ts'
export { nudgeBias, type NudgeStep } from './nudge.ts'
export { explodingChain, explodingRatio } from './exploding.ts'
export {
  BALANCED_WEIGHT_STD, balanceByDepth, chainFactors, logGradientRatio, randomChain, sampleFactors,
  type BalanceAtDepth, type BalanceOptions, type FactorSample
} from './chance.ts'
export { factorBelow, factorGeometricMean, factorQuantile, factorRootMeanSquare } from './factor-distribution.ts'
export { prevalenceRange, prevalenceWidth, widestPrevalence, type ActivationRange } from './prevalence.ts'
export {
  biasGradient, crossEntropyCost, deltas, feedForward, outputDelta, outputFrom, previousDelta, quadraticCost, weightGradient, weightedInput,
  type NetworkPass, type OutputCost, type SigmoidLayer
} from './four-equations.ts'
export { backwardMatrix, deltaBound, generalDelta, slopeMatrix } from './general-form.ts'
export { column, diagonal, euclideanNorm, matrix, multiply, singularValues, transpose, type Matrix } from './matrix.ts'
export {
  bestIdentityWithoutBias, identityError, largestIdentityWeight, minimaxIdentity, taylorIdentity, taylorIdentityError, type IdentityNeuron
} from './identity-neuron.ts'
