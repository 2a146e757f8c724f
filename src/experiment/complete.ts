import { DEFAULTS } from './defaults.ts'
import type {
  BiasInitialization, DataSpec, Experiment, LearningRateSchedule, NetworkSpec, ObserveSpec, OptimizerSpec, QuantityName,
  TrainingChange, TrainingSpec, WeightInitialization
} from './document.ts'
import type { Written } from './schema.ts'

/** The fields of `defaults` in their order, each with what was written or else its default; other fields are not taken. */
function filled<Fields extends object>(written: object | undefined, defaults: Fields): Fields {
  const given = (written ?? {}) as Partial<Record<string, unknown>>
  return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, given[key] ?? value])) as Fields
}

/** A record of a union: its kind, then its fields; `names` are the required ones, which have no default. */
function ofKind<Union extends { readonly kind: string }>(
  written: { readonly kind?: string | undefined } | undefined, fallback: Union['kind'],
  defaults: Readonly<Record<Union['kind'], object>>, names: readonly string[] = []
): Union {
  const kind = (written?.kind ?? fallback) as Union['kind']
  const required = Object.fromEntries(names.filter(name => written && name in written).map(name => [name, '']))
  return { kind, ...filled(written, { ...required, ...defaults[kind] }) } as unknown as Union
}

/** Whether the targets are numbers rather than classes. */
export const isRegression = (data: DataSpec): boolean =>
  data.kind === 'regression' || isReconstruction(data) || ('task' in data && data.task === 'regression')
/** Whether the targets are the inputs. Curves have no others. */
export const isReconstruction = (data: DataSpec): boolean => data.kind === 'curves' || data.reconstruct === true

function completeData(written: Written['data']): DataSpec {
  const data = ofKind<DataSpec>(written, DEFAULTS.dataKind, DEFAULTS.data, ['inputs', 'targets'])
  const { standardize, reconstruct } = (written ?? {}) as { readonly standardize?: boolean; readonly reconstruct?: boolean }
  return { ...data, ...(standardize ? { standardize } : {}), ...(reconstruct ? { reconstruct } : {}) }
}

function completeWeights(written: NonNullable<Written['network']['initialization']>['weights'], layers: readonly number[]): WeightInitialization {
  const weights = ofKind<WeightInitialization>(written, DEFAULTS.weightsKind, DEFAULTS.weights, ['file'])
  const { connections } = (written ?? {}) as { readonly connections?: number }
  if (weights.kind !== 'sparse' || connections !== undefined) return weights
  return { ...weights, connections: Math.min(weights.connections, ...layers.slice(0, -1)) }
}

function completeNetwork(written: Written['network'], regression: boolean): NetworkSpec {
  const { layers, outputActivation, cost, initialization } = written
  const usual = regression ? DEFAULTS.regression : DEFAULTS.classification
  const partner = cost === undefined || cost === usual.cost ? usual.outputActivation : DEFAULTS.outputFor[cost]
  const output = outputActivation ?? partner
  return {
    layers,
    activation: written.activation ?? DEFAULTS.activation,
    outputActivation: output,
    cost: cost ?? (regression ? usual.cost : DEFAULTS.costFor[output]),
    initialization: {
      weights: completeWeights(initialization?.weights, layers),
      biases: ofKind<BiasInitialization>(initialization?.biases, DEFAULTS.biasesKind, DEFAULTS.biases)
    },
    normalization: written.normalization ?? DEFAULTS.normalization,
    residual: written.residual ?? DEFAULTS.residual
  }
}

function completeOptimizer(written: NonNullable<Written['training']>['optimizer']): OptimizerSpec {
  const optimizer = ofKind<OptimizerSpec>(written, DEFAULTS.optimizerKind, DEFAULTS.optimizer)
  if (optimizer.kind !== 'sgd' || typeof optimizer.momentum === 'number') return optimizer
  return { ...optimizer, momentum: { kind: 'sutskever', ...filled(optimizer.momentum, DEFAULTS.sutskever) } }
}

function completeTraining(written: Written['training'], data: DataSpec): TrainingSpec {
  const optimizer = completeOptimizer(written?.optimizer)
  const { gradientClipping: clipping, frozen, changes } = written ?? {}
  return {
    optimizer,
    schedule: ofKind<LearningRateSchedule>(written?.schedule, DEFAULTS.scheduleKind, DEFAULTS.schedule),
    batchSize: written?.batchSize ?? Math.min(DEFAULTS.batchSize, data.train),
    epochs: written?.epochs ?? DEFAULTS.epochs,
    l2: written?.l2 ?? (data.kind === 'mnist' && !data.reconstruct && optimizer.kind !== 'adamw' ? DEFAULTS.l2.mnist : DEFAULTS.l2.other),
    gradientClipping: clipping ? filled(clipping, DEFAULTS.clipping) : DEFAULTS.gradientClipping,
    ...(frozen?.length ? { frozen } : {}),
    ...(changes?.length ? { changes: changes as readonly TrainingChange[] } : {})
  }
}

function completeObserve(written: Written['observe'], data: DataSpec): ObserveSpec {
  const every = written?.every
  const usual: readonly QuantityName[] = isRegression(data) ? DEFAULTS.quantities.regression : DEFAULTS.quantities.classification
  return {
    every: every?.steps !== undefined ? { steps: every.steps } : { epochs: every?.epochs ?? DEFAULTS.every.epochs },
    examples: written?.examples ?? Math.min(DEFAULTS.examples, data.train),
    quantities: written?.quantities ?? usual.filter(name => data.validation > 0 || !name.startsWith('validation')),
    perNeuron: written?.perNeuron ?? DEFAULTS.perNeuron
  }
}

/** The written document with every default filled in, keys always in the same order. Checks nothing; O(layers). */
export function complete(written: Written): Experiment {
  const data = completeData(written.data)
  return {
    version: DEFAULTS.version,
    seed: written.seed ?? DEFAULTS.seed,
    data,
    network: completeNetwork(written.network, isRegression(data)),
    training: completeTraining(written.training, data),
    observe: completeObserve(written.observe, data)
  }
}

