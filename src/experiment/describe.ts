import { isReconstruction } from './complete.ts'
import type { DataSpec, Experiment, NetworkSpec, OptimizerSpec, TrainingChange, TrainingSpec, WeightInitialization } from './document.ts'

const grouped = (n: number): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, ',')
const COSTS = { quadratic: 'quadratic cost', crossEntropy: 'cross-entropy', logLikelihood: 'log-likelihood' } as const
const OPTIMIZERS = { sgd: 'SGD', adagrad: 'Adagrad', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' } as const

/** 784-30-30-10; from four equal widths on 784-30×100-10; above eight such parts only the ends and the number of layers. */
function shape(layers: readonly number[]): string {
  const runs: { width: number; count: number }[] = []
  for (const width of layers) {
    const last = runs.at(-1)
    if (last?.width === width) last.count++
    else runs.push({ width, count: 1 })
  }
  const parts = runs.flatMap(({ width, count }) => (count > 3 ? [`${width}×${count}`] : Array<string>(count).fill(String(width))))
  return parts.length <= 8 ? parts.join('-') : `${layers[0]}-…-${layers.at(-1)} (${grouped(layers.length - 2)} hidden layers)`
}

function initialization(weights: WeightInitialization): string {
  switch (weights.kind) {
    case 'normal':
    case 'uniform': {
      const over = { none: '', fanIn: '/√fan-in', fanAverage: '/√fan-average' }[weights.scaling]
      return `${weights.kind} weights of std ${weights.std}${over}`
    }
    case 'safetensors': return 'weights from a file'
    case 'constant': return `all weights ${weights.value}`
    case 'sparse': return `${weights.connections} incoming weights a neuron`
    case 'he': return 'He weights'
    case 'glorot': return 'Glorot weights'
    case 'lecun': return 'LeCun weights'
    case 'orthogonal':
    case 'identity': return `${weights.kind} weights`
    default: return weights satisfies never
  }
}

function network(spec: NetworkSpec): string {
  const output = spec.outputActivation === spec.activation ? '' : ` with ${spec.outputActivation} output`
  const extras = [
    ...(spec.normalization === 'none' ? [] : [`${spec.normalization} normalization`]), ...(spec.residual ? ['residual links'] : [])
  ]
  const main = `${shape(spec.layers)} ${spec.activation}${output}`
  return [main, COSTS[spec.cost], initialization(spec.initialization.weights), ...extras].join(', ')
}

function momentum(optimizer: OptimizerSpec): string[] {
  if (optimizer.kind !== 'sgd' || optimizer.momentum === 0) return []
  const size = typeof optimizer.momentum === 'number' ? optimizer.momentum : `to ${optimizer.momentum.max}`
  return [`${optimizer.nesterov ? 'Nesterov ' : ''}momentum ${size}`]
}

function frozenText(layers: readonly number[]): string {
  if (layers.length > 8) return `${grouped(layers.length)} layers frozen`
  return `layer${layers.length === 1 ? '' : 's'} ${layers.join(', ')} frozen`
}

function changesText([first, ...others]: readonly TrainingChange[]): string {
  if (!first || others.length > 0) return `changed ${grouped(others.length + 1)} times on the way`
  const { step, learningRate, momentum: size, l2 } = first
  const numbers = [['η', learningRate], ['momentum', size], ['λ', l2]].filter(([, number]) => number !== undefined)
  return `${numbers.map(pair => pair.join(' ')).join(' and ')} from update ${grouped(step)} on`
}

function training({ optimizer, batchSize, epochs, l2, schedule, gradientClipping, frozen, changes }: TrainingSpec, fromFile: boolean): string {
  // Weights of a file may have been trained elsewhere.
  if (epochs === 0) return fromFile ? 'as they are,' : 'untrained'
  const details = [
    `η ${optimizer.learningRate}`, `batch ${grouped(batchSize)}`, ...momentum(optimizer), ...(l2 === 0 ? [] : [`λ ${l2}`]),
    ...(schedule.kind === 'constant' ? [] : [`${schedule.kind} schedule`]),
    ...(gradientClipping ? [`gradients clipped by ${gradientClipping.kind} at ${gradientClipping.limit}`] : []),
    ...(frozen ? [frozenText(frozen)] : []),
    ...(changes ? [changesText(changes)] : [])
  ]
  return `${grouped(epochs)} epoch${epochs === 1 ? '' : 's'} of ${OPTIMIZERS[optimizer.kind]} (${details.join(', ')})`
}

function examples(data: DataSpec): string {
  const what = data.kind === 'mnist' ? 'MNIST images' : data.kind === 'curves' ? `images of curves, ${data.side} pixels wide`
    : data.kind === 'regression' ? 'points of a curve'
    : 'inputs' in data ? `${data.standardize ? 'standardized ' : ''}examples of a ${data.kind} file` : `points of ${data.kind}`
  return `${isReconstruction(data) ? 'to reconstruct' : 'on'} ${grouped(data.train)} ${what}`
}

/**
 * The experiment on one line, in words: `784-30-30-10 sigmoid, cross-entropy, normal weights of std 1/√fan-in; 500 epochs of SGD
 * (η 0.1, batch 1,000, λ 5) on 1,000 MNIST images; seed 1`. Not every field; `toUrl` loses none.
 */
export function describeExperiment({ data, network: net, training: train, seed }: Experiment): string {
  const fromFile = net.initialization.weights.kind === 'safetensors'
  return `${network(net)}; ${training(train, fromFile)} ${examples(data)}; seed ${seed}`
}
