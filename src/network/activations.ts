import { ACTIVATION_NAMES, type ActivationName } from '../experiment/index.ts'
import { activationFunctions, type Activation, type ActivationFunctions } from '../kernels/index.ts'
import { LARGEST_SLOPES } from './largest-slopes.ts'

/** An activation with its functions at hand. */
type Complete = Activation & ActivationFunctions

const complete = (name: ActivationName): Complete => ({ name, ...activationFunctions[name], largestSlope: LARGEST_SLOPES[name] })
const all = () => Object.fromEntries(ACTIVATION_NAMES.map(name => [name, complete(name)])) as Record<ActivationName, Complete>

/**
 * Every activation of a hidden layer: a = output(z), φ'(z) = derivative(z), sup |φ'|. A program only names them; these are for whoever
 * computes with them, and nobody else carries them.
 */
export const activations: Readonly<Record<ActivationName, Complete>> = /* @__PURE__ */ all()

/**
 * The softmax output's record: its a and slope a_j(1 − a_j) depend on the whole row, so kernels compute them by name
 * and never call these two; both answer NaN so that a mistaken call is seen.
 */
export const softmax: Complete = { name: 'softmax', output: () => NaN, derivative: () => NaN, largestSlope: LARGEST_SLOPES.softmax }
