import type {
  ActivationName, BiasInitialization, CostName, DataSpec, LearningRateSchedule, NormalizationName, OptimizerSpec,
  OutputActivationName, WeightInitialization
} from './document.ts'

/** Every name of a union once: a name forgotten or invented does not compile. */
const all = <Name extends string>(names: { readonly [N in Name]: true }) => Object.keys(names) as unknown as readonly Name[]

/** Activations of hidden layers. */
export const ACTIVATION_NAMES = /* @__PURE__ */ all<ActivationName>({
  sigmoid: true, tanh: true, relu: true, leakyRelu: true, elu: true, selu: true, gelu: true, silu: true,
  softplus: true, softsign: true, hardTanh: true, erf: true, linear: true
})
/** Activations of the output layer. */
export const OUTPUT_ACTIVATION_NAMES = /* @__PURE__ */ all<OutputActivationName>({ sigmoid: true, linear: true, softmax: true })
/** Costs; `COST_PARTNERS` says which output activation each goes with. */
export const COST_NAMES = /* @__PURE__ */ all<CostName>({ quadratic: true, crossEntropy: true, logLikelihood: true })
export const NORMALIZATION_NAMES = /* @__PURE__ */ all<NormalizationName>({ none: true, batch: true, layer: true })
export const DATA_KINDS = /* @__PURE__ */ all<DataSpec['kind']>({
  mnist: true, circles: true, blobs: true, spirals: true, xor: true, regression: true, curves: true, idx: true, csv: true, npy: true, npz: true
})
export const WEIGHT_KINDS = /* @__PURE__ */ all<WeightInitialization['kind']>({
  normal: true, uniform: true, he: true, glorot: true, lecun: true, orthogonal: true, identity: true, sparse: true,
  constant: true, safetensors: true
})
export const BIAS_KINDS = /* @__PURE__ */ all<BiasInitialization['kind']>({ normal: true, zero: true, constant: true })
export const OPTIMIZER_KINDS = /* @__PURE__ */ all<OptimizerSpec['kind']>({ sgd: true, adagrad: true, rmsprop: true, adam: true, adamw: true })
export const SCHEDULE_KINDS = /* @__PURE__ */ all<LearningRateSchedule['kind']>({ constant: true, step: true, cosine: true })

/** The output activations each cost goes with: the pairs the chapter and its book train with. */
export const COST_PARTNERS: Readonly<Record<CostName, readonly OutputActivationName[]>> = {
  quadratic: ['sigmoid', 'linear'],
  crossEntropy: ['sigmoid'],
  logLikelihood: ['softmax']
}
