export type {
  ActivationName, BiasInitialization, CostName, CurvesSpec, DataSpec, Experiment, ExperimentInput, FileDataSpec, LayerQuantity,
  LearningRateSchedule, Loose, NetworkQuantity, NetworkSpec, NormalizationName, ObserveSpec, OptimizerSpec, OutputActivationName,
  QuantityName, SutskeverMomentum, SyntheticSpec, TrainingChange, TrainingSpec, WeightInitialization
} from './document.ts'
export {
  ACTIVATION_NAMES, COST_NAMES, LAYER_QUANTITIES, NETWORK_QUANTITIES, NORMALIZATION_NAMES, OUTPUT_ACTIVATION_NAMES
} from './document.ts'
export { DEFAULTS } from './defaults.ts'
export * as LIMITS from './limits.ts'
export { BIAS_KINDS, COST_PARTNERS, DATA_KINDS, OPTIMIZER_KINDS, SCHEDULE_KINDS, WEIGHT_KINDS } from './names.ts'
export { FIELDS, type Field } from './fields.ts'
export type { FieldType } from './paths.ts'
export { resolve } from './resolve.ts'
export { trainingAt, withChange, type TrainingNumbers } from './changes.ts'
export { minimal } from './minimal.ts'
export { fromUrl, toUrl } from './url.ts'
export { withSetting } from './settings.ts'
export { describeExperiment } from './describe.ts'
export { presetNamed, presets, type Preset } from './presets.ts'
