import type {
  BiasInitialization, CostName, DataSpec, LearningRateSchedule, OptimizerSpec, OutputActivationName, WeightInitialization
} from './document.ts'

/** Every kind of a union once: one forgotten or invented does not compile. */
const all = <Name extends string>(names: { readonly [N in Name]: true }) => Object.keys(names) as unknown as readonly Name[]

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
