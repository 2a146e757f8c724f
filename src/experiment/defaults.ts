import type {
  BiasInitialization, CostName, CurvesSpec, DataSpec, FileDataSpec, LearningRateSchedule, OptimizerSpec, OutputActivationName,
  QuantityName, SutskeverMomentum, SyntheticSpec, TrainingSpec, WeightInitialization
} from './document.ts'

/** For each kind of a union, the record of that kind without the fields named in `Given`. */
type OfKind<Union extends { readonly kind: string }, Given extends string = never> = {
  readonly [K in Union['kind']]: Fields<Union, K, Given>
}
type Fields<Union, K, Given extends string> = Union extends { readonly kind: infer Own }
  ? K extends Own ? Omit<Union, 'kind' | Given> : never
  : never

const synthetic: Omit<SyntheticSpec, 'kind'> = { train: 700, validation: 300, noise: 0.1, classes: 2 }
const file: Omit<FileDataSpec, 'kind' | 'inputs' | 'targets'> = { task: 'classification', scale: 1, train: 700, validation: 300 }
const adam = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
const scaled = { scaling: 'fanIn', std: 1 } as const
const balanced = { distribution: 'normal', gain: 1 } as const

/**
 * Every default, once. Those that follow from other fields are rules in `complete` (complete.ts), and only these:
 * - `batchSize` and `observe.examples` are at most `data.train`;
 * - `outputActivation` and `cost` are each other's partner: sigmoid with crossEntropy, linear with quadratic, softmax with logLikelihood;
 *   with neither given, classification takes `classification`, regression takes `regression` below;
 * - `l2` is the book's 5.0 for MNIST's labels, where the book tuned it, and 0 for reconstruction, on all other data and with AdamW, which brings its own decay;
 * - `quantities` leave out what the data cannot give: accuracies in regression, validation quantities without a validation part;
 * - sparse weights have at most as many connections as the narrowest layer below offers, unless more are asked for.
 * Biases are N(0,1) as in the book whatever the weights: changing one field never changes another.
 */
export const DEFAULTS = {
  version: 1,
  seed: 1,
  dataKind: 'mnist',
  data: {
    mnist: { train: 1000, validation: 10000 },
    circles: synthetic, blobs: { ...synthetic, classes: 3 }, spirals: synthetic, xor: synthetic, regression: { ...synthetic, classes: 1 },
    curves: { train: 1000, validation: 0, side: 28 } satisfies Omit<CurvesSpec, 'kind'>,
    idx: { ...file, scale: 1 / 256 }, csv: file, npy: file, npz: file
  } satisfies OfKind<DataSpec, 'inputs' | 'targets'>,
  activation: 'sigmoid',
  classification: { outputActivation: 'sigmoid', cost: 'crossEntropy' },
  regression: { outputActivation: 'linear', cost: 'quadratic' },
  costFor: { sigmoid: 'crossEntropy', linear: 'quadratic', softmax: 'logLikelihood' } satisfies Record<OutputActivationName, CostName>,
  outputFor: { quadratic: 'sigmoid', crossEntropy: 'sigmoid', logLikelihood: 'softmax' } satisfies Record<CostName, OutputActivationName>,
  weightsKind: 'normal',
  weights: {
    normal: scaled, uniform: scaled, he: balanced, glorot: balanced, lecun: balanced,
    orthogonal: { gain: 1 }, identity: { gain: 1 }, sparse: { connections: 15, std: 1 }, constant: { value: 0 }, safetensors: {}
  } satisfies OfKind<WeightInitialization, 'file'>,
  biasesKind: 'normal',
  biases: { normal: { std: 1 }, zero: {}, constant: { value: 0 } } satisfies OfKind<BiasInitialization>,
  normalization: 'none',
  residual: false,
  optimizerKind: 'sgd',
  optimizer: {
    sgd: { learningRate: 0.1, momentum: 0, nesterov: false },
    adagrad: { learningRate: 0.01, epsilon: 1e-8 },
    rmsprop: { learningRate: 0.001, decay: 0.9, epsilon: 1e-8 },
    adam, adamw: { ...adam, weightDecay: 0.01 }
  } satisfies OfKind<OptimizerSpec>,
  sutskever: { max: 0.99 } satisfies Omit<SutskeverMomentum, 'kind'>,
  scheduleKind: 'constant',
  schedule: { constant: {}, step: { every: 10, factor: 0.5 }, cosine: { final: 0 } } satisfies OfKind<LearningRateSchedule>,
  batchSize: 1000,
  epochs: 500,
  l2: { mnist: 5, other: 0 },
  gradientClipping: null,
  clipping: { kind: 'norm', limit: 1 } satisfies NonNullable<TrainingSpec['gradientClipping']>,
  every: { epochs: 1 },
  examples: 1000,
  quantities: {
    classification: ['deltaNorm', 'cost', 'accuracy', 'validationAccuracy'],
    regression: ['deltaNorm', 'cost', 'validationCost']
  } satisfies Record<string, readonly QuantityName[]>,
  perNeuron: false
} as const
