import type { ExperimentInput } from './document.ts'

/** tanh with variances σ_w²/fanIn and σ_b² = 0.05, softmax: where signals and gradients go with depth depends on σ_w² alone. */
const deepTanh = (width: number, depth: number, weightVariance: number): ExperimentInput['network'] => ({
  layers: [784, ...Array<number>(depth).fill(width), 10], activation: 'tanh', outputActivation: 'softmax',
  initialization: { weights: { std: Math.sqrt(weightVariance) }, biases: { std: Math.sqrt(0.05) } }
})

/** On the critical line of tanh at σ_b² = 0.05: χ₁ = 1. */
const critical = 1.7609546396

const phase = (name: string, weightVariance: number, what: string) => ({
  name: `phase-${name}`, title: `Sixteen tanh layers, ${name}`,
  description: `Measures sixteen untrained layers of 200 tanh neurons whose weights have variance ${weightVariance}/fan-in: ${what}.`,
  input: {
    data: { train: 20, validation: 0 }, network: deepTanh(200, 16, weightVariance), training: { epochs: 0, l2: 0 },
    observe: { quantities: ['deltaRms', 'deltaNorm', 'weightedInputVariance', 'cost'] }
  } satisfies ExperimentInput
})

const trainableDepth = {
  name: 'trainable-depth', title: 'Forty tanh layers at the edge of chaos',
  description: 'Trains forty layers of 100 tanh neurons for 200 steps on MNIST, with weights of the variance at which gradients stay.',
  input: {
    data: { train: 6400, validation: 0 }, network: deepTanh(100, 40, critical),
    training: { optimizer: { learningRate: 0.01 }, batchSize: 32, epochs: 1, l2: 0 },
    observe: { examples: 500, quantities: ['cost', 'accuracy'] }
  } satisfies ExperimentInput
}

/** The three phases of deep tanh networks, and the depth to which they can be trained (chapter 5's claim 13). */
export const phasePresets = [
  phase('ordered', 1, 'gradients vanish'), phase('critical', critical, 'gradients stay'), phase('chaotic', 2.5, 'gradients explode'), trainableDepth
]
