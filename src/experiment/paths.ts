/** How a field is written in a URL. `other` fields have more than one shape; url.ts says which. */
export type FieldType = 'number' | 'text' | 'name' | 'flag' | 'layers' | 'names' | 'momentum' | 'clipping' | 'every'

/** One row of the URL's vocabulary: the short key, the field's path in the document, how its value is written, and what it says. */
export interface Field {
  readonly key: string
  readonly path: string
  readonly type: FieldType
  readonly says: string
}

const field = (key: string, path: string, type: FieldType, says: string): Field => ({ key, path, type, says })
const weights = 'network.initialization.weights'
const biases = 'network.initialization.biases'
const optimizer = 'training.optimizer'
const schedule = 'training.schedule'

/** The whole vocabulary of experiment URLs, version 1, in the order they are written; `v` comes before all. */
export const FIELDS: readonly Field[] = [
  field('data', 'data.kind', 'name', 'mnist, circles, blobs, spirals, xor, regression, idx, csv, npy, npz'),
  field('train', 'data.train', 'number', 'training examples'),
  field('val', 'data.validation', 'number', 'validation examples'),
  field('noise', 'data.noise', 'number', 'noise of synthetic data'),
  field('classes', 'data.classes', 'number', 'classes of synthetic data'),
  field('inputs', 'data.inputs', 'text', 'file of inputs'),
  field('targets', 'data.targets', 'text', 'file, column or array of targets'),
  field('task', 'data.task', 'name', 'classification, regression'),
  field('scale', 'data.scale', 'number', 'factor on the inputs of a file'),
  field('net', 'network.layers', 'layers', '784-30-30-10; 30x100 is a hundred layers of 30'),
  field('act', 'network.activation', 'name', 'activation of the hidden layers'),
  field('out', 'network.outputActivation', 'name', 'sigmoid, linear, softmax'),
  field('cost', 'network.cost', 'name', 'quadratic, crossEntropy, logLikelihood'),
  field('w', `${weights}.kind`, 'name', 'how weights start'),
  field('wscale', `${weights}.scaling`, 'name', 'none, fanIn, fanAverage'),
  field('wstd', `${weights}.std`, 'number', 'standard deviation of weights before scaling'),
  field('wdist', `${weights}.distribution`, 'name', 'normal, uniform'),
  field('wgain', `${weights}.gain`, 'number', 'gain'),
  field('wcount', `${weights}.connections`, 'number', 'incoming weights of a neuron (sparse)'),
  field('wvalue', `${weights}.value`, 'number', 'every weight (constant)'),
  field('wfile', `${weights}.file`, 'text', 'safetensors file'),
  field('b', `${biases}.kind`, 'name', 'how biases start: normal, zero, constant'),
  field('bstd', `${biases}.std`, 'number', 'standard deviation of biases'),
  field('bvalue', `${biases}.value`, 'number', 'every bias (constant)'),
  field('norm', 'network.normalization', 'name', 'none, batch, layer'),
  field('res', 'network.residual', 'flag', 'residual links, 1 or 0'),
  field('opt', `${optimizer}.kind`, 'name', 'sgd, adagrad, rmsprop, adam, adamw'),
  field('lr', `${optimizer}.learningRate`, 'number', 'learning rate'),
  field('mom', `${optimizer}.momentum`, 'momentum', '0.9, or sutskever:0.99 (its maximum)'),
  field('nes', `${optimizer}.nesterov`, 'flag', 'Nesterov momentum, 1 or 0'),
  field('decay', `${optimizer}.decay`, 'number', 'decay of RMSprop'),
  field('beta1', `${optimizer}.beta1`, 'number', 'β₁ of Adam'),
  field('beta2', `${optimizer}.beta2`, 'number', 'β₂ of Adam'),
  field('eps', `${optimizer}.epsilon`, 'number', 'ε of adaptive optimizers'),
  field('wd', `${optimizer}.weightDecay`, 'number', 'weight decay of AdamW'),
  field('sched', `${schedule}.kind`, 'name', 'constant, step, cosine'),
  field('severy', `${schedule}.every`, 'number', 'epochs between steps'),
  field('sfactor', `${schedule}.factor`, 'number', 'factor at each step'),
  field('sfinal', `${schedule}.final`, 'number', 'final share of the rate (cosine)'),
  field('batch', 'training.batchSize', 'number', 'examples in a batch'),
  field('epochs', 'training.epochs', 'number', 'epochs'),
  field('l2', 'training.l2', 'number', 'λ'),
  field('clip', 'training.gradientClipping', 'clipping', 'none, norm:1, value:0.5'),
  field('every', 'observe.every', 'every', '1 or 1epochs: epochs; 10steps: steps'),
  field('watch', 'observe.examples', 'number', 'examples every reading is taken on'),
  field('read', 'observe.quantities', 'names', 'deltaNorm,cost,accuracy; none'),
  field('neurons', 'observe.perNeuron', 'flag', 'a reading for every neuron, 1 or 0'),
  field('seed', 'seed', 'number', 'seed')
]

/** The path of every field of the document; unions by their fields together. */
export const PATHS: readonly string[] = FIELDS.map(({ path }) => path)
