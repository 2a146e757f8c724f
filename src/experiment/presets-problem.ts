import type { ExperimentInput } from './document.ts'
import type { PresetInput } from './presets-cures.ts'

const hidden = (layers: number): readonly number[] => [784, ...Array<number>(layers).fill(30), 10]

/** Near the critical point of tanh, where nearly all slopes are 1 (theory's `isometry`). */
const nearCritical = { gain: Math.sqrt(1.05), bias: Math.sqrt(2.0105e-5) }

const isometry = (name: string, kind: string, keep: string, weights: NonNullable<ExperimentInput['network']['initialization']>['weights']): PresetInput => ({
  name: `isometry-${name}`, title: `Twenty-one tanh layers with ${kind} weights`,
  description: `Measures twenty-one untrained layers of 60 tanh neurons near the critical point, whose ${kind} weights ${keep}.`,
  input: {
    data: { train: 20, validation: 0 }, training: { epochs: 0, l2: 0 },
    network: {
      layers: [784, ...Array<number>(21).fill(60), 10], activation: 'tanh',
      initialization: { weights, biases: { kind: 'normal', std: nearCritical.bias } }
    },
    observe: { quantities: ['deltaRms', 'deltaNorm', 'weightGain', 'slopeGain', 'weightedInputVariance'] }
  }
})

const readout = (depth: number, count: string): PresetInput => ({
  name: `readout-${depth}`, title: `What ${count} of random sigmoid neurons still ${depth === 1 ? 'knows' : 'know'}`,
  description: `Trains ${count} of 30 neurons on 1,000 images in mini-batches for 30 epochs; the chapter reads every layer out before and after.`,
  input: {
    data: { train: 1000 }, network: { layers: hidden(depth) }, training: { batchSize: 10, epochs: 30 },
    observe: { examples: 1000, quantities: ['deltaNorm', 'cost', 'accuracy', 'validationAccuracy'] }
  }
})

const added = (layers: number, count: string, residual: boolean): PresetInput => ({
  name: `added-${layers}${residual ? '-residual' : ''}`,
  title: `${count} more than one hidden layer${residual ? ', with residual links' : ''}`,
  description: `Trains one hidden layer and ${count.toLowerCase()} more that could do nothing${residual ? ', with links past them' : ''}, to see how far descent stays from that.`,
  input: {
    data: { train: 1000 }, network: { layers: hidden(1 + layers), residual }, training: { batchSize: 10, epochs: 30 },
    observe: { examples: 1000, quantities: ['deltaNorm', 'cost', 'accuracy', 'validationAccuracy'] }
  }
})

const counts = ['One', 'Two', 'Three']

/** Layer products near isometry, what random layers throw away, and layers that could have done nothing (claims 14, 15 and 17). */
export const problemPresets: readonly PresetInput[] = [
  isometry('gaussian', 'Gaussian', 'keep the signal on average only', { kind: 'normal', scaling: 'fanIn', std: nearCritical.gain }),
  isometry('orthogonal', 'orthogonal', 'keep the signal in every direction', { kind: 'orthogonal', gain: nearCritical.gain }),
  ...['one layer', 'two layers', 'three layers', 'four layers'].map((count, i) => readout(i + 1, count)),
  ...counts.flatMap((count, i) => [added(i + 1, count, false), added(i + 1, count, true)])
]
