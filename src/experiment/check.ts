import { isReconstruction, isRegression } from './complete.ts'
import type { DataSpec, Experiment, NetworkSpec, ObserveSpec, TrainingSpec } from './document.ts'
import { LAYER_QUANTITIES } from './document.ts'
import { LIMITS } from './limits.ts'
import { COST_NAMES, COST_PARTNERS } from './names.ts'
import { brief, type Problem } from './problem.ts'

/** The width of an input, where the document alone says it. */
function inputsOf(data: DataSpec): number | undefined {
  if (data.kind === 'mnist') return 784
  if (data.kind === 'curves') return data.side * data.side
  return 'inputs' in data ? undefined : data.kind === 'regression' ? 1 : 2
}

/** What MNIST and the synthetic sets ask of the first and the last layer; a file's own sizes show when it is read. */
function fitProblems(data: DataSpec, { layers, outputActivation }: NetworkSpec): Problem[] {
  const last = layers.length - 1
  const [inputs, outputs] = [layers[0]!, layers[last]!]
  const problems: Problem[] = []
  const first = inputsOf(data) ?? inputs
  if (inputs !== first) {
    problems.push({ where: 'network.layers[0]', expected: `${first}, the inputs of ${data.kind} data`, got: brief(inputs) })
  }
  if (isReconstruction(data)) {
    if (outputs === inputs) return problems
    const expected = `${inputs}, as many outputs as inputs, which are the targets`
    return [...problems, { where: `network.layers[${last}]`, expected, got: brief(outputs) }]
  }
  const classes = data.kind === 'mnist' ? 10 : 'classes' in data ? data.classes : outputs
  const single = classes === 2 && outputs === 1
  const where = `network.layers[${last}]`
  if (single && outputActivation !== 'sigmoid') {
    problems.push({ where, expected: `2 outputs, or 1 with outputActivation "sigmoid"`, got: `1 with "${outputActivation}"` })
  } else if (outputs !== classes && !single) {
    const why = data.kind === 'regression' ? 'the target' : `the ${classes} classes`
    problems.push({ where, expected: `${classes}, for ${why} of ${data.kind} data`, got: brief(outputs) })
  } else if (outputs === 1 && outputActivation === 'softmax' && !isRegression(data)) {
    problems.push({ where, expected: 'at least 2 outputs with softmax, which is 1 for a single one', got: '1' })
  }
  return problems
}

/** Weights, biases and one batch of activations: what a run must allocate. */
function sizeProblems({ layers }: NetworkSpec, batchSize: number): Problem[] {
  let parameters = 0
  let units = layers[0]!
  for (let l = 1; l < layers.length; l++) {
    parameters += layers[l]! * (layers[l - 1]! + 1)
    units += layers[l]!
  }
  const problems: Problem[] = []
  if (parameters > LIMITS.parameters) {
    problems.push({ where: 'network.layers', expected: `at most ${LIMITS.parameters} weights and biases`, got: brief(parameters) })
  }
  if (units * batchSize > LIMITS.batchValues) {
    problems.push({
      where: 'training.batchSize', expected: `batchSize × all units at most ${LIMITS.batchValues}`,
      got: `${batchSize} × ${units}`, remedy: 'Take smaller batches or narrower layers.'
    })
  }
  return problems
}

function outputProblems({ outputActivation, cost }: NetworkSpec, regression: boolean): Problem[] {
  const where = 'network.cost'
  if (regression && outputActivation === 'softmax') {
    return [{ where: 'network.outputActivation', expected: 'linear or sigmoid for regression', got: '"softmax"' }]
  }
  if (regression && cost !== 'quadratic') {
    return [{ where, expected: 'quadratic, the cost for regression', got: brief(cost) }]
  }
  if (COST_PARTNERS[cost].includes(outputActivation)) return []
  const fitting = COST_NAMES.filter(name => COST_PARTNERS[name].includes(outputActivation))
  return [{
    where, expected: `${fitting.join(' or ')} with outputActivation "${outputActivation}"`, got: brief(cost),
    remedy: `Or take outputActivation "${COST_PARTNERS[cost].join('" or "')}".`
  }]
}

function hiddenProblems(network: NetworkSpec): Problem[] {
  const { layers, residual, normalization } = network
  const hidden = layers.slice(1, -1)
  const problems: Problem[] = []
  if (residual && !hidden.some((width, i) => i > 0 && width === hidden[i - 1])) {
    problems.push({
      where: 'network.residual', expected: 'false, since no two neighbouring hidden layers have the same width', got: 'true',
      remedy: 'Give two neighbouring hidden layers the same width.'
    })
  }
  if (normalization !== 'none' && hidden.length === 0) {
    const expected = 'none, since there is no hidden layer to normalize'
    problems.push({ where: 'network.normalization', expected, got: brief(normalization) })
  }
  const lone = hidden.indexOf(1)
  if (normalization === 'layer' && lone >= 0) {
    problems.push({
      where: `network.layers[${lone + 1}]`, expected: 'at least 2 neurons with layer normalization, which takes a single one to 0', got: '1'
    })
  }
  const { weights } = network.initialization
  const widest = layers.slice(0, -1).reduce((most, width) => Math.max(most, width), 0)
  if (weights.kind === 'sparse' && weights.connections > widest) {
    problems.push({
      where: 'network.initialization.weights.connections',
      expected: `at most ${widest}, the inputs of the layer with the most`, got: brief(weights.connections)
    })
  }
  return problems
}

function batchProblems({ batchSize }: TrainingSpec, { train }: DataSpec, { normalization }: NetworkSpec): Problem[] {
  const where = 'training.batchSize'
  if (batchSize > train) return [{ where, expected: `at most data.train, ${train}`, got: brief(batchSize) }]
  if (normalization !== 'batch') return []
  const remedy = 'Batch normalization takes a batch of one to 0.'
  if (batchSize === 1) return [{ where, expected: 'at least 2 with batch normalization', got: '1', remedy }]
  if (train % batchSize !== 1) return []
  return [{ where, expected: `a size that leaves no last batch of a single one of ${train} examples`, got: brief(batchSize), remedy }]
}

/** Each layer once and rising, so that one choice has one document; with none left to train there would be nothing to run. */
function frozenProblems({ frozen = [] }: TrainingSpec, { layers }: NetworkSpec): Problem[] {
  const last = layers.length - 1
  const at = frozen.findIndex((l, i) => l > last || (i > 0 && l <= frozen[i - 1]!))
  if (at >= 0) {
    const expected = frozen[at]! > last ? `a layer from 1 to ${last}, the output layer` : 'every layer once, in rising order'
    return [{ where: `training.frozen[${at}]`, expected, got: brief(frozen[at]) }]
  }
  if (frozen.length < last) return []
  const remedy = 'To look at an untrained network, set training.epochs to 0.'
  return [{ where: 'training.frozen', expected: 'at least one layer left to train', got: `all ${last}`, remedy }]
}

function optimizerProblems({ optimizer, l2 }: TrainingSpec): Problem[] {
  if (optimizer.kind === 'sgd' && optimizer.nesterov && optimizer.momentum === 0) {
    const remedy = 'Set training.optimizer.momentum, such as 0.9.'
    return [{ where: 'training.optimizer.nesterov', expected: 'false without momentum', got: 'true', remedy }]
  }
  if (optimizer.kind === 'adamw' && l2 !== 0) {
    const remedy = 'Set training.optimizer.weightDecay.'
    return [{ where: 'training.l2', expected: '0 with adamw, which has its own decay', got: brief(l2), remedy }]
  }
  return []
}

/** Rising, so that one choice has one document; each says something, and only what this optimizer has. */
function changeProblems({ changes = [], optimizer }: TrainingSpec): Problem[] {
  const problems: Problem[] = []
  for (const [i, { step, ...numbers }] of changes.entries()) {
    const where = `training.changes[${i}]`
    if (i > 0 && step <= changes[i - 1]!.step) {
      problems.push({ where: `${where}.step`, expected: `rising steps, above ${changes[i - 1]!.step}`, got: brief(step) })
    } else if (Object.keys(numbers).length === 0) {
      problems.push({ where, expected: 'a learningRate, momentum or l2 from there on', got: 'none of them' })
    } else if (numbers.momentum !== undefined && optimizer.kind !== 'sgd') {
      const expected = `no momentum with ${optimizer.kind}, which has none of its own`
      problems.push({ where: `${where}.momentum`, expected, got: brief(numbers.momentum) })
    } else if (numbers.l2 !== undefined && optimizer.kind === 'adamw') {
      problems.push({ where: `${where}.l2`, expected: 'no l2 with adamw, which has its own decay', got: brief(numbers.l2) })
    }
  }
  return problems
}

function quantityProblems({ quantities }: ObserveSpec, data: DataSpec): Problem[] {
  const problems: Problem[] = []
  for (const [i, name] of quantities.entries()) {
    const where = `observe.quantities[${i}]`
    if (quantities.indexOf(name) < i) {
      problems.push({ where, expected: 'every quantity once', got: `${brief(name)} again` })
    } else if (isRegression(data) && /accuracy$/i.test(name)) {
      problems.push({ where, expected: 'no accuracy in regression', got: brief(name) })
    } else if (data.validation === 0 && name.startsWith('validation')) {
      problems.push({ where, expected: 'no validation quantity, since data.validation is 0', got: brief(name) })
    }
  }
  return problems
}

/** Every reading of the run is kept; their number is known before it starts. */
function readingProblems({ data, network, training, observe }: Experiment): Problem[] {
  const { every, quantities } = observe
  const stepsPerEpoch = Math.ceil(data.train / training.batchSize)
  const times = 'steps' in every ? (training.epochs * stepsPerEpoch) / every.steps : training.epochs / every.epochs
  const hiddenAndOutput = network.layers.slice(1)
  const perLayer = quantities.filter(name => (LAYER_QUANTITIES as readonly string[]).includes(name)).length
  const neurons = observe.perNeuron ? hiddenAndOutput.reduce((sum, width) => sum + width, 0) : 0
  const readings = (Math.floor(times) + 2) * (perLayer * hiddenAndOutput.length + quantities.length - perLayer + neurons)
  if (readings <= LIMITS.readings) return []
  return [{
    where: 'observe.every', expected: `at most ${LIMITS.readings} readings in a run`, got: brief(readings),
    remedy: 'Observe less often, fewer quantities, or without perNeuron.'
  }]
}

/** Everything in a complete document that cannot be run or would mean nothing, in the document's order. O(layers). */
export function problemsOf(experiment: Experiment): Problem[] {
  const { data, network, training, observe } = experiment
  const { examples } = observe
  return [
    ...fitProblems(data, network),
    ...outputProblems(network, isRegression(data)),
    ...hiddenProblems(network),
    ...batchProblems(training, data, network),
    ...sizeProblems(network, training.batchSize),
    ...optimizerProblems(training),
    ...frozenProblems(training, network),
    ...changeProblems(training),
    ...(examples > data.train ? [{ where: 'observe.examples', expected: `at most data.train, ${data.train}`, got: brief(examples) }] : []),
    ...quantityProblems(observe, data),
    ...readingProblems(experiment)
  ]
}
