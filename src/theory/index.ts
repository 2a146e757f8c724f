export { LARGEST_SIGMOID_SLOPE, sigmoid, sigmoidSlope } from './sigmoid.ts'
export {
  backpropagateChain, chainActivation, forwardChain, gradientProduct, quadraticChainCost,
  type Chain, type ChainActivation, type ChainCost, type ChainGradients, type ChainPass, type GradientFactor
} from './chain.ts'
export { chainRatio, type ChainRatio } from './chain-ratio.ts'
export { nudgeBias, type NudgeStep } from './nudge.ts'
export { explodingChain, explodingRatio } from './exploding.ts'
export {
  BALANCED_WEIGHT_STD, balanceByDepth, chainFactors, logGradientRatio, randomChain, sampleFactors,
  type BalanceAtDepth, type BalanceOptions, type FactorSample
} from './chance.ts'
export { factorBelow, factorGeometricMean, factorQuantile, factorRootMeanSquare } from './factor-distribution.ts'
export { prevalenceFactor, prevalenceRange, prevalenceWidth, widestPrevalence, type ActivationRange } from './prevalence.ts'
export {
  biasGradient, crossEntropyCost, deltas, feedForward, outputDelta, outputFrom, previousDelta, quadraticCost, weightGradient, weightedInput,
  type NetworkPass, type OutputCost, type SigmoidLayer
} from './four-equations.ts'
export { backwardMatrix, deltaBound, generalDelta, slopeMatrix } from './general-form.ts'
export { column, diagonal, euclideanNorm, matrix, multiply, singularValues, transpose, type Matrix } from './matrix.ts'
export {
  bestIdentityWithoutBias, identityError, identityOutput, largestIdentityWeight, minimaxIdentity, taylorIdentity, taylorIdentityError,
  type IdentityNeuron
} from './identity-neuron.ts'
export { meanField, type MeanField, type MeanFieldSettings, type Phase } from './mean-field.ts'
export { criticalLine, type CriticalPoint, type NoCriticalPoint } from './critical-line.ts'
export { moments, pairMoments, type Moments, type PairMoments } from './moments.ts'
export { expectation, type Normal } from './expectation.ts'
export { pairExpectations, type Functions, type NormalPair } from './pair-expectation.ts'
export { saturatedShare } from './saturation.ts'
export { overlapsOf, type Cell, type Overlap, type Overlaps, type Resolution } from './overlaps.ts'
export { predict, predictNetwork, traceOf, type LayerPrediction, type Prediction } from './predict.ts'
export { weightVariance } from './wide-layer.ts'
export { layerProduct, type ProductLayer, type ProductRange, type ProductSpectrum, type ProductStack } from './layer-product.ts'
export { plainStack } from './product-stack.ts'
export { isometry, type Isometry, type IsometrySettings, type WeightEnsemble } from './isometry.ts'
export { batchNormalizationGrowth } from './normalization-growth.ts'
export { phaseDiagram, phasePoint, type PhaseDiagram } from './phase-diagram.ts'
export { chooseShrink, readoutCorrect, ridgeReadout, type Readout, type Rows } from './ridge.ts'
export { withIdentityLayers, withSilentLayers, type PlainLayer } from './identity-layers.ts'
