import type { ActivationName, NormalizationName, OptimizerSpec, WeightInitialization } from '../../experiment/index.ts'
import type { Catalogue } from './index.ts'

export const english = {
  anew: 'a change starts anew', live: 'live', liveSays: 'can change while the run goes on',
  mixed: 'what is not live starts anew',
  followed: (names: string) => `Also changed, to fit: ${names}.`,
  names: {
    'network.layers': 'inputs and outputs', 'network.outputActivation': 'output', 'network.cost': 'cost',
    'network.residual': 'residual links off',
    'network.normalization': 'no normalisation', 'network.initialization.weights.connections': 'inputs a neuron',
    'training.batchSize': 'batch size',
    'training.optimizer.nesterov': 'Nesterov off', 'training.l2': 'L2 decay', 'training.frozen': 'frozen layers'
  },
  advanced: 'More',
  notANumber: 'A number, such as 0.5.',
  wholeFrom: (low: number, high: number) => `A whole number from ${low} to ${high}.`,
  trouble: {
    bad: (step: number, layer: string, what: string, operation: string) =>
      `At update ${step} ${what} of ${layer} grew beyond all numbers, ${operation}.`,
    layer: (layer: number) => `layer ${layer}`, output: 'the output',
    badWhole: (step: number, what: string, operation: string) => `At update ${step} ${what} grew beyond all numbers, ${operation}.`,
    quantities: {
      activation: 'the activations a', weightedInput: 'the weighted inputs z', cost: 'the cost', delta: 'the errors δ',
      gradWeights: 'the gradient of the weights',
      gradBiases: 'the gradient of the biases', gradGains: 'the gradient of the gains', weights: 'the weights', biases: 'the biases',
      gains: 'the gains'
    },
    operations: {
      input: 'in the data', initialisation: 'as they were drawn', update: 'by the update itself',
      'matrix product': 'in the product of weights and activations',
      normalisation: 'in the normalisation', activation: 'in the activation function', cost: 'in the cost',
      backpropagation: 'on the way back',
      gradient: 'in the gradient', unknown: 'somewhere'
    },
    back: 'Back to the last one that ran', book: 'Open the book’s network'
  },
  busy: {
    opening: 'Getting this experiment ready takes a while.', working: 'This network takes long for every update.',
    size: (weights: string, memory: string) => `${weights} weights and biases; about ${memory} of memory.`,
    back: 'Cancel, and back to the last one that ran', book: 'Cancel, and open the book’s network'
  },
  unequal: {
    differ: (large: string, reach: string, small: string, other: string) =>
      `The columns differ much in size: ${large} reaches ${reach}, ${small} only ${other}.`,
    large: (column: string, reach: string) => `The inputs are large: ${column} reaches ${reach}.`,
    why: 'Large inputs saturate the first layer before it has learned anything. Standardised, every column has mean 0 and standard deviation 1 over the training examples.',
    mend: 'Standardise the columns', leave: 'Leave them as they are', column: (name: string) => (/^\d+$/.test(name) ? `column ${name}` : `“${name}”`)
  },
  remedies: {
    try: 'Worth a try, from the beginning and with the same seed:',
    none: 'The data hold values that are no numbers: no setting mends that.',
    learningRate: (rate: string) => `Learning rate ${rate}`, clipping: (limit: string) => `Clip gradients at norm ${limit}`,
    weights: (kind: string) => `${kind} weights`, l2: 'No L2 decay'
  },
  help: {
    title: 'Keys', space: 'Space', play: 'play and pause', update: 'one update', epoch: 'one epoch',
    back: 'back to the moment recorded before',
    forward: 'on to the next recorded moment', reset: 'reset with the same seed', seed: 'new seed', build: 'show or hide the build panel',
    help: 'this list',
    named: { arrows: '← → Home End', enter: 'Enter', escape: 'Esc' },
    arrows: 'on a chart: move through time', enter: 'on a chart: keep the moment', escape: 'let go of it',
    single: 'Single keys work (turn them off if you speak to your computer, or press keys by accident)', close: 'Close'
  },
  data: {
    legend: 'Data', kind: 'Data set',
    images: 'Images', points: 'Points in the plane', other: 'Numbers', own: 'Your own',
    mnist: 'MNIST, 1,000 digits (in this page)', mnistWhole: 'MNIST, 50,000 digits (47 MB)',
    mnistLoads: 'Loaded from this server when it is chosen, 47 MB.',
    mnistNot: 'All 50,000 digits need the page from a server (deltascope lab): this one is a single file.',
    curves: 'Curves, to be reproduced', circles: 'Circles', blobs: 'Blobs', spirals: 'Spirals', xor: 'XOR',
    regression: 'A wave, to be fitted',
    train: 'Training examples', validation: 'Validation examples', noise: 'Noise', classes: 'Classes', side: 'Pixels a side',
    reconstruct: 'Targets are the inputs', scale: 'Inputs times',
    standardize: 'Standardise columns', standardizeSays: 'each input to mean 0 and standard deviation 1 over the training examples',
    remove: 'Remove from this page',
    targets: 'Targets', targetsColumn: 'Column of targets', targetsArray: 'Array of targets',
    task: 'Task', classification: 'classes', regressionTask: 'measured values',
    choose: 'Open your own data …',
    formats: 'CSV, IDX, npy or npz, gzipped or not, or an experiment in JSON; or drop files anywhere on the page. Nothing leaves this page.',
    reading: (name: string) => `Reading ${name} …`,
    waits: (name: string) => `${name} is here. Now the other file of the pair: labels or inputs.`,
    rows: (rows: number, inputs: number) => `${rows} ${rows === 1 ? 'row' : 'rows'} of ${inputs} ${inputs === 1 ? 'input' : 'inputs'}`
  },
  network: {
    legend: 'Network', depth: 'Hidden layers', inputs: (n: number) => (n === 1 ? '1 input' : `${n} inputs`),
    outputs: (n: number) => (n === 1 ? '1 output' : `${n} outputs`),
    width: (layer: number) => `Neurons in layer ${layer}`, widthDrag: (layer: number) => `Width of layer ${layer}`,
    neurons: (n: number) => (n === 1 ? '1 neuron' : `${n} neurons`),
    move: (layer: number, of: number) => `Move layer ${layer} of ${of}: drag, or arrow keys`, remove: (layer: number) =>
      `Remove layer ${layer}`,
    add: 'Add a layer', many: (n: number) => `${n} hidden layers: too many to list. Write them as text.`,
    text: 'As text', textSays: '784-30x5-10: five layers of 30',
    activation: 'Activation', output: 'Output and cost', normalization: 'Normalisation', residual: 'Residual links',
    residualNot: 'needs two neighbouring layers of equal width'
  },
  start: {
    legend: 'Start', weights: 'Weights', scaling: 'divided by', std: 'Standard deviation', gain: 'Gain', distribution: 'Drawn from',
    connections: 'Inputs a neuron', value: 'Value', biases: 'Biases', biasStd: 'Standard deviation', biasValue: 'Value', seed: 'Seed'
  },
  training: {
    legend: 'Training', optimizer: 'Optimiser', learningRate: 'Learning rate', momentum: 'Momentum', nesterov: 'Nesterov’s momentum',
    nesterovNot: 'needs a momentum', sutskever: 'Rising (Sutskever)', momentumMax: 'rises to', batchSize: 'Batch size', l2: 'L2 decay',
    l2Not: 'AdamW has its own decay',
    epochs: 'Epochs', epochsSays: 'more of them go on; fewer start anew',
    decay: 'Decay of squares', beta1: 'Decay of means', beta2: 'Decay of squares', epsilon: 'In the denominator',
    weightDecay: 'Weight decay',
    schedule: 'Schedule', constant: 'constant', step: 'in steps', cosine: 'cosine', every: 'Epochs a step', factor: 'Factor a step',
    final: 'Final share',
    clipping: 'Clip gradients', none: 'no', norm: 'by their norm', byValue: 'each value', limit: 'at most',
    frozen: 'Frozen layers', frozenText: 'Frozen, as text', frozenSays: '1-4-5: layers 1, 4 and 5', outputLayer: 'output'
  },
  activations: {
    sigmoid: 'sigmoid', tanh: 'tanh', relu: 'ReLU', leakyRelu: 'leaky ReLU', elu: 'ELU', selu: 'SELU', gelu: 'GELU', silu: 'SiLU (swish)',
    softplus: 'softplus', softsign: 'softsign', hardTanh: 'hard tanh', erf: 'erf', linear: 'linear'
  } satisfies Record<ActivationName, string>,
  outputs: {
    'sigmoid+crossEntropy': 'sigmoid, cross-entropy', 'sigmoid+quadratic': 'sigmoid, quadratic',
    'linear+quadratic': 'linear, quadratic', 'softmax+logLikelihood': 'softmax, log-likelihood'
  },
  weights: {
    normal: 'normal', uniform: 'uniform', he: 'He', glorot: 'Glorot (Xavier)', lecun: 'LeCun', orthogonal: 'orthogonal',
    identity: 'identity',
    sparse: 'sparse', constant: 'all alike', safetensors: 'from a file'
  } satisfies Record<WeightInitialization['kind'], string>,
  scalings: { none: 'nothing', fanIn: '√fan-in', fanAverage: '√mean fan' },
  distributions: { normal: 'normal', uniform: 'uniform' },
  biases: { normal: 'normal', zero: 'zero', constant: 'all alike' },
  normalizations: { none: 'none', batch: 'batch', layer: 'layer' } satisfies Record<NormalizationName, string>,
  optimizers: { sgd: 'SGD', adagrad: 'Adagrad', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' } satisfies Record<OptimizerSpec['kind'],
  string>
}

export type ControlWords = Catalogue<typeof english>
