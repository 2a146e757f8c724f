import { InputError } from '../errors/index.ts'
import type { Experiment, ExperimentInput, QuantityName } from './document.ts'
import { curePresets, freezePresets } from './presets-cures.ts'
import { obstaclePresets } from './presets-obstacles.ts'
import { phasePresets } from './presets-phase.ts'
import { problemPresets } from './presets-problem.ts'
import { brief, didYouMean } from './problem.ts'
import { resolve } from './resolve.ts'

/** A named experiment. The name is what the command line and `presetNamed` take; the description is one sentence. */
export interface Preset {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly experiment: Experiment
}

const COUNTS = ['no', 'one', 'two', 'three', 'four'] as const
const hiddenLayers = (depth: number): string => `${COUNTS[depth]} hidden layer${depth === 1 ? '' : 's'}`
/** The chapter's networks: [784, 30, …, 30, 10] with `depth` hidden layers. */
const network = (depth: number): { layers: readonly number[] } => ({ layers: [784, ...Array<number>(depth).fill(30), 10] })
/** The three measures of a layer's speed, beside the two of how far the network is. Validation would cost ten times the training here. */
const speeds: readonly QuantityName[] = ['deltaNorm', 'deltaRms', 'weightGradientNorm', 'cost', 'accuracy']

const preset = (name: string, title: string, description: string, input: ExperimentInput): Preset =>
  ({ name, title, description, experiment: resolve(input) })

const accuracy = (depth: number): Preset => preset(
  `accuracy-${depth}`, `Accuracy with ${hiddenLayers(depth)}`,
  `Trains [${network(depth).layers.join(', ')}] on all 50,000 images for 30 epochs and reads the accuracy on the 10,000 validation images.`,
  { network: network(depth), data: { train: 50000 }, training: { batchSize: 10, epochs: 30 } }
)

const initial = (depth: number): Preset => preset(
  `initial-${depth}`, `Gradients at the start, ${hiddenLayers(depth)}`,
  `Measures the untrained network with ${hiddenLayers(depth)}: how fast every layer, and every neuron, would learn at first.`,
  { network: network(depth), training: { epochs: 0 }, observe: { quantities: speeds, perNeuron: true } }
)

const speed = (depth: number): Preset => preset(
  `speed-${depth}`, `Speed of learning, ${hiddenLayers(depth)}`,
  `Follows ‖δ‖ of every layer during 500 epochs of full-batch descent on the first 1,000 images, with ${hiddenLayers(depth)}.`,
  { network: network(depth), observe: { quantities: speeds } }
)

const speedOnTenThousand = (depth: number): Preset => preset(
  `speed-${depth}-10000`, `Speed of learning on 10,000 images, ${hiddenLayers(depth)}`,
  `Like speed-${depth}, but descends and measures on 10,000 images, as some summaries of the chapter have it; the book's own script uses 1,000.`,
  { network: network(depth), data: { train: 10000 }, training: { batchSize: 10000 }, observe: { examples: 10000, quantities: speeds } }
)

const minibatch = (depth: number): Preset => preset(
  `minibatch-${depth}`, `Speed of learning with mini-batches, ${hiddenLayers(depth)}`,
  `Like speed-${depth}, but with mini-batches of 10 for 5 epochs, so 500 updates as well, and a reading before each: noisier.`,
  { network: network(depth), training: { batchSize: 10, epochs: 5 }, observe: { every: { steps: 1 }, quantities: speeds } }
)

const largeWeights = (depth: number): Preset => preset(
  `large-weights-${depth}`, `Unscaled weights, ${hiddenLayers(depth)}`,
  `Like speed-${depth}, but with weights from N(0, 1) as in the chapter's argument, not N(0, 1/fan-in) as in its experiments.`,
  { network: { ...network(depth), initialization: { weights: { scaling: 'none' } } }, observe: { quantities: speeds } }
)

const chain = preset(
  'chain', 'A chain of single neurons',
  'Four sigmoid neurons in a row with weights and biases from N(0, 1), untrained: the network of the chapter\'s derivation.',
  {
    data: { kind: 'regression' },
    network: { layers: [1, 1, 1, 1, 1], outputActivation: 'sigmoid', cost: 'quadratic', initialization: { weights: { scaling: 'none' } } },
    training: { epochs: 0 }, observe: { quantities: ['deltaNorm', 'deltaRms', 'weightGradientNorm', 'cost'], perNeuron: true }
  }
)

const fourEquations = preset(
  'four-equations', 'The four equations of backpropagation',
  'One untrained network on 10 images, small enough to compare every gradient with a central difference.',
  {
    data: { train: 10, validation: 0 }, network: { layers: [784, 30, 30, 10], outputActivation: 'sigmoid', cost: 'quadratic' },
    training: { epochs: 0, l2: 0 }, observe: { quantities: ['deltaNorm', 'deltaRms', 'weightGradientNorm', 'cost'], perNeuron: true }
  }
)

const circles = preset(
  'circles', 'Two circles, in a second',
  'A small tanh network tells an inner from an outer circle: a first try that is over in a second.',
  {
    data: { kind: 'circles', noise: 0.03 }, network: { layers: [2, 16, 16, 2], activation: 'tanh', outputActivation: 'softmax' },
    training: { optimizer: { learningRate: 0.2, momentum: 0.9 }, batchSize: 50, epochs: 100 }
  }
)

const xor = preset(
  'xor', 'Exclusive or, in a second',
  'The smallest problem that needs a hidden layer, with the chapter\'s sigmoid neurons and one output.',
  {
    data: { kind: 'xor', noise: 0 }, network: { layers: [2, 8, 8, 1] },
    training: { optimizer: { learningRate: 0.2, momentum: 0.9 }, batchSize: 50, epochs: 100 }
  }
)

const list: readonly Preset[] = [
  circles, xor,
  ...[1, 2, 3, 4].map(accuracy),
  ...[2, 3, 4].flatMap(depth => [initial(depth), speed(depth), speedOnTenThousand(depth), minibatch(depth), largeWeights(depth)]),
  chain, fourEquations,
  ...[...problemPresets, ...curePresets, ...freezePresets, ...phasePresets, ...obstaclePresets].map(
    ({ name, title, description, input }) => preset(name, title, description, input)
  )
]

/** Every named experiment, by name: the chapter's, and two small ones for a first try. */
export const presets: Readonly<Record<string, Preset>> = Object.freeze(Object.fromEntries(list.map(one => [one.name, one])))

/** The preset of that name; an `InputError` with the nearest name when there is none. */
export function presetNamed(name: string): Preset {
  if (Object.hasOwn(presets, name)) return presets[name]!
  const names = Object.keys(presets)
  throw new InputError({
    code: 'usage', where: 'preset', expected: `one of ${names.join(', ')}`, got: brief(name), remedy: didYouMean(name, names)
  })
}
