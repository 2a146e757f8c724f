import { isReconstruction, isRegression } from './complete.ts'
import type { DataSpec, Experiment, NetworkSpec, ObserveSpec, TrainingSpec } from './document.ts'
import { COST_NAMES, LAYER_QUANTITIES } from './document.ts'
import * as LIMITS from './limits.ts'
import { COST_PARTNERS } from './names.ts'
import { brief, demandsInto, type Demand, type Problem } from './problem.ts'

/** The width of an input, where the document alone says it. */
function inputsOf(data: DataSpec): number | undefined {
  if (data.kind === 'mnist') return 784
  if (data.kind === 'curves') return data.side * data.side
  return 'inputs' in data ? undefined : data.kind === 'regression' ? 1 : 2
}

/** What MNIST and the synthetic sets ask of the first and the last layer; a file's own sizes show when it is read. */
function checkFit(demand: Demand, data: DataSpec, { layers, outputActivation }: NetworkSpec): void {
  const last = layers.length - 1
  const [inputs, outputs] = [layers[0]!, layers[last]!]
  const first = inputsOf(data) ?? inputs
  const where = `network.layers[${last}]`
  demand(inputs === first, 'network.layers[0]', `${first}, the inputs of ${data.kind} data`, inputs)
  if (isReconstruction(data)) {
    demand(outputs === inputs, where, `${inputs}, as many outputs as inputs, which are the targets`, outputs)
    return
  }
  const classes = data.kind === 'mnist' ? 10 : 'classes' in data ? data.classes : outputs
  if (classes === 2 && outputs === 1) {
    demand(outputActivation === 'sigmoid', where, '2 outputs, or 1 with outputActivation "sigmoid"', `1 with "${outputActivation}"`)
    return
  }
  const why = data.kind === 'regression' ? 'the target' : `the ${classes} classes`
  const single = outputs === 1 && outputActivation === 'softmax' && !isRegression(data)
  if (demand(outputs === classes, where, `${classes}, for ${why} of ${data.kind} data`, outputs)) {
    demand(!single, where, 'at least 2 outputs with softmax, which is 1 for a single one', outputs)
  }
}

function checkOutput(demand: Demand, { outputActivation, cost }: NetworkSpec, regression: boolean): void {
  const [got, partners] = [brief(cost), COST_PARTNERS[cost]]
  const fitting = COST_NAMES.filter(name => COST_PARTNERS[name].includes(outputActivation)).join(' or ')
  const unlike = regression && outputActivation === 'softmax'
  if (demand(!unlike, 'network.outputActivation', 'linear or sigmoid for regression', brief(outputActivation)) &&
    demand(!regression || cost === 'quadratic', 'network.cost', 'quadratic, the cost for regression', got)) {
    demand(partners.includes(outputActivation), 'network.cost', `${fitting} with outputActivation "${outputActivation}"`, got,
      `Or take outputActivation "${partners.join('" or "')}".`)
  }
}

function checkHidden(demand: Demand, { layers, residual, normalization, initialization: { weights } }: NetworkSpec): void {
  const hidden = layers.slice(1, -1)
  const linked = hidden.some((width, i) => i > 0 && width === hidden[i - 1])
  demand(!residual || linked, 'network.residual', 'false, since no two neighbouring hidden layers have the same width', residual,
    'Give two neighbouring hidden layers the same width.')
  demand(normalization === 'none' || hidden.length > 0, 'network.normalization', 'none, since there is no hidden layer to normalize',
    brief(normalization))
  const lone = hidden.indexOf(1)
  demand(normalization !== 'layer' || lone < 0, `network.layers[${lone + 1}]`,
    'at least 2 neurons with layer normalization, which takes a single one to 0', 1)
  if (weights.kind !== 'sparse') return
  const widest = layers.slice(0, -1).reduce((most, width) => Math.max(most, width), 0)
  demand(weights.connections <= widest, 'network.initialization.weights.connections',
    `at most ${widest}, the inputs of the layer with the most`, weights.connections)
}

function checkBatches(demand: Demand, { batchSize }: TrainingSpec, { train }: DataSpec, { normalization }: NetworkSpec): void {
  const where = 'training.batchSize'
  if (!demand(batchSize <= train, where, `at most data.train, ${train}`, batchSize) || normalization !== 'batch') return
  const remedy = 'Batch normalization takes a batch of one to 0.'
  if (demand(batchSize > 1, where, 'at least 2 with batch normalization', batchSize, remedy)) {
    demand(train % batchSize !== 1, where, `a size that leaves no last batch of a single one of ${train} examples`, batchSize, remedy)
  }
}

/** Weights, biases and one batch of activations: what a run must allocate. */
function checkSizes(demand: Demand, { layers }: NetworkSpec, batchSize: number): void {
  const units = layers.reduce((sum, width) => sum + width, 0)
  const parameters = layers.reduce((sum, width, l) => (l === 0 ? 0 : sum + width * (layers[l - 1]! + 1)), 0)
  demand(parameters <= LIMITS.parameters, 'network.layers', `at most ${LIMITS.parameters} weights and biases`, parameters)
  demand(units * batchSize <= LIMITS.batchValues, 'training.batchSize', `batchSize × all units at most ${LIMITS.batchValues}`,
    `${batchSize} × ${units}`, 'Take smaller batches or narrower layers.')
}

function checkOptimizer(demand: Demand, { optimizer, l2 }: TrainingSpec): void {
  if (optimizer.kind === 'sgd') {
    demand(!optimizer.nesterov || optimizer.momentum !== 0, 'training.optimizer.nesterov', 'false without momentum', optimizer.nesterov,
      'Set training.optimizer.momentum, such as 0.9.')
  } else if (optimizer.kind === 'adamw') {
    demand(l2 === 0, 'training.l2', '0 with adamw, which has its own decay', l2, 'Set training.optimizer.weightDecay.')
  }
}

/** Each layer once and rising, so that one choice has one document; with none left to train there would be nothing to run. */
function checkFrozen(demand: Demand, { frozen = [] }: TrainingSpec, { layers }: NetworkSpec): void {
  const [where, last] = ['training.frozen', layers.length - 1]
  const at = frozen.findIndex((l, i) => l > last || (i > 0 && l <= frozen[i - 1]!))
  const expected = frozen[at]! > last ? `a layer from 1 to ${last}, the output layer` : 'every layer once, in rising order'
  if (demand(at < 0, `${where}[${at}]`, expected, frozen[at])) {
    demand(frozen.length < last, where, 'at least one layer left to train', `all ${last}`,
      'To look at an untrained network, set training.epochs to 0.')
  }
}

/** Rising, so that one choice has one document; each says something, and only what this optimizer has. */
function checkChanges(demand: Demand, { changes = [], optimizer: { kind } }: TrainingSpec): void {
  let before = 0
  for (const [i, { step, ...numbers }] of changes.entries()) {
    const { momentum, l2 } = numbers
    const where = `training.changes[${i}]`
    if (demand(step > before, `${where}.step`, `rising steps, above ${before}`, step) &&
      demand(Object.keys(numbers).length > 0, where, 'a learningRate, momentum or l2 from there on', 'none of them') &&
      demand(momentum === undefined || kind === 'sgd', `${where}.momentum`, `no momentum with ${kind}, which has none of its own`, momentum)) {
      demand(l2 === undefined || kind !== 'adamw', `${where}.l2`, 'no l2 with adamw, which has its own decay', l2)
    }
    before = step
  }
}

function checkQuantities(demand: Demand, { quantities }: ObserveSpec, data: DataSpec): void {
  const [regression, unvalidated] = [isRegression(data), data.validation === 0]
  for (const [i, name] of quantities.entries()) {
    const [where, got] = [`observe.quantities[${i}]`, brief(name)]
    if (demand(quantities.indexOf(name) === i, where, 'every quantity once', `${got} again`) &&
      demand(!(regression && /accuracy$/i.test(name)), where, 'no accuracy in regression', got)) {
      demand(!(unvalidated && name.startsWith('validation')), where, 'no validation quantity, since data.validation is 0', got)
    }
  }
}

/** Every reading of the run is kept; their number is known before it starts. */
function checkReadings(demand: Demand, { data, network, training, observe }: Experiment): void {
  const { every, quantities } = observe
  const stepsPerEpoch = Math.ceil(data.train / training.batchSize)
  const times = 'steps' in every ? (training.epochs * stepsPerEpoch) / every.steps : training.epochs / every.epochs
  const hiddenAndOutput = network.layers.slice(1)
  const perLayer = quantities.filter(name => (LAYER_QUANTITIES as readonly string[]).includes(name)).length
  const neurons = observe.perNeuron ? hiddenAndOutput.reduce((sum, width) => sum + width, 0) : 0
  const readings = (Math.floor(times) + 2) * (perLayer * hiddenAndOutput.length + quantities.length - perLayer + neurons)
  demand(readings <= LIMITS.readings, 'observe.every', `at most ${LIMITS.readings} readings in a run`, readings,
    'Observe less often, fewer quantities, or without perNeuron.')
}

/** Everything in a complete document that cannot be run or would mean nothing, in the document's order. O(layers). */
export function problemsOf(experiment: Experiment): Problem[] {
  const { data, network, training, observe } = experiment
  const problems: Problem[] = []
  const demand = demandsInto(problems)
  checkFit(demand, data, network)
  checkOutput(demand, network, isRegression(data))
  checkHidden(demand, network)
  checkBatches(demand, training, data, network)
  checkSizes(demand, network, training.batchSize)
  checkOptimizer(demand, training)
  checkFrozen(demand, training, network)
  checkChanges(demand, training)
  demand(observe.examples <= data.train, 'observe.examples', `at most data.train, ${data.train}`, observe.examples)
  checkQuantities(demand, observe, data)
  checkReadings(demand, experiment)
  return problems
}
