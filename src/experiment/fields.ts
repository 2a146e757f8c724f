import { PLACES, type Place } from './paths.ts'

/** One row of the URL's vocabulary: the short key, the field's path in the document, how its value is written, and what it says. */
export interface Field extends Place {
  readonly says: string
}

// Apart from the places, so that a page that reads links does not carry what only its help and the manual show.
const SAYS: Readonly<Record<string, string>> = {
  data: 'mnist, circles, blobs, spirals, xor, regression, curves, idx, csv, npy, npz',
  train: 'training examples',
  val: 'validation examples',
  noise: 'noise of synthetic data',
  classes: 'classes of synthetic data',
  side: 'pixels along an image of a curve',
  inputs: 'file of inputs',
  targets: 'file, column or array of targets',
  task: 'classification, regression',
  scale: 'factor on the inputs of a file',
  standard: 'each column of a file to mean 0 and deviation 1, 1 or 0',
  recon: 'targets are the inputs, 1 or 0',
  net: '784-30-30-10; 30x100 is a hundred layers of 30',
  act: 'activation of the hidden layers',
  out: 'sigmoid, linear, softmax',
  cost: 'quadratic, crossEntropy, logLikelihood',
  w: 'how weights start',
  wscale: 'none, fanIn, fanAverage',
  wstd: 'standard deviation of weights before scaling',
  wdist: 'normal, uniform',
  wgain: 'gain',
  wcount: 'incoming weights of a neuron (sparse)',
  wvalue: 'every weight (constant)',
  wfile: 'safetensors file',
  b: 'how biases start: normal, zero, constant',
  bstd: 'standard deviation of biases',
  bvalue: 'every bias (constant)',
  norm: 'none, batch, layer',
  res: 'residual links, 1 or 0',
  opt: 'sgd, adagrad, rmsprop, adam, adamw',
  lr: 'learning rate',
  mom: '0.9, or sutskever:0.99 (its maximum)',
  nes: 'Nesterov momentum, 1 or 0',
  decay: 'decay of RMSprop',
  beta1: 'β₁ of Adam',
  beta2: 'β₂ of Adam',
  eps: 'ε of adaptive optimizers',
  wd: 'weight decay of AdamW',
  sched: 'constant, step, cosine',
  severy: 'epochs between steps',
  sfactor: 'factor at each step',
  sfinal: 'final share of the rate (cosine)',
  batch: 'examples in a batch',
  epochs: 'epochs',
  l2: 'λ',
  clip: 'none, norm:1, value:0.5',
  frozen: '1-2: layers that are not trained',
  chg: '100:lr:0.5,200:mom:0.9:l2:0: other numbers from an update on',
  every: '1 or 1epochs: epochs; 10steps: steps',
  watch: 'examples every reading is taken on',
  read: 'deltaNorm,cost,accuracy; none',
  neurons: 'a reading for every neuron, 1 or 0',
  seed: 'seed'
}

/** The whole vocabulary of experiment URLs, version 1, in the order they are written; `v` comes before all. */
export const FIELDS: readonly Field[] = PLACES.map(place => ({ ...place, says: SAYS[place.key]! }))
