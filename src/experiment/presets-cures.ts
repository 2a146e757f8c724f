import type { ExperimentInput, QuantityName } from './document.ts'

/** A preset before it is resolved. */
export interface PresetInput {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: ExperimentInput
}

const layers: readonly number[] = [784, 30, 30, 30, 30, 10]
const speeds: readonly QuantityName[] = ['deltaNorm', 'deltaRms', 'weightGradientNorm', 'cost', 'accuracy']
const zero = { kind: 'zero' } as const

const cure = (
  name: string, title: string, change: string, network: Omit<ExperimentInput['network'], 'layers'>,
  training: ExperimentInput['training'] = {}
): PresetInput => ({
  name: `cure-${name}`, title: `The stuck network with ${title}`,
  description: `Like speed-4, which stays at chance, but with ${change}.`,
  input: { network: { layers, ...network }, training, observe: { quantities: speeds } }
})

/** speed-4 with one change each, unless the description names two. */
export const curePresets: readonly PresetInput[] = [
  cure('scaled', 'scaled weights', 'orthogonal weights times 4, which makes up for the slope ¼ of the sigmoid, and biases 0',
    { initialization: { weights: { kind: 'orthogonal', gain: 4 }, biases: zero } }),
  cure('tanh', 'tanh', 'tanh neurons', { activation: 'tanh' }),
  cure('relu', 'ReLU', 'ReLU neurons', { activation: 'relu' }),
  cure('selu', 'SELU', 'SELU neurons and the weights they are made for (LeCun, biases 0)',
    { activation: 'selu', initialization: { weights: { kind: 'lecun' }, biases: zero } }),
  cure('selu-slow', 'SELU and half the rate', 'SELU neurons, LeCun weights, biases 0 and half the learning rate',
    { activation: 'selu', initialization: { weights: { kind: 'lecun' }, biases: zero } }, { optimizer: { learningRate: 0.05 } }),
  cure('batch', 'batch normalisation', 'batch normalisation', { normalization: 'batch' }),
  cure('layer', 'layer normalisation', 'layer normalisation', { normalization: 'layer' }),
  cure('residual', 'residual links', 'residual links', { residual: true }),
  cure('momentum', 'momentum', 'momentum 0.9', {}, { optimizer: { momentum: 0.9 } }),
  cure('adam', 'Adam', 'Adam at its usual rate 0.001', {}, { optimizer: { kind: 'adam' } }),
  cure('adam-free', 'Adam and no weight decay', 'Adam at the rate 0.01 and without weight decay', {},
    { optimizer: { kind: 'adam', learningRate: 0.01 }, l2: 0 })
]

const freeze = (name: string, title: string, what: string, frozen: readonly number[]): PresetInput => ({
  name: `freeze-${name}`, title,
  description: `Trains three hidden layers on 10,000 images in mini-batches, but ${what}.`,
  input: {
    network: { layers: [784, 30, 30, 30, 10] }, data: { train: 10000 }, training: { batchSize: 10, epochs: 10, frozen },
    observe: { quantities: ['deltaNorm', 'cost', 'accuracy', 'validationAccuracy'] }
  }
})

/** Three hidden layers of which some stay as they were drawn. */
export const freezePresets: readonly PresetInput[] = [
  freeze('none', 'No layer frozen', 'with none of its layers frozen, for comparison', []),
  freeze('first', 'The first layer frozen', 'the first hidden layer stays as it was drawn', [1]),
  freeze('first-two', 'The first two layers frozen', 'the first two hidden layers stay as they were drawn', [1, 2]),
  freeze('hidden', 'All hidden layers frozen', 'only the output layer learns', [1, 2, 3]),
  freeze('rest', 'Only the first layer trained', 'only the first hidden layer learns', [2, 3, 4])
]
