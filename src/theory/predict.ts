import { InputError } from '../errors/index.ts'
import type { ActivationName, Experiment, LayerQuantity, NetworkSpec } from '../experiment/index.ts'
import type { Examples } from '../kernels/index.ts'
import { TraceBuilder, type Trace } from '../trace/index.ts'
import { overlapsOf, type Cell, type Overlaps, type Resolution } from './overlaps.ts'
import { interpolated } from './interpolate.ts'
import { moments } from './moments.ts'
import { saturatedShare } from './saturation.ts'
import { backwardLayers, type BackwardLayer } from './wide-backward.ts'
import { forwardLayers, type ForwardLayer } from './wide-forward.ts'
import { wideLayers, type WideLayer } from './wide-layer.ts'
import { expectedAccuracy, expectedCost, outputErrors, outputProduct, outputReading } from './wide-output.ts'

/** What theory says of one layer before training: norms as rms over initialisations, everything else as a mean over them. NaN: it cannot say. */
export interface LayerPrediction {
  readonly layer: number
  readonly units: number
  readonly deltaNorm: number
  readonly deltaRms: number
  readonly weightGradientNorm: number
  readonly activationMean: number
  readonly activationVariance: number
  readonly weightedInputMean: number
  readonly weightedInputVariance: number
  readonly slopeMeanSquare: number
  readonly saturatedShare: number
  /** Hidden layers only. */
  readonly weightGain: number
  readonly slopeGain: number
  /** Mean correlation of z between two different examples. */
  readonly correlation: number
  /** deltaRms of the layer above ÷ deltaRms of this one; NaN for the output layer. */
  readonly factor: number
}

/** A prediction as plain data. */
export interface Prediction {
  /** Layers 1 … L, the last one the output. */
  readonly layers: readonly LayerPrediction[]
  readonly cost: number
  /** Classification only, else NaN. */
  readonly accuracy: number
  /** Which approximations the numbers rest on, in sentences. */
  readonly assumptions: readonly string[]
}

/**
 * What a wide network would measure at its initialisation on the first `count` examples, from their own norms and overlaps: no weight is
 * drawn, nothing is trained. For the widths of the book (30) within 5 % of the rms over 200 seeds; errors fall as 1/width.
 * `resolution` says how finely pairs of examples are told apart · about a second for 1,000 MNIST images and a few layers ·
 * Poole et al. 2016 (q_ab' = σ_w² E[φφ'] + σ_b²), Schoenholz et al. 2017 (E[δ_a·δ_b] = σ_w² E[φ'φ'] E[δ_a·δ_b]'); docs/theory.md.
 */
export function predictNetwork(network: NetworkSpec, examples: Examples, count: number, resolution?: Resolution): Prediction {
  checkExamples(network, examples, count)
  const layers = wideLayers(network)
  const overlaps = overlapsOf(examples, count, layers[0]!.normalization === 'batch', resolution)
  const forward = forwardLayers(layers, overlaps)
  const zs = forward.at(-1)!.cells.map(({ z }) => z)
  const output = layers.at(-1)!
  const backward = backwardLayers(layers, forward, overlaps, outputErrors(output, network.cost, overlaps.cells, zs))
  const own = singles(overlaps, forward.length - 1, forward)
  const classes = examples.task === 'classification'
  return {
    layers: layers.map((layer, l) => reading(layer, l, layers.length, overlaps, forward, backward)),
    cost: mean(own, ({ z, cell }) => expectedCost(output, network.cost, z.first, cell.targets.first, cell.targets.product)),
    accuracy: classes ? mean(own, ({ z, cell }) => expectedAccuracy(output, z.first, cell.targets.first)) : NaN,
    assumptions: assumptionsOf(network, overlaps)
  }
}

const QUANTITIES = [
  'deltaNorm', 'deltaRms', 'weightGradientNorm', 'activationMean', 'activationVariance', 'weightedInputMean', 'weightedInputVariance',
  'slopeMeanSquare', 'saturatedShare', 'weightGain', 'slopeGain'
] as const satisfies readonly LayerQuantity[]

/**
 * The prediction as a trace with the readings of epoch 0 and the kernel's name 'predicted': every quantity theory can give, in the order
 * of a measurement, whatever `observe.quantities` asks for. deadShare (a property of all examples at once), updateRatio (there is no
 * update yet) and validation quantities are not among them. `examples` is the training part that the experiment's data load ·
 * sources as `predictNetwork`.
 */
export function predict(experiment: Experiment, examples: Examples): Trace {
  const { network, observe } = experiment
  return traceOf(experiment, predictNetwork(network, examples, observe.examples))
}

/** The trace of a prediction. */
export function traceOf(experiment: Experiment, prediction: Prediction): Trace {
  const builder = new TraceBuilder(experiment, 'predicted', QUANTITIES)
  for (const layer of prediction.layers) {
    for (const quantity of QUANTITIES) {
      if (!Number.isNaN(layer[quantity])) builder.add(0, 0, layer.layer, -1, quantity, layer[quantity])
    }
  }
  builder.add(0, 0, 0, -1, 'cost', prediction.cost)
  if (!Number.isNaN(prediction.accuracy)) builder.add(0, 0, 0, -1, 'accuracy', prediction.accuracy)
  return builder.finish({ kind: 'done' })
}

function checkExamples({ layers }: NetworkSpec, { count: has, inputs, targets }: Examples, count: number): void {
  const refuse = (where: string, expected: string, got: string): never => {
    throw new InputError({ code: 'experiment', where, expected, got })
  }
  if (!(Number.isInteger(count) && count >= 1 && count <= has)) {
    refuse('observe.examples', `a whole number from 1 to the ${has} training examples there are`, String(count))
  }
  const last = layers.length - 1
  if (inputs.length !== has * layers[0]!) refuse('network.layers[0]', `${inputs.length / has}, the width of an input`, String(layers[0]))
  if (targets.length !== has * layers[last]!) {
    refuse(`network.layers[${last}]`, `${targets.length / has}, the width of a target`, String(layers[last]))
  }
}

interface Single { readonly cell: Cell; readonly z: ForwardLayer['cells'][number]['z']; readonly signal: ForwardLayer['cells'][number]['signal'] }

/** The cells of single examples in layer l. */
function singles({ cells }: Overlaps, l: number, forward: readonly ForwardLayer[]): Single[] {
  return cells.flatMap((cell, i) => {
    const { z, signal } = forward[l]!.cells[i]!
    return cell.same ? [{ cell, z, signal }] : []
  })
}

function mean(own: readonly Single[], value: (one: Single) => number): number {
  let [sum, weights] = [0, 0]
  for (const one of own) {
    sum += one.cell.weight * value(one)
    weights += one.cell.weight
  }
  return sum / weights
}

function reading(
  layer: WideLayer, l: number, depth: number, overlaps: Overlaps, forward: readonly ForwardLayer[], backward: readonly BackwardLayer[]
): LayerPrediction {
  const own = singles(overlaps, l, forward)
  const { deltaNorm, deltaRms, backRms, weightGradientNorm } = backward[l]!
  const above = backward[l + 1]?.deltaRms ?? NaN
  return {
    layer: l + 1, units: layer.fanOut, deltaNorm, deltaRms, weightGradientNorm,
    ...weightedInputMoments(layer, overlaps, forward[l]!, own),
    ...(l === depth - 1 ? outputMoments(layer, overlaps, forward[l]!, own) : hiddenMoments(layer, overlaps, forward[l]!, own)),
    weightGain: backRms / above, slopeGain: deltaRms / backRms, correlation: meanCorrelation(overlaps, forward[l]!), factor: above / deltaRms
  }
}

/** The pooled mean of z is itself random: of the variance of one unit and example, what all n units share on average is taken off. */
function weightedInputMoments(layer: WideLayer, { cells }: Overlaps, { cells: forward }: ForwardLayer, own: readonly Single[]) {
  const shared = cells.reduce((sum, { weight }, i) => sum + weight * forward[i]!.z.covariance, 0)
  return { weightedInputMean: layer.center, weightedInputVariance: atLeastZero(mean(own, ({ z }) => z.first.variance) - shared / layer.fanOut) }
}

/** A variance, its rounding below 0 taken off. */
const atLeastZero = (x: number): number => Math.max(0, x)

function hiddenMoments(layer: WideLayer, { cells }: Overlaps, { cells: forward }: ForwardLayer, own: readonly Single[]) {
  const activation = layer.activation as ActivationName
  const average = mean(own, ({ signal }) => signal.firstMean)
  const shared = cells.reduce((sum, { weight }, i) => {
    const { product, firstMean, secondMean } = forward[i]!.signal
    return sum + weight * (product - firstMean * secondMean)
  }, 0)
  const of = interpolated(q => {
    const z = { center: layer.center, variance: q }
    return [moments(activation, z).slopeSquare, saturatedShare(activation, z)]
  }, own.map(({ z }) => z.first.variance))
  return {
    activationMean: average,
    activationVariance: atLeastZero(mean(own, ({ signal }) => signal.product) - average * average - shared / layer.fanOut),
    slopeMeanSquare: mean(own, ({ z }) => of(z.first.variance)[0]!),
    saturatedShare: mean(own, ({ z }) => of(z.first.variance)[1]!)
  }
}

function outputMoments(layer: WideLayer, { cells }: Overlaps, { cells: forward }: ForwardLayer, own: readonly Single[]) {
  const readings = own.map(({ z }) => outputReading(layer, z.first))
  const at = (field: keyof (typeof readings)[number]): number => {
    let i = 0
    return mean(own, () => readings[i++]![field])
  }
  const average = at('activationMean')
  const softmax = layer.activation === 'softmax'
  const shared = softmax ? 0 : cells.reduce((sum, { weight }, i) => sum + weight * outputProduct(layer, forward[i]!.z), 0) - average * average
  return {
    activationMean: average, activationVariance: atLeastZero(at('activationSquare') - average * average - shared / layer.fanOut),
    slopeMeanSquare: at('slopeMeanSquare'), saturatedShare: at('saturatedShare')
  }
}

function meanCorrelation({ cells }: Overlaps, { cells: forward }: ForwardLayer): number {
  let [sum, weights] = [0, 0]
  cells.forEach(({ same, weight }, i) => {
    const { first, second, covariance } = forward[i]!.z
    const scale = Math.sqrt(first.variance * second.variance)
    if (same || !(scale > 0)) return
    sum += (weight * covariance) / scale
    weights += weight
  })
  return weights > 0 ? sum / weights : NaN
}

function assumptionsOf({ layers, initialization, normalization, residual, cost }: NetworkSpec, { examples, sampled }: Overlaps): string[] {
  const hidden = layers.slice(1, -1)
  const narrowest = hidden.reduce((least, width) => Math.min(least, width), Infinity)
  const { kind } = initialization.weights
  return [
    'Norms are rms over initialisations, other quantities means over them; medians of norms lie lower, the more so the farther from the output.',
    'Layers are taken as infinitely wide: weighted inputs are normal, and the weights of the way back independent of the way forth. The error falls as 1/width.',
    ...(narrowest < 10 ? [`A hidden layer has only ${narrowest} unit${narrowest === 1 ? '' : 's'}: expect the order of magnitude, not the number.`] : []),
    ...(kind === 'sparse' ? ['Sparse weights: a unit sees few inputs, so that its weighted input is less normal than taken here.'] : []),
    ...(normalization === 'batch' ? ['Batch normalisation: the variance of a unit over the batch is taken as its mean over units.'] : []),
    ...(residual ? ['Residual links: what a block adds is taken as independent of what it is added to.'] : []),
    ...(cost === 'logLikelihood' ? ['Softmax: the correlation of two examples\' probabilities is a power series cut after the square.'] : []),
    ...(sampled < examples ? [`Pairs of ${sampled} evenly spaced examples stand for those of all ${examples}.`] : [])
  ]
}
