import type { ExperimentInput, LayerQuantity } from '../../experiment/index.ts'

/**
 * The stories in the order of the chapter, by group, and the experiment that each begins with. This much is in the page's first load, so
 * that `#story=chance` opens what it means at once; the questions and the words come when a story is shown.
 */
export const STORY_GROUPS = {
  problem: ['bars', 'depth', 'training', 'minibatches', 'small-gradient', 'chance', 'cancelled'],
  cause: ['chain', 'exploding', 'prevalence', 'products', 'unscaled', 'activations'],
  obstacles: ['first-layer', 'identity', 'idle-layers', 'saturation', 'momentum'],
  cures: ['cures', 'phase']
} as const

export type StoryGroup = keyof typeof STORY_GROUPS
export type StoryId = (typeof STORY_GROUPS)[StoryGroup][number]
export const STORY_IDS: readonly StoryId[] = Object.values(STORY_GROUPS).flat()

/** Stories that are about Understand more than about a run: it stands first then. */
export const THOUGHT: ReadonlySet<StoryId> = new Set(['chain', 'exploding', 'prevalence', 'identity'])

/** The story of that name; null for anything else that an address may hold. */
export function storyNamed(name: string | undefined): StoryId | null {
  return STORY_IDS.find(id => id === name) ?? null
}

/** The first 1,000 images, which the page has with it, and none to validate. */
const sample = { data: { kind: 'mnist', train: 1000, validation: 0 } } as const
const network = (depth: number, width = 30) => ({ layers: [784, ...Array<number>(depth).fill(width), 10] })
/** The book's networks as its figures show them: one update an epoch on all images. */
const book = (depth: number, epochs = 500): ExperimentInput => ({ ...sample, network: network(depth), training: { epochs } })
const smallBatches = (depth: number, epochs: number): ExperimentInput =>
  ({ ...sample, network: network(depth), training: { batchSize: 10, epochs } })
const zero = { kind: 'zero' } as const

/** Four neurons in a row, as in the chapter's derivation. */
const chain: ExperimentInput = {
  data: { kind: 'regression' },
  network: { layers: [1, 1, 1, 1, 1], outputActivation: 'sigmoid', cost: 'quadratic', initialization: { weights: { scaling: 'none' } } },
  training: { epochs: 200 }
}

const saturation: readonly LayerQuantity[] = ['activationMean', 'saturatedShare', 'deltaNorm']

export const STORY_INPUTS: Readonly<Record<StoryId, ExperimentInput>> = {
  bars: book(2),
  depth: book(2),
  training: book(4),
  minibatches: { ...smallBatches(2, 5), observe: { every: { steps: 1 } } },
  'small-gradient': book(2),
  chance: book(4),
  cancelled: book(4),
  chain,
  exploding: chain,
  prevalence: chain,
  products: book(4),
  unscaled: book(2),
  activations: book(4, 150),
  'first-layer': { ...smallBatches(2, 30), training: { batchSize: 10, epochs: 30, frozen: [1] } },
  identity: smallBatches(1, 30),
  'idle-layers': smallBatches(1, 30),
  saturation: {
    ...sample,
    network: {
      ...network(3, 100), outputActivation: 'softmax',
      initialization: { weights: { kind: 'uniform', scaling: 'fanIn', std: 1 / Math.sqrt(3) }, biases: zero }
    },
    training: { optimizer: { learningRate: 0.4 }, batchSize: 10, epochs: 30, l2: 0 },
    observe: { every: { steps: 25 }, examples: 300, quantities: saturation }
  },
  momentum: {
    data: { kind: 'curves', side: 12, train: 1000, validation: 0 },
    network: {
      layers: [144, 48, 24, 6, 24, 48, 144], outputActivation: 'sigmoid', cost: 'quadratic',
      initialization: { weights: { kind: 'sparse', connections: 15, std: 1 }, biases: zero }
    },
    training: { optimizer: { learningRate: 1 }, batchSize: 40, epochs: 60 }
  },
  cures: book(4, 150),
  phase: {
    ...sample,
    network: {
      ...network(16, 60), activation: 'tanh', outputActivation: 'softmax',
      initialization: { weights: { std: 1 }, biases: { std: Math.sqrt(0.05) } }
    },
    training: { optimizer: { learningRate: 0.05 }, batchSize: 50, epochs: 20, l2: 0 },
    observe: { examples: 200 }
  }
}
