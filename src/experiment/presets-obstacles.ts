import type { ActivationName, ExperimentInput, SutskeverMomentum, WeightInitialization } from './document.ts'

/** Uniform weights as in Glorot and Bengio 2010: within ±1/√fanIn (their eq. 15, the usual way then), or eq. 16, their own. */
const standardUniform: WeightInitialization = { kind: 'uniform', scaling: 'fanIn', std: 1 / Math.sqrt(3) }
const normalisedUniform: WeightInitialization = { kind: 'glorot', distribution: 'uniform', gain: 1 }

const saturation = (
  name: string, title: string, description: string, activation: ActivationName, weights: WeightInitialization,
  { depth, learningRate, steps }: { readonly depth: number; readonly learningRate: number; readonly steps: number }
) => ({
  name: `saturation-${name}`, title, description,
  input: {
    data: { train: 10000, validation: 1000 },
    network: {
      layers: [784, ...Array<number>(depth).fill(100), 10], activation, outputActivation: 'softmax',
      initialization: { weights, biases: { kind: 'zero' } }
    },
    training: { optimizer: { learningRate }, batchSize: 10, epochs: steps / 1000, l2: 0 },
    observe: {
      every: { steps: steps / 50 }, examples: 300,
      quantities: ['activationMean', 'activationVariance', 'saturatedShare', 'cost']
    }
  } satisfies ExperimentInput
})

const sutskever: SutskeverMomentum = { kind: 'sutskever', max: 0.99 }
const autoencoder = (side: ExperimentInput['data'], layers: readonly number[], learningRate: number, epochs: number) => ({
  data: { ...side, train: 1000, validation: 0 },
  network: {
    layers, outputActivation: 'sigmoid', cost: 'quadratic',
    initialization: { weights: { kind: 'sparse', connections: 15, std: 1 }, biases: { kind: 'zero' } }
  },
  training: { optimizer: { learningRate, momentum: sutskever, nesterov: true }, batchSize: 40, epochs },
  observe: { every: { epochs: epochs / 10 }, quantities: ['cost'] }
}) satisfies ExperimentInput

/** Saturation through training and momentum on deep autoencoders (claims 18 and 19). */
export const obstaclePresets = [
  saturation('sigmoid', 'The top sigmoid layer saturates',
    'Follows the activations of four sigmoid layers: the top one falls towards 0 at once and comes back after thousands of updates.',
    'sigmoid', standardUniform, { depth: 4, learningRate: 0.4, steps: 15000 }),
  saturation('tanh', 'Five tanh layers, the usual weights',
    'Follows the activations of five tanh layers that start with uniform weights within ±1/√fan-in.',
    'tanh', standardUniform, { depth: 5, learningRate: 0.1, steps: 2000 }),
  saturation('tanh-normalised', 'Five tanh layers, normalised weights',
    'Like saturation-tanh, but with weights scaled so that neither signals nor gradients shrink from layer to layer.',
    'tanh', normalisedUniform, { depth: 5, learningRate: 0.1, steps: 2000 }),
  {
    name: 'curves-autoencoder', title: 'A deep autoencoder of curves',
    description: 'Squeezes images of curves, which six numbers say, through six neurons, with Nesterov momentum from a sparse start.',
    input: autoencoder({ kind: 'curves', side: 12 }, [144, 48, 24, 6, 24, 48, 144], 1, 100)
  },
  {
    name: 'digits-autoencoder', title: 'A deep autoencoder of digits',
    description: 'Squeezes MNIST images through ten neurons and back, with Nesterov momentum from a sparse start.',
    input: autoencoder({ kind: 'mnist', reconstruct: true }, [784, 40, 10, 40, 784], 0.1, 50)
  }
]
