import type { ExperimentInput } from './document.ts'
import type { PresetInput } from './presets-cures.ts'

/** Near the critical point of tanh, where nearly all slopes are 1 (theory's `isometry`). */
const nearCritical = { gain: Math.sqrt(1.05), bias: Math.sqrt(2.0105e-5) }

const isometry = (name: string, kind: string, keep: string, weights: NonNullable<ExperimentInput['network']['initialization']>['weights']): PresetInput => ({
  name: `isometry-${name}`, title: `Twenty-one tanh layers with ${kind} weights`,
  description: `Measures twenty-one untrained layers of 60 tanh neurons near the critical point; their ${kind} weights ${keep}.`,
  input: {
    data: { train: 20, validation: 0 }, training: { epochs: 0, l2: 0 },
    network: {
      layers: [784, ...Array<number>(21).fill(60), 10], activation: 'tanh',
      initialization: { weights, biases: { kind: 'normal', std: nearCritical.bias } }
    },
    observe: { quantities: ['deltaRms', 'deltaNorm', 'weightGain', 'slopeGain', 'weightedInputVariance'] }
  }
})

const counts = ['one hidden layer', 'two hidden layers', 'three hidden layers', 'four hidden layers'] as const

const thousand = (depth: number, residual: boolean): PresetInput => ({
  name: `thousand-${depth}${residual ? '-residual' : ''}`,
  title: `A thousand images, ${counts[depth - 1]}${residual ? ' with residual links' : ''}`,
  description: `Like accuracy-${depth}, but on 1,000 images${residual ? ' and with residual links' : ''}, to see what each layer is worth and whether one more does harm.`,
  input: {
    data: { train: 1000 }, network: { layers: [784, ...Array<number>(depth).fill(30), 10], residual }, training: { batchSize: 10, epochs: 30 },
    observe: { examples: 1000, quantities: ['deltaNorm', 'cost', 'accuracy', 'validationAccuracy'] }
  }
})

/** Layer products near isometry (claim 14), and the networks that claim 15 reads out layer by layer and claim 17 adds layers to. */
export const problemPresets: readonly PresetInput[] = [
  isometry('gaussian', 'Gaussian', 'keep the signal on average only', { kind: 'normal', scaling: 'fanIn', std: nearCritical.gain }),
  isometry('orthogonal', 'orthogonal', 'keep the signal in every direction', { kind: 'orthogonal', gain: nearCritical.gain }),
  ...[1, 2, 3, 4].map(depth => thousand(depth, false)), ...[2, 3, 4].map(depth => thousand(depth, true))
]
