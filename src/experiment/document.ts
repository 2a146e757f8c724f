/**
 * The experiment: the one document that says everything a run depends on. Plain JSON.
 * These are the resolved types (every field present); what a person writes may leave out all but `network.layers`.
 */
export interface Experiment {
  readonly version: 1
  readonly seed: number
  readonly data: DataSpec
  readonly network: NetworkSpec
  readonly training: TrainingSpec
  readonly observe: ObserveSpec
}

/** `train` examples from the start of the training part, `validation` from the validation part. */
export type DataSpec =
  | ({ readonly kind: 'mnist'; readonly train: number; readonly validation: number } & Reconstruction)
  | SyntheticSpec
  | CurvesSpec
  | FileDataSpec

/** What the targets are, for data that have targets of their own. */
export interface Reconstruction {
  /**
   * The network is to give its input back: the targets are the inputs, whatever labels there are. Written false means the data's own
   * targets, and a resolved document says that by leaving the field out, so that documents from before it was there keep their bytes.
   */
  readonly reconstruct?: boolean
}

/** Images of `side` × `side` pixels to be reconstructed, each of one smooth curve that six random numbers say; src/data/curves.ts draws them. */
export interface CurvesSpec {
  readonly kind: 'curves'
  readonly train: number
  readonly validation: number
  readonly side: number
}

/** Points drawn from the seed: two inputs (regression: one), labels balanced over the classes. */
export interface SyntheticSpec extends Reconstruction {
  readonly kind: 'circles' | 'blobs' | 'spirals' | 'xor' | 'regression'
  readonly train: number
  readonly validation: number
  /** Standard deviation of the Gaussian noise added to the inputs (regression: to the targets). */
  readonly noise: number
  /** blobs, spirals: number of classes. circles, xor: 2 classes; regression: 1 target. */
  readonly classes: number
}

/** A file of the user's own: two files (idx, npy) or one that holds inputs and targets (csv, npz). Names are the file source's. */
export interface FileDataSpec extends Reconstruction {
  readonly kind: 'idx' | 'csv' | 'npy' | 'npz'
  /** IDX and npy: inputs. CSV: the table. npz: the archive. */
  readonly inputs: string
  /** IDX and npy: the file of labels or targets. CSV: the column's name or number. npz: the array's name. */
  readonly targets: string
  readonly task: 'classification' | 'regression'
  /** Inputs are multiplied by this (1/256 for the book's reading of bytes). */
  readonly scale: number
  readonly train: number
  readonly validation: number
  /**
   * After `scale`, each column of the inputs as (x − m)/s, where m and s are its mean and standard deviation over the training rows (s = 1
   * for a column that never changes); validation rows by the same numbers. Written false means as they are, and a resolved document says
   * that by leaving the field out, as with `reconstruct`.
   */
  readonly standardize?: boolean
}

/** Activations of hidden layers; `activations` in src/network holds each with its derivative and largest slope. */
export const ACTIVATION_NAMES = [
  'sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'silu', 'softplus', 'softsign', 'hardTanh', 'erf', 'linear'
] as const
export type ActivationName = (typeof ACTIVATION_NAMES)[number]
/** Activations of the output layer. softmax goes with logLikelihood only. */
export const OUTPUT_ACTIVATION_NAMES = ['sigmoid', 'linear', 'softmax'] as const
export type OutputActivationName = (typeof OUTPUT_ACTIVATION_NAMES)[number]
/**
 * C of one example: ½‖a − y‖² · −Σ y ln a + (1 − y) ln(1 − a) · −Σ y ln a. The cost of a pass is the mean over its examples.
 * `COST_PARTNERS` says which output activation each goes with.
 */
export const COST_NAMES = ['quadratic', 'crossEntropy', 'logLikelihood'] as const
export type CostName = (typeof COST_NAMES)[number]
/** batch: over the examples of a pass, per unit. layer: over the units, per example. Both with ε = 1e-5, gains and biases. */
export const NORMALIZATION_NAMES = ['none', 'batch', 'layer'] as const
export type NormalizationName = (typeof NORMALIZATION_NAMES)[number]

/** A dense network: z^l = W^l a^{l−1} + b^l (or its normalised form), a^l = φ(z^l). */
export interface NetworkSpec {
  /** Sizes with the input and the output, as in the book: [784, 30, 30, 10]. */
  readonly layers: readonly number[]
  readonly activation: ActivationName
  readonly outputActivation: OutputActivationName
  readonly cost: CostName
  readonly initialization: { readonly weights: WeightInitialization; readonly biases: BiasInitialization }
  /** Applied to hidden layers, before the activation. */
  readonly normalization: NormalizationName
  /** a^l = φ(z^l) + a^{l-1} for hidden layers l ≥ 2 of equal width. */
  readonly residual: boolean
}

/** Standard deviation `std` (normal) or half-width `std·√3` (uniform), times 1, 1/√fanIn or 1/√((fanIn+fanOut)/2). */
export type WeightInitialization =
  | { readonly kind: 'normal' | 'uniform'; readonly scaling: 'none' | 'fanIn' | 'fanAverage'; readonly std: number }
  /** Variance 2/fanIn, 2/(fanIn+fanOut), 1/fanIn, times gain². */
  | { readonly kind: 'he' | 'glorot' | 'lecun'; readonly distribution: 'normal' | 'uniform'; readonly gain: number }
  | { readonly kind: 'orthogonal' | 'identity'; readonly gain: number }
  /** Every unit has so many incoming weights from N(0, std²), or all where its layer has fewer inputs; the others start at 0. */
  | { readonly kind: 'sparse'; readonly connections: number; readonly std: number }
  | { readonly kind: 'constant'; readonly value: number }
  /** Weights and biases both from the file. */
  | { readonly kind: 'safetensors'; readonly file: string }

/** N(0, std²) as in the book, zeros, or one value for all. */
export type BiasInitialization =
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'zero' }
  | { readonly kind: 'constant'; readonly value: number }

/** How the network is trained: update rule, learning rate over time, batches, epochs, decay and clipping. */
export interface TrainingSpec {
  readonly optimizer: OptimizerSpec
  readonly schedule: LearningRateSchedule
  readonly batchSize: number
  readonly epochs: number
  /** λ of the book: weights shrink by 1 − ηλ/n a step, biases do not. */
  readonly l2: number
  readonly gradientClipping: null | { readonly kind: 'norm' | 'value'; readonly limit: number }
  /**
   * Layers 1…L that no update touches, rising; their gradients take no part in clipping. Written [] means none, and a resolved document
   * says none by leaving the field out, so that documents from before it was there keep their bytes and fingerprints.
   */
  readonly frozen?: readonly number[]
  /** Rising by step. Written [] means none, which a resolved document says by leaving the field out, as with `frozen`. */
  readonly changes?: readonly TrainingChange[]
}

/**
 * Numbers of the training that are others from one update on. What is left out stays as it was. A schedule multiplies the new learning
 * rate; a momentum takes the place of Sutskever's schedule too.
 */
export interface TrainingChange {
  /** The first update with them, counted from 0 over the whole run, as in readings. */
  readonly step: number
  readonly learningRate?: number
  /** sgd only. */
  readonly momentum?: number
  /** Not with adamw. */
  readonly l2?: number
}

/** The update rule with its own numbers; src/kernels/contract.ts says the arithmetic (UpdateRule). */
export type OptimizerSpec =
  | { readonly kind: 'sgd'; readonly learningRate: number; readonly momentum: number | SutskeverMomentum; readonly nesterov: boolean }
  | { readonly kind: 'adagrad'; readonly learningRate: number; readonly epsilon: number }
  | { readonly kind: 'rmsprop'; readonly learningRate: number; readonly decay: number; readonly epsilon: number }
  | { readonly kind: 'adam'; readonly learningRate: number; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
  | {
      readonly kind: 'adamw'; readonly learningRate: number; readonly beta1: number; readonly beta2: number
      readonly epsilon: number; readonly weightDecay: number
    }

/** μ_t = min(1 − 1/(2(⌊t/250⌋+1)), max), t in steps (Sutskever et al. 2013). */
export interface SutskeverMomentum { readonly kind: 'sutskever'; readonly max: number }

/** How the learning rate η changes with the epoch. */
export type LearningRateSchedule =
  | { readonly kind: 'constant' }
  /** η·factor^⌊epoch/every⌋ */
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  /** η·(final + (1−final)(1+cos(π·epoch/epochs))/2), `epoch` fractional */
  | { readonly kind: 'cosine'; readonly final: number }

/** What is read, how often and on which examples. Observing never changes a run. */
export interface ObserveSpec {
  readonly every: { readonly epochs: number } | { readonly steps: number }
  /** The first so many training examples are what every reading (and train cost and accuracy) is taken on. */
  readonly examples: number
  readonly quantities: readonly QuantityName[]
  /** Also the signed mean of δ for every neuron, as quantity `deltaMean` with a `neuron`. */
  readonly perNeuron: boolean
}

/** Quantities of one layer; docs/quantities.md has their formulas. */
export const LAYER_QUANTITIES = [
  'deltaNorm', 'deltaRms', 'weightGradientNorm', 'updateRatio', 'activationMean', 'activationVariance',
  'weightedInputMean', 'weightedInputVariance', 'slopeMeanSquare', 'saturatedShare', 'deadShare', 'weightGain', 'slopeGain'
] as const
/** `cost` and `accuracy` on the observed training examples; the other two on the whole validation part. */
export const NETWORK_QUANTITIES = ['cost', 'accuracy', 'validationCost', 'validationAccuracy'] as const
/** The name of a quantity of one layer. */
export type LayerQuantity = (typeof LAYER_QUANTITIES)[number]
/** The name of a quantity of the whole network. */
export type NetworkQuantity = (typeof NETWORK_QUANTITIES)[number]
/** Whatever `observe.quantities` may ask for. */
export type QuantityName = LayerQuantity | NetworkQuantity

/** Any field may be left out, at any depth; lists come whole. */
export type Loose<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Loose<T[K]> | undefined } : T

/**
 * What a person writes: any field may be left out, at any depth, except `network.layers` and the names of files.
 * `resolve` fills in the rest.
 */
export type ExperimentInput = Loose<Omit<Experiment, 'network'>> & {
  readonly network: { readonly layers: readonly number[] } & Loose<Omit<NetworkSpec, 'layers'>>
}
