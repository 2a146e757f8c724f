/** How a field is written in a URL. `other` fields have more than one shape; url.ts says which. */
export type FieldType = 'number' | 'text' | 'name' | 'flag' | 'layers' | 'names' | 'momentum' | 'clipping' | 'changes' | 'every'

/** Where a field stands: its short key in a URL, its path in the document, and how its value is written. */
export interface Place {
  readonly key: string
  readonly path: string
  readonly type: FieldType
}

const place = (key: string, path: string, type: FieldType): Place => ({ key, path, type })
const weights = 'network.initialization.weights'
const biases = 'network.initialization.biases'
const optimizer = 'training.optimizer'
const schedule = 'training.schedule'

/** The whole vocabulary of experiment URLs, version 1, in the order they are written; `v` comes before all. What each field says stands in fields.ts. */
export const PLACES: readonly Place[] = [
  place('data', 'data.kind', 'name'),
  place('train', 'data.train', 'number'),
  place('val', 'data.validation', 'number'),
  place('noise', 'data.noise', 'number'),
  place('classes', 'data.classes', 'number'),
  place('side', 'data.side', 'number'),
  place('inputs', 'data.inputs', 'text'),
  place('targets', 'data.targets', 'text'),
  place('task', 'data.task', 'name'),
  place('scale', 'data.scale', 'number'),
  place('standard', 'data.standardize', 'flag'),
  place('recon', 'data.reconstruct', 'flag'),
  place('net', 'network.layers', 'layers'),
  place('act', 'network.activation', 'name'),
  place('out', 'network.outputActivation', 'name'),
  place('cost', 'network.cost', 'name'),
  place('w', `${weights}.kind`, 'name'),
  place('wscale', `${weights}.scaling`, 'name'),
  place('wstd', `${weights}.std`, 'number'),
  place('wdist', `${weights}.distribution`, 'name'),
  place('wgain', `${weights}.gain`, 'number'),
  place('wcount', `${weights}.connections`, 'number'),
  place('wvalue', `${weights}.value`, 'number'),
  place('wfile', `${weights}.file`, 'text'),
  place('b', `${biases}.kind`, 'name'),
  place('bstd', `${biases}.std`, 'number'),
  place('bvalue', `${biases}.value`, 'number'),
  place('norm', 'network.normalization', 'name'),
  place('res', 'network.residual', 'flag'),
  place('opt', `${optimizer}.kind`, 'name'),
  place('lr', `${optimizer}.learningRate`, 'number'),
  place('mom', `${optimizer}.momentum`, 'momentum'),
  place('nes', `${optimizer}.nesterov`, 'flag'),
  place('decay', `${optimizer}.decay`, 'number'),
  place('beta1', `${optimizer}.beta1`, 'number'),
  place('beta2', `${optimizer}.beta2`, 'number'),
  place('eps', `${optimizer}.epsilon`, 'number'),
  place('wd', `${optimizer}.weightDecay`, 'number'),
  place('sched', `${schedule}.kind`, 'name'),
  place('severy', `${schedule}.every`, 'number'),
  place('sfactor', `${schedule}.factor`, 'number'),
  place('sfinal', `${schedule}.final`, 'number'),
  place('batch', 'training.batchSize', 'number'),
  place('epochs', 'training.epochs', 'number'),
  place('l2', 'training.l2', 'number'),
  place('clip', 'training.gradientClipping', 'clipping'),
  place('frozen', 'training.frozen', 'layers'),
  place('chg', 'training.changes', 'changes'),
  place('every', 'observe.every', 'every'),
  place('watch', 'observe.examples', 'number'),
  place('read', 'observe.quantities', 'names'),
  place('neurons', 'observe.perNeuron', 'flag'),
  place('seed', 'seed', 'number')
]

/** The path of every field of the document; unions by their fields together. */
export const PATHS: readonly string[] = PLACES.map(({ path }) => path)
